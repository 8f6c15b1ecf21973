"""Classifiers learned from the examples: which aspects does a text answer, or ask for.

Kernel ridge regression, one output a label, all labels solved at once (Saunders, Gammerman & Vovk 1998, "Ridge regression
learning algorithm in dual variables"). The kernel adds three views of a text: a Gaussian-like and a linear kernel of its
embedding (centred, since e5's vectors crowd into a narrow cone) and the cosine of its character 3–5-gram tf-idf. Training
takes seconds on two cores; leave-one-out predictions come in closed form, and a logistic curve through them (Platt 1999)
turns scores into probabilities without a set kept aside.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    Matrix = np.ndarray[Any, np.dtype[np.float32]]

VERSION = "1"  # of the arithmetic below; part of the cache's key
_DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Shape:
    """The weights of the kernel's parts and the strength of the ridge."""

    sharpness: float = 4.0  # of the Gaussian-like part exp(sharpness · (cosine − 1))
    linear: float = 0.5
    lexical: float = 1.0
    ridge: float = 0.3


def _lexical_form(text: str) -> str:
    """Lower case, every digit alike: which figure is agreed does not matter to what the sentence is about."""
    return _DIGITS.sub("0", text.lower())


def _vectorizer(vocabulary: Sequence[str] | None = None) -> TfidfVectorizer:
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(3, 5),
        sublinear_tf=True,
        min_df=2 if vocabulary is None else 1,
        vocabulary=vocabulary,
        dtype=np.float32,
        lowercase=False,
    )


class TextClassifier:
    """Text → probability of each label. Labels are not exclusive.

    Made by :func:`train` or :meth:`load`.
    """

    def __init__(self, labels: Sequence[str], shape: Shape, arrays: dict[str, np.ndarray[Any, Any]]) -> None:
        self.labels = tuple(labels)
        self._shape = shape
        self._arrays = arrays
        self._vectorizer = _vectorizer([str(gram) for gram in arrays["vocabulary"]])
        self._vectorizer.idf_ = arrays["idf"]

    def scores(self, vectors: Matrix, texts: Sequence[str]) -> Matrix:
        """Raw scores, about 0 to 1, of shape (texts, labels)."""
        import numpy as np

        a = self._arrays
        centred = _centred(vectors, a["mean"])
        found = np.empty((len(texts), len(self.labels)), np.float32)
        for start in range(0, len(texts), 4096):
            cut = slice(start, start + 4096)
            cosine = centred[cut] @ a["vectors"].T
            dense = np.exp(self._shape.sharpness * (cosine - 1)) + self._shape.linear * cosine
            lexical = self._vectorizer.transform([_lexical_form(text) for text in texts[cut]])
            found[cut] = dense @ a["dual"] + lexical @ a["lexical"] + a["prior"]
        return found

    def probabilities(self, vectors: Matrix, texts: Sequence[str]) -> Matrix:
        """Probabilities of shape (texts, labels), float32."""
        import numpy as np

        slope, offset = self._arrays["curve"]
        result: Matrix = (1 / (1 + np.exp(-(slope * self.scores(vectors, texts) + offset)))).astype(np.float32)
        return result

    def save(self, path: Path) -> None:
        """Write to ``path`` at once or not at all."""
        import numpy as np

        scratch = path.with_name(f".{path.name}.tmp.npz")
        np.savez(scratch, labels=np.array(self.labels), shape=_shape_array(self._shape), **self._arrays)  # type: ignore[arg-type]
        scratch.replace(path)

    @classmethod
    def load(cls, path: Path) -> TextClassifier:
        """Read what :meth:`save` wrote. Raises OSError or ValueError where that can't be done."""
        import zipfile

        import numpy as np

        try:
            stored = np.load(path, allow_pickle=False)
        except (EOFError, zipfile.BadZipFile) as error:  # an empty or broken file
            raise ValueError(f"{path}: {error}") from error
        with stored:
            arrays = {name: stored[name] for name in stored.files if name not in ("labels", "shape")}
            return cls([str(x) for x in stored["labels"]], Shape(*(float(x) for x in stored["shape"])), arrays)


