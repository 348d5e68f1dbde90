// Package line reads lines of names and values.
package line

import (
	"errors"
	"strings"
	"time"
)

// Field is a name and its value.
type Field struct{ Name, Value string }

// Entry is one line.
type Entry struct {
	Time   time.Time
	Fields []Field
}

var errNoTime = errors.New("a line begins with its time")

// Parse reads a line; its first field is the time.
func Parse(text string) (*Entry, error) {
	entry := &Entry{}
	for text != "" {
		var field Field
		field, text = next(text)
		entry.Fields = append(entry.Fields, field)
	}
	if len(entry.Fields) == 0 || entry.Fields[0].Name != "time" {
		return nil, errNoTime
	}
	var err error
	entry.Time, err = time.Parse(time.RFC3339, entry.Fields[0].Value)
	return entry, err
}

func next(text string) (Field, string) {
	name, rest, _ := strings.Cut(text, "=")
	value, rest := valueOf(rest)
	return Field{strings.TrimSpace(name), value}, strings.TrimLeft(rest, " ")
}

func valueOf(text string) (value, rest string) {
	if strings.HasPrefix(text, "\"") {
		value, rest, _ = strings.Cut(text[1:], "\"")
		return value, rest
	}
	value, rest, _ = strings.Cut(text, " ")
	return value, rest
}

// Service that wrote the line.
func (e *Entry) Service() string {
	for _, field := range e.Fields {
		if field.Name == "service" {
			return field.Value
		}
	}
	return "unknown"
}
