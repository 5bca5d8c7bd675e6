package promptgen

import (
	"strings"

	"deckname/wasm/check"
)

// accountShapes are the national parts of account numbers.
var accountShapes = map[string]string{
	"DE": "^#################", "AT": "^###############", "CH": "#################", "FR": "^######################", "NL": "@@@@0#########",
	"GB": "@@@@##############", "ES": "^###################", "IT": "@######################", "PL": "^#######################", "BE": "^###########",
	"LU": "0###############", "IE": "@@@@##############",
}

func (d *draft) iban(country string) string {
	compact := d.account(country)
	switch d.IntN(10) {
	case 0, 1, 2:
		return compact
	case 3:
		return strings.ToLower(compact[:2]) + everyFour(compact, " ")[2:]
	}
	return everyFour(compact, " ")
}

// account draws a number whose check digits are right.
func (d *draft) account(country string) string {
	rest := d.shape(accountShapes[country])
	return until(true, check.IBAN, func() string { return country + d.shape("##") + rest })
}

// badAccount is an account number with wrong check digits.
func (d *draft) badAccount() string {
	country := d.pick("DE", "AT", "CH")
	return everyFour(broken(check.IBAN, func() string { return country + d.shape("##"+accountShapes[country]) }), " ")
}

func (d *draft) anyIBAN() string {
	if d.lang == "de" {
		return d.iban(d.pick("DE", "DE", "DE", "DE", "AT", "CH", "FR", "NL", "LU", "ES", "IT", "BE"))
	}
	return d.iban(d.pick("GB", "GB", "IE", "DE", "FR", "NL", "ES", "PL", "IT", "CH", "BE"))
}

// cardShapes are the issuers in use, by length.
var cardShapes = []string{"4###############", "51##############", "54##############", "23##############", "34#############", "37#############", "6011############", "36############", "3530############"}

func (d *draft) card() string {
	s := until(true, check.Card, func() string { return d.shape(d.pick(cardShapes...)) })
	sep := d.pick(" ", " ", " ", "", "", "-")
	switch len(s) {
	case 15, 14:
		return grouped(s, sep, 4, 6)
	}
	return everyFour(s, sep)
}

// badCard begins like a card and fails its check.
func (d *draft) badCard() string {
	s := broken(check.Luhn, func() string { return d.shape(d.pick("4###############", "52##############")) })
	return everyFour(s, d.pick(" ", ""))
}
