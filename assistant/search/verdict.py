"""From the evidence in one document to a verdict, a confidence and the passages to quote."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.index.corpus import Corpus
from assistant.model import Quotation, Verdict
from assistant.search.findings import VERDICTS

if TYPE_CHECKING:
    import numpy as np

    Integers = np.ndarray[Any, np.dtype[Any]]
    Vector = np.ndarray[Any, np.dtype[Any]]

_MOST_QUOTES = 4


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What was fitted on the development part of the evaluation (``python -m eval calibrate``); see ``verdict.toml``."""

    slope: float  # of the curve from the log-odds of the best passage to the probability that the document mentions it
    offset: float
    found: float  # probability from which a document is held to mention it
    possible: float  # probability from which a person must look
    quote_share: float  # a passage is quoted from this share of the best passage's probability
    quote_least: float  # and from this probability


# Not fitted, as no reference question needs it: where a passage's share of the words that are asked for decides (focus.py), nearly
# all of them must be there to be found, and one in four is enough for a person to look.
_FOCUSED = Thresholds(slope=1.0, offset=0.0, found=0.8, possible=0.3, quote_share=0.9, quote_least=0.9)


@cache
def thresholds(mode: str) -> Thresholds:
    """The thresholds of a mode of search: "learned", "focused" or "open"."""
    if mode == "focused":
        return _FOCUSED
    data = tomllib.loads((Path(__file__).parent / "verdict.toml").read_text(encoding="utf-8"))
    return Thresholds(**data[mode])


@dataclass(frozen=True, slots=True)
class Judgement:
    """``probability`` that the document mentions what was asked; ``rows`` to quote, best first."""

    verdict: Verdict
    probability: float
    rows: tuple[int, ...]

    @property
    def confidence(self) -> float:
        """Probability that the verdict is right; of a "possible", that a person will find something."""
        return 1 - self.probability if self.verdict is Verdict.NOT_MENTIONED else self.probability


def probabilities(best: Vector, t: Thresholds) -> Vector:
    """Probability that documents mention what was asked, from their best passages' probabilities; float64, the shape of ``best``.

    A document without passages has −1 for its best, and 0 comes out.
    """
    import numpy as np

    clipped = np.clip(best.astype(np.float64), 1e-6, 1 - 1e-6)
    curve = 1 / (1 + np.exp(-(t.slope * np.log(clipped / (1 - clipped)) + t.offset)))
    result: Vector = np.where(best < 0, 0.0, curve)
    return result


def verdicts(probability: Vector, t: Thresholds) -> Integers:
    """The verdicts of documents as indices into VERDICTS, int8."""
    import numpy as np

    found: Integers = (probability >= t.possible).astype(np.int8) + (probability >= max(t.found, t.possible))
    return found


def quoted(own: Vector, start: int, t: Thresholds) -> tuple[int, ...]:
    """The rows to quote of a document whose passages have the probabilities ``own`` from row ``start`` on; best first."""
    order = own.argsort()[::-1][:_MOST_QUOTES]
    best = float(own[order[0]])
    least = max(t.quote_share * best, min(t.quote_least, best))
    return tuple(start + int(i) for i in order if own[i] >= least)


def judge(evidence: Vector, span: tuple[int, int], t: Thresholds) -> Judgement:
    """Judge the document whose passages are rows ``span`` of ``evidence`` (probabilities)."""
    import numpy as np

    start, end = span
    own = evidence[start:end]
    probability = probabilities(np.array([own.max(initial=-1.0)]), t)
    verdict = VERDICTS[int(verdicts(probability, t)[0])]
    rows = () if verdict is Verdict.NOT_MENTIONED else quoted(own, start, t)
    return Judgement(verdict, float(probability[0]), rows)


def quotations(corpus: Corpus, rows: tuple[int, ...]) -> tuple[Quotation, ...]:
    """Quotations of passages, best first; passages that follow each other in one clause become one quotation."""
    at = {row: corpus.rows[row] for row in rows}
    groups: list[list[int]] = []
    for row in rows:
        clause = (at[row].agreement, at[row].clause)
        for group in groups:
            first = at[group[0]]
            if (first.agreement, first.clause) == clause and min(group) - 1 <= row <= max(group) + 1:
                group.append(row)
                break
        else:
            groups.append([row])
    return tuple(corpus.cut(at[min(group)], at[max(group)]) for group in groups)
