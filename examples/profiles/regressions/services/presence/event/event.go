// Package event reads what members do.
package event

import (
	"errors"
	"strconv"
	"strings"
)

// Kind of an event.
type Kind int

// The kinds.
const (
	Join Kind = iota
	Say
	Leave
)

// Event is something that a member does in a room.
type Event struct {
	Kind   Kind
	Member string
	Room   int
	Text   string
}

var errFields = errors.New("an event has a kind, a member and a room")

var kinds = map[string]Kind{"join": Join, "say": Say, "leave": Leave}

// Parse reads an event.
func Parse(text string) (*Event, error) {
	fields := strings.SplitN(text, " ", 4)
	if len(fields) < 3 {
		return nil, errFields
	}
	kind, known := kinds[fields[0]]
	room, err := strconv.Atoi(fields[2])
	if err != nil || !known {
		return nil, errFields
	}
	event := &Event{Kind: kind, Member: strings.Clone(fields[1]), Room: max(room, 0)}
	if len(fields) == 4 {
		event.Text = fields[3]
	}
	return event, nil
}
