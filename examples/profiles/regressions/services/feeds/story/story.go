// Package story is one piece of news.
package story

import (
	"hash/maphash"
	"strings"
	"time"
)

// Story is what readers see of it.
type Story struct {
	Link, Title, Text string
	Date              time.Time
	key               uint64
}

var seed = maphash.MakeSeed()

// New makes a story of an item's elements.
func New(link string, item map[string]string) (*Story, error) {
	date, err := time.Parse(time.RFC3339, item["date"])
	if err != nil {
		return nil, err
	}
	story := &Story{Link: link, Title: squeeze(item["title"]), Text: plain(item["text"]), Date: date}
	story.key = maphash.String(seed, story.Link+"\n"+story.Title)
	return story, nil
}

// Key is the same for the same story.
func (s *Story) Key() uint64 { return s.key }

// Number for the index.
func (s *Story) Number() int { return int(s.key >> 40) }

func squeeze(text string) string {
	return strings.Join(strings.Fields(text), " ")
}

// plain text has no tags.
func plain(text string) string {
	var out strings.Builder
	for text != "" {
		before, rest, _ := strings.Cut(text, "<")
		out.WriteString(before)
		_, text, _ = strings.Cut(rest, ">")
	}
	return squeeze(out.String())
}
