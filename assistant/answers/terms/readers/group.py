"""The johtoryhmä: its size, term, chair and meetings."""

from __future__ import annotations

import re

from assistant.answers.terms.dates import printed
from assistant.answers.terms.frequency import times_a_year
from assistant.answers.terms.lines import Lines, Reading, first_of, reading, segments
from assistant.answers.terms.plain import qualifier
from assistant.answers.terms.roles import ROLES, SHOWN

# Another body of the same name: of the towns' managers, of a town itself.
_OTHER_BODY = re.compile(
    r"\boma(?:n|lla|ssa)? JORY|\begen JORY|kuntajohtaj|kuntien|kommundirektör|on eri asia|ei tarkoiteta|avses inte|"
    r"työryhm|jaosto|tiimi|asiakasohjausryhm|nätverksmöte|verkostopalaver"
)
_MEMBERS = (
    r"(?:varsinais\w+ |ordinarie )?(?:jäsen\w*|medlem\w*|ihmis\w*|henkilö(?:ä|stä|n)?\b|paik(?:kaa|an|"
    r"at)\b|edustaja\w*|henke\w*|henki\w*|person(?:er|en)?\b|platser|representanter|ledamöter)"
)
_TOTAL = re.compile(
    rf"(\d+) {_MEMBERS}|jäsen(?:iä|et|määrä|ten määrä)?(?: on| yhteensä)?:? (\d+)\b|"
    rf"medlemmar(?:na)?(?: är|s antal är)?:? (\d+)\b|koostuu (\d+) |består av (\d+) |(?:yhteensä|"
    rf"sammanlagt) (\d+)\b(?! %| v\b)"
)
_SPAN = re.compile(rf"(\d+)\s?[–-]\s?(\d+) {_MEMBERS}")
_PLUS = re.compile(r"\b(\d+) \+ (\d+) \+ (\d+)\b")
# A number after these is of one party, or a limit, not of the whole.
_OF_ONE = re.compile(
    r"\bsillä\b|\bmillään\b|\bsaamme\b|\bsaa\b|\bnimeä\w+|\blähettä\w+|\bvalitsee\b|\butser\b|"
    r"\benempää kuin\b|\bkustakin\b|\bfår\b|\b(?:[a-zåäö]+ll[aä]|TVA-x|HVA-x|KELA-x) on JORY-x|\bhar KELA\b|"
    r"\bpuoli\w* lähettä|\bkullakin\b|\bkukin\b|\bjokai\w+ \w*puol"
)
_QUORUM = re.compile(r"päätösvalta|beslutför|läsnä|paikalla|närvarande|enemmän kuin|varajäsen\w* (?:on )?\d")
_EACH = re.compile(
    r"(?:kukin|kullakin|jokainen|jokaisella) [^.;\d]{0,60}?(\d+)|(\d+) (?:\w+ )?(?:kustakin|jokaisesta|"
    r"från varje)|varje part (?:\w+ )?(\d+)|(\d+) (?:\w+ ){0,2}per part"
)


def _ours(lines: Lines) -> Lines:
    return Lines(tuple(line for line in lines.likely if not _OTHER_BODY.search(line.plain)), lines.all)


def group_size(lines: Lines) -> Reading | None:
    """The number of members."""
    return first_of(_ours(lines).least(0.3), _size)


def _size(text: str) -> str | None:
    if _QUORUM.search(text):
        return None
    shares = _of_parties(text)
    total = sum(shares.values()) if len(shares) == 3 else None
    if m := _SPAN.search(text):
        return f"{m.group(1)}–{m.group(2)}"
    if m := _PLUS.search(text):
        return str(sum(map(int, m.groups())))
    for m in _TOTAL.finditer(text):
        if _OF_ONE.search(text[: m.start()]):
            continue
        found = int(next(group for group in m.groups() if group))
        if re.search(r"(?:TVA|HVA|KELA)(?:-[nx])?(?: (?:on|nimeää|utser|har|valitsee))?:? $", text[: m.start()]):
            continue  # one party's members
        if re.search(r"^ (?:TVA|HVA|KELA)-x", text[m.end() :]) and total:
            continue
        return str(found) if total is None or found >= total else str(total)
    if total:
        return str(total)
    if m := _EACH.search(text):
        return str(3 * int(next(group for group in m.groups() if group)))
    return None


def _of_parties(text: str) -> dict[str, int]:
    """Members by party, where a number stands next to each: "TVA 2", "kolme työvoimaviranomaisesta", "FPA en"."""
    filler = r"(?!ja |och |sekä |samt |tai )[\w-]+ "
    for pattern in (
        r"\b{role}(?:-[nx])?:? (?:{filler}){{0,2}}?(\d+|en|ett)\b(?! v\b| kk\b| %)",
        r"\b(\d+|en|ett) (?:{filler}){{0,2}}?{role}(?:-x)?\b",
    ):
        found = {role: re.search(pattern.format(role=role, filler=filler), text) for role in ROLES}
        if all(found.values()) and len(re.findall(r"\bTVA\b", text)) == 1:
            return {role: int(m.group(1)) if m.group(1).isdigit() else 1 for role, m in found.items() if m}
    return {}