def _shape_array(shape: Shape) -> np.ndarray[Any, Any]:
    import numpy as np

    return np.array([shape.sharpness, shape.linear, shape.lexical, shape.ridge])


def _centred(vectors: Matrix, mean: Matrix) -> Matrix:
    import numpy as np

    moved = vectors - mean
    result: Matrix = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    return result


@dataclass(frozen=True, slots=True)
class Trained:
    """A classifier, and the scores that each example would have had, had it been left out of the training."""

    classifier: TextClassifier
    left_out: Matrix


def train(
    labels: Sequence[str],
    vectors: Matrix,
    texts: Sequence[str],
    targets: Matrix,
    shape: Shape | None = None,
    known: Matrix | None = None,
) -> Trained:
    """Learn from examples.

    Args:
        labels: names, of length L.
        vectors: embeddings of the examples, shape (n, dimension).
        texts: the examples.
        targets: 1 where the example has the label, else 0; shape (n, L).
        shape: kernel and ridge.
        known: 0 where it isn't known whether the example has the label; such pairs do not count in the curve.
    """
    import numpy as np

    shape = shape or Shape()
    mean = vectors.mean(axis=0)
    centred = _centred(vectors, mean)
    vectorizer = _vectorizer()
    lexical = vectorizer.fit_transform([_lexical_form(text) for text in texts])
    cosine = centred @ centred.T
    kernel = np.exp(shape.sharpness * (cosine - 1)) + shape.linear * cosine
    kernel += shape.lexical * (lexical @ lexical.T).toarray()
    del cosine
    kernel[np.diag_indices_from(kernel)] += shape.ridge
    prior = targets.mean(axis=0)
    dual, diagonal = _solved(kernel, targets - prior)
    left_out = targets - dual / diagonal[:, None]
    slope, offset = _curve(left_out, targets, known)
    arrays = {
        "mean": mean.astype(np.float32),
        "vectors": centred.astype(np.float32),
        "dual": dual.astype(np.float32),
        "lexical": (shape.lexical * (lexical.T @ dual)).astype(np.float32),
        "prior": prior.astype(np.float32),
        "curve": np.array([slope, offset]),
        "vocabulary": np.array(sorted(vectorizer.vocabulary_, key=vectorizer.vocabulary_.__getitem__)),
        "idf": vectorizer.idf_,
    }
    return Trained(TextClassifier(labels, shape, arrays), left_out.astype(np.float32))


def _solved(kernel: Matrix, targets: Matrix) -> tuple[Matrix, Matrix]:
    """``kernel``⁻¹ ``targets`` and the diagonal of ``kernel``⁻¹, by one Cholesky factorisation in single precision.

    ``kernel`` is overwritten. Single precision halves time and memory; the ridge keeps the system well conditioned.
    """
    import numpy as np
    from scipy.linalg import cho_factor, cho_solve
    from scipy.linalg.lapack import strtri
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=os.cpu_count(), user_api="blas"):  # elsewhere one thread, see Embedder
        factor, lower = cho_factor(
            np.asfortranarray(kernel, np.float32), lower=True, overwrite_a=True, check_finite=False
        )
        dual: Matrix = cho_solve((factor, lower), targets.astype(np.float32), check_finite=False)
        inverse, _ = strtri(factor, lower=1, overwrite_c=1)
        diagonal: Matrix = np.einsum("ij,ij->j", np.tril(inverse), np.tril(inverse))
    return dual, diagonal


def _curve(scores: Matrix, targets: Matrix, known: Matrix | None) -> tuple[float, float]:
    """Slope and offset of the logistic curve from score to probability."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    use = np.ones(scores.shape, bool) if known is None else known.astype(bool)
    x, y = scores[use], targets[use] > 0
    if not y.any() or y.all():
        return 8.0, -4.0
    # Pairs far below zero say nothing of the curve and are most of them.
    near = (x > -0.05) | y
    fitted = LogisticRegression(C=1e4).fit(x[near, None], y[near])
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])
