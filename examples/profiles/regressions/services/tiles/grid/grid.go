// Package grid counts positions by cell.
package grid

import (
	"slices"

	"services/tiles/shape"
)

// Cell numbers are along a curve that keeps neighbours together.
type Cell uint64

// levels of halving that make a cell of the map; tiles are some levels above.
const levels, tileLevels = 12, 4

// CellOf a point, the bits of its places in turn.
func CellOf(p shape.Point) Cell {
	return Cell(spread(place(p.X)) | spread(place(p.Y))<<1)
}

func place(x float64) uint32 {
	return uint32(x*(1<<levels)) & (1<<levels - 1)
}

// spread puts a zero between any two bits.
func spread(x uint32) uint64 {
	v := uint64(x)
	v = (v | v<<8) & 0x00ff00ff
	v = (v | v<<4) & 0x0f0f0f0f
	v = (v | v<<2) & 0x33333333
	return (v | v<<1) & 0x55555555
}

// Grid is the counts.
type Grid struct {
	counts map[Cell]*Count
}

// Count is how many positions a cell has, and the area of the first.
type Count struct {
	Cell Cell
	N    int
	Area string
}

// New makes an empty grid.
func New() *Grid { return &Grid{map[Cell]*Count{}} }

// Add counts a position.
func (g *Grid) Add(cell Cell, area string) {
	count := g.counts[cell]
	if count == nil {
		count = &Count{Cell: cell, Area: area}
		g.counts[cell] = count
	}
	count.N++
}

// Tiles gives the cells of each tile in order.
func (g *Grid) Tiles() [][]*Count {
	sorted := g.sorted()
	var tiles [][]*Count
	for start, i := 0, 1; i <= len(sorted); i++ {
		if i == len(sorted) || tileOf(sorted[i]) != tileOf(sorted[start]) {
			tiles = append(tiles, sorted[start:i])
			start = i
		}
	}
	return tiles
}

func (g *Grid) sorted() []*Count {
	sorted := make([]*Count, 0, len(g.counts))
	for _, count := range g.counts {
		sorted = append(sorted, count)
	}
	slices.SortFunc(sorted, func(a, b *Count) int { return int(int64(a.Cell) - int64(b.Cell)) })
	return sorted
}

func tileOf(count *Count) Cell { return count.Cell >> (2 * tileLevels) }
