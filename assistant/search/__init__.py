"""A question becomes a query; evidence is found document by document; each document gets a verdict."""

from assistant.search.findings import Findings, tally, with_verdict
from assistant.search.guest import with_guest
from assistant.search.query import Query, UnknownRegionError, signed
from assistant.search.searcher import Searcher, load_searcher, reloaded

__all__ = [
    "Findings",
    "Query",
    "Searcher",
    "UnknownRegionError",
    "load_searcher",
    "reloaded",
    "signed",
    "tally",
    "with_guest",
    "with_verdict",
]
