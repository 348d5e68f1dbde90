// Package track is positions one after the other.
package track

import (
	"encoding/binary"
	"math/rand/v2"
)

// Position in degrees.
type Position struct{ Latitude, Longitude float64 }

// unit of packed positions, in degrees.
const unit = 1e-5

// Encode makes up a track of n positions.
func Encode(random *rand.Rand, n int) []byte {
	packed := binary.AppendVarint(nil, random.Int64N(12_000_000)-6_000_000)
	packed = binary.AppendVarint(packed, random.Int64N(30_000_000)-15_000_000)
	for range n - 1 {
		packed = binary.AppendVarint(packed, random.Int64N(40_000)-20_000)
		packed = binary.AppendVarint(packed, random.Int64N(40_000)-20_000)
	}
	return packed
}

// Decode reads a track.
func Decode(packed []byte) []Position {
	var positions []Position
	var latitude, longitude int64
	for len(packed) > 0 {
		latitude += next(&packed)
		longitude += next(&packed)
		positions = append(positions, Position{float64(latitude) * unit, float64(longitude) * unit})
	}
	return positions
}

// next number, which is taken off; 0 at a damaged end.
func next(packed *[]byte) int64 {
	value, size := binary.Varint(*packed)
	if size <= 0 {
		*packed = nil
		return 0
	}
	*packed = (*packed)[size:]
	return value
}

// Smooth gives the mean of each position and its neighbours.
func Smooth(positions []Position) []Position {
	smooth := make([]Position, len(positions))
	for i := range positions {
		smooth[i] = mean(positions[max(i-2, 0):min(i+3, len(positions))])
	}
	return smooth
}

func mean(positions []Position) Position {
	var sum Position
	for _, position := range positions {
		sum.Latitude += position.Latitude
		sum.Longitude += position.Longitude
	}
	n := float64(len(positions))
	return Position{sum.Latitude / n, sum.Longitude / n}
}
