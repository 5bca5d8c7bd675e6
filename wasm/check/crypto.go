package check

const bech32Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// Bech32 accepts segregated-witness addresses (BIP 173 and BIP 350).
func Bech32(s []byte) bool {
	if len(s) < 14 || len(s) > 90 {
		return false
	}
	sep := -1
	for i, c := range s {
		if c == '1' {
			sep = i
		}
	}
	if sep < 1 || sep+7 > len(s) {
		return false
	}
	low := func(c byte) byte {
		if upper(c) {
			return c + 'a' - 'A'
		}
		return c
	}
	sum := uint32(1)
	for i := 0; i < sep; i++ {
		sum = bech32Step(sum, low(s[i])>>5)
	}
	sum = bech32Step(sum, 0)
	for i := 0; i < sep; i++ {
		sum = bech32Step(sum, low(s[i])&31)
	}
	for _, c := range s[sep+1:] {
		v := -1
		for j := 0; j < len(bech32Alphabet); j++ {
			if bech32Alphabet[j] == low(c) {
				v = j
			}
		}
		if v < 0 {
			return false
		}
		sum = bech32Step(sum, byte(v))
	}
	return sum == 1 || sum == 0x2bc830a3
}

func bech32Step(sum uint32, v byte) uint32 {
	generator := [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3}
	top := sum >> 25
	sum = (sum&0x1ffffff)<<5 ^ uint32(v)
	for i, g := range generator {
		if top>>i&1 == 1 {
			sum ^= g
		}
	}
	return sum
}

// Base58Address accepts what has the alphabet, length and mixture of a legacy
// Bitcoin address. Its checksum needs SHA-256, which the detector does not
// carry: rules that use it ask for context.
func Base58Address(s []byte) bool {
	if len(s) < 26 || len(s) > 35 || s[0] != '1' && s[0] != '3' {
		return false
	}
	numerals, capital, small := 0, 0, 0
	for _, c := range s {
		switch {
		case c == '0' || c == 'O' || c == 'I' || c == 'l':
			return false
		case digit(c):
			numerals++
		case upper(c):
			capital++
		case 'a' <= c && c <= 'z':
			small++
		default:
			return false
		}
	}
	return numerals > 0 && capital > 0 && small > 0
}
