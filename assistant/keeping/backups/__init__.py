"""All state in one file, and back: documents with their sidecars, saved checklists, added knowledge, the database.

``state`` says what belongs to it, ``archive`` writes and checks the file, ``rows`` carries a database from one server to
another, ``making`` and ``restoring`` are the two commands, ``presence`` tells whether the app runs.
"""

from assistant.keeping.backups.making import BackupReport, back_up
from assistant.keeping.backups.presence import running
from assistant.keeping.backups.restoring import RestoreReport, check, restore, undo_interrupted

__all__ = ["BackupReport", "RestoreReport", "back_up", "check", "restore", "running", "undo_interrupted"]
