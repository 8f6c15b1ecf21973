"""Passages as arrays: a million of them are a few blocks of memory, not millions of Python objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    import numpy as np

    Integers = np.ndarray[Any, np.dtype[Any]]

_DECODED = 4096  # texts that are read at a time where all are read


@dataclass(frozen=True, slots=True)
class Row:
    """One passage: the position of its document in ``Corpus.agreements``, its clause, and its offsets in the clause's text."""

    agreement: int
    clause: int
    start: int
    end: int


class Rows(Sequence[Row]):
    """Passages by number. ``places`` has shape (4, passages), int32: agreement, clause, start, end."""

    __slots__ = ("places",)

    def __init__(self, places: Integers) -> None:
        self.places = places

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Rows:
        """The same rows as arrays."""
        import numpy as np

        listed = [(row.agreement, row.clause, row.start, row.end) for row in rows]
        return cls(np.ascontiguousarray(np.array(listed, np.int32).reshape(-1, 4).T))

    @property
    def owners(self) -> Integers:
        """The position of each passage's document, shape (passages,)."""
        owners: Integers = self.places[0]
        return owners

    def __len__(self) -> int:
        return int(self.places.shape[1])

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> Rows: ...

    def __getitem__(self, at: int | slice) -> Row | Rows:
        if isinstance(at, slice):
            return Rows(self.places[:, at])
        return Row(*self.places[:, at].tolist())

    def __iter__(self) -> Iterator[Row]:
        for start in range(0, len(self), _DECODED):
            for place in self.places[:, start : start + _DECODED].T.tolist():
                yield Row(*place)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(a == b for a, b in zip(self, other))  # noqa: B905

    __hash__ = None  # type: ignore[assignment]

    def find(self, span: tuple[int, int], clause: int, start: int) -> int | None:
        """The passage among those of ``span`` that begins at ``start`` of ``clause``, where there is one."""
        own = self.places[:, slice(*span)]
        found = ((own[1] == clause) & (own[2] == start)).nonzero()[0]
        return span[0] + int(found[0]) if len(found) else None

    def taken(self, numbers: Integers, owners: Integers) -> Rows:
        """The passages ``numbers``, in that order, now of the documents at ``owners``."""
        places = self.places[:, numbers]
        places[0] = owners
        return Rows(places)

    def joined(self, other: Rows) -> Rows:
        """These and then the others."""
        import numpy as np

        return Rows(np.concatenate([self.places, other.places], axis=1))


def numbered(spans: Iterable[tuple[int, int]]) -> Integers:
    """The numbers in these ranges, one range after the other, int64."""
    import numpy as np

    parts = [np.arange(begin, end, dtype=np.int64) for begin, end in spans]
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)


class Texts(Sequence[str]):
    """Texts in one block of UTF-8: text i lies at ``edges[i]`` to ``edges[i + 1]`` of ``block``, uint8."""

    __slots__ = ("block", "edges")

    def __init__(self, block: Integers, edges: Integers) -> None:
        self.block = block
        self.edges = edges

    @classmethod
    def of(cls, texts: Iterable[str]) -> Texts:
        """The same texts in one block."""
        import numpy as np

        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        edges = np.zeros(len(encoded) + 1, np.int64)
        np.cumsum([len(text) for text in encoded], out=edges[1:])
        return cls(np.frombuffer(b"".join(encoded), np.uint8), edges)

    def __len__(self) -> int:
        return len(self.edges) - 1

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> list[str]: ...

    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            start, stop, step = at.indices(len(self))
            if step != 1:
                return [self[i] for i in range(start, stop, step)]
            return self._decoded(start, max(start, stop))
        if at < 0:
            at += len(self)
        if not 0 <= at < len(self):
            raise IndexError(at)
        return self._decoded(at, at + 1)[0]

    def _decoded(self, start: int, stop: int) -> list[str]:
        edges = self.edges[start : stop + 1].tolist()
        begin = edges[0]
        block = self.block[begin : edges[-1]].tobytes()
        return [block[a - begin : b - begin].decode("utf-8", "surrogatepass") for a, b in pairwise(edges)]

    def __iter__(self) -> Iterator[str]:
        for start in range(0, len(self), _DECODED):
            yield from self[start : min(start + _DECODED, len(self))]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(a == b for a, b in zip(self, other))  # noqa: B905

    __hash__ = None  # type: ignore[assignment]

    def taken(self, spans: Iterable[tuple[int, int]]) -> Texts:
        """The texts of these ranges, one range after the other."""
        return Texts.concatenated([self._range(a, b) for a, b in spans])

    def _range(self, start: int, stop: int) -> Texts:
        edges = self.edges[start : stop + 1]
        return Texts(self.block[edges[0] : edges[-1]], edges - edges[0])

    @classmethod
    def concatenated(cls, parts: Sequence[Texts]) -> Texts:
        """The texts of all ``parts`` in one block."""
        import numpy as np

        if not parts:
            return cls.of(())
        lengths = np.concatenate([np.diff(part.edges) for part in parts])
        edges = np.zeros(len(lengths) + 1, np.int64)
        np.cumsum(lengths, out=edges[1:])
        return cls(np.concatenate([part.block for part in parts]), edges)
