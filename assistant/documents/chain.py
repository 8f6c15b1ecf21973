"""Which run of numbers are the clauses: the dearest chain through all that could be one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from .numbers import Number

_MANY = 4000  # candidates: more than any agreement has
_SHORT_LOOK_BACK = 8
_LOOK_BACK = 60  # candidates; bounds the work on documents of thousands of numbered lines


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block that begins with a number, with how much it looks like the beginning of a clause."""

    at: int
    number: Number
    score: float
    title: bool  # heading words, rather than a numbered paragraph
    emphasis: float


def _step(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """What it is worth that clause ``b`` comes right after clause ``a`` (() for the beginning)."""
    depth = len(b)
    if depth > len(a):
        if b[: len(a)] != a:
            # "3" → "5.2", or the beginning at "1.1": a parent is missing.
            higher = a[0] < b[0] if a else True
            return -0.5 - 0.4 * (depth - 1) - (0.4 * min(b[0] - (a[0] if a else 0), 5)) if higher else -6.0
        first, missing = b[len(a)], depth - len(a) - 1
        return (1.0 if first <= 1 else -0.4 * min(first - 1, 6)) - 0.7 * missing
    if b[:-1] != a[: depth - 1]:
        return -2.0 if b > a else -6.0
    gap = b[-1] - a[depth - 1]
    if gap == 1:
        return 1.0
    return -0.4 * min(gap - 1, 6) if gap > 1 else -6.0


def best_chain(candidates: Sequence[Candidate], fences: Sequence[int]) -> list[Candidate]:
    """The run of candidates with the highest sum of scores and steps."""
    best: list[tuple[float, int, dict[int, str]]] = []  # sum, predecessor, how each depth is closed ("." or ")")
    look_back = _LOOK_BACK if len(candidates) < _MANY else _SHORT_LOOK_BACK
    for i, candidate in enumerate(candidates):
        key = candidate.number.key
        closes = {len(key): candidate.number.close}
        top = (_step((), key) + candidate.score, -1, closes)
        for j in range(max(0, i - look_back), i):
            before = candidates[j]
            total, _, styles = best[j]
            fenced = bisect_right(fences, before.at) < bisect_right(fences, candidate.at)
            step = max(_step((), key), _step(before.number.key, key)) if fenced else _step(before.number.key, key)
            style = styles.get(len(key))
            if len(key) == 1 and style is not None and style != candidate.number.close and not fenced:
                step -= 1.5
            if total + step + candidate.score > top[0]:
                top = (total + step + candidate.score, j, {**styles, **closes})
        best.append(top)
    if not best:
        return []
    at = max(range(len(best)), key=lambda i: best[i][0])
    if best[at][0] <= 0:
        return []
    chain = []
    while at >= 0:
        chain.append(candidates[at])
        at = best[at][1]
    return chain[::-1]
