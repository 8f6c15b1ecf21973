"""Which document's wording stands for which style: most common, most detailed, strictest, shortest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers.drafts.candidates import Candidate
from assistant.answers.drafts.figures import figures

STYLES = ("most_common", "most_detailed", "strictest", "shortest")  # after the model, in the order shown
_ALIKE = 0.9  # share of common words from which two wordings are held to be one
_NEAR = 0.93  # cosine from which another region's wording counts as the same solution
_ENOUGH = 0.4  # an alternative must answer this share of the aspects that the fullest wording answers
_READABLE = 0.6  # quality from which a wording reads as clauses
_DUTY = re.compile(
    r"\bon\s+\w+(?:tava|tävä)\b|\b(?:on|tulee|pitää|täytyy)\s+(?:\w+\s+)?(?:oltava|olla|tehtävä|tehdä)\b|velvolli|velvoit|sitoutu"
    r"|\bvastaa(?:vat)?\b|\bhuolehtii|viimeistään|kuluessa|mennessä|vähintään|enintään|\bei(?:vät)? saa\b|ainoastaan|\bvain\b"
    r"|yksinomaan|mitätön|viipymättä|välittömästi|edellyttää|\bkorvaa(?:vat)?\b|\bperusteltava|\bkirjallisesti|\baina\b"
    r"|\bska(?:ll)?\b|\bmåste\b|skyldig|förbinder|ansvarar|svarar för|senast|\binom\b|minst|högst|får inte|endast|enbart"
    r"|ogiltig|omedelbart|utan dröjsmål|skriftlig",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"\bvoi(?:daan|vat)?\b|pyri|pyrkii|tarvittaessa|mahdollisuuksien|sovitaan (?:\w+ )?(?:erikseen|myöhemmin)|\bnoin\b|yleensä"
    r"|esimerkiksi|ensisijaisesti|harkin|mahdollist|suosit|\bkan\b|\bfår\b(?! inte)|strävar|vid behov|i mån av|avtalas separat"
    r"|\bcirka\b|i regel|till exempel|i första hand",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Worded:
    """A candidate with the texts of its passages."""

    candidate: Candidate
    texts: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        """All words, small."""
        return re.findall(r"\w+", " ".join(self.texts).lower())

    def strictness(self) -> float:
        """How much the passages bind: whole sentences without a word of discretion, and twice the marks of duty, for ten passages.

        In an agreement the plain present tense binds ("Kela pays"); modal verbs, limits and deadlines bind more.
        """
        duty = sum(len(_DUTY.findall(text)) for text in self.texts)
        soft = sum(len(_SOFT.findall(text)) for text in self.texts)
        plain = sum(text.endswith(".") and text[0].isupper() and not _SOFT.search(text) for text in self.texts)
        # Two passages more than there are, lest a single strict sentence beat a strict clause.
        return 10 * (2 * duty + plain - 2 * soft) / (len(self.texts) + 2)

    def detail(self) -> float:
        """Aspects answered, and half as much for each value."""
        return len(self.candidate.aspects) + 0.5 * sum(1 for text in self.texts for _ in figures(text))


def same(a: Worded, b: Worded) -> bool:
    """Whether two wordings are the same but for a few words."""
    left, right = set(a.words), set(b.words)
    return len(left & right) >= _ALIKE * max(1, len(left | right))


def distinct(wordings: Sequence[Worded], taken: Sequence[Worded] = ()) -> list[Worded]:
    """Wordings that are neither one of ``taken`` nor alike; of those alike the best-reading stays."""
    kept: list[Worded] = []
    for worded in sorted(wordings, key=lambda w: -w.candidate.quality):
        if not any(same(worded, other) for other in (*taken, *kept)):
            kept.append(worded)
    return kept


@dataclass(frozen=True)
class Choice:
    """A wording chosen for ``style``.

    ``also`` are other styles in which it comes first; ``after`` is the style of the wording that comes first in this one, where
    that is another wording.
    """

    style: str
    worded: Worded
    also: tuple[str, ...] = ()
    after: str | None = None


def chosen(
    wordings: Sequence[Worded], everyone: Sequence[Worded], common: frozenset[str], least: int
) -> tuple[Choice, ...]:
    """For each style the wording that comes first in it, each wording once; runners-up up to ``least`` wordings.

    Args:
        wordings: those to choose from, all different.
        everyone: all regions' wordings, by which the most common is known.
        common: the aspects that most regions have.
    """
    scores = _scores(wordings, everyone, common)

    def best(style: str, among: Sequence[int]) -> int:
        return max(among, key=lambda i: scores[i][style])

    if not wordings:
        return ()
    first = {style: best(style, range(len(wordings))) for style in STYLES}
    taken: dict[int, str] = {}
    for style, i in first.items():
        taken.setdefault(i, style)
    also: dict[str, list[str]] = (
        {}
        if len(wordings) == 1
        else {style: [s for s, i in first.items() if taken[i] == style and s != style] for style in taken.values()}
    )
    after: dict[str, str] = {}
    for style, i in first.items():
        rest = [j for j in range(len(wordings)) if j not in taken]
        if taken[i] != style and rest and len(taken) < least:
            after[style] = taken[i]
            taken[best(style, rest)] = style
    made = {
        style: Choice(style, wordings[i], tuple(s for s in also.get(style, ()) if s not in after), after.get(style))
        for i, style in taken.items()
    }
    return tuple(made[style] for style in STYLES if style in made)


def _scores(wordings: Sequence[Worded], everyone: Sequence[Worded], common: frozenset[str]) -> list[dict[str, float]]:
    """For each wording, how well it stands for each style."""
    import numpy as np

    vectors = np.stack([w.candidate.vector for w in everyone]) if everyone else np.zeros((0, 1))
    found = []
    for worded in wordings:
        quality = worded.candidate.quality
        covered = len(worded.candidate.aspects & common) / len(common) if common else 1.0
        similarity = vectors @ worded.candidate.vector
        strict = worded.strictness()
        found.append(
            {
                # Cosines of this model lie close together: four times the mean weighs about as much as either share.
                "most_common": float(similarity.mean()) * 4 + float((similarity >= _NEAR).mean()) + covered + quality,
                "most_detailed": worded.detail() * quality,
                "strictest": strict * (0.4 + 0.6 * covered) * quality if strict > 0 else strict,
                "shortest": -float(len(worded.words)),
            }
        )
    return found


def substantial(wordings: Sequence[Worded]) -> list[Worded]:
    """Wordings that say enough of the topic and read well enough; where those are too few for the styles, the best others too."""
    most = max((len(w.candidate.aspects) for w in wordings), default=0)

    def fit(worded: Worded) -> tuple[bool, float]:
        enough = len(worded.candidate.aspects) >= max(1, _ENOUGH * most) and worded.candidate.quality >= _READABLE
        return enough, worded.candidate.quality * (1 + len(worded.candidate.aspects))

    ranked = sorted(wordings, key=fit, reverse=True)
    return ranked[: max(len(STYLES), sum(fit(worded)[0] for worded in ranked))]
