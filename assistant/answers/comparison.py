"""Topics × agreements: what each says, its terms, and who differs from what most do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.answers.results import Comparison, Outlier, Term, TermState
from assistant.answers.terms import TermKind, compared, is_settled, read_terms, term_kinds
from assistant.answers.topics import UnknownTopicError, subject
from assistant.answers.wordings import leading, variants_of
from assistant.model import AgreementId, Finding, Kind, Quotation, Status, Variant, Verdict
from assistant.phrases import catalogue, phrase
from assistant.search import Searcher, UnknownRegionError
from assistant.search.names import mentioned

_FEWEST = 3  # agreements with the usual value, below which "most" means nothing
_MOST = 0.6  # share of the agreements with a value that must have the usual one
_ALMOST_ALL = 0.8  # share of the regions that mention a topic, from which silence is worth a remark


class ComparisonError(Exception):
    """What was asked for isn't there: a topic, status, language or party. The text is one sentence for the user."""


def compare(
    searcher: Searcher,
    topics: Sequence[str] = (),
    *,
    regions: Sequence[str] = (),
    parties: Sequence[str] = (),
    statuses: Sequence[str] = (),
    languages: Sequence[str] = (),
    language: str = "fi",
) -> Comparison:
    """Compare agreements topic by topic.

    Args:
        topics: ids of topics or aspects, their labels, or words for them in Finnish or Swedish; none means all topics.
        regions: only these; ``parties``: only agreements with one of these; ``statuses`` ("allekirjoitettu"),
            ``languages`` ("fi", "sv"): only these. Several values of one kind are alternatives.
        language: of labels, "fi" or "sv".

    Raises UnknownRegionError, ComparisonError.
    """
    language = "sv" if language == "sv" else "fi"
    wanted = [_topic(searcher, topic, language) for topic in topics] or [t.id for t in searcher.knowledge.topics]
    wanted = list(dict.fromkeys(wanted))
    scope = _scope(searcher, regions, parties, statuses, languages, language)
    cells: dict[tuple[AgreementId, str], Finding] = {}
    variants: dict[str, tuple[Variant, ...]] = {}
    by_topic: dict[str, tuple[Finding, ...]] = {}
    for topic in wanted:
        aspects = _aspects(searcher, topic)
        query = searcher.query_for(aspects, scope, language, whole_topic="." not in topic)
        by_topic[topic] = tuple(searcher.findings(query))
        cells |= {(finding.agreement, topic): finding for finding in by_topic[topic]}
        variants[topic] = variants_of(searcher, by_topic[topic])
    kinds = [kind for kind in term_kinds() if _speaks_of(kind, wanted)]
    terms = read_terms(searcher, scope, kinds)
    order = tuple(f.agreement for f in by_topic[wanted[0]]) if scope else ()
    leaders = {f.agreement for f in leading(searcher, by_topic[wanted[0]])}
    return Comparison(
        topics=tuple(wanted),
        labels={topic: topic_label(searcher, topic, language) for topic in wanted},
        agreements=order,
        cells=cells,
        variants=variants,
        terms=terms,
        term_labels={kind.id: kind.label(language) for kind in kinds},
        outliers=(
            *term_outliers([term for term in terms if term.agreement in leaders]),
            *silent_topics(wanted, by_topic, variants, leaders),
        ),
        language=language,
    )


def topic_label(searcher: Searcher, topic: str, language: str) -> str:
    """The label of a topic or aspect."""
    if "." in topic:
        return searcher.knowledge.aspect(topic).label(language)
    return searcher.knowledge.topic(topic).label(language)


def _topic(searcher: Searcher, asked: str, language: str) -> str:
    """The id of the topic or aspect that ``asked`` names. Raises ComparisonError, which names the topics that there are."""
    try:
        return subject(searcher, asked).id
    except UnknownTopicError as error:
        known = ", ".join(topic.id for topic in searcher.knowledge.topics)
        asked = " ".join(asked.split())[:80]
        raise ComparisonError(phrase(language, "compare.unknown_topic", asked=asked, known=known)) from error


def _aspects(searcher: Searcher, topic: str) -> list[str]:
    return [topic] if "." in topic else [aspect.id for aspect in searcher.knowledge.topic(topic).aspects]


