"""What users keep: ticks, notes and own items of their checklists, in files that survive a crash."""

from assistant.keeping.checklists import KeptError, Mark, Saved, added, merged, noted, removed, reworded, ticked
from assistant.keeping.files import ChecklistFiles, own_folder

__all__ = [
    "ChecklistFiles",
    "KeptError",
    "Mark",
    "Saved",
    "added",
    "merged",
    "noted",
    "own_folder",
    "removed",
    "reworded",
    "ticked",
]
