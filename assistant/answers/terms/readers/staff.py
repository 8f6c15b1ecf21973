"""The staff that each party assigns, and the check that it suffices."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from assistant.answers.terms.amounts import Amount, amounts
from assistant.answers.terms.frequency import times_a_year
from assistant.answers.terms.lines import Line, Lines, Reading, reading
from assistant.answers.terms.plain import number
from assistant.answers.terms.readers.table import cells, columns, in_column

_STAFF = re.compile(
    r"henkilöst|henkilömäär|henkilöresur|henkilövoim|personal|\bhtv\b|tehtävärakenne|resurs|kuka tekee|"
    r"ketkä tekev|\bväki\b|väkeä|"
    r"bemanning|tekijät|työntekijä|työpano|miehity|mitoitu|medarbetar|anställda|vem gör|människorna|arbetsinsats"
)
# Persons, money and hours of something else: members of a body, meetings, customers, other units.
_ELSE = re.compile(
    r"JORY|jäsen|medlem|ledamot|ledamöter|kokou|möte|asiakasta|asiakkaista|kunder\b|loma|sijais|semester|vikari|"
    r"€|koulutuspäiv|"
    r"inte hör till|hör inte till|ei kuulu|eivät kuulu|ulkopuolella|ei lueta|ei sisälly|räknas inte|ingår inte|"
    r"ohjaamo\w*|nuorten palvelu|(?:palveluissa|"
    r"yksikössä|yksiköissä|virastossa|organisaatiossa|tjänster|enheten) (?:on|har|finns|arbetar)|"
    r"muissa tehtävissä|muihin tehtäviin|muuta henkilöst|"
    r"muun henkilöst"
)
_TOTAL = re.compile(r"yhteensä|yhteenlaskettu|kaikkiaan|totalt|sammanlagt|summa|tillsammans|i allt\b")
_DIVIDES = re.compile(
    r"^[\w ]{0,25}?[:(,–-]?\s*(?:joista|josta|joka (?:jakau|koos|muodos)|jotka jakau|jakautuen|jakautuu|varav|"
    r"av vilka|av vilket|som fördelas|"
    r"fördelat|fördelade|eli\b|eli (?:\d)|\(|:)"
)
_BESIDES = re.compile(r"\b(?:ja|sekä|lisäksi|och|samt|dessutom) (?:lisäksi )?\d+ (?!htv|%|pv|kk|€)[a-zåäö]")
_IF = re.compile(r"\b(?:jos|mikäli|tarvittaessa (?:lisä|enemmän)|om (?!fatt)|ifall|tavoitteena|målet är|ehdol)\b")
_CARRIED = re.compile(
    r"^\W*(?:\d[\d.]* )?(?:yhteensä|heidän|työpanos|tämä|nämä|tästä|sammanlagt|deras|tillsammans|totalt|insatsen)"
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What one passage says of one party's staff: ``amount`` is None where it can't be counted."""

    line: Line
    amount: Amount | None
    is_total: bool


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
    clauses = list(dict.fromkeys(line.clause for line in lines.about(_STAFF, 0.3)))
    by_clause = [
        _with_rows([line for line in lines.all if line.clause == clause and not line.is_of_others])
        for clause in clauses
    ]
    for own in by_clause:
        if found := _party_columns(own, role):
            return found
    for count, unit in ((_years, "htv"), (_persons, "hlö")):
        for own in by_clause:
            entries = list(_entries(own, role, unit, count))
            if entries:
                found = _combined(entries, unit)
                if found or unit == "htv":
                    return found
    return None


def _with_rows(own: list[Line]) -> list[Line]:
    """A clause's passages, those marked as rows that a reader of files took for lines: party first, number last, no full stop."""
    header = next(
        (line for line in own if re.search(r"\bhtv\b", line.plain) and not re.search(r"\d", line.plain)), None
    )
    if header is None:
        return own
    looks = re.compile(r"^\W*(?:TVA|HVA|KELA)(?:-[nx])?\b[^.;:]*\d$|^\W*(?:yhteensä|totalt|summa)\b[^.;:]*\d$")
    return [
        replace(line, is_row=True, lead=line.lead or header.plain)
        if line.row > header.row and looks.search(line.plain)
        else line
        for line in own
    ]


