"""Which capitalised words of a passage are names: of places, authorities and people that a draft for others must not carry.

A word that is written with a small letter anywhere in the documents or in the knowledge is a word, not a name. At the beginning of
a sentence, where every word has a capital, a name is what the same document also has as a name inside a sentence.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from assistant.answers.drafts.forms import FILE
from assistant.model import Agreement, Part
from assistant.search import Searcher
from assistant.search.names import keys, proper_names

WORD = re.compile(r"[^\W\d_]+(?:[-–][^\W\d_]+)*")
_INSIDE = re.compile(r"[\w,;)”\"’%]\s+$")  # before a word that stands inside a sentence
_LISTED = re.compile(r",|\.?$| (?:ja|sekä|och|samt) [A-ZÅÄÖ]")  # after a name that begins a list of names
_SENTENCE = re.compile(r"[.;:,?!]$")
# An e-mail address, a telephone number, blacked-out or masked words, an initial with a surname.
_PERSONAL = re.compile(
    r"█|[\w.+-]+@[\w-]+|\b(?:puh|p|tel|tfn|gsm)\b\.?\s*:?\s*[\d+]|\+358|\b0\d{1,2}[\s-]\d{3}[\s-]?\d{2,}|\b[Xx]{3,}\b|\b[A-ZÅÄÖ]\.\s[A-ZÅÄÖ]\w+"
)


@cache
def _known() -> re.Pattern[str]:
    words = tomllib.loads(FILE.read_text(encoding="utf-8"))["known"]["words"]
    return re.compile("|".join(map(re.escape, words)), re.IGNORECASE)


def vocabulary(searcher: Searcher) -> frozenset[str]:
    """The words that occur with a small first letter in the documents or the knowledge."""
    texts = [clause.text for agreement in searcher.corpus.agreements for clause in agreement.clauses]
    texts += [example.text for aspect in searcher.knowledge.aspects for example in aspect.positive + aspect.near]
    return frozenset(word for text in texts for word in WORD.findall(text) if word[0].islower())


@dataclass(frozen=True)
class Names:
    """The names of one document. ``regional`` are keys (see ``search.names``) of its region's and parties' places."""

    words: frozenset[str]  # the vocabulary
    keys: frozenset[str]
    regional: frozenset[str]
    stems: tuple[str, ...]  # beginnings of words that are made of the region's name: "koivula" of "koivulalaiset"
    others: frozenset[str] = frozenset()  # keys of the names of all documents: neighbours are named too

    def is_name(self, text: str, match: re.Match[str]) -> bool:
        """Whether the word that ``match`` found in ``text`` is a name."""
        word = match.group()
        if not word[0].isupper() or len(word) < 3 or word.isupper() or _known().match(word):
            return False
        if re.match(r"[A-ZÅÄÖ]{2,}-", word):  # "TYM-sopimus"
            return False
        if keys(word) & self.regional:
            return True
        if word.lower() in self.words:
            return False
        if _INSIDE.search(text[: match.start()]) or (
            _LISTED.match(text, match.end()) and text[: match.start()].endswith(": ")
        ):
            return True
        return bool(keys(word) & (self.keys | self.others))

    def is_personal(self, text: str) -> bool:
        """Whether ``text`` has what may be personal data, or a name of which no form can be made a placeholder."""
        if _PERSONAL.search(text):
            return True
        found = list(WORD.finditer(text))
        for first, second in pairwise(found):
            between = text[first.end() : second.start()]
            if between == " " and self.is_name(text, first) and self.is_name(text, second):
                return True
        return any(word.group().lower().startswith(self.stems) and word.group()[0].islower() for word in found)


def names_of(agreement: Agreement, words: frozenset[str]) -> Names:
    """The names of a document."""
    d = agreement.description
    own = [name for name in (d.region, *d.parties) if name]
    regional = frozenset(key for name in own for part in proper_names(name) for key in keys(part))
    bare = Names(words, frozenset(), regional, ())
    found: set[str] = set()
    for clause in agreement.clauses:
        if clause.part not in (Part.BODY, Part.ANNEX, Part.PREAMBLE) or not _SENTENCE.search(clause.text):
            continue
        for match in WORD.finditer(clause.text):
            if bare.is_name(clause.text, match):
                found |= keys(match.group())
    stems = tuple(part.lower()[: max(5, len(part) - 2)] for part in proper_names(d.region or "") if len(part) > 5)
    return Names(words, frozenset(found) | regional, regional, stems)
