// Package export writes the catalogue.
package export

import (
	"bytes"
	"fmt"
	"strings"

	"services/catalog/shelf"
)

// Table has a row for each article.
func Table(shelves []*shelf.Shelf) []byte {
	var out bytes.Buffer
	for number, shelf := range shelves {
		out.WriteString(row(number, shelf))
	}
	return out.Bytes()
}

func row(number int, shelf *shelf.Shelf) string {
	return fmt.Sprintf("%d\t%s\t%s\t%s\t%d\n", number, title(shelf.Best.Name), price(shelf.Best.Cents), keywords(shelf), shelf.Stock)
}

func title(name string) string {
	words := strings.Fields(strings.ToLower(name))
	for i, word := range words {
		words[i] = strings.ToUpper(word[:1]) + word[1:]
	}
	return strings.Join(words, " ")
}

func price(cents int64) string {
	return fmt.Sprintf("%d.%02d EUR", cents/100, cents%100)
}

func keywords(shelf *shelf.Shelf) string {
	return strings.Join(shelf.Keywords(6), ", ")
}
