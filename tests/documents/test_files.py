"""Which files are documents and what they are called."""

from __future__ import annotations

from pathlib import Path

from assistant.documents import agreement_id, document_files
from assistant.phrases import catalogue


def test_document_files(tmp_path: Path) -> None:
    """Sorted, of the four kinds; no hidden files, sidecars, READMEs, lock files or links that lead out."""
    corpus, outside = tmp_path / "corpus", tmp_path / "muualla"
    for folder in (corpus, corpus / "b", corpus / ".git", outside):
        folder.mkdir()
    for name in (
        "z.pdf",
        "a.DOCX",
        "b/x.md",
        "b/y.txt",
        "README.md",
        "readme.txt",
        "~$a.docx",
        ".piilo.pdf",
        ".git/x.txt",
        "a.sopuri.toml",
        "k.png",
    ):
        (corpus / name).touch()
    (outside / "salainen.pdf").touch()
    (corpus / "linkki.pdf").symlink_to(outside / "salainen.pdf")
    (corpus / "kansio").symlink_to(outside)
    (corpus / "oma.pdf").symlink_to(corpus / "z.pdf")
    found = [path.relative_to(corpus).as_posix() for path in document_files(corpus)]
    assert found == ["a.DOCX", "b/x.md", "b/y.txt", "oma.pdf", "z.pdf"]


def test_agreement_ids() -> None:
    """Readable, ascii, stable; the suffix only where it is not pdf."""
    assert agreement_id("koivuranta.pdf") == "koivuranta"
    assert agreement_id("koivuranta.docx") == "koivuranta-docx"
    assert agreement_id("Etelä/Koivu ranta (2025).PDF") == "etela-koivu-ranta-2025"
    assert agreement_id("åäö.md") == "aao-md"
    assert agreement_id("合意.pdf") == "asiakirja"


def test_reasons_in_both_languages() -> None:
    """The catalogues have the same keys and slots; each reason is one sentence."""
    catalogues = {language: catalogue(language, "documents") for language in ("fi", "sv")}
    assert catalogues["fi"].keys() == catalogues["sv"].keys()
    for key, text in catalogues["fi"].items():
        other = catalogues["sv"][key]
        slots = {part.split("}")[0] for part in text.split("{")[1:]}
        assert slots == {part.split("}")[0] for part in other.split("{")[1:]}, key
        assert text.endswith((".", "}.")) and other.endswith((".", "}.")), key
