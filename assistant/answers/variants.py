"""Agreements that solved a matter alike, grouped by their wordings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.model import AgreementId, Finding, Variant, Verdict

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float32]]

_ALIKE = 0.93  # mean cosine of e5 vectors within a group; below it two wordings are held to be different solutions
_LABEL_LENGTH = 110  # characters


def variants(findings: Sequence[Finding], vectors: Matrix) -> tuple[Variant, ...]:
    """Group findings by their first quotation, largest group first.

    Args:
        findings: only those that are found and lead (one a region) are counted; others are ignored.
        vectors: the embedding of each finding's first quotation, shape (len(findings), dimension).
    """
    import numpy as np

    counted = [i for i, f in enumerate(findings) if f.verdict is Verdict.FOUND and f.quotes]
    if not counted:
        return ()
    groups = _groups(np.asarray(vectors)[counted])
    found = []
    for members in groups:
        own = [findings[counted[m]] for m in members]
        # The example is the wording closest to the others: the medoid.
        similarity = vectors[[counted[m] for m in members]] @ vectors[[counted[m] for m in members]].T
        example = own[int(similarity.sum(axis=1).argmax())].quotes[0]
        found.append(Variant(_label(example.text), tuple(AgreementId(f.agreement) for f in own), example))
    return tuple(sorted(found, key=lambda v: -len(v.agreements)))


def _groups(vectors: Matrix) -> list[list[int]]:
    if len(vectors) == 1:
        return [[0]]
    from sklearn.cluster import AgglomerativeClustering

    labels = AgglomerativeClustering(
        n_clusters=None, metric="cosine", linkage="average", distance_threshold=1 - _ALIKE
    ).fit_predict(vectors)
    return [[i for i, label in enumerate(labels) if label == group] for group in range(max(labels) + 1)]


def _label(text: str) -> str:
    if len(text) <= _LABEL_LENGTH:
        return text
    return text[:_LABEL_LENGTH].rsplit(" ", 1)[0] + " …"
