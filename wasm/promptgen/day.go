package promptgen

import (
	"fmt"
	"strconv"
)

// day is a date in the calendar.
type day struct{ y, m, d int }

func (r dice) day(from, to int) day {
	return day{r.between(from, to), r.between(1, 12), r.between(1, 28)}
}

// recent is a date of current affairs, birth one of somebody who works.
func (d *draft) recent() string { return d.write(d.day(2019, 2027)) }
func (d *draft) birth() string  { return d.write(d.day(1938, 2007)) }

// write writes a date as people of the language do.
func (d *draft) write(t day) string {
	months := d.words.list("month")
	month := months[t.m-1]
	year := strconv.Itoa(t.y)
	if d.lang == "en" {
		switch d.IntN(10) {
		case 0, 1:
			return fmt.Sprintf("%02d/%02d/%d", t.m, t.d, t.y)
		case 2, 3:
			return fmt.Sprintf("%02d/%02d/%d", t.d, t.m, t.y)
		case 4:
			return fmt.Sprintf("%d-%02d-%02d", t.y, t.m, t.d)
		case 5, 6:
			return fmt.Sprintf("%s %d, %d", month, t.d, t.y)
		case 7:
			return fmt.Sprintf("%d %s %d", t.d, month, t.y)
		case 8:
			return fmt.Sprintf("%d %s %d", t.d, month[:3], t.y)
		}
		return fmt.Sprintf("%s %s %d", ordinal(t.d), month, t.y)
	}
	switch d.IntN(10) {
	case 0, 1, 2, 3:
		return fmt.Sprintf("%02d.%02d.%d", t.d, t.m, t.y)
	case 4:
		return fmt.Sprintf("%d.%d.%d", t.d, t.m, t.y)
	case 5:
		return fmt.Sprintf("%02d.%02d.%s", t.d, t.m, year[2:])
	case 6:
		return fmt.Sprintf("%d-%02d-%02d", t.y, t.m, t.d)
	}
	return fmt.Sprintf("%d. %s %d", t.d, month, t.y)
}

func ordinal(n int) string {
	suffix := "th"
	if n/10 != 1 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.Itoa(n) + suffix
}

// iso is the form in data.
func (r dice) iso(from, to int) string {
	t := r.day(from, to)
	return fmt.Sprintf("%d-%02d-%02d", t.y, t.m, t.d)
}

// timestamp is the form in logs.
func (r dice) timestamp() string {
	clock := fmt.Sprintf("%02d:%02d:%02d", r.IntN(24), r.IntN(60), r.IntN(60))
	switch r.IntN(3) {
	case 0:
		return r.iso(2022, 2027) + "T" + clock + "Z"
	case 1:
		return r.iso(2022, 2027) + " " + clock + "," + r.string(digitSet, 3)
	}
	return r.iso(2022, 2027) + " " + clock
}

// short is DDMMYY, as in many identity numbers.
func (t day) short() string { return fmt.Sprintf("%02d%02d%02d", t.d, t.m, t.y%100) }

// reversed is YYMMDD.
func (t day) reversed() string { return fmt.Sprintf("%02d%02d%02d", t.y%100, t.m, t.d) }
