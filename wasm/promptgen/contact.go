package promptgen

import (
	"fmt"
	"strconv"
	"strings"

	"deckname/wasm/check"
)

func (d *draft) email(n byte) string {
	p := d.someone(n)
	return p.mail + "@" + p.domain
}

// spelled writes an address as people do who fear robots.
func (d *draft) spelled(n byte) string {
	p := d.someone(n)
	at, dot := d.pick(" (at) ", " [at] ", "(at)"), " punkt "
	if d.lang == "en" {
		dot = " dot "
	}
	if !strings.HasPrefix(at, " ") {
		dot = "(dot)"
	}
	return strings.ReplaceAll(p.mail, "+", "") + at + strings.ReplaceAll(p.domain, ".", dot)
}

// phone writes a number of a country the language is spoken in.
func (d *draft) phone() string {
	if d.lang == "en" {
		if d.chance(50) {
			return d.american()
		}
		return d.british()
	}
	switch n := d.IntN(100); {
	case n < 80:
		return d.german()
	case n < 90:
		return d.shape("+43 " + d.pick("1", "316", "732", "662", "664", "676") + " ^######")
	}
	return d.shape(d.pick("+41 44 ^## ## ##", "+41 31 ^## ## ##", "+41 79 ^## ## ##", "044 ^## ## ##", "079 ^## ## ##", "+41 (0)61 ^## ## ##"))
}

// german writes a number with one of the usual separations; without any only
// numbers of mobile phones are written.
func (d *draft) german() string {
	if d.chance(35) {
		area := d.pick("151", "152", "157", "160", "162", "170", "171", "172", "173", "175", "176", "177", "179")
		return d.dial(area, "0A ^#######", "0A/^#######", "0A ^# ## ## ##", "0A^#######", "0A-^#######", "+49 A ^#######", "+49A^#######", "0049 A ^#######", "+49 (0)A / ^## ## ##", "0A ^### ####")
	}
	area := d.pick("30", "40", "89", "69", "221", "211", "351", "341", "711", "511", "421", "431", "911", "3641", "7031", "5251", "2331", "8031", "6131", "4131")
	return d.dial(area, "0A ^######", "0A/^######", "0A / ^## ## ##", "0A-^######", "(0A) ^## ####", "(0A) ^#####", "+49 A ^######", "+49 (0)A ^####-##", "+49 (0) A ^######",
		"0049 A ^######", "0A ^# ## ## #", "+49-A-^######", "0A ^###-##", "+49 A ^# ## ## ##", "0A ^## ##-###")
}

// dial puts the area code into one of the patterns.
func (d *draft) dial(area string, patterns ...string) string {
	return d.shape(strings.Replace(d.pick(patterns...), "A", area, 1))
}

func (d *draft) american() string {
	return d.dial(strconv.Itoa(d.between(201, 989)), "(A) ^##-####", "A-^##-####", "A.^##.####", "+1 A ^## ####", "+1 (A) ^##-####", "1-A-^##-####", "+1-A-^##-####", "A ^## ####")
}

func (d *draft) british() string {
	return d.shape(d.pick("020 7### ####", "+44 20 8### ####", "0161 4## ####", "+44 (0)161 4## ####", "07^## ######", "+44 7^## ######", "01632 960###", "0117 9## ####", "07^## ### ###", "+447^########"))
}

// ipv4 draws from the networks of the world and of houses.
func (d *draft) ipv4() string {
	return until(true, check.IPv4, func() string {
		a := d.pick("10", "192", "172", "", "", "")
		switch a {
		case "10":
			return fmt.Sprintf("10.%d.%d.%d", d.IntN(256), d.IntN(256), d.between(1, 254))
		case "192":
			return fmt.Sprintf("192.168.%d.%d", d.IntN(256), d.between(1, 254))
		case "172":
			return fmt.Sprintf("172.%d.%d.%d", d.between(16, 31), d.IntN(256), d.between(1, 254))
		}
		return fmt.Sprintf("%d.%d.%d.%d", d.between(11, 223), d.IntN(256), d.IntN(256), d.between(1, 254))
	})
}

func (d *draft) ipv6() string {
	return until(true, check.IPv6, func() string {
		return d.shape(d.pick("2001:db8:~~~~:~~~~:~~~~:~~~~:~~~~:~~~~", "2a02:~~~~:~~~~::~~~~", "fe80::~~~~:~~ff:fe~~:~~~~", "2001:db8::~~~~", "fd00:~~~~:~~~~::1"))
	})
}

func (d *draft) mac() string {
	return until(true, check.MAC, func() string {
		s := d.shape("~~:~~:~~:~~:~~:~~")
		if d.chance(40) {
			s = strings.ToUpper(strings.ReplaceAll(s, ":", "-"))
		}
		return s
	})
}

// page is an address on the web that says nothing about a person.
func (d *draft) page() string {
	return "https://" + d.pick("www.", "docs.", "wiki.", "shop.", "") + d.pick(d.words.list("domain")...) + d.pick("/", "/faq", "/docs/setup", "/produkte?id="+d.shape("^###"), "/news/"+d.shape("202#")+"/update", "/download/v"+d.shape("^.#"))
}

// userName is how somebody logs in.
func (d *draft) userName(n byte) string {
	p := d.someone(n)
	f, l := mailPart(p.first), mailPart(p.last)
	return d.pick(f[:1]+l, l+f[:1], f+"."+l, l) + d.shape(d.pick("^", "^#", "^##"))
}