def _entries(own: list[Line], role: str, unit: str, count: Callable[[str], Amount | None]) -> Iterator[_Entry]:
    """What the passages of one clause say of ``role``'s staff in ``unit``."""
    before: str | None = None  # the party that the passage before speaks of
    for line in own:
        named = _named(line.plain)
        if line.is_row:
            carried = (
                before if not named and not _TOTAL.search(line.plain) and not _OTHER_TOWN.search(line.plain) else None
            )
            before = named[0] if named else carried
            if [*named, carried][0] == role and len(named) <= 1 and (found := _row(line, unit)):
                yield _Entry(line, found, bool(_TOTAL.search(line.plain)))
            continue
        if _IF.search(line.plain) or _ELSE.search(line.plain):
            continue
        if not named:
            above = _named(line.lead) or (_named(line.heading) if len(_named(line.heading)) == 1 else [])
            carried = before if _CARRIED.search(line.plain) else None
            if [*above[:1], carried][0] == role and (len(above) == 1 or carried):
                part = line.plain
                if _speaks(part, unit, line) and (amount := count(part)):
                    yield _Entry(line, amount, bool(carried))
            continue
        before = named[0] if len(set(named)) == 1 else None
        parts = list(_parts(line.plain, role))
        counted = [bool(_UNIT_SPOKEN["htv"].search(part)) for part in parts]
        if any(counted) and any(
            not of and re.search(r"\d [a-zåäö]{5,}", part) for of, part in zip(counted, parts, strict=True)
        ):
            yield _Entry(line, None, False)  # years of one of the towns, persons of another
            continue
        for part in parts:
            if not _speaks(part, unit, line):
                continue
            yield _Entry(line, count(part), bool(_TOTAL.search(part)) and len(own) > 1)


_OTHER_TOWN = re.compile(r"\bkun(?:ta|nan)\b|\bkaupun|\bkommun|\bstad\b|muut\b|övriga")


def _named(text: str) -> list[str]:
    """The parties named in ``text``, in order."""
    return [m.group(1) for m in re.finditer(r"\b(TVA|HVA|KELA)\b", text)]


_UNIT_SPOKEN = {"htv": re.compile(r"\d htv|\b(?:en|ett) htv|htv[:,]? \d"), "hlö": re.compile(r"\d|\b(?:en|ett)\b")}
_ASSIGNS = re.compile(
    r"osoitta|antaa|nimeä|nimettäv|asetta|on mukana|mukana on|mukana|panos|tarjoaa|varaa|sijoitta|osallistu|"
    r"tulee|tulevat|työskentelee|"
    r"tekee|tekevät|toimii|\bon\b|anvisar|ställer|deltar|bidrar|avdelar|tilldelar|reserverar|arbetar|finns|"
    r"har\b|kommer|ger\b|är\b|insats"
)


def _speaks(part: str, unit: str, line: Line) -> bool:
    """Whether a part of a passage counts staff in ``unit`` at all."""
    if not _UNIT_SPOKEN[unit].search(part):
        return False
    if unit == "htv":
        return True
    return bool(
        _ASSIGNS.search(line.plain)
        or re.search(r"^\W*(?:TVA|HVA|KELA)(?:-[nx])?\W{1,3}(?:\d|en\b|ett\b)", line.plain)
        or line.lead
    )


def _parts(text: str, role: str) -> Iterator[str]:
    """For each mention of ``role`` the words that belong to it: up to the next party, or from the party before."""
    mentions = list(re.finditer(r"\b(TVA|HVA|KELA)(?:-[nx])?\b(?: \((?:TVA|HVA|KELA)\))?", text))
    first, last = mentions[0], mentions[-1]
    # "2 htv from the county and 1 htv from Kela": the amount stands before the party.
    turned = bool(re.search(r"\d htv|\d \w+|\b(?:en|ett) \w+", text[: first.start()])) and not re.search(
        r"\d|\b(?:en|ett)\b", text[last.end() :]
    )
    for i, mention in enumerate(mentions):
        if mention.group(1) != role:
            continue
        if turned:
            yield text[mentions[i - 1].end() if i else 0 : mention.start()]
        else:
            yield text[mention.end() : mentions[i + 1].start() if i + 1 < len(mentions) else len(text)]


