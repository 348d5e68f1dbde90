// Package price says what orders cost.
package price

import (
	"hash/crc32"
	"strings"

	"services/orders/feed"
)

// Tariff is rates of tax by region, and rebates by count.
type Tariff struct {
	tax     map[string]int64
	rebates []rebate
	words   []string
}

type rebate struct {
	count   int
	percent int64
}

// NewTariff is the tariff of this year.
func NewTariff() *Tariff {
	return &Tariff{
		tax:     map[string]int64{"north": 19, "south": 19, "east": 20, "west": 21, "islands": 7},
		rebates: []rebate{{8, 10}, {5, 5}, {3, 2}},
		words:   []string{"kalomi", "verqui", "tresta", "donly", "grasta"},
	}
}

// Total of an order with rebate, tax and freight.
func (t *Tariff) Total(order feed.Order) int64 {
	net := t.discounted(order)
	return net + t.taxOf(order.Region, net) + t.freight(order)
}

func (t *Tariff) discounted(order feed.Order) int64 {
	net := order.Cents * int64(order.Count)
	for _, rebate := range t.rebates {
		if order.Count >= rebate.count {
			return net - net*rebate.percent/100
		}
	}
	return net
}

func (t *Tariff) taxOf(region string, net int64) int64 {
	return net * t.tax[region] / 100
}

// freight depends on the shelf, and on words that say what has to be carried by two.
func (t *Tariff) freight(order feed.Order) int64 {
	freight := int64(shelf(order.Item) % 40)
	for _, word := range t.words {
		if strings.Contains(order.Item, word) {
			freight += 500
		}
	}
	return freight
}

func shelf(item string) uint32 {
	return crc32.ChecksumIEEE([]byte(item))
}
