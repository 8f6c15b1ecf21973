"""Names of regions in a question, in whatever case they are inflected.

Not a morphological analyser: two words are held to name the same place when they share a key after endings are cut and
consonant gradation is undone, which is safe because one of the two always comes from the small set of names in the corpus.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

_WORD = re.compile(r"[^\W\d_]+(?:[-–][^\W\d_]+)*")
_CLITICS = ("kin", "kaan", "kään", "ko", "kö", "han", "hän", "hyn", "hön", "pa", "pä")
_CASES = [
    "issa",
    "issä",
    "ista",
    "istä",
    "illa",
    "illä",
    "ilta",
    "iltä",
    "ille",
    "iksi",
    "ina",
    "inä",
    "ien",
    "iin",
    "ssa",
    "ssä",
    "sta",
    "stä",
    "lla",
    "llä",
    "lta",
    "ltä",
    "lle",
    "ksi",
    "na",
    "nä",
    "seen",
    "siin",
    "han",
    "hän",
    "hen",
    "hin",
    "hon",
    "hun",
    "ta",
    "tä",
    "n",
    "a",
    "ä",
    "t",
    "s",
]
# Strong and weak grade of a consonant cluster are one letter of the key. Longest first.
_GRADES = [
    (re.compile(pattern), letter)
    for pattern, letter in [
        ("nk|ng", "1"),
        ("nt|nn", "2"),
        ("mp|mm", "3"),
        ("lt|ll", "4"),
        ("rt|rr", "5"),
        ("ht|hd", "6"),
        ("kk", "k"),
        ("pp", "p"),
        ("tt", "t"),
    ]
]
_SINGLE = str.maketrans({"d": "t", "v": "p"})
_VOWELS = "aeiouyäöå"
_JOINED = re.compile(r"\s*,\s*|\s+(?:ja|sekä|och|samt)\s+|\s*/\s*")
_GENERIC = re.compile(
    r"työllisyysal|hyvinvointial|kaupun|kunta$|kunnan$|kuntayhtym|kansaneläke|kela$|fpa$|folkpension|sysselsättning|"
    r"välfärds|stad$|kommun|työvoima|arbetskraft|alue$|alueen$|område|vastuukun|ansvars|ja$|och$|sekä$|liitto|palvelut?$|"
    r"yhtymä|virasto|toimisto|keskus",
    re.IGNORECASE,
)


@lru_cache(maxsize=200_000)
def keys(word: str) -> frozenset[str]:
    """Keys of the places that ``word`` may name; words that share a key may be forms of one name."""
    forms = {word.lower()}
    for clitic in _CLITICS:
        forms |= {form[: -len(clitic)] for form in set(forms) if form.endswith(clitic) and len(form) > len(clitic) + 3}
    stems = set(forms)
    for form in forms:
        stems |= {form[: -len(case)] for case in _CASES if form.endswith(case) and len(form) - len(case) >= 3}
        if form.endswith("nen"):
            stems.add(form[:-3] + "se")
        if form.endswith(("s", "se")):  # Tervakangas : Tervakankaan, Keuruus : Keuruuksen
            stems.add(form.rstrip("e")[:-1])
    return frozenset(key for stem in stems for key in _keys_of_stem(stem) if len(key) >= 3)


def _keys_of_stem(stem: str) -> tuple[str, ...]:
    """The stem's key; a single k may be the weak grade of kk (Pohjukka : Pohjukassa) as well as the strong grade of nothing."""
    body = stem.rstrip(_VOWELS)
    single = len(body) > 3 and body.endswith("k") and not body.endswith(("kk", "nk"))
    return (_key(stem), body) if single else (_key(stem),)


def _key(stem: str) -> str:
    """The stem without its last vowels, its last consonant cluster reduced to one letter for both grades."""
    body = stem.rstrip(_VOWELS)
    for pattern, letter in _GRADES:
        if ends := [match for match in pattern.finditer(body) if match.end() == len(body)]:
            return body[: ends[0].start()] + letter
    if len(body) > 3 and body.endswith("k"):  # k vanishes in the weak grade: Haapaselkä : Haapaselällä, Joki : Joen
        body = body[:-1].rstrip(_VOWELS)
    return body.translate(_SINGLE) if body else stem


def proper_names(party: str) -> list[str]:
    """The words of an authority's name that name a place: "Koivurannan työllisyysalue" → ["Koivurannan"]."""
    return [w for w in _WORD.findall(party) if w[0].isupper() and not _GENERIC.search(w) and len(w) > 2]


def _ways(name: str, joint: bool) -> list[list[str]]:
    """The words by which a name is named: by all of them, or where it is joint by all of one of its parts."""
    each = [proper_names(part) for part in (_JOINED.split(name) if joint else [name])]
    return each if all(each) else [parts] if (parts := proper_names(name)) else []


