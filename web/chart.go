package web

import (
	"math"
	"strconv"
	"strings"
)

// chart is an SVG drawing with relative widths and absolute heights: it has no
// viewBox, horizontal places are percentages, so it fills any width while its
// text keeps its size.
type chart struct {
	ID, Title, Desc string
	Height          int
	Gutter          string // room for the values of the lines at the left: s, m, l
	Lines           []line
	Bars            []bar
	Labels          []label
}

// line is a horizontal rule with its value.
type line struct {
	Y     string
	Value string
}

// bar is one column or one beam, made of segments, with the text that a
// pointer resting on it shows.
type bar struct {
	Hint             string
	X, Y, Wide, High string // the whole area that reacts
	Segments         []segment
}

type segment struct {
	Class            string
	X, Y, Wide, High string
}

// label is a piece of text in the drawing.
type label struct {
	Class  string
	X, Y   string
	Anchor string
	Text   string
}

// dayChart draws one column for each day, actions stacked in their order.
func dayChart(v voice, t table) chart {
	const top, bottom, height = 18, 196, 224
	peak, peakDay := int64(0), t.ByDay[0]
	for _, r := range t.ByDay {
		if r.Total > peak {
			peak, peakDay = r.Total, r
		}
	}
	scale, step := niceScale(peak)
	y := func(n int64) float64 { return bottom - float64(n)/float64(scale)*(bottom-top) }

	c := chart{
		ID: "by-day", Height: height, Title: v.say("chart.day.title"),
		Desc: v.say("chart.day.desc", v.Number(t.Total), v.Date(peakDay.Day), v.Number(peak)),
	}
	for n := int64(0); n <= scale; n += step {
		c.Lines = append(c.Lines, line{px(y(n)), v.Number(n)})
	}
	switch digits := len(v.Number(scale)); {
	case digits <= 3:
		c.Gutter = "s"
	case digits <= 6:
		c.Gutter = "m"
	default:
		c.Gutter = "l"
	}
	slot := 100 / float64(len(t.ByDay))
	wide := slot * 0.7
	every := (len(t.ByDay) + 5) / 6
	for i, r := range t.ByDay {
		x := slot*float64(i) + (slot-wide)/2
		b := bar{Hint: v.hint(v.Date(r.Day), t, r), X: pc(slot * float64(i)), Y: px(top), Wide: pc(slot), High: px(bottom - top)}
		sum := int64(0)
		for a, n := range r.Counts {
			if n > 0 {
				upper, lower := y(sum+n), y(sum)
				b.Segments = append(b.Segments, segment{t.actions[a], pc(x), px(upper), pc(wide), px(math.Max(lower-upper-1, 0.75))})
				sum += n
			}
		}
		c.Bars = append(c.Bars, b)
		if back := len(t.ByDay) - 1 - i; back%every == 0 {
			l := label{Class: "tick", X: pc(x + wide/2), Y: px(bottom + 20), Anchor: "middle", Text: v.ShortDate(r.Day)}
			if back == 0 {
				l.X, l.Anchor = pc(x+wide), "end"
			} else if i == 0 {
				l.X, l.Anchor = pc(x), "start"
			}
			if back/every%2 == 1 {
				l.Class += " spare" // left out where it is narrow
			}
			c.Labels = append(c.Labels, l)
		}
	}
	return c
}

// categoryChart draws one beam for each category, longest first.
func categoryChart(v voice, t table) chart {
	const pitch, thick = 40, 10
	first := t.ByCategory[0]
	c := chart{
		ID: "by-category", Height: pitch * len(t.ByCategory), Title: v.say("chart.category.title"),
		Desc: v.say("chart.category.desc", v.Number(int64(len(t.ByCategory))), v.say("category."+first.Category), v.Number(first.Total)),
	}
	for i, r := range t.ByCategory {
		upper := float64(pitch * i)
		c.Labels = append(c.Labels,
			label{Class: "name", X: "0%", Y: px(upper + 15), Anchor: "start", Text: v.say("category." + r.Category)},
			label{Class: "value", X: "100%", Y: px(upper + 15), Anchor: "end", Text: v.Number(r.Total)})
		b := bar{Hint: v.hint(v.say("category."+r.Category), t, r), X: "0%", Y: px(upper), Wide: "100%", High: px(pitch - 4)}
		sum := int64(0)
		for a, n := range r.Counts {
			if n > 0 {
				share := func(n int64) float64 { return float64(n) / float64(first.Total) * 100 }
				b.Segments = append(b.Segments, segment{t.actions[a], pc(share(sum)), px(upper + 22), pc(math.Max(share(n)-0.25, 0.25)), px(thick)})
				sum += n
			}
		}
		c.Bars = append(c.Bars, b)
	}
	return c
}

// hint says a row in words.
func (v voice) hint(name string, t table, r row) string {
	var parts []string
	for a, n := range r.Counts {
		if n > 0 {
			parts = append(parts, v.Number(n)+" "+v.say("action."+t.actions[a]))
		}
	}
	if parts == nil {
		parts = []string{v.say("chart.nothing")}
	}
	return name + ": " + strings.Join(parts, ", ")
}

// niceScale returns the end of an axis that holds peak, and the distance of its
// lines: 1, 2 or 5 times a power of ten, at most four of them.
func niceScale(peak int64) (scale, step int64) {
	step = 1
	for i := 0; step*4 < peak; i++ {
		if i%3 == 1 { // 2 to 5; else 1 to 2 and 5 to 10
			step = step / 2 * 5
		} else {
			step *= 2
		}
	}
	return max((peak+step-1)/step, 1) * step, step
}

func pc(v float64) string { return strconv.FormatFloat(v, 'f', 3, 64) + "%" }
func px(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
