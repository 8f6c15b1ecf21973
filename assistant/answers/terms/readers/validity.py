"""How long the agreement holds, how it is ended, and who decides a dispute."""

from __future__ import annotations

import re

from assistant.answers.terms.dates import printed
from assistant.answers.terms.lines import Line, Lines, Reading, reading
from assistant.answers.terms.plain import number, qualifier
from assistant.answers.terms.roles import ROLES, SHOWN

_DATE = r"D\d{4}-\d\d-\d\d"
_ONGOING = re.compile(r"\btoistaiseksi\b|\btills vidare\b")
_VALID = re.compile(
    r"\bvoima(?:ssa|an)\w*|\bpääty\w+|\bpäätty\w+|\balkaa\b|\balku\b|\bsopimuskau\w+|\bkestää\b|"
    r"\bjatkuu\b|\bgäll\w+|\bträder i kraft\b|"
    r"\bgiltig\w*|\bupphör\w*|\bavtalsperiod\w*|\bkesto\b|\bloppu\w*|\bi kraft\b|määräaj|määräaikai|"
    r"\btehdään\b|\bingås\b|sopimuskau"
)
_RANGE = re.compile(rf"({_DATE})(?:\s?[–-]\s?|[^.;]{{0,60}}?[ –-])({_DATE})")
_UNTIL = re.compile(
    rf"(?:päättyy|saakka|asti|till och med|t\.o\.m\.|upphör|till utgången av|fram till|"
    rf"gäller till)[^.;]{{0,25}}?({_DATE})|({_DATE}) (?:saakka|asti|loppuun)"
)
_FROM = re.compile(rf"({_DATE})")
_ELSE = re.compile(
    r"toimikau|mandat|optio|option|\bneuvottel\w+ (?:uudesta|jatkosta)|pidenne|jatketaan|voidaan jatkaa|förläng"
)
_OFFICE = re.compile(r"toimikau|mandat")  # of the johtoryhmä or the leader, not of the agreement
_YEARS = re.compile(
    r"\b(?:voimassa|tehdään|sopimuskausi on|määräaikainen|gäller|ingås|avtalsperioden är)(?: \w+){0,2}?(?:,)? (\d+) v\b"
)
_THEN = re.compile(r"jälkeen|därefter|sen jatko")
_NO_END = re.compile(
    r"ei (?:ole|tehdä) määräaikai|ei aseteta (?:\w+ )?päättymis|voimassaoloa ei rajoiteta|"
    r"slutdatum har inte|inget slutdatum|inte tidsbestäm"
)


def validity(lines: Lines) -> Reading | None:
    """ "toistaiseksi", or the first and the last day."""
    starts: list[tuple[Line, str]] = []
    fallback: Reading | None = None
    for line in lines.least(0.2):
        text = line.plain
        if _ELSE.search(text) and not _VALID.search(text):
            continue
        about = bool(_VALID.search(text) or _VALID.search(line.heading) or "kauan" in line.heading)
        if not about:
            continue
        if (m := _RANGE.search(text)) and m.group(1) < m.group(2) and not _OFFICE.search(text[: m.start()]):
            return reading(f"{printed(m.group(1))}–{printed(m.group(2))}", line)
        if not _OFFICE.search(text):
            if (m := _YEARS.search(text)) and _THEN.search(text[m.end() :]):
                return reading(f"{m.group(1)} v", line)
            if _NO_END.search(text):
                return reading("toistaiseksi", line)
            if _ONGOING.search(text) and not re.search(r"ei .{0,30}toistaiseksi|voidaan jatkaa|kan förlängas", text):
                return reading("toistaiseksi", line)
            if m := _UNTIL.search(text):
                end = m.group(1) or m.group(2)
                joined = _start_beside(line, lines, end)
                if joined:
                    return joined
                fallback = fallback or reading(f"–{printed(end)}", line)
            elif m := _YEARS.search(text):
                fallback = fallback or reading(f"{m.group(1)} v", line)
            elif m := _FROM.search(text):
                starts.append((line, m.group(1)))
    return fallback


