// Package disk stands for storage: what is read or written takes its time, and no processor's.
package disk

import (
	"math/rand/v2"
	"time"
)

// Times of the storage, on average.
const (
	seek    = 800 * time.Microsecond
	perPage = 400 * time.Microsecond
	flush   = 1600 * time.Microsecond
)

// Transfer reads or writes pages.
func Transfer(pages int) {
	wait(seek + time.Duration(pages)*perPage)
}

// Sync returns when what was written is safe.
func Sync() {
	wait(flush)
}

// wait half to one and a half of a time.
func wait(mean time.Duration) {
	time.Sleep(mean/2 + rand.N(mean))
}
