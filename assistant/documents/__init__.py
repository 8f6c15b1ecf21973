"""A file becomes an Agreement with Clauses.

Readers (``pdf``, ``word``, ``plain``, ``ocr``) turn a file into lines; ``furniture``, ``contents`` and ``blocks``
take away what is not text and join what was broken; ``headings`` and ``segment`` find the clauses; ``description``
says what the document is; ``personal`` masks personal data.
Files may be hostile: what parses them runs in a process of its own (``worker``).
"""

from .errors import DocumentError
from .files import agreement_id, document_files
from .locate import locate, locate_all, render_page
from .personal import masked, personal_on, revealed, unmasked
from .read import PIPELINE_VERSION, read_document
from .sentences import sentences
from .sheets import Sheet, Words, show_page
from .sidecar import sidecar_of
from .text import normalise

__all__ = [
    "PIPELINE_VERSION",
    "DocumentError",
    "Sheet",
    "Words",
    "agreement_id",
    "document_files",
    "locate",
    "locate_all",
    "masked",
    "normalise",
    "personal_on",
    "read_document",
    "render_page",
    "revealed",
    "sentences",
    "show_page",
    "sidecar_of",
    "unmasked",
]
