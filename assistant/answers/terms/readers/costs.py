"""How TVA and HVA split joint costs, and what Kela pays."""

from __future__ import annotations

import re

from assistant.answers.terms.lines import Line, Lines, Reading, reading
from assistant.answers.terms.plain import number, qualifier

_COSTS = re.compile(
    r"kustannu|menot|menoi|meno\b|kulut|kulu(?:ja|ista|ihin|jen)|kostnad|utgift|muut\b|övriga|muista|muihin|maksuosuu"
)
_RENT_ONLY = re.compile(r"\bvuokra\w*|\bhyra\w*|lokal\w*|toimitil\w*|\btila\w*|\btiloj\w*|palk\w+|\blön\w*")
_INNER = re.compile(
    r"edelleen|kuntien kesken|kommunerna (?:sinsemellan|emellan)|mellan kommunerna|keskenään oman|"
    r"kaupungin osuus jaetaan|TVA-n osuus jaetaan"
)
_MIXED = re.compile(
    r"kiinteät (?:kulut|kustannu)|fasta (?:utgifter|kostnader)"
)  # two keys, neither of which is the key
_TWO_SHARES = re.compile(
    r"\bTVA(?:-[nx])?[^.;]{0,40}?(\d+(?:,\d+)?) %[^.;]{0,40}?\bHVA(?:-[nx])?[^.;]{0,40}?(\d+(?:,\d+)?) %"
)
_SHARES_TURNED = re.compile(
    r"\bHVA(?:-[nx])?[^.;]{0,40}?(\d+(?:,\d+)?) %[^.;]{0,40}?\bTVA(?:-[nx])?[^.;]{0,40}?(\d+(?:,\d+)?) %"
)
_SHARES_BEFORE = re.compile(r"(\d+(?:,\d+)?) % (?:\w+ ){0,2}?TVA[^.;]{0,40}?(\d+(?:,\d+)?) % (?:\w+ ){0,2}?HVA")
_FRACTIONS = re.compile(r"\bTVA(?:-[nx])?[^.;]{0,30}?(\d/\d+)[^.;]{0,30}?\bHVA(?:-[nx])?[^.;]{0,30}?(\d/\d+)")
_RATIO = re.compile(r"\b(\d{2})\s?[/–:-]\s?(\d{2})\b(?! ?(?:§|kk|v\b))")
_EQUAL = re.compile(
    r"\bpuoliksi\b|\byhtä suuri\w+ osuu|\btasaosuu\w+|\blika (?:stora )?(?:andelar|delar)|\b(?:båda|"
    r"kumpikin) (?:\w+ )?50 %|\b50 % kumpi|\bkumpikin (?:\w+ )?50 %|\bvardera 50 %|\bhalva?r?t? var\b|"
    r"\bkumpikin puole|\bjämnt\b|\bvar sin hälft|\b50 % var(?:dera)?\b"
)
_KEYS = [
    ("henkilöstö", re.compile(
        r"(?:henkilö(?:stö|työvuo|kun|mää)\w*|työntekijö\w*|työpano\w*|htv\w*|personal\w*|anställda\w*|"
            r"arbetstagar\w*|årsverk\w*)"
        r"[^.;]{0,60}?(?:suhte|mukai|mukaan|perust|proportion|förhåll|enligt|utifrån|efter|lukumäär|määr)")),
    ("asiakkaat", re.compile(
        r"(?:asiak\w+|kund\w*|klient\w*)[^.;]{0,60}?(?:suhte|mukai|mukaan|perust|proportion|förhåll|enligt|"
        r"utifrån|efter)")),
    ("asukkaat", re.compile(
        r"(?:asuk\w+|väestö\w*|väkiluvu\w*|invånar\w*|befolkning\w*|folkmängd\w*)[^.;]{0,60}?(?:suhte|"
        r"mukai|mukaan|perust|proportion|förhåll|enligt|utifrån|efter|suhtee)")),
]  # fmt: skip
_KEYS_TURNED = [
    ("henkilöstö", re.compile(
        r"(?:i förhållande till|i proportion till|utifrån|enligt|på basis av|perusteena on|suhteessa|"
        r"mukaan|perustuu|efter)[^.;,]{0,50}?(?:personal|anställda|arbetstagar|årsverk|htv|henkilöstö|"
        r"henkilötyö|työntekij)")),
    ("asiakkaat", re.compile(
        r"(?:i förhållande till|i proportion till|utifrån|enligt|på basis av|perusteena on|suhteessa|"
        r"perustuu|efter)[^.;,]{0,50}?(?:kund|klient|asiak)")),
    ("asukkaat", re.compile(
        r"(?:i förhållande till|i proportion till|utifrån|enligt|på basis av|perusteena on|suhteessa|"
        r"perustuu|efter)[^.;,]{0,50}?(?:invånar|befolkning|folkmängd|asuk|väestö|väkilu)")),
]  # fmt: skip
_NEGATED = re.compile(r"\b(?:ei|eikä|inte|eivät)\b")


