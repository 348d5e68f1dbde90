// Package transfer reads what clients want to be booked.
package transfer

import (
	"errors"
	"strconv"
	"strings"
)

// Order moves money from one account to another.
type Order struct {
	ID, From, To, Text string
	Cents              int64
}

var errIncomplete = errors.New("an order has accounts and cents")

// Parse reads names and values.
func Parse(text string) (*Order, error) {
	order := &Order{}
	for pair := range strings.SplitSeq(text, ";") {
		if err := order.set(strings.Cut(pair, "=")); err != nil {
			return nil, err
		}
	}
	if order.From == "" || order.To == "" || order.Cents <= 0 {
		return nil, errIncomplete
	}
	return order, nil
}

func (o *Order) set(name, value string, _ bool) (err error) {
	switch name {
	case "id":
		o.ID = value
	case "from":
		o.From = value
	case "to":
		o.To = value
	case "text":
		o.Text = clean(value)
	case "cents":
		o.Cents, err = strconv.ParseInt(value, 10, 64)
	}
	return err
}

// clean leaves one space between words.
func clean(text string) string {
	return strings.Join(strings.Fields(strings.ToLower(text)), " ")
}
