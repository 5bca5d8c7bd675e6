package site

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestTablesThatBrowsersRead(t *testing.T) {
	for _, body := range []string{
		`{"chatgpt":{"version":2}}`,
		`{"chatgpt":{"version":2,"selectors":null,"endpoints":null,"frames":null,"conversationMember":null,"conversation":null}}`,
		`{"chatgpt":{"version":2,"selectors":{"editors":["#box","textarea"],"send":"button.send"},
			"endpoints":[
				{"name":"send","path":"^/api/(?:f/)?say$","handling":"mask","texts":["messages.*.**"],"prompt":true},
				{"name":"guess","path":"^/api/guess$","handling":"suggest","answer":"{\"list\":[]}","silent":true},
				{"name":"draft","path":"^/api/draft$","handling":"draft","drop":["text"]}],
			"frames":{"texts":["text"],"drop":["draft"]},
			"conversationMember":"chat","conversation":"^/c/([\\w-]+)$"}}`,
	} {
		if err := Check([]byte(body)); err != nil {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// The example of the format's description is read by browsers as well
// (extension/src/sites/table.test.ts).
func TestExample(t *testing.T) {
	page, err := os.ReadFile("../../docs/spec/sites.md")
	if err != nil {
		t.Fatal(err)
	}
	example := regexp.MustCompile("(?s)```json\n(.*?)```").FindSubmatch(page)
	if example == nil {
		t.Fatal("docs/spec/sites.md has no example")
	}
	if err := Check(example[1]); err != nil {
		t.Error(err)
	}
}

func TestTablesThatNobodySigns(t *testing.T) {
	of := func(rest string) string { return `{"chatgpt":{"version":2,` + rest + `}}` }
	endpoint := func(rest string) string { return of(`"endpoints":[{"name":"a",` + rest + `}]`) }
	for body, want := range map[string]string{
		``:                              "not one JSON",
		`[]`:                            "not one JSON",
		`{}`:                            "no table",
		`{"other":{}}`:                  `no site "other"`,
		`{"chatgpt":{}}`:                "version must be",
		`{"chatgpt":{"version":1.5}}`:   "not the form",
		`{"chatgpt":{"version":2}} x`:   "not one JSON",
		of(`"reach":{"host":"^evil$"}`): `no member "reach"`,
		of(`"identifiers":".*"`):        `no member "identifiers"`,
		`{"chatgpt":{"Version":2}}`:     `no member "Version"`,
		`{"chatgpt":null}`:              "must be a JSON object",
		of(`"endpoints":[null]`):        "endpoint number 1",
		endpoint(`"path":"^/a$","handling":"mask","Texts":["a"]`):           `no member "Texts"`,
		of(`"frames":{"text":["a"]}`):                                       `no member "text"`,
		of(`"selectors":{"other":"a"}`):                                     `no selector "other"`,
		of(`"selectors":{"editors":"a"}`):                                   "editors is a list",
		of(`"selectors":{"editors":[]}`):                                    "1 to 2000",
		of(`"selectors":{"send":""}`):                                       "1 to 2000",
		of(`"selectors":{"send":["a"]}`):                                    "editors is a list",
		endpoint(`"path":"^/a$","handling":"opaque"`):                       "comes with the extension only",
		endpoint(`"path":"^/a$","handling":""`):                             "handling must be",
		endpoint(`"path":"","handling":"mask"`):                             "1 to 2000",
		endpoint(`"path":"(","handling":"mask"`):                            "not a pattern",
		endpoint(`"path":"(?i)a","handling":"mask"`):                        "not a pattern",
		endpoint(`"path":"\\pL","handling":"mask"`):                         "not a pattern",
		endpoint(`"path":"^/a$","handling":"mask","answer":"{}"`):           "belongs to the handling suggest",
		endpoint(`"path":"^/a$","handling":"suggest"`):                      "belongs to the handling suggest",
		endpoint(`"path":"^/a$","handling":"suggest","answer":"{"`):         "must be JSON",
		endpoint(`"path":"^/a$","handling":"mask","texts":[""]`):            "lists of up to",
		of(`"endpoints":[{"path":"^/a$","handling":"mask"}]`):               "needs a name",
		of(`"frames":{"drop":[""]}`):                                        "frames",
		of(`"conversationMember":""`):                                       "conversationMember",
		of(`"conversation":"^/c/x$"`):                                       "one group",
		of(`"selectors":{"send":"` + strings.Repeat("x", maxText+1) + `"}`): "1 to 2000",
		of(`"selectors":{"send":"` + strings.Repeat("x", maxBytes) + `"}`):  "longer than 64 KiB",
		of(`"endpoints":[{"name":"a","path":"a","handling":"mask"},{"name":"a","path":"b","handling":"mask"}]`): "twice",
	} {
		if err := Check([]byte(body)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.80s: %v, want %q", body, err, want)
		}
	}
}
