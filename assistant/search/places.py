"""Whose agreements a corpus has: regions and parties by name, looked up without going through all of them."""

from __future__ import annotations

from collections.abc import Container, Iterable

from assistant.index.corpus import Corpus
from assistant.model import Kind
from assistant.search.names import (
    LOCAL_CASE,
    WORD,
    Names,
    keys,
    place_words,
    same_place,
    stands_as_place,
    unknown_places,
)

_SHORT = (
    4  # words: of so few, one in a local case that is no region may be a municipality, whether it is capitalised or not
)
_LONG = 6  # letters of such a word


class Places:
    """The regions and parties of a corpus's agreements."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._named: dict[str, tuple[int, ...]] = {}  # passages by word, filled as they are asked for
        self.agreements = corpus.of_kind(Kind.AGREEMENT)
        self._region = {i: corpus.agreements[i].description.region for i in self.agreements}
        self._of_region: dict[str, list[int]] = {}
        self._of_party: dict[str, list[int]] = {}
        names: dict[str, None] = {}
        for i in self.agreements:
            d = corpus.agreements[i].description
            names |= dict.fromkeys(name for name in (d.region, *d.parties) if name)
            if d.region:
                self._of_region.setdefault(d.region, []).append(i)
            for party in dict.fromkeys(d.parties):
                self._of_party.setdefault(party, []).append(i)
        self.names = Names(names)
        self.regions = Names(self._of_region, joint=True)  # in the order of their first agreements
        self.parties = Names(sorted(self._of_party))

    def of_regions(self, regions: Iterable[str]) -> tuple[int, ...]:
        """The agreements of ``regions``, ascending."""
        return tuple(sorted({i for region in regions for i in self._of_region.get(region, ())}))

    def of_parties(self, parties: Iterable[str]) -> tuple[int, ...]:
        """The agreements that have one of ``parties``, ascending."""
        return tuple(sorted({i for party in parties for i in self._of_party.get(party, ())}))

    def is_of(self, agreement: int, regions: Container[str]) -> bool:
        """Whether an agreement is of one of ``regions``."""
        region = self._region[agreement]
        return region is not None and region in regions

    def regions_of(self, agreements: Iterable[int]) -> list[str]:
        """The regions of ``agreements``, each once, in their order."""
        return list(dict.fromkeys(region for i in agreements if (region := self._region[i])))

    def asked(self, text: str) -> tuple[tuple[int, ...], list[str]]:
        """The agreements that ``text`` names, ascending, and their regions; none where it names none.

        They are named by region, by an authority that is a party of several, or by a place that only their text has, such as a
        municipality of the region.
        """
        named = self.regions.mentioned(text)
        found = set(self.of_regions(named))
        for party in self.parties.mentioned(text):
            own = self.of_parties([party])
            if not found.intersection(own) or not named:
                found.update(own)
        if not found:
            for word in self._strangers(text):
                found.update(self._telling_of(word))
        agreements = tuple(sorted(found))
        return agreements, named if named and len(named) == len(self.regions_of(agreements)) else self.regions_of(
            agreements
        )

    def words(self, text: str) -> frozenset[str]:
        """The words of ``text``, as they are written, that name one of them."""
        told = {word for word in self._strangers(text) if self._telling_of(word)}
        return place_words(text, self.names) | told

    def unknown(self, text: str) -> list[str]:
        """The words of ``text`` that name a place of which no agreement knows."""
        return [word for word in unknown_places(text, self.names) if not self._telling_of(word)]

    def _strangers(self, text: str) -> list[str]:
        """The words of ``text`` that may name a place which is no region: in a short text, any word in a local case."""
        words = WORD.findall(text)
        local = (
            [word for word in words if len(word) >= _LONG and LOCAL_CASE.search(word)] if len(words) <= _SHORT else []
        )
        found = [word for word in local if not keys(word) & self.names.keys]
        return list(dict.fromkeys((*unknown_places(text, self.names), *found)))

    def rows_naming(self, text: str) -> tuple[int, ...]:
        """The passages that name a place of ``text`` which only the text of agreements has; none where it names one otherwise."""
        if place_words(text, self.names):
            return ()
        return tuple(sorted({row for word in self._strangers(text) for row in self._naming(word)}))

    def _telling_of(self, word: str) -> tuple[int, ...]:
        """The agreements whose text names the place."""
        own = {self._corpus.rows[row].agreement for row in self._naming(word)}
        return tuple(sorted(own.intersection(self.agreements)))

    def _naming(self, word: str) -> tuple[int, ...]:
        """The passages that name the place; none where the word is one like any other."""
        if word not in self._named:
            said = {
                int(row): stands_as_place(met, self._corpus.text(int(row)))
                for met, having in self._corpus.words.like(word.lower())
                if same_place(word, met)
                for row in having
            }
            self._named[word] = () if None in said.values() else tuple(row for row, stands in said.items() if stands)
        return self._named[word]
