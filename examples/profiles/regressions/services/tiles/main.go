// Tiles cuts tracks of positions into the tiles of a map: positions are projected, assigned to the area they are in, counted
// by cell, and each tile is encoded.
package main

import (
	"math"

	"services/record"
	"services/tiles/grid"
	"services/tiles/shape"
	"services/tiles/tile"
	"services/tiles/track"
)

// areas are polygons around the middle of the map, overlapping each other.
func areas(n int) []*shape.Area {
	random := record.Random(5)
	all := make([]*shape.Area, n)
	for i := range all {
		x, y, corners := random.Float64(), random.Float64(), 14+random.IntN(10)
		points := make([]shape.Point, corners)
		for corner := range points {
			angle, radius := 2*math.Pi*float64(corner)/float64(corners), 0.1+0.2*random.Float64()
			points[corner] = shape.Point{X: x + radius*math.Cos(angle), Y: y + radius*math.Sin(angle)}
		}
		all[i] = shape.NewArea(record.Word(random), points)
	}
	return all
}

// tracks as they are sent: differences of positions, as numbers of variable length.
func tracks(n int) [][]byte {
	random := record.Random(6)
	all := make([][]byte, n)
	for i := range all {
		all[i] = track.Encode(random, 300)
	}
	return all
}

type atlas struct {
	areas []*shape.Area
	cells *grid.Grid
}

// draw puts one track onto the map.
func (a *atlas) draw(packed []byte) {
	for _, position := range track.Smooth(track.Decode(packed)) {
		point := shape.Project(position.Latitude, position.Longitude)
		a.cells.Add(grid.CellOf(point), a.areaOf(point))
	}
}

// areaOf a point is the first that it is in.
func (a *atlas) areaOf(point shape.Point) string {
	for _, area := range a.areas {
		if area.Contains(point) {
			return area.Name
		}
	}
	return ""
}

// run makes all tiles of some tracks, and returns how many bytes they have.
func run(areas []*shape.Area, tracks [][]byte) int {
	atlas := &atlas{areas, grid.New()}
	for _, packed := range tracks {
		atlas.draw(packed)
	}
	size := 0
	for _, cells := range atlas.cells.Tiles() {
		size += len(tile.Encode(cells))
	}
	return size
}

func main() {
	areas, tracks := areas(12), tracks(40)
	record.Main(560, func(rounds int) {
		record.Workers(rounds, func(int) { run(areas, tracks) })
	})
}
