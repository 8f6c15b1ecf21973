"""Agreements that solved a matter alike, grouped by their wordings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.model import AgreementId, Finding, Variant, Verdict

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float32]]

_ALIKE = 0.93  # mean cosine of e5 vectors within a group; below it two wordings are held to be different solutions
_EXACT = 400  # vectors that are grouped exactly
_LABEL_LENGTH = 110  # characters


def variants(findings: Sequence[Finding], vectors: Matrix) -> tuple[Variant, ...]:
    """Group findings by their first quotation, largest group first.

    Args:
        findings: only those that are found and lead (one a region) are counted; others are ignored.
        vectors: the embedding of each finding's first quotation, shape (len(findings), dimension).
    """
    import numpy as np

    counted = [i for i, f in enumerate(findings) if f.verdict is Verdict.FOUND and f.quotes]
    own = [findings[i] for i in counted]
    found = []
    for members, example in grouped(np.asarray(vectors)[counted]):
        quotation = own[example].quotes[0]
        agreements = tuple(AgreementId(own[m].agreement) for m in members)
        found.append(Variant(label(quotation.text), agreements, quotation, tuple(own[m].region for m in members)))
    return tuple(found)


def grouped(vectors: Matrix, most: int | None = None) -> list[tuple[list[int], int]]:
    """Vectors that are alike: the members of each group and the one that stands for it.

    The largest group comes first, and of many groups only ``most`` are given.
    """
    groups = sorted(_groups(vectors), key=lambda members: -len(members))[:most]
    return [(members, _medoid(vectors, members)) for members in groups]


def _medoid(vectors: Matrix, members: list[int]) -> int:
    """The member that is closest to the others."""
    if len(members) == 1:
        return members[0]
    own = vectors[members]
    similarity = (own @ vectors[members].T).sum(axis=1) if len(members) <= _EXACT else own @ own.sum(axis=0)
    return members[int(similarity.argmax())]


def _groups(vectors: Matrix) -> list[list[int]]:
    """Average linkage where that can be had: it costs the square of the number of vectors.

    Of more, some that lie evenly among them are grouped so; each of the others goes to the group whose mean is nearest, and one
    that is like none of them stands alone.
    """
    import numpy as np

    if len(vectors) <= _EXACT:
        return [members.tolist() for members in _linked(vectors)]
    some = np.linspace(0, len(vectors) - 1, _EXACT).astype(np.int64)
    groups = [some[members] for members in _linked(vectors[some])]
    others = np.delete(np.arange(len(vectors)), some)
    centres = np.stack([vectors[group].mean(axis=0) for group in groups])
    likeness = vectors[others] @ centres.T
    nearest, near = likeness.argmax(axis=1), likeness.max(axis=1) >= _ALIKE
    joined = [[*group.tolist(), *others[near & (nearest == i)].tolist()] for i, group in enumerate(groups)]
    return joined + [[alone] for alone in others[~near].tolist()]


def _linked(vectors: Matrix) -> list[Any]:
    """Groups by average linkage, each an array of numbers."""
    import numpy as np

    if len(vectors) < 2:
        return [np.arange(len(vectors))] if len(vectors) else []
    from sklearn.cluster import AgglomerativeClustering

    labels = AgglomerativeClustering(
        n_clusters=None, metric="cosine", linkage="average", distance_threshold=1 - _ALIKE
    ).fit_predict(vectors)
    return [np.flatnonzero(labels == group) for group in range(int(labels.max()) + 1)]


def label(text: str) -> str:
    """The words that stand for a variant in a list."""
    if len(text) <= _LABEL_LENGTH:
        return text
    return text[:_LABEL_LENGTH].rsplit(" ", 1)[0] + " …"
