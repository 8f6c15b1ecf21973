"""What a user did to a checklist, apart from the checklist: so that a checklist made anew keeps it.

All functions give a new :class:`Saved`. What a user touched is kept with a copy of the item, so that it stays even where a
changed corpus no longer gives the item.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from assistant.answers.checklists import ordered
from assistant.answers.results import BasisKind, Checklist, Ground, Item, ItemStatus, Phase
from assistant.phrases import phrase

_OWN_WEIGHT = 50.0
_Value = TypeVar("_Value")


class KeptError(Exception):
    """A saved checklist can't be read, written or changed so; the text is one sentence for the user with what to do."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a user did to one item: ticked it, wrote notes, put it into other words (None: as it was made)."""

    done: bool = False
    notes: str = ""
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """A user's checklist: the region that it is for, marks by item id, copies of marked items, and the user's own items.

    Copies hold no quotations: those are cut anew from the documents.
    """

    region: str | None = None
    marks: Mapping[str, Mark] = field(default_factory=dict)
    copies: Mapping[str, Item] = field(default_factory=dict)
    own: Mapping[str, Item] = field(default_factory=dict)
    taken: int = 0  # how many own items there ever were, so that no id comes back


def ticked(saved: Saved, item: Item, *, done: bool = True) -> Saved:
    """The item is done, or is open again."""
    return _changed(saved, item, dataclasses.replace(_mark(saved, item), done=done))


def noted(saved: Saved, item: Item, notes: str) -> Saved:
    """The item's notes; empty text takes them away."""
    return _changed(saved, item, dataclasses.replace(_mark(saved, item), notes=notes.strip()))


def reworded(saved: Saved, item: Item, text: str) -> Saved:
    """The item in the user's words; empty text gives the original back."""
    return _changed(saved, item, dataclasses.replace(_mark(saved, item), text=text.strip() or None))


def added(saved: Saved, phase: Phase, text: str, language: str = "fi") -> Saved:
    """An item of the user's own. Raises ValueError where ``text`` is blank."""
    if not text.strip():
        raise ValueError("an item needs a text")
    number = saved.taken + 1
    item = Item(
        id=f"own.{number}",
        phase=phase,
        text=text.strip(),
        why="",
        question="",
        status=ItemStatus.OPEN,
        weight=_OWN_WEIGHT,
        grounds=(Ground(BasisKind.USER, phrase(language, "checklist.user")),),
    )
    return dataclasses.replace(saved, own={**saved.own, item.id: item}, taken=number)


def removed(saved: Saved, name: str) -> Saved:
    """Without the marks of the item ``name``; where it is the user's own, without it."""
    return dataclasses.replace(
        saved,
        marks=_without(saved.marks, name),
        copies=_without(saved.copies, name),
        own=_without(saved.own, name),
    )


def merged(fresh: Checklist, saved: Saved) -> Checklist:
    """A checklist made just now with what the user did to it, and with what the user touched or added that it does not have."""
    there = {item.id for item in fresh.items}
    kept = [item for name, item in {**saved.copies, **saved.own}.items() if name not in there]
    items = [_shown(item, saved.marks.get(item.id)) for item in (*fresh.items, *kept)]
    return dataclasses.replace(fresh, items=ordered(items))


def _shown(item: Item, mark: Mark | None) -> Item:
    if mark is None:
        return item
    status = ItemStatus.DONE if mark.done else item.status
    return dataclasses.replace(item, status=status, notes=mark.notes, text=mark.text or item.text)


def _changed(saved: Saved, item: Item, mark: Mark) -> Saved:
    if mark == Mark():
        own = saved.own
        return dataclasses.replace(removed(saved, item.id), own=own)
    copies = dict(saved.copies)
    if item.id not in saved.marks and item.id not in saved.own:
        # At its first mark the item is still as it was made.
        copies[item.id] = dataclasses.replace(
            item, status=ItemStatus.OPEN, notes="", evidence=(), draft=(), own=(), lacking=()
        )
    return dataclasses.replace(saved, marks={**saved.marks, item.id: mark}, copies=copies)


def _mark(saved: Saved, item: Item) -> Mark:
    return saved.marks.get(item.id, Mark())


def _without(items: Mapping[str, _Value], name: str) -> dict[str, _Value]:
    return {key: value for key, value in items.items() if key != name}
