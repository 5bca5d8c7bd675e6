package check

// germanDistricts are the codes of Kfz-Kennzeichen in use or still valid (list
// of the Federal Ministry of Transport, FZV annex), sorted, separated by spaces.
var germanDistricts = makeCodes(" A AA AB ABG ABI AC AE AH AIB AIC AK ALF ALZ AM AN ANA ANG ANK AÖ AP APD ARN ART AS ASL ASZ AT AU AUR AW AZ AZE" +
	" B BA BAD BAR BB BBG BBL BC BCH BD BE BED BER BF BGD BGL BH BI BID BIN BIR BIT BIW BK BKS BL BLB BLK BM BN BNA BO BÖ BOG BOH BOR BOT BP BRA BRB BRG BRK BRL BRV BS BSB BSK BT BTF BÜD BUL BÜR BÜS BÜZ BW BWL BYL BZ BZA" +
	" C CA CAS CB CE CHA CLP CLZ CO COC COE CR CUX CW" +
	" D DA DAH DAN DAU DBR DD DE DEG DEL DGF DH DI DIL DIN DIZ DKB DL DLG DM DN DO DON DS DU DÜW DW DZ" +
	" E EA EB EBE EBN EBS ECK ED EE EF EG EH EI EIC EIL EIN EIS EL EM EMD EMS EN ER ERB ERH ERK ERZ ES ESB ESW EU EUT EW" +
	" F FB FD FDB FDS FEU FF FFB FG FH FI FKB FL FLÖ FN FO FOR FR FRG FRI FRW FS FT FTL FÜ FÜS FW FZ" +
	" G GA GAN GAP GC GD GDB GE GEL GEM GEO GER GF GG GHA GHC GI GK GL GLA GM GMN GN GNT GÖ GOA GOH GP GR GRA GRH GRI GRM GRS GRZ GS GT GTH GÜ GUB GUN GV GVM GW GZ" +
	" H HA HAB HAL HAM HAS HB HBN HBS HC HCH HD HDH HDL HE HEB HEF HEI HEL HER HET HF HG HGN HGW HH HHM HI HIG HIP HK HL HM HMÜ HN HO HOG HOH HOL HOM HOR HOT HP HR HRO HS HSK HST HU HUS HV HVL HWI HX HY HZ" +
	" IGB IK IL ILL IN IZ" +
	" J JE JEV JL JÜL" +
	" K KA KB KC KE KEH KEL KEM KF KG KH KI KIB KK KL KLE KLZ KM KN KO KÖN KÖT KÖZ KR KRU KS KT KU KÜN KUS KY KYF" +
	" L LA LAN LAU LB LBS LBZ LC LD LDK LDS LEO LER LEV LF LG LH LI LIB LIF LIP LL LM LN LÖ LÖB LOS LP LR LRO LSA LSN LSZ LU LÜN LUP LWL" +
	" M MA MAB MAI MAK MAL MB MC MD ME MEG MEI MEK MEL MER MET MG MGH MGN MH MHL MI MIL MK MKK ML MM MN MO MOD MOL MON MOS MQ MR MS MSE MSH MSP MST MTK MTL MÜ MÜB MÜL MÜN MÜR MVL MW MY MYK MZ MZG" +
	" N NAB NAI NAU NB ND NDH NE NEA NEB NEC NEN NES NEU NEW NF NH NI NK NL NM NMB NMS NÖ NOH NOL NOM NOR NP NR NRW NT NU NVP NW NWM NY NZ" +
	" OA OAL OB OBB OBG OC OCH OD OE OF OG OH OHA OHV OHZ OK OL OP OPR OR OS OSL OTT OTW OVI OVL OVP OZ" +
	" P PA PAF PAN PAR PB PCH PE PEG PF PI PIR PL PLÖ PM PN PR PRÜ PS PW PZ" +
	" QFT QLB" +
	" R RA RC RD RDG RE REG REH REI RG RH RI RID RIE RL RM RN RO ROD ROF ROK ROL ROS ROT ROW RP RPL RS RSL RT RU RÜD RÜG RV RW RY RZ" +
	" S SAB SAD SAL SAN SAW SB SBG SBK SC SCZ SDH SDL SDT SE SEB SEE SEF SEL SFB SFT SG SGH SH SHA SHG SHK SHL SI SIG SIH SIM SK SL SLE SLF SLG SLK SLN SLS SLÜ SLZ SM SMÜ SN SO SOB SOG SOK SÖM SON SP SPB SPN SR SRB SRO ST STA STB STD STE STH STL STO SU SUL SÜW SW SWA SY SZ SZB" +
	" TBB TDO TE TET TF TG THL THW TIR TO TÖL TP TR TS TT TÜ TUT" +
	" UE UEM UFF UH UL UM UN USI" +
	" V VAI VB VEC VER VG VIB VIE VIT VK VL VOH VR VS" +
	" W WA WAF WAK WAN WAR WAT WB WBS WDA WE WEB WEG WEL WEN WER WES WF WG WHV WI WIL WIS WIT WIZ WK WL WLG WM WMS WN WND WO WOB WOH WOL WOR WOS WR WRN WS WSF WST WSW WSZ WT WTL WTM WÜ WUG WÜM WUN WUR WW WZ WZL" +
	" X Y" +
	" Z ZE ZEL ZI ZIG ZP ZR ZW ZZ ÖHR ÜB ")

