package main

import (
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"runtime/pprof"
	"strconv"

	"rdb"
)

// target pretends to be a cluster: each shard keeps what it gets and forwards it, compressed, to nowhere.
type target struct {
	shards []*shard
}

// shard owns the keys with its hash.
type shard struct {
	queue   chan *rdb.BinEntry
	done    chan error
	entries map[string]*rdb.BinEntry
}

func newTarget(n int) *target {
	t := &target{}
	for i := 0; i < n; i++ {
		s := &shard{
			queue:   make(chan *rdb.BinEntry, 32),
			done:    make(chan error, 1),
			entries: map[string]*rdb.BinEntry{},
		}
		t.shards = append(t.shards, s)
		go pprof.Do(context.Background(), pprof.Labels("shard", strconv.Itoa(i)), s.serve)
	}
	return t
}

// restore sends an entry to its shard.
func (t *target) restore(entry *rdb.BinEntry) {
	hash := fnv.New32a()
	hash.Write(entry.Key)
	t.shards[int(hash.Sum32())%len(t.shards)].queue <- entry
}

// close waits until all entries are restored.
func (t *target) close() error {
	var errs []error
	for _, s := range t.shards {
		close(s.queue)
		errs = append(errs, <-s.done)
	}
	return errors.Join(errs...)
}

// serve takes entries until there are no more. CPU samples tell the type of the entry in hand.
func (s *shard) serve(ctx context.Context) {
	labelled := map[byte]context.Context{
		rdb.TypeString: pprof.WithLabels(ctx, pprof.Labels("type", "string")),
		rdb.TypeHash:   pprof.WithLabels(ctx, pprof.Labels("type", "hash")),
	}
	wire, err := flate.NewWriter(io.Discard, flate.DefaultCompression)
	for entry := range s.queue {
		if err != nil {
			continue
		}
		pprof.SetGoroutineLabels(labelled[entry.Type])
		err = s.keep(entry, wire)
	}
	if err == nil {
		err = wire.Close()
	}
	s.done <- err
}

// keep checks an entry, stores it and sends it on as a RESTORE command.
func (s *shard) keep(entry *rdb.BinEntry, wire io.Writer) error {
	if err := rdb.Verify(entry.Dump); err != nil {
		return err
	}
	s.entries[string(entry.Key)] = entry
	if _, err := fmt.Fprintf(wire, "*4\r\n$7\r\nRESTORE\r\n$%d\r\n%s\r\n$%d\r\n", len(entry.Key), entry.Key, len(entry.Dump)); err != nil {
		return err
	}
	_, err := wire.Write(entry.Dump)
	return err
}
