// Package limit bounds what a client may move.
package limit

import (
	"errors"
	"sync"

	"services/ledger/disk"
)

// Limiter knows what is left to each client.
type Limiter struct {
	each int64

	lock sync.Mutex
	left map[int]*allowance
}

type allowance struct {
	cents  int64
	orders []int64
}

// ordersKept of each client, to see what it usually moves.
const ordersKept = 32

// New makes a limiter that gives the same to each client.
func New(each int64) *Limiter {
	return &Limiter{each: each, left: map[int]*allowance{}}
}

var errLimit = errors.New("over the limit")

// Take takes cents off what is left to a client.
func (l *Limiter) Take(client int, cents int64) error {
	l.lock.Lock()
	defer l.lock.Unlock()
	own := l.allowance(client)
	if own.cents < cents || own.unusual(cents) {
		return errLimit
	}
	own.take(cents)
	disk.Transfer(0)
	return nil
}

func (l *Limiter) allowance(client int) *allowance {
	own := l.left[client]
	if own == nil {
		own = &allowance{cents: l.each}
		l.left[client] = own
	}
	return own
}

func (a *allowance) take(cents int64) {
	a.cents -= cents
	if len(a.orders) == ordersKept {
		copy(a.orders, a.orders[1:])
		a.orders = a.orders[:ordersKept-1]
	}
	a.orders = append(a.orders, cents)
}

// unusual is far more than the mean of the last orders.
func (a *allowance) unusual(cents int64) bool {
	var sum int64
	for _, order := range a.orders {
		sum += order
	}
	return len(a.orders) == ordersKept && cents > 1000*(sum/ordersKept+1)
}
