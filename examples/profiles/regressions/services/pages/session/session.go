// Package session signs and verifies who somebody is.
package session

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"sync"
)

// Ring has a key for each tenant and day, derived from one secret.
type Ring struct {
	secret []byte
	lock   sync.RWMutex
	keys   map[string][]byte
}

// NewRing makes a ring without keys.
func NewRing(secret string) *Ring {
	return &Ring{secret: []byte(secret), keys: map[string][]byte{}}
}

const secondsPerDay = 24 * 60 * 60

// key of a tenant at a time.
func (r *Ring) key(tenant string, second int64) []byte {
	name := fmt.Sprintf("%s/%d", tenant, second/secondsPerDay)
	r.lock.RLock()
	key, found := r.keys[name]
	r.lock.RUnlock()
	if found {
		return key
	}
	key = r.derive(tenant, second/secondsPerDay)
	r.lock.Lock()
	defer r.lock.Unlock()
	r.keys[name] = key
	return key
}

// derive stretches the secret, so that a key does not give it away.
func (r *Ring) derive(tenant string, day int64) []byte {
	key := []byte(fmt.Sprintf("%s/%s/%d", r.secret, tenant, day))
	for range 36 {
		sum := sha256.Sum256(key)
		key = sum[:]
	}
	return key
}

// Sign makes the token of a user.
func (r *Ring) Sign(user, tenant string, second int64) string {
	return user + "." + base64.RawURLEncoding.EncodeToString(mac(r.key(tenant, second), user))
}

var errSignature = errors.New("wrong signature")

// Verify gives the user of a token.
func (r *Ring) Verify(token, tenant string, second int64) (string, error) {
	user, signature, _ := strings.Cut(token, ".")
	given, err := base64.RawURLEncoding.DecodeString(signature)
	if err != nil {
		return "", err
	}
	if !hmac.Equal(given, mac(r.key(tenant, second), user)) {
		return "", errSignature
	}
	return user, nil
}

func mac(key []byte, user string) []byte {
	hash := hmac.New(sha256.New, key)
	hash.Write([]byte(user))
	return hash.Sum(nil)
}
