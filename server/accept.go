package server

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"time"

	"deckname/server/notice"
	"deckname/wasm/update"
)

const rootPath = "metadata/1.root.json"

var (
	errBundle = refuse(http.StatusBadRequest, "invalid_bundle", `The body must be {"files":[{"path","body"}]} with base64 bodies, paths below metadata/ or targets/, no path twice, and metadata/timestamp.json among them.`)
	errNoRoot = refuse(http.StatusBadRequest, "no_root", "Nothing is published yet, so the bundle must bring metadata/1.root.json. Publish the whole repository.")
	errOlder  = refuse(http.StatusConflict, "older", "What is published is as new or newer. Fetch the current metadata and sign on top of them.")
	errFixed  = refuse(http.StatusConflict, "changed", "A published file would change its content. Only metadata/timestamp.json may; give the new content a new version.")
	errUnused = refuse(http.StatusUnprocessableEntity, "unused_file", "The bundle holds a file that no client would ask for. Publish with `deckname rules publish`.")
)

// advice says what a refusal of the verifier asks of the publisher.
var advice = map[update.Code]string{
	update.CodePin:       "metadata/1.root.json is not a root that clients could start from. Make one with `deckname keys init`.",
	update.CodeMalformed: "A file does not have the shape that clients accept. Publish with `deckname rules publish`.",
	update.CodeSignature: "A file is not signed by enough of the keys that the published root names. Sign with the keys of this repository.",
	update.CodeRollback:  "A version is lower than the published one. Fetch the current metadata and sign on top of them.",
	update.CodeExpired:   "A file has expired. Sign it anew.",
	update.CodeMismatch:  "A file is not the one that was signed. Publish the bundle unchanged.",
	update.CodeTarget:    "The channel, or what it points at, is missing or not signed. Publish the whole bundle.",
	update.CodeStatus:    "A file that clients need is neither in the bundle nor published. Publish the whole bundle.",
	update.CodeFloor:     "The rules are older than the lowest version allowed.",
	update.CodeTooLong:   "A file is larger than clients accept.",
}

// accept verifies staged files against what is published and stores them. A
// bundle that is the current publication already is accepted again without a
// change, so that a lost answer can be retried.
//
// The first publication brings the root that all later ones must descend from;
// who may send it is decided by the publish key.
func accept(ctx context.Context, store Store, staged []File, now time.Time) (Publication, error) {
	held, err := store.Metadata(ctx)
	if err != nil {
		return Publication{}, err
	}
	if before := find(held, TimestampPath); before != nil && bytes.Equal(before, find(staged, TimestampPath)) {
		return store.Published(ctx)
	}
	root := find(held, rootPath)
	if root == nil {
		root = find(staged, rootPath)
	}
	if root == nil {
		return Publication{}, errNoRoot
	}
	result, err := update.Verify(root, held, staged, now)
	if err != nil {
		return Publication{}, refused(err)
	}
	p := Publication{Version: result.Versions.Timestamp, Rules: result.Serial, At: now.UTC()}
	if n := result.Notice; n != nil {
		if p.Notice, err = newNotice(n); err != nil {
			return Publication{}, err
		}
	}
	switch err := store.Publish(ctx, p, staged); {
	case errors.Is(err, ErrOlder):
		return Publication{}, errOlder
	case errors.Is(err, ErrChanged):
		return Publication{}, errFixed
	case err != nil:
		return Publication{}, err
	}
	return p, nil
}

// refused turns the verifier's verdict into an answer.
func refused(err error) error {
	switch {
	case errors.Is(err, update.ErrChanged):
		return errFixed
	case errors.Is(err, update.ErrUnused):
		return errUnused
	}
	code := update.CodeOf(err)
	text, ok := advice[code]
	if !ok {
		return err // not the bundle's fault
	}
	status := http.StatusUnprocessableEntity
	if code == update.CodeRollback {
		status = http.StatusConflict
	}
	return refuse(status, "refused_"+string(code), text)
}

// newNotice takes over a verified notice. Its texts were sanitised before they
// were signed; they are again, because this server shows them under its own name
// and need not rely on the tool that signed.
func newNotice(n *update.Notice) (*Notice, error) {
	published, err := time.Parse(time.RFC3339, n.Published)
	if err != nil {
		return nil, refused(update.CodeMalformed)
	}
	return &Notice{ID: n.ID, Published: published, HTML: map[string]string{"de": notice.Clean(n.DE), "en": notice.Clean(n.EN)}}, nil
}

// find returns the body of a file in the list, or nil.
func find(files []File, path string) []byte {
	for _, f := range files {
		if f.Path == path {
			return f.Body
		}
	}
	return nil
}
