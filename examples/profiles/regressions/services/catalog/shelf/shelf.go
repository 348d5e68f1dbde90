// Package shelf keeps the offers of articles.
package shelf

import (
	"cmp"
	"maps"
	"slices"

	"services/catalog/entry"
)

// Shelves by article.
type Shelves struct {
	all map[int]*Shelf
}

// Shelf has the cheapest offer, and what all shops say of the article.
type Shelf struct {
	Best  *entry.Offer
	Stock int
	words map[string]int
}

// New makes no shelves.
func New() *Shelves { return &Shelves{map[int]*Shelf{}} }

// Put an offer onto the shelf of its article.
func (s *Shelves) Put(article int, offer *entry.Offer, words []string) {
	shelf := s.shelf(article)
	shelf.Stock += offer.Stock
	shelf.describe(words)
	if shelf.Best == nil || offer.Cents < shelf.Best.Cents {
		shelf.Best = offer
	}
}

func (s *Shelves) shelf(article int) *Shelf {
	found := s.all[article]
	if found == nil {
		found = &Shelf{words: map[string]int{}}
		s.all[article] = found
	}
	return found
}

func (s *Shelf) describe(words []string) {
	for _, word := range words {
		s.words[word]++
	}
}

// Keywords are the words said most often.
func (s *Shelf) Keywords(n int) []string {
	words := slices.Sorted(maps.Keys(s.words))
	slices.SortStableFunc(words, func(a, b string) int { return s.words[b] - s.words[a] })
	return words[:min(n, len(words))]
}

// Sorted gives all shelves, the cheapest first.
func (s *Shelves) Sorted() []*Shelf {
	sorted := slices.Collect(maps.Values(s.all))
	slices.SortFunc(sorted, func(a, b *Shelf) int { return cmp.Compare(a.Best.Cents, b.Best.Cents) })
	return sorted
}
