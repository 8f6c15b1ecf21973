"""How TVA and HVA split joint costs, and what Kela pays."""

from __future__ import annotations

import re
from fractions import Fraction

from assistant.answers.terms.amounts import amounts, qualifier_before
from assistant.answers.terms.lines import Line, Lines, Reading, reading
from assistant.answers.terms.plain import number
from assistant.answers.terms.readers.table import columns
from assistant.answers.terms.roles import ROLES

_COSTS = re.compile(
    r"kustannu|menot|menoi|meno\b|menojen|kulut|kulu(?:ja|jen|ista|ihin|ssa)|kostnad|utgift|muut\b|övriga|"
    r"muista|muihin|maksuosuu|\brahat?\b|pengar|\btalou|ekonomi|rahoit|finans|\bgemensamt\b|"
    r"\blasku\w* jaetaan|\bnota\b|resten delar"
)
_JOINT = re.compile(
    r"yhtei|gemensam|\bmuut\b|\bmuista|\bmuihin|\bmuita\b|övriga|\bresten\b|toimintamen|driftskostn|"
    r"verksamhetskostn|kaikki kustannu|alla kostn"
)
_ONE_THING = re.compile(
    r"\bvuokra\w*|\bhyra\w*|\bhyror|lokal\w*|toimitil\w*|\btila\w*|\btiloj\w*|\btilo\w*|\bpalk\w+|\blön\w*|"
    r"koulutu\w*|utbildning\w*|siivou\w*|städ\w*|"
    r"ohjaamo\w*|nuor\w+|ungdom\w*|esitte\w*|broschyr\w*|kahv\w*|viestin\w*|tulk\w+|tolk\w*|hank\w*kust|"
    r"laittei\w*|järjestelm\w*|matka\w*|resor\w*|puhelin\w*"
)
_INNER = re.compile(
    r"edelleen|kuntien kesken|kommunerna (?:sinsemellan|emellan)|mellan kommunerna|keskenään oman|kuntien välillä|"
    r"kaupungin osuus jaetaan|TVA-n osuus (?:jaetaan|jakau)|sisäi"
)
_MIXED = re.compile(
    r"kiinteät (?:kulut|kustannu)|fasta (?:utgifter|kostnader)"
)  # two keys, neither of which is the key
_PER = r"(?:suhte|mukai|mukaan|perust|proportion|förhåll|enligt|utifrån|efter|lukumäär|määr)"
_KEYS = [
    ("henkilöstö", re.compile(
        r"(?:henkilö(?:stö|työvuo|kun|mää|resur)\w*|työntekijö\w*|työntekijä\w*|työpano\w*|htv\w*|personal\w*|"
            r"anställda\w*|arbetstagar\w*|"
        rf"medarbetar\w*|arbetsinsats\w*)[^.;]{{0,60}}?{_PER}")),
    ("asiakkaat", re.compile(rf"(?:asiak\w+|kund\w*|klient\w*)[^.;]{{0,60}}?{_PER}")),
    ("asukkaat", re.compile(
        rf"(?:asuk\w+|väestö\w*|väkiluvu\w*|väkiluku\w*|väkimäär\w*|invånar\w*|befolkning\w*|"
            rf"folkmängd\w*)[^.;]{{0,60}}?{_PER}")),
]  # fmt: skip
_TURN = (
    r"(?:i förhållande till|i relation till|i proportion till|utifrån|enligt|på basis av|perusteena (?:on|"
    r"käytetään|ovat|pidetään)|perusteeksi|"
    r"peruste:?|grund(?:en)?(?: är|:)|suhteessa|mukaan|perustuu|perustuvat|efter|baserar sig på|bygger på|"
    r"sen mukaan|beroende på|avain(?: on|:)|måttstock)"
)
_KEYS_TURNED = [
    ("henkilöstö", re.compile(
        rf"{_TURN}[^.;]{{0,70}}?(?:personal|anställda|arbetstagar|medarbetar|htv|henkilöstö|henkilötyö|"
            rf"henkilömäär|työntekij|työpano|väkeä)")),
    ("asiakkaat", re.compile(rf"{_TURN}[^.;]{{0,60}}?(?:kund|klient|asiak)")),
    ("asukkaat", re.compile(rf"{_TURN}[^.;]{{0,60}}?(?:invånar|befolkning|folkmängd|asuk|väestö|väkilu|väkimäär)")),
]  # fmt: skip
_KEY_ITEM = [
    ("henkilöstö", re.compile(r"henkilöst|henkilömäär|personal|htv")),
    ("asiakkaat", re.compile(r"asiakas|asiakk|kund")),
    ("asukkaat", re.compile(r"asukas|asukk|väestö|väkilu|invånar|befolkning")),
]
_NEGATED = re.compile(
    r"\b(?:ei|eikä|inte|eivät|poike\w+|poikkea\w*|avvik\w+|sijaan|sijasta|i stället för|luovutaan|luovuttu)\b"
)
_DEPARTS = re.compile(
    r"\bpoike\w+|\bpoikkea\w*|\bavvik\w+|följer (?:\w+ )?inte|ei perustu|eivät perustu|baserar sig inte"
)
_EQUAL = re.compile(
    r"\bpuoliksi\b|\byhtä suuri\w+ osuu|\btasaosuu\w+|\blika (?:stora )?(?:andelar|delar)|\b(?:båda|"
    r"kumpikin) (?:\w+ )?50 %|\b50 % kumpi|\bkumpikin (?:\w+ )?50 %|\bvardera 50 %|\bhalva?r?t? var\b|"
    r"\bkumpikin puole|\bjämnt\b|dela[rs]? lika\b|\blika mellan|\bvar sin hälft|\b50 % var(?:dera)?\b|"
    r"\btasapuolisesti kahtia|\bkahtia\b|\bpå hälft|\blika mycket\b|\byhtä paljon"
)
_RATIO = re.compile(r"(?<![\d.,/–-])(\d{2})\s?[/–:-]\s?(\d{2})\b(?! ?(?:§|kk|v\b|€|pv)|[/–.-])")
_REST = re.compile(r"\b(?:loput|loppuosa|muun osan|jäljelle jää\w+|resten|återstoden|den övriga delen|den återstående)")
_FOR_A_TIME = re.compile(
    r"ensimmäi\w+ vuo|vuonna 20|siirtymä|första året|under år|år 20\d\d|övergång|ehdot|föresl|jos |mikäli|"
    r"\bom (?!att)|\bifall"
)


