"""Words by which headings, signatures, minutes and tables of contents are known, in Finnish and Swedish."""

from __future__ import annotations

import re

# Stems of clause headings seen in agreements; a heading that begins a word with one is a likely heading.
_HEADING_STEMS = """
sopija osapuol sopimusosapuol sopimusko tarkoitu tausta johdanto toiminta-alue toimialue toimintamalli
yhteistoimintamalli yhteistyö toimipist toimipaik toimitil tilat palvelupist henkilöst resurs johtoryhm ohjausryhm
hallinto hallinno päätöksente kustannu talous rahoitus maksuosuu laskutu asiakastie tietosuoj tietotur tietojär
tietojen asianhallin asiakirj arkist tavoit mittar seurant kehittä arvioint muuttami muutokse voimassa voimaantul
irtisano erimielisyy riita riitoj vahingonkorvau vastuu liitteet liiteluettelo allekirjoi päiväys viestint osaami
koulutu kieli ruotsinkiel nuor ohjaamo määritelm käsitte yleis soveltam muut varautu yhdenvertai salassapit henkilötie
rekisterinpit johtava johtami verkost vetäj koordinaat palvelu asiakas ohjau raportoi yhteyshenkil kappale jakelu
työnjako tehtäv varahenkil poikkeus laatu saavutettav omavalvonta kirjaami päättymi purkami loppusään syfte bakgrund
inledning part avtalspart avtalets verksamhetsområd verksamhetsmodell verksamhetsställ lokal personal resurs
ledningsgrup styrgrup förvaltning beslutsfatt kostnad ekonomi finansier fakturer kunduppgift dataskydd datasäkerhet
informations arkiver mål uppföljning utveckling utvärdering ändring giltighet ikraftträd uppsägning tvist
meningsskiljakt skadestånd ansvar bilagor underskrift undertecknand datum kommunikation kompetens utbildning språk
svensk unga ungdom definition begrepp allmän övriga beredskap jämlik sekretess personuppgift personuppgiftsansvar
ledare ledande ledning nätverk samordn service kund remitter hänvisning rapporter kontaktperson exemplar arbetsfördeln
uppgift ersättare kvalitet
"""
KNOWN_HEADING = re.compile(r"(?:^|[\s–-])(?:" + "|".join(_HEADING_STEMS.split()) + ")", re.I)

CONTENTS = re.compile(r"(sisällys|sisällysluettelo|sisältö|sisältöluettelo|innehåll|innehållsförteckning)\s*:?$", re.I)
SIGNATURE_HEADING = re.compile(
    r"(päiväys(?:\s+ja\s+allekirjoitu\w+)?|(?:sopimuksen\s+|osapuolten\s+|sopijapuolten\s+)?allekirjoitu\w+"
    r"(?:\s+ja\s+päiväy\w+|\s+ja\s+\w+)?|paikka,?\s+(?:ja\s+)?aika\s+ja\s+allekirjoitu\w+"
    r"|(?:avtalets\s+|parternas\s+|datum\s+och\s+|dag\s+och\s+)?(?:under(?:skrift|teckning)\w*|undertecknande\w*)"
    r"(?:\s+och\s+datum)?)\s*:?$",
    re.I,
)
SIGNATURE_WORD = re.compile(r"allekirjoit|underskrift|undertecknan", re.I)
ANNEX_LIST_HEADING = re.compile(
    r"(?:\S+\s+){0,2}(liitteet|liiteluettelo|bilagor|bilageförteckning|liite|bilaga)\b", re.I
)
PARTIES_HEADING = re.compile(r"osapuol|sopijapuol|sopimuspuol|parter|avtalspart", re.I)
PARTY = re.compile(
    r"(kaupunki|kunta|kuntayhtymä|hyvinvointialue|työllisyysalue|työvoimaviranomainen|kansaneläkelaitos|\bkela"
    r"|folkpensionsanstalten|\bFPA|stad|kommun|samkommun|välfärdsområde|sysselsättningsområde|te-toimisto"
    r"|työ- ja elinkeinotoimisto|y-tunnus|fo-nummer)\b",
    re.I,
)

