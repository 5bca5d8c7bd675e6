// Package report encodes and decodes what a device tells the server about one
// day: how often each action was taken for each class of data. Nothing else has
// a place in it.
//
// # Format
//
// JSON with a closed list of fields, docs/spec/report.md; vectors in
// wasm/testdata/vectors/report. Encode writes one canonical form of always 2,048
// bytes, zeros included, so that neither length nor shape tells what happened.
//
// # Refusals
//
// Decode takes at most 4,096 bytes and refuses unknown, missing and repeated
// fields, anything but whole numbers from 0 to 9,999, and days that do not
// exist. There is no field that could hold a text, an identifier or a time of
// day. Errors name the kind of fault and never quote input.
//
// # Compatibility
//
// The field "version" is 1. A class or action that is added makes a new version;
// a server that reads several decides by this field alone.
//
// # Trust
//
// The encoding keeps content out. It does not hide who reported: that a server
// keeps neither address nor time is its own promise, not this package's.
package report
