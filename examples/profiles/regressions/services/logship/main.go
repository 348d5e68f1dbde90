// Logship reads lines of logs, takes out what is private, encodes them as JSON and packs them into parcels by service.
package main

import (
	"fmt"
	"log"
	"strings"

	"services/logship/encode"
	"services/logship/line"
	"services/logship/redact"
	"services/logship/ship"
	"services/record"
)

// lines of several services; one in eight has something private.
func lines(n int) []string {
	random := record.Random(4)
	levels := strings.Fields("debug info info info warn error")
	all := make([]string, n)
	for i := range all {
		text := fmt.Sprintf("time=2024-05-%02dT10:%02d:%02dZ level=%s service=svc-%d span=%016x took=%dms msg=\"%s\"", 1+i%28, i%60, i%60,
			levels[random.IntN(6)], random.IntN(12), random.Uint64(), random.IntN(500), record.Words(random, 8))
		if i%8 == 0 {
			text += fmt.Sprintf(" user=%s@mail.test card=4000%012d", record.Word(random), random.IntN(1_000_000_000_000))
		}
		all[i] = text
	}
	return all
}

type pipeline struct {
	redactor *redact.Redactor
	encoder  *encode.Encoder
	dock     *ship.Dock
}

func newPipeline() *pipeline {
	return &pipeline{redact.New("card", "token"), encode.New(), ship.NewDock(64 << 10)}
}

// handle takes one line through the pipeline.
func (p *pipeline) handle(text string) error {
	entry, err := line.Parse(text)
	if err != nil {
		return err
	}
	p.redactor.Clean(entry)
	return p.dock.Put(entry.Service(), p.encoder.Entry(entry))
}

func (p *pipeline) run(all []string) error {
	for _, text := range all {
		if err := p.handle(text); err != nil {
			return err
		}
	}
	return p.dock.Close()
}

func main() {
	all := lines(4000)
	record.Main(120, func(rounds int) {
		record.Workers(rounds, func(int) {
			if err := newPipeline().run(all); err != nil {
				log.Fatal(err)
			}
		})
	})
}
