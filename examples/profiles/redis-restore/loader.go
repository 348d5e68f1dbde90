package rdb

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc64"
	"io"
)

// Version is the format version that dumps and RESTORE payloads carry.
const Version = 9

// Magic opens every dump.
const Magic = "REDIS0009"

// Types of values.
const (
	TypeString = 0
	TypeHash   = 4
)

// Opcodes that stand where an entry's type would.
const (
	OpExpiry   = 0xfc // milliseconds since 1970 follow, for the next entry
	OpSelectDB = 0xfe // the number of the database follows
	OpEOF      = 0xff
)

// trailerSize is what [createValueDump] adds after the value: a version and a checksum.
const trailerSize = 2 + 8

var crcTable = crc64.MakeTable(crc64.ECMA)

// BinEntry is one key with its value as the RESTORE command wants it.
type BinEntry struct {
	DB       uint32
	Type     byte
	ExpireAt uint64
	Key      []byte
	Dump     []byte
}

// Loader hands out the entries of a dump one by one.
type Loader struct {
	*rdbReader
	db      uint32
	presize bool
}

// NewLoader reads the dump r. With presize, buffers get their final size at once where it is known;
// without it they double as they fill.
func NewLoader(r io.Reader, presize bool) *Loader {
	return &Loader{rdbReader: &rdbReader{raw: r}, presize: presize}
}

// Header checks that a dump begins here.
func (l *Loader) Header() error {
	magic, err := l.ReadBytes(len(Magic))
	if err == nil && string(magic) != Magic {
		err = fmt.Errorf("rdb: %q is no dump", magic)
	}
	return err
}

// NextBinEntry returns the next entry, or nil after the last one.
func (l *Loader) NextBinEntry() (*BinEntry, error) {
	entry := &BinEntry{}
	for {
		op, err := l.ReadByte()
		if err != nil {
			return nil, err
		}
		switch op {
		case OpEOF:
			return nil, nil
		case OpSelectDB:
			l.db, err = l.ReadLength()
		case OpExpiry:
			entry.ExpireAt, err = l.ReadMillis()
		default:
			entry.DB, entry.Type = l.db, op
			if entry.Key, err = l.ReadString(); err != nil {
				return nil, err
			}
			object, err := l.readObjectValue(op, l.presize)
			if err != nil {
				return nil, err
			}
			entry.Dump = createValueDump(op, object, l.presize)
			return entry, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// createValueDump wraps an object for RESTORE: type, object, version, checksum of all that.
// It copies in pieces, to write each while the checksum still has it in the cache.
func createValueDump(t byte, object []byte, presize bool) []byte {
	var dump bytes.Buffer
	if presize {
		dump.Grow(1 + len(object) + trailerSize)
	}
	dump.WriteByte(t)
	sum := crc64.Update(0, crcTable, []byte{t})
	for len(object) > 0 {
		piece := object[:min(len(object), pieceSize)]
		sum = crc64.Update(sum, crcTable, piece)
		dump.Write(piece)
		object = object[len(piece):]
	}
	var trailer [trailerSize]byte
	binary.LittleEndian.PutUint16(trailer[:], Version)
	sum = crc64.Update(sum, crcTable, trailer[:2])
	binary.LittleEndian.PutUint64(trailer[2:], sum)
	dump.Write(trailer[:])
	return dump.Bytes()
}

// Verify checks the checksum at the end of a RESTORE payload.
func Verify(dump []byte) error {
	if len(dump) < 1+trailerSize {
		return io.ErrUnexpectedEOF
	}
	body, sum := dump[:len(dump)-8], dump[len(dump)-8:]
	if crc64.Checksum(body, crcTable) != binary.LittleEndian.Uint64(sum) {
		return fmt.Errorf("rdb: wrong checksum in a payload of %d bytes", len(dump))
	}
	return nil
}
