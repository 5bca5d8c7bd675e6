package update

import (
	"errors"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// target returns the verified bytes of a listed target, from the device where
// they are still the signed ones, and stages them under name otherwise.
func (r *run) target(target, name string, most int64) ([]byte, error) {
	entry := r.trusted.Targets[metadata.TARGETS].Signed.Targets[target]
	if entry == nil {
		return nil, CodeTarget
	}
	held, err := r.load(name)
	if err != nil {
		return nil, err
	}
	if held != nil && guarded(func() error { return entry.VerifyLengthHashes(held) }) == nil {
		return held, nil
	}
	body, err := r.signed(objectPath(target, entry), entry.Length, most, entry)
	if err != nil {
		return nil, err
	}
	r.stage(name, body)
	return body, nil
}

// signed fetches a file whose length and hash are known.
func (r *run) signed(path string, length, most int64, entry interface{ VerifyLengthHashes([]byte) error }) ([]byte, error) {
	if length > most {
		return nil, CodeTooLong
	}
	body, err := r.fetch(path, length)
	if err != nil {
		return nil, err
	}
	if err := guarded(func() error { return entry.VerifyLengthHashes(body) }); err != nil {
		return nil, err
	}
	return body, nil
}

// fetch returns the body of a file that must be there.
func (r *run) fetch(path string, most int64) ([]byte, error) {
	body, status, err := r.ask(path, most)
	if err == nil && status != 200 {
		err = CodeStatus
	}
	return body, err
}

func (r *run) ask(path string, most int64) (body []byte, status int, err error) {
	status, body, err = r.world.Get(path, most)
	switch {
	case errors.Is(err, ErrTooLong), err == nil && status == 200 && int64(len(body)) > most:
		return nil, 0, CodeTooLong
	case err != nil:
		return nil, 0, CodeNetwork
	}
	return body, status, nil
}

func (r *run) load(name string) ([]byte, error) {
	b, err := r.world.Load(name)
	if err != nil {
		return nil, CodeStorage
	}
	return b, nil
}

func (r *run) stage(name string, body []byte) {
	r.staged = append(r.staged, File{name, body})
}
