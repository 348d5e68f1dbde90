// Pages answers requests for pages of several tenants: it reads the request, checks the signature of the session, renders a
// template and packs the answer.
package main

import (
	"fmt"
	"log"
	"strings"

	"services/pages/request"
	"services/pages/respond"
	"services/pages/session"
	"services/pages/template"
	"services/record"
)

type server struct {
	sessions *session.Ring
	pages    *template.Library
	shop     map[string]string
}

func newServer() *server {
	return &server{session.NewRing("a secret of the house"), template.NewLibrary(sources()), products(400)}
}

// sources of templates by name.
func sources() map[string]string {
	list := strings.Repeat("<li class=\"{{kind}}\">{{item}} for {{price}}, {{stock}} left</li>\n", 24)
	return map[string]string{
		"list":  "<h1>{{title}}</h1><ul>" + list + "</ul>{{footer}}",
		"item":  "<h1>{{title}}</h1><p>{{item}}</p><p>{{price}}</p>" + strings.Repeat("<em>{{review}}</em>", 12),
		"front": "<h1>{{title}}</h1>" + strings.Repeat("<div>{{teaser}}</div>\n", 18) + "{{footer}}",
	}
}

func products(n int) map[string]string {
	random := record.Random(1)
	shop := make(map[string]string, n)
	for i := range n {
		shop[fmt.Sprintf("p%d", i)] = record.Words(random, 4)
	}
	return shop
}

// handle answers one request, given as its bytes.
func (s *server) handle(raw string) ([]byte, error) {
	req, err := request.Parse(raw)
	if err != nil {
		return nil, err
	}
	user, err := s.authenticate(req)
	if err != nil {
		return nil, err
	}
	page, err := s.pages.Render(req.Page(), s.values(req, user))
	if err != nil {
		return nil, err
	}
	return respond.Pack(page)
}

func (s *server) authenticate(req *request.Request) (string, error) {
	return s.sessions.Verify(req.Cookie("session"), req.Cookie("tenant"), req.Time())
}

// values that the templates show.
func (s *server) values(req *request.Request, user string) map[string]string {
	item := s.shop[req.Query("item")]
	return map[string]string{
		"title": strings.ToUpper(req.Query("q")), "item": item, "kind": req.Query("sort"),
		"price": fmt.Sprintf("%d.%02d", len(item), len(user)), "stock": req.Query("page"),
		"review": user + " likes " + item, "teaser": item, "footer": "signed in as " + user,
	}
}

// requests of some tenants' users, signed by them.
func requests(ring *session.Ring, n int) []string {
	random := record.Random(2)
	names := []string{"list", "item", "front"}
	all := make([]string, n)
	for i := range all {
		tenant, second := fmt.Sprintf("tenant-%d", random.IntN(40)), int64(1_700_000_000+i)
		token := ring.Sign(record.Word(random), tenant, second)
		all[i] = fmt.Sprintf("GET /shop/%s?item=p%d&q=%s&sort=price&page=%d HTTP/1.1\r\nHost: shop\r\nDate: %d\r\nCookie: session=%s; tenant=%s; theme=dark\r\nAccept: text/html\r\n\r\n",
			names[random.IntN(len(names))], random.IntN(400), record.Word(random), random.IntN(9), second, token, tenant)
	}
	return all
}

func main() {
	s := newServer()
	all := requests(s.sessions, 2000)
	record.Main(68, func(rounds int) {
		record.Workers(rounds*len(all), func(i int) {
			if _, err := s.handle(all[i%len(all)]); err != nil {
				log.Fatal(err)
			}
		})
	})
}
