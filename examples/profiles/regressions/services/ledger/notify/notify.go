// Package notify tells the owners of accounts what was booked.
package notify

import (
	"fmt"
	"sync"

	"services/ledger/disk"
	"services/ledger/transfer"
)

// Outbox has messages that are to be sent.
type Outbox struct {
	lock     sync.Mutex
	messages []string
	Sent     int
}

// messagesPerParcel are sent at a time.
const messagesPerParcel = 3

// Tell both owners.
func (o *Outbox) Tell(order *transfer.Order, balance int64) {
	o.put(message(order.From, -order.Cents, order.Text))
	if balance < 0 {
		o.put(warning(order.From, balance))
	}
}

func (o *Outbox) put(message string) {
	o.lock.Lock()
	defer o.lock.Unlock()
	o.messages = append(o.messages, message)
	if len(o.messages) >= messagesPerParcel {
		o.send()
	}
}

func (o *Outbox) send() {
	disk.Transfer(len(o.messages))
	o.Sent += len(o.messages)
	o.messages = o.messages[:0]
}

func message(account string, cents int64, text string) string {
	return fmt.Sprintf("%s: %s for %q", account, amount(cents), text)
}

func warning(account string, balance int64) string {
	return fmt.Sprintf("%s is overdrawn: %s", account, amount(balance))
}

func amount(cents int64) string {
	return fmt.Sprintf("%+d.%02d", cents/100, max(cents, -cents)%100)
}
