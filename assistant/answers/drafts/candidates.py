"""What each agreement has to say on a topic: whole runs of its clauses, not single sentences put together."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from assistant.answers.passages import lead_of
from assistant.answers.superseded import superseded
from assistant.answers.topics import Subject
from assistant.index.context import headings
from assistant.model import Kind, Part
from assistant.search import Searcher

if TYPE_CHECKING:
    import numpy as np

    Vector = np.ndarray[Any, np.dtype[np.float32]]

MENTIONED = 0.5  # probability from which a passage is held to answer an aspect
_RELATED = 0.3  # ... from which it is held to belong to the topic
_ELSEWHERE = 0.75  # ... that a passage needs to be taken out of a clause that is about something else
_FOREIGN = 0.6  # ... from which a passage at a clause's edge is held to be about something else
_MAIN = 0.5  # share of related passages that makes a clause one about the topic
_HEADED = 0.3  # ... where its heading names the topic
_SPOKEN = 0.1  # share of passages in the first person from which a document is held to be spoken
_OWN_SHARE = 0.6  # a clause without such a heading must speak of the topic nearly as clearly as of any other
_MARKER = re.compile(r"^(?:[-–—•·*▪o]|\(?[a-zåäö0-9]{1,3}[.)])\s")
# A beginning that leans on what stands before it.
_LEANS = re.compile(
    r"^(?:H[äa]n(?:e\w*|ellä|elle|et)?|Se|Sen|Sitä|Siinä|Siitä|Siihen|Sillä|Sille|Siltä|Ne|Niiden|Niitä|Niissä|Niistä|Niihin"
    r"|He|Heidän|Heille|Tämä(?! sopimus)|Tällais\w+|Nämä|Näistä|Näiden|Tätä(?! sopimusta)|Tällöin|Silloin|Siltä osin|Muilta osin"
    r"|Muun ajan|Muulloin|Muuta|Muina päivinä|Lisäksi|Samoin|Kuitenkin|Poikkeuksena|Sama|Muutoin|Sen sijaan|Näin|Osuu?tta|Summa"
    r"|Taulukko|Molemmat|Kumpikin|Hen|Han|Hon|De(?:nn[ae]|tta|ssa|t|n|ras?)?|Dessutom|Resten|Likaså|Då|Detsamma|Däremot)\b"
)
# At the beginning of a clause only a person who was named before leans: "It is enough that ..." may begin one.
_LEANS_ALWAYS = re.compile(
    r"^(?:H[äa]n(?:e\w*|ellä|elle|et)?|Hen|Han|Hon|Niiden|Niihin|Heidän|Poikkeuksena|Sama koskee)\b"
)
_POINTS_BACK = re.compile(
    r"\b(?:näi(?:den|tä|stä|hin|ssä)|niiden|tällais\w+|edellä|mainit\w+|kyseis\w+|sanot\w+|dessa|ovan|(?:ovan)?nämnda|sådan\w*)\b",
    re.I,
)
_CHOICE = re.compile(r"\b(?:VE|ALT|Alt)\.? ?\d")
# Notes of those who prepared it, and what is left for later: not a wording that was agreed.
_UNFINISHED = re.compile(
    r"\bhuom(?:autus|\.|:)|\(avoin|ehdotus avoin|täydennetään|neuvotellaan vielä|odotetaan|selvittää\)|puuttuu\)|\?\)"
    r"|\bks\.|huomautus \d|\bTODO\b|anmärkning|kompletteras senare|öppen fråga|\bobs[.:!]",
    re.I,
)


@dataclass(frozen=True, eq=False)
class Candidate:
    """One document's wording of the topic. ``runs`` are passages (rows of the corpus) that follow each other in one clause.

    ``aspects`` are those that it answers; ``quality`` (0–1) says how much it reads as clauses rather than as notes or a table.
    """

    document: int
    runs: tuple[tuple[int, ...], ...]
    aspects: frozenset[str]
    vector: Vector
    quality: float

    @property
    def rows(self) -> tuple[int, ...]:
        """All passages in reading order."""
        return tuple(row for run in self.runs for row in run)


@dataclass
class Reader:
    """Finds candidates. ``withheld`` counts the passages left out as superseded or unlawful."""

    searcher: Searcher
    is_personal: Callable[[int, str], bool]  # document, text
    common: frozenset[str] = frozenset()  # aspects that are worth taking from a clause about something else
    withheld: int = 0

    def candidate(self, document: int, subject: Subject) -> Candidate | None:
        """What ``document`` has on the subject, or None where that is nothing usable."""
        import numpy as np

        corpus = self.searcher.corpus
        begin, end = corpus.spans[document]
        labels = {label: i for i, label in enumerate(self.searcher.models.passages.labels)}
        columns = [labels[name] for name in subject.aspects if name in labels]
        if begin == end or not columns:
            return None
        own = self.searcher.matrix[begin:end][:, columns].max(axis=1)
        rest = [i for i in labels.values() if i not in set(columns)]
        other = self.searcher.matrix[begin:end][:, rest].max(axis=1)
        chosen = self._topic(begin, own, other, subject) if subject.whole else self._aspect(document, subject)
        runs = [run for found in chosen for run in self._usable(document, self._whole(document, found))]
        runs = [run for run in runs if max(own[row - begin] for row in run) >= _RELATED]
        if not runs:
            return None
        rows = [row for run in runs for row in run]
        matrix = self.searcher.matrix[rows][:, columns].max(axis=0)
        names = [name for name in subject.aspects if name in labels]
        aspects = frozenset(name for name, p in zip(names, matrix, strict=True) if p >= MENTIONED)
        vector = corpus.vectors[rows].mean(axis=0)
        return Candidate(
            document,
            tuple(tuple(run) for run in runs),
            aspects,
            vector / max(float(np.linalg.norm(vector)), 1e-9),
            _quality([corpus.text(row) for row in rows]) * self._register(document),
        )

    def _register(self, document: int) -> float:
        """1 where the document is written as agreements are, less where it speaks in the first person."""
        texts = [self.searcher.corpus.text(row) for row in range(*self.searcher.corpus.spans[document])]
        spoken = sum(bool(_FIRST_PERSON.search(text)) for text in texts)
        return 1.0 if spoken < _SPOKEN * len(texts) else 0.5

    def _topic(self, begin: int, own: Vector, other: Vector, subject: Subject) -> list[list[int]]:
        """Runs for a whole topic: clauses about it, and passages of other clauses that add an aspect."""
        corpus = self.searcher.corpus
        clauses: dict[int, list[int]] = {}
        for row in range(begin, begin + len(own)):
            if corpus.clause(row).part in (Part.BODY, Part.ANNEX):
                clauses.setdefault(corpus.rows[row].clause, []).append(row)
        runs: list[list[int]] = []
        unsure: list[list[int]] = []  # of clauses about something else, or without a heading that says so
        for rows in clauses.values():
            places = [row - begin for row in rows]
            related = [row for row in rows if own[row - begin] >= _RELATED]
            headed = self._headed(rows[0], subject)
            clear = own[places].sum() >= _OWN_SHARE * other[places].sum()
            share = len(related) / len(rows)
            if clear and share >= (_HEADED if headed else _MAIN) and own[places].max() >= MENTIONED:
                foreign = [own[at] < 0.2 and other[at] >= _FOREIGN for at in places]
                (runs if headed else unsure).append(_trimmed(rows, foreign))
            else:
                sure = [r for r in related if own[r - begin] >= max(_ELSEWHERE, float(other[r - begin]))]
                unsure += _neighbours([row for row in sure if self._stands_alone(row)])
        if not runs and not any(len(run) > 1 for run in unsure):
            # No clause is plainly about the topic: the one that says most of it, where it says nothing else more.
            most = max(clauses.values(), key=lambda rows: float(own[[row - begin for row in rows]].sum()), default=[])
            places = [row - begin for row in most]
            if places and own[places].max() >= MENTIONED and (own[places] >= _RELATED).mean() >= _HEADED:
                runs.append(_trimmed(most, [own[at] < 0.2 and other[at] >= _FOREIGN for at in places]))
        if not runs:
            return unsure
        said = self._answered(runs, subject)
        wanted = self.common or set(subject.aspects)
        return sorted(runs + [run for run in unsure if (self._answered([run], subject) & wanted) - said])

    def _stands_alone(self, row: int) -> bool:
        """Whether a passage can be taken out of a clause about something else."""
        text = self.searcher.corpus.text(row)
        return not is_item(text) and not _POINTS_BACK.search(text)

    def _answered(self, runs: list[list[int]], subject: Subject) -> set[str]:
        """The aspects of the subject that the runs answer."""
        columns = {label: i for i, label in enumerate(self.searcher.models.passages.labels)}
        rows = [row for run in runs for row in run]
        best = self.searcher.matrix[rows].max(axis=0)
        return {name for name in subject.aspects if name in columns and best[columns[name]] >= MENTIONED}

    def _headed(self, row: int, subject: Subject) -> bool:
        """Whether a heading above the passage has one under which the topic is known to stand: "Johtoryhmän kokoukset"."""
        corpus = self.searcher.corpus
        above = headings(corpus.agreements[corpus.rows[row].agreement], corpus.clause(row)).lower().split(" – ")
        known = {heading.lower() for heading in self.searcher.knowledge.topic(subject.id).headings}
        return any(heading in known or any(word in heading for word in known if " " not in word) for heading in above)

    def _aspect(self, document: int, subject: Subject) -> list[list[int]]:
        query = self.searcher.query_for(subject.aspects, (document,))
        [judgement] = self.searcher.judgements(query, (document,))
        corpus = self.searcher.corpus
        rows = [row for row in sorted(judgement.rows) if corpus.clause(row).part in (Part.BODY, Part.ANNEX)]
        return [
            part
            for run in _neighbours(rows)
            for part in _split(run, lambda a, b: _clause(corpus, a) != _clause(corpus, b))
        ]

    def _whole(self, document: int, run: list[int]) -> list[int]:
        """The run with what it can't stand without: the words that it refers back to, the lead-in and the items of a list."""
        corpus = self.searcher.corpus
        begin, end = corpus.spans[document]
        clause = corpus.rows[run[0]].clause
        first, last = run[0], run[-1]

        def inside(row: int) -> bool:
            return begin <= row < end and corpus.rows[row].clause == clause

        def goes_on(row: int) -> bool:
            """Whether the passage leans on the one before it in the same paragraph; a new paragraph leans on no one sentence."""
            text = corpus.text(row)
            return is_item(text) or bool(_LEANS.match(text) and corpus.rows[row].start not in corpus.clause(row).blocks)

        while inside(first - 1) and goes_on(first):
            first -= 1
        if corpus.agreements[document].description.kind is Kind.MODEL:
            # The model's alternatives for one matter follow each other: all of them, or the choice is lost.
            starts = corpus.clause(first).blocks

            def one_choice(a: int, b: int) -> bool:
                """Whether passages ``a`` and ``b`` after it are alternatives in one paragraph."""
                both = _CHOICE.search(corpus.text(a)) and _CHOICE.search(corpus.text(b))
                return bool(both) and corpus.rows[b].start not in starts

            while inside(first - 1) and one_choice(first - 1, first):
                first -= 1
            while inside(last + 1) and one_choice(last, last + 1):
                last += 1
        if corpus.text(last).endswith(":") or is_item(corpus.text(last)):
            while inside(last + 1) and is_item(corpus.text(last + 1)):
                last += 1
        return list(range(first, last + 1))

    def _usable(self, document: int, run: list[int]) -> list[list[int]]:
        """Parts of the run without passages that must not be offered; each can stand alone."""
        corpus = self.searcher.corpus
        agreement = corpus.agreements[document]
        is_model = agreement.description.kind is Kind.MODEL
        parts: list[list[int]] = [[]]
        for row in run:
            text, clause = corpus.text(row), corpus.clause(row)
            names = [
                label
                for label, p in zip(self.searcher.models.passages.labels, self.searcher.matrix[row], strict=True)
                if p >= MENTIONED
            ]
            old = bool(superseded(text, names, headings(agreement, clause), lead_of(corpus, row)))
            self.withheld += old
            noted = _UNFINISHED.search(text) or (not is_model and "[" in text)
            if old or noted or self.is_personal(document, text):
                parts.append([])
            else:
                parts[-1].append(row)
        # What is left after a passage was taken out, or begins a clause, must not lean on what is not there.
        kept = []
        for part in parts:
            while part and self._leans(part[0], cut=part[0] != run[0]):
                part = part[1:]
            while part and corpus.text(part[-1]).endswith(":"):
                part = part[:-1]
            if part:
                kept.append(part)
        return kept

    def _leans(self, row: int, *, cut: bool) -> bool:
        """Whether a passage can't begin a run; ``cut`` where something before it was taken out."""
        text, rows = self.searcher.corpus.text(row), self.searcher.corpus.rows
        begins = row == 0 or (rows[row - 1].agreement, rows[row - 1].clause) != (rows[row].agreement, rows[row].clause)
        if begins:
            return bool(_LEANS_ALWAYS.match(text))
        return bool(_LEANS.match(text)) or (cut and is_item(text))


