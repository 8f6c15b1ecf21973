"""Inflected forms of the words for parties and places, read from ``knowledge/forms.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import assistant.knowledge

FILE = Path(assistant.knowledge.__file__).parent / "forms.toml"
# What an abbreviation's ending after a colon says of its case: "TVA:lle".
_COLON = {
    "n": "genitive",
    "ta": "partitive",
    "tä": "partitive",
    "ssa": "inessive",
    "sta": "elative",
    "lla": "adessive",
    "lta": "ablative",
    "lle": "allative",
    "na": "essive",
    "ksi": "translative",
    "s": "genitive",
}


@dataclass(frozen=True)
class Forms:
    """The forms of one language: word and case → form, and back."""

    written: dict[tuple[str, str], str]
    after_name: dict[tuple[str, str], str]
    read: dict[str, tuple[str, str]]  # form in lower case → (word, case)

    def inflected(self, word: str, case: str) -> str | None:
        """``word`` in ``case``, or None where the table doesn't have it."""
        return self.written.get((word, case))

    def named(self, word: str, case: str) -> str | None:
        """The same after a name: Swedish has the indefinite form there ("Björkby stad")."""
        return self.after_name.get((word, case))

    def recognised(self, form: str) -> tuple[str, str] | None:
        """The word and case that ``form`` is, or None."""
        return self.read.get(form.lower())


@cache
def forms(language: str) -> Forms:
    """The table of "fi" or "sv"."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))[language]
    written: dict[tuple[str, str], str] = {}
    after_name: dict[tuple[str, str], str] = {}
    read: dict[str, tuple[str, str]] = {}
    for word, row in data["words"].items():
        for case, cell in zip(data["cases"]["order"], row, strict=True):
            alternatives = cell.split("|")
            written[word, case] = alternatives[0]
            after_name[word, case] = alternatives[-1]
            for form in alternatives:
                read.setdefault(form.lower(), (word, case))
    return Forms(written, after_name, read)


def case_of_abbreviation(suffix: str) -> str | None:
    """The case that the ending after the colon says: "lle" → "allative"; no ending is the nominative."""
    if not suffix:
        return "nominative"
    return "illative" if re.fullmatch(r"h[aeiouyäö]n", suffix) else _COLON.get(suffix)


_ENDINGS = (  # of a place's name; the cases of being in, at, and so on are one for a placeholder
    (re.compile(r"(?:ssa|ssä|lla|llä)$"), "adessive"),
    (re.compile(r"(?:sta|stä|lta|ltä)$"), "ablative"),
    (re.compile(r"lle$|(?<!m)(?:aan|ään)$|oon$|öön$|uun$|yyn$|iin$|[sh]een$"), "allative"),
    (re.compile(r"n$"), "genitive"),
)


def case_of_place(name: str, language: str) -> str:
    """The case of a place's name as its ending shows it; the nominative where it shows none."""
    if language == "sv":
        return "genitive" if name.endswith("s") and len(name) > 3 else "nominative"
    return next((case for pattern, case in _ENDINGS if pattern.search(name)), "nominative")
