// Package index finds stories by word.
package index

import (
	"slices"
	"strings"
	"unicode"
)

// Index has the numbers of stories by word.
type Index struct {
	words map[string][]int
}

// New makes an empty index.
func New() *Index { return &Index{map[string][]int{}} }

// Add the words of a story.
func (x *Index) Add(number int, text string) {
	for word := range strings.FieldsFuncSeq(text, between) {
		x.put(stem(strings.ToLower(word)), number)
	}
}

func between(r rune) bool { return !unicode.IsLetter(r) }

func (x *Index) put(word string, number int) {
	numbers := x.words[word]
	if len(numbers) > 0 && numbers[len(numbers)-1] == number {
		return
	}
	x.words[word] = append(numbers, number)
}

var endings = []string{"ing", "ver", "ly", "os", "er", "s"}

// stem of a word, without its ending.
func stem(word string) string {
	for _, ending := range endings {
		if len(word) > len(ending)+2 && strings.HasSuffix(word, ending) {
			return strings.TrimSuffix(word, ending)
		}
	}
	return word
}

// Find the numbers of stories that have a word, in order.
func (x *Index) Find(word string) []int {
	found := slices.Clone(x.words[stem(word)])
	slices.Sort(found)
	return slices.Compact(found)
}
