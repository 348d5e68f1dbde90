// Package room keeps who is in a room, and what was said there.
package room

import (
	"strings"

	"services/presence/member"
)

// Rooms by number.
type Rooms struct {
	lines int
	all   map[int]*room
}

type room struct {
	members map[string]*seat
	said    []line
}

// seat of a member in a room.
type seat struct {
	name  string
	since int
	mutes []string
}

type line struct{ name, text string }

// NewRooms makes rooms that remember so many lines.
func NewRooms(lines int) *Rooms {
	return &Rooms{lines, map[int]*room{}}
}

// Join gives a member a seat.
func (r *Rooms) Join(number int, m *member.Member) {
	room := r.room(number)
	room.members[m.Name] = newSeat(m)
}

func newSeat(m *member.Member) *seat {
	return &seat{name: m.Name, mutes: make([]string, 0, 2)}
}

func (r *Rooms) room(number int) *room {
	found := r.all[number]
	if found == nil {
		found = &room{members: map[string]*seat{}}
		r.all[number] = found
	}
	return found
}

// Say remembers a line, and forgets the oldest.
func (r *Rooms) Say(number int, name, text string) {
	room := r.room(number)
	if len(room.said) == r.lines {
		copy(room.said, room.said[1:])
		room.said = room.said[:r.lines-1]
	}
	room.said = append(room.said, line{name, tidy(text)})
}

func tidy(text string) string {
	return strings.ToUpper(strings.TrimSpace(text))
}

// Leave takes the seat away.
func (r *Rooms) Leave(number int, name string) {
	room := r.room(number)
	delete(room.members, name)
}