def cost_key(lines: Lines) -> Reading | None:
    """The key; shares in per cent where no key is named."""
    shares: Reading | None = None
    asked = lines.about(
        re.compile(
            r"kustannu|menot|menojen|menoi|kulut|kulujen|kuluj|kostnad|utgift|jakoperuste|fördelning|resten|"
            r"\brahat?\b|TVA[^.;]*\d %[^.;]*HVA[^.;]*\d %|HVA[^.;]*\d %[^.;]*TVA[^.;]*\d %"
        ),
        0.2,
    )
    for line in asked:
        text = line.plain
        if re.search(r"\bavoin\w*|\bauki\b|vaihtoehdo|\böppe[nt]\b|alternativ", text):
            continue  # not yet agreed
        if line.is_of_others or _INNER.search(text) or _MIXED.search(text):
            continue
        if not (_COSTS.search(text) or _COSTS.search(line.above) or line.likely >= 0.6):
            continue
        if _only_one_thing(text) or (not _JOINT.search(text) and _only_one_thing(line.heading)):
            continue
        if re.search(r"laskutta|fakturera", text) and not re.search(
            r"jaetaan|jakavat|jakautu|vastaavat|fördela|delas|delar", text
        ):
            continue
        key = _key(text) if line.likely >= 0.2 or _SPLITS.search(text) or _SPLITS.search(line.above) else None
        if key:
            return reading(key, line)
        if not _FOR_A_TIME.search(text):
            shares = shares or (reading(value, line) if (value := _shares(text)) else None)
    return shares or _listed(asked)


