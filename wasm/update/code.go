package update

import (
	"errors"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// Code is why a run ended without new rules: one code for each class of
// failure, the same for administrators, logs and tests. It never carries input.
type Code string

// The codes. docs/spec/updates.md says what each asks of a reader.
const (
	CodeRequest   Code = "request"   // the caller asked for something impossible
	CodePin       Code = "pin"       // the pinned root is not there or not the pinned one
	CodeNetwork   Code = "network"   // no answer, redirect, deadline
	CodeStatus    Code = "status"    // an answer other than 200
	CodeTooLong   Code = "too-long"  // more bytes than allowed or signed
	CodeMalformed Code = "malformed" // not the strict JSON or not the shape of its role
	CodeSignature Code = "signature" // fewer good signatures than the threshold
	CodeRollback  Code = "rollback"  // a version lower than one seen before
	CodeExpired   Code = "expired"   // signed too long ago
	CodeMismatch  Code = "mismatch"  // not the length, hash or version that was signed
	CodeTarget    Code = "target"    // the channel or what it points at is not listed
	CodeFloor     Code = "floor"     // rules older than the lowest serial allowed
	CodeClock     Code = "clock"     // this device's clock was set back
	CodeStorage   Code = "storage"   // the device did not load or store
	CodeInternal  Code = "internal"  // a panic inside the verifier
)

func (c Code) Error() string { return "update refused: " + string(c) }

// CodeOf returns the code of an error of this package.
func CodeOf(err error) Code {
	var code Code
	if errors.As(err, &code) {
		return code
	}
	return CodeInternal
}

// guarded runs a call into go-tuf. A panic becomes CodeInternal and its value,
// which may quote input, is dropped; so are the texts of go-tuf's errors.
// It protects the calling goroutine only.
func guarded(call func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = CodeInternal
		}
	}()
	return classify(call())
}

// errEqual is go-tuf's answer to a timestamp of the version already held.
var errEqual = errors.New("same version")

func classify(err error) error {
	if err == nil {
		return nil
	}
	var (
		code     Code
		equal    *metadata.ErrEqualVersionNumber
		expired  *metadata.ErrExpiredMetadata
		version  *metadata.ErrBadVersionNumber
		mismatch *metadata.ErrLengthOrHashMismatch
		unsigned *metadata.ErrUnsignedMetadata
		removed  *metadata.ErrRepository
		value    *metadata.ErrValue
	)
	switch {
	case errors.As(err, &code):
		return code
	case errors.As(err, &equal):
		return errEqual
	case errors.As(err, &expired):
		return CodeExpired
	case errors.As(err, &mismatch):
		return CodeMismatch
	case errors.As(err, &unsigned), errors.As(err, &value):
		return CodeSignature
	case errors.As(err, &version), errors.As(err, &removed):
		return CodeRollback
	}
	return CodeMalformed
}