def _start_beside(line: Line, lines: Lines, end: str) -> Reading | None:
    """The term where the passage just before in the same clause says the first day and this one the last."""
    for other in lines.clause_of(line):
        if abs(other.row - line.row) <= 2 and other.row != line.row and not other.is_of_others:
            m = _FROM.search(other.plain)
            if m and m.group(1) < end and _VALID.search(other.plain) and not _ELSE.search(other.plain):
                first, last = sorted((other, line), key=lambda entry: entry.row)
                return reading(f"{printed(m.group(1))}–{printed(end)}", first, last)
    return None


_NOTICE = re.compile(
    r"irtisano|sano\w* (?:\w+ ){0,4}?irti\b|irti\b|uppsäg|säg\w* (?:\w+ ){0,4}?upp\b|irtautu|etukäteen|i förväg"
)
_PERIOD = re.compile(r"(\d+)(?:\s?[–-]\s?(\d+))? (kk|pv|vk|v)\b")
_NO_NOTICE = re.compile(
    r"ei (?:voi|voida|saa) (?:\w+ ){0,3}?(?:irtisanoa|sanoa (?:\w+ )?irti)|kan inte (?:\w+ ){0,3}?sägas? upp|"
    r"eikä (?:\w+ )?(?:voi|voida) (?:\w+ ){0,3}?(?:irtisanoa|sanoa (?:\w+ )?irti)|"
    r"ei ole (?:\w+ )?irtisanottavissa|ilman irtisanomisoikeutta"
)
# The period belongs to something else: talks, answers, what happens after or must be done before.
_OTHER_PERIOD = re.compile(
    r"^ (?:sisällä|kuluessa|ennen|inom|före|innan|määräaikai|yli\b|jälkeen neuvot|välein|optio)|"
    r"^ (?:irtisanomisajan )?(?:jälkeen|efter att) "
)
_OTHER_BEFORE = re.compile(r"(?:inom|viimeistään|senast|yhdellä|enintään|högst) $")


def notice_period(lines: Lines) -> Reading | None:
    """A period, or each party's where they differ."""
    none: Reading | None = None
    for line in lines.least(0.2):
        spoken = bool(_NOTICE.search(line.plain)) or (
            bool(_NOTICE.search(line.heading)) and line.likely >= 0.6 and "irtisanomisaj" in line.plain
        )
        if not spoken:
            continue
        found = _periods(line.plain)
        if found:
            return _combined(line, found, lines)
        if none is None and _NO_NOTICE.search(line.plain) and line.likely >= 0.3:
            none = reading("ei irtisanottavissa", line)
    return none


_YEAR_LONG = re.compile(r"(irtisanomisai\w+(?: \w+){0,2}? |uppsägningstid\w*(?: \w+){0,2}? )(?:1 v\b|vuosi\b|ett år\b)")
_IN_OTHER_CASES = re.compile(r"muissa tapauksissa|muulloin|muutoin|i övriga fall|i andra fall|annars")
_OF_OTHERS = re.compile(
    r"(?<=kk, )(?:muiden|muilla|muille|muilta|för övriga|för de övriga|för de andra|"
    r"övriga)[^.;\d]{0,40}?\d+(?! ?(?:kk|pv|vk|v)\b)(?=\W*$|\W*\.)"
)


