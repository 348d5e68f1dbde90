// Package tile encodes the cells of a tile.
package tile

import (
	"encoding/binary"
	"hash/crc32"

	"services/tiles/grid"
)

// Encode writes the names of areas, then the cells, then a checksum.
func Encode(cells []*grid.Count) []byte {
	names, numbers := namesOf(cells)
	out := binary.AppendUvarint(nil, uint64(len(names)))
	for _, name := range names {
		out = appendText(out, name)
	}
	var before grid.Cell
	for _, cell := range cells {
		out = appendCell(out, cell, before, numbers[cell.Area])
		before = cell.Cell
	}
	return binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE(out))
}

func namesOf(cells []*grid.Count) ([]string, map[string]int) {
	var names []string
	numbers := map[string]int{}
	for _, cell := range cells {
		if _, found := numbers[cell.Area]; !found {
			numbers[cell.Area] = len(names)
			names = append(names, cell.Area)
		}
	}
	return names, numbers
}

func appendText(out []byte, text string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(text))), text...)
}

func appendCell(out []byte, cell *grid.Count, before grid.Cell, area int) []byte {
	out = binary.AppendUvarint(out, uint64(cell.Cell-before))
	out = binary.AppendUvarint(out, uint64(cell.N))
	return binary.AppendUvarint(out, uint64(area))
}
