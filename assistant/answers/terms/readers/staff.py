"""The staff that each party assigns, and the check that it suffices."""

from __future__ import annotations

import re

from assistant.answers.terms.frequency import times_a_year
from assistant.answers.terms.lines import Line, Lines, Reading, reading
from assistant.answers.terms.plain import number
from assistant.answers.terms.roles import ROLES

_YEARS = re.compile(r"(\d+(?:,\d+)?) htv")
_NUMBER = re.compile(r"(?<![\d,])\d+(?:,\d+)?(?![\d,])")
_CELL = re.compile(r"\d+(?:,\d+)?|[–-](?= |$)")
_TOTAL_ROW = re.compile(r"^\W*(?:yhteensä|summa|totalt|sammanlagt|kaikkiaan)")
_STAFF = re.compile(r"henkilöst|personal|htv|tehtävärakenne|resur|kuka tekee|väki|bemanning")


def staff_tva(lines: Lines) -> Reading | None:
    """Staff that the employment authority assigns."""
    return _staff(lines, "TVA")


def staff_hva(lines: Lines) -> Reading | None:
    """Staff that the wellbeing services county assigns."""
    return _staff(lines, "HVA")


def staff_kela(lines: Lines) -> Reading | None:
    """Staff that Kela assigns."""
    return _staff(lines, "KELA")


def _staff(lines: Lines, role: str) -> Reading | None:
    likely = lines.least(0.1)
    for read in (_said, _columns, _rows, _persons):
        for line in likely:
            found = read(line, lines, role)
            if found:
                return found
    return None


def _said(line: Line, lines: Lines, role: str) -> Reading | None:  # noqa: ARG001
    """Person-years after the party's name in a sentence or list item."""
    part = re.sub(r"\b(?:ett|en) htv", "1 htv", _part_of(line.plain, role))
    found = [(m.group(1), m.start(), m.end()) for m in _YEARS.finditer(part)]
    if not found:
        if m := re.search(
            rf"\b{role}(?:-[nx])?(?: \w+){{0,3}}? htv:? (\d+(?:,\d+)?)|htv\w*,? {role}: (\d+(?:,\d+)?)", line.plain
        ):
            return reading(f"{number(m.group(1) or m.group(2))} htv", line)
        return None
    first, _, end = found[0]
    # What follows a colon, a bracket or "of whom" says how the total is made up.
    is_total = len(found) == 1 or re.match(r"\s*[:(,–-]?\s*(?:joista|josta|varav|av vilka|eli|\(|:)", part[end:])
    if not is_total or part[end : end + 1] == ")":
        after = part[found[-1][2] :]
        if re.search(r"\b(?:ja|sekä|lisäksi|och|samt) (?:lisäksi )?\d+ (?!htv)[a-zåäö]", after):
            return None  # years and persons can't be added
    total = float(first.replace(",", ".")) if is_total else sum(float(f.replace(",", ".")) for f, _, _ in found)
    return reading(f"{number(f'{total:.2f}')} htv", line)


def _part_of(text: str, role: str) -> str:
    """The words from the party's name to the next party's."""
    m = re.search(rf"\b{role}(?:-[nx])?\b", text)
    if not m:
        return ""
    rest = text[m.end() :]
    others = "|".join(other for other in ROLES if other != role)
    stop = re.search(rf"\b(?:{others})(?:-[nx])?\b", rest)
    part = rest[: stop.start()] if stop else rest
    if _YEARS.search(part) or stop is None:
        return part
    # "3,5 htv hyvinvointialueelta": the number stands before the party
    before = re.search(r"(\d+(?:,\d+)? htv) (?:\w+ ){0,2}?$", text[: m.start()])
    return before.group(1) if before else part


def _columns(line: Line, lines: Lines, role: str) -> Reading | None:
    """A table with a column a party: its row of totals, else the sum of its rows."""
    clause = lines.clause_of(line)
    for head in clause:
        order = [m.group(1) for m in re.finditer(r"\b(TVA|HVA|KELA)\b", head.plain)]
        if sorted(order) != sorted(ROLES) or _YEARS.search(head.plain):
            continue
        if not (re.search(r"\bhtv\b", head.plain) or _STAFF.search(head.heading)) or _NUMBER.search(head.plain):
            continue
        column = order.index(role)
        total, last = 0.0, None
        for row in clause:
            cells = _CELL.findall(row.plain)
            if row.row <= head.row or len(cells) < 3:
                continue
            cell = cells[-3:][column]
            value = 0.0 if cell in "–-" else float(cell.replace(",", "."))
            if _TOTAL_ROW.search(row.plain):
                return reading(f"{number(f'{value:.2f}')} htv", head, row)
            total, last = total + value, row
        if last is not None:
            return reading(f"{number(f'{total:.2f}')} htv", head, last)
    return None


