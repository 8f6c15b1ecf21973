"""Statements about the answer itself: what is not mentioned, in how many agreements it is, in all of them or in none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answers.terms.numbers import with_digits
from assistant.chat.grounding.lexicon import ignored, letters, same_word
from assistant.chat.grounding.values import Evidence, Reason
from assistant.model import Verdict
from assistant.search.names import keys, proper_names

_NOT = re.compile(r"\b(?:ei|eivät|eikä|inte|ej|inget|inga|ingen|mikään|missään|yksikään)\b")
_SPEAKS = re.compile(
    r"\b(?:mainita|mainitaan|mainitse\w*|mainitta\w*|mainint\w*|löyty\w*|löydy\w*|käsitel\w+|"
    r"nämn\w*|omnämn\w*|tar upp|hitta\w*|finns)\b"
)
_THINGS = (
    r"(?:(?:yhteistyö)?sopimu(?:s|sta|sten|ksen|kset|ksessa|ksissa|ksista|ksesta|ksia|kseen)|"
    r"alue(?:|en|et|ella|illa|ilta|elta|iden|tta|ita|issa)|(?:samarbets)?avtal(?:|et|en|ens)|region(?:|en|er|erna)|områden?(?:|a))\b"
)
_COUNTED = re.compile(
    rf"\b(\d+)(?:\s+(?:eri|olika))?\s+(?:{_THINGS})|\b(?:{_THINGS})\s+(?:av\s+)?(\d+)\b|\bav (\d+)\b|\b(\d+)/(\d+)\b"
)
_ALL = re.compile(
    rf"\b(?:kaikki|kaikissa|kaikilla|kaikkien|jokaisessa|jokaisella|jokainen|alla|samtliga|varje|aina|molemmi\w+|molemmat|båda|bägge)\s+(?:\d+\s+)?"
    rf"(?:(?:verratuissa|haetuissa)\s+)?(?:{_THINGS})"
)
_NONE = re.compile(rf"\b(?:mikään|missään|yksikään|yhdessäkään|inget|inga|ingen)\s+(?:{_THINGS})?")
_MOST = re.compile(
    rf"\b(?:useimm\w+|suurimmassa osassa|suurin osa|valtaosa\w*|enemmistö\w*|de flesta|flertalet|majoriteten(?: av)?)\s*(?:{_THINGS})"
)
_SOME = re.compile(
    rf"\b(?:muut|muissa|muilla|muista|muiden|osassa|osa|eräissä|useissa|monissa|andra|övriga|några|många|flera|vissa)\s+(?:{_THINGS})"
)
_ONLY = re.compile(r"\b(?:vain|ainoastaan|endast|bara|enbart)\b")
_ONE = re.compile(r"\b(?:yhdessä|yksi|ett|en) (?=sopimu|alue|avtal|region|område)")
_OWN = frozenset(
    re.findall(
        r"\w+",
        """mainita mainitse mainitsevat mainitaan mainittu maininta mainintaa mainintoja löytyi löytyy löydy löytynyt
        käsitellä
    käsitellään käsittele sopimuksessa mitään mikään missään yksikään yhdessäkään nämns nämner nämnt omnämns omnämnande något hittades
    hittas finns tas tar upp lainkaan ollenkaan alls yhteensä totalt haetuista vastaus vastauksia maininnat haussa olevissa olevista
    verratuissa""",
    )
)


@dataclass(frozen=True, slots=True)
class Quantified:
    """A statement over agreements: how it speaks of them, and its words without that."""

    rest: str
    number: int | None = None
    unit: str = "agreement"
    every: bool = False
    none: bool = False
    most: bool = False
    some: bool = False


def is_about_findings(text: str, evidence: Evidence) -> bool:
    """Whether a statement only says in which agreements the matter is mentioned, or that it is not."""
    lower = with_digits(_ONE.sub("1 ", text.lower()))
    return bool(_SPEAKS.search(lower)) and (bool(_NOT.search(lower)) or _nothing_else(lower, evidence))


def wrong_about_findings(text: str, evidence: Evidence, regions: tuple[str, ...]) -> Reason | None:
    """Why the findings do not bear out such a statement, which names ``regions``; None where they do."""
    lower = with_digits(_ONE.sub("1 ", text.lower()))
    negated = bool(_NOT.search(lower))
    if not _nothing_else(lower, evidence):
        return Reason.WORDS
    if _SOME.search(lower) or _MOST.search(lower) or _ONLY.search(lower):
        return Reason.UNIVERSAL
    standings = evidence.standings
    if regions:
        theirs = [s for s in standings if s.region in regions]
        wanted = Verdict.NOT_MENTIONED if negated else Verdict.FOUND
        named = {s.region for s in theirs} == set(regions)
        return None if named and all(s.verdict is wanted for s in theirs) else Reason.UNIVERSAL
    if not standings or not evidence.complete:
        return Reason.UNIVERSAL
    if _NONE.search(lower) and negated:
        return None if all(s.verdict is Verdict.NOT_MENTIONED for s in standings) else Reason.UNIVERSAL
    if _ALL.search(lower):
        wanted = Verdict.NOT_MENTIONED if negated else Verdict.FOUND
        return None if all(s.verdict is wanted for s in standings) else Reason.UNIVERSAL
    numbers = [int(n) for match in _COUNTED.finditer(lower) for n in match.groups() if n]
    if not numbers:
        return Reason.UNIVERSAL
    wanted = Verdict.NOT_MENTIONED if negated else Verdict.FOUND
    by_region = bool(re.search(r"\b(?:alue\w*|region\w*|områden?\w*)\b", lower))
    count = (
        len({s.region for s in standings if s.verdict is wanted})
        if by_region
        else sum(s.verdict is wanted for s in standings)
    )
    total = len({s.region for s in standings}) if by_region else len(standings)
    return None if count in numbers and set(numbers) <= {count, total} else Reason.UNIVERSAL


def _nothing_else(lower: str, evidence: Evidence) -> bool:
    """Whether the words are those of the question, names of regions, and those that say that something is mentioned."""
    asked = [m.group() for m in letters(evidence.subject.lower())]
    names = frozenset(
        key for region in evidence.regions for word in (proper_names(region) or [region]) for key in keys(word)
    )
    for match in letters(lower):
        word = match.group()
        if word in ignored() or word in _OWN or keys(word) & names or re.fullmatch(_THINGS, word):
            continue
        if not any(same_word(word, other) for other in asked):
            return False
    return True


def quantified(text: str) -> Quantified | None:
    """How a statement with quotations speaks of the agreements as a whole; None where it speaks of single ones only."""
    lower = with_digits(_ONE.sub("1 ", text.lower()))
    if match := _ALL.search(lower):
        return Quantified(_without(lower, match), every=True)
    if (match := _NONE.search(lower)) and re.search(rf"\b(?:{_THINGS})", match.group()):
        return Quantified(_without(lower, match), none=True)
    if match := _MOST.search(lower):
        return Quantified(_without(lower, match), most=True)
    if match := _SOME.search(lower):
        return Quantified(_without(lower, match), some=True)
    match = re.search(rf"\b(\d+)(?:\s+(?:eri|olika))?\s+((?:{_THINGS}))", lower)
    if match and not re.match(r"alueelta|avtalspart", match[2]):
        unit = "region" if re.match(r"alue|region|område", match[2]) else "agreement"
        return Quantified(_without(lower, match), number=int(match[1]), unit=unit)
    return None


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}".strip()
