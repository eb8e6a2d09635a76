"""Places as people write them: countries by code and name, and what lies in them."""

import difflib
import unicodedata

COUNTRY_LIST = """
AD Andorra; AE United Arab Emirates|UAE; AF Afghanistan; AG Antigua and Barbuda; AI
Anguilla; AL Albania; AM Armenia; AO Angola; AQ Antarctica; AR Argentina; AS
American Samoa; AT Austria; AU Australia; AW Aruba; AX Åland Islands; AZ Azerbaijan;
BA Bosnia and Herzegovina; BB Barbados; BD Bangladesh; BE Belgium; BF Burkina Faso;
BG Bulgaria; BH Bahrain; BI Burundi; BJ Benin; BL Saint Barthélemy; BM Bermuda; BN
Brunei|Brunei Darussalam; BO Bolivia|Bolivia, Plurinational State of; BQ Caribbean
Netherlands|Bonaire, Sint Eustatius and Saba; BR Brazil; BS Bahamas; BT Bhutan; BV
Bouvet Island; BW Botswana; BY Belarus; BZ Belize; CA Canada; CC Cocos
Islands|Keeling Islands|Cocos (Keeling) Islands; CD Democratic Republic of the
Congo|Congo-Kinshasa|Congo, The Democratic Republic of the; CF Central African
Republic; CG Republic of the Congo|Congo|Congo-Brazzaville; CH Switzerland; CI Côte
d'Ivoire|Ivory Coast; CK Cook Islands; CL Chile; CM Cameroon; CN China; CO Colombia;
CR Costa Rica; CU Cuba; CV Cabo Verde|Cape Verde; CW Curaçao; CX Christmas Island;
CY Cyprus; CZ Czechia|Czech Republic; DE Germany|Deutschland; DJ Djibouti; DK
Denmark; DM Dominica; DO Dominican Republic; DZ Algeria; EC Ecuador; EE Estonia; EG
Egypt; EH Western Sahara; ER Eritrea; ES Spain; ET Ethiopia; FI Finland; FJ Fiji; FK
Falkland Islands|Falkland Islands (Malvinas); FM Micronesia|Micronesia, Federated
States of; FO Faroe Islands; FR France; GA Gabon; GB United Kingdom|UK|Great
Britain|Britain|England|Scotland|Wales; GD Grenada; GE Georgia; GF French Guiana; GG
Guernsey; GH Ghana; GI Gibraltar; GL Greenland; GM Gambia; GN Guinea; GP Guadeloupe;
GQ Equatorial Guinea; GR Greece; GS South Georgia and the South Sandwich Islands; GT
Guatemala; GU Guam; GW Guinea-Bissau; GY Guyana; HK Hong Kong; HM Heard Island and
McDonald Islands; HN Honduras; HR Croatia; HT Haiti; HU Hungary; ID Indonesia; IE
Ireland; IL Israel; IM Isle of Man; IN India; IO British Indian Ocean Territory; IQ
Iraq; IR Iran|Iran, Islamic Republic of; IS Iceland; IT Italy; JE Jersey; JM
Jamaica; JO Jordan; JP Japan; KE Kenya; KG Kyrgyzstan; KH Cambodia; KI Kiribati; KM
Comoros; KN Saint Kitts and Nevis; KP North Korea|Korea, Democratic People's
Republic of; KR South Korea|Korea|Republic of Korea|Korea, Republic of; KW Kuwait;
KY Cayman Islands; KZ Kazakhstan; LA Laos|Lao People's Democratic Republic; LB
Lebanon; LC Saint Lucia; LI Liechtenstein; LK Sri Lanka; LR Liberia; LS Lesotho; LT
Lithuania; LU Luxembourg; LV Latvia; LY Libya; MA Morocco; MC Monaco; MD
Moldova|Moldova, Republic of; ME Montenegro; MF Saint Martin|Saint Martin (French
part); MG Madagascar; MH Marshall Islands; MK North Macedonia; ML Mali; MM
Myanmar|Burma; MN Mongolia; MO Macao|Macau; MP Northern Mariana Islands; MQ
Martinique; MR Mauritania; MS Montserrat; MT Malta; MU Mauritius; MV Maldives; MW
Malawi; MX Mexico; MY Malaysia; MZ Mozambique; NA Namibia; NC New Caledonia; NE
Niger; NF Norfolk Island; NG Nigeria; NI Nicaragua; NL Netherlands|Holland; NO
Norway; NP Nepal; NR Nauru; NU Niue; NZ New Zealand; OM Oman; PA Panama; PE Peru; PF
French Polynesia; PG Papua New Guinea; PH Philippines; PK Pakistan; PL Poland; PM
Saint Pierre and Miquelon; PN Pitcairn; PR Puerto Rico; PS Palestine|Palestine,
State of; PT Portugal; PW Palau; PY Paraguay; QA Qatar; RE Réunion; RO Romania; RS
Serbia; RU Russia|Russian Federation; RW Rwanda; SA Saudi Arabia; SB Solomon
Islands; SC Seychelles; SD Sudan; SE Sweden; SG Singapore; SH Saint Helena|Saint
Helena, Ascension and Tristan da Cunha; SI Slovenia; SJ Svalbard and Jan Mayen; SK
Slovakia; SL Sierra Leone; SM San Marino; SN Senegal; SO Somalia; SR Suriname; SS
South Sudan; ST São Tomé and Príncipe; SV El Salvador; SX Sint Maarten|Sint Maarten
(Dutch part); SY Syria|Syrian Arab Republic; SZ Eswatini|Swaziland; TC Turks and
Caicos Islands; TD Chad; TF French Southern Territories; TG Togo; TH Thailand; TJ
Tajikistan; TK Tokelau; TL Timor-Leste|East Timor; TM Turkmenistan; TN Tunisia; TO
Tonga; TR Türkiye|Turkey; TT Trinidad and Tobago; TV Tuvalu; TW Taiwan|Taiwan,
Province of China; TZ Tanzania|Tanzania, United Republic of; UA Ukraine; UG Uganda;
UM US minor outlying islands|United States Minor Outlying Islands; US United
States|USA|US|U.S.|America|United States of America; UY Uruguay; UZ Uzbekistan; VA
Vatican City|Holy See|Holy See (Vatican City State); VC Saint Vincent and the
Grenadines; VE Venezuela|Venezuela, Bolivarian Republic of; VG British Virgin
Islands|Virgin Islands, British; VI US Virgin Islands|Virgin Islands, U.S.; VN
Vietnam|Viet Nam; VU Vanuatu; WF Wallis and Futuna; WS Samoa; YE Yemen; YT Mayotte;
ZA South Africa; ZM Zambia; ZW Zimbabwe
"""
"""Codes of ISO 3166 with the name readers know, and other names behind a bar.

The names of the standard itself are among them (docs/adr/0037).
"""

