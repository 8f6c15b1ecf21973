"""Citations of statutes that can't be right. A warning, never a correction; only where the facts are sure (``acts.toml``).

Only numbers, names, sections and being in force are looked at. Which subsection or item is cited is not: the decree on the
agreement itself cites a subsection that surprises, and whoever cites it so cites rightly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answers.results import Remark
from assistant.answers.reviews.reading import Reading
from assistant.knowledge.acts import Act, known_acts
from assistant.phrases import phrase

_NUMBER = re.compile(r"(?<![\d/.])(\d{1,4})\s?/\s?((?:19|20)\d{2})(?![\d/])")
_BILL = re.compile(r"\b(?:he|rp)\s?(?:nro\s?)?$")
_DIARY = re.compile(r"(?:dnro|diaarinro|diaarinumero|dnr|dnum|asianro|§ ?\d*,?)\s?:?\s?[\w./-]*$")
_LAW_WORD = re.compile(r"\b(?:lain|laki|lakia|laissa|lailla|lakiin|laista|lag|lagen|lagens)\b[^.;]{0,6}$")
_DECREE_WORD = re.compile(
    r"\b(?:asetus|asetuksen|asetusta|asetuksessa|asetuksella|förordning|förordningen|förordningens)\s?\(?$"
)
_ACT_WORD = re.compile(r"\b(?:lain|laki|lakia|laissa|lailla|laista|lag|lagen|lagens)\s?\(?$")
_AMENDED = re.compile(r"muut|ändr")
# Between a title and its number stand at most these words: "… annetun lain (", "… annettua lakia ".
_LINK = re.compile(
    r"[\s,(]*(?:annet\w+|annettu\w*)?\s*(?:valtioneuvoston )?(?:la[ik]\w*|asetu\w*)?\s*(?:\((?:suomen säädöskokoelma|fförfs|finlands författningssamling)\s*)?"  # noqa: E501
    r"[\s,(]*(?:nro|nr|n:o|numero|nummer)?\s*"
)
_HISTORY = re.compile(
    r"kumot|kumoutu|aiem|aikaisem|entis|edeltä[vn]|silloi|tuolloin|vanha[nas]|päätty|oli voimassa|voimassa olleen|ollut|olivat|saakka|asti|korvaa|korvat|ei enää"  # noqa: E501
    r"|upphäv|tidigare|förra|gamla|dåvarande|dåförtiden|gällde|ersätt|inte längre|upphör|31\.12\.2024|vuoteen 2024|till utgången av 2024|siirtymä|övergång"  # noqa: E501
)
_SECTIONS_AFTER = re.compile(
    r"^[\s),]*(?:annet\w+ (?:la[ik]\w*|asetu\w*) )?(?:\d+ luvun )?"
    r"((?:\d{1,3}(?: ?[a-z](?= ?§))?)(?:(?: ?[–-] ?| ?, ?| (?:ja|sekä|tai|och|samt|eller) )\d{1,3}(?: [a-z](?= ?§))?)*) ?§"
    r"|^[\s),]*§ ?(\d{1,3})\b"
)
_SECTIONS_BEFORE = re.compile(
    r"((?:\d{1,3})(?:(?: ?[–-] ?| ?, ?| (?:och|samt|eller|ja) )\d{1,3})*) ?§(?: \d+ mom\.?)?(?: \d+ punkten)? i (?:(?! och i | samt i )[^.;§]){0,160}?\(?$"  # noqa: E501
)
_THE_ACT = ("laki", "lagen")
_DEFINED = re.compile(r"^[\s,)]*(?:\(|, ?)?(?:jäljempänä|myöhemmin|nedan|härefter|nedan kallad) [”\"']?([\w-]+)")


@dataclass(frozen=True, slots=True)
class _Citation:
    """A number in a sentence, or a name without one. Offsets are in the sentence, in lower case."""

    number: str  # "" for a name without a number
    start: int
    end: int
    named: Act | None  # whose title stands with it


def citations(reading: Reading) -> tuple[Remark, ...]:
    """A remark for each passage with a citation that can't be right, in reading order."""
    found = []
    shorts: dict[str, Act] = {}
    cited: set[str] = set()
    clause = -1
    for row, text in reading.passages():
        lower = text.lower()
        if reading.clause(row).index != clause:
            clause, cited = reading.clause(row).index, set()
        # "The act obliges us (381/2023). Section 25 of the act …": where one act alone was cited before in the clause.
        spoken = {name: act for act in _only_act(cited) for name in _THE_ACT}
        for name, act in _definitions(lower):
            shorts[name] = act  # noqa: PERF403
        for reason in warnings(lower, reading.language, spoken | shorts):
            found.append(Remark("citation", reading.quotation(row), reason))  # noqa: PERF401
        cited |= {f"{int(m.group(1))}/{m.group(2)}" for m in _NUMBER.finditer(lower)}
    return tuple(found)


def _only_act(cited: set[str]) -> list[Act]:
    acts = [known_acts()[number] for number in cited if number in known_acts()]
    return acts if len(cited) == len(acts) == 1 and acts[0].kind == "act" else []


def warnings(text: str, language: str, shorts: dict[str, Act] | None = None) -> list[str]:
    """What is wrong with the citations in a sentence, each thing once. ``shorts`` are short names that the draft defined before."""
    return list(dict.fromkeys(_warnings(text.lower(), language, shorts or {})))


