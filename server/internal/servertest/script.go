// Package servertest is what tests of the server share: publications signed by
// keys made on the spot, and readable HTTP scripts that run against the
// handler, the binary and the Worker alike.
//
// # Scripts
//
// A script is a list of exchanges, parted by blank lines. Lines that begin with
// # say what the next exchange shows.
//
//	POST /v1/reports
//	Authorization: Bearer $ENROLMENT
//	body $REPORT
//	replace "masked":1 => "masked":-1
//	-> 400 invalid_report
//	-> header Cache-Control: no-store
//
// After the request line come headers, then the body, then what is expected:
//
//	body TEXT              sends TEXT, variables filled in
//	replace OLD => NEW     replaces the first OLD in the body, which must be there
//	repeat N TEXT          appends TEXT N times to the body
//	-> STATUS [CODE]       status, and error.code of a JSON answer
//	-> header NAME: VALUE  the header is exactly this
//	-> no header NAME
//	-> body has TEXT
//	-> body lacks TEXT
//	-> body is TEXT
//	-> save NAME header H  keeps a header's value as $NAME
//
// A name in capitals after $ is a variable.
package servertest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Canary is a text that scripts send in places where content could hide. No
// response may contain it.
const Canary = "CanaryMaxMustermann"

// Runner runs scripts against one server.
type Runner struct {
	Base string // such as http://127.0.0.1:8787
	Do   func(*http.Request) (*http.Response, error)
	Vars map[string]string
}

// Run runs one script file.
func (r *Runner) Run(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	line := 1
	for block := range strings.SplitSeq(string(text), "\n\n") {
		r.exchange(t, path, line, block)
		line += strings.Count(block, "\n") + 2
	}
}

var variable = regexp.MustCompile(`\$[A-Z][A-Z0-9_]*`)

func (r *Runner) fill(t *testing.T, at, text string) string {
	t.Helper()
	return variable.ReplaceAllStringFunc(text, func(name string) string {
		value, ok := r.Vars[name[1:]]
		if !ok {
			t.Fatalf("%s: no variable %s", at, name)
		}
		return value
	})
}

// exchange sends one request and checks the answer.
func (r *Runner) exchange(t *testing.T, path string, line int, block string) {
	t.Helper()
	var request *http.Request
	var body []byte
	var checks [][2]string // place, expectation
	for i, text := range strings.Split(block, "\n") {
		at := fmt.Sprintf("%s:%d", path, line+i)
		switch text = strings.TrimSpace(text); {
		case text == "" || strings.HasPrefix(text, "#"):
		case request == nil:
			method, target, _ := strings.Cut(r.fill(t, at, text), " ")
			var err error
			if request, err = http.NewRequest(method, r.Base+target, nil); err != nil {
				t.Fatalf("%s: %v", at, err)
			}
		case strings.HasPrefix(text, "-> "):
			checks = append(checks, [2]string{at, text[3:]})
		case strings.HasPrefix(text, "body "):
			body = []byte(r.fill(t, at, text[5:]))
		case strings.HasPrefix(text, "replace "):
			before, after, ok := strings.Cut(r.fill(t, at, text[8:]), " => ")
			if !ok || !bytes.Contains(body, []byte(before)) {
				t.Fatalf("%s: the body does not contain what is to be replaced", at)
			}
			body = bytes.Replace(body, []byte(before), []byte(after), 1)
		case strings.HasPrefix(text, "repeat "):
			count, what, _ := strings.Cut(text[7:], " ")
			n, err := strconv.Atoi(count)
			if err != nil {
				t.Fatalf("%s: %v", at, err)
			}
			body = append(body, strings.Repeat(what, n)...)
		default:
			name, value, ok := strings.Cut(r.fill(t, at, text), ": ")
			if !ok {
				t.Fatalf("%s: not a line of a script", at)
			}
			request.Header.Add(name, value)
		}
	}
	if request == nil {
		return
	}
	if len(checks) == 0 {
		t.Fatalf("%s:%d: nothing is expected", path, line)
	}
	if body != nil {
		request.Body, request.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	}
	response, err := r.Do(request)
	if err != nil {
		t.Fatalf("%s:%d: %v", path, line, err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatalf("%s:%d: %v", path, line, err)
	}
	for _, c := range checks {
		if problem := r.check(t, c[0], c[1], response, answer); problem != "" {
			t.Errorf("%s: %s", c[0], problem)
		}
	}
	if bytes.Contains(answer, []byte(Canary)) {
		t.Errorf("%s:%d: the answer repeats what was sent", path, line)
	}
}

// check returns what is wrong, or "".
func (r *Runner) check(t *testing.T, at, expected string, response *http.Response, answer []byte) string {
	t.Helper()
	kind, rest, _ := strings.Cut(expected, " ")
	switch kind {
	case "header":
		name, value, _ := strings.Cut(r.fill(t, at, rest), ": ")
		if got := strings.Join(response.Header.Values(name), ", "); got != value {
			return fmt.Sprintf("%s is %q, want %q", name, got, value)
		}
	case "no":
		name := strings.TrimPrefix(rest, "header ")
		if got := response.Header.Values(name); got != nil {
			return fmt.Sprintf("%s is %q, want none", name, got)
		}
	case "body":
		verb, text, _ := strings.Cut(rest, " ")
		text = r.fill(t, at, text)
		switch verb {
		case "has", "lacks":
			if bytes.Contains(answer, []byte(text)) != (verb == "has") {
				return fmt.Sprintf("the body does not fit %q:\n%.600s", rest, answer)
			}
		case "is":
			if string(answer) != text {
				return fmt.Sprintf("the body is not %q but\n%.600s", text, answer)
			}
		default:
			t.Fatalf("%s: body has, lacks or is", at)
		}
	case "save":
		var name, header string
		if _, err := fmt.Sscanf(rest, "%s header %s", &name, &header); err != nil {
			t.Fatalf("%s: %v", at, err)
		}
		if r.Vars[name] = response.Header.Get(header); r.Vars[name] == "" {
			return "no header " + header + " to save"
		}
	default:
		status, code, _ := strings.Cut(expected, " ")
		var problem struct {
			Error struct{ Code, Message string }
		}
		if code != "" {
			if err := json.Unmarshal(answer, &problem); err != nil || problem.Error.Message == "" {
				return fmt.Sprintf("no code and message in %d\n%.600s", response.StatusCode, answer)
			}
		}
		if got := strconv.Itoa(response.StatusCode); got != status || problem.Error.Code != code {
			return fmt.Sprintf("answered %s %s, want %s %s\n%.600s", got, problem.Error.Code, status, code, answer)
		}
	}
	return ""
}
