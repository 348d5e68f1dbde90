// Orders reads a feed of orders, merges those that come twice, prices them and reports what each region bought.
package main

import (
	"fmt"
	"log"
	"strings"

	"services/orders/batch"
	"services/orders/feed"
	"services/orders/price"
	"services/orders/report"
	"services/record"
)

// linesPerBatch is how many orders are merged and priced at a time.
const linesPerBatch = 100

// feedOf some days, a text of lines in which orders come again when they were changed.
func feedOf(lines int) string {
	random := record.Random(3)
	regions := strings.Fields("north south east west islands abroad")
	var text strings.Builder
	for i := range lines {
		id := i - random.IntN(min(i, 40)+1)
		fmt.Fprintf(&text, "ORD-2024-%08d,%s,\"%s, %s\",%d,%d.%02d,2024-%02d-%02d", id, regions[random.IntN(6)],
			record.Word(random), record.Word(random), 1+random.IntN(9), random.IntN(300), random.IntN(100), 1+random.IntN(12), 1+random.IntN(28))
		text.WriteString("\n")
	}
	return text.String()
}

// run handles the whole feed and returns the report.
func run(text string, tariff *price.Tariff) ([]byte, error) {
	summary := report.New()
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for start := 0; start < len(lines); start += linesPerBatch {
		orders, err := collect(lines[start:min(start+linesPerBatch, len(lines))])
		if err != nil {
			return nil, err
		}
		bill(orders, tariff, summary)
	}
	return summary.JSON()
}

func collect(lines []string) (*batch.Batch, error) {
	orders := batch.New(len(lines))
	for _, line := range lines {
		order, err := feed.Parse(line)
		if err != nil {
			return nil, err
		}
		orders.Add(order)
	}
	return orders, nil
}

func bill(orders *batch.Batch, tariff *price.Tariff, summary *report.Summary) {
	for _, order := range orders.Sorted() {
		summary.Add(order, tariff.Total(order))
	}
}

func main() {
	tariff := price.NewTariff()
	text := feedOf(6000)
	record.Main(320, func(rounds int) {
		record.Workers(rounds, func(int) {
			if _, err := run(text, tariff); err != nil {
				log.Fatal(err)
			}
		})
	})
}
