from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from assistant.index import Embedder, Store, connect, sync
from assistant.model import Kind, Verdict
from assistant.search import Searcher, load_searcher, reloaded

VERDICTS = {
    "Kuinka pitkä irtisanomisaika on?": {
        "koivula-txt": "Sopimuksen irtisanomisaika on kuusi kuukautta.",
        "rantasalo-md": "Irtisanomisaika on kolme kuukautta.",
        "rantasalo-luonnos-txt": "Irtisanomisaika on kaksitoista kuukautta.",
        "bjorkby-docx": "Uppsägningstiden för avtalet är sex månader.",
        "kuusijarvi": None,
    },
    "Kuka maksaa toimitilojen vuokran?": {
        "koivula-txt": "Yhteisten toimitilojen vuokran maksaa Koivulan kaupunki.",
        "kuusijarvi": "Hyvinvointialue vuokraa yhteiset tilat ja vastaa niiden vuokrasta kokonaan.",
        "rantasalo-md": None,
        "rantasalo-luonnos-txt": None,
        "bjorkby-docx": None,
    },
}


def test_who_mentions_what_and_who_does_not(searcher: Searcher) -> None:
    for question, expected in VERDICTS.items():
        findings = {f.agreement: f for f in searcher.findings(searcher.understand(question))}
        assert findings.keys() == expected.keys()
        for name, words in expected.items():
            finding = findings[name]  # type: ignore[index]
            if words is None:
                assert finding.verdict is Verdict.NOT_MENTIONED and finding.quotes == (), (question, name)
            else:
                assert finding.verdict is not Verdict.NOT_MENTIONED, (question, name)
                assert finding.quotes[0].text == words
            assert 0.5 <= finding.confidence <= 1 or finding.verdict is Verdict.POSSIBLE


def test_the_clause_and_page_of_a_quotation(searcher: Searcher) -> None:
    query = searcher.understand("Kuka maksaa toimitilojen vuokran Kuusijärvellä?")
    [finding] = searcher.findings(query)
    quote = finding.quotes[0]
    assert (quote.file, quote.clause, quote.heading, quote.page) == ("kuusijarvi.pdf", "3", "Tilat ja kalusteet", 2)


def test_guidance_is_a_basis_and_no_region(searcher: Searcher) -> None:
    query = searcher.understand("Kuinka pitkä irtisanomisaika on?")
    [(kind, file, quotes)] = searcher.basis(query)
    assert (kind, file) == (Kind.GUIDANCE, "ohje.md")
    assert quotes[0].text == "Sopimukseen on hyvä kirjata irtisanomisaika, esimerkiksi kuusi kuukautta."


def test_whole_clauses(searcher: Searcher) -> None:
    query = searcher.understand("Näytä Koivulan johtavan henkilön työaika, koko kohta")
    clauses = {q.clause: q.text for f in searcher.findings(query) for q in f.quotes}
    assert clauses["3"].startswith("Toimintaa johtaa verkostojohtaja") and clauses["3"].endswith("varattu tehtävään.")


def test_a_changed_index_gives_a_new_searcher(
    small_corpus: Path, embedder: Embedder, prepare_data: Callable[[Path], Path], tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(small_corpus, corpus)
    data = prepare_data(tmp_path / "data")
    store = Store(connect("", data), embedder)
    sync(store, [corpus], data)
    first = load_searcher(store, data)
    assert reloaded(first, store, data) is first
    (corpus / "koivula.txt").unlink()
    sync(store, [corpus], data)
    second = reloaded(first, store, data)
    assert second is not first
    assert {a.file for a in first.corpus.agreements} - {a.file for a in second.corpus.agreements} == {"koivula.txt"}
    assert second.matrix.shape[0] == len(second.corpus.rows) < len(first.corpus.rows)
