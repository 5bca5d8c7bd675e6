package update

import (
	"errors"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// Source returns a published file by its path below the base address, or nil
// when there is none: a folder, a server, a database.
type Source func(path string) ([]byte, error)

// Repository is what a publisher knows about what is published: enough to sign
// the next versions.
type Repository struct {
	roots     []File // the chain from the first root on
	targets   *metadata.Metadata[metadata.TargetsType]
	channel   *Channel
	notice    []byte // body of the notice in force, or nil
	sites     []byte // body of the tables of sites in force, or nil
	snapshot  int64  // versions; 0 before the first publication
	timestamp int64
}

// Open reads a repository and verifies it from root on, as a client does but
// whatever its age: an expired repository must be publishable again. One that
// holds roots only is empty and fine.
func Open(root []byte, source Source) (*Repository, error) {
	r := &run{world: archive{source}, wanted: Wanted{Root: root, Channel: "all"}}
	for _, step := range []func() error{r.pin, r.roots} {
		if err := step(); err != nil {
			return nil, CodeOf(err)
		}
	}
	repository := &Repository{
		roots:   append([]File{{rolePath(1, "root"), root}}, renamed(r.staged)...),
		targets: metadata.Targets(),
	}
	repository.targets.Signed.Version = 0
	if first := r.trusted.Root.Signed.Version - int64(len(r.staged)); first != 1 {
		return nil, errors.New("a repository is opened with its first root")
	}
	switch b, err := source("metadata/timestamp.json"); {
	case err != nil:
		return nil, CodeNetwork
	case b == nil:
		return repository, nil
	}
	for _, step := range []func() error{r.timestamp, r.snapshot, r.targets, r.follow} {
		if err := step(); err != nil {
			return nil, CodeOf(err)
		}
	}
	repository.targets = r.trusted.Targets[metadata.TARGETS]
	repository.channel = r.channel
	repository.snapshot = r.trusted.Snapshot.Signed.Version
	repository.timestamp = r.trusted.Timestamp.Signed.Version
	for _, kept := range []struct {
		target *string
		most   int64
		body   *[]byte
	}{{r.channel.Notice, maxNotice, &repository.notice}, {r.channel.Sites, maxSites, &repository.sites}} {
		if kept.target == nil {
			continue
		}
		body, err := r.target(*kept.target, *kept.target, kept.most)
		if err != nil {
			return nil, CodeOf(err)
		}
		*kept.body = body
	}
	return repository, nil
}

// Follow makes r continue from other wherever that is newer: another machine
// may have published, and a server signs timestamps by itself.
func (r *Repository) Follow(other *Repository) {
	if len(other.roots) > len(r.roots) {
		r.roots = other.roots
	}
	if other.targets.Signed.Version > r.targets.Signed.Version {
		r.targets, r.channel, r.notice, r.sites = other.targets, other.channel, other.notice, other.sites
	}
	r.snapshot = max(r.snapshot, other.snapshot)
	r.timestamp = max(r.timestamp, other.timestamp)
}

// Rotate adds the root that follows the newest one. Publish next, with the keys
// that it appoints: what the earlier keys signed is void for clients that follow.
func (r *Repository) Rotate(next []byte) error {
	chain := &run{wanted: Wanted{Root: r.roots[0].Body}, world: archive{func(path string) ([]byte, error) {
		for _, f := range r.roots {
			if f.Path == path {
				return f.Body, nil
			}
		}
		return nil, nil
	}}}
	for _, step := range []func() error{chain.pin, chain.roots, func() error { return chain.root(next) }} {
		if err := step(); err != nil {
			return CodeOf(err)
		}
	}
	r.roots = append(r.roots, File{rolePath(chain.trusted.Root.Signed.Version, "root"), next})
	return nil
}

// NextSerial is one more than any serial signed so far.
func (r *Repository) NextSerial() uint64 {
	next := uint64(1)
	for target := range r.targets.Signed.Targets {
		next = max(next, packSerial(target)+1)
	}
	return next
}

// NextNotice is one more than the number of the notice in force.
func (r *Repository) NextNotice() uint64 {
	next := uint64(1)
	for target := range r.targets.Signed.Targets {
		next = max(next, noticeNumber(target)+1)
	}
	return next
}

// successor is the path of a body that follows the one in force: the same path if
// it is the same, so that devices need not fetch it again, else a new one.
func (r *Repository) successor(before *string, body []byte, number func(string) uint64, path func(uint64) string) string {
	if before == nil {
		return path(1)
	}
	if entry := r.targets.Signed.Targets[*before]; entry != nil && entry.VerifyLengthHashes(body) == nil {
		return *before
	}
	return path(number(*before) + 1)
}

// Channel is what is in force, or nil before the first publication.
func (r *Repository) Channel() *Channel { return r.channel }

// InForce reports whether these very rules and this model of names (nil for none)
// are in force and will still be signed at the given time.
func (r *Repository) InForce(pack, model []byte, until time.Time) bool {
	if r.channel == nil || (r.channel.Model == nil) != (model == nil) || r.targets.Signed.IsExpired(until) {
		return false
	}
	is := func(target string, body []byte) bool {
		entry := r.targets.Signed.Targets[target]
		return entry != nil && entry.VerifyLengthHashes(body) == nil
	}
	return is(packTarget(r.channel.Rules.Current), pack) && (model == nil || is(*r.channel.Model, model))
}

// renamed gives staged roots their published paths.
func renamed(staged []File) []File {
	files := make([]File, len(staged))
	for i, f := range staged {
		files[i] = File{rolePath(int64(i)+2, "root"), f.Body}
	}
	return files
}

// archive is the world of a publisher that reads its own repository: no device
// state, and a clock before every expiry.
type archive struct{ source Source }

func (a archive) Get(path string, most int64) (int, []byte, error) {
	b, err := a.source(path)
	switch {
	case err != nil:
		return 0, nil, err
	case b == nil:
		return 404, nil, nil
	case int64(len(b)) > most:
		return 0, nil, ErrTooLong
	}
	return 200, b, nil
}

func (archive) Load(string) ([]byte, error) { return nil, nil }
func (archive) Store([]File) error          { return nil }
func (archive) Now() time.Time              { return time.Time{} }
