package main

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// docs/guide/server.md has a row for each flag, with its variable and default.
func TestGuideNamesEveryFlag(t *testing.T) {
	guide, err := os.ReadFile("../../../docs/guide/server.md")
	if err != nil {
		t.Fatal(err)
	}
	flags := reflect.TypeFor[serveCmd]()
	for i := range flags.NumField() {
		field := flags.Field(i)
		cells := "| `--" + strings.ToLower(field.Name) + "` | "
		if variable := field.Tag.Get("env"); variable != "" {
			cells += "`" + variable + "` | `" + field.Tag.Get("default") + "` |"
		}
		if !strings.Contains(string(guide), cells) {
			t.Errorf("docs/guide/server.md has no row that begins with  %s", cells)
		}
	}
}