def cost_key(lines: Lines) -> Reading | None:
    """The key; shares in per cent where no key is named."""
    shares: Reading | None = None
    for line in lines.least(0.2):
        text = line.plain
        if _INNER.search(text) or _MIXED.search(text):
            continue
        if not (_COSTS.search(text) or _COSTS.search(line.heading) or line.likely >= 0.6):
            continue
        if _RENT_ONLY.search(text) and not re.search(r"kustannu|kostnad|menot|kulut", text):
            continue
        if re.search(r"laskutta|fakturera", text) and not re.search(
            r"jaetaan|jakavat|jakautu|vastaavat|fördela|delas", text
        ):
            continue
        key = _key(text)
        if key:
            return reading(key, line)
        shares = shares or (reading(value, line) if (value := _shares(text)) else None)
    return shares


def _key(text: str) -> str | None:
    found: list[tuple[int, str]] = []
    for (value, pattern), (_, turned) in zip(_KEYS, _KEYS_TURNED, strict=True):
        for m in (*pattern.finditer(text), *turned.finditer(text)):
            around = text[max(0, m.start() - 40) : m.end() + 20]
            if not _NEGATED.search(around) and "KELA" not in m.group():
                found.append((m.end() - m.start(), value))
    # The word nearest to "in proportion to" is the key; a longer stretch only happens to hold another one.
    return min(found)[1] if found else None


def _shares(text: str) -> str | None:
    if m := _TWO_SHARES.search(text) or _SHARES_BEFORE.search(text):
        first, second = m.group(1), m.group(2)
    elif m := _SHARES_TURNED.search(text):
        first, second = m.group(2), m.group(1)
    elif _EQUAL.search(text):
        first = second = "50"
    elif (m := _RATIO.search(text)) and int(m.group(1)) + int(m.group(2)) == 100:
        first, second = m.group(1), m.group(2)
    elif m := _FRACTIONS.search(text):
        return f"TVA {m.group(1)} / HVA {m.group(2)}"
    else:
        return None
    if float(first.replace(",", ".")) + float(second.replace(",", ".")) > 100:
        return None
    return f"TVA {number(first)} % / HVA {number(second)} %"