_SPLITS = re.compile(
    r"jaetaan|jakau|jakavat|jako\b|jaon|jakoperust|jaossa|jakosuh|pannaan|kannetaan|vastaavat|maksavat|fördel|"
    r"dela[rs]|delning|svarar|bär\b|betalar|maksaa"
)


def _only_one_thing(text: str) -> bool:
    """Whether the costs are those of one thing alone: rent, pay, training."""
    general = re.search(
        r"(?:yhtei\w+|muut|muista|muihin|toiminta|gemensamma|övriga)[ \w]{0,30}?(?:kustannu|menot|meno|kulu|"
        r"kostnad|utgift)|resten|\bmuut yhtei|driftskost|\bgemensamt\b|\byhteis(?:tä|iä|et)\b",
        text,
    )
    return bool(_ONE_THING.search(text)) and not general


def _key(text: str) -> str | None:
    found: list[tuple[int, str]] = []
    for (value, pattern), (_, turned) in zip(_KEYS, _KEYS_TURNED, strict=True):
        for m in (*pattern.finditer(text), *turned.finditer(text)):
            around = text[max(0, m.start() - 45) : m.end() + 30]
            if _DEPARTS.search(text[: m.end()]):
                continue
            if not _NEGATED.search(around) and "KELA" not in m.group():
                found.append((m.end() - m.start(), value))
    if named := re.search(r"jakoperus\w+|fördelningsgrund\w*|jakoavai\w+|fördelningsnyckel\w*", text):
        rest = text[named.end() : named.end() + 60]
        found += [
            (len(rest), value) for value, pattern in _KEY_ITEM if pattern.search(rest) and not _NEGATED.search(rest)
        ]
    # The word nearest to "in proportion to" is the key; a longer stretch only happens to hold another one.
    return min(found)[1] if found else None


def _shares(text: str) -> str | None:
    if _NEGATED.search(text) and "%" not in text:
        return None
    said = _by_role(text, "%")
    if said is not None:
        return _spelled_shares(said, Fraction(100))
    parts = _by_role(text, "/")
    if parts is not None:
        tva, hva = parts["TVA"], parts["HVA"]
        return f"TVA {_as_said(tva, text)} / HVA {_as_said(hva, text)}" if sum(parts.values()) <= 1 else None
    if _EQUAL.search(text) and not re.search(r"\bKELA\b", _EQUAL.split(text)[0][-60:]):
        return "TVA 50 % / HVA 50 %"
    if (m := _RATIO.search(text)) and int(m.group(1)) + int(m.group(2)) == 100:
        turned = re.search(r"\bHVA\b.*\bTVA\b", text) and not re.search(r"\bTVA\b.*\bHVA\b", text)
        first, second = (m.group(2), m.group(1)) if turned else m.groups()
        return f"TVA {number(first)} % / HVA {number(second)} %"
    return None


def _as_said(share: Fraction, text: str) -> str:
    said = re.findall(r"(?<![\d/])(\d/[1-9]\d*)(?![\d/])", text)
    return next(
        (fraction for fraction in said if Fraction(fraction) == share), f"{share.numerator}/{share.denominator}"
    )


