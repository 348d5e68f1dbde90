// Package rdb reads a dump in the manner of a Redis RDB file: typed entries of length-prefixed strings.
// Lengths are four bytes, big endian, and that is the only size of length there is.
package rdb

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
)

// pieceSize is how much is read or copied at once.
const pieceSize = 64 << 10

// rdbReader reads the parts that a dump is made of.
type rdbReader struct {
	raw     io.Reader
	kept    *bytes.Buffer // where not nil, gets a copy of all that is read
	presize bool          // whether kept grows to the size of a string before the string is read
	scratch [8]byte
}

// readObjectValue reads an object of type t and returns the bytes that it was made of.
func (r *rdbReader) readObjectValue(t byte, presize bool) ([]byte, error) {
	var kept bytes.Buffer
	copying := &rdbReader{raw: r.raw, kept: &kept, presize: presize}
	var err error
	switch t {
	case TypeString:
		_, err = copying.ReadString()
	case TypeHash:
		var pairs uint32
		pairs, err = copying.ReadLength()
		for i := uint32(0); i < 2*pairs && err == nil; i++ {
			_, err = copying.ReadString()
		}
	default:
		err = fmt.Errorf("rdb: unknown type %#02x", t)
	}
	if err != nil {
		return nil, err
	}
	return kept.Bytes(), nil
}

// ReadString reads a length and as many bytes.
//
//go:noinline
func (r *rdbReader) ReadString() ([]byte, error) {
	n, err := r.ReadLength()
	if err != nil {
		return nil, err
	}
	if r.kept != nil && r.presize {
		r.kept.Grow(int(n))
	}
	return r.ReadBytes(int(n))
}

// ReadBytes reads n bytes into a new slice.
//
//go:noinline
func (r *rdbReader) ReadBytes(n int) ([]byte, error) {
	p := make([]byte, n)
	err := r.readFull(p)
	return p, err
}

// ReadByte reads one byte.
func (r *rdbReader) ReadByte() (byte, error) {
	err := r.readFull(r.scratch[:1])
	return r.scratch[0], err
}

// ReadLength reads the length of a string or the count of a hash.
func (r *rdbReader) ReadLength() (uint32, error) {
	err := r.readFull(r.scratch[:4])
	return binary.BigEndian.Uint32(r.scratch[:4]), err
}

// ReadMillis reads a point in time.
func (r *rdbReader) ReadMillis() (uint64, error) {
	err := r.readFull(r.scratch[:8])
	return binary.LittleEndian.Uint64(r.scratch[:]), err
}

// readFull fills p piece by piece and keeps a copy where one is asked for.
//
//go:noinline
func (r *rdbReader) readFull(p []byte) error {
	for len(p) > 0 {
		n, err := io.ReadFull(r.raw, p[:min(len(p), pieceSize)])
		if err != nil {
			return err
		}
		if r.kept != nil {
			r.kept.Write(p[:n])
		}
		p = p[n:]
	}
	return nil
}
