// Package ship packs entries into parcels.
package ship

import (
	"bytes"
	"compress/flate"
	"hash/adler32"
	"maps"
	"slices"
	"sync"
)

// Dock has an open parcel for each service.
type Dock struct {
	limit   int
	parcels map[string]*parcel
	Sent    int // bytes
	Sum     uint32
}

type parcel struct {
	body    bytes.Buffer
	entries int
}

// NewDock makes a dock that sends parcels of so many bytes.
func NewDock(limit int) *Dock {
	return &Dock{limit: limit, parcels: map[string]*parcel{}}
}

// Put an entry into the parcel of its service.
func (d *Dock) Put(service string, entry []byte) error {
	open := d.open(service)
	open.body.Write(entry)
	open.entries++
	if open.body.Len() < d.limit {
		return nil
	}
	return d.send(service)
}

func (d *Dock) open(service string) *parcel {
	open := d.parcels[service]
	if open == nil {
		open = &parcel{}
		d.parcels[service] = open
	}
	return open
}

// send packs a parcel; the network is not part of this.
func (d *Dock) send(service string) error {
	packed, err := pack(d.parcels[service].body.Bytes())
	if err != nil {
		return err
	}
	delete(d.parcels, service)
	d.Sent += len(packed)
	d.Sum ^= adler32.Checksum(packed)
	return nil
}

var writers = sync.Pool{New: func() any { return newWriter() }}

func newWriter() *flate.Writer {
	writer, err := flate.NewWriter(nil, flate.BestSpeed)
	if err != nil {
		panic(err) // the level is a valid one
	}
	return writer
}

func pack(body []byte) ([]byte, error) {
	writer := writers.Get().(*flate.Writer)
	defer writers.Put(writer)
	var packed bytes.Buffer
	writer.Reset(&packed)
	if _, err := writer.Write(body); err != nil {
		return nil, err
	}
	err := writer.Close()
	return packed.Bytes(), err
}

// Close sends what is left.
func (d *Dock) Close() error {
	for _, service := range slices.Sorted(maps.Keys(d.parcels)) {
		if err := d.send(service); err != nil {
			return err
		}
	}
	return nil
}