def _speaks_of(kind: TermKind, topics: Iterable[str]) -> bool:
    """Whether a term belongs to one of the topics or aspects."""
    own = {*kind.aspects, kind.aspects[0].split(".")[0]}
    return any(topic in own for topic in topics)


def _scope(
    searcher: Searcher,
    regions: Sequence[str],
    parties: Sequence[str],
    statuses: Sequence[str],
    languages: Sequence[str],
    language: str,
) -> tuple[int, ...]:
    """Positions of the agreements that pass all filters, in the order of regions. Raises UnknownRegionError, ComparisonError."""
    corpus = searcher.corpus
    found = corpus.of_kind(Kind.AGREEMENT)

    def description(i: int) -> tuple[str | None, tuple[str, ...], str, str]:
        d = corpus.agreements[i].description
        return d.region, d.parties, d.status.value, d.language

    if regions:
        known = list(dict.fromkeys(r for i in found if (r := description(i)[0])))
        chosen: set[str] = set()
        for name in regions:
            match = [r for r in known if r.casefold() == name.casefold()] or mentioned(name, known)
            if not match:
                raise UnknownRegionError(f"{name!r} ({', '.join(known)})")
            chosen.update(match)
        found = tuple(i for i in found if description(i)[0] in chosen)
    if parties:
        names = list(dict.fromkeys(party for i in corpus.of_kind(Kind.AGREEMENT) for party in description(i)[1]))
        asked: set[str] = set()
        for name in parties:
            match = [p for p in names if p.casefold() == name.casefold()] or mentioned(name, names)
            if not match:
                raise ComparisonError(
                    phrase(language, "compare.unknown_party", asked=name[:80], known=", ".join(names))
                )
            asked.update(match)
        found = tuple(i for i in found if asked & set(description(i)[1]))
    for values, at, known_values, key in (
        (statuses, 2, [s.value for s in Status], "compare.unknown_status"),
        (languages, 3, ["fi", "sv"], "compare.unknown_language"),
    ):
        if not values:
            continue
        words = catalogue(language, "compare")["status_words"] if at == 2 else {}
        folded = {words.get(value.casefold(), value.casefold()) for value in values}
        for value in folded - set(known_values):
            raise ComparisonError(phrase(language, key, asked=value[:80], known=", ".join(known_values)))
        found = tuple(i for i in found if description(i)[at] in folded)
    return tuple(sorted(found, key=lambda i: (description(i)[0] or "\uffff", corpus.agreements[i].file)))


def term_outliers(terms: Sequence[Term]) -> tuple[Outlier, ...]:
    """Values that differ from the usual one of their term; ``terms`` are of one agreement a region."""
    found = []
    for name in dict.fromkeys(term.term for term in terms):
        stated = [
            t for t in terms if t.term == name and t.state is TermState.STATED and is_settled(t.value or "") and t.quote
        ]
        if len(stated) < _FEWEST:
            continue
        values = {t.agreement: compared(name, t.value or "") for t in stated}
        usual, count = Counter(values.values()).most_common(1)[0]
        if count < max(_FEWEST, _MOST * len(stated)):
            continue
        found += [
            Outlier(t.agreement, name, t.value, usual, count, len(stated), t.quote)
            for t in stated
            if t.value and t.quote and values[t.agreement] != usual
        ]
    return tuple(found)


def silent_topics(
    topics: Sequence[str],
    by_topic: dict[str, tuple[Finding, ...]],
    variants: dict[str, tuple[Variant, ...]],
    leaders: set[AgreementId],
) -> list[Outlier]:
    """Regions that do not mention what almost all do; the quotation is an example of what the others say."""
    found = []
    for topic in topics:
        own = [f for f in by_topic[topic] if f.agreement in leaders]
        saying = sum(f.verdict is Verdict.FOUND for f in own)
        if len(own) < _FEWEST or saying < _ALMOST_ALL * len(own) or not variants[topic]:
            continue
        example: Quotation = variants[topic][0].example
        found += [
            Outlier(f.agreement, topic, Verdict.NOT_MENTIONED.value, Verdict.FOUND.value, saying, len(own), example)
            for f in own
            if f.verdict is Verdict.NOT_MENTIONED
        ]
    return found
