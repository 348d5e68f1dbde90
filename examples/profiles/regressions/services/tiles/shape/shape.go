// Package shape is the geometry of a map.
package shape

import "math"

// Point on the map, which is 1 wide and 1 high.
type Point struct{ X, Y float64 }

// Project is Mercator's projection.
func Project(latitude, longitude float64) Point {
	sine := math.Sin(latitude * math.Pi / 180)
	y := 0.5 - math.Log((1+sine)/(1-sine))/(4*math.Pi)
	return Point{longitude/360 + 0.5, clamp(y)}
}

func clamp(y float64) float64 { return min(max(y, 0), 1) }

// Area is a polygon with a name.
type Area struct {
	Name   string
	points []Point
	low    Point
	high   Point
}

// NewArea makes an area of its corners.
func NewArea(name string, points []Point) *Area {
	area := &Area{name, points, points[0], points[0]}
	for _, point := range points {
		area.low = Point{min(area.low.X, point.X), min(area.low.Y, point.Y)}
		area.high = Point{max(area.high.X, point.X), max(area.high.Y, point.Y)}
	}
	return area
}

// Contains counts how often the border goes round a point.
func (a *Area) Contains(p Point) bool {
	if !a.near(p) {
		return false
	}
	turns := 0
	for i, corner := range a.points {
		turns += crossing(corner, a.points[(i+1)%len(a.points)], p)
	}
	return turns != 0
}

func (a *Area) near(p Point) bool {
	return p.X >= a.low.X && p.X <= a.high.X && p.Y >= a.low.Y && p.Y <= a.high.Y
}

// crossing is 1 where a side passes to the right of a point and upwards, -1 downwards, and 0 if it does not.
func crossing(a, b, p Point) int {
	side := area(a, b, p)
	switch {
	case a.Y <= p.Y && b.Y > p.Y && side > 0:
		return 1
	case a.Y > p.Y && b.Y <= p.Y && side < 0:
		return -1
	}
	return 0
}

// area of a triangle, twice, negative where its corners are clockwise.
func area(a, b, c Point) float64 {
	return (b.X-a.X)*(c.Y-a.Y) - (c.X-a.X)*(b.Y-a.Y)
}
