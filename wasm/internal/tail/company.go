package tail

// Companies carry the names of people. A legal form behind a run of capitalised
// words, or a word that only organisations end or begin with, makes it a company.

var legalForms = list(" gmbh ag kg ohg ug se eg gbr kgaa mbh ggmbh partg partgmbb mbb ltd limited llc llp inc plc corp corporation co sarl bv nv sa spa srl oy ab aps holdings holding group gruppe ")

var dottedForms = oneOf("e.v.", "e. v.", "e.k.", "e. k.", "e.g.", ".m.b.h", "ges.m.b.h", "s.à r.l.", "s.a.", "s.p.a.", "a.g.")

// companyWords end or begin the names of organisations of several words.
var companyWords = list(" holdings holding group gruppe stiftung foundation verlag sparkasse stadtwerke versicherung versicherungen universität university hochschule fachhochschule klinik klinikum krankenhaus hospital college council court energy airlines logistik logistics spedition consulting engineering immobilien properties systems solutions technologies technology services software medien media maschinenbau medizintechnik feinmechanik steuerberatung versicherungsmakler personaldienste druckerei catering accounting biotech automation textiles roofing staffing legal insurance pharma bau ")

// partners follow an ampersand in the names of companies.
var partners = list(" co söhne sohn partner sons son cie kollegen associates company ")

// companyBehind reports whether a legal form follows at i.
func companyBehind(t []byte, i int) bool {
	j := skip(t, i, " ", 1)
	if hasFold(t, j, "& ") || hasFold(t, j, "und ") {
		j += 2
		if t[j-1] != ' ' {
			j += 2
		}
		return partners.has(t[j:wordEnd(t, j, 16)])
	}
	if dottedForms.at(t, j) > 0 {
		return true
	}
	return j > i && upperAt(t, j) > 0 && legalForms.has(t[j:wordEnd(t, j, 16)]) || hasFold(t, i, "-ag ") || hasFold(t, i, "-gmbh ")
}

// company reports whether p is the name of an organisation.
func company(t []byte, p person) bool {
	if p.end == p.start {
		return false
	}
	if companyBehind(t, p.end) {
		return true
	}
	if p.words < 2 {
		return false
	}
	last := hash(t[wordStart(t, p.end, 48):p.end])
	return companyWords.holds(last) || legalForms.holds(last) || companyWords.has(p.first)
}

// withoutCompany takes "von Merkur GmbH" off "Weber von Merkur GmbH": who works
// for a company and the company.
func withoutCompany(t []byte, p person) person {
	if !company(t, p) && !(hasFold(t, p.end, " & ") && upperAt(t, p.end+3) > 0) {
		return p
	}
	for i := p.start; i+5 < p.end; i++ {
		if i > p.start && (hasFold(t, i, " von ") || hasFold(t, i, " from ") || hasFold(t, i, " of ")) {
			return nameAt(t[:i], p.start, 4)
		}
	}
	return p
}