_MONTH = (
    r"(?:(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu(?:ta|n)|januari|februari|mars|april"
    r"|maj|juni|juli|augusti|september|oktober|november|december)"
)
_DAY = (
    rf"(?:\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{4}}|\d{{1,2}}\.?\s+(?:päivänä\s+)?{_MONTH}\s+\d{{4}}"
    rf"|{_MONTH}\s+\d{{1,2}}\.?\s+päivänä\s+\d{{4}}|[_.…]{{2,}}.*|(?:/|\.|\s)*20\d\d)\.?$"
)
AT_PLACE_AND_DATE = re.compile(
    rf"(?:[A-ZÅÄÖ][\w-]+(?:ssa|ssä|lla|llä)(?:\s+ja\s+[A-ZÅÄÖ][\w-]+)?\s*,?\s+|[A-ZÅÄÖ][\w-]+,?\s+den\s+){_DAY}"
)
PLACE_AND_DATE = re.compile(rf"[A-ZÅÄÖ][\w-]+(?:\s+ja\s+[A-ZÅÄÖ][\w-]+)?\s*,?\s+(?:den\s+)?{_DAY}")
SIGNATURE_LINE = re.compile(
    r"(^\s*[_…]{3,}|[_]{6,}|^(?:HE|EV|RP|RSv|[A-ZÅÄÖ][a-zåäö]?[A-Z]?[a-z]*(?:VM|VL|UB|UU))\s+\d+/\d{4}$"
    r"|^paikka (?:ja|&) aika|^ort och datum|^(?:allekirjoitukset|underskrifter)\b"
    r"|sähköisesti allekirjoitettu|elektroniskt undertecknat)",
    re.I,
)

_MINUTES_LABELS = """
valmistelija\\w* esittelijä selostus perustelut asian\\stausta päätösehdotus ehdotus päätös käsittely kokouskäsittely
muutosehdotus äänestys päätöksen\\sperustelut tiedoksi jakelu täytäntöönpano muutoksenhaku\\w* oikaisuvaatimus\\w*
otteet lisätietoja lisätiedot liitteet oheismateriaali asian\\skäsittely toimivalta vaikutusten\\sarviointi
pöytäkirjan\\starkast\\w+ beredare beredning föredragande beslutsförslag förslag beslut motivering behandling delgivning
verkställighet ändringssökande tilläggsuppgifter bilagor
"""
MINUTES_LABEL = re.compile(rf"({'|'.join(_MINUTES_LABELS.split())})(?=\s*:|\s*$)", re.I)
MINUTES_SIGNS = (
    re.compile(r"pöytäkirja|protokoll", re.I),
    re.compile(r"(?:^|\s)§\s?\d+|\d{1,2}\.\d{1,2}\.\d{4}\s+\d+\s?§|§\s?\d+/\d{1,2}\.\d{1,2}\.\d{4}"),
    re.compile(r"^(?:valmistelija|esittelijä|beredare|föredragande)\b", re.I | re.M),
    re.compile(r"^(?:päätösehdotus|ehdotus|esitys|beslutsförslag|förslag)\s*:?", re.I | re.M),
    re.compile(r"^(?:päätös|beslut)\s*:?\s*(?:$|\w)", re.I | re.M),
    re.compile(r"\b(?:dnro|diaarinumero|asianro|asianumero|diarienummer|dnr)\b", re.I),
    re.compile(
        r"\b(?:kunnanhallitus|kaupunginhallitus|aluehallitus|työllisyyslautakunta|lautakunta|stadsstyrelsen"
        r"|välfärdsområdesstyrelsen|nämnden)\b.*(?:§|\d{1,2}\.\d{1,2}\.\d{4})",
        re.I,
    ),
)
EARLIER_HANDLING = re.compile(
    r"^[A-ZÅÄÖ][\w\s,-]{4,60}(?:hallitus|valtuusto|lautakunta|jaosto|styrelsen|fullmäktige|nämnden)\w*\s*,?\s+"
    r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\s*,?\s*(?:§\s?\d+|\d+\s?§)"
)
