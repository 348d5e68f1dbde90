// A server whose profiles can be fetched. It prints its address, works a little all the time, and runs until its standard
// input ends.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	_ "net/http/pprof"
	"os"
	"runtime"
	"sort"
	"strings"
	"sync"
	"time"
)

// What it keeps.
var words [][]string

var lock sync.Mutex

func main() {
	runtime.MemProfileRate = 4096
	runtime.SetBlockProfileRate(1)
	runtime.SetMutexProfileFraction(1)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(listener.Addr())
	for range [3]int{} {
		go work()
	}
	go func() { log.Fatal(http.Serve(listener, nil)) }()
	io.Copy(io.Discard, os.Stdin)
}

func work() {
	for {
		sorted := count(strings.Repeat("the quick brown fox jumps over the lazy dog ", 200))
		lock.Lock()
		if len(words) < 1000 {
			words = append(words, sorted)
		}
		time.Sleep(time.Millisecond)
		lock.Unlock()
	}
}

// The words of a text, the most frequent first.
func count(text string) []string {
	counts := map[string]int{}
	for _, word := range strings.Fields(text) {
		counts[word]++
	}
	var sorted []string
	for word := range counts {
		sorted = append(sorted, word)
	}
	sort.Slice(sorted, func(i, j int) bool { return counts[sorted[i]] > counts[sorted[j]] })
	return sorted
}
