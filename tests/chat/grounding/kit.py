"""The kit of lies and true statements: passages of invented agreements, and what a model might say of them.

``lies.toml`` and ``truths.toml`` were used while the checks were made; ``aside_lies.toml`` and ``aside_truths.toml`` were written
before and never tuned on. ``said_*`` and ``unseen_*`` are in a model's own words, of the sample corpus.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.chat.grounding import Evidence, Source, Standing
from assistant.model import AgreementId, Verdict

DATA = Path(__file__).parent / "data"
SAMPLE = ("said", "unseen")  # sets that speak of passages of the sample corpus


@dataclass(frozen=True)
class Case:
    """What a model says of some passages; ``kind`` is that of the lie, or "true"."""

    kind: str
    says: str
    evidence: Evidence


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def cases(name: str) -> Iterator[Case]:
    """The cases of one file."""
    passages = _load("sample_passages" if name.startswith(SAMPLE) else "passages")
    regions = tuple(sorted({passage["region"] for passage in passages.values()}))
    for kind, listed in _load(name).items():
        for case in listed:
            yield Case(kind, case["says"], _evidence(case, passages, regions))


def evidence(*names: str, missing: tuple[str, ...] = (), asked: str = "") -> Evidence:
    """Evidence of passages by name, numbered from 1."""
    passages = _load("passages")
    regions = tuple(sorted({passage["region"] for passage in passages.values()}))
    return _evidence({"from": names, "missing": missing, "asked": asked}, passages, regions)


def _evidence(case: dict[str, Any], passages: dict[str, Any], regions: tuple[str, ...]) -> Evidence:
    sources = tuple(
        Source(
            number=number,
            agreement=AgreementId(passages[name]["region"]),
            region=passages[name]["region"],
            text=passages[name]["text"],
            heading=passages[name]["heading"],
            language=passages[name].get("language", "fi"),
            names=(*passages[name].get("names", ()), passages[name]["region"]),
        )
        for number, name in enumerate(case["from"], 1)
    )
    found = dict.fromkeys(source.region for source in sources)
    standings = [Standing(AgreementId(str(r)), r, Verdict.FOUND) for r in found]
    standings += [Standing(AgreementId(r), r, Verdict.NOT_MENTIONED) for r in case.get("missing", ())]
    return Evidence(sources, tuple(standings), regions, case.get("asked", "Kuinka pitkä irtisanomisaika on?"))
