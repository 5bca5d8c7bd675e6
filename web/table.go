package web

import "time"

// table is the counts of a period, added up by day and by category.
type table struct {
	actions    []string
	ByDay      []row // every day of the period, oldest first
	ByCategory []row // most first, those without findings left out
	Silent     []string
	Sums       []int64 // by action
	Total      int64
}

// row is one line: a day or a category, with its counts by action.
type row struct {
	Day      time.Time
	Category string
	Counts   []int64
	Total    int64
}

// tally adds up. Counts outside the period or the closed lists are left out.
func tally(d Dashboard) table {
	t := table{actions: d.Actions, Sums: make([]int64, len(d.Actions))}
	days, categories, actions := map[string]int{}, map[string]int{}, map[string]int{}
	for i := range d.Days {
		day := d.Today.AddDate(0, 0, i+1-d.Days)
		days[day.Format(time.DateOnly)] = i
		t.ByDay = append(t.ByDay, row{Day: day, Counts: make([]int64, len(d.Actions))})
	}
	all := make([]row, len(d.Categories))
	for i, c := range d.Categories {
		categories[c] = i
		all[i] = row{Category: c, Counts: make([]int64, len(d.Actions))}
	}
	for i, a := range d.Actions {
		actions[a] = i
	}
	for _, c := range d.Counts {
		day, okDay := days[c.Day]
		category, okCategory := categories[c.Category]
		action, okAction := actions[c.Action]
		if !okDay || !okCategory || !okAction {
			continue
		}
		for _, r := range []*row{&t.ByDay[day], &all[category]} {
			r.Counts[action] += c.N
			r.Total += c.N
		}
		t.Sums[action] += c.N
		t.Total += c.N
	}
	for _, r := range all {
		if r.Total == 0 {
			t.Silent = append(t.Silent, r.Category)
			continue
		}
		at := len(t.ByCategory)
		for at > 0 && t.ByCategory[at-1].Total < r.Total {
			at--
		}
		t.ByCategory = append(t.ByCategory, row{})
		copy(t.ByCategory[at+1:], t.ByCategory[at:])
		t.ByCategory[at] = r
	}
	return t
}
