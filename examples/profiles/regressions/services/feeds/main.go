// Feeds reads feeds of news: stories are taken from the markup, known ones are left out, and the words of new ones are put
// into an index.
package main

import (
	"fmt"
	"log"
	"strings"

	"services/feeds/address"
	"services/feeds/index"
	"services/feeds/markup"
	"services/feeds/story"
	"services/record"
)

// feeds as text, each with some stories that others have too.
func feeds(n, stories int) []string {
	random := record.Random(7)
	all := make([]string, n)
	for i := range all {
		var text strings.Builder
		text.WriteString("<feed><title>News</title>\n")
		for range stories {
			number := random.IntN(n * stories / 2)
			fmt.Fprintf(&text, "<item><link>HTTPS://News%d.Test:443/a/../%d/?utm_source=feed&amp;id=%d#top</link><title>%s &amp; %s</title><text>%s</text><date>2024-05-%02dT08:00:00Z</date></item>\n",
				number%20, number, number, record.Word(random), record.Words(random, 4), paragraphs(random.IntN(3)+1, number), 1+number%28)
		}
		text.WriteString("</feed>")
		all[i] = text.String()
	}
	return all
}

func paragraphs(n, seed int) string {
	random := record.Random(seed)
	var text strings.Builder
	for range n {
		fmt.Fprintf(&text, "&lt;p class=&quot;lead&quot;&gt;%s, &lt;b&gt;%s&lt;/b&gt;.&lt;/p&gt;", record.Words(random, 20), record.Words(random, 2))
	}
	return text.String()
}

type reader struct {
	seen  map[uint64]bool
	words *index.Index
}

func (r *reader) read(feed string) error {
	items, err := markup.Items(feed)
	if err != nil {
		return err
	}
	for _, item := range items {
		if err := r.take(item); err != nil {
			return err
		}
	}
	return nil
}

// take a story, if it is new.
func (r *reader) take(item map[string]string) error {
	link, err := address.Normal(item["link"])
	if err != nil {
		return err
	}
	found, err := story.New(link, item)
	if err != nil || r.seen[found.Key()] {
		return err
	}
	r.seen[found.Key()] = true
	r.words.Add(found.Number(), found.Title+" "+found.Text)
	return nil
}

func run(all []string) ([]int, error) {
	reader := &reader{map[uint64]bool{}, index.New()}
	for _, feed := range all {
		if err := reader.read(feed); err != nil {
			return nil, err
		}
	}
	return reader.words.Find("katre"), nil
}

func main() {
	all := feeds(20, 25)
	record.Main(240, func(rounds int) {
		record.Workers(rounds, func(int) {
			if _, err := run(all); err != nil {
				log.Fatal(err)
			}
		})
	})
}