def _years(part: str) -> Amount | None:
    """Person-years in ``part``: the total where it is said, else the sum."""
    part = re.sub(r"\b(?:ett|en) htv", "1 htv", part)
    part = re.sub(r"htv[:,]? (\d+(?:,\d+)?)(?! ?\d* ?htv)", r"\1 htv", part) if not re.search(r"\d htv", part) else part
    found = list(amounts(part, "htv"))
    if not found:
        return None
    # "3 employees, Korpela 1.5 person-years" adds persons of one to years of another.
    if re.search(
        r"\d [a-zåäö]{4,}(?: [a-zåäö]+)?, (?!yht|samm|totalt|joi|som|vars|työpan|arbets|noin|eli|av |á )[a-zåäö]+ $",
        part[: found[0].start],
    ):
        return None
    if len(found) == 1:
        after = part[found[0].end :]
        divided = _DIVIDES.search(after) and not after.startswith(")")
        return None if _BESIDES.search(after) and not divided else found[0]
    if _TOTAL.search(part[found[-2].end : found[-1].start]):
        return found[-1]
    if _DIVIDES.search(part[found[0].end :]) and not part[found[0].end :].startswith(")"):
        return found[0]
    if _TOTAL.search(part[: found[0].start]) and len(found) > 2:
        return found[0]
    return None if _BESIDES.search(part[found[-1].end :]) else _sum(found)


def _sum(found: list[Amount]) -> Amount | None:
    """The sum of exact amounts, or of amounts that are all limited alike."""
    values = [amount.exact for amount in found]
    if any(value is None for value in values) or len({amount.qualifier for amount in found}) > 1:
        return None
    total = number(f"{sum(value or 0 for value in values):.2f}")
    return Amount(total, total, found[0].qualifier, found[0].start, found[-1].end)


_NOT_PERSON = (
    r"(?!pv\b|kk\b|v\b|%|€|kertaa|vk\b|htv|halv|puol|kunta\b|kuntaa\b|kunnan\b|kunna[st]|toimipist|verksamhets|"
    r"asiakas|kund\b|kunder|jäsen|medlem|tun|timm|h\b|kokou|vuo|"
    r"kappale|km\b|osapuol|part\b|parter|dag|arbetsdag|työpäiv|gång|§|kohda|momen|luvu)"
)
_PERSON = re.compile(
    rf"^(?:lisäksi |myös |dessutom |också |yhteensä |sammanlagt )*(?P<limit>(?:vähintään|enintään|noin|minst|"
    rf"högst|cirka|ca) )?"
    rf"(?P<count>\d+|en|ett) (?:[\w-]+ )??(?:100 % )?{_NOT_PERSON}[a-zåäö][\w-]+"
)
_RELATIVE = re.compile(
    r",? (?:jotka|joka|jolla|joilla|jonka|joiden|joista|joissa|som|vilka|vars|av vilka|siten että|så att)\b"
)
_VERB = re.compile(
    r"^(?:vastaa|huolehtii|sitoutuu|antaa|järjestää|ansvarar|svarar|ser till|tarvittaessa|vid behov|muita)\b"
)
_LIMITS = {"vähintään": "väh. ", "minst": "väh. ", "enintään": "enint. ", "högst": "enint. "}


def _persons(part: str) -> Amount | None:
    """Persons in ``part``, where each kind is counted by a number."""
    part = re.sub(r"(?<=\d )100 % ", "", part)
    if re.search(r"\d+ (?!lähtien)\w{4,}st[aä]\b(?! \w+(?:aja|jä))|on oltava|\d %|jäsen", _RELATIVE.split(part)[0]):
        return None
    part = _RELATIVE.split(part)[0]
    start = re.search(
        r"(?:(?:vähintään|enintään|noin|minst|högst|cirka|ca) )?(?<![\d,])\d+(?![\d,])|\b(?:en|ett)\b", part
    )
    if not start or start.start() > 80:
        return None
    said = re.sub(r"\([^)]*\)", " ", re.split(r"[.;]", part[start.start() :])[0])
    if m := re.search(rf"(?:yhteensä|sammanlagt|kaikkiaan|totalt) (\d+) {_NOT_PERSON}[a-zåäö]", said):
        return Amount(m.group(1), m.group(1), "", start.start(), start.end())
    items = [item.strip(" .,:;–-") for item in re.split(r",| (?:ja|sekä|och|samt) ", said + " ")]
    items = [item for item in items if item and item not in ("ja", "sekä", "och", "samt") and not _VERB.search(item)]
    counts = [_PERSON.match(item) for item in items]
    if not counts or not all(counts):
        return None
    total = sum(int(m["count"]) if m and m["count"].isdigit() else 1 for m in counts)
    limit = counts[0]["limit"] if counts[0] else None
    return Amount(
        str(total), str(total), _LIMITS.get((limit or "").strip(), "noin " if limit else ""), start.start(), start.end()
    )


