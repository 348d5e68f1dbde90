// Package feed reads orders from lines.
package feed

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// Order is one line of a feed.
type Order struct {
	ID, Region, Item string
	Count            int
	Cents            int64
	Day              time.Time
}

var errFields = errors.New("an order has six fields")

// Parse reads a line.
func Parse(line string) (Order, error) {
	fields := split(line)
	if len(fields) != 6 {
		return Order{}, errFields
	}
	count, err := strconv.Atoi(fields[3])
	if err != nil {
		return Order{}, err
	}
	cents, err := parseCents(fields[4])
	if err != nil {
		return Order{}, err
	}
	day, err := time.Parse(time.DateOnly, fields[5])
	return Order{fields[0], fields[1], fields[2], count, cents, day}, err
}

// split at commas that are not quoted.
func split(line string) []string {
	fields := make([]string, 0, 6)
	for line != "" {
		field, rest := next(line)
		fields = append(fields, field)
		line = rest
	}
	return fields
}

func next(line string) (field, rest string) {
	if line[0] == '"' {
		field, rest, _ = strings.Cut(line[1:], "\"")
		return field, strings.TrimPrefix(rest, ",")
	}
	field, rest, _ = strings.Cut(line, ",")
	return field, rest
}

func parseCents(text string) (int64, error) {
	whole, part, _ := strings.Cut(text, ".")
	units, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return 0, err
	}
	hundredths, err := strconv.ParseInt(part, 10, 64)
	return units*100 + hundredths, err
}
