"""What a negotiation checklist must carry, read from ``checklist.toml``; its words are in ``prompts/``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.knowledge.requirements import statutory_requirements

FILE = Path(__file__).parent / "checklist.toml"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to see to. Where ``needs_all``, a draft must answer each of ``aspects``, else one of them.

    ``aspects`` may be empty: such a point is never judged against a draft. ``statutes`` are citations, ``study`` says whether
    the interview study found it.
    """

    id: str
    phase: str  # before, at, after
    weight: float
    aspects: tuple[str, ...]
    needs_all: bool
    statutes: tuple[str, ...]
    study: bool
    topic: str | None


@cache
def checklist_points() -> tuple[Point, ...]:
    """All points, in the file's order."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    requirements = {item.id: item for item in statutory_requirements()}
    points = []
    for entry in data["item"]:
        required = requirements[entry["requirement"]] if "requirement" in entry else None
        aspects = required.aspects if required else tuple(entry.get("aspects", ()))
        points.append(
            Point(
                id=entry["id"],
                phase=entry["phase"],
                weight=float(entry["weight"]),
                aspects=aspects,
                needs_all=required.needs_all if required else bool(entry.get("all_aspects", False)),
                statutes=tuple(required.reference.split("; ")) if required else tuple(entry.get("statutes", ())),
                study=bool(entry.get("study", False)),
                topic=entry.get("topic") or (aspects[0].split(".")[0] if aspects else None),
            )
        )
    return tuple(points)
