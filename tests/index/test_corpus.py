from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.index import Store, connect, load_corpus
from assistant.index.context import clause_text, entries
from assistant.index.corpus import Row, version_of
from assistant.index.similarity import Halves
from assistant.model import Agreement, Kind, Status
from tests.building import HashEmbedder, simple


def put(store: Store, a: Agreement, key: str) -> None:
    passages = entries(a)
    texts = [clause_text(a, c) for c in a.clauses]
    store.put(a, key, f"/corpus-{a.id}", texts, passages)


@pytest.fixture
def filled(tmp_path: Path, chroma_url: str) -> Store:
    """Three documents, written out of order."""
    made = Store(connect(chroma_url, tmp_path), HashEmbedder())
    put(made, simple("c", "Yksi. Kaksi.", kind=Kind.GUIDANCE, region=None), "kc")
    put(made, simple("a", "Eka kohta.", "Toka kohta. Sen toinen lause."), "ka")
    put(made, simple("b"), "kb")
    return made


def test_passages_stand_by_document_in_reading_order(filled: Store) -> None:
    corpus = load_corpus(filled)
    assert [a.id for a in corpus.agreements] == ["a", "b", "c"]
    assert corpus.folders == ("/corpus-a", "/corpus-b", "/corpus-c")
    assert corpus.rows == (Row(0, 0, 0, 10), Row(0, 1, 0, 11), Row(0, 1, 12, 29), Row(2, 0, 0, 5), Row(2, 0, 6, 12))
    assert corpus.spans == ((0, 3), (3, 3), (3, 5))
    assert [corpus.text(i) for i in range(5)] == ["Eka kohta.", "Toka kohta.", "Sen toinen lause.", "Yksi.", "Kaksi."]


def test_vectors_stand_beside_their_passages(filled: Store) -> None:
    corpus = load_corpus(filled)
    np.testing.assert_allclose(corpus.vectors, HashEmbedder().passages(corpus.contexts), atol=1e-6)
    assert corpus.lexical.scores("toinen").argmax() == 2


def test_looking_up(filled: Store) -> None:
    corpus = load_corpus(filled)
    assert corpus.by_id == {"a": 0, "b": 1, "c": 2}
    assert corpus.of_kind(Kind.AGREEMENT) == (0, 1)
    assert corpus.of_kind(Kind.GUIDANCE, Kind.MODEL) == (2,)
    assert corpus.clause(2).number == "2"


def test_quotations_of_one_or_several_passages(filled: Store) -> None:
    corpus = load_corpus(filled)
    assert corpus.quotation(0).text == "Eka kohta."
    both = corpus.quotation(1, 2)
    assert (both.text, both.start, both.end) == ("Toka kohta. Sen toinen lause.", 0, 29)
    with pytest.raises(ValueError, match="two clauses"):
        corpus.quotation(0, 1)
    with pytest.raises(ValueError, match="two clauses"):
        corpus.quotation(2, 3)


def test_the_version_changes_with_the_documents(filled: Store) -> None:
    first = load_corpus(filled).version
    assert version_of(filled) == first == load_corpus(filled).version
    put(filled, simple("a", "Uusi."), "ka2")
    assert version_of(filled) != first
    filled.sweep()
    put(filled, simple("a", "Eka kohta.", "Toka kohta. Sen toinen lause."), "ka")
    assert version_of(filled) == first


def test_leftovers_of_an_older_version_are_not_read(filled: Store) -> None:
    put(filled, simple("a", "Uusi."), "ka2")
    corpus = load_corpus(filled)
    assert [corpus.text(i) for i in range(*corpus.spans[0])] == ["Uusi."]


def test_an_empty_index(tmp_path: Path) -> None:
    corpus = load_corpus(Store(connect("", tmp_path), HashEmbedder()))
    assert (corpus.agreements, corpus.rows, corpus.spans) == ((), (), ())
    assert corpus.lexical.scores("vuokra").shape == (0,)


def test_what_has_not_changed_is_not_read_again(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_corpus(filled)
    put(filled, simple("a", "Uusi kohta."), "ka2")
    filled.delete(simple("b").id)
    read: list[str] = []
    original = filled.read
    monkeypatch.setattr(filled, "read", lambda wanted: read.extend(s.key for s in wanted) or original(wanted))
    second = load_corpus(filled, first)
    assert read == ["ka2"]
    whole = load_corpus(filled)
    assert second.agreements == whole.agreements and second.rows == whole.rows and second.spans == whole.spans
    assert second.contexts == whole.contexts and second.keys == whole.keys and second.version == whole.version
    np.testing.assert_array_equal(second.vectors, whole.vectors)
    assert second.agreements[1] is first.agreements[2]


def test_more_passages_than_are_held_in_full(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = load_corpus(filled)
    monkeypatch.setattr("assistant.index.similarity.MANY", 2)
    short = load_corpus(filled)
    assert isinstance(short.vectors, Halves)
    np.testing.assert_allclose(short.vectors[:], whole.vectors, rtol=2**-8)
    query = whole.vectors[3]
    np.testing.assert_allclose(short.similarities(query), whole.similarities(query), atol=0.01)
    np.testing.assert_allclose(short.only([0]).vectors[:], whole.only([0]).vectors, rtol=2**-8)


def test_order_and_groups_by_hand(tmp_path: Path) -> None:
    store = Store(connect("", tmp_path), HashEmbedder())
    put(store, simple("a", "Eka.", region="Kuusela"), "ka")
    put(store, simple("b", "Eka.", region=None), "kb")
    put(store, simple("c", "Eka.", status=Status.DRAFT, date="2026-01-01"), "kc")
    put(store, simple("d", "Eka.", date="2024-01-01"), "kd")
    put(store, simple("e", "Eka.", date="2025-01-01"), "ke")
    corpus = load_corpus(store)
    # Koivula first: its signed versions, the newest leading, then its draft; then Kuusela; last what has no region.
    assert corpus.order.argsort().tolist() == [4, 3, 2, 0, 1]
    assert corpus.groups[2] == corpus.groups[3] == corpus.groups[4]
    assert len(set(corpus.groups.tolist())) == 3
