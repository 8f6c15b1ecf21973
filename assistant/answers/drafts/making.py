"""Alternatives for a clause, made from wordings that other regions and the model agreement have."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.answers.drafts.candidates import Candidate, Reader, is_item
from assistant.answers.drafts.figures import figures
from assistant.answers.drafts.names import WORD, Names, names_of, vocabulary
from assistant.answers.drafts.rewriting import Source, Target, rewritten, roles
from assistant.answers.drafts.styles import Choice, Worded, chosen, distinct, substantial
from assistant.answers.results import Alternative, Draft, Piece, Slot
from assistant.answers.topics import Subject, subject
from assistant.answers.wordings import leading
from assistant.model import Agreement, Finding, Kind, Publicity, Status, Verdict
from assistant.phrases import catalogue, phrase
from assistant.search import Searcher
from assistant.search.names import mentioned

_FEW = 3  # fewer alternatives than this are explained
_MOST = 5
_ENOUGH = 4  # up to so many, a style whose first is taken gets its second


def draft(searcher: Searcher, topic: str, region: str | None, language: str | None = None) -> Draft:
    """Draft a clause on ``topic`` for ``region``.

    Args:
        topic: an id or label of a topic or aspect, or free words.
        region: a region of the corpus or any other; its own agreements are no source.
        language: "fi" or "sv"; where None, that of the region's own agreement, else Finnish.

    Raises UnknownTopicError.
    """
    return Drafter(searcher).draft(topic, region, language)


@dataclass(frozen=True, slots=True)
class _Made:
    """Alternatives out of the sources in one language, and how many wordings there were to choose from."""

    alternatives: tuple[Alternative, ...]
    wordings: int
    withheld: int
    drafts_only: bool


@dataclass(frozen=True)
class Drafter:
    """Makes drafts over one corpus; what is needed of all documents is found once."""

    searcher: Searcher

    @cached_property
    def _words(self) -> frozenset[str]:
        return vocabulary(self.searcher)

    @cached_property
    def _names(self) -> dict[int, Names]:
        return {}

    @cached_property
    def _everywhere(self) -> frozenset[str]:
        """Keys of the names that any agreement has: a region is also spoken of in its neighbours' agreements."""
        every = self.searcher.corpus.of_kind(Kind.AGREEMENT)
        return frozenset(key for i in every for key in names_of(self.searcher.corpus.agreements[i], self._words).keys)

    def _names_of(self, document: int) -> Names:
        if document not in self._names:
            own = names_of(self.searcher.corpus.agreements[document], self._words)
            self._names[document] = replace(own, others=self._everywhere)
        return self._names[document]

    @cached_property
    def leaders(self) -> tuple[int, ...]:
        """One agreement a region, as positions in the corpus: the newest signed one."""
        corpus = self.searcher.corpus
        every = tuple(
            Finding(a.id, a.file, a.description.region, a.description.status, Verdict.NOT_MENTIONED, 0.0)
            for i in corpus.of_kind(Kind.AGREEMENT)
            for a in [corpus.agreements[i]]
        )
        return tuple(corpus.by_id[finding.agreement] for finding in leading(self.searcher, every))

    def own(self, region: str | None) -> int | None:
        """The leading agreement of ``region``, or None where the corpus has none."""
        if not region:
            return None
        known = {i: d.region or "" for i in self.leaders for d in [self.searcher.corpus.agreements[i].description]}
        low = " ".join(region.split()).lower()
        exact = [i for i, name in known.items() if name.lower() == low]
        found = exact or [i for i, name in known.items() if name and mentioned(region, [name])]
        if not found:
            for i in known:
                parties = self.searcher.corpus.agreements[i].description.parties
                if any(party.lower() == low for party in parties):
                    found.append(i)
        return found[0] if len(found) == 1 else None

    def draft(self, topic: str, region: str | None, language: str | None = None) -> Draft:
        """See :func:`draft`."""
        asked = subject(self.searcher, topic)
        own = self.own(region)
        corpus = self.searcher.corpus
        spoken = language or (corpus.agreements[own].description.language if own is not None else "fi")
        spoken = "sv" if spoken == "sv" else "fi"
        common = self._common(asked, own)
        made = self._made(asked, own, spoken, spoken, common, _ENOUGH)
        notes = []
        if region and own is None:
            notes.append(phrase(spoken, "draft.notes.unknown_region", region=region))
        if not made.alternatives:
            notes.append(phrase(spoken, "draft.notes.none"))
        elif len(made.alternatives) < _FEW:
            notes.append(phrase(spoken, "draft.notes.few", count=made.wordings))
        alternatives, withheld = made.alternatives, made.withheld
        if len(alternatives) < _FEW and spoken == "sv":
            # Few regions write in Swedish, and who negotiates there reads Finnish too.
            reference = self._made(asked, own, "fi", spoken, common, _FEW)
            added = reference.alternatives[: _MOST - len(alternatives)]
            if added:
                notes.append(phrase(spoken, "draft.notes.reference_only", count=len(added)))
                alternatives, withheld = (*alternatives, *added), withheld + reference.withheld
        if made.drafts_only:
            notes.append(phrase(spoken, "draft.notes.drafts_only"))
        if withheld:
            notes.append(phrase(spoken, "draft.notes.withheld", count=withheld))
        name = corpus.agreements[own].description.region if own is not None else region
        return Draft(asked.id, asked.label(spoken), name, spoken, alternatives, withheld, tuple(notes))

    def _made(
        self, asked: Subject, own: int | None, language: str, told_in: str, common: frozenset[str], enough: int
    ) -> _Made:
        """Alternatives out of the sources in ``language``; what is said of them is in ``told_in``."""
        corpus = self.searcher.corpus
        sources, drafts_only = self._sources(own, language)
        reader = Reader(self.searcher, lambda document, text: self._names_of(document).is_personal(text), common)
        worded = [w for i in sources if (w := self._worded(reader.candidate(i, asked)))]
        models = [
            w
            for i in corpus.of_kind(Kind.MODEL)
            if corpus.agreements[i].description.language == language and (w := self._worded(reader.candidate(i, asked)))
        ]
        choices: list[Choice] = []
        if models:
            choices.append(Choice("model", max(models, key=lambda w: (len(w.candidate.aspects), len(w.words)))))
        pool = distinct(substantial(worded), [choice.worded for choice in choices])
        choices += chosen(pool, worded, common, enough - len(choices))
        target = self._target(asked, own, language, told_in)
        alternatives: list[Alternative] = []
        for choice in choices:
            made = self._alternative(choice, asked, target, common)
            if not any(made.text == other.text for other in alternatives):
                alternatives.append(made)
        return _Made(tuple(alternatives), len(worded) + len(models), reader.withheld, drafts_only and bool(worded))

    def _sources(self, own: int | None, language: str) -> tuple[list[int], bool]:
        """Other regions' leading agreements in ``language`` that may be shown; drafts only where there is nothing else."""
        corpus = self.searcher.corpus
        region = corpus.agreements[own].description.region if own is not None else None
        usable = [
            i
            for i in self.leaders
            for d in [corpus.agreements[i].description]
            if i != own
            and d.language == language
            and d.publicity is not Publicity.SECRET
            and (region is None or d.region != region)
        ]
        settled = [i for i in usable if corpus.agreements[i].description.status is not Status.DRAFT]
        return (settled or usable), not settled

    def _worded(self, candidate: Candidate | None) -> Worded | None:
        if candidate is None:
            return None
        return Worded(candidate, tuple(self.searcher.corpus.text(row) for row in candidate.rows))

    def _common(self, asked: Subject, own: int | None) -> frozenset[str]:
        """The aspects that more than half of the other regions mention."""
        others = tuple(i for i in self.leaders if i != own)
        found = set()
        for aspect in asked.aspects:
            judged = self.searcher.judgements(self.searcher.query_for([aspect]), others)
            if sum(judgement.verdict is Verdict.FOUND for judgement in judged) * 2 > len(others):
                found.add(aspect)
        return frozenset(found)

    def _target(self, asked: Subject, own: int | None, language: str, told_in: str) -> Target:
        """Names and values of the region's own agreement; a value only where it has one of its kind on the matter."""
        if own is None:
            return Target(language, told_in=told_in)
        parties = roles(self.searcher.corpus.agreements[own].description.parties)
        values: dict[str, str] = {}
        if not asked.whole:
            [finding] = self.searcher.findings(self.searcher.query_for(asked.aspects, (own,)))
            found: dict[str, set[str]] = {}
            for quotation in finding.quotes if finding.verdict is Verdict.FOUND else ():
                for figure in figures(quotation.text):
                    found.setdefault(figure.kind, set()).add(quotation.text[figure.start : figure.end])
            values = {kind: next(iter(words)) for kind, words in found.items() if len(words) == 1}
        return Target(language, parties, values, told_in)

    def _label_of(self, row: int, asked: Subject, language: str) -> str:
        """How a duration in this passage is called: by the aspect that the passage answers best, where that has a word for it."""
        known = catalogue(language, "draft")["slot_of_aspect"]
        columns = {label: i for i, label in enumerate(self.searcher.models.passages.labels)}
        likely = {name: float(self.searcher.matrix[row][columns[name]]) for name in asked.aspects if name in columns}
        best = max(likely, key=likely.__getitem__, default="")
        return str(known.get(best, "")) if likely.get(best, 0.0) >= 0.5 else ""

    def _alternative(self, choice: Choice, asked: Subject, target: Target, common: frozenset[str]) -> Alternative:
        corpus, language, candidate = self.searcher.corpus, target.language, choice.worded.candidate
        agreement = corpus.agreements[candidate.document]
        is_model = agreement.description.kind is Kind.MODEL
        source = Source(self._names_of(candidate.document), agreement.description.parties, is_model)
        pieces: list[Piece] = []
        slots: dict[Slot, None] = {}
        text = ""
        for run in candidate.runs:
            for place, row in enumerate(run):
                made = rewritten(corpus.text(row), source, target, self._label_of(row, asked, language))
                pieces.append(Piece(made.text, corpus.quotation(row), None, made.changes, made.replaced))
                slots |= dict.fromkeys(made.slots)
                new_block = corpus.rows[row].start in corpus.clause(row).blocks
                is_line = is_item(made.text) or made.text[-1] not in ".:;!?"
                apart = "\n\n" if place == 0 or (new_block and not is_line) else "\n" if new_block else " "
                text += (apart if text else "") + made.text
        told_in = target.told_in
        notes = self._notes(candidate, agreement, tuple(pieces), tuple(slots), asked, common, told_in)
        labels = catalogue(told_in, "draft")["styles"]
        if choice.after:
            notes = (phrase(told_in, "draft.notes.second", other=labels[choice.after]), *notes)
        if choice.also:
            styles = ", ".join(str(labels[style]).lower() for style in choice.also)
            notes = (phrase(told_in, "draft.notes.also", styles=styles), *notes)
        label = str(labels[choice.style])
        if told_in != language:
            label = phrase(told_in, "draft.for_reference", style=label)
        return Alternative(choice.style, label, text, tuple(pieces), tuple(slots), notes, language)

    def _notes(
        self,
        candidate: Candidate,
        agreement: Agreement,
        pieces: tuple[Piece, ...],
        slots: tuple[Slot, ...],
        asked: Subject,
        common: frozenset[str],
        language: str,
    ) -> tuple[str, ...]:
        def note(name: str, **values: object) -> str:
            return phrase(language, f"draft.notes.{name}", **values)

        def label(aspect: str) -> str:
            return self.searcher.knowledge.aspect(aspect).label(language)

        notes = []
        unsaid = [aspect for aspect in asked.aspects if aspect in common - candidate.aspects]
        if common and asked.whole:
            notes.append(note("covers", covered=len(common & candidate.aspects), of=len(common)))
        if unsaid and asked.whole:
            notes.append(note("unsaid", labels="; ".join(map(label, unsaid))))
        still_open = dict.fromkeys(slot.label for slot in slots if slot.value is None)
        if still_open:
            notes.append(note("open", labels=", ".join(still_open)))
        texts = [piece.undone for piece in pieces]
        if agreement.description.kind is Kind.MODEL:
            if any(re.search(r"\bVE \d|\bALT \d", text) for text in texts):
                notes.append(note("choose"))
        elif agreement.description.status not in (Status.SIGNED,):
            notes.append(note("not_signed"))
        if any(slot.name == "reference" for slot in slots):
            notes.append(note("reference"))
        defined = self._defined(texts, self._names_of(candidate.document))
        if defined:
            notes.append(note("defined", terms=", ".join(defined)))
        if candidate.quality < 0.75 and agreement.description.kind is not Kind.MODEL:
            notes.append(note("table"))
        return tuple(notes)

    def _defined(self, texts: list[str], names: Names) -> list[str]:
        """Common words with a capital inside a sentence: terms that the source defines elsewhere."""
        found: dict[str, str] = {}
        for text in texts:
            for match in WORD.finditer(text):
                word = match.group()
                inside = re.search(r"[\wåäö,] $", text[: match.start()])
                common = word[0].isupper() and word.lower() in self._words and not word.isupper()
                if inside and common and len(word) > 3 and not names.is_name(text, match):
                    found.setdefault(word[:8].lower(), word)  # one form of a term is enough
        return list(found.values())
