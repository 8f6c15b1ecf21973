"""What may not be seen does not exist: the restricted searcher is the one of an index that never had the hidden documents."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from assistant import asjson
from assistant.answers.checklists import checklist
from assistant.answers.comparison import compare
from assistant.answers.drafts import draft
from assistant.answers.reviews import review
from assistant.chat import Conversation
from assistant.index import Embedder, Store, connect
from assistant.knowledge import Knowledge
from assistant.model import Agreement, Publicity
from assistant.search import Searcher, UnknownRegionError, load_searcher, with_guest
from assistant.search.searcher import MOST_RESTRICTED

PUBLIC = frozenset({Publicity.PUBLIC})
OFFICE = frozenset({Publicity.PUBLIC, Publicity.INTERNAL})
# The hidden ones name parties, a region and words of their own.
CLASSES = {"Koivula": Publicity.SECRET, "Björkby": Publicity.INTERNAL, "Kuusijärvi": Publicity.SECRET}


def classed(agreement: Agreement) -> Agreement:
    publicity = CLASSES.get(agreement.description.region or "", Publicity.PUBLIC)
    return dataclasses.replace(agreement, description=dataclasses.replace(agreement.description, publicity=publicity))


@pytest.fixture
def classified(searcher: Searcher) -> Searcher:
    """The small corpus with two secret agreements and an internal one."""
    corpus = dataclasses.replace(searcher.corpus, agreements=tuple(map(classed, searcher.corpus.agreements)))
    return dataclasses.replace(searcher, corpus=corpus)


@pytest.fixture(scope="module")
def never_had(
    small_corpus: Path,
    indexed: Callable[[Path, int], Path],
    embedder: Embedder,
    knowledge: Knowledge,
    tmp_path_factory: pytest.TempPathFactory,
) -> Searcher:
    """A searcher over an index of the public documents alone."""
    folder = tmp_path_factory.mktemp("public") / "corpus"
    shutil.copytree(small_corpus, folder)
    for file in [*folder.glob("koivula*"), *folder.glob("bjorkby*"), *folder.glob("kuusijarvi*")]:
        file.unlink()
    data = indexed(folder, 3)
    return load_searcher(Store(connect("", data), embedder), data, knowledge=knowledge)


def same(first: object, second: object) -> None:
    def plain(value: object) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)

    assert plain(first) == plain(second)


def test_the_arrays_are_those_of_the_other_index(classified: Searcher, never_had: Searcher) -> None:
    seen = classified.seen_by(PUBLIC)
    assert [a.id for a in seen.corpus.agreements] == [a.id for a in never_had.corpus.agreements]
    assert seen.corpus.rows == never_had.corpus.rows and seen.corpus.spans == never_had.corpus.spans
    assert seen.corpus.contexts == never_had.corpus.contexts
    np.testing.assert_allclose(seen.corpus.vectors, never_had.corpus.vectors, atol=1e-5)
    np.testing.assert_allclose(seen.matrix, never_had.matrix, atol=1e-4)
    question = "Kuka maksaa toimitilojen vuokran?"
    np.testing.assert_allclose(
        seen.corpus.lexical.scores(question), never_had.corpus.lexical.scores(question), atol=1e-6
    )


QUESTIONS = (
    "Mikä on sopimuksen irtisanomisaika?",
    "Mikä on irtisanomisaika Koivulassa?",
    "Kuka maksaa vuokran Kuusijärvellä?",
    "Onko verkostojohtajasta sovittu?",
    "Mitä Björkbyn sopimuksessa sanotaan?",
    "Vilken är uppsägningstiden?",
    "Entä Koivulan kaupunki?",
    "Mitä metsästyksestä on sovittu?",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_are_those_of_the_other_index(classified: Searcher, never_had: Searcher, question: str) -> None:
    same(
        asjson.answer(Conversation(classified.seen_by(PUBLIC)).ask(question)),
        asjson.answer(Conversation(never_had).ask(question)),
    )


def test_comparison_draft_checklist_and_review_are_those_of_the_other_index(
    classified: Searcher, never_had: Searcher, searcher: Searcher
) -> None:
    seen = classified.seen_by(PUBLIC)
    topics = ["termination", "premises", "leader"]
    same(asjson.comparison(compare(seen, topics)), asjson.comparison(compare(never_had, topics)))
    same(
        asjson.draft(draft(seen, "termination", "Rantasalo")),
        asjson.draft(draft(never_had, "termination", "Rantasalo")),
    )
    same(asjson.checklist(checklist(seen, "Rantasalo")), asjson.checklist(checklist(never_had, "Rantasalo")))
    own = next(a for a in searcher.corpus.agreements if a.description.region == "Koivula")
    same(asjson.review(review(seen, own, "fi")), asjson.review(review(never_had, own, "fi")))


def test_a_hidden_region_is_unknown(classified: Searcher) -> None:
    with pytest.raises(UnknownRegionError) as error:
        classified.seen_by(PUBLIC).understand("Mikä on irtisanomisaika?", ("Koivula",))
    assert "Björkby" not in str(error.value) and "Kuusijärvi" not in str(error.value)


def test_each_class_by_hand(classified: Searcher) -> None:
    def regions(sees: frozenset[Publicity]) -> list[str]:
        return sorted({a.description.region or "" for a in classified.seen_by(sees).corpus.agreements})

    assert regions(PUBLIC) == ["", "Rantasalo"]
    assert regions(OFFICE) == ["", "Björkby", "Rantasalo"]
    assert regions(frozenset()) == []
    assert classified.seen_by(frozenset(Publicity)) is classified


def test_nothing_hidden_is_the_same_object_and_each_set_is_made_once(searcher: Searcher, classified: Searcher) -> None:
    assert searcher.seen_by(PUBLIC) is searcher  # every document of the small corpus is public
    assert classified.seen_by(PUBLIC) is classified.seen_by(frozenset({Publicity.PUBLIC}))


def test_few_are_kept(classified: Searcher) -> None:
    every = [frozenset({one}) for one in Publicity] + [frozenset(), OFFICE]
    first = classified.seen_by(every[0])
    for sees in every[1:]:
        classified.seen_by(sees)
    assert len(every) > MOST_RESTRICTED + 1
    assert classified.seen_by(every[-1]) is classified.seen_by(OFFICE)
    assert classified.seen_by(every[0]) is not first


def test_who_sees_nothing_can_still_ask(classified: Searcher) -> None:
    answer = Conversation(classified.seen_by(frozenset())).ask("Mikä on sopimuksen irtisanomisaika?")
    assert answer.findings == () and answer.basis == ()


def test_a_guest_stands_beside_what_is_seen_alone(classified: Searcher) -> None:
    hidden = next(a for a in classified.corpus.agreements if a.description.region == "Koivula")
    joined, position = with_guest(classified.seen_by(PUBLIC), hidden)
    assert position == 3 and len(joined.corpus.agreements) == 4
    # The same document in the index does not show itself by the guest getting another id.
    assert joined.corpus.agreements[position].id == hidden.id
