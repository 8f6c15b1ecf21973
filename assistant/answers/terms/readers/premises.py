"""The premises: whose, at what rent, and when Kela is there."""

from __future__ import annotations

import re

from assistant.answers.terms.lines import Line, Lines, Reading, reading
from assistant.answers.terms.plain import number, qualifier
from assistant.answers.terms.roles import ROLES, SHOWN, joined

_PREMISES = re.compile(
    r"\btila\w*|\btilo\w*|toimitil|toimipiste|toimipaik|palvelupiste|huone\w*|työpiste|vuokra\w*|"
    r"lokal\w*|hyr\w+|verksamhetsställ|serviceställ|utrymme|talo|hus\b|rakennu|kiinteistö|fastighet|"
    r"byggnad"
)
_NO_JOINT = re.compile(
    r"(?:yhteisiä|yhteistä) (?:toimi)?(?:tiloja|tilaa|pistettä|toimipistettä|toimipisteitä) ei|"
    r"ei ole (?:\w+ )?(?:yhteisiä|yhteistä) (?:toimi)?\w+|inga gemensamma (?:lokaler|"
    r"verksamhetsställen)|inget gemensamt (?:verksamhetsställe|serviceställe)|har inga gemensamma"
)
_VERB = (
    r"(?:vuokraa|on vuokrannut|vuokraisi|järjestää|hankkii|antaa|omistaa|tarjoaa|luovuttaa|osoittaa|"
    r"varaa|asettaa|hallinnoi|huolehtii|hyr|har hyrt|hyrt|ordnar|tillhandahåller|äger|upplåter|ställer|"
    r"anvisar|"
    r"förvaltar|skaffar|toimii (?:pää)?vuokralaisena|on (?:pää)?vuokralainen|är hyresgäst|"
    r"tekee vuokrasopimuksen|solmii vuokrasopimuksen|ingår hyresavtal\w*|tecknar hyresavtal\w*|"
    r"vastaa (?:\w+ ){0,2}?(?:toimi)?tilo\w*|vastaa (?:\w+ )?tila\w*|svarar för (?:\w+ ){0,2}?lokal\w*|"
    r"står för (?:\w+ )?lokal\w*)"
)
_AGENT = re.compile(rf"\b(TVA|HVA|KELA) (?:\w+ ){{0,2}}?{_VERB}|{_VERB} (TVA|HVA|KELA)\b(?!-)")
_OWNED = re.compile(
    r"\b(TVA|HVA|KELA)-n (?:omist\w+|vuokra\w+|hallin\w+|järjestä\w+|osoitta\w+|anta\w+|"
    r"(?:\w+ )?(?:tilo\w+|toimitilo\w+|tilassa|toimitilassa|toimipisteessä|lokaler))"
    r"|vuokralai(?:nen|sena)(?: on| toimii)?:? (TVA|HVA|KELA)\b|hyresgäst(?:en)?(?: är)?:? (TVA|HVA|"
    r"KELA)\b|jonka (?:omistaa )?(TVA|HVA|KELA) ?(?:omistaa)?"
    r"|(?:tilat|toimitilat|tilan haltija|tilojen haltija|vuokranmaksaja|lokaler)(?: tarjoaa|"
    r" järjestää)?: (TVA|HVA|KELA)\b|som (TVA|HVA|KELA) (?:äger|hyr)|(?:vuokrasopimuksen|"
    r"hyresavtalet) (?:tekee|solmii|allekirjoittaa|ingås av|tecknas av) (TVA|HVA|KELA)\b"
    r"|(?:tilojen|toimitilojen|tiloista|toimitiloista|lokalerna)[^.;]{0,30}? (?:vastaa|huolehtii|"
    r"svarar) (TVA|HVA|KELA)\b(?!-n)|(?:tilojen|toimitilojen) (?:hankinta|järjestäminen): (TVA|HVA|"
    r"KELA)\b"
)
_BOTH = re.compile(rf"\bTVA (?:ja|och|sekä) HVA (?:vuokraavat|järjestävät|hankkivat|omistavat|{_VERB})")
_DENIED = re.compile(r"\b(?:ei|eivät|eikä|inte|inga|inget|ingen)\b")
_CONDITION = re.compile(r"^\W*(?:jos|mikäli|om)\b")
_WEAK = re.compile(
    r"\b(TVA|HVA|KELA) (?:vastaa|svarar för|står för|maksaa|betalar) (?:\w+ ){0,3}?(?:vuokra\w*|hyr\w+|"
    r"hyreskontrakt\w*)"
)
_HOLDER = re.compile(r"haltija|vuokralainen|järjestäjä|omistaja|vuokraaja|innehavare|hyresgäst|ägare|ordnas av|tarjoaa")
_ROLE = re.compile(r"\b(TVA|HVA|KELA)\b")