// austrianDistricts are the codes of Austrian plates (KDV 1967).
var austrianDistricts = makeCodes(" AM B BA BB BL BM BN BR BZ DL DO E EF EU FB FE FF FK FR FW G GB GD GF GM GR GS GU HA HB HE HF HL HO I IL IM JE JU KB KI KL KO KR KS KU L LA LB LE LF LI LL LN LZ MA MD ME MI MT MU ND NK OP OW P PE PL RA RE RI RO S SB SD SE SL SO SP SR SV SW SZ TA TU UU VB VI VK VL VO W WB WE WL WN WO WR WT WU WY WZ ZE ZT ZW ")

// swissCantons are the codes of Swiss plates.
var swissCantons = makeCodes(" AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH ")

// codes is a list of codes between spaces, sorted by first letter, and where the
// codes of each letter begin.
type codes struct {
	list  string
	start [26]uint16
}

func makeCodes(list string) codes {
	c := codes{list: list}
	for i := len(list) - 2; i >= 0; i-- {
		if list[i] == ' ' && upper(list[i+1]) {
			c.start[list[i+1]-'A'] = uint16(i)
		}
	}
	return c
}

// has reports whether a code stands in the list.
func (c *codes) has(code []byte) bool {
	i, list := 0, c.list
	if upper(code[0]) {
		i = int(c.start[code[0]-'A'])
	}
	for i+len(code)+1 < len(list) {
		if list[i+1+len(code)] == ' ' && list[i+1:i+1+len(code)] == string(code) {
			return true
		}
		if upper(code[0]) && list[i+1] != code[0] {
			return false
		}
		i++
		for i < len(list) && list[i] != ' ' {
			i++
		}
	}
	return false
}

// word returns the leading letters of s in upper case and what follows.
func word(b *buffer, s []byte) (w, rest []byte) {
	i := 0
	for i < len(s) && i < 8 && !digit(s[i]) && !separator(s[i]) && s[i] != ':' {
		c := s[i]
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		if i > 0 && s[i-1] == 0xc3 && c >= 0xa0 {
			c -= 0x20 // ä ö ü
		}
		b[i] = c
		i++
	}
	return b[:i], s[i:]
}

// wordDistricts are districts that are words in texts written in capitals.
var wordDistricts = makeCodes(" FOR AN AM IN MY OF WAR SO DO ")

// spaced reports whether something stands between letters and digits.
func spaced(s []byte) bool {
	i := 0
	for i < len(s) && !digit(s[i]) && !separator(s[i]) {
		i++
	}
	return i < len(s) && separator(s[i])
}

// GermanPlate accepts a district of the official list, one or two letters and
// up to four digits without leading zero, with E or H at the end allowed, at
// most eight characters (FZV § 9) and a ninth, which people add by mistake.
func GermanPlate(s []byte) bool {
	var b buffer
	district, rest := word(&b, s)
	size := 0
	for _, c := range district {
		if c != 0xc3 {
			size++
		}
	}
	if size == 0 || size > 3 || !germanDistricts.has(district) {
		return false
	}
	i := 0
	for i < len(rest) && (separator(rest[i]) || rest[i] == ':') {
		i++
	}
	if wordDistricts.has(district) && i == 1 && rest[0] == ' ' && !spaced(rest[i:]) {
		return false // FOR LH8194: a word before a flight
	}
	var l buffer
	series, rest := word(&l, rest[i:])
	if len(series) == 0 || len(series) > 2 || series[0] == 0xc3 {
		return false
	}
	for len(rest) > 0 && separator(rest[0]) {
		rest = rest[1:]
	}
	n := 0
	for n < len(rest) && digit(rest[n]) {
		n++
	}
	if n == 0 || n > 4 || rest[0] == '0' {
		return false
	}
	if string(district) == "OS" && string(series) == "X" || string(district) == "DIN" && (string(series) == "EN" || string(series) == "IN") {
		return false // an operating system, a standard
	}
	size += len(series) + n
	switch tail := rest[n:]; len(tail) {
	case 0:
	case 1, 2:
		switch tail[len(tail)-1] {
		case 'E', 'H', 'e', 'h':
			size++
		default:
			return false
		}
	default:
		return false
	}
	return size <= 9
}

// AustrianPlate accepts a district, then digits and letters in either order.
func AustrianPlate(s []byte) bool {
	var b buffer
	district, rest := word(&b, s)
	if len(district) == 0 || !austrianDistricts.has(district) {
		return false
	}
	numerals, capitals, turns, last := 0, 0, 0, 0
	for _, c := range rest {
		kind := last
		switch {
		case digit(c):
			numerals++
			kind = 1
		case upper(c):
			capitals++
			kind = 2
		case !separator(c):
			return false
		}
		if kind != last {
			turns++
		}
		last = kind
	}
	return turns == 2 && numerals >= 1 && capitals >= 1 && numerals+capitals >= 3 && numerals+capitals <= 6
}

// SwissPlate accepts a canton and up to six digits.
func SwissPlate(s []byte) bool {
	var b buffer
	canton, rest := word(&b, s)
	if len(canton) != 2 || !swissCantons.has(canton) {
		return false
	}
	n := 0
	for _, c := range rest {
		if digit(c) {
			if n == 0 && c == '0' {
				return false
			}
			n++
		} else if !separator(c) {
			return false
		}
	}
	return n >= 1 && n <= 6
}
