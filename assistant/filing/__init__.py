"""Keeping the documents: adding, replacing, describing and removing files, so that a failure or a crash loses and doubles nothing.

Files on disk are the truth, and the index follows at once. Each change holds the lock of ``sync``. What it is about to do is
written down first (``bin``, ``incoming``), and the next change or sync finishes it or takes it back.
"""

from assistant.filing.adding import Stage, Step
from assistant.filing.bin import Binned
from assistant.filing.changing import Filing
from assistant.filing.errors import FilingError
from assistant.filing.folders import corpus_folders, safe_name, upload_folder
from assistant.filing.recovery import recover_files

__all__ = [
    "Binned",
    "Filing",
    "FilingError",
    "Stage",
    "Step",
    "corpus_folders",
    "recover_files",
    "safe_name",
    "upload_folder",
]
