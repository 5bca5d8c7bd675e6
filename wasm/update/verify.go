package update

import (
	"bytes"
	"encoding/json"
	"errors"
	"time"
)

// What Verify says besides a Code.
var (
	// ErrChanged: a path that never changes has another body than before.
	ErrChanged = errors.New("a published file would change")
	// ErrUnused: a file that no client would ask for, or one path twice.
	ErrUnused = errors.New("a file that no client asks for")
)

// Verify checks a publication before it is accepted, with the state machine of
// the client: once as a new installation and, if something is held already, once
// as a device that has followed so far. Staged files may lean on held ones.
// root is the pinned root. The result says what clients will find.
func Verify(root []byte, held, staged []File, now time.Time) (*Result, error) {
	shelf := &shelf{now: now, files: map[string][]byte{}, asked: map[string]bool{}}
	for _, f := range held {
		shelf.files[f.Path] = f.Body
	}
	memory := shelf.memory()
	own := map[string]bool{}
	for _, f := range staged {
		before, there := shelf.files[f.Path]
		switch {
		case own[f.Path]:
			return nil, ErrUnused
		case there && f.Path != "metadata/timestamp.json" && !bytes.Equal(before, f.Body):
			return nil, ErrChanged
		}
		own[f.Path] = true
		shelf.files[f.Path] = f.Body
	}
	wanted := Wanted{Root: root, Channel: "all"}
	result, err := Refresh(shelf, wanted)
	if err != nil {
		return nil, err
	}
	shelf.asked[rolePath(1, "root")] = bytes.Equal(shelf.files[rolePath(1, "root")], root)
	for path := range own {
		if !shelf.asked[path] {
			return nil, ErrUnused
		}
	}
	if len(held) == 0 {
		return result, nil
	}
	shelf.device = memory
	return Refresh(shelf, wanted)
}

// shelf is a world made of files. Its clock stands still.
type shelf struct {
	now    time.Time
	files  map[string][]byte // as served
	device map[string][]byte // as stored
	asked  map[string]bool
}

func (s *shelf) Get(path string, most int64) (int, []byte, error) {
	s.asked[path] = true
	return archive{func(path string) ([]byte, error) { return s.files[path], nil }}.Get(path, most)
}

func (s *shelf) Load(name string) ([]byte, error) { return s.device[name], nil }
func (s *shelf) Store([]File) error               { return nil }
func (s *shelf) Now() time.Time                   { return s.now }

// memory is what a device would have stored after following the files so far.
// The client trusts none of it unseen.
func (s *shelf) memory() map[string][]byte {
	device := map[string][]byte{}
	for version := int64(1); s.files[rolePath(version, "root")] != nil; version++ {
		device[rolePath(version, "root")[len("metadata/"):]] = s.files[rolePath(version, "root")]
	}
	device["timestamp.json"] = s.files["metadata/timestamp.json"]
	device["snapshot.json"] = s.files[rolePath(entryVersion(device["timestamp.json"], "snapshot.json"), "snapshot")]
	device["targets.json"] = s.files[rolePath(entryVersion(device["snapshot.json"], "targets.json"), "targets")]
	return device
}

// entryVersion reads the version of an entry of a timestamp or snapshot, or 0.
func entryVersion(b []byte, entry string) int64 {
	var m struct {
		Signed struct {
			Meta map[string]*struct{ Version int64 }
		}
	}
	if json.Unmarshal(b, &m) != nil || m.Signed.Meta[entry] == nil {
		return 0
	}
	return m.Signed.Meta[entry].Version
}