_KINDS = {
    "htv": re.compile(r"\bhtv\b|työpano|arbetsinsats"),
    "hlö": re.compile(r"lukumäär|henkilö(?:itä|ä|määrä)?\b|\bhlö\b|\blkm\b|\bantal\b|personer|\bmäärä\b|henkilömäär"),
    "%": re.compile(r"%|osuus|andel|työaika|arbetstid"),
    "€": re.compile(r"€|kustannu|kostnad"),
}


def _row(line: Line, unit: str) -> Amount | None:
    """The number in the row's column of ``unit``."""
    if unit == "htv" and (found := list(amounts(line.plain, "htv"))):
        return found[-1]
    value = in_column(line, _KINDS, unit)
    if value is None and unit == "htv" and not line.lead and re.search(r"\bhtv\b", line.heading):
        numbers = cells(line.plain)
        value = numbers[-1] if numbers and numbers[-1] not in "–-" else None
    if value is None or (unit == "hlö" and "," in value):
        return None
    return Amount(value, value, "", 0, 0)


def _combined(entries: list[_Entry], unit: str) -> Reading | None:
    """The party's total where it is said, else the sum of what its passages say."""
    rows = [entry for entry in entries if entry.line.is_row]
    texts = [entry for entry in entries if not entry.line.is_row]
    if rows and texts and unit == "htv":
        entries = [entry for entry in texts if entry.is_total] or rows
    totals = [entry for entry in entries if entry.is_total and entry.amount]
    if totals:
        entries = totals[:1]
    found = [entry.amount for entry in entries]
    counted = [amount for amount in found if amount is not None]
    if len(counted) < len(found):
        return None
    if len(counted) > 1:
        if len({a.shown for a in counted}) == 1 and len({e.line.plain for e in entries}) == 1 and not rows:
            total: Amount | None = counted[0]
        else:
            # One passage may say in all what the others say in parts.
            values = [amount.exact or 0.0 for amount in counted]
            most = max(values)
            whole = (
                _TOTAL.search(entries[values.index(most)].line.plain)
                and len(values) > 2
                and abs(sum(values) - 2 * most) < 0.01
            )
            total = counted[values.index(most)] if whole else _sum(counted)
    else:
        total = counted[0]
    if total is None:
        return None
    first, last = entries[0].line, entries[-1].line
    return reading(f"{total.shown} {unit}", first, last)


def _party_columns(own: list[Line], role: str) -> Reading | None:
    """A table with a column a party: its row of totals, else the sum of its rows."""
    head = columns(own)
    if head is None:
        return None
    header, order = head
    about = f"{header.plain} {header.heading} {header.lead}"
    rows = [line for line in own if line.row > header.row]
    values: list[tuple[Line, float]] = []
    decimal = False
    for row in rows:
        found = cells(row.plain)
        if len(found) < len(order) or _ELSE.search(row.plain):
            continue
        cell = found[len(found) - len(order) + order.index(role)]
        decimal = decimal or "," in " ".join(found)
        value = 0.0 if cell in "–-" else float(cell.replace(",", "."))
        if _TOTAL.search(row.plain):
            values = [(row, value)]
            break
        values.append((row, value))
    if not values:
        return None
    if re.search(r"\bhtv\b", about) or (decimal and _STAFF.search(about)):
        unit = "htv"
    elif re.search(r"henkilöä|henkilöitä|henkilömäär|\bhlö\b|personer|antal", about) and not decimal:
        unit = "hlö"
    else:
        return None
    return reading(f"{number(f'{sum(value for _, value in values):.2f}')} {unit}", header, values[-1][0])


