// Package record runs the work of a program, and writes a profile of it.
package record

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"runtime"
	"runtime/pprof"
	"sync"
)

// samplesPerSecond of CPU time; the 100 of package pprof are few for runs of some seconds.
const samplesPerSecond = 250

// bytesPerAllocation sampled, on average: an eighth of the usual, as what is allocated here is little.
const bytesPerAllocation = 64 << 10

// Before anything is allocated, as a profile has one rate.
func init() {
	runtime.MemProfileRate = bytesPerAllocation
}

// Main reads the command line, `[-kind cpu|heap|mutex] [-rounds N] FILE`, runs work so many rounds, and exits.
func Main(rounds int, work func(rounds int)) {
	kind := flag.String("kind", "cpu", "what is recorded: cpu, heap or mutex")
	flag.IntVar(&rounds, "rounds", rounds, "how much there is to do")
	flag.Parse()
	if flag.NArg() != 1 {
		log.Fatal("usage: [-kind cpu|heap|mutex] [-rounds N] FILE")
	}
	file, err := os.Create(flag.Arg(0))
	if err != nil {
		log.Fatal(err)
	}
	if err := record(file, *kind, func() { work(rounds) }); err != nil {
		log.Fatal(err)
	}
	if err := file.Close(); err != nil {
		log.Fatal(err)
	}
}

func record(file io.Writer, kind string, run func()) error {
	switch kind {
	case "cpu":
		return recordCPU(file, run)
	case "heap":
		run()
		runtime.GC()
		return pprof.Lookup("heap").WriteTo(file, 0)
	case "mutex":
		runtime.SetMutexProfileFraction(1)
		run()
		return pprof.Lookup("mutex").WriteTo(file, 0)
	}
	return fmt.Errorf("no such kind of profile: %s", kind)
}

// recordCPU sets the rate before package pprof does; the runtime keeps it, and says on standard error that it does.
func recordCPU(file io.Writer, run func()) error {
	runtime.SetCPUProfileRate(samplesPerSecond)
	if err := pprof.StartCPUProfile(file); err != nil {
		return err
	}
	run()
	pprof.StopCPUProfile()
	return nil
}

// Workers runs work for each number below n, on two goroutines.
func Workers(n int, work func(i int)) {
	var group sync.WaitGroup
	for worker := range 2 {
		group.Add(1)
		go func() {
			defer group.Done()
			for i := worker; i < n; i += 2 {
				work(i)
			}
		}()
	}
	group.Wait()
}
