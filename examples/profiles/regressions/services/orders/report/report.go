// Package report sums up what was ordered.
package report

import (
	"encoding/json"
	"fmt"
	"slices"

	"services/orders/feed"
)

// Summary has a line for each region and month.
type Summary struct {
	lines map[string]*line
}

type line struct {
	Name   string         `json:"name"`
	Orders int            `json:"orders"`
	Cents  int64          `json:"cents"`
	Items  map[string]int `json:"items"`
}

// New makes an empty summary.
func New() *Summary { return &Summary{map[string]*line{}} }

// Add counts an order that costs so many cents.
func (s *Summary) Add(order feed.Order, cents int64) {
	line := s.line(nameOf(order))
	line.Orders++
	line.Cents += cents
	line.Items[order.Item] += order.Count
}

func (s *Summary) line(name string) *line {
	found := s.lines[name]
	if found == nil {
		found = &line{Name: name, Items: map[string]int{}}
		s.lines[name] = found
	}
	return found
}

func nameOf(order feed.Order) string {
	return fmt.Sprintf("%s-%02d", order.Region, order.Day.Month())
}

// JSON of all lines, with those items that were ordered most.
func (s *Summary) JSON() ([]byte, error) {
	sorted := make([]*line, 0, len(s.lines))
	for _, line := range s.lines {
		line.Items = mostOrdered(line.Items, 10)
		sorted = append(sorted, line)
	}
	slices.SortFunc(sorted, func(a, b *line) int { return int(b.Cents - a.Cents) })
	return json.Marshal(sorted)
}

func mostOrdered(items map[string]int, n int) map[string]int {
	names := make([]string, 0, len(items))
	for name := range items {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return items[b] - items[a] })
	most := map[string]int{}
	for _, name := range names[:min(n, len(names))] {
		most[name] = items[name]
	}
	return most
}
