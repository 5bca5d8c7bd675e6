package tail

// money takes the amount that follows "Gehalt" within a few words: digits with
// a currency before or behind.
func money(t []byte, start, end int) (int, int, bool) {
	const far = 40
	for i := end; i < len(t) && i-end < far && !in(t[i], "\n.!?"); i++ {
		s := i
		sign := currencySign(t, i)
		if sign > 0 {
			i = skip(t, i+sign, " ", 1)
		}
		if !digit(at(t, i)) {
			if sign > 0 {
				i = s
			}
			continue
		}
		e := i
		for digit(at(t, e)) || in(at(t, e), ".,'") && digit(at(t, e+1)) {
			e++
		}
		if sign > 0 {
			return s, e, true
		}
		j := skip(t, e, " ", 1)
		for _, name := range [...]string{"euro", "eur", "usd", "chf", "dollars", "dollar", "pounds", "t€", "k€", "k"} {
			if hasFold(t, j, name) && letterAt(t, j+len(name)) == 0 {
				return s, j + len(name), true
			}
		}
		if n := currencySign(t, j); n > 0 {
			return s, j + n, true
		}
		i = e - 1
	}
	return 0, 0, false
}

// currencySign returns the size of €, $ or £ at i, or 0.
func currencySign(t []byte, i int) int {
	for _, sign := range [...]string{"$", "€", "£"} {
		if i+len(sign) <= len(t) && string(t[i:i+len(sign)]) == sign {
			return len(sign)
		}
	}
	return 0
}