def premises_provider(lines: Lines) -> Reading | None:
    """The party that rents, owns or gives the premises."""
    weak: Reading | None = None
    candidates = lines.least(0.15)
    for line in candidates:
        text = line.plain
        if not (_PREMISES.search(text) or _PREMISES.search(line.heading)):
            continue
        if _NO_JOINT.search(text):
            return reading("ei yhteisiä tiloja", line)
        m = _AGENT.search(text) or _OWNED.search(text)
        if m and _CONDITION.search(text) and "huone" in text:
            continue
        both = _BOTH.search(text)
        if both and not _DENIED.search(text):
            return reading(joined(ROLES[:2]), line)
        if m and not _DENIED.search(text[m.start() : m.end() + 12]):
            role = next(group for group in m.groups() if group)
            if role != "KELA" or (line.likely >= 0.6 and "huone" not in text):  # a room lent is not the premises
                return reading(SHOWN[role], line)
        if weak is None and (m := _WEAK.search(text)):
            weak = reading(SHOWN[m.group(1)], line)
    return _holder(candidates) or weak


def _holder(lines: Lines) -> Reading | None:
    """A table with a column for whoever has the premises: the party in its first row that names one."""
    for line in lines:
        if not _HOLDER.search(line.plain):
            continue
        for below in lines.clause_of(line):
            if 0 < below.row - line.row <= 3 and (m := _ROLE.search(below.plain)):
                return reading(SHOWN[m.group(1)], line, below)
    return None


_SUM = re.compile(r"(\d+(?:,\d+)?) €")
_PER = re.compile(
    r"^[^.;\d]{0,25}?(?:(kuukaudessa|/ ?kk|/ ?kuukausi|\bkk\b|i månaden|per månad|/ ?månad|/ ?mån)|"
    r"(vuodessa|/ ?v\b|/ ?vuosi|om året|per år|/ ?år))"
)
_MONTHLY = re.compile(r"kuukausi|/ ?kk|kuukaude|månad")
_RENT = re.compile(r"vuokra|hyra|hyran|hyror|tilakustannu|tiloista|lokalkostnad|tilojen käytöstä|työpiste|korvau")
_FREE = re.compile(
    r"(?:ei|eikä) (?:peri\b|peritä|laskuta|laskuteta|veloita|veloiteta|makseta|maksa (?:vuokraa|"
    r"tiloista))|maksutta|ilmaiseksi|maksutt?oma\w*|veloituksetta|korvauksetta|vuokratta|vuokraton\w*|"
    r"avgiftsfri\w*|utan (?:ersättning|kostnad|hyra)|gratis|hyresfri\w*|tar inte ut|debiteras inte|"
    r"debiterar inte|faktureras inte|ingen hyra|uppbär ingen"
)
_ALL_ALONE = re.compile(r"kokonaan|kokonaisuudessaan|helt\b|i sin helhet|yksin\b|ensam\b")
_CHARGED = re.compile(
    r"\bperii\b|peritään|laskuttaa|laskutetaan|veloittaa|veloitetaan|jaetaan|jakavat|maksavat|maksaa|"
    r"korvaa\b|osallistu\w+|delas|fördelas|debiterar|debiteras|fakturerar|faktureras|uppbär|tar ut|"
    r"deltar|betalar|ersätter"
)


