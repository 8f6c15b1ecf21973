from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.index import Store, connect, load_corpus
from assistant.index.context import clause_text, entries
from assistant.index.corpus import Row, version_of
from assistant.model import Agreement, Kind
from tests.building import HashEmbedder, simple


def put(store: Store, a: Agreement, key: str) -> None:
    passages = entries(a)
    texts = [clause_text(a, c) for c in a.clauses]
    store.put(a, key, f"/corpus-{a.id}", texts, passages)


@pytest.fixture
def filled(tmp_path: Path) -> Store:
    """Three documents, written out of order."""
    made = Store(connect("", tmp_path), HashEmbedder())
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
