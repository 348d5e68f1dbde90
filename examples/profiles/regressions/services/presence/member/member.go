// Package member knows who is there.
package member

import (
	"container/list"
	"hash/fnv"
)

// Member is somebody who came and has not gone.
type Member struct {
	Name   string
	Room   int
	colour uint32
	seen   int
	place  *list.Element
	notes  []byte
}

// Directory has members by name, and in the order in which they were seen.
type Directory struct {
	byName map[string]*Member
	order  *list.List
}

// NewDirectory makes an empty directory.
func NewDirectory() *Directory {
	return &Directory{map[string]*Member{}, list.New()}
}

// notesOf a member have room for so many bytes.
const notesOf = 160

// Enter adds a member, or gives the one that is there.
func (d *Directory) Enter(name string, room, now int) *Member {
	if found := d.byName[name]; found != nil {
		d.touch(found, now)
		return found
	}
	added := newMember(name, room, now)
	added.place = d.order.PushBack(added)
	d.byName[name] = added
	return added
}

func newMember(name string, room, now int) *Member {
	return &Member{Name: name, Room: room, colour: colourOf(name), seen: now, notes: make([]byte, 0, notesOf)}
}

func colourOf(name string) uint32 {
	hash := fnv.New32a()
	hash.Write([]byte(name))
	return hash.Sum32() & 0xffffff
}

// Seen notes that a member did something, if it is there.
func (d *Directory) Seen(name string, now int) bool {
	found := d.byName[name]
	if found == nil {
		return false
	}
	d.touch(found, now)
	return true
}

func (d *Directory) touch(m *Member, now int) {
	m.seen = now
	d.order.MoveToBack(m.place)
}

// Remove takes a member out, and returns it.
func (d *Directory) Remove(name string) *Member {
	found := d.byName[name]
	if found == nil {
		return nil
	}
	delete(d.byName, name)
	d.order.Remove(found.place)
	return found
}

// Silent are those who were last seen before a time.
func (d *Directory) Silent(before int) []string {
	var names []string
	for place := d.order.Front(); place != nil; place = place.Next() {
		m := place.Value.(*Member)
		if m.seen >= before {
			break
		}
		names = append(names, m.Name)
	}
	return names
}
