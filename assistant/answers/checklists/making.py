"""From the law, the study, the model agreement and the regions to a checklist; against a draft where there is one.

Two sorts of items. *Points* are known beforehand (``knowledge/checklist.toml``): what the law wants, what the study found,
what people argue about. *Topic items* come from the corpus: what the model agreement or most other regions speak of and no
point covers. Whatever has no basis is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.answers.checklists.evidence import Evidence
from assistant.answers.checklists.sides import Judged, Sides, judged, sides_of
from assistant.answers.results import BasisKind, Checklist, Ground, Item, ItemStatus, Phase
from assistant.knowledge.aspects import Topic
from assistant.knowledge.points import Point, checklist_points
from assistant.model import Agreement, Finding, Quotation, Verdict
from assistant.phrases import catalogue, phrase
from assistant.search import Searcher

_STATUS = {
    Verdict.FOUND: ItemStatus.IN_DRAFT,
    Verdict.POSSIBLE: ItemStatus.UNCLEAR_IN_DRAFT,
    Verdict.NOT_MENTIONED: ItemStatus.MISSING_IN_DRAFT,
}
_PHASES = list(Phase)
_MOST_REGIONS = 0.5  # what more than this share of the other regions agreed is held to be usual
_FEWEST_REGIONS = 2  # of fewer, nothing is usual
_LEAST_TOPIC, _TOPIC_SPAN = (
    10.0,
    30.0,
)  # weight of a topic item: by the share of regions that agreed it, below all points


def checklist(
    searcher: Searcher, region: str | None = None, draft: Agreement | None = None, language: str = "fi"
) -> Checklist:
    """What to see to before, at and after the negotiation, in ``language`` ("fi" or "sv").

    Against ``draft``, the items for the table are judged. Without one, what the present agreement of ``region`` lacks is named.
    Items after the table are never judged: a draft can't have done them. Raises UnknownRegionError.
    """
    spoken = "sv" if language == "sv" else "fi"
    sides = sides_of(searcher, region, draft)
    maker = _Maker(sides, Evidence(sides.searcher), spoken)
    return Checklist(sides.region, draft.file if draft else None, spoken, ordered(maker.items()))


def ordered(items: Iterable[Item]) -> tuple[Item, ...]:
    """By phase, the heaviest first."""
    return tuple(sorted(items, key=lambda item: (_PHASES.index(item.phase), -item.weight, item.id)))


@dataclass(frozen=True)
class _Maker:
    sides: Sides
    evidence: Evidence
    language: str

    def items(self) -> list[Item]:
        points = checklist_points()
        covered = {name for point in points for name in point.aspects}
        made = [self._of_point(point) for point in points]
        made += [self._of_topic(topic, covered) for topic in self.sides.searcher.knowledge.topics]
        return [item for item in made if item is not None and item.grounds]

    def _of_point(self, point: Point) -> Item | None:
        texts = catalogue(self.language, "checklist")["items"][point.id]
        grounds = [Ground(BasisKind.STATUTE, reference) for reference in point.statutes]
        if point.study:
            grounds.append(Ground(BasisKind.STUDY, phrase(self.language, "checklist.study")))
        phase = Phase(point.phase)
        base = Item(
            point.id,
            phase,
            text=texts["text"],
            why=texts["why"],
            question=texts["question"],
            status=ItemStatus.OPEN,
            weight=point.weight,
            grounds=tuple(grounds),
            topic=point.topic,
        )
        if not point.aspects:
            return base
        regional = self._regional_ground(point.aspects)
        return self._judged(base, point.aspects, [regional] if regional else [], needs_all=point.needs_all)

    def _of_topic(self, topic: Topic, covered: set[str]) -> Item | None:
        free = [aspect.id for aspect in topic.aspects if aspect.id not in covered]
        in_model = [name for name in free if name in self._model]
        usual = [name for name in free if name in self._usual and self._lacks(name)]
        names = [name for name in free if name in in_model or name in usual]
        if not names:
            return None
        why = "both" if in_model and usual else "model" if in_model else "regions"
        labels = "; ".join(self._labels(names))
        grounds = [
            self._ground("regions_aspect", self._count(name), label=label)
            for name, label in zip(names, self._labels(names), strict=True)
            if name in self._usual
        ]
        base = Item(
            id=f"topic.{topic.id}",
            phase=Phase.AT,
            text=phrase(self.language, "checklist.topic_text", topic=topic.label(self.language), labels=labels),
            why=phrase(self.language, f"checklist.topic_why_{why}"),
            question=phrase(self.language, "checklist.topic_question", labels=labels),
            status=ItemStatus.OPEN,
            weight=round(_LEAST_TOPIC + _TOPIC_SPAN * max(self._share(name) for name in names), 1),
            grounds=(),
            topic=topic.id,
        )
        return self._judged(base, names, grounds, needs_all=True)

    def _judged(self, base: Item, aspects: Sequence[str], grounds: list[Ground], *, needs_all: bool) -> Item:
        """The item with what the model, the others, the draft and the region's own agreement say of ``aspects``."""
        sides = self.sides
        model = tuple(dict.fromkeys(quote for name in aspects for quote in self._model.get(name, ())))
        others = sides.searcher.findings(sides.searcher.query_for(aspects, sides.others))
        draft = own = None
        if sides.draft is not None:
            draft = judged(sides.searcher, sides.draft, aspects, needs_all=needs_all)
        if sides.own is not None:
            own = judged(sides.searcher, sides.own, aspects, needs_all=needs_all)
        target = own if draft is None else draft
        return Item(
            id=base.id,
            phase=base.phase,
            text=base.text,
            why=base.why,
            question=base.question,
            status=_STATUS[draft.verdict] if draft and base.phase is not Phase.AFTER else base.status,
            weight=base.weight,
            grounds=(*base.grounds, *(self._model_ground(quote) for quote in model[:1]), *grounds),
            evidence=(*self.evidence.diverse(others), *model[:1]),
            draft=draft.quotes[:3] if draft else (),
            topic=base.topic,
            own=own.quotes[:2] if own else (),
            lacking=self._lacking(target, needs_all=needs_all),
        )

    def _lacking(self, target: Judged | None, *, needs_all: bool) -> tuple[str, ...]:
        """What should be said and is not: each aspect where all are needed, else those that are usual elsewhere."""
        if target is None:
            return ()
        return tuple(self._labels([name for name in target.missing if needs_all or name in self._usual]))

    # ---- what the others and the model have

    @cached_property
    def _counts(self) -> dict[str, int]:
        """How many of the other regions agreed each aspect."""
        sides = self.sides
        names = [aspect.id for aspect in sides.searcher.knowledge.aspects]
        return {name: _found(sides.searcher.findings(sides.searcher.query_for([name], sides.others))) for name in names}

    @cached_property
    def _model(self) -> dict[str, tuple[Quotation, ...]]:
        """The aspects that a model agreement has, with its passages."""
        sides = self.sides
        names = [aspect.id for aspect in sides.searcher.knowledge.aspects]
        found: dict[str, tuple[Quotation, ...]] = {}
        for name in names:
            for finding in sides.searcher.findings(sides.searcher.query_for([name], sides.models)):
                if finding.verdict is Verdict.FOUND:
                    found.setdefault(name, finding.quotes)
        return found

    @cached_property
    def _usual(self) -> frozenset[str]:
        if len(self.sides.others) < _FEWEST_REGIONS:
            return frozenset()
        return frozenset(name for name in self._counts if self._share(name) > _MOST_REGIONS)

    def _count(self, name: str) -> int:
        return self._counts[name]

    def _share(self, name: str) -> float:
        return self._counts[name] / len(self.sides.others) if self.sides.others else 0.0

    def _lacks(self, name: str) -> bool:
        """Whether the draft, or else the region's own agreement, is not sure to speak of it; true where there is neither."""
        target = self.sides.target
        if target is None:
            return True
        return judged(self.sides.searcher, target, [name], needs_all=True).verdict is not Verdict.FOUND

    # ---- words

    def _labels(self, names: Iterable[str]) -> list[str]:
        return [self.sides.searcher.knowledge.aspect(name).label(self.language) for name in names]

    def _regional_ground(self, aspects: Sequence[str]) -> Ground | None:
        sides = self.sides
        count = _found(sides.searcher.findings(sides.searcher.query_for(aspects, sides.others)))
        return self._ground("regions", count) if count else None

    def _ground(self, key: str, count: int, **slots: str) -> Ground:
        reference = phrase(self.language, f"checklist.{key}", count=count, of=len(self.sides.others), **slots)
        return Ground(BasisKind.REGIONS, reference)

    def _model_ground(self, quotation: Quotation) -> Ground:
        clause = quotation.clause and phrase(self.language, "answers.place_clause", clause=quotation.clause)
        return Ground(BasisKind.MODEL, ", ".join(part for part in (quotation.file, clause) if part))


def _found(findings: Iterable[Finding]) -> int:
    return sum(finding.verdict is Verdict.FOUND for finding in findings)
