// Ledger books transfers between accounts, from many clients at a time: each is read, held against the client's limit, booked
// on both accounts, and written to a journal whose entries carry a checksum over all before.
package main

import (
	"fmt"
	"log"
	"sync"

	"services/ledger/account"
	"services/ledger/journal"
	"services/ledger/limit"
	"services/ledger/notify"
	"services/ledger/transfer"
	"services/record"
)

const clients = 12

type ledger struct {
	limits  *limit.Limiter
	book    *account.Book
	journal *journal.Journal
	outbox  *notify.Outbox
}

func newLedger() *ledger {
	return &ledger{limit.New(1 << 40), account.NewBook(2), journal.New(256 << 10), &notify.Outbox{}}
}

// requests of one client.
func requests(client, n int) []string {
	random := record.Random(client)
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf("id=%d-%d;from=acct-%03d;to=acct-%03d;cents=%d;text=%s", client, i,
			random.IntN(200), random.IntN(200), 1+random.IntN(10_000), record.Words(random, 6))
	}
	return all
}

func (l *ledger) handle(client int, text string) error {
	order, err := transfer.Parse(text)
	if err != nil {
		return err
	}
	if err := l.limits.Take(client, order.Cents); err != nil {
		return err
	}
	balance := l.book.Move(order)
	l.journal.Append(order, balance)
	l.outbox.Tell(order, balance)
	return nil
}

// serve answers the requests of all clients, one of each at a time, as they come in at the same moment.
func (l *ledger) serve(all [][]string, rounds int) {
	for round := range rounds {
		var group sync.WaitGroup
		for client, own := range all {
			group.Add(1)
			go func() {
				defer group.Done()
				if err := l.handle(client, own[round%len(own)]); err != nil {
					log.Fatal(err)
				}
			}()
		}
		group.Wait()
	}
}

func main() {
	ledger := newLedger()
	all := make([][]string, clients)
	for client := range all {
		all[client] = requests(client, 500)
	}
	record.Main(120, func(rounds int) { ledger.serve(all, rounds) })
}
