// Package words cuts texts into words.
package words

import (
	"strings"
	"unicode"
)

// Normal text is in small letters and digits, with one space between words.
func Normal(text string) string {
	var out strings.Builder
	space := false
	for _, r := range text {
		if !keep(r) {
			space = out.Len() > 0
			continue
		}
		if space {
			out.WriteRune(' ')
			space = false
		}
		out.WriteRune(unicode.ToLower(r))
	}
	return out.String()
}

func keep(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

var common = map[string]bool{"ka": true, "lo": true, "mi": true, "ne": true, "on": true, "al": true}

// Split gives the words of a normal text, without very common ones.
func Split(text string) []string {
	var words []string
	for word := range strings.SplitSeq(text, " ") {
		if !common[word] {
			words = append(words, word)
		}
	}
	return words
}
