"""Terms as data (``terms.toml``) and the readers of their values: the notice period, the leader's working time, …"""

from assistant.answers.terms.catalogue import TermKind, all_term_kinds, term_kind, term_kinds
from assistant.answers.terms.reading import read_terms
from assistant.answers.terms.statements import Statement, statements
from assistant.answers.terms.values import agree, compared, is_settled

__all__ = [
    "Statement",
    "TermKind",
    "agree",
    "all_term_kinds",
    "compared",
    "is_settled",
    "read_terms",
    "statements",
    "term_kind",
    "term_kinds",
]
