package promptgen

import (
	"fmt"
	"slices"
	"strings"

	"deckname/wasm/check"
)

// checked returns a kind's maker: it fills one of the patterns until the check
// says yes. Blanks in a pattern are the separators people type.
func checked(check func([]byte) bool, patterns ...string) maker {
	return func(d *draft, _ byte) string {
		p := d.pick(patterns...)
		return until(true, check, func() string { return d.shape(p) })
	}
}

// alone are the checks of numbers that need no word beside them. What fails its
// own check must not pass as one of the others.
var alone = []func([]byte) bool{
	check.Card, check.IBAN, check.GermanTaxID, check.GermanHealth, check.GermanPension, check.GermanVAT,
	check.SwissInsurance, check.GermanIdentityCard, check.GermanPassport, check.AustrianVAT, check.SwissBusiness,
}

// failed is the opposite of checked: the right form, a wrong check digit.
func failed(check func([]byte) bool, patterns ...string) maker {
	return func(d *draft, _ byte) string {
		p := d.pick(patterns...)
		return broken(check, func() string { return d.shape(p) })
	}
}

// broken draws until the check fails and no other takes the number for its own.
func broken(check func([]byte) bool, make func() string) string {
	return until(false, func(s []byte) bool {
		return check(s) || slices.ContainsFunc(alone, func(other func([]byte) bool) bool { return other(s) })
	}, make)
}

// shaped fills one of the patterns; there is no check digit.
func shaped(patterns ...string) maker {
	return func(d *draft, _ byte) string { return d.shape(d.pick(patterns...)) }
}

// dated puts a date of birth into the place of a {} and fills the rest until
// the check says yes.
func dated(check func([]byte) bool, from, to int, order func(day) string, patterns ...string) maker {
	return func(d *draft, _ byte) string {
		p := d.pick(patterns...)
		t := d.day(from, to)
		p = strings.Replace(p, "{}", order(t), 1)
		return until(true, check, func() string { return d.shape(p) })
	}
}

// taxID draws a German tax number: among ten digits one occurs twice.
func taxID(d *draft, _ byte) string {
	s := d.taxDigits()
	return until(true, check.GermanTaxID, func() string { return d.taxLayout(s + d.shape("#")) })
}

// badTaxID differs in the check digit alone.
func badTaxID(d *draft, _ byte) string {
	s := d.taxDigits()
	return broken(check.GermanTaxID, func() string { return d.taxLayout(s + d.shape("#")) })
}

func (d *draft) taxDigits() string {
	perm := d.Perm(10)
	digits := perm[:9]
	digits = append(digits, digits[d.IntN(9)])
	d.Shuffle(10, func(i, j int) { digits[i], digits[j] = digits[j], digits[i] })
	if digits[0] == 0 { // at least nine are not zero, so one follows
		for i, v := range digits {
			if v != 0 {
				digits[0], digits[i] = v, 0
				break
			}
		}
	}
	var b strings.Builder
	for _, v := range digits {
		b.WriteByte('0' + byte(v))
	}
	return b.String()
}

func (d *draft) taxLayout(s string) string {
	if d.chance(50) {
		return s
	}
	return grouped(s, " ", 2, 3, 3)
}

// pesel writes a Polish number; from 2000 on the month is shifted by 20.
func pesel(t day) string {
	if t.y >= 2000 {
		t.m += 20
	}
	return t.reversed()
}

// italian writes year, letter of the month and day.
func italian(t day) string {
	return fmt.Sprintf("%02d%c%02d", t.y%100, "ABCDEHLMPRST"[t.m-1], t.d)
}

// dashed is YY.MM.DD, the Belgian way.
func dashed(t day) string { return fmt.Sprintf("%02d.%02d.%02d", t.y%100, t.m, t.d) }

// register writes the number of a firm or club with its prefix.
func register(d *draft, _ byte) string {
	return d.pick("HRB ", "HRB ", "HRB ", "HRA ", "VR ", "GnR ", "PR ") + d.shape(d.pick("^###", "^####", "^#####")) + d.pick("", "", "", " B")
}

// courtFile writes a file number with the sign of a register.
func courtFile(d *draft, _ byte) string {
	sign := d.pick("O", "C", "F", "S", "U", "Ca", "Sa", "Js", "Ds", "Ls", "OWi", "IN", "IK", "M", "K", "BvR", "AR")
	return d.shape(d.pick("^", "^#", "^##")+" ") + sign + d.shape(" ^##"+d.pick("", "#", "##")+"/") + d.string("12", 1) + d.shape("#")
}

// mrz writes the two lines of a passport (ICAO 9303).
func mrz(d *draft, n byte) string {
	p := d.someone(n)
	letters := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= 'A' && r <= 'Z' {
				return r
			}
			return '<'
		}, capitals(transcribe.Replace(s)))
	}
	top := "P<D<<" + letters(p.last) + "<<" + letters(p.first)
	top = (top + strings.Repeat("<", 44))[:44]
	number := d.shape("C$$$$$$$$")
	birth, expiry := d.day(1945, 2005).reversed(), d.day(2025, 2034).reversed()
	personal := strings.Repeat("<", 14)
	head := number + digit731(number)
	mid := birth + digit731(birth)
	end := expiry + digit731(expiry) + personal + "0"
	low := head + "D<<" + mid + d.pick("F", "M", "<") + end
	return top + "\n" + low + digit731(head+mid+end)
}

// digit731 is the check digit of travel documents.
func digit731(s string) string {
	sum := 0
	for i, c := range []byte(s) {
		v := 0
		switch {
		case c >= '0' && c <= '9':
			v = int(c - '0')
		case c >= 'A' && c <= 'Z':
			v = int(c-'A') + 10
		}
		sum += v * [3]int{7, 3, 1}[i%3]
	}
	return string(rune('0' + sum%10))
}

func germanPlate(d *draft, _ byte) string {
	return until(true, check.GermanPlate, func() string {
		letters := d.string(upperSet, d.between(1, 2))
		return d.pick(d.words.list("district")...) + d.pick("-", "-", " ") + letters + d.pick(" ", " ", "") + d.shape(d.pick("^#", "^##", "^###")) + d.pick("", "", "", "", "E", "H")
	})
}

func britishPlate(d *draft, _ byte) string {
	return d.string("ABCDEFGHKLMNOPRSVWY", 1) + d.string("ABCDEFGHKLMNOPRSTUVWXY", 1) + d.shape(d.pick("1#", "2#", "6#", "7#")) + d.pick(" ", "") + d.string("ABCDEFGHJKLMNOPRSTUVWXYZ", 3)
}
