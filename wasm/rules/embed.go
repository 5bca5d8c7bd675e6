// Package rules holds the rule files that ship with the engine: data, one YAML
// file per rule, in folders by language or country. Adding a rule is adding a
// file; docs/spec/rule-file.md says what stands in it.
package rules

import "embed"

// FS is the rule tree: folders of <id>.yaml and the list RETIRED.
//
//go:embed RETIRED */*.yaml
var FS embed.FS
