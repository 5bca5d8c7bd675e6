package mask

import "strconv"

// maxNumber bounds the numbers of placeholders; nine digits.
const maxNumber = 999_999_999

// appendPlaceholder appends the placeholder as it is put into a prompt: [LABEL_1].
func appendPlaceholder(dst []byte, label string, number uint32) []byte {
	dst = append(append(dst, '['), label...)
	dst = strconv.AppendUint(append(dst, '_'), uint64(number), 10)
	return append(dst, ']')
}

// isLabel reports whether s may name placeholders: capital letters, with single
// underscores between them. Digits are left out so that the number is plain.
func isLabel(s []byte) bool {
	if len(s) == 0 || len(s) > 32 || s[0] == '_' || s[len(s)-1] == '_' {
		return false
	}
	for i, c := range s {
		if c == '_' && s[i-1] == '_' || c != '_' && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return true
}