_TERM = re.compile(r"toimikau|kaude|kausi|mandat|period|asettaa|asetetaan|tillsätt|utses|nimetään|valitaan")
_YEARS = re.compile(r"\b(\d+) v\b")
_DATES = re.compile(r"(D\d{4}-\d\d-\d\d)\s?[–-]\s?(D\d{4}-\d\d-\d\d)")


def group_term(lines: Lines) -> Reading | None:
    """Years or dates."""
    for line in _ours(lines).least(0.2):
        text = line.plain
        if not _TERM.search(text) or re.search(r"irtisano|uppsäg|optio", text):
            continue
        if line.likely < 0.5 and not (re.search("JORY", text) or "JORY" in line.heading):
            continue
        if ("toimikau" in text or "mandat" in text) and (m := _DATES.search(text)):
            return reading(f"{printed(m.group(1))}–{printed(m.group(2))}", line)
        if m := _YEARS.search(text):
            return reading(f"{m.group(1)} v", line)
    return None


_CHAIR = re.compile(r"(?<!vara)(?<!vice )(?<!vice)(?<!vice-)(?:puheenjohtaj\w*|ordförande\w*|\bpj\b\.?|\bordf\b\.?)")
_ROTATES = re.compile(
    r"\bkiertä\w+|\bvuorotel\w+|\bvuorovuosin\b|\broter\w+|\bturas om\b|\bväxlar\b|\bvaihtuu\b|"
    r"\bcirkuler\w+|\bväxelvis\b|\bvuorollaan\b"
)
_NAMES = r"(?:nimeä\w+|nimitt\w+|valits\w+|asetta\w+|osoitta\w+|anta\w+|utser|utse\w*|väljer|utnämner|tillsätter|ger)"


def group_chair(lines: Lines) -> Reading | None:
    """Whose the chair is."""
    return first_of(_ours(lines).least(0.25), _chair)


def _chair(text: str) -> str | None:
    if not _CHAIR.search(text):
        return None
    if re.search(
        r"kun puheenjohtaja|kutsuu|kallar|estyn|esteelli|förhind|JORY-?\w* valitsee keskuud|kutsusta|ääni", text
    ):
        return None
    if _ROTATES.search(text):
        return "kiertää"
    for part in segments(text):
        if _CHAIR.search(part):
            roles = [role for role in ROLES if re.search(rf"\b{role}\b", part)]
            if len(roles) == 1 and not re.search(r"\b(?:ei|inte)\b", part):
                return SHOWN[roles[0]]
    # "puheenjohtaja ja varapuheenjohtaja tulevat kaupungilta": one party in all of the sentence that names or has the chair
    roles = [role for role in ROLES if re.search(rf"\b{role}\b", text)]
    if (
        len(roles) == 1
        and not re.search(r"\b(?:ei|inte)\b", text)
        and (re.search(_NAMES, text) or re.search(r"\b(?:on|toimii|tul\w+|kommer|är)\b", text))
    ):
        return SHOWN[roles[0]]
    return None


_MEETS = re.compile(r"kokoon|kokou|tapaa|möte|sammantr|träffa|samlas|istun|pide")


def group_meetings(lines: Lines) -> Reading | None:
    """Meetings a year."""

    def read(text: str) -> str | None:
        if _ONLY_SOME.search(text):
            return None
        return _meetings(text) if _MEETS.search(text) else None

    found = first_of(_ours(lines).least(0.25), read)
    return found or _beside(_ours(lines).least(0.5))


_ONLY_SOME = re.compile(
    r"yhteiskokou|laajenne|kehittämispäiv|sovitaan erikseen|avtalas s|koko henkilöst|gemensamt möte|"
    r"utvidga|tarpeen mukaan kokou"
)
_NUMBER_OF = re.compile(
    r"(\d+)(?:\s?[–-]\s?(\d+))?,? (?:kertaa )?(?:vuodessa|kalenterivuodessa|per år|om året|/ ?v\b|/ ?år)"
    r"|(?:vuodessa|om året|per år) (?:\w+ ){0,2}?(\d+) (?:\w+ )?(?:kokou|möte)"
)


def _meetings(text: str) -> str | None:
    value = times_a_year(text)
    if value:
        return value
    if m := _NUMBER_OF.search(text):
        return f"{qualifier(text[: m.start()])}{m.group(1) or m.group(3)}{'–' + m.group(2) if m.group(2) else ''}/v"
    return None


def _beside(lines: Lines) -> Reading | None:
    """A list item that says only how often, below a heading or an item that speaks of meetings."""
    for line in lines:
        if _MEETS.search(line.heading) and (value := _meetings(line.plain)):
            return reading(value, line)
    return None
