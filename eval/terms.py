"""Values of terms against gold (``eval/terms/*.toml``, described in ``eval/terms/FORMAT.md``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answers.results import Term, TermState
from assistant.answers.terms import read_terms, term_kinds
from assistant.documents import DocumentError, read_document
from assistant.search import with_guest
from eval.questions import QuestionError
from eval.table import table

if TYPE_CHECKING:
    from assistant.search import Searcher

FOLDER = Path(__file__).parent / "terms"
SPLITS = ("dev", "test", "voices", "unseen/A", "unseen/B", "unseen/C")
_STATES = (TermState.UNCLEAR.value, TermState.NOT_MENTIONED.value)

Gold = Mapping[str, Mapping[str, tuple[str, ...]]]  # file → term → what counts as right


@dataclass(frozen=True, slots=True)
class Reading:
    """One agreement's term: what the program gave (a value or a state) and what counts as right."""

    file: str
    term: str
    given: str
    stated: bool
    right: tuple[str, ...]
    quote: str

    @property
    def is_right(self) -> bool:
        """Whether what was given is among what counts as right; case and white space don't count."""
        return _plain(self.given) in map(_plain, self.right)

    @property
    def has_value(self) -> bool:
        """Whether gold has a value, and a state doesn't count as right."""
        return not any(answer in _STATES for answer in self.right)


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one term or of all."""

    stated: int
    stated_right: int
    values: int
    values_right: int
    states: int  # cells for which gold has a state alone
    states_right: int

    @property
    def precision(self) -> float:
        """Share of the stated values that are right; nan where none is stated."""
        return self.stated_right / self.stated if self.stated else float("nan")

    @property
    def recall(self) -> float:
        """Share of gold's values that are stated rightly; nan where gold has none."""
        return self.values_right / self.values if self.values else float("nan")


def load_gold(path: Path) -> Gold:
    """Read a gold file. Raises QuestionError with every fault: a missing, unknown or misspelt term."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise QuestionError([f"{path}: {error}"]) from error
    known = {kind.id for kind in term_kinds()}
    faults: list[str] = []
    gold: dict[str, dict[str, tuple[str, ...]]] = {}
    for file, terms in data.items():
        if not isinstance(terms, dict):
            faults.append(f"{path}: {file} is no table of terms")
            continue
        faults += [f"{path}: {file}: the term {name} is unknown" for name in sorted(terms.keys() - known)]
        faults += [f"{path}: {file}: the term {name} is missing" for name in sorted(known - terms.keys())]
        gold[file] = {}
        for name, answer in terms.items():
            answers = (answer,) if isinstance(answer, str) else tuple(answer) if isinstance(answer, list) else ()
            if not answers or not all(isinstance(text, str) and text for text in answers):
                faults.append(f"{path}: {file}: {name} takes a value or a list of values")
            gold[file][name] = answers
    if faults:
        raise QuestionError(faults)
    return gold


def readings(searcher: Searcher, gold: Gold) -> list[Reading]:
    """What the program reads from each agreement of ``gold``. Raises QuestionError where one isn't in the corpus."""
    positions = {agreement.file: i for i, agreement in enumerate(searcher.corpus.agreements)}
    if missing := [file for file in gold if file not in positions]:
        raise QuestionError([f"{file}: no such document in the corpus" for file in missing])
    files = {searcher.corpus.agreements[positions[file]].id: file for file in gold}
    return [_reading(files[term.agreement], term, gold) for term in read_terms(searcher, [positions[f] for f in gold])]


def readings_of_files(searcher: Searcher, gold: Gold, folder: Path) -> list[Reading]:
    """What the program reads from files that are not in the index, each put beside the corpus as a draft under review is.

    Raises QuestionError where a file of ``gold`` can't be read from ``folder``.
    """
    found: list[Reading] = []
    for file in gold:
        try:
            beside, position = with_guest(searcher, read_document(folder / file, folder))
        except DocumentError as error:
            raise QuestionError([f"{folder / file}: {error}"]) from error
        found += [_reading(file, term, gold) for term in read_terms(beside, [position])]
    return found


def _reading(file: str, term: Term, gold: Gold) -> Reading:
    return Reading(
        file,
        term.term,
        term.value if term.value is not None else term.state.value,
        term.state is TermState.STATED,
        gold[file][term.term],
        term.quote.text if term.quote else "",
    )


def score(found: Sequence[Reading]) -> Score:
    """Counts over ``found``."""
    stated = [r for r in found if r.stated]
    values = [r for r in found if r.has_value]
    states = [r for r in found if all(answer in _STATES for answer in r.right)]
    return Score(
        *(count for group in (stated, values, states) for count in (len(group), sum(r.is_right for r in group)))
    )


def as_table(split: str, found: Sequence[Reading]) -> str:
    """Precision and recall of each term and of all."""
    names = list(dict.fromkeys(r.term for r in found))
    rows = [_row(name, score([r for r in found if r.term == name])) for name in names]
    head = [f"{split}: {len({r.file for r in found})} agreements", "precision", "recall", "values", "states right"]
    return table(head, [*rows, _row("all", score(found))])


def _row(name: str, s: Score) -> list[str]:
    shares = ["–" if share != share else f"{share:.3f}" for share in (s.precision, s.recall)]
    return [name, *shares, str(s.values), f"{s.states_right}/{s.states}"]


def mistakes(found: Sequence[Reading]) -> str:
    """One line for each reading that isn't right."""
    return "\n".join(
        f"{r.file}: {r.term}: {r.given!r}, not {' or '.join(map(repr, r.right))}; {r.quote[:160]}"
        for r in found
        if not r.is_right
    )


def _plain(value: str) -> str:
    return " ".join(value.casefold().split())
