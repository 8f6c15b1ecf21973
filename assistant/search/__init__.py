"""A question becomes a query; evidence is found document by document; each document gets a verdict."""

from assistant.search.guest import with_guest
from assistant.search.query import Query, UnknownRegionError, signed
from assistant.search.searcher import Searcher, load_searcher, reloaded

__all__ = ["Query", "Searcher", "UnknownRegionError", "load_searcher", "reloaded", "signed", "with_guest"]