def premises_rent(lines: Lines) -> Reading | None:
    """A sum; else whether others are charged."""
    charged: Reading | None = None
    free: Reading | None = None
    for line in lines.least(0.25):
        text = line.plain
        if not (_RENT.search(text) or (_PREMISES.search(text) and _FREE.search(text))):
            if not (found := _table_sum(line, lines)):
                continue
            return found
        if m := _SUM.search(text):
            per = _PER.search(text[m.end() :])
            monthly = bool(per and per.group(1)) or (per is None and bool(_MONTHLY.search(text[: m.start()])))
            if per or monthly:
                return reading(f"{qualifier(text[: m.start()])}{number(m.group(1))} €/{'kk' if monthly else 'v'}", line)
        if found := _table_sum(line, lines):
            return found
        others = [role for role in ROLES if re.search(rf"\b{role}\b", text)]
        if _FREE.search(text) or (_ALL_ALONE.search(text) and len(others) == 1):
            free = free or reading("ei peritä", line)
        elif _CHARGED.search(text) and len(others) >= 2:
            charged = charged or reading("peritään", line)
    return charged or free


def _table_sum(line: Line, lines: Lines) -> Reading | None:
    """The sum in the first row below a header that has a column of monthly rents."""
    if (
        not (_RENT.search(line.plain) and re.search(r"/ ?kk|/ ?mån|kuukausi|månads|/ ?v\b", line.plain))
        or "€" in line.plain
    ):
        return None
    for below in lines.clause_of(line):
        if 0 < below.row - line.row <= 2 and (m := re.search(r"(\d+(?:,\d+)?) €", below.plain)):
            return reading(f"{number(m.group(1))} €/kk", line, below)
    return None


_WEEKDAYS = re.compile(
    r"\b(maanantai|tiistai|keskiviik|torstai|perjantai)\w*|\b(måndag|tisdag|onsdag|torsdag|fredag)\w*|"
    r"\b(ma|ti|ke|to|pe|må|tis|ons|tors|fre)\b(?=[\s,–-])"
)
_DAY = {"ma": 0, "må": 0, "ti": 1, "ke": 2, "on": 2, "to": 3, "pe": 4, "fr": 4}
_ORDER = [
    "maanantai",
    "tiistai",
    "keskiviik",
    "torstai",
    "perjantai",
    "måndag",
    "tisdag",
    "onsdag",
    "torsdag",
    "fredag",
]
_SPAN = re.compile(
    r"(maanantai|tiistai|keskiviik|torstai|perjantai|måndag|tisdag|onsdag|torsdag|fredag)\w*(?:sta|"
    r" till| –|–| -|-) ?(maanantai|tiistai|keskiviik|torstai|perjantai|måndag|tisdag|onsdag|torsdag|"
    r"fredag)\w*"
)
_PER_WEEK = re.compile(
    r"(\d+(?:,\d+)?|en|1)(?:\s?[–-]\s?(\d+)| (?:tai|eller|till) (\d+))? (?:kokonais\w+ )?(?:pv|"
    r"päivä\w*|työpäivä\w*|dag\w*|kertaa) (?:viikossa|viikoittain|i veckan|per vecka|joka viikko|"
    r"varje vecka)|(\d+) pv ?/ ?(?:vk|vko|viikko|vecka)|viikossa (\d+) pv"
)
_PER_MONTH = re.compile(
    r"(\d+(?:,\d+)?|en|1)(?:\s?[–-]\s?(\d+)| (?:tai|eller|till) (\d+))? (?:pv|päivä\w*|dag\w*|"
    r"kertaa) (?:kuukaudessa|kuussa|i månaden|per månad|/ ?kk|/ ?kuukausi)|kuukaudessa (\d+) pv"
)
_ONCE_A_WEEK = re.compile(
    r"\bkerran viikossa\b|\bviikoittain\b|\bjoka viikko\b|\bvarje vecka\b|\ben kertaa i veckan\b|\bveckovis\b"
)
_ONCE_A_MONTH = re.compile(r"\bkerran kuukaudessa\b|\bkuukausittain\b|\bvarje månad\b|\ben kertaa i månaden\b")
_EVERY_SECOND = re.compile(
    r"\bjoka toi(?:nen|sella|sena) (?:viik\w+|maanantai|tiistai|keskiviik\w*|torstai|perjantai)|"
    r"\bparillis\w+ viik\w+|\bvarannan (?:vecka|måndag|tisdag|onsdag|torsdag|fredag)|"
    r"\bkahden viikon välein|\b2 vk välein"
)
_EVEN_WEEKS = re.compile(r"(?:jämna|udda|parilli\w+|paritto\w+) (?:veckor|viik\w+)")
_DAILY = re.compile(
    r"\bpäivittäin\b|\bjoka (?:arki)?päivä\b|\bdagligen\b|\bvarje (?:var)?dag\b|\bkaikkina arkipäivinä\b"
)
_REMOTE = re.compile(
    r"\betä(?:nä|yhteyd|palvel|vastaan|yhtey)\w*|\bpå distans\b|\bdistans\w*|\bvideo\w*|"
    r"ei ole (?:\w+ ){0,2}?(?:paikalla|läsnä|läsnäolo)|ei (?:sijoita|lähetä)|placerar inte|"
    r"har ingen personal på|eikä (?:\w+ ){0,3}?(?:läsnäolo|paikalla)|ei (?:päivystä|pidä vastaanottoa)|"
    r"inte på plats|finns inte på"
)
_THERE = re.compile(r"(?<!ei )\bon (?:\w+ )?(?:paikalla|läsnä)\b|(?<!inte )\bär (?:\w+ )?på plats\b")
_ON_DEMAND = re.compile(
    r"ajanvarau\w+|sovittaessa|sovitusti|sovittuina|on sovittu|sovitaan aika|sovittu aika|"
    r"sopimuksen mukaan|tarvittaessa|pyydettäessä|pyynnöstä|tarpeen mukaan|kutsuttaessa|"
    r"enligt överenskommelse|vid behov|tidsbeställning|tidsbokning|på begäran|på kallelse|överenskomna|"
    r"kun (?:\w+ ){0,3}?sovittu"
)