def _by_role(text: str, sign: str) -> dict[str, Fraction] | None:
    """The share of each party, several towns' together; None unless TVA's and HVA's add up (with Kela's) to the whole."""
    whole = Fraction(100) if sign == "%" else Fraction(1)
    pattern = r"(?<![\d,])(\d+(?:,\d+)?) %" if sign == "%" else r"(?<![\d/])(\d/[1-9]\d*)(?![\d/])"
    numbers = [(m.start(), m.end(), Fraction(m.group(1).replace(",", "."))) for m in re.finditer(pattern, text)]
    mentions = [(m.start(), m.group(1)) for m in re.finditer(r"\b(TVA|HVA|KELA)\b", text)]
    if not numbers or not mentions:
        return None
    for before in (True, False):
        found: dict[str, Fraction] = {}
        fits = True
        for i, (start, end, share) in enumerate(numbers):
            if before:
                begin = numbers[i - 1][1] if i else 0
                near = [role for at, role in mentions if begin <= at < start][-1:]
            else:
                stop = numbers[i + 1][0] if i + 1 < len(numbers) else len(text)
                near = [role for at, role in mentions if end <= at < stop][:1]
            if not near:
                fits = False
                break
            found[near[0]] = found.get(near[0], Fraction(0)) + share
        if not fits:
            continue
        others = {"TVA", "HVA"} - found.keys()
        if len(others) == 1 and _REST.search(text):
            found[others.pop()] = whole - sum(found.values())
        if {"TVA", "HVA"} <= found.keys() and found["TVA"] + found["HVA"] == whole:
            return {role: found[role] for role in ("TVA", "HVA")}
        if {"TVA", "HVA"} <= found.keys() and sum(found.values()) == whole:
            return found
    return None


def _spelled_shares(said: dict[str, Fraction], whole: Fraction) -> str | None:
    if sum(said.values()) > whole:
        return None
    shown = {role: number(f"{float(said[role]):.2f}") for role in ("TVA", "HVA")}
    return f"TVA {shown['TVA']} % / HVA {shown['HVA']} %"


def _listed(lines: Lines) -> Reading | None:
    """Shares by party in the items of a list, or in the row of a table with a column for each party."""
    for line in lines:
        clause = lines.clause_of(line)
        if found := _row_of_shares(clause):
            row, said = found
            if value := _spelled_shares(said, Fraction(100)):
                return reading(value, row)
        items: dict[str, tuple[Fraction, Line]] = {}
        for other in clause:
            m = re.match(r"\W*(TVA|HVA|KELA)(?:-[nx])?\b[^%\d]{0,40}?(\d+(?:,\d+)?) %\W*$", other.plain)
            if (
                m
                and _COSTS.search(f"{other.lead} {other.heading}")
                and m.group(1) not in items
                and not _only_one_thing(other.lead)
            ):
                items[m.group(1)] = (Fraction(m.group(2).replace(",", ".")), other)
        shares = {role: share for role, (share, _) in items.items()}
        if {"TVA", "HVA"} <= shares.keys() and sum(shares.values()) == 100:
            rows = sorted((entry for _, entry in items.values()), key=lambda entry: entry.row)
            return reading(_spelled_shares(shares, Fraction(100)) or "", rows[0], rows[-1])
    return None


def _row_of_shares(clause: tuple[Line, ...]) -> tuple[Line, dict[str, Fraction]] | None:
    head = columns(clause) or _two_columns(clause)
    if head is None:
        return None
    header, order = head
    for row in clause:
        shares = [Fraction(m.replace(",", ".")) for m in re.findall(r"(\d+(?:,\d+)?) %", row.plain)]
        if (
            row.row > header.row
            and len(shares) == len(order)
            and sum(shares) == 100
            and _JOINT.search(row.plain)
            and not _only_one_thing(row.plain)
        ):
            return row, dict(zip(order, shares, strict=True))
    return None


def _two_columns(clause: tuple[Line, ...]) -> tuple[Line, list[str]] | None:
    for line in clause:
        order = re.findall(r"\b(TVA|HVA|KELA)\b", line.plain)
        if sorted(order) == ["HVA", "TVA"] and line.is_row and not re.search(r"\d", line.plain):
            return line, order
    return None