_CHECK = re.compile(
    r"riittä|tarkist|tarkast|arvioi|katso|katsom|seura|bedöm|räck|översyn|se[sr] (?:\w+ )?över|kontroll|granska|"
    r"mitoit|päivit|tillräck|"
    r"käsittel|käydä|käymme|behandla|uppdater|utvärder|gås igenom|går (?:vi )?igenom|vastaako|motsvarar|"
    r"todetaan|mieti|pohdi|funder|diskuter|läpi\b"
)
_OF_STAFF = re.compile(
    r"henkilöst|henkilömäär|henkilöresur|personal|väki|väkeä|resurs|tehtävärakenne|\bhtv\b|taulukko|taulukon|"
    r"määrä|tabell|bemanning|työpano|"
    r"riittä|räck|tekijöitä|työntekij|mitoitu|miehity|medarbetar|behövs|insats|folk\b"
)
_CHECK_OF_STAFF = re.compile(
    r"(?:henkilö|personal|väki|väkeä|resurs|bemanning|miehity|tekijöitä|työntekij|htv|medarbetar|"
    r"työpano)[^.;]{0,80}?(?:riittä|tarkist|tarkast|arvioi|mitoit|räck|"
    r"tillräck|se[sr] över|bedöm|granska)|(?:riittä|tarkist|tarkast|arvioi|räck|tillräck|ses över|bedöm|granska|"
    r"översyn)[^.;]{0,80}?(?:henkilö|personal|väki|väkeä|resurs|"
    r"bemanning|miehity|tekijöitä|työntekij|htv|medarbetar|työpano)|hur många som behövs|riittääkö|"
    r"onko (?:\w+ )?(?:tarpeeksi|riittäv)|tillräckligt många|om (?:personalen|vi är tillräckligt)"
)
_NOT_STAFF = re.compile(
    r"sopimu(?:s|sta|ksen) (?:tarkist|päivit)|avtalet (?:ses|granska)|vuokra|hyra|hyran|tavoit|mål(?:en)?\b|"
    r"tietosuoja|viestint|koulutus|"
    r"utbildning|suunnitelma|\bplan(?:en)?\b|kustannu|kostnad"
)
# A row or item that names the month of the check: "tarkistus: syyskuu".
_BY_MONTH = re.compile(
    r"(?:tarkist|tarkast|arvioi|riittäv|översyn|tillräcklig|kontroll)\w*[^.:|]{0,30}[:|"
    r"] ?(?:\w+ )?(?:\w+kuu\w*|januari|februari|mars|april|maj|juni|augusti|september|oktober|november|"
    r"december)"
)


_OF_THAT = re.compile(
    r"^\W*(?:den|detta|det|tämä|tarkist|arvio|asia|se |katsaus|läpikäyn|genomgång|översyn|tarkastelu|kontroll)"
)


def staff_check(lines: Lines) -> Reading | None:
    """How often the sufficiency of the staff is checked."""
    for line in lines.about(_CHECK, 0.25):
        text = line.plain
        if line.is_of_others or re.search(r"\bloki|\blogg|käyttöoikeu|behörighet|tietosuoj|dataskydd", text):
            continue
        if (
            times_a_year(text) is None
            and _BY_MONTH.search(text)
            and (_OF_STAFF.search(text) or _STAFF.search(line.above))
        ):
            return reading("1/v", line)
        own = _CHECK_OF_STAFF.search(text)
        about = (
            own
            or (_OF_STAFF.search(text) and line.likely >= 0.25)
            or (_STAFF.search(line.above) and _CHECK.search(text))
        )
        if not about or not _CHECK.search(f"{text} {line.lead}"):
            continue
        if _NOT_STAFF.search(text) and not re.search(r"henkilöst|personal|riittä|räck|\bhtv\b|bemanning|resurs", text):
            continue
        if value := times_a_year(text):
            return reading(_check(value), line)
        following = [other for other in lines.clause_of(line) if other.row == line.row + 1]
        if own and following and _OF_THAT.search(following[0].plain) and (value := times_a_year(following[0].plain)):
            return reading(_check(value), line, following[0])
    return None


def _check(value: str) -> str:
    return value.removeprefix("väh. ") if value == "väh. 1/v" else value
