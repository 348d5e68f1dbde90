// Catalog merges the offers of several shops: the same article under other names is found by its words and by how far the names
// are from each other, the cheapest offer is kept, and the catalogue is written.
package main

import (
	"fmt"
	"log"
	"strings"

	"services/catalog/entry"
	"services/catalog/export"
	"services/catalog/match"
	"services/catalog/shelf"
	"services/catalog/words"
	"services/record"
)

// offers as lines; names are written otherwise by each shop.
func offers(n int) []string {
	random := record.Random(9)
	names := make([]string, n/3)
	for i := range names {
		names[i] = record.Words(random, 3)
	}
	all := make([]string, n)
	for i := range all {
		name := names[random.IntN(len(names))]
		if random.IntN(2) == 0 {
			name = misspelt(name, random.IntN(len(name)))
		}
		all[i] = fmt.Sprintf("shop-%d|%s|%d,%02d EUR|%s|%d", random.IntN(9), name, random.IntN(900), random.IntN(100), record.Words(random, 10), random.IntN(60))
	}
	return all
}

func misspelt(name string, at int) string {
	return strings.ToUpper(name[:at]) + name[at:]
}

type catalog struct {
	finder  *match.Finder
	shelves *shelf.Shelves
}

// take one offer.
func (c *catalog) take(line string) error {
	offer, err := entry.Parse(line)
	if err != nil {
		return err
	}
	name := words.Normal(offer.Name)
	article, known := c.finder.Find(name)
	if !known {
		article = c.finder.Add(name)
	}
	c.shelves.Put(article, offer, words.Split(words.Normal(offer.Text)))
	return nil
}

func run(lines []string) ([]byte, error) {
	catalog := &catalog{match.NewFinder(), shelf.New()}
	for _, line := range lines {
		if err := catalog.take(line); err != nil {
			return nil, err
		}
	}
	return export.Table(catalog.shelves.Sorted()), nil
}

func main() {
	lines := offers(900)
	record.Main(108, func(rounds int) {
		record.Workers(rounds, func(int) {
			if _, err := run(lines); err != nil {
				log.Fatal(err)
			}
		})
	})
}
