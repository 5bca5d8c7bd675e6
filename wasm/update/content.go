package update

import (
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// Channel says which of the signed rules are in force. It is the content of
// the target channels/<name>.json.
type Channel struct {
	Rules struct {
		Current uint64 `json:"current"` // serial of the pack in force
		Floor   uint64 `json:"floor"`   // lowest serial that may ever be in force
	} `json:"rules"`
	Notice *string `json:"notice"` // target path of the notice in force, or nil
	Model  *string `json:"model"`  // target path of the model of names, or nil: clients use their own
	Sites  *string `json:"sites"`  // target path of the tables of sites, or nil: clients use their own
}

// Notice is a message to employees, written in Markdown and sanitised before it
// was signed. It is the content of the target notices/<id>.json.
type Notice struct {
	ID        uint64 `json:"id"`
	Published string `json:"published"` // RFC 3339, whole seconds, UTC
	DE        string `json:"de"`        // sanitised HTML
	EN        string `json:"en"`
}

func channelTarget(name string) string  { return "channels/" + name + ".json" }
func packTarget(serial uint64) string   { return "rules/" + strconv.FormatUint(serial, 10) + ".pack" }
func noticeTarget(number uint64) string { return "notices/" + strconv.FormatUint(number, 10) + ".json" }
func modelTarget(number uint64) string  { return "names/" + strconv.FormatUint(number, 10) + ".model" }
func sitesTarget(number uint64) string  { return "sites/" + strconv.FormatUint(number, 10) + ".json" }
func rolePath(version int64, r string) string {
	return "metadata/" + strconv.FormatInt(version, 10) + "." + r + ".json"
}

// objectPath is where a target lies below the base address: its directory, then
// its hash before its base name.
func objectPath(target string, entry *metadata.TargetFiles) string {
	dir, base, _ := strings.Cut(target, "/")
	return "targets/" + dir + "/" + hex.EncodeToString(entry.Hashes["sha256"]) + "." + base
}

// numbered returns the number in a target path such as rules/42.pack, or 0 for
// any other path.
func numbered(target, dir, extension string) uint64 {
	digits, ok := strings.CutPrefix(target, dir+"/")
	if !ok {
		return 0
	}
	if digits, ok = strings.CutSuffix(digits, extension); !ok || len(digits) > 15 || strings.HasPrefix(digits, "0") {
		return 0
	}
	n, err := strconv.ParseUint(digits, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

func packSerial(target string) uint64   { return numbered(target, "rules", ".pack") }
func noticeNumber(target string) uint64 { return numbered(target, "notices", ".json") }
func modelNumber(target string) uint64  { return numbered(target, "names", ".model") }
func sitesNumber(target string) uint64  { return numbered(target, "sites", ".json") }

// channelName reports whether a name may be part of a path.
func channelName(name string) bool {
	for i, c := range []byte(name) {
		letter := 'a' <= c && c <= 'z' || '0' <= c && c <= '9'
		if !letter && (c != '-' || i == 0) {
			return false
		}
	}
	return 0 < len(name) && len(name) <= 32
}

// wholeSeconds reports whether text is a time in UTC without fractions, as all
// our documents write it.
func wholeSeconds(text string) bool {
	_, err := time.Parse("2006-01-02T15:04:05Z", text)
	return err == nil && len(text) == len("2006-01-02T15:04:05Z")
}

// parseChannel reads a channel. Unknown fields are later publishers' business.
func parseChannel(b []byte) (*Channel, error) {
	s := &shape{bad: !strictJSON(b)}
	fields := s.object(b)
	rules := s.object(fields["rules"])
	c := &Channel{}
	c.Rules.Current = uint64(s.whole(rules["current"], 1))
	c.Rules.Floor = uint64(s.whole(rules["floor"], 1))
	_, there := fields["notice"]
	s.require(there)
	c.Notice = s.target(fields["notice"], noticeNumber)
	// Left out by publishers that know none.
	c.Model = s.target(fields["model"], modelNumber)
	c.Sites = s.target(fields["sites"], sitesNumber)
	if s.bad {
		return nil, CodeMalformed
	}
	return c, nil
}

// target reads the path of a target that has a number, or nil where there is none.
func (s *shape) target(raw json.RawMessage, number func(string) uint64) *string {
	if raw == nil || string(raw) == "null" {
		return nil
	}
	target := s.text(raw)
	s.require(number(target) > 0)
	return &target
}

// parseNotice reads a notice, which must carry the number in its name.
func parseNotice(b []byte, id uint64) (*Notice, error) {
	s := &shape{bad: !strictJSON(b)}
	fields := s.object(b)
	n := &Notice{
		ID:        uint64(s.whole(fields["id"], 1)),
		Published: s.text(fields["published"]),
		DE:        s.text(fields["de"]),
		EN:        s.text(fields["en"]),
	}
	if s.bad || !wholeSeconds(n.Published) || n.ID != id {
		return nil, CodeMalformed
	}
	return n, nil
}

// encode writes a channel or notice. Neither can fail to encode.
func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}
