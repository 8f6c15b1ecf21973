from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.answers import ask
from assistant.index import Embedder, Store, connect, sync
from assistant.knowledge import Knowledge, Models, learned, load_knowledge, questions
from assistant.knowledge.models import in_context, passage_examples, question_targets
from assistant.knowledge.questions import other_questions
from assistant.model import Verdict
from assistant.search import load_searcher
from tests.building import HashEmbedder
from tests.small_corpus import KOIVULA, as_text

OWN = """
id = "bicycles"
label = { fi = "Polkupyörät", sv = "Cyklar" }
[[aspect]]
id = "who_buys"
label = { fi = "Polkupyörien hankinta", sv = "Anskaffning av cyklar" }
questions.fi = ["kuka hankkii polkupyörät", "kenen polkupyörillä asiakkaan luo mennään", "polkupyörien hankinta ja huolto"]
positive.fi = [
  "Liikkuminen :: Kaupunki hankkii työntekijöille polkupyörät.",
  "Hyvinvointialue ostaa palvelupisteen polkupyörät ja huoltaa ne.",
  "Polkupyörät hankkii ja huoltaa Kela.",
  "Kotikäynneille mennään kunnan polkupyörillä.",
]
near.fi = ["Pyöräteline on pääoven vieressä."]
"""


@pytest.fixture
def few(knowledge: Knowledge) -> Knowledge:
    """Two topics: quick to learn."""
    return Knowledge(tuple(knowledge.topic(name) for name in ("area", "equality")))


def test_each_example_counts_for_every_aspect_that_it_answers(knowledge: Knowledge) -> None:
    examples, labels, targets = passage_examples(knowledge)
    assert targets.shape == (len(examples), len(labels))
    for i in range(0, len(examples), 97):
        answered = {labels[j] for j in np.flatnonzero(targets[i])}
        assert answered == set(examples[i].aspects)
    assert (targets.sum(axis=0) >= 25).all()


def test_examples_are_read_as_the_index_would_embed_them(knowledge: Knowledge) -> None:
    examples, _, _ = passage_examples(knowledge)
    headed = next(e for e in examples if e.heading)
    bare = next(e for e in examples if not e.heading)
    assert in_context(headed) == f"{headed.heading}. {headed.text}" and in_context(bare) == bare.text


def test_each_question_has_its_language_and_what_it_asks(knowledge: Knowledge) -> None:
    texts, labels, targets = question_targets(knowledge)
    assert len(texts) == len(set(texts))
    row = {labels[j] for j in np.flatnonzero(targets[texts.index("irtisanomisaika")])}
    assert {"termination.notice_period", "language:fi"} <= row
    assert (targets.sum(axis=1) >= 2).all()


def test_learned_once_and_read_again(few: Knowledge, tmp_path: Path) -> None:
    told: list[str] = []
    first = learned(few, HashEmbedder(), tmp_path, told.append)
    assert told == ["passages", "questions"]
    second = learned(few, HashEmbedder(), tmp_path, told.append)
    assert told == ["passages", "questions"] and second.version == first.version
    assert len([f for f in tmp_path.iterdir() if not f.name.startswith("vectors-")]) == 2


def test_a_broken_cache_is_made_again(few: Knowledge, tmp_path: Path) -> None:
    first = learned(few, HashEmbedder(), tmp_path)
    (tmp_path / f"passages-{first.version}.npz").write_bytes(b"broken")
    told: list[str] = []
    learned(few, HashEmbedder(), tmp_path, told.append)
    assert told == ["passages"]


def test_changed_knowledge_is_learned_anew_and_the_old_cleared_away(few: Knowledge, tmp_path: Path) -> None:
    first = learned(few, HashEmbedder(), tmp_path)
    second = learned(Knowledge(few.topics[:1]), HashEmbedder(), tmp_path)
    assert second.version != first.version
    assert len([f for f in tmp_path.iterdir() if not f.name.startswith("vectors-")]) == 2


def test_the_bundled_models_know_their_labels(models: Models, knowledge: Knowledge) -> None:
    assert set(models.passages.labels) == {aspect.id for aspect in knowledge.aspects}
    assert {"language:fi", "language:sv", "refuse:off_topic", "clarify:vague"} <= set(models.questions.labels)


def test_a_newly_named_aspect_can_be_asked_at_once(
    embedder: Embedder, tmp_path: Path, prepare_data: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, corpus = prepare_data(tmp_path / "data"), tmp_path / "corpus"
    corpus.mkdir()
    own = ("6 Liikkuminen", "Koivulan kaupunki ostaa yhteiset polkupyörät ja vastaa niiden huollosta.")
    (corpus / "koivula.txt").write_text(as_text("Koivulan yhteistyösopimus", [*KOIVULA, own]), encoding="utf-8")
    (corpus / "rantasalo.txt").write_text(as_text("Rantasalon yhteistyösopimus", KOIVULA), encoding="utf-8")
    (data / "knowledge").mkdir()
    (data / "knowledge" / "bicycles.toml").write_text(OWN, encoding="utf-8")
    # The user's aspect among some of the bundled ones: learning all of them anew would take minutes.
    topics = {topic.id: topic for topic in load_knowledge(data / "knowledge").topics}
    chosen = Knowledge(tuple(topics[name] for name in ("area", "premises", "bicycles")))
    some = [
        form for form in other_questions() if form.aspect.startswith(("refuse:", "intent:")) or form.language == "en"
    ]
    monkeypatch.setattr(questions, "other_questions", lambda: tuple(some[::8]))

    store = Store(connect("", data), embedder)
    sync(store, [corpus], data)
    answer = ask(load_searcher(store, data, knowledge=chosen), "Kuka hankkii polkupyörät?")
    assert answer.aspects[0] == "bicycles.who_buys" and answer.topic_label == "Polkupyörien hankinta"
    findings = {f.agreement: f for f in answer.findings}
    assert findings["koivula-txt"].verdict is not Verdict.NOT_MENTIONED  # type: ignore[index]
    assert findings["koivula-txt"].quotes[0].text == own[1]  # type: ignore[index]
    assert findings["rantasalo-txt"].verdict is Verdict.NOT_MENTIONED  # type: ignore[index]


def test_a_new_example_costs_one_embedding(few: Knowledge, tmp_path: Path) -> None:
    class Counting(HashEmbedder):
        texts = 0

        def passages(self, texts: Sequence[str], *, progress: str = "") -> Any:
            Counting.texts += len(texts)
            return super().passages(texts, progress=progress)

    learned(few, Counting(), tmp_path)
    before = Counting.texts
    topic = few.topics[0]
    aspect = topic.aspects[0]
    more = replace(aspect, positive=(*aspect.positive, replace(aspect.positive[0], text="Aivan uusi virke.")))
    learned(Knowledge((replace(topic, aspects=(more, *topic.aspects[1:])), *few.topics[1:])), Counting(), tmp_path)
    assert before > 50 and Counting.texts == before + 1