_KELA = r"\bKELA(?:-[nx])?\b"
_YEARLY = (
    r"(?:vuodessa|vuosittain|kalenterivuo\w+|/ ?v\b|/ ?vuosi|per (?:kalender)?år|om året|i året|/ ?år|årligen|"
    r"vuotta kohti|vuodelta|vuotui\w+)"
)
_SHARE = re.compile(
    rf"{_KELA}[^.;]{{0,120}}?(?:(\d+(?:,\d+)?) %|(?<![\d/])(\d/[1-9]\d?)(?![\d/])|(\d+) € (?:\w+ )?{_YEARLY})"
    rf"|(?:(\d+(?:,\d+)?) %|(?<![\d/])(\d/[1-9]\d?)(?![\d/])) (?:[\w-]+ ){{0,5}}?{_KELA}"
)
_YEAR_SUM = re.compile(
    rf"(\d+) € (?:\w+ )?(?:vuosi(?:korvau|maksu|osuu)|{_YEARLY})|(?:{_YEARLY}|vuotui\w+|årlig\w*|"
    rf"vuosi\w+)[^.;]{{0,60}}?(\d+) €"
)
_ONLY_OWN = re.compile(
    r"(?:vain|ainoastaan|yksinomaan|pelkästään|endast|bara|enbart) (?:\w+ ){0,2}?(?:oma\w*|omi\w*|"
    r"henkilöstö\w*|egen|egna|sin|sina|personal\w*|lön\w*)"
)
_NOT_IN = re.compile(
    r"ei (?:\w+ )?(?:osallistu|vastaa|maksa|makseta|peritä|osallistuta)|ei ole (?:\w+ )?(?:osuutta|velvolli|maksuosuu)|"
    r"ei (?:kuulu|tule) |ei laskuteta|deltar (?:\w+ )?inte|betalar (?:\w+ )?(?:inte|ingenting)|svarar inte|"
    r"inte (?:i )?(?:andra|övriga|gemensamma)|deltar varken|ingen andel|ei muita|debiteras inte|"
    r"faktureras inte|ei sisälly|ei jaeta|maksuosuutta ei|inte (?:delta|betala)|on vapautettu|befria"
)
_EXCEPT_RENT = re.compile(
    r"(?:kuin|paitsi|lukuun ottamatta|utom|förutom|än) (?:\w+ ){0,3}?(?:vuokra|tila|tiloj|toimitil|huone|"
    r"hyra|hyran|lokal|rum)|(?:vain|ainoastaan|endast|bara|enbart|yksinomaan) (?:\w+ ){0,4}?(?:vuokra|tila|"
    r"tiloj|toimitil|tilo|"
    r"hyra|hyran|hyror|lokal)"
)
_PARTICIPATES = re.compile(r"osallistu\w*|maksaa|vastaa|deltar|betalar|svarar|osuus|andel|korvaa|ersätter")
_GENERAL = re.compile(
    r"kustannu|menoihin|menoista|\bmenot|\bmenoi|kuluihin|kuluista|kuluja|\bkulut|kostnad|utgift|näistä|näihin|dessa"
)
_PREMISES = re.compile(
    r"vuokra|tilakustannu|toimitil|tiloj|tilojen|\btiloista|\btilois|tilakulu|tilameno|hyra|hyror|hyran|"
    r"lokalkostnad|lokal|huone|\brum"
)
_SHORT = 60  # characters of a list item or table row that leaves to its heading what it is of
_NOTHING = re.compile(
    r"^\W*KELA:? (?:0 €|0 %|ei maksa|ei osallistu|betalar inte|deltar inte|inget|ei mitään|–)\W*$|"
    r"eikä (?:\w+ ){0,4}muita|(?:ei|eikä) [^.;]{0,60}maksuvelvolli\w+|har inga andra|ei maksa (?:\w+ )?mitään|"
    r"betalar ingenting"
)
_NOT_FOR_RENT = re.compile(r"(?:inte i|ei) (?:\w+ )?(?:vuokra|hyra|lokal|tilo)|vuokr\w+ (?:\w+ ){0,3}ei\b")
_CONDITIONAL = re.compile(r"ellei|jollei|mikäli|om inte|\bjos |\bifall")
_LEADER_PAY = re.compile(r"palk|lönen|lönekost|johtaj\w+ |johtava|nätverksl")
_REMARK = re.compile(
    r"^\W*(?:muihin|muista|muita|muuten|muutoin|i övriga|i övrigt|andra|övriga)|\b(?:muihin|andra|"
    r"övriga) (?:\w+ )?(?:kustannuksiin|menoihin|kuluihin|kostnader)"
)
_CAP = re.compile(
    r"\b(?:kuitenkin|dock) (?:enintään|korkeintaan|högst)|on enintään|är högst|\bkatto\b|\btak\b|yläraja|"
    r"får inte överstiga|ei saa ylittää|ei ylitä"
)
_SEPARATE = re.compile(
    r"sovitaan (?:erikseen|tapauskohtaisesti|vuosittain|myöhemmin)|avtalas (?:separat|årligen|senare)|"
    r"överenskoms|päätetään (?:erikseen|vuosittain)|neuvotellaan"
)
_SPECIFIC = re.compile(
    r"esitte|broschyr|kahv|kaffe|koulutu|utbildning|tulk|tolk|laittei|matk|resor|puhelin|telefon|tarjoilu|"
    r"servering|seminaari|viestintä|hankinto|ohjaamo|tapahtum|evenemang"
)


