"""Values of terms in the words of a review: "väh. 4/v" is "at least 4 times a year"."""

from __future__ import annotations

import re

from assistant.phrases import catalogue, phrase

_TIMES = re.compile(r"(\d+(?:,\d+)?(?:–\d+)?)/v")
_LONG = 24  # from so many months they are said in years


def shown(value: str, language: str) -> str:
    """A value in words of ``language``."""
    words: dict[str, str] = catalogue(language, "review")["values"]

    def times(match: re.Match[str]) -> str:
        known = words.get(match.group())
        return known or phrase(language, "review.times_a_year", number=match.group(1))

    def years(match: re.Match[str]) -> str:
        months = int(match.group(1))
        return f"{months // 12} v" if months >= _LONG and months % 12 == 0 else match.group()

    value = re.sub(r"\b(\d+) kk\b", years, _TIMES.sub(times, value))
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.sub(rf"(?<![\w/])(?:{pattern})(?!\w)", lambda m: words[m.group()], value)