def _warnings(lower: str, language: str, shorts: dict[str, Act]) -> Iterator[str]:
    """What is wrong with the citations in a sentence."""
    acts = known_acts()
    bills = {act.bill: act for act in acts.values() if act.bill}
    historical = bool(_HISTORY.search(lower))
    numbered: list[_Citation] = list(_numbered(lower))
    for citation in numbered:
        act = acts.get(citation.number)
        before = lower[: citation.start]
        is_bill = bool(_BILL.search(before))
        if is_bill or (citation.number in bills and act is None):
            as_law = citation.named or _LAW_WORD.search(_BILL.sub("", before))
            if citation.number in bills and as_law and not re.search(r"esity\w*|proposition\w*", before[-60:]):
                law = bills[citation.number]
                yield phrase(
                    language,
                    "review.citation_bill",
                    cited=citation.number,
                    number=law.number,
                    title=law.title(language),
                )
            continue
        if citation.named is not None and citation.number != citation.named.number:
            between = lower[: citation.start]
            amending = act is not None and act.amends == citation.named.number
            if not amending and not (act is None and _AMENDED.search(between[-60:])):
                yield phrase(
                    language,
                    "review.citation_pair",
                    cited=citation.number,
                    number=citation.named.number,
                    title=citation.named.title(language),
                )
                continue
        if act is None:
            continue
        if act.kind == "decree" and _ACT_WORD.search(before):
            yield phrase(language, "review.citation_is_decree", number=act.number, title=act.title(language))
        elif act.kind == "act" and _DECREE_WORD.search(before):
            yield phrase(language, "review.citation_is_act", number=act.number, title=act.title(language))
        if act.repealed and not historical:
            yield _repealed(act, language)
        yield from _sections(act, _sections_at(lower, citation.start, citation.end), language)
    for act, start, end in _named_only(lower, numbered):
        if act.repealed and not historical:
            yield _repealed(act, language)
        yield from _sections(act, _sections_at(lower, start, end), language)
    for name, act in shorts.items():
        for match in re.finditer(rf"\b{re.escape(_stem(name))}\w*", lower):
            other = re.search(r"annet\w+ $", lower[: match.start()]) or lower[match.end() :].startswith(" om ")
            if not other and not any(c.start - 60 <= match.start() <= c.end for c in numbered):
                yield from _sections(act, _sections_at(lower, match.start(), match.end()), language)


def _repealed(act: Act, language: str) -> str:
    return phrase(language, "review.citation_repealed", number=act.number, title=act.title(language))


def _sections(act: Act, numbers: list[int], language: str) -> Iterator[str]:
    if act.sections is None:
        return
    for number in numbers:
        if number > act.sections or number == 0:
            yield phrase(language, "review.citation_section", section=number, number=act.number, last=act.sections)


def _numbered(lower: str) -> Iterator[_Citation]:
    done = 0
    for match in _NUMBER.finditer(lower):
        before = lower[done : match.start()]
        done = match.end()
        if _DIARY.search(before) and not _BILL.search(before):
            continue
        number = f"{int(match.group(1))}/{match.group(2)}"
        named = _title_before(_BILL.sub("", before)) or _title_after(lower[match.end() :])
        yield _Citation(number, match.start(), match.end(), named)


def _title_before(before: str) -> Act | None:
    """The act whose title ends ``before``, up to the words that link it with its number."""
    best: tuple[int, Act] | None = None
    for act in known_acts().values():
        for match in act.names.finditer(before) if act.names else ():
            # The longest title that ends last: "asetus …yhteispalvelusta" is not the act of the same subject.
            if _LINK.fullmatch(before, match.end()) and (best is None or match.start() < best[0]):
                best = (match.start(), act)
    return best[1] if best else None


def _title_after(after: str) -> Act | None:
    """The act whose title begins right after its number: "383/2023 (laki …)", "lag 383/2023 om …"."""
    head = re.match(r"\s?\(?\s?(?:la[ik]\w* |lag\w* )?(?:om )?", after)
    offset = head.end() if head else 0
    for act in known_acts().values():
        if act.names and (act.names.match(after, offset) or act.names.match(after.lstrip(" ("))):
            return act
    return None


def _named_only(lower: str, numbered: list[_Citation]) -> Iterator[tuple[Act, int, int]]:
    """Acts that are named without a number."""
    for act in known_acts().values():
        for match in act.names.finditer(lower) if act.names else ():
            near = any(c.start - 60 <= match.end() <= c.start or c.end <= match.start() <= c.end + 10 for c in numbered)
            is_law = re.match(r"\s(?:annet|sääd)", lower[match.end() :]) or re.search(
                r"la[ik]\w*$|lag\w*|asetu", match.group()
            )
            if not near and is_law:
                yield act, match.start(), match.end()


def _sections_at(lower: str, start: int, end: int) -> list[int]:
    """The sections cited with what stands at ``start`` to ``end``."""
    text = ""
    if match := _SECTIONS_AFTER.match(lower[end:]):
        text = match.group(1) or match.group(2)
    elif match := _SECTIONS_BEFORE.search(lower[:start]):
        text = match.group(1)
    return [int(number) for number in re.findall(r"\d+", text)]


def _definitions(lower: str) -> Iterator[tuple[str, Act]]:
    """Short names that the draft gives to acts: "(381/2023, jäljempänä Laki)"."""
    for match in _NUMBER.finditer(lower):
        act = known_acts().get(f"{int(match.group(1))}/{match.group(2)}")
        defined = _DEFINED.match(lower[match.end() :])
        if act is not None and defined:
            yield defined.group(1), act


def _stem(name: str) -> str:
    """The part of a short name that its cases share: "laki" → "la", "asetus" → "asetu"; whole words are matched with it."""
    if name == "laki":
        return "lai"
    return re.sub(r"(?:laki)$", "lai", name) if name.endswith("laki") else re.sub(r"s$", "", name)