def kela_share(lines: Lines) -> Reading | None:
    """Kela's share of costs in general; else that it pays for premises only, or nothing but its own staff."""
    best: dict[str, list[tuple[bool, Reading]]] = {}
    asked = lines.about(re.compile(rf"{_KELA}.*(?:{_GENERAL.pattern}|maks|betal|osuu|andel)"), 0.25)
    for line in asked:
        if line.is_of_others:
            continue
        if line.likely < 0.25 and not (
            _GENERAL.search(f"{line.plain} {line.above}") or re.search(r"raha|pengar|talou|ekonomi", line.heading)
        ):
            continue
        value = _kela(line)
        if value:
            kind = value if value in ("vain tilat", "ei osallistu") else "share"
            best.setdefault(kind, []).append((bool(_CAP.search(line.plain)), reading(value, line)))
    if "share" in best:
        # A cap that stands in a sentence of its own limits the share; it isn't the share.
        return min(best["share"], key=lambda entry: entry[0])[1]
    if column := _kela_column(asked):
        return column
    for kind in ("vain tilat", "ei osallistu"):
        if kind in best:
            return best[kind][0][1]
    return None


def _kela(line: Line) -> str | None:
    text = line.plain
    if "KELA" not in text and "KELA" not in line.above:
        return None
    if "KELA" in line.heading and not re.search(r"\b(?:TVA|HVA|KELA)\b", f"{text} {re.sub('KELA', '', line.heading)}"):
        text = f"KELA: {text}"  # an item below Kela's own heading
    if _SEPARATE.search(text) and not _PREMISES.search(text):
        return None
    if _NOTHING.search(text):
        return None if _SPECIFIC.search(text) and not _GENERAL.search(text) else "ei osallistu"
    if _EXCEPT_RENT.search(text) and re.search(r"KELA(?:-[nx])?", text) and _PARTICIPATES.search(text):
        return "vain tilat"
    if (
        (m := re.search(r"^(.*?) (?:men|mutta) (.*)$", text))
        and _PREMISES.search(m.group(1))
        and _PARTICIPATES.search(m.group(1))
        and _NOT_IN.search(m.group(2))
    ):
        return "vain tilat"
    if _NOT_IN.search(text) and not _CONDITIONAL.search(text) and not re.search(r"\d %", text):
        about_rent = _PREMISES.search(text) and not re.search(r"muihin|muista|andra|övriga|yhteis|gemensam", text)
        if _GENERAL.search(text) and not about_rent and re.search(rf"{_KELA}", text):
            if _SPECIFIC.search(text) and not re.search(r"yhteis|gemensam|muihin|övriga|andra", text):
                return None
            return (
                None if _LEADER_PAY.search(text) and not re.search(r"yhteis|gemensam|muihin", text) else "ei osallistu"
            )
        return None
    if _ONLY_OWN.search(text) and re.search(r"KELA(?:-[nx])?:? ", text):
        return "ei osallistu"
    if (split := _by_role(text, "%")) and "KELA" in split and not _only_one_thing(text):
        share = float(split["KELA"])
        return f"{number(f'{share:.2f}')} %"
    m = _SHARE.search(text)
    if (
        m
        and not _LEADER_PAY.search(text)
        and not (
            _SPECIFIC.search(text)
            and not re.search(
                r"yhteis\w+ (?:toiminta)?(?:kustannu|meno|kulu)|gemensamma (?:kostn|utgift)|muista|muihin|övriga", text
            )
        )
    ):
        others = re.search(r"\b(?:TVA|HVA)\b", m.group())
        if others and not re.search(rf"{_KELA}[^.;]{{0,25}}?\d", text) and m.group(4) is None and m.group(5) is None:
            return None  # the share is another party's
        if _PREMISES.search(text) and not _NOT_FOR_RENT.search(text):
            return (
                "vain tilat"
                if not re.search(r"yhteis\w* (?:toiminta)?(?:kustannu|meno|kulu)|gemensamma (?:kostnad|utgift)", text)
                else _spelled(text, m)
            )
        if _GENERAL.search(text) or m.group(3) or len(text) < _SHORT:
            if _PREMISES.search(line.heading) and not _GENERAL.search(text):
                return "vain tilat"
            return _spelled(text, m)
    if (
        "KELA" in text
        and (y := _YEAR_SUM.search(text))
        and not _PREMISES.search(text)
        and not _LEADER_PAY.search(text)
        and not _SPECIFIC.search(text)
    ):
        value = y.group(1) or y.group(2)
        return f"{qualifier_before(text[: y.start(1) if y.group(1) else y.start(2)])}{number(value)} €/v"
    if (
        _PREMISES.search(text)
        and not _NOT_FOR_RENT.search(text)
        and _PARTICIPATES.search(text)
        and re.search(
            r"KELA(?:-[nx])? [^.;]{0,90}?(?:osallistu|deltar|maksaa|betalar|korvaa|ersätter)|osallistuu|deltar", text
        )
        and not re.search(r"\b(?:ei|inte)\b", text)
    ):
        return "vain tilat"
    return None


def _spelled(text: str, m: re.Match[str]) -> str:
    percent, fraction, amount = m.group(1) or m.group(4), m.group(2) or m.group(5), m.group(3)
    if percent:
        at = m.start(1) if m.group(1) else m.start(4)
        found = next((a for a in amounts(text, "%") if a.start <= at < a.end), None)
        return f"{found.shown if found else number(percent)} %"
    if fraction:
        return fraction
    return f"{qualifier_before(text[: m.start(3)])}{number(amount)} €/v"


def _kela_column(lines: Lines) -> Reading | None:
    """Kela's column in the row of joint costs."""
    for line in lines:
        head = columns(lines.clause_of(line))
        if head is None or "KELA" not in head[1]:
            continue
        header, order = head
        for row in lines.clause_of(line):
            cells = re.findall(r"(\d+(?:,\d+)?) %|(?<=\s)([–-])(?= |$)", row.plain)
            if (
                row.row > header.row
                and len(cells) == len(ROLES)
                and _JOINT.search(row.plain)
                and not _only_one_thing(row.plain)
            ):
                share = cells[order.index("KELA")][0]
                return reading(f"{number(share)} %" if share and share != "0" else "ei osallistu", row)
    return None
