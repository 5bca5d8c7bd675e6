package servertest

import (
	"crypto"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"deckname/wasm/report"
	"deckname/wasm/update"
)

// Repository signs publications with keys of its own.
type Repository struct {
	Root []byte
	Keys update.Keys
	Repo *update.Repository

	t   *testing.T
	now time.Time
}

// NewRepository makes keys and a root; an online key may be given. Everything is
// signed as of now.
func NewRepository(t *testing.T, now time.Time, online ...crypto.Signer) *Repository {
	t.Helper()
	r := &Repository{t: t, now: now}
	for _, role := range []*[]crypto.Signer{&r.Keys.Root, &r.Keys.Targets, &r.Keys.Snapshot, &r.Keys.Timestamp} {
		key, err := update.NewKey()
		if err != nil {
			t.Fatal(err)
		}
		*role = []crypto.Signer{key}
	}
	if online != nil {
		r.Keys.Snapshot, r.Keys.Timestamp = online, online
	}
	var err error
	if r.Root, err = update.NewRoot(r.Keys, now); err != nil {
		t.Fatal(err)
	}
	r.Repo, err = update.Open(r.Root, func(path string) ([]byte, error) {
		if path == "metadata/1.root.json" {
			return r.Root, nil
		}
		return nil, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Publish signs the next version; its pack holds the text.
func (r *Repository) Publish(pack string, change ...func(*update.Release)) []update.File {
	r.t.Helper()
	release := update.Release{Channel: "all", Serial: r.Repo.NextSerial(), Floor: 1, Pack: []byte(pack)}
	for _, c := range change {
		c(&release)
	}
	files, err := r.Repo.Publish(release, r.Keys, r.now)
	if err != nil {
		r.t.Fatal(err)
	}
	return files
}

// Bundle is the body of POST /v1/publish.
func Bundle(t *testing.T, files []update.File) []byte {
	t.Helper()
	b, err := json.Marshal(map[string]any{"files": files})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Find returns the first file whose path contains part.
func Find(t *testing.T, files []update.File, part string) update.File {
	t.Helper()
	for _, f := range files {
		if strings.Contains(f.Path, part) {
			return f
		}
	}
	t.Fatalf("no file like %s", part)
	return update.File{}
}

// Report is a report of a day with some names masked and kept.
func Report(t *testing.T, day string, masked, kept uint16) []byte {
	t.Helper()
	r := report.Report{Day: day}
	r.Counts[0][report.Masked], r.Counts[0][report.Kept] = masked, kept
	b, err := report.Encode(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Keys are those that a server under test knows.
type Keys struct{ Publish, Enrolment, Dashboard string }

// Vars are the variables that the scripts in server/testdata name.
func Vars(t *testing.T, keys Keys, now time.Time) map[string]string {
	t.Helper()
	online, err := update.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	onlineKey, err := update.EncodeKey(online)
	if err != nil {
		t.Fatal(err)
	}
	r := NewRepository(t, now, online)
	first, second, third := r.Publish("rules 1"), r.Publish("rules 2"), r.Publish("rules 3")

	tampered := append([]update.File{}, first...)
	foreign := NewRepository(t, now).Publish("rules 1")
	for i := range tampered {
		if strings.HasSuffix(tampered[i].Path, ".pack") {
			tampered[i].Body = []byte("rules!1")
		}
	}
	for i := range foreign {
		if foreign[i].Path == "metadata/1.root.json" {
			foreign[i].Body = r.Root
		}
	}
	day := now.UTC().Format(time.DateOnly)
	return map[string]string{
		"PUBLISH": keys.Publish, "ENROLMENT": keys.Enrolment, "DASHBOARD": keys.Dashboard, "NL": "\n",
		"TODAY": day, "REPORT": strings.TrimSpace(string(Report(t, day, 1, 0))),
		"BUNDLE1": string(Bundle(t, first)), "BUNDLE2": string(Bundle(t, second)), "BUNDLE3": string(Bundle(t, third)),
		"TAMPERED": string(Bundle(t, tampered)), "FOREIGN": string(Bundle(t, foreign)), "ROOT": string(r.Root), "ONLINE": string(onlineKey),
		"PACK2": Find(t, second, ".pack").Path, "TIMESTAMP2": string(Find(t, second, "timestamp").Body),
	}
}
