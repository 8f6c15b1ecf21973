from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.documents import masked
from assistant.index import Embedder, Store, StoreError, connect
from assistant.index.context import clause_text, entries
from assistant.model import MASK, Agreement, Part, Publicity
from tests.building import agreement, clause, simple


@pytest.fixture
def fresh(tmp_path: Path, embedder: Embedder, chroma_url: str) -> Iterator[Store]:
    with Store(connect(chroma_url, tmp_path), embedder) as store:
        yield store


def put(store: Store, a: Agreement, key: str) -> None:
    passages = entries(a)
    texts = [clause_text(a, c) for c in a.clauses]
    store.vectors.prepare(texts + [e.context for e in passages], known={})
    store.put(a, key, "/corpus", texts, passages)


def passage_texts(store: Store) -> list[str]:
    return sorted(text for _, texts, _ in store.passages() for text in texts)


def test_what_is_put_comes_back_the_same(fresh: Store) -> None:
    whole = agreement(
        "a",
        [
            clause(0, None, None, "Otsikkosivu.", part=Part.PREAMBLE),
            clause(1, "5.2", "Tilat", "Vuokra 1 000 €. Kela – ei.", level=2, blocks=(0, 16), pages=((0, 1), (16, 2))),
            clause(2, "6", None, ""),
        ],
        parties=("Koivulan kaupunki", "Kela"),
    )
    put(fresh, whole, "k1")
    assert fresh.agreements() == [whole]
    assert [(s.id, s.key, s.file, s.corpus) for s in fresh.stored()] == [("a", "k1", "a.txt", "/corpus")]


def test_what_is_masked_comes_back_masked_with_its_words(fresh: Store) -> None:
    """Nothing that is embedded or searched holds the words."""
    signed = [clause(0, None, "Allekirjoitukset", "Kela, Matti Virtanen, johtaja", part=Part.SIGNATURES)]
    whole = agreement("a", masked(signed))
    put(fresh, whole, "k1")
    [back] = fresh.agreements()
    assert back == whole and back.clauses[0].personal[0].words == "Matti Virtanen"
    texts = passage_texts(fresh) + [text for _, found, _ in fresh.clause_vectors() for text in found]
    assert len(texts) == 2 and "Virtanen" not in " ".join(texts)


