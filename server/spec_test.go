package server_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestTheSpecificationNamesEveryRouteAndCode compares the code with
// docs/spec/http-api.md, both ways.
func TestTheSpecificationNamesEveryRouteAndCode(t *testing.T) {
	spec := read(t, "../docs/spec/http-api.md")
	code := read(t, "routes.go")

	inCode := submatches(regexp.MustCompile(`\{"([A-Z]+)", "(/[^"]*)"`), code)
	inSpec := submatches(regexp.MustCompile(`(?m)^### ([A-Z]+) (/\S*)$`), spec)
	for _, route := range inCode {
		if !slices.Contains(inSpec, route) {
			t.Errorf("docs/spec/http-api.md has no heading %q", "### "+route)
		}
	}
	for _, route := range inSpec {
		if !slices.Contains(inCode, route) {
			t.Errorf("docs/spec/http-api.md describes %s, which is not served", route)
		}
	}
	if len(inCode) < 5 {
		t.Errorf("only %d routes found in routes.go: the test no longer reads the table", len(inCode))
	}

	var source strings.Builder
	for _, name := range []string{"errors.go", "accept.go", "reports_add.go", "events_get.go", "body.go", "push/hub.go"} {
		source.WriteString(read(t, name))
	}
	codes := regexp.MustCompile(`(?:refuse\(http\.\w+, |Code: )"([a-z_]+)"`).FindAllStringSubmatch(source.String(), -1)
	if len(codes) < 15 {
		t.Errorf("only %d codes found: the test no longer reads them", len(codes))
	}
	for _, c := range codes {
		if !strings.Contains(spec, "`"+c[1]+"`") {
			t.Errorf("docs/spec/http-api.md does not name the code %s", c[1])
		}
	}
	for _, c := range regexp.MustCompile(`update\.Code(\w+): `).FindAllStringSubmatch(read(t, "accept.go"), -1) {
		constant := regexp.MustCompile(`Code` + c[1] + ` +Code = "([a-z-]+)"`).FindStringSubmatch(read(t, "../wasm/update/code.go"))
		if constant == nil || !strings.Contains(spec, "`refused_"+constant[1]+"`") {
			t.Errorf("docs/spec/http-api.md does not name the refusal for update.Code%s", c[1])
		}
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func submatches(pattern *regexp.Regexp, text string) (found []string) {
	for _, m := range pattern.FindAllStringSubmatch(text, -1) {
		found = append(found, m[1]+" "+m[2])
	}
	return found
}
