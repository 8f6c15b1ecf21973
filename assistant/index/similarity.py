"""Cosines of a query with all passages at once: one pass over the vectors, so their size in memory is what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float32]]
    Vector = np.ndarray[Any, np.dtype[np.float32]]

# Vectors of more passages than this are held in half as many bytes. Cosines then differ by less than 0.002 (tests/index).
MANY = 300_000


class Halves:
    """Vectors in bfloat16, a float32 without its lower 16 bits. Read by rows as an array of float32 is; what comes is float32."""

    def __init__(self, bits: np.ndarray[Any, np.dtype[np.uint16]]) -> None:
        self.bits = bits

    @property
    def shape(self) -> tuple[int, ...]:
        """(passages, dimension)."""
        passages, dimension = self.bits.shape
        return passages, dimension

    def __len__(self) -> int:
        return len(self.bits)

    def __getitem__(self, at: Any) -> Matrix:
        import numpy as np

        found: Matrix = (self.bits[at].astype(np.uint32) << np.uint32(16)).view(np.float32)
        return found


def halved(vectors: Matrix) -> Matrix:
    """``vectors`` in half as many bytes, rounded to the nearest; to be read by rows and by :func:`similarities` alone."""
    import numpy as np

    bits = np.empty(vectors.shape, np.uint16)
    for start in range(0, len(vectors), 4096):
        whole = np.ascontiguousarray(vectors[start : start + 4096], np.float32).view(np.uint32)
        bits[start : start + 4096] = (
            whole + np.uint32(0x7FFF) + ((whole >> np.uint32(16)) & np.uint32(1))
        ) >> np.uint32(16)
    return cast("Matrix", Halves(bits))


def vectors_for(passages: int, dimension: int) -> Matrix:
    """Room for the vectors of so many passages, to be filled by rows with :func:`put`."""
    import numpy as np

    if passages > MANY:
        return cast("Matrix", Halves(np.zeros((passages, dimension), np.uint16)))
    return np.zeros((passages, dimension), np.float32)


def put(vectors: Matrix, begin: int, end: int, part: Matrix) -> None:
    """Write ``part`` into the rows ``begin`` to ``end``."""
    if isinstance(vectors, Halves):
        vectors.bits[begin:end] = cast("Halves", halved(part)).bits
    else:
        vectors[begin:end] = part


def taken(vectors: Matrix, rows: Any) -> Matrix:
    """Some rows, in the form in which ``vectors`` are held."""
    if isinstance(vectors, Halves):
        return cast("Matrix", Halves(vectors.bits[rows]))
    found: Matrix = vectors[rows]
    return found


def joined(vectors: Matrix, more: Matrix) -> Matrix:
    """``vectors`` and then ``more`` (float32), in the form in which ``vectors`` are held."""
    import numpy as np

    if isinstance(vectors, Halves):
        return cast("Matrix", Halves(np.concatenate([vectors.bits, cast("Halves", halved(more)).bits])))
    return np.concatenate([vectors, more]) if len(vectors) else more


def similarities(vectors: Matrix, query: Vector) -> Vector:
    """The dot product of every vector with ``query``, shape (passages,), float32."""
    import numpy as np

    if not isinstance(vectors, Halves):
        found: Vector = vectors @ query
        return found
    import torch

    bits = torch.from_numpy(vectors.bits.view(np.int16)).view(torch.bfloat16)
    rounded = torch.from_numpy(np.ascontiguousarray(query, np.float32)).bfloat16()
    result: Vector = torch.mv(bits, rounded).float().numpy()
    return result