_KELA = r"\bKELA(?:-[nx])?\b"
_SHARE = re.compile(
    rf"{_KELA}[^.;]{{0,90}}?(?:(\d+(?:,\d+)?) %|(\d/\d+)|(\d+) € (?:vuodessa|/ ?v\w*|per år|om året|"
    rf"i året|/ ?år|årligen|vuosittain|kalenterivuodessa))"
    rf"|(?:(\d+(?:,\d+)?) %|(\d/\d+)) (?:\w+ ){{0,3}}?{_KELA}"
)
_YEAR_SUM = re.compile(
    r"(\d+) € vuosi(?:korvau|maksu|osuu)|(?:vuodessa|vuosittain|årligen|per år|vuotuis\w+|årlig\w*)[^.;]{0,40}?(\d+) €"
)
_ONLY_OWN = re.compile(
    r"(?:vain|ainoastaan|yksinomaan|pelkästään|endast|bara|enbart) (?:\w+ )?(?:oma\w*|omi\w*|"
    r"henkilöstö\w*|egen|egna|sin|sina|personal\w*|lön\w*)"
)
_NOT_IN = re.compile(
    r"ei (?:osallistu|vastaa|maksa|makseta|peritä|osallistuta)|ei ole (?:\w+ )?(?:osuutta|velvolli)|"
    r"ei (?:kuulu|tule) |ei laskuteta|deltar inte|betalar inte|svarar inte|"
    r"inte (?:i )?(?:andra|övriga|gemensamma)|deltar varken|ingen andel|ei muita|debiteras inte|"
    r"faktureras inte|ei sisälly|ei jaeta"
)
_EXCEPT_RENT = re.compile(
    r"(?:kuin|paitsi|lukuun ottamatta|utom|förutom|än) (?:\w+ ){0,2}?(?:vuokra|tila|tiloj|toimitil|"
    r"hyra|lokal)|(?:vain|ainoastaan|endast|bara|enbart) (?:\w+ ){0,3}?(?:vuokra|tila|tiloj|toimitil|"
    r"hyra|hyror|lokal)"
)
_PARTICIPATES = re.compile(r"osallistu\w*|maksaa|vastaa|deltar|betalar|svarar|osuus|andel")
_GENERAL = re.compile(r"kustannu|menoihin|menoista|kuluihin|kuluista|kostnad|utgift")
_PREMISES = re.compile(
    r"vuokra|tilakustannu|toimitil|tiloj|tilojen|\btiloista|tilakulu|tilameno|hyra|hyror|lokalkostnad|lokal"
)
_SHORT = 60  # characters of a list item or table row that leaves to its heading what it is of
_NOTHING = re.compile(r"^\W*KELA:? (?:0 €|ei maksa|betalar inte)\W*$|eikä (?:\w+ ){0,4}muita|har inga andra")
_NOT_FOR_RENT = re.compile(r"(?:inte i|ei) (?:\w+ )?(?:vuokra|hyra|lokal|tilo)|vuokr\w+ (?:\w+ ){0,3}ei\b")
_CONDITIONAL = re.compile(r"ellei|jollei|mikäli|om inte|jos ")
_LEADER_PAY = re.compile(r"palk|lönen|lönekost|huone|rum\b|johtaj\w+ |johtava")


def kela_share(lines: Lines) -> Reading | None:
    """Kela's share of costs in general; else that it pays for premises only, or nothing but its own staff."""
    best: dict[str, Reading] = {}
    for line in lines.least(0.25):
        value = _kela(line)
        if value:
            kind = value if value in ("vain tilat", "ei osallistu") else "share"
            best.setdefault(kind, reading(value, line))
    for kind in ("share", "vain tilat", "ei osallistu"):
        if kind in best:
            return best[kind]
    return None


def _kela(line: Line) -> str | None:
    text = line.plain
    if "KELA" not in text and "KELA" not in line.heading:
        return None
    if re.search(r"sovitaan (?:erikseen|tapauskohtaisesti)|avtalas separat", text) and not _PREMISES.search(text):
        return None
    if _NOTHING.search(text):
        return "ei osallistu"
    if _EXCEPT_RENT.search(text):
        return "vain tilat"
    if _NOT_IN.search(text) and not _CONDITIONAL.search(text):
        if _GENERAL.search(text) and not (
            _PREMISES.search(text) and not re.search(r"muihin|muista|andra|övriga|yhteis|gemensam", text)
        ):
            return None if _LEADER_PAY.search(text) and not re.search(r"yhteis|gemensam", text) else "ei osallistu"
        return None
    if _ONLY_OWN.search(text) and re.search(r"KELA(?:-[nx])?:? ", text):
        return "ei osallistu"
    m = _SHARE.search(text)
    if m and not _LEADER_PAY.search(text):
        if _PREMISES.search(text) and not _NOT_FOR_RENT.search(text):
            return "vain tilat" if not re.search(r"yhteis|gemensam", text) else _spelled(m, text)
        if _GENERAL.search(text) or m.group(3) or len(text) < _SHORT:
            return _spelled(m, text)
    if (y := _YEAR_SUM.search(text)) and not _PREMISES.search(text):
        return f"{number(y.group(1) or y.group(2))} €/v"
    if (
        _PREMISES.search(text)
        and not _NOT_FOR_RENT.search(text)
        and _PARTICIPATES.search(text)
        and re.search(r"KELA(?:-[nx])? [^.;]{0,90}?(?:osallistu|deltar|maksaa|betalar)|osallistuu|deltar", text)
    ):
        return "vain tilat"
    return None


def _spelled(m: re.Match[str], text: str) -> str:
    percent, fraction, amount = m.group(1) or m.group(4), m.group(2) or m.group(5), m.group(3)
    if percent:
        at = m.start(1) if m.group(1) else m.start(4)
        return f"{qualifier(text[:at])}{number(percent)} %"
    if fraction:
        return fraction
    return f"{qualifier(text[: m.start(3)])}{number(amount)} €/v"