def _trimmed(rows: list[int], foreign: list[bool]) -> list[int]:
    """Rows without those at either end that are ``foreign``; not all of them are."""
    return rows[foreign.index(False) : len(rows) - foreign[::-1].index(False)]


def _clause(corpus: Any, row: int) -> int:
    return int(corpus.rows[row].clause)


def _neighbours(rows: Sequence[int]) -> list[list[int]]:
    """Rows that follow each other, together."""
    return _split(list(rows), lambda a, b: b != a + 1)


def _split(rows: list[int], apart: Callable[[int, int], bool]) -> list[list[int]]:
    if not rows:
        return []
    parts = [[rows[0]]]
    for a, b in pairwise(rows):
        if apart(a, b):
            parts.append([])
        parts[-1].append(b)
    return parts


def is_item(text: str) -> bool:
    """Whether a passage is an item of a list."""
    return bool(_MARKER.match(text)) or text[0].islower()


_FIRST_PERSON = re.compile(r"\b(?:[Mm]e|[Mm]eillä|[Mm]eidän|[Vv]i|[Vv]år[at]?)\b|\w{3,}mme\b")


def _quality(texts: Sequence[str]) -> float:
    """How much the passages read as clauses: whole sentences count 1, list items less, scraps of a table little."""
    scores = []
    for text in texts:
        whole = text[0].isupper() and text[-1] in ".!?"
        score = 1.0 if whole or text.endswith(":") else 0.5 if is_item(text) or text[-1] in ";," else 0.2
        scores.append(score)
    return sum(scores) / len(scores)
