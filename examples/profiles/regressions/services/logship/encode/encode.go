// Package encode writes entries as JSON.
package encode

import (
	"strconv"
	"time"
	"unicode/utf8"

	"services/logship/line"
)

// Encoder writes one entry after the other, into the same memory.
type Encoder struct {
	out []byte
}

// New makes an encoder.
func New() *Encoder { return &Encoder{} }

// Entry as a line of JSON, valid until the next call.
func (e *Encoder) Entry(entry *line.Entry) []byte {
	e.out = append(e.out[:0], '{')
	for i, field := range entry.Fields {
		if i > 0 {
			e.out = append(e.out, ',')
		}
		e.field(entry, field)
	}
	e.out = append(e.out, '}', '\n')
	return e.out
}

func (e *Encoder) field(entry *line.Entry, field line.Field) {
	e.out = quote(e.out, field.Name)
	e.out = append(e.out, ':')
	switch field.Name {
	case "time":
		e.out = appendTime(e.out, entry.Time)
	case "took":
		e.out = appendDuration(e.out, field.Value)
	default:
		e.out = quote(e.out, field.Value)
	}
}

// quote appends a string of JSON.
func quote(out []byte, text string) []byte {
	out = append(out, '"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			out = append(out, '\\', byte(r))
		case r < ' ':
			out = append(out, "\\u00"...)
			out = append(out, hexDigit(r>>4), hexDigit(r&15))
		default:
			out = utf8.AppendRune(out, r)
		}
	}
	return append(out, '"')
}

func hexDigit(r rune) byte { return "0123456789abcdef"[r] }

func appendTime(out []byte, at time.Time) []byte {
	return strconv.AppendInt(out, at.UnixMilli(), 10)
}

// appendDuration in microseconds; what is none stays a string.
func appendDuration(out []byte, text string) []byte {
	duration, err := time.ParseDuration(text)
	if err != nil {
		return quote(out, text)
	}
	return strconv.AppendInt(out, duration.Microseconds(), 10)
}
