// Package journal writes down what was booked, in order.
package journal

import (
	"encoding/binary"
	"hash/crc64"
	"sync"

	"services/ledger/disk"
	"services/ledger/transfer"
)

// Journal is entries one after the other, up to a size, and a checksum over all that ever were.
type Journal struct {
	limit int

	lock    sync.Mutex
	entries []byte
	sum     uint64
	Number  int
}

// pageSize in bytes.
const pageSize = 4096

// entriesPerSync are made safe together.
const entriesPerSync = 3

// New makes an empty journal that begins again after so many bytes.
func New(limit int) *Journal { return &Journal{limit: limit} }

// Append writes an entry, and makes some of them safe together.
func (j *Journal) Append(order *transfer.Order, balance int64) {
	entry := encode(order, balance)
	j.lock.Lock()
	full := j.write(entry)
	j.lock.Unlock()
	if full {
		disk.Sync()
	}
}

// write says whether what was written since is to be made safe.
func (j *Journal) write(entry []byte) bool {
	if len(j.entries)+len(entry) > j.limit {
		j.entries = j.entries[:0]
	}
	j.sum = chain(j.sum, entry)
	j.entries = append(j.entries, entry...)
	j.Number++
	disk.Transfer(len(entry) / pageSize)
	return j.Number%entriesPerSync == 0
}

var table = crc64.MakeTable(crc64.ECMA)

func chain(sum uint64, entry []byte) uint64 {
	return crc64.Update(sum, table, entry)
}

func encode(order *transfer.Order, balance int64) []byte {
	entry := make([]byte, 0, 64)
	for _, text := range []string{order.ID, order.From, order.To, order.Text} {
		entry = appendText(entry, text)
	}
	entry = binary.AppendVarint(entry, order.Cents)
	return binary.AppendVarint(entry, balance)
}

func appendText(entry []byte, text string) []byte {
	entry = binary.AppendUvarint(entry, uint64(len(text)))
	return append(entry, text...)
}
