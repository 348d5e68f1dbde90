// Package account keeps balances.
package account

import (
	"hash/fnv"
	"sync"

	"services/ledger/disk"
	"services/ledger/transfer"
)

// Book is accounts in several shards, each with a lock.
type Book struct {
	shards []shard
}

type shard struct {
	lock     sync.Mutex
	balances map[string]int64
	recent   map[string][]posting
}

// posting is one side of a transfer.
type posting struct {
	id    string
	cents int64
}

// recentPostings are kept of an account.
const recentPostings = 20

// NewBook makes a book without accounts.
func NewBook(shards int) *Book {
	book := &Book{make([]shard, shards)}
	for i := range book.shards {
		book.shards[i].balances = map[string]int64{}
		book.shards[i].recent = map[string][]posting{}
	}
	return book
}

// Move books both sides, and returns the balance of the account that the money came from.
func (b *Book) Move(order *transfer.Order) int64 {
	balance := b.shard(order.From).post(order.From, posting{order.ID, -order.Cents})
	b.shard(order.To).post(order.To, posting{order.ID, order.Cents})
	return balance
}

func (b *Book) shard(name string) *shard {
	hash := fnv.New32a()
	hash.Write([]byte(name))
	return &b.shards[hash.Sum32()%uint32(len(b.shards))]
}

func (s *shard) post(name string, posting posting) int64 {
	s.lock.Lock()
	defer s.lock.Unlock()
	disk.Transfer(1)
	s.balances[name] += posting.cents
	s.remember(name, posting)
	return s.balances[name]
}

func (s *shard) remember(name string, new posting) {
	recent := append(s.recent[name], new)
	if len(recent) > recentPostings {
		copy(recent, recent[1:])
		recent = recent[:recentPostings]
	}
	s.recent[name] = recent
}
