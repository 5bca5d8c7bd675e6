package listfile

import (
	"strings"

	"deckname/wasm/rule"
)

// spellings returns the ways in which a value is written that its normal form does
// not cover: the names of a person in the other order, a telephone number with and
// without the code of its country. The value itself comes first.
func spellings(value string, class rule.Class, known bool) []string {
	all := []string{value}
	if known && class == rule.Person {
		if turned := turnedName(value); turned != "" {
			all = append(all, turned)
		}
	}
	if !known || class == rule.Phone {
		all = append(all, numbers(value)...)
	}
	return all
}

// turnedName puts the last name of a person first, or a name before a comma last.
func turnedName(value string) string {
	if last, first, ok := strings.Cut(value, ","); ok {
		return strings.TrimSpace(first) + " " + strings.TrimSpace(last)
	}
	words := strings.Fields(value)
	if len(words) < 2 {
		return ""
	}
	return words[len(words)-1] + " " + strings.Join(words[:len(words)-1], " ")
}

// countries are the codes of countries whose numbers begin with 0 at home.
var countries = []string{"49", "43", "41", "44", "33", "31", "32"}

// numbers returns other spellings of a telephone number: +49 30 … is also 030 …,
// 0049 30 … and +49 (0)30 …; a number that begins with 0 is taken as German.
func numbers(value string) []string {
	digits, plus := "", false
	for i, c := range value {
		switch {
		case '0' <= c && c <= '9':
			digits += string(c)
		case c == '+' && i == 0:
			plus = true
		case !strings.ContainsRune(" ()/-.\u00a0", c):
			return nil
		}
	}
	if abroad, ok := strings.CutPrefix(digits, "00"); ok {
		digits, plus = abroad, true
	}
	if len(digits) < 6 || !plus && digits[0] != '0' {
		return nil
	}
	if !plus {
		digits = countries[0] + digits[1:]
	}
	all := []string{digits, "00" + digits}
	for _, country := range countries {
		if home, ok := strings.CutPrefix(digits, country); ok {
			home = strings.TrimPrefix(home, "0")
			return []string{country + home, "00" + country + home, country + "0" + home, "0" + home}
		}
	}
	return all
}
