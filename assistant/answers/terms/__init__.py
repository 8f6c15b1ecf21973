"""Terms as data (``terms.toml``) and the readers of their values: the notice period, the leader's working time, …"""

from assistant.answers.terms.catalogue import TermKind, term_kind, term_kinds
from assistant.answers.terms.reading import read_terms

__all__ = ["TermKind", "read_terms", "term_kind", "term_kinds"]
