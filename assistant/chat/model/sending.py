"""What may be sent to a model: quotations of documents whose publicity class it may receive, as many as fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.chat.grounding import Evidence, Source, Standing
from assistant.chat.model.prompts import plain
from assistant.index.corpus import Corpus
from assistant.model import Agreement, Answer, Kind, Publicity, Quotation, Verdict
from assistant.phrases import catalogue
from assistant.search.names import without

_CHARACTERS_A_TOKEN = (
    2.5  # Finnish words are cut into many pieces; rather too few quotations than a request that is refused
)
_HEAD = 40  # tokens of a quotation's number, region and heading


@dataclass(frozen=True, slots=True)
class Sent:
    """What a prompt holds of an answer.

    ``quotations[i]`` is number i + 1. ``withheld`` and ``cut`` count the quotations that were left out because the model may not
    receive their documents, and because they did not fit.
    """

    question: str
    quotations: tuple[Quotation, ...]
    evidence: Evidence
    withheld: int
    cut: int

    def listed(self, language: str) -> str:
        """The quotations as a prompt lists them."""
        statuses = catalogue(language, "answers")["statuses"]
        entries = []
        for source in self.evidence.sources:
            head = " · ".join(
                part
                for part in (plain(source.region or "–"), statuses[source.status.value], plain(source.heading or ""))
                if part
            )
            entries.append(f"[{source.number}] {_line(head)}\n{_line(plain(source.text))}")
        return "\n\n".join(entries)


def _line(text: str) -> str:
    return " ".join(text.split())


def tokens(text: str) -> int:
    """About how many tokens a text has; rather too many."""
    return int(len(text) / _CHARACTERS_A_TOKEN) + 1


def may_receive(agreement: Agreement, classes: frozenset[Publicity], *, under_review: bool = False) -> bool:
    """Whether a document may be sent. A draft under review counts as secret, whatever it says of itself."""
    return (Publicity.SECRET if under_review else agreement.description.publicity) in classes


def sent(answer: Answer, corpus: Corpus, classes: frozenset[Publicity], budget: int) -> Sent:
    """What of ``answer`` may be sent, within ``budget`` tokens: whole quotations, the first of each document before the second."""
    allowed: list[Quotation] = []
    withheld = 0
    for quotation in _in_turns(answer):
        if may_receive(corpus.agreements[corpus.by_id[quotation.agreement]], classes):
            allowed.append(quotation)
        else:
            withheld += 1
    kept: list[Quotation] = []
    cut = 0
    for quotation in allowed:
        size = _HEAD + tokens(quotation.text)
        if size <= budget:
            budget -= size
            kept.append(quotation)
        else:
            cut += 1
    question = without_hidden(answer.question, corpus, classes)
    return Sent(question, tuple(kept), evidence_of(answer, tuple(kept), corpus, withheld + cut == 0), withheld, cut)


def without_hidden(text: str, corpus: Corpus, classes: frozenset[Publicity]) -> str:
    """``text`` without the names of regions and parties of which every document is kept from the model."""
    secret = [a.description for a in corpus.agreements if not may_receive(a, classes)]
    open_regions = {a.description.region for a in corpus.agreements if may_receive(a, classes)}
    hidden = [name for d in secret for name in (d.region, *d.parties) if name and d.region not in open_regions]
    return without(text, hidden) if hidden else text


def _in_turns(answer: Answer) -> list[Quotation]:
    """The quotations of an answer, the first of every finding before the second of any; then what law, model and guidance say."""
    lists = [f.quotes for verdict in (Verdict.FOUND, Verdict.POSSIBLE) for f in answer.findings if f.verdict is verdict]
    longest = max((len(quotes) for quotes in lists), default=0)
    found = [quotes[i] for i in range(longest) for quotes in lists if i < len(quotes)]
    return [*found, *(quotation for basis in answer.basis for quotation in basis.quotes)]


def evidence_of(answer: Answer, quotations: Sequence[Quotation], corpus: Corpus, complete: bool) -> Evidence:
    """What is written of ``quotations`` is checked against this; their numbers are from 1 in their order."""
    sources = tuple(_source(number, q, corpus) for number, q in enumerate(quotations, 1))
    standings = tuple(Standing(f.agreement, f.region, f.verdict) for f in answer.findings)
    regions = sorted({d.region for a in corpus.agreements if (d := a.description).kind is Kind.AGREEMENT and d.region})
    subject = " ".join(part for part in (answer.question, answer.topic_label) if part)
    return Evidence(sources, standings, tuple(regions), subject, complete)


def _source(number: int, quotation: Quotation, corpus: Corpus) -> Source:
    description = corpus.agreements[corpus.by_id[quotation.agreement]].description
    is_agreement = description.kind is Kind.AGREEMENT
    names = (*description.parties, description.region or "") if is_agreement else (description.title,)
    return Source(
        number=number,
        agreement=quotation.agreement,
        region=description.region if is_agreement else None,
        text=quotation.text,
        heading=quotation.heading,
        language=description.language,
        status=description.status,
        names=tuple(name for name in names if name),
    )
