// Command gctrace allocates in a way that its argument names, so that GODEBUG=gctrace=1 has something to tell.
//
//	steady    a cache of constant size, whose entries are replaced
//	leaking   a list that nobody empties
//	restore   a dump read into buffers that double, and then let go but for one; a file that is named besides gets a
//	          heap profile of when the buffer has 128 MB
//	forced    runtime.GC and debug.FreeOSMemory after each of a few steps
package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"time"
)

const kB = 1 << 10

var (
	kept    [][]byte
	dropped []byte
)

func main() {
	mode := "steady"
	if len(os.Args) > 1 {
		mode = os.Args[1]
	}
	switch mode {
	case "steady":
		steady()
	case "leaking":
		leaking()
	case "restore":
		restore()
	case "forced":
		forced()
	default:
		fmt.Fprintln(os.Stderr, "no such mode:", mode)
		os.Exit(2)
	}
	runtime.KeepAlive(kept)
	runtime.KeepAlive(dropped)
}

// steady holds 16 MB and replaces all of it again and again.
func steady() {
	kept = make([][]byte, 1024)
	for i := 0; i < 64*1024; i++ {
		kept[i%len(kept)] = make([]byte, 16*kB)
		if i%2048 == 0 {
			time.Sleep(time.Millisecond)
		}
	}
}

// leaking keeps 200 MB in steps of 16 kB, half of what it allocates.
func leaking() {
	for i := 0; i < 12*1024; i++ {
		kept = append(kept, make([]byte, 16*kB))
		dropped = make([]byte, 16*kB)
		if i%1024 == 0 {
			time.Sleep(5 * time.Millisecond)
		}
	}
}

// restore is steady at first, then reads one value into a buffer that doubles to 512 MB.
func restore() {
	steady()
	for n := 64 * kB; n <= 512*1024*kB; n *= 2 {
		grown := make([]byte, n)
		if len(kept) > 1024 {
			copy(grown, kept[1024])
		}
		kept = append(kept[:1024:1024], grown)
		time.Sleep(20 * time.Millisecond)
		if n == 128*1024*kB && len(os.Args) > 2 {
			profile(os.Args[2])
		}
	}
}

// profile writes a heap profile as of the last collection.
func profile(name string) {
	file, err := os.Create(name)
	if err == nil {
		err = pprof.Lookup("heap").WriteTo(file, 0)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	file.Close()
}

// forced collects after each of ten steps.
func forced() {
	for i := 0; i < 10; i++ {
		kept = append(kept, make([]byte, 1024*kB))
		runtime.GC()
		time.Sleep(10 * time.Millisecond)
	}
	kept = nil
	debug.FreeOSMemory()
}
