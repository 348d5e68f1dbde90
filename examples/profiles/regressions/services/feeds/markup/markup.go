// Package markup reads the little of markup that feeds have.
package markup

import (
	"errors"
	"strings"
)

var errOpen = errors.New("an element is not closed")

// Items of a feed, each with its elements by name.
func Items(feed string) ([]map[string]string, error) {
	var items []map[string]string
	for {
		_, rest, found := strings.Cut(feed, "<item>")
		if !found {
			return items, nil
		}
		body, after, closed := strings.Cut(rest, "</item>")
		if !closed {
			return nil, errOpen
		}
		item, err := elements(body)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
		feed = after
	}
}

func elements(body string) (map[string]string, error) {
	found := map[string]string{}
	for body != "" {
		name, content, rest, err := element(body)
		if err != nil {
			return nil, err
		}
		found[name] = Decode(content)
		body = rest
	}
	return found, nil
}

func element(text string) (name, content, rest string, err error) {
	_, text, _ = strings.Cut(text, "<")
	name, text, _ = strings.Cut(text, ">")
	content, rest, closed := strings.Cut(text, "</"+name+">")
	if !closed {
		err = errOpen
	}
	return name, content, rest, err
}

var entities = map[string]byte{"amp": '&', "lt": '<', "gt": '>', "quot": '"', "apos": '\''}

// Decode replaces entities.
func Decode(text string) string {
	if strings.IndexByte(text, '&') < 0 {
		return text
	}
	var out strings.Builder
	for text != "" {
		text = decodeNext(&out, text)
	}
	return out.String()
}

// decodeNext writes text up to the end of the next entity, and returns what follows.
func decodeNext(out *strings.Builder, text string) string {
	before, rest, found := strings.Cut(text, "&")
	out.WriteString(before)
	if !found {
		return ""
	}
	name, after, closed := strings.Cut(rest, ";")
	if char := entities[name]; closed && char != 0 {
		out.WriteByte(char)
		return after
	}
	out.WriteByte('&')
	return rest
}
