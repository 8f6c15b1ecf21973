"""Whose agreements a corpus has: regions and parties by name, looked up without going through all of them."""

from __future__ import annotations

from collections.abc import Container, Iterable

from assistant.index.corpus import Corpus
from assistant.model import Kind
from assistant.search.names import Names


class Places:
    """The regions and parties of a corpus's agreements."""

    def __init__(self, corpus: Corpus) -> None:
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
