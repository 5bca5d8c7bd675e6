package update

import (
	"crypto/sha256"
	"errors"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// Release is what a publication changes.
type Release struct {
	Channel string // "all"
	Serial  uint64 // greater than every serial before: NextSerial
	Floor   uint64 // lowest serial that may ever be in force again
	Pack    []byte

	// Notice replaces the notice in force; nil leaves it. Withdraw ends it.
	Notice   *Notice
	Withdraw bool

	// Model is the model of names in force; nil leaves clients to their own.
	Model []byte

	// Sites replaces the tables of sites in force; nil leaves them. WithdrawSites
	// leaves clients to their own.
	Sites         []byte
	WithdrawSites bool
}

// Publish signs a release and returns everything that a client needs for it, in
// the order in which it must be written: objects first, the timestamp last, so
// that a client never finds a reference to something missing. The files have
// been verified as a new client would.
//
// Earlier packs stay listed down to the floor, for rollbacks.
func (r *Repository) Publish(release Release, keys Keys, now time.Time) ([]File, error) {
	switch {
	case !channelName(release.Channel):
		return nil, errors.New("a channel is named by lower-case letters, digits and hyphens")
	case release.Serial < r.NextSerial():
		return nil, errors.New("the serial of new rules must exceed every earlier one")
	case release.Floor < 1 || release.Floor > release.Serial:
		return nil, errors.New("the floor must lie between 1 and the serial of the new rules")
	case r.channel != nil && release.Floor < r.channel.Rules.Floor:
		return nil, errors.New("the floor never goes down")
	case len(release.Pack) == 0 || len(release.Pack) > maxPack:
		return nil, errors.New("the rule pack is empty or larger than clients accept")
	case len(release.Model) > maxModel:
		return nil, errors.New("the model of names is larger than clients accept")
	case len(release.Sites) > maxSites:
		return nil, errors.New("the tables of sites are larger than clients accept")
	}

	channel := &Channel{}
	channel.Rules.Current, channel.Rules.Floor = release.Serial, release.Floor
	before := &Channel{}
	if r.channel != nil {
		before = r.channel
	}
	channel.Notice, channel.Sites = before.Notice, before.Sites
	notice, sites := r.notice, r.sites
	switch {
	case release.WithdrawSites:
		channel.Sites, sites = nil, nil
	case release.Sites != nil:
		target := r.successor(before.Sites, release.Sites, sitesNumber, sitesTarget)
		channel.Sites, sites = &target, release.Sites
	}
	switch {
	case release.Withdraw:
		channel.Notice, notice = nil, nil
	case release.Notice != nil:
		if release.Notice.ID < r.NextNotice() {
			return nil, errors.New("the number of a new notice must exceed every earlier one")
		}
		target := noticeTarget(release.Notice.ID)
		channel.Notice, notice = &target, encode(release.Notice)
		if len(notice) > maxNotice {
			return nil, errors.New("the notice is longer than clients accept")
		}
	}

	targets := metadata.Targets(expires(now, targetsLifetime))
	targets.Signed.Version = r.targets.Signed.Version + 1
	for name, entry := range r.targets.Signed.Targets {
		if n := packSerial(name); n >= release.Floor {
			targets.Signed.Targets[name] = entry
		}
	}
	var files []File
	list := func(name string, body []byte) error {
		entry, err := metadata.TargetFile().FromBytes(name, body, "sha256")
		if err != nil {
			return err
		}
		targets.Signed.Targets[name] = entry
		files = append(files, File{objectPath(name, entry), body})
		return nil
	}
	if err := list(packTarget(release.Serial), release.Pack); err != nil {
		return nil, err
	}
	if channel.Notice != nil {
		if err := list(*channel.Notice, notice); err != nil {
			return nil, err
		}
	}
	if release.Model != nil {
		target := r.successor(before.Model, release.Model, modelNumber, modelTarget)
		channel.Model = &target
		if err := list(target, release.Model); err != nil {
			return nil, err
		}
	}
	if channel.Sites != nil {
		if err := list(*channel.Sites, sites); err != nil {
			return nil, err
		}
	}
	if err := list(channelTarget(release.Channel), encode(channel)); err != nil {
		return nil, err
	}

	body, err := signed(targets, keys.Targets)
	if err != nil {
		return nil, err
	}
	files = append(files, File{rolePath(targets.Signed.Version, "targets"), body})
	entry := metaFile(targets.Signed.Version, body)
	online, err := online(entry, r.snapshot+1, r.timestamp+1, keys, now)
	if err != nil {
		return nil, err
	}
	files = append(append(append([]File{}, r.roots...), files...), online...)
	if _, err := Verify(r.roots[0].Body, nil, files, now); err != nil {
		return nil, err
	}
	r.targets, r.channel, r.notice, r.sites = targets, channel, notice, sites
	r.snapshot++
	r.timestamp++
	return files, nil
}

// online signs a snapshot of the targets entry and a timestamp of the snapshot.
func online(targets *metadata.MetaFiles, snapshotVersion, timestampVersion int64, keys Keys, now time.Time) ([]File, error) {
	snapshot := metadata.Snapshot(expires(now, snapshotLifetime))
	snapshot.Signed.Version = snapshotVersion
	snapshot.Signed.Meta["targets.json"] = targets
	body, err := signed(snapshot, keys.Snapshot)
	if err != nil {
		return nil, err
	}
	timestamp, err := stamp(metaFile(snapshotVersion, body), timestampVersion, keys, now)
	if err != nil {
		return nil, err
	}
	return []File{{rolePath(snapshotVersion, "snapshot"), body}, timestamp}, nil
}

// stamp signs a timestamp of the snapshot entry.
func stamp(snapshot *metadata.MetaFiles, version int64, keys Keys, now time.Time) (File, error) {
	timestamp := metadata.Timestamp(expires(now, timestampLifetime))
	timestamp.Signed.Version = version
	timestamp.Signed.Meta["snapshot.json"] = snapshot
	body, err := signed(timestamp, keys.Timestamp)
	return File{"metadata/timestamp.json", body}, err
}

// metaFile is the entry of signed metadata: version, length and hash.
func metaFile(version int64, body []byte) *metadata.MetaFiles {
	sum := sha256.Sum256(body)
	entry := metadata.MetaFile(version)
	entry.Length = int64(len(body))
	entry.Hashes = metadata.Hashes{"sha256": sum[:]}
	return entry
}

// Resign returns a new timestamp, and a new snapshot where that is due, once
// half of their lifetime has passed; nothing otherwise. It needs the online
// keys only and changes nothing that is signed offline. Write the files in
// order.
func Resign(root []byte, source Source, keys Keys, now time.Time) ([]File, error) {
	r := &run{world: archive{source}, wanted: Wanted{Root: root, Channel: "all"}}
	if err := r.metadata(); err != nil {
		return nil, CodeOf(err)
	}
	snapshot, timestamp := r.trusted.Snapshot.Signed, r.trusted.Timestamp.Signed
	var files []File
	switch {
	case snapshot.Expires.Sub(now) < snapshotLifetime/2:
		var err error
		files, err = online(snapshot.Meta["targets.json"], snapshot.Version+1, timestamp.Version+1, keys, now)
		if err != nil {
			return nil, err
		}
	case timestamp.Expires.Sub(now) < timestampLifetime/2:
		file, err := stamp(timestamp.Meta["snapshot.json"], timestamp.Version+1, keys, now)
		if err != nil {
			return nil, err
		}
		files = []File{file}
	default:
		return nil, nil
	}
	// The result must be what a client accepts: a wrong key shows here.
	check := &run{wanted: r.wanted, now: now, world: archive{func(path string) ([]byte, error) {
		for _, f := range files {
			if f.Path == path {
				return f.Body, nil
			}
		}
		return source(path)
	}}}
	if err := check.metadata(); err != nil {
		return nil, CodeOf(err)
	}
	return files, nil
}