class Names:
    """Names of places or authorities, found by the keys of their words: a question costs its own words, not all names.

    ``joint``: whether "Niittylahti ja Korpela" is named by either; a county of that name is named by both alone.
    """

    def __init__(self, names: Iterable[str], *, joint: bool = False) -> None:
        self.names = tuple(names)
        self._ways = [_ways(name, joint) for name in self.names]
        self._with_key: dict[str, set[int]] = {}
        for i, ways in enumerate(self._ways):
            for key in (key for parts in ways for key in keys(parts[0])):
                self._with_key.setdefault(key, set()).add(i)
        self.keys = frozenset(key for ways in self._ways for parts in ways for part in parts for key in keys(part))

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def mentioned(self, question: str) -> list[str]:
        """Those that ``question`` names, in any case, in their own order."""
        words = [word for found in _WORD.findall(question) for word in {found, *re.split("[-–]", found)}]
        asked = set().union(*(keys(word) for word in words if len(word) > 2)) if words else set()
        near = sorted({i for key in asked for i in self._with_key.get(key, ())})
        return [
            self.names[i]
            for i in near
            if any(all(keys(part) & asked and _close(part, words) for part in parts) for parts in self._ways[i])
        ]


def mentioned(question: str, names: Iterable[str]) -> list[str]:
    """Those of ``names`` (places or authorities) that ``question`` names, in any case, in the order of ``names``."""
    return (names if isinstance(names, Names) else Names(names)).mentioned(question)


def _close(name: str, words: Iterable[str]) -> bool:
    """Whether some word begins as the name does: keys alone would let short names meet by chance."""
    stem = name.lower()[: max(3, len(name) - 3)]
    return any(word.lower().startswith(stem) for word in words)


# After a genitive: what a place name owns. Before a Swedish name: the preposition of place.
_OWNED = re.compile(r"\s+(?:työllisyysal|hyvinvointial|kaupun|kunnan|kunnassa|alue|sopimu|seudu)")
_IN_SWEDISH = re.compile(r"\b(?:i|på|för|från)\s+$")
_LOCAL_CASE = re.compile(r"(?:ssa|ssä|sta|stä|lla|llä|lta|ltä|lle)(?:kin|kaan|kään|ko|kö|han|hän)?$")
_ASKING = re.compile(r"(?:miten|kuinka|minkä|kenen|kuka|mikä|millo)", re.IGNORECASE)
_COURT = re.compile(r"\s+(?:hallinto-|käräjä|hovi)?oikeu|\s+(?:förvaltningsdomstol|tingsrätt|hovrätt)", re.IGNORECASE)
_NOT_PLACES = re.compile(
    r"kela|kansaneläke|fpa|folkpension|teams|ohjaamo|navigator|sopuri|suome|finland|kanta|valtion|keha|excel|word|tym|typ",
    re.IGNORECASE,
)


def _keys_of(names: Iterable[str]) -> frozenset[str]:
    """The keys of all places that ``names`` name."""
    if isinstance(names, Names):
        return names.keys
    return frozenset(key for name in names for part in proper_names(name) for key in keys(part))


def without(question: str, names: Iterable[str]) -> str:
    """``question`` without the words that name one of ``names``: what is asked, whoever is asked."""
    named = place_words(question, names)
    kept = [w for w in question.split() if not any(part in named for part in _WORD.findall(w))]
    return " ".join(kept) or question


def place_words(question: str, names: Iterable[str]) -> frozenset[str]:
    """The words of ``question``, as they are written, that name one of ``names``."""
    known = _keys_of(names)
    return frozenset(word for word in _WORD.findall(question) if len(word) > 2 and keys(word) & known)


@cache
def _real_places() -> Names:
    """Names of counties and towns that exist, from ``places.toml``."""
    data = tomllib.loads((Path(__file__).parent / "places.toml").read_text(encoding="utf-8"))
    return Names(name for names in data.values() for name in names)


def unknown_places(question: str, known: Iterable[str]) -> list[str]:
    """Words of ``question`` that name a place that is none of ``known``: a real one, or a capitalised word that stands as one."""
    known_keys = _keys_of(known)
    real = mentioned(question, _real_places())
    real_keys = _keys_of(real)
    found = []
    for match in _WORD.finditer(question):
        word, before, after = match.group(), question[: match.start()], question[match.end() :]
        if len(word) < 4 or keys(word) & known_keys or _COURT.match(after):
            continue
        if keys(word) & real_keys and any(_close(name, [word]) for name in real):
            found.append(word)
            continue
        if not word[0].isupper() or word.isupper() or _GENERIC.search(word) or _NOT_PLACES.match(word):
            continue
        inside = bool(before.strip(" \"'”("))
        owns = word.endswith("n") and _OWNED.match(after) and not _ASKING.match(word)
        if owns or (inside and (_LOCAL_CASE.search(word) or _IN_SWEDISH.search(before))):
            found.append(word)
    return found
