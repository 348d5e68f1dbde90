// Presence knows who is in which room: members come, speak and go, those who are silent for long are taken out, and at the
// end there is as much in memory as there are members.
package main

import (
	"fmt"
	"log"

	"services/presence/event"
	"services/presence/member"
	"services/presence/room"
	"services/record"
)

// patience is how many events others may send before a silent member is taken out.
const patience = 30_000

type service struct {
	members *member.Directory
	rooms   *room.Rooms
}

func newService() *service {
	return &service{member.NewDirectory(), room.NewRooms(400)}
}

// handle one event, given as its text.
func (s *service) handle(text string, now int) error {
	e, err := event.Parse(text)
	if err != nil {
		return err
	}
	switch e.Kind {
	case event.Join:
		s.join(e, now)
	case event.Say:
		s.say(e, now)
	case event.Leave:
		s.leave(e.Member)
	}
	return nil
}

func (s *service) join(e *event.Event, now int) {
	found := s.members.Enter(e.Member, e.Room, now)
	s.rooms.Join(e.Room, found)
}

func (s *service) say(e *event.Event, now int) {
	if s.members.Seen(e.Member, now) {
		s.rooms.Say(e.Room, e.Member, e.Text)
	}
}

func (s *service) leave(name string) {
	if found := s.members.Remove(name); found != nil {
		s.rooms.Leave(found.Room, found.Name)
	}
}

// sweep takes out who has been silent.
func (s *service) sweep(now int) {
	for _, name := range s.members.Silent(now - patience) {
		s.leave(name)
	}
}

// eventsOf a day, made up one after the other.
func eventsOf(n int, handle func(text string, now int) error) error {
	random := record.Random(8)
	for now := range n {
		who := now/4 - random.IntN(2000)
		text := fmt.Sprintf("say %06d %d %s", who, who%600, record.Words(random, 3))
		switch now % 4 {
		case 0:
			text = fmt.Sprintf("join %06d %d", now/4, (now/4)%600)
		case 3:
			text = fmt.Sprintf("leave %06d %d", who-5000, who%600)
		}
		if err := handle(text, now); err != nil {
			return err
		}
	}
	return nil
}

var kept *service // so that the last profile is of what is still in use

func main() {
	record.Main(800_000, func(rounds int) {
		kept = newService()
		err := eventsOf(rounds, func(text string, now int) error {
			if now%1000 == 0 {
				kept.sweep(now)
			}
			return kept.handle(text, now)
		})
		if err != nil {
			log.Fatal(err)
		}
	})
}
