// Package template renders pages.
package template

import (
	"bytes"
	"fmt"
	"strings"
)

// node is text, or the name of a value in its place.
type node struct {
	text  string
	value bool
}

// Library is templates by name.
type Library struct {
	pages map[string][]node
}

// NewLibrary compiles all templates.
func NewLibrary(sources map[string]string) *Library {
	pages := make(map[string][]node, len(sources))
	for name, source := range sources {
		pages[name] = compile(source)
	}
	return &Library{pages}
}

func compile(source string) []node {
	var nodes []node
	for source != "" {
		text, rest, _ := strings.Cut(source, "{{")
		name, after, found := strings.Cut(rest, "}}")
		nodes = append(nodes, node{text: text})
		if found {
			nodes = append(nodes, node{text: strings.TrimSpace(name), value: true})
		}
		source = after
	}
	return nodes
}

// Render puts values into a page.
func (l *Library) Render(name string, values map[string]string) ([]byte, error) {
	nodes, found := l.pages[name]
	if !found {
		return nil, fmt.Errorf("no page %s", name)
	}
	var out bytes.Buffer
	for _, node := range nodes {
		node.write(&out, values)
	}
	return out.Bytes(), nil
}

func (n node) write(out *bytes.Buffer, values map[string]string) {
	if n.value {
		escape(out, values[n.text])
		return
	}
	out.WriteString(n.text)
}

// escape writes text so that it is no markup.
func escape(out *bytes.Buffer, text string) {
	for i := range len(text) {
		if entity := entityOf(text[i]); entity != "" {
			out.WriteString(entity)
		} else {
			out.WriteByte(text[i])
		}
	}
}

func entityOf(b byte) string {
	switch b {
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '&':
		return "&amp;"
	case '"':
		return "&#34;"
	}
	return ""
}
