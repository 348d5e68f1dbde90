// Redis-restore restores a dump, and profiles itself doing it.
//
// It writes a dump with many small entries and a few huge ones to a temporary file, reads it back entry by
// entry and hands the entries to the shards of a pretended target, which keep them. Near the end of the last
// huge value it fetches its own heap profile from net/http/pprof on loopback. The buffers that values pass
// through double as they fill, so up to half of each is never used; -fixed gives them their size at once.
//
//	redis-restore [-fixed] [-cpu FILE] [-seconds N] -heap FILE
//
// A heap FILE that ends in .txt gets the page in text, as browsers show it (debug=1).
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	_ "net/http/pprof"
	"os"
	"strings"

	"rdb"
)

func main() {
	cmd := &cmdRestore{}
	flag.StringVar(&cmd.heap, "heap", "", "where to write the heap profile")
	flag.StringVar(&cmd.cpu, "cpu", "", "where to write a CPU profile of the restore")
	flag.IntVar(&cmd.seconds, "seconds", 5, "how long the CPU profile takes")
	flag.BoolVar(&cmd.fixed, "fixed", false, "give buffers their final size at once")
	flag.IntVar(&cmd.size.small, "small", 150_000, "number of small entries")
	flag.IntVar(&cmd.size.huge, "huge", 6, "number of huge values")
	flag.IntVar(&cmd.size.hugeBytes, "bytes", 40<<20, "size of a huge value")
	flag.Parse()
	if cmd.heap == "" || cmd.size.huge < 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := cmd.Main(); err != nil {
		log.Fatal(err)
	}
}

// cmdRestore is one run of the command.
type cmdRestore struct {
	heap, cpu string
	seconds   int
	fixed     bool
	size      dumpSize
}

// Main writes the dump, restores it and leaves the profiles.
func (cmd *cmdRestore) Main() error {
	dump, err := os.CreateTemp("", "redis-restore-*.rdb")
	if err != nil {
		return err
	}
	defer os.Remove(dump.Name())
	defer dump.Close()
	if err := writeDump(dump, cmd.size); err != nil {
		return err
	}
	if _, err := dump.Seek(0, io.SeekStart); err != nil {
		return err
	}

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	go http.Serve(listener, nil)
	base := "http://" + listener.Addr().String() + "/debug/pprof/"

	profiled := make(chan error, 1)
	if cmd.cpu == "" {
		profiled <- nil
	} else {
		go func() { profiled <- fetch(fmt.Sprintf("%sprofile?seconds=%d", base, cmd.seconds), cmd.cpu) }()
	}

	// The huge values stand last. Near the end of the last of them its buffer has doubled for the last time.
	page := "heap?gc=1"
	if strings.HasSuffix(cmd.heap, ".txt") {
		page += "&debug=1"
	}
	var fetched error
	source := &tripwire{
		r:    dump,
		left: cmd.size.total() - cmd.size.hugeBytes/20,
		trip: func() { fetched = fetch(base+page, cmd.heap) },
	}

	target := newTarget(2)
	next := newRDBLoader(source, cmd.fixed)
	for {
		entry, err := next()
		if err != nil {
			return err
		}
		if entry == nil {
			break
		}
		target.restore(entry)
	}
	if fetched != nil {
		return fetched
	}
	if err := target.close(); err != nil {
		return err
	}
	return <-profiled
}

// newRDBLoader returns a function that gives one entry a call, and nil after the last one.
//
//go:noinline
func newRDBLoader(r io.Reader, presize bool) func() (*rdb.BinEntry, error) {
	loader := rdb.NewLoader(bufio.NewReaderSize(r, 1<<20), presize)
	begun := false
	return func() (*rdb.BinEntry, error) {
		if !begun {
			begun = true
			if err := loader.Header(); err != nil {
				return nil, err
			}
		}
		return loader.NextBinEntry()
	}
}

// tripwire reads r and calls trip once, when so many bytes have passed.
type tripwire struct {
	r    io.Reader
	left int
	trip func()
}

func (t *tripwire) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	if t.left -= n; t.left <= 0 && t.trip != nil {
		t.trip()
		t.trip = nil
	}
	return n, err
}

// fetch writes what url answers into a file.
func fetch(url, name string) error {
	response, err := http.Get(url)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s: %s", url, response.Status, body)
	}
	return os.WriteFile(name, body, 0o644)
}
