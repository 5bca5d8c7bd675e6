package tail

// Names in cells of tables and items of lists.

// opensCell reports whether a line or a cell begins at i.
func opensCell(t []byte, i int) bool {
	i = skipBack(t, i, " *\"", 3)
	return i == 0 || in(t[i-1], "\n;|\t([-")
}

// nameItem takes a name of at least two words that fills an item of a list: a
// separator or the end of the line follows.
func nameItem(t []byte, start, end int) (int, int, bool) {
	p := nameAt(t, passTitles(t, end), 4)
	if p.words < 2 || company(t, p) {
		return 0, 0, false
	}
	i := skip(t, p.end, " ", 1)
	if c := at(t, i); c != 0 && !in(c, ";,|\t\n\r(:-<") {
		return 0, 0, false
	}
	return p.start, p.end, true
}

// nameColumn takes a name that fills a cell; the match ends in its first letter.
func nameColumn(t []byte, start, end int) (int, int, bool) {
	i := end
	for i > start && letterBefore(t, i) > 0 {
		i -= letterBefore(t, i)
	}
	p := nameAt(t, passTitles(t, i), 4)
	if p.end == p.start || company(t, p) || p.words == 1 && columnHeads.has(p.first) {
		return 0, 0, false
	}
	if given := nameAt(t, p.end+2, 3); hasFold(t, p.end, ", ") && t[start] != ',' && given.words > 0 && fillsCell(t, given.end) {
		p.end = given.end // Muster, Lena
	}
	return p.start, p.end, fillsCell(t, p.end)
}

// fillsCell reports whether a cell may end at i.
func fillsCell(t []byte, i int) bool {
	if hasFold(t, i, "  ") {
		return true
	}
	c := at(t, skip(t, i, " ", 2))
	return c == 0 || in(c, ";,|\t\n\r\"'")
}

// inverted reports whether a name has the surname first: "Vogel, Mia".
func inverted(name []byte) bool {
	for _, c := range name {
		if c == ',' {
			return true
		}
	}
	return false
}
