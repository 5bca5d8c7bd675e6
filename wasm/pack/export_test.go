package pack

import "encoding/binary"

// Seal gives data the header and checksum of an undamaged pack, so that a fuzzer
// gets behind them.
func Seal(data []byte) []byte {
	sealed := make([]byte, max(len(data), headerSize))
	copy(sealed, data)
	copy(sealed, magic)
	binary.LittleEndian.PutUint32(sealed[versionAt:], Version)
	binary.LittleEndian.PutUint64(sealed[checksumAt:], checksum(sealed))
	return sealed
}
