// Package address makes addresses comparable.
package address

import (
	"net/url"
	"path"
	"strings"
)

// Normal is the same for addresses that lead to the same page.
func Normal(link string) (string, error) {
	parsed, err := url.Parse(link)
	if err != nil {
		return "", err
	}
	parsed.Scheme = strings.ToLower(parsed.Scheme)
	parsed.Host = host(parsed)
	parsed.Path = path.Clean("/" + parsed.Path)
	parsed.RawQuery = query(parsed.Query())
	parsed.Fragment = ""
	return parsed.String(), nil
}

// host without the usual port.
func host(parsed *url.URL) string {
	return strings.TrimSuffix(strings.ToLower(parsed.Host), ":443")
}

// query without what only says where a reader came from.
func query(values url.Values) string {
	for name := range values {
		if tracks(name) {
			delete(values, name)
		}
	}
	return values.Encode()
}

func tracks(name string) bool { return strings.HasPrefix(name, "utm_") }
