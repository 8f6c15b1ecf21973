"""``sopuri compare``: topics × agreements with their terms, or two agreements side by side."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.cli.common import Commands, UsageError, ready_searcher, settings_of, show
from assistant.phrases import UserError

if TYPE_CHECKING:
    from assistant.answers.results import Comparison
    from assistant.search import Searcher
    from assistant.settings import Settings


def add(commands: Commands) -> None:
    """Name the command and its flags."""
    compare = commands.add("compare", _compare, "compare agreements topic by topic, or two clause by clause")
    compare.add_argument("--topic", action="append", default=[], help="a topic by id, label or word; may be repeated")
    compare.add_argument("--region", action="append", default=[], help="only this region; may be repeated")
    compare.add_argument("--party", action="append", default=[], help="only agreements of this party; may be repeated")
    compare.add_argument(
        "--status", action="append", default=[], help="only agreements of this status, such as allekirjoitettu"
    )
    compare.add_argument("--language", action="append", default=[], help="only agreements in this language: fi, sv")
    compare.add_argument(
        "--against",
        nargs=2,
        metavar=("FILE1", "FILE2"),
        help="two agreements side by side, each in the index or any file",
    )


def _compare(options: argparse.Namespace) -> int:
    from assistant import asjson
    from assistant.answers.comparison_text import render_comparison, render_side_by_side
    from assistant.answers.side_by_side import side_by_side
    from assistant.phrases import phrase
    from assistant.search import UnknownRegionError

    settings = settings_of(options)
    if options.against:
        check_against(options)
        searcher, positions = named_pair(options, settings, ready_searcher(settings))
        left, right = (searcher.corpus.agreements[position].file for position in positions)
        result = side_by_side(searcher, *positions)
        show(options, asjson.side_by_side(result), render_side_by_side(result, left, right, settings.language))
        return 0
    try:
        comparison = compared(options, settings, ready_searcher(settings))
    except UnknownRegionError as error:
        raise UsageError(phrase(settings.language, "cli.region_unknown", asked=error)) from error
    show(options, asjson.comparison(comparison), render_comparison(comparison))
    return 0


def compared(options: argparse.Namespace, settings: Settings, searcher: Searcher) -> Comparison:
    """The comparison that the flags ask for. Raises UnknownRegionError, ComparisonError."""
    from assistant.answers.comparison import compare

    return compare(
        searcher,
        options.topic,
        regions=options.region,
        parties=options.party,
        statuses=options.status,
        languages=options.language,
        language=settings.language,
    )


def check_against(options: argparse.Namespace) -> None:
    """Raises UserError where --against stands beside flags that it doesn't go with."""
    if options.topic or options.region or options.party or options.status or options.language:
        raise UserError("cli.against")


def named_pair(options: argparse.Namespace, settings: Settings, searcher: Searcher) -> tuple[Searcher, list[int]]:
    """A searcher that has the two files of --against, and their positions. Raises StoreError, DocumentError."""
    from assistant.opening import with_document

    positions = []
    for file in options.against:
        searcher, position = with_document(searcher, settings, file)
        positions.append(position)
    return searcher, positions
