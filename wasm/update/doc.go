// Package update brings signed rules from a publisher to an extension: the
// client that verifies, and the publisher that signs what it will accept.
//
// # Format
//
// Plain TUF 1.0 with consistent snapshots, described in docs/spec/updates.md.
// Below a base address lie metadata/<version>.<role>.json, metadata/timestamp.json
// and targets/<dir>/<sha256>.<base>. Targets are channels/<channel>.json, which
// points at rules/<serial>.pack and at a notice to employees,
// notices/<number>.json.
//
// # The world
//
// The client is a state machine over go-tuf's metadata and trustedmetadata
// packages. Whatever it needs from outside is one interface, World: fetch some
// bytes, load and store some bytes, tell the time. It decides the order of
// requests, the caps, what is accepted and what is stored; the world decides
// nothing.
//
// # Refusals
//
// Bytes of both origins, fetched and stored, pass strictJSON and the shape of
// their role before go-tuf sees them, and every call into go-tuf is guarded
// against panics. A stored file that fails counts as absent. A fetched one ends
// the run with one opaque Code. A run that ends early stores nothing.
//
// # Compatibility
//
// Unknown fields in metadata and in channels are ignored, so that later
// publishers can add delegations, rings and percentages.
//
// # Trust
//
// A hostile server or network can at most withhold updates until metadata
// expire. Whoever holds the online key can at most do the same. Whoever holds
// the targets key chooses the rules, but never below the floor of the policy.
package update
