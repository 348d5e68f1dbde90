// Package redact takes out what is private.
package redact

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"services/logship/line"
)

// Redactor knows the names of fields that nobody may see.
type Redactor struct {
	secret map[string]bool
}

// New makes a redactor for fields of these names.
func New(names ...string) *Redactor {
	secret := map[string]bool{}
	for _, name := range names {
		secret[name] = true
	}
	return &Redactor{secret}
}

// Clean changes an entry in its place.
func (r *Redactor) Clean(entry *line.Entry) {
	for i := range entry.Fields {
		entry.Fields[i].Value = r.value(entry.Fields[i])
	}
}

func (r *Redactor) value(field line.Field) string {
	switch {
	case r.secret[field.Name]:
		return mask(field.Value)
	case strings.Contains(field.Value, "@"):
		return pseudonym(field.Value)
	}
	return field.Value
}

// mask leaves the last four characters.
func mask(value string) string {
	hidden := max(len(value)-4, 0)
	return strings.Repeat("*", hidden) + value[hidden:]
}

// pseudonym is the same for the same address.
func pseudonym(address string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(address)))
	return "user-" + hex.EncodeToString(sum[:6])
}
