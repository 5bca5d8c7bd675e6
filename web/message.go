package web

import "io"

// messages are the codes that have a text of their own; every other code is
// shown as "other".
var messages = map[string]bool{"unauthorised": true, "not_found": true, "rate_limited": true, "internal": true}

// Message renders the page that says why there is nothing to show. The code is
// one of the server's error codes.
func (p *Pages) Message(w io.Writer, lang, code string) error {
	if !messages[code] {
		code = "other"
	}
	v := voice{lang, p.texts[lang]}
	return p.render(w, "message.html", messageView{voice: v, Title: v.say("message." + code + ".title"), Text: v.say("message." + code + ".text")})
}

// messageView is the data of message.html.
type messageView struct {
	voice
	Title, Text string
}

// Languages lets the page link to its translations.
func (v messageView) Languages() []string { return Languages() }

// Other is the path of the dashboard in another language, which leads back here.
func (v messageView) Other(lang string) string { return "/dashboard?lang=" + lang }
