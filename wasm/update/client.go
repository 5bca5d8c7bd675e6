package update

import (
	"encoding/json"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
	"github.com/theupdateframework/go-tuf/v2/metadata/trustedmetadata"
)

// Refresh looks for newer rules and returns those in force, verified from the
// pin on. Its error is always a Code; after one, nothing was stored.
func Refresh(world World, wanted Wanted) (*Result, error) {
	r := &run{world: world, wanted: wanted}
	result, err := r.refresh()
	if err != nil {
		return nil, CodeOf(err)
	}
	return result, nil
}

// run is one refresh. Its fields fill up from top to bottom.
type run struct {
	world  World
	wanted Wanted

	now     time.Time
	trusted *trustedmetadata.TrustedMetadata
	channel *Channel
	staged  []File // what Store gets if everything else succeeds
}

func (r *run) refresh() (*Result, error) {
	if !channelName(r.wanted.Channel) {
		return nil, CodeRequest
	}
	if err := r.clock(); err != nil {
		return nil, err
	}
	if err := r.metadata(); err != nil {
		return nil, err
	}
	if err := r.follow(); err != nil {
		return nil, err
	}
	result := &Result{Serial: r.channel.Rules.Current, Versions: r.versions()}
	var err error
	if result.Pack, err = r.target(packTarget(result.Serial), "rules.pack", maxPack); err != nil {
		return nil, err
	}
	if r.channel.Notice != nil {
		body, err := r.target(*r.channel.Notice, "notice.json", maxNotice)
		if err != nil {
			return nil, err
		}
		if result.Notice, err = parseNotice(body, noticeNumber(*r.channel.Notice)); err != nil {
			return nil, err
		}
	}
	if r.channel.Model != nil {
		if result.Model, err = r.target(*r.channel.Model, "names.model", maxModel); err != nil {
			return nil, err
		}
	}
	if r.channel.Sites != nil {
		if result.Sites, err = r.target(*r.channel.Sites, "sites.json", maxSites); err != nil {
			return nil, err
		}
	}
	r.stage("state.json", encode(State{r.now.Unix(), result.Serial, result.Versions, result.Notice}))
	if r.world.Store(r.staged) != nil {
		return nil, CodeStorage
	}
	return result, nil
}

// State is the file state.json that a successful run leaves on the device: what
// is in force and when it was last confirmed.
type State struct {
	Accepted int64    `json:"accepted"` // Unix seconds
	Serial   uint64   `json:"serial"`
	Versions Versions `json:"versions"`
	Notice   *Notice  `json:"notice"`
}

// clock fixes the time of this run and refuses one before the last success: a
// clock set back would revive what has expired.
func (r *run) clock() error {
	r.now = r.world.Now().UTC()
	b, err := r.load("state.json")
	if err != nil {
		return err
	}
	var last State
	if b == nil || !strictJSON(b) || json.Unmarshal(b, &last) != nil {
		return nil
	}
	if r.now.Add(clockSlack).Before(time.Unix(last.Accepted, 0)) {
		return CodeClock
	}
	return nil
}

// follow reads the channel and holds its choice against the floors.
func (r *run) follow() error {
	body, err := r.target(channelTarget(r.wanted.Channel), "channel.json", maxChannel)
	if err != nil {
		return err
	}
	if r.channel, err = parseChannel(body); err != nil {
		return err
	}
	if r.channel.Rules.Current < max(r.channel.Rules.Floor, r.wanted.Floor) {
		return CodeFloor
	}
	return nil
}

func (r *run) versions() Versions {
	return Versions{
		Root:      r.trusted.Root.Signed.Version,
		Timestamp: r.trusted.Timestamp.Signed.Version,
		Snapshot:  r.trusted.Snapshot.Signed.Version,
		Targets:   r.trusted.Targets[metadata.TARGETS].Signed.Version,
	}
}
