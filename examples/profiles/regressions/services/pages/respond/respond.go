// Package respond makes the bytes of an answer.
package respond

import (
	"bytes"
	"compress/flate"
	"fmt"
	"hash/fnv"
	"sync"
)

var packers = sync.Pool{New: func() any { return newPacker() }}

func newPacker() *flate.Writer {
	packer, err := flate.NewWriter(nil, flate.BestSpeed)
	if err != nil {
		panic(err) // the level is a valid one
	}
	return packer
}

// Pack makes an answer with headers and a packed body.
func Pack(page []byte) ([]byte, error) {
	body, err := deflate(page)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	writeHead(&out, len(body), tag(page))
	out.Write(body)
	return out.Bytes(), nil
}

func deflate(page []byte) ([]byte, error) {
	packer := packers.Get().(*flate.Writer)
	defer packers.Put(packer)
	var body bytes.Buffer
	packer.Reset(&body)
	if _, err := packer.Write(page); err != nil {
		return nil, err
	}
	err := packer.Close()
	return body.Bytes(), err
}

// tag changes with the page.
func tag(page []byte) uint64 {
	hash := fnv.New64a()
	hash.Write(page)
	return hash.Sum64()
}

func writeHead(out *bytes.Buffer, length int, tag uint64) {
	fmt.Fprintf(out, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\nETag: \"%x\"\r\nContent-Encoding: deflate\r\n\r\n", length, tag)
}