def _rows(line: Line, lines: Lines, role: str) -> Reading | None:
    """A table with rows "party, task, person-years": the sum of the party's rows, or its row of totals."""
    clause = lines.clause_of(line)
    if not any(re.search(r"\bhtv\b", row.plain) or re.search(r"\bhtv\b", row.heading) for row in clause):
        return None
    own: list[tuple[Line, float]] = []
    for row in clause:
        m = re.match(rf"\W*{role}(?:-[nx])?\b(.*?)(\d+(?:,\d+)?)$", row.plain)
        if not m or re.search(r"\b(?:TVA|HVA|KELA)\b|\d", m.group(1)):
            continue
        if re.search(r"yhteensä|totalt|sammanlagt", m.group(1)):
            return reading(f"{number(m.group(2))} htv", row)
        own.append((row, float(m.group(2).replace(",", "."))))
    if not own:
        return None
    return reading(f"{number(f'{sum(value for _, value in own):.2f}')} htv", own[0][0], own[-1][0])


_ASSIGNS = re.compile(
    r"osoitta|antaa|nimeä|asetta|on mukana|panos|tarjoaa|anvisar|ställer|deltar med|bidrar|avdelar|tilldelar|mukana"
)
_PERSON_ITEM = re.compile(
    r"^(?:yhteensä |sammanlagt )?(?:noin )?(\d+|en|ett) (?:100 % )?(?!pv\b|kk\b|v\b|%|€|kertaa|vk\b|"
    r"htv|halv|puoli)[a-zåäö]\w+"
)


def _persons(line: Line, lines: Lines, role: str) -> Reading | None:  # noqa: ARG001
    """Persons, where each kind is counted by a number."""
    if line.likely < 0.3 or not (
        _ASSIGNS.search(line.plain) or re.search(rf"{role}(?:-[nx])?:|^\W*{role} \d", line.plain)
    ):
        return None
    if re.search(r"\d \w+st[aä]\w*\b|vähintään yksi|on oltava|jäsen|medlem|kokou|loma-", line.plain):
        return None
    part = _part_of(line.plain, role)
    start = _NUMBER.search(part) or re.search(r"\b(?:en|ett)\b", part)
    if not start or start.start() > 60:
        return None
    said = re.split(r"(?:,)? (?:jotka|joka|jolla|joilla|jonka|joiden|som|vilka|vars)\b", part[start.start() :])[0]
    items = [item.strip(" .,:;") for item in re.split(r",| (?:ja|sekä|och|samt) ", said) if item.strip(" .,:;")]
    if items and items[-1] in ("ja", "och", "sekä", "samt"):
        items.pop()
    counts = [_PERSON_ITEM.match(item) for item in items]
    if not counts or not all(counts):
        return None
    total = sum(int(m.group(1)) if m and m.group(1).isdigit() else 1 for m in counts)
    return reading(f"{total} hlö", line)


_CHECK = re.compile(
    r"riittä|tarkist|tarkast|arvioi|katso|katsom|seura|bedöm|räcker|räck|översyn|ses över|kontroll|"
    r"granska|mitoit|päivit|tillräck|käsittel|behandla|uppdater"
)
_OF_STAFF = re.compile(
    r"henkilöst|personal|väki|resurs|tehtävärakenne|htv|taulukko|määrä|tabell|bemanning|työpano|riittä|räck"
)


# A row or item that names the month of the check: "tarkistus: syyskuu".
_BY_MONTH = re.compile(
    r"(?:tarkist|tarkast|arvioi|riittäv|översyn|tillräcklig|kontroll)\w*[^.:|]{0,30}[:|"
    r"] ?(?:\w+ )?(?:\w+kuu\w*|januari|februari|mars|april|maj|juni|augusti|september|oktober|november|"
    r"december)"
)


def staff_check(lines: Lines) -> Reading | None:
    """How often the sufficiency of the staff is checked."""
    for line in lines.least(0.25):
        if _BY_MONTH.search(line.plain) and _OF_STAFF.search(line.plain):
            return reading("1/v", line)
        about = _OF_STAFF.search(line.plain) or _OF_STAFF.search(line.heading)
        if about and _CHECK.search(line.plain) and (value := times_a_year(line.plain)):
            return reading(value.removeprefix("väh. ") if value == "väh. 1/v" else value, line)
    return None