AREAS = {
    "EU": "European Union",
    "EUR": "Europe",
    "OECD": "OECD countries",
    "WW": "worldwide",
    "ZZ": "not stated",
}
"""Areas that are no country, as sources name them."""

STATES = """
Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware,
Florida, Georgia, Hawaii, Idaho, Illinois, Indiana, Iowa, Kansas, Kentucky,
Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota, Mississippi,
Missouri, Montana, Nebraska, Nevada, New Hampshire, New Jersey, New Mexico, New
York, North Carolina, North Dakota, Ohio, Oklahoma, Oregon, Pennsylvania, Rhode
Island, South Carolina, South Dakota, Tennessee, Texas, Utah, Vermont, Virginia,
Washington, West Virginia, Wisconsin, Wyoming, District of Columbia
"""
"""States of the US: wages are asked for there more than anywhere else."""

LIKE = 0.75
"""How alike a name must be to be offered in place of one that is not known."""


def folded(name: str) -> str:
    """Return a name without case, accents, dots and hyphens, to compare it."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace(".", ""))
    kept = "".join(
        c if c.isalnum() or c.isspace() else " "
        for c in plain
        if not unicodedata.combining(c)
    )
    return " ".join(kept.split())


def _countries() -> dict[str, list[str]]:
    entries = (entry.split(maxsplit=1) for entry in COUNTRY_LIST.split(";"))
    return {code: " ".join(names.split()).split("|") for code, names in entries}


_NAMES = _countries()
NAMES = {code: names[0] for code, names in _NAMES.items()} | AREAS
"""The name of every place that has a code."""
_CODES = {folded(name): code for code, names in _NAMES.items() for name in names}
_CODES |= {folded(name): code for code, name in AREAS.items() if code != "ZZ"}
_CODES |= {code.casefold(): code for code in NAMES if code != "ZZ"}
_STATES = {folded(name): " ".join(name.split()) for name in STATES.split(",")}


def code_of(name: str) -> str:
    """Return the code of a country or area by its code or one of its names, or ``""``.

    >>> code_of("deutschland"), code_of("Cote d'Ivoire"), code_of("Atlantis")
    ('DE', 'CI', '')
    """
    return _CODES.get(folded(name), "")


def state_of(name: str) -> str:
    """Return the name of a state of the US, or ``""``."""
    return _STATES.get(folded(name), "")


def like(name: str) -> list[str]:
    """Return the names of places that are written nearly so, nearest first."""
    known = {folded(place): place for place in (*NAMES.values(), *_STATES.values())}
    near = difflib.get_close_matches(folded(name), known, 3, LIKE)
    return [known[place] for place in near]