def _periods(text: str) -> list[tuple[tuple[str, ...], str]]:
    """(roles, period): roles that the words before a period name; none where it is for all."""
    found: list[tuple[tuple[str, ...], str]] = []
    done = 0
    text = _YEAR_LONG.sub(lambda m: f"{m.group(1)}12 kk", text)
    # "in other cases": what stands before is the exception
    if usual := _IN_OTHER_CASES.search(text):
        text = text[usual.start() :]
    if rest := _OF_OTHERS.search(text):
        text = f"{text[: rest.end()]} kk{text[rest.end() :]}"
    for m in _PERIOD.finditer(text):
        before, after = text[done : m.start()], text[m.end() :]
        if _OTHER_PERIOD.search(after) or (
            _OTHER_BEFORE.search(text[: m.start()]) and not found and "irtisanomisa" not in after[:30]
        ):
            continue
        near = text[max(0, m.start() - 90) : m.end() + 110]
        if not (_NOTICE.search(near) or found):
            continue
        unit = {"v": ("kk", 12), "kk": ("kk", 1), "pv": ("pv", 1), "vk": ("vk", 1)}[m.group(3)]
        amount = number(str(int(m.group(1)) * unit[1]))
        if m.group(2):
            amount += f"–{number(str(int(m.group(2)) * unit[1]))}"
        roles = tuple(role for role in ROLES if re.search(rf"\b{role}\b", before))
        if not roles and found and re.search(r"\bmui(?:den|lla|lle|lta)\b|\bmuut\b|övriga|andra", before):
            named = {role for earlier, _ in found for role in earlier}
            roles = tuple(role for role in ROLES if role not in named) if named else ()
        found.append((roles, f"{qualifier(text[: m.start()])}{amount} {unit[0]}"))
        done = m.end()
    return found


def _combined(line: Line, found: list[tuple[tuple[str, ...], str]], lines: Lines) -> Reading | None:
    values = {value for _, value in found}
    last = line
    # A sentence that follows may set another period for one party.
    for other in lines.clause_of(line):
        if 0 < other.row - line.row <= 2 and _NOTICE.search(other.plain):
            more = [entry for entry in _periods(other.plain) if entry[0] and entry[1] not in values]
            if more and len(more[0][0]) < 3:
                found = [*found, *more]
                values |= {value for _, value in more}
                last = other
    if len(values) == 1:
        return reading(values.pop(), line)
    by_role = {role: value for roles, value in found for role in roles}
    general = [value for roles, value in found if not roles]
    if general:
        by_role = {role: by_role.get(role, general[0]) for role in ROLES}
    if not by_role:
        return None
    if len(set(by_role.values())) == 1 and len(by_role) == 3:
        return reading(next(iter(by_role.values())), line, last)
    return reading("; ".join(f"{SHOWN[role]} {by_role[role]}" for role in ROLES if role in by_role), line, last)


# In this order: where both courts are named, the one of administrative law decides what concerns the agreement itself.
_COURTS = [
    (
        "hallinto-oikeus",
        re.compile(r"hallinto-? ?oikeu|hallintotuomioistui|förvaltningsdomstol|hallintoriit|förvaltningstvist"),
    ),
    ("käräjäoikeus", re.compile(r"käräjäoikeu|tingsrätt")),
    ("välimiesmenettely", re.compile(r"välimie|välitystuomio|skiljeman|skiljemän|skiljeförfarande|skiljedom")),
]
_APPEAL = re.compile(r"valite|oikaisuvaatim|besvär|omprövning")
_NEGOTIATED = re.compile(r"neuvottel|keskustel|förhandl|johtoryhmäs|JORY|sovitella|sovinto|överlägg|diskus")
_DISPUTE = re.compile(r"erimieli|riita|riito|riida|tulkitse|tulkinta|tvist|oenighe|meningsskilj|menings|kiista")


def dispute_forum(lines: Lines) -> Reading | None:
    """The kind of court, or "neuvottelu" where no court is agreed."""
    negotiated: Reading | None = None
    for line in lines.least(0.15):
        text = line.plain
        if not _APPEAL.search(text):
            for value, pattern in _COURTS:
                m = pattern.search(text)
                if m and not re.search(r"\b(?:ei|inte)\b(?: \w+){0,2}$", text[: m.start()].rstrip()):
                    return reading(value, line)
        said = _NEGOTIATED.search(text) and (
            _DISPUTE.search(text) or _DISPUTE.search(line.heading) or line.likely >= 0.8
        )
        if negotiated is None and said and line.likely >= 0.3:
            negotiated = reading("neuvottelu", line)
    return negotiated
