// Package batch merges orders.
package batch

import (
	"cmp"
	"slices"

	"services/orders/feed"
)

// Batch is orders, each of them once.
type Batch struct {
	orders []feed.Order
	places map[string]int
}

// New makes an empty batch with room for n orders.
func New(n int) *Batch {
	return &Batch{make([]feed.Order, 0, n), make(map[string]int, n)}
}

// Add takes an order, in the place of an older version if there is one.
func (b *Batch) Add(order feed.Order) {
	if place, found := b.find(order.ID); found {
		b.orders[place] = newer(b.orders[place], order)
		return
	}
	b.places[order.ID] = len(b.orders)
	b.orders = append(b.orders, order)
}

func (b *Batch) find(id string) (int, bool) {
	place, found := b.places[id]
	return place, found
}

func newer(a, b feed.Order) feed.Order {
	if b.Day.Before(a.Day) {
		return a
	}
	return b
}

// Sorted gives the orders by region, the oldest first.
func (b *Batch) Sorted() []feed.Order {
	sorted := slices.Clone(b.orders)
	slices.SortFunc(sorted, compare)
	return sorted
}

func compare(a, b feed.Order) int {
	if order := cmp.Compare(a.Region, b.Region); order != 0 {
		return order
	}
	if order := a.Day.Compare(b.Day); order != 0 {
		return order
	}
	return cmp.Compare(a.ID, b.ID)
}
