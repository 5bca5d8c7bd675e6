package update

import (
	"errors"
	"time"
)

// World is everything outside the state machine. Implementations decide
// nothing: they move bytes and tell the time.
type World interface {
	// Get fetches path, relative to the base address and already escaped. It
	// returns the HTTP status and, for 200, the decoded body. It fails on
	// network errors, redirects and deadlines, and with ErrTooLong when there
	// are more than max bytes.
	Get(path string, max int64) (status int, body []byte, err error)
	// Load returns what Store kept under name, or nil. The bytes are not
	// trusted on their way in.
	Load(name string) ([]byte, error)
	// Store keeps all files or none. It is called once, as the last step of a
	// successful run.
	Store(files []File) error
	// Now is the time of this device.
	Now() time.Time
}

// ErrTooLong is what Get returns when a body exceeds its cap.
var ErrTooLong = errors.New("body exceeds its cap")

// File is bytes under a name: a path below the base address when published, a
// plain name when stored on a device.
type File struct {
	Path string `json:"path"`
	Body []byte `json:"body"`
}

// Wanted is what a run looks for.
type Wanted struct {
	// The pin: the bytes of a trusted root, or the SHA-256 (hexadecimal) of
	// metadata/1.root.json. One of the two.
	Root       []byte
	RootSHA256 string

	Channel string // "all"
	Floor   uint64 // rules with a lower serial are refused; from policy
}

// Result is what a successful run accepted.
type Result struct {
	Serial   uint64
	Pack     []byte
	Notice   *Notice // nil when none is in force
	Model    []byte  // nil when none is in force
	Sites    []byte  // tables of sites, docs/spec/sites.md; nil when none are in force
	Versions Versions
}

// Versions are those of the accepted metadata.
type Versions struct {
	Root      int64 `json:"root"`
	Timestamp int64 `json:"timestamp"`
	Snapshot  int64 `json:"snapshot"`
	Targets   int64 `json:"targets"`
}

// Caps of fetched bytes, counted after content decoding. Root and timestamp
// have these because nothing signed tells their length; for everything else
// they bound the signed length, so that a stolen online key cannot order
// endless bodies.
const (
	maxRoot      = 512 << 10
	maxTimestamp = 16 << 10
	maxMetadata  = 4 << 20
	maxChannel   = 64 << 10
	maxNotice    = 256 << 10
	maxPack      = 32 << 20
	maxModel     = 8 << 20
	maxSites     = 64 << 10

	maxRoots = 256 // rotations followed in one run
)

// maxVersion is the greatest integer that every JSON parser reads exactly.
const maxVersion = 1<<53 - 1

// clockSlack is how far a clock may be set back without being suspected.
const clockSlack = 5 * time.Minute
