// Package entry reads offers.
package entry

import (
	"errors"
	"strconv"
	"strings"
)

// Offer of a shop.
type Offer struct {
	Shop, Name, Text string
	Cents            int64
	Stock            int
}

var errFields = errors.New("an offer has five fields")

// Parse reads a line.
func Parse(line string) (*Offer, error) {
	fields := strings.Split(line, "|")
	if len(fields) != 5 {
		return nil, errFields
	}
	cents, err := parsePrice(fields[2])
	if err != nil {
		return nil, err
	}
	stock, err := strconv.Atoi(fields[4])
	return &Offer{fields[0], fields[1], fields[3], cents, stock}, err
}

func parsePrice(text string) (int64, error) {
	number, currency, _ := strings.Cut(text, " ")
	whole, part, _ := strings.Cut(number, ",")
	cents, err := strconv.ParseInt(whole+part, 10, 64)
	return cents * rate(currency) / 100, err
}

// rate of a currency, in hundredths of ours.
func rate(currency string) int64 {
	switch currency {
	case "USD":
		return 92
	case "GBP":
		return 117
	}
	return 100
}
