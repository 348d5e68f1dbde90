package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"math/rand"
	"strconv"

	"rdb"
)

// dumpSize says what a dump holds.
type dumpSize struct {
	small, huge, hugeBytes int
}

// total is about how many bytes the dump has, counting only the huge values and what must precede them.
func (s dumpSize) total() int {
	return s.smallBytes() + s.huge*(s.hugeBytes+hugeHead)
}

// Every small entry has the same size, so that the dump's size is known beforehand.
const (
	sessionBytes = 1 + 8 + 1 + 4 + len("session:00000000") + 4 + len("user=00000000 cart=00000000 seen=00000000")
	cartBytes    = 1 + 4 + len("cart:00000000") + 4 + 2*cartItems*(4+8)
	cartItems    = 12
	cartEvery    = 10
	hugeHead     = 1 + 4 + len("archive:0") + 4
)

func (s dumpSize) smallBytes() int {
	carts := (s.small + cartEvery - 1) / cartEvery
	return len(rdb.Magic) + 5 + carts*cartBytes + (s.small-carts)*sessionBytes
}

// writeDump writes small sessions and shopping carts, then the huge archives.
func writeDump(w io.Writer, size dumpSize) error {
	out := dumpWriter{bufio.NewWriterSize(w, 1<<20)}
	out.WriteString(rdb.Magic)
	out.WriteByte(rdb.OpSelectDB)
	out.length(0)
	for i := 0; i < size.small; i++ {
		number := eight(i)
		if i%cartEvery == 0 {
			out.WriteByte(rdb.TypeHash)
			out.string("cart:" + number)
			out.length(cartItems)
			for item := 0; item < cartItems; item++ {
				out.string(eight(item * 7919))
				out.string(eight(i % 97))
			}
			continue
		}
		out.WriteByte(rdb.OpExpiry)
		binary.Write(out, binary.LittleEndian, uint64(1_700_000_000_000+i))
		out.WriteByte(rdb.TypeString)
		out.string("session:" + number)
		out.string("user=" + eight(i*31) + " cart=" + number + " seen=" + eight(i%1000))
	}
	// One archive's worth of prose-like words serves all of them; each starts elsewhere in it.
	random := rand.New(rand.NewSource(1))
	prose := make([]byte, 0, 1<<20)
	for len(prose) < cap(prose)-16 {
		for n := 2 + random.Intn(8); n > 0; n-- {
			prose = append(prose, "etaoinshrdlu"[random.Intn(12)])
		}
		prose = append(prose, ' ')
	}
	for i := 0; i < size.huge; i++ {
		out.WriteByte(rdb.TypeString)
		out.string("archive:" + strconv.Itoa(i%10))
		out.length(size.hugeBytes)
		for left := size.hugeBytes; left > 0; {
			from := random.Intn(len(prose) / 2)
			piece := prose[from : from+min(left, len(prose)/2)]
			out.Write(piece)
			left -= len(piece)
		}
	}
	out.WriteByte(rdb.OpEOF)
	return out.Flush()
}

// dumpWriter writes the parts of a dump. Errors stay in the writer until Flush.
type dumpWriter struct {
	*bufio.Writer
}

func (w dumpWriter) length(n int) {
	binary.Write(w, binary.BigEndian, uint32(n))
}

func (w dumpWriter) string(s string) {
	w.length(len(s))
	w.WriteString(s)
}

// eight writes n with eight digits.
func eight(n int) string {
	return strconv.Itoa(100_000_000 + n%100_000_000)[1:]
}
