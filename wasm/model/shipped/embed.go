// Package shipped holds the model of names that `make train` wrote last. Whoever
// publishes rules puts it beside them; the detector gets it from there and does
// not import this package.
package shipped

import _ "embed"

// Names is the encoded model, for model.Load.
//
//go:embed names.model
var Names []byte
