// Package request reads requests.
package request

import (
	"errors"
	"net/url"
	"path"
	"strconv"
	"strings"
)

// Request is what a page needs of a request.
type Request struct {
	path    string
	query   url.Values
	headers map[string]string
	cookies map[string]string
}

var errMalformed = errors.New("malformed request")

// Parse reads a request with its headers.
func Parse(raw string) (*Request, error) {
	first, rest, found := strings.Cut(raw, "\r\n")
	if !found {
		return nil, errMalformed
	}
	req := &Request{headers: parseHeaders(rest)}
	if err := req.parseTarget(first); err != nil {
		return nil, err
	}
	req.cookies = parseCookies(req.headers["cookie"])
	return req, nil
}

func (r *Request) parseTarget(line string) error {
	fields := strings.Fields(line)
	if len(fields) != 3 {
		return errMalformed
	}
	target, query, _ := strings.Cut(fields[1], "?")
	values, err := url.ParseQuery(query)
	r.path, r.query = path.Clean(target), values
	return err
}

func parseHeaders(text string) map[string]string {
	headers := map[string]string{}
	for line := range strings.SplitSeq(text, "\r\n") {
		if name, value, found := strings.Cut(line, ":"); found {
			headers[canonical(name)] = strings.TrimSpace(value)
		}
	}
	return headers
}

// canonical is the name of a header by which it is found again.
func canonical(name string) string {
	return strings.ToLower(strings.TrimSpace(name))
}

func parseCookies(header string) map[string]string {
	cookies := map[string]string{}
	for pair := range strings.SplitSeq(header, ";") {
		if name, value, found := strings.Cut(strings.TrimSpace(pair), "="); found {
			cookies[name] = value
		}
	}
	return cookies
}

// Page is the name of the page asked for.
func (r *Request) Page() string { return path.Base(r.path) }

// Query is the first value of a parameter.
func (r *Request) Query(name string) string { return r.query.Get(name) }

// Cookie is the value of a cookie, or empty.
func (r *Request) Cookie(name string) string { return r.cookies[name] }

// Time of the request, in seconds.
func (r *Request) Time() int64 {
	seconds, _ := strconv.ParseInt(r.headers["date"], 10, 64)
	return seconds
}