def kela_presence(lines: Lines) -> Reading | None:
    """Days a week or month; "sovittaessa" by appointment; "ei" where Kela has none."""
    weak: Reading | None = None
    for line in lines.least(0.25):
        if not ("KELA" in line.plain or "KELA" in line.heading or line.likely >= 0.8):
            continue
        text = _kela_part(line.plain)
        days = _days(text)
        if days:
            return reading(days, line)
        if _REMOTE.search(text) and _THERE.search(text):
            continue  # remote here, present there
        if (
            weak is None
            and _REMOTE.search(text)
            and re.search(
                r"läsnä|mukana|deltar|sijoita|placera|paikalla|palvel|på plats|vastaanot|närva|service|betjän", text
            )
        ):
            weak = reading("ei", line)
        elif weak is None and _ON_DEMAND.search(text):
            weak = reading("sovittaessa", line)
    return weak


def _kela_part(text: str) -> str:
    """The parts of a sentence that speak of Kela, where others are spoken of too."""
    if not re.search(r"\b(?:TVA|HVA)\b", text):
        return text
    parts = [
        part for part in re.split(r";|, (?=(?:TVA|HVA|KELA))| (?:ja|och) (?=(?:TVA|HVA|KELA))", text) if "KELA" in part
    ]
    return " ".join(parts) or text


def _days(text: str) -> str | None:
    for pattern, unit in ((_PER_WEEK, "vk"), (_PER_MONTH, "kk")):
        if m := pattern.search(text):
            low = next(group for group in (m.group(1), *m.groups()[3:], m.group(3)) if group)
            high = m.group(2) or m.group(3)
            low = "1" if low == "en" else number(low)
            return f"{qualifier(text[: m.start()])}{low}{'–' + high if high else ''} pv/{unit}"
    if _EVERY_SECOND.search(text) or _EVEN_WEEKS.search(text):
        return "2 pv/kk"
    if m := _SPAN.search(text):
        first, last = (_ORDER.index(m.group(i)) % 5 for i in (1, 2))
        if last > first:
            return f"{last - first + 1} pv/vk"
    found = {_DAY[m.group()[:2]] for m in _WEEKDAYS.finditer(text)}
    if found:
        return f"{len(found)} pv/vk"
    if _DAILY.search(text):
        return "5 pv/vk"
    if m := _ONCE_A_WEEK.search(text):
        return f"{qualifier(text[: m.start()])}1 pv/vk"
    if m := _ONCE_A_MONTH.search(text):
        return f"{qualifier(text[: m.start()])}1 pv/kk"
    return None
