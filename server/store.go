package server

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"deckname/wasm/update"
)

// File is one published file. Its path is relative to /v1/updates/.
type File = update.File

// Publication says what the published files contain.
type Publication struct {
	Version int64 // of the timestamp metadata; only ever grows
	Rules   uint64
	Notice  *Notice // nil when none is in force
	At      time.Time
}

// Notice is a message to employees. The texts are sanitised HTML.
type Notice struct {
	ID        uint64            `json:"id"`
	Published time.Time         `json:"published"`
	HTML      map[string]string `json:"html"` // by language: "de", "en"
}

// Count is how often an action was taken for a category on a day.
type Count struct {
	Day      string `json:"day"` // YYYY-MM-DD
	Category string `json:"category"`
	Action   string `json:"action"`
	N        int64  `json:"n"`
}

// Store keeps what the server must remember. Every method is one statement and
// so happens completely or not at all.
type Store interface {
	// Publish adds the files and makes them the current publication. It
	// returns ErrOlder unless the version grows, and ErrChanged when a file
	// other than TimestampPath is there already with other content.
	Publish(ctx context.Context, p Publication, files []File) error
	// Published returns the current publication, or ErrNothing.
	Published(ctx context.Context) (Publication, error)
	// File returns one published file, or ErrNothing.
	File(ctx context.Context, path string) (StoredFile, error)
	// Metadata returns every published file below metadata/.
	Metadata(ctx context.Context) ([]File, error)
	// AddCounts adds the counts to those of their day.
	AddCounts(ctx context.Context, counts []Count) error
	// Counts returns the sums of the days from first to last, both included.
	Counts(ctx context.Context, first, last string) ([]Count, error)
}

// StoredFile is a published file as it is kept: compressed once, at publishing.
type StoredFile struct {
	SHA256 string // of the uncompressed body, hexadecimal
	Gzip   []byte
}

// Body returns the file's content.
func (f StoredFile) Body() ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(f.Gzip))
	if err != nil {
		return nil, fmt.Errorf("stored file: %w", err)
	}
	body, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("stored file: %w", err)
	}
	return body, nil
}

// TimestampPath is the one published file that changes.
const TimestampPath = "metadata/timestamp.json"

// What a Store may answer besides success.
var (
	ErrNothing = errors.New("server: nothing stored under this name")
	ErrOlder   = errors.New("server: the published version is as new or newer")
	ErrChanged = errors.New("server: a published file never changes")
)

// Notifier tells connected clients that there is something new.
type Notifier interface {
	Published(ctx context.Context, version int64) error
	// Connected is how many clients listen right now.
	Connected(ctx context.Context) (int, error)
}

// Event returns the message that Notifier implementations send: a hint to
// fetch, never the thing itself.
func Event(version int64) []byte {
	msg, _ := json.Marshal(struct {
		Event   string `json:"event"`
		Version int64  `json:"version"`
	}{"published", version}) // cannot fail: a string and a number
	return msg
}