def test_an_index_from_before_masking_is_masked_as_it_is_read(fresh: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(fresh, agreement("a", [clause(0, None, None, "Kela, Matti Virtanen, johtaja", part=Part.SIGNATURES)]), "k1")
    get = fresh._clauses.get

    def old(**more: Any) -> dict[str, Any]:
        found: dict[str, Any] = get(**more)
        for metadata in found["metadatas"] or ():
            metadata.pop("personal", None)
        return found

    monkeypatch.setattr(fresh._clauses, "get", old)
    assert fresh.agreements()[0].clauses[0].text == f"Kela, {MASK * 14}, johtaja"


def test_what_is_not_known_comes_back_as_none(fresh: Store) -> None:
    whole = agreement("a", [clause(0, None, None, "Teksti.")], region=None, date=None)
    put(fresh, whole, "k1")
    back = fresh.agreements()[0]
    assert back == whole
    assert back.description.region is None and back.description.date is None and back.pages is None
    assert back.description.publicity is Publicity.PUBLIC


def test_documents_come_sorted_by_id(fresh: Store) -> None:
    for name in ("b", "c", "a"):
        put(fresh, simple(name, "Teksti."), f"k{name}")
    assert [a.id for a in fresh.agreements()] == ["a", "b", "c"]


def test_passages_come_with_their_places_and_vectors(fresh: Store, embedder: Embedder) -> None:
    put(fresh, simple("a", "Kaupunki maksaa vuokran. Kela ei maksa."), "k1")
    [(places, texts, vectors)] = list(fresh.passages())
    found = dict(zip(texts, zip(places, vectors, strict=True), strict=True))
    assert {text: place for text, (place, _) in found.items()} == {
        "Kaupunki maksaa vuokran.": ("a", 0, 0, 24),
        "Kela ei maksa.": ("a", 0, 25, 39),
    }
    expected = embedder.passages(["Kela ei maksa."])[0]
    np.testing.assert_allclose(found["Kela ei maksa."][1], expected, atol=1e-5)
    assert sum(len(texts) for _, texts, _ in fresh.clause_vectors()) == 1


def test_an_older_version_is_read_until_the_newer_is_complete(fresh: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(fresh, simple("a", "Vanha teksti."), "old")

    def broken(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(fresh._documents, "add_texts", broken)
        with pytest.raises(KeyboardInterrupt):
            put(fresh, simple("a", "Uusi teksti."), "new")
    assert [c.text for a in fresh.agreements() for c in a.clauses] == ["Vanha teksti."]
    assert passage_texts(fresh) == ["Vanha teksti."]
    put(fresh, simple("a", "Uusi teksti."), "new")
    assert [c.text for a in fresh.agreements() for c in a.clauses] == ["Uusi teksti."]
    assert passage_texts(fresh) == ["Uusi teksti."]


def counts(store: Store) -> tuple[int, int, int]:
    """Records of documents, clauses and passages."""
    parts = (store._documents, store._clauses, store._passages)
    return tuple(len(part.get(include=[])["ids"]) for part in parts)  # type: ignore[return-value]


def test_sweeping_removes_what_no_document_owns(fresh: Store) -> None:
    put(fresh, simple("a", "Vanha teksti.", "Toinen."), "old")
    put(fresh, simple("a", "Uusi teksti."), "new")
    assert counts(fresh) == (1, 3, 3)
    fresh.sweep()
    assert counts(fresh) == (1, 1, 1)
    fresh.sweep()
    assert counts(fresh) == (1, 1, 1)


def test_deleting_leaves_nothing_and_spares_the_others(fresh: Store) -> None:
    put(fresh, simple("a", "Poistuva."), "ka")
    put(fresh, simple("b", "Jäävä."), "kb")
    fresh.delete(simple("a").id)
    assert counts(fresh) == (1, 1, 1) and passage_texts(fresh) == ["Jäävä."]


def test_known_vectors_of_a_document(fresh: Store) -> None:
    put(fresh, simple("a", "Yksi lause."), "ka")
    put(fresh, simple("b", "Muu lause."), "kb")
    known = fresh.vectors_of(simple("a").id)
    whole = simple("a", "Yksi lause.")
    assert set(known) == {"Yksi lause.", clause_text(whole, whole.clauses[0])}
    assert all(vector.shape == (384,) for vector in known.values())


def test_an_index_of_another_model_is_refused_with_what_to_do(
    tmp_path: Path, embedder: Embedder, chroma_url: str
) -> None:
    put(Store(connect(chroma_url, tmp_path), embedder), simple("a", "Teksti."), "k")
    other = Embedder("somebody/other-e5", tmp_path)
    with pytest.raises(StoreError) as caught:
        Store(connect(chroma_url, tmp_path), other)
    text = str(caught.value)
    assert repr(embedder.name) in text and "'somebody/other-e5'" in text
    assert "SOPURI_EMBEDDING_MODEL" in text and "sopuri sync --rebuild" in text
    assert Store(connect(chroma_url, tmp_path), other, rebuild=True).stored() == []


def test_a_folder_that_cannot_hold_an_index_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    with pytest.raises(StoreError, match="ei voitu avata"):
        connect("", file / "below")


def test_a_server_that_is_not_there_is_one_sentence() -> None:
    with pytest.raises(StoreError, match=r"Osoitteessa http://127\.0\.0\.1:9 olevaa hakemistoa ei voitu avata"):
        connect("http://127.0.0.1:9", Path("unused"))


def test_more_records_than_a_page(fresh: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.index.store._PAGE", 3)
    whole = simple("a", *[f"Lause {number} tässä." for number in range(8)])
    put(fresh, whole, "k")
    assert fresh.agreements() == [whole]
    assert len(passage_texts(fresh)) == 8
    fresh.delete(whole.id)
    assert counts(fresh) == (0, 0, 0)
