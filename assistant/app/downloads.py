"""Files that are handed to the browser: where they are written, how they are called, and how they are fetched."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gradio.utils import get_upload_folder

from assistant.answers.results import Comparison
from assistant.chat.turns import Format

if TYPE_CHECKING:
    from assistant.export import Report, Scope
    from assistant.export.turns import Shown


def new_folder() -> Path:
    """A folder of its own below the one from which Gradio hands out files."""
    return Path(tempfile.mkdtemp(dir=get_upload_folder()))


def file_name(title: str) -> str:
    """A title as the beginning of a file's name."""
    return re.sub(r"[^\w-]+", "-", title).strip("-")[:60] or "sopuri"


def write_report(report: Report, folder: Path) -> Path:
    """A report as a Word document in ``folder``, called by its title. Raises ExportError."""
    from assistant.export import write_word

    path = folder / f"{file_name(report.title)}.docx"
    write_word(report, path)
    return path


def write_turn(shown: Shown, form: Format, scope: Scope, language: str, folder: Path) -> Path | None:
    """What a turn of the conversation showed as a file in ``folder``; None where it can't be of that form. Raises ExportError."""
    from assistant.export import report_of, write_sheet

    report = report_of(shown, scope, language)
    if form is Format.WORD:
        return write_report(report, folder)
    if not isinstance(shown, Comparison):
        return None
    path = folder / f"{file_name(report.title)}.xlsx"
    write_sheet(shown, scope, path)
    return path


def fetched_after(event: Any, elem_id: str) -> None:
    """Once ``event`` has written a file, let the browser fetch it by the download button ``elem_id``."""
    # The link gets its address only after the page has been drawn anew.
    fetch = f"() => setTimeout(() => document.querySelector('#{elem_id}')?.click(), 250)"
    event.success(None, None, None, js=fetch, api_visibility="private")
