"""How much of the personal data in marked texts is found, and how much else is taken for it.

The texts in ``eval/personal`` have what is personal marked ``[[kind:words]]``. A span counts as found where all its characters
are masked; what is found counts as right where it touches a marked span.

    python -m eval.personal_data
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from assistant.documents.personal import Corrections, find
from assistant.model import Clause, Part, PersonalKind

FOLDER = Path(__file__).parent / "personal"
_MARK = re.compile(r"\[\[(\w+):(.+?)\]\]")
Marked = tuple[int, int, PersonalKind]


@dataclass(frozen=True, slots=True)
class Text:
    """A clause without masks, with what is personal in it."""

    name: str
    clause: Clause
    marked: tuple[Marked, ...]


@dataclass
class Score:
    """Counts over texts, with what went wrong in words."""

    marked: int = 0
    found: int = 0
    given: int = 0
    right: int = 0
    faults: tuple[str, ...] = ()

    @property
    def recall(self) -> float:
        """The share of the marked spans that are masked whole."""
        return self.found / self.marked if self.marked else 1.0

    @property
    def precision(self) -> float:
        """The share of what is masked that touches a marked span."""
        return self.right / self.given if self.given else 1.0


def texts(split: str) -> list[Text]:
    """The marked texts of a split, "dev" or "test"."""
    data = tomllib.loads((FOLDER / f"{split}.toml").read_text(encoding="utf-8"))
    return [_text(entry) for entry in data["text"]]


def _text(entry: dict[str, str | bool]) -> Text:
    marked: list[Marked] = []
    blocks: list[int] = []
    text = ""
    for paragraph in str(entry["text"]).strip().split("\n\n"):
        text += " " if text else ""
        blocks.append(len(text))
        at = 0
        for match in _MARK.finditer(paragraph):
            text += paragraph[at : match.start()]
            marked.append((len(text), len(text) + len(match[2]), PersonalKind(match[1])))
            text += match[2]
            at = match.end()
        text += paragraph[at:]
    rows = tuple(blocks) if entry.get("rows") else ()
    heading = str(entry["heading"]) if "heading" in entry else None
    clause = Clause(0, None, heading, 1, text, part=Part(str(entry["part"])), blocks=tuple(blocks), rows=rows)
    return Text(str(entry["name"]), clause, tuple(marked))


def score(split: str) -> dict[PersonalKind, Score]:
    """The counts of a split by kind."""
    scores = {kind: Score() for kind in PersonalKind}
    for text in texts(split):
        found = [p for p in find([text.clause], Corrections())[0] if not p.heading]
        for start, end, kind in text.marked:
            one = scores[kind]
            one.marked += 1
            covered = {i for p in found for i in range(p.start, p.end)}
            if covered >= set(range(start, end)):
                one.found += 1
            else:
                one.faults += (f"{text.name}: missed {text.clause.text[start:end]!r}",)
        for p in found:
            one = scores[p.kind]
            one.given += 1
            if any(start < p.end and p.start < end for start, end, _ in text.marked):
                one.right += 1
            else:
                one.faults += (f"{text.name}: wrong {p.words!r}",)
    return scores


def main() -> None:
    """Print both splits as a table, and the faults of dev."""
    for split in ("dev", "test"):
        for kind, one in score(split).items():
            if one.marked or one.given:
                print(f"{split} {kind}: recall {one.found}/{one.marked}, precision {one.right}/{one.given}")
                if split == "dev":
                    print(*(f"  {fault}" for fault in one.faults), sep="\n", end="\n" if one.faults else "")


if __name__ == "__main__":
    main()
