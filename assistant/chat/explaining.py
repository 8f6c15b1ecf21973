"""Why it says "not mentioned": what was searched, what came nearest, and such words as a mention would have had."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from assistant.answers.comparison import topic_label
from assistant.answers.text import escaped, place
from assistant.chat.turns import Case, Explanation, Near
from assistant.knowledge.aspects import Knowledge
from assistant.model import Finding, Verdict
from assistant.phrases import catalogue, phrase
from assistant.search import Query, Searcher, with_verdict

_MOST_CASES = 3
_MOST_NEAREST = 3
_MOST_WORDS = 8
_STEM = 6  # letters by which forms of a word are held together
_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON = 0.25  # a word that is in more than this share of all examples says nothing
_LEAST = 2  # examples of the aspect that must have a word


def explained(searcher: Searcher, query: Query, findings: Sequence[Finding], only: Sequence[str] = ()) -> Explanation:
    """Explain those of ``findings`` that say "not mentioned", of the regions in ``only`` where there are any.

    The documents that come nearest to a mention are explained one by one, the others only named.
    """
    evidence = searcher.weigh(query)
    corpus = searcher.corpus
    missing = [f for f in with_verdict(findings, Verdict.NOT_MENTIONED) if not only or f.region in only]
    missing.sort(key=lambda f: -float(evidence.best[corpus.by_id[f.agreement]]))
    cases = []
    for finding in missing[:_MOST_CASES]:
        position = corpus.by_id[finding.agreement]
        start, end = corpus.spans[position]
        own = evidence.of(position)
        order = own.argsort()[::-1][:_MOST_NEAREST].tolist()
        nearest = tuple(Near(searcher.quotes((start + at,))[0], float(own[at])) for at in order)
        cases.append(Case(finding.agreement, finding.file, finding.region, end - start, nearest))
    languages = Counter(corpus.agreements[corpus.by_id[case.agreement]].description.language for case in cases)
    spoken = languages.most_common(1)[0][0] if languages else query.language
    subject = query.aspects[0][0] if query.aspects and not query.whole_topic else query.topic
    names = tuple(name for name, _ in query.aspects[:1]) if not query.whole_topic else ()
    return Explanation(
        label=topic_label(searcher, subject, "sv" if query.language == "sv" else "fi") if subject else query.text,
        cases=tuple(cases),
        words=telling_words(searcher.knowledge, names[0], spoken) if names else _words_of(query.text),
        others=tuple(f.region or f.file for f in missing[_MOST_CASES:]),
    )


def _words_of(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_WORD.findall(text.lower())))[:_MOST_WORDS]


def telling_words(knowledge: Knowledge, aspect: str, language: str) -> tuple[str, ...]:
    """Words that tell a mention of ``aspect`` from other sentences: of its examples in ``language``, by tf-idf over all examples.

    Forms are held together by their first letters; of each, the commonest form is given.
    """
    own: Counter[str] = Counter()
    every: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    total = 0
    for each in knowledge.aspects:
        for example in each.positive:
            if example.language != language:
                continue
            total += 1
            words = set(_WORD.findall(example.text.lower()))
            stems = {word[:_STEM] for word in words}
            every.update(stems)
            if each.id == aspect:
                own.update(stems)
                for word in words:
                    forms[word[:_STEM]][word] += 1
    weights = {
        stem: count * math.log(total / every[stem])
        for stem, count in own.items()
        if count >= _LEAST and every[stem] <= _COMMON * total
    }
    best = sorted(weights, key=lambda stem: (-weights[stem], stem))[:_MOST_WORDS]
    return tuple(forms[stem].most_common(1)[0][0] for stem in best)


def likelihood(probability: float, language: str) -> str:
    """A probability in words."""
    for limit, words in catalogue(language, "chat")["explain"]["likelihood"]:
        if probability < limit:
            return str(words)
    raise AssertionError("the last limit is above 1")


def explanation_text(explanation: Explanation, language: str) -> str:
    """The explanation as Markdown."""

    def say(key: str, **slots: object) -> str:
        return phrase(language, f"chat.explain.{key}", **slots)

    if not explanation.cases:
        return say("nothing", label=escaped(explanation.label))
    parts = [say("heading", label=escaped(explanation.label)), say("how")]
    for case in explanation.cases:
        parts.append(
            say("case", region=escaped(case.region or case.file), file=escaped(case.file), count=case.passages)
        )
        parts += [
            say(
                "near",
                text=escaped(near.quote.text),
                place=place(near.quote, language),
                likelihood=likelihood(near.probability, language),
            )
            for near in case.nearest
        ]
    if explanation.words:
        parts.append(say("words", words=", ".join(map(escaped, explanation.words))))
    if explanation.others:
        parts.append(say("others", names=", ".join(map(escaped, explanation.others))))
    return "\n\n".join(parts)
