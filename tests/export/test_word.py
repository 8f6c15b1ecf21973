"""A report in Word's format, read back as Word reads it: the parts of the package and their relations."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from assistant.export.report import Cell, Kind, Note, Paragraph, Report, Run, Section, Table, Tone, cell, paragraph
from assistant.export.word import save_word
from tests.export.conftest import cut

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def report(*sections: Section, language: str = "fi", title: str = "Otsikko", notices: tuple[str, ...] = ()) -> Report:
    return Report(title, language, (("Tehty", "1.3.2026"),), notices, sections)


def saved(made: Report) -> bytes:
    file = io.BytesIO()
    save_word(made, file)
    return file.getvalue()


def part(file: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return etree.fromstring(package.read(name))


def noted(*, words: bool = False) -> Paragraph:
    quotation = cut()
    return Paragraph((Run(f"”{quotation.text}”", note=Note(quotation, words)),), Kind.QUOTE)


TABLE = Table(("Alue", "Tulos"), ((cell("Koivula"), cell("Löytyi", tone=Tone.FOUND)),), (30, 70))


def test_headings_are_headings_and_follow_the_sections() -> None:
    inner = Section("Kolmas", (), (Section("Neljäs"),))
    document = docx.Document(io.BytesIO(saved(report(Section("Ensi", (paragraph("Teksti."),), (inner,))))))
    shown = [(p.style.name, p.text) for p in document.paragraphs]
    assert shown == [
        ("Title", "Otsikko"),
        ("Facts", "Tehty: 1.3.2026"),
        ("Heading 1", "Ensi"),
        ("Normal", "Teksti."),
        ("Heading 2", "Kolmas"),
        ("Heading 3", "Neljäs"),
    ]


def test_a_quotation_has_a_real_footnote_with_file_clause_and_page() -> None:
    file = saved(report(Section("A", (noted(), noted(words=True)))))
    notes = part(file, "word/footnotes.xml")
    own = [note for note in notes if note.get(f"{W}type") is None]
    assert [note.get(f"{W}id") for note in own] == ["1", "2"]
    texts = ["".join(note.itertext(f"{W}t")).strip() for note in own]
    place = "koivula.txt, kohta 7.1, Päättyminen, s. 3"
    assert texts == [place, f"”Irtisanomisaika on kuusi kuukautta.” – {place}"]
    references = part(file, "word/document.xml").iter(f"{W}footnoteReference")
    assert [reference.get(f"{W}id") for reference in references] == ["1", "2"]
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        assert '"/word/footnotes.xml"' in package.read("[Content_Types].xml").decode()
        assert 'Target="footnotes.xml"' in package.read("word/_rels/document.xml.rels").decode()


def test_separators_are_there_and_named_in_the_settings_before_the_layout_rules() -> None:
    file = saved(report(Section("A", (noted(),))))
    kinds = [(n.get(f"{W}id"), n.get(f"{W}type")) for n in part(file, "word/footnotes.xml")][:2]
    assert kinds == [("-1", "separator"), ("0", "continuationSeparator")]
    names = [etree.QName(child).localname for child in part(file, "word/settings.xml")]
    assert names.index("footnotePr") < names.index("compat")


def test_the_styles_that_footnotes_name_exist() -> None:
    file = saved(report(Section("A", (noted(),))))
    styles = {style.get(f"{W}styleId") for style in part(file, "word/styles.xml").iter(f"{W}style")}
    for name in ("word/document.xml", "word/footnotes.xml"):
        tree = part(file, name)
        used = {e.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for e in tree.iter(f"{W}{tag}")}
        assert used and used <= styles


def test_a_tables_header_is_repeated_and_its_widths_fill_the_page() -> None:
    document = docx.Document(io.BytesIO(saved(report(Section("A", (TABLE,))))))
    [table] = document.tables
    assert [[c.text for c in row.cells] for row in table.rows] == [["Alue", "Tulos"], ["Koivula", "Löytyi"]]
    repeated = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert repeated == [True, False]
    section = document.sections[0]
    widths = [c.width for c in table.rows[0].cells]
    assert sum(widths) == pytest.approx(section.page_width - section.left_margin - section.right_margin, abs=700)
    assert widths[1] / widths[0] == pytest.approx(70 / 30, rel=0.01)
    assert table.rows[1].cells[1]._tc.tcPr.find(qn("w:shd")).get(qn("w:fill")) == "DDF0E3"


def test_a_table_whose_rows_do_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="needs 2 cells"):
        Table(("a", "b"), ((cell("x"),),), (1, 1))


@pytest.mark.parametrize(("language", "tag"), [("fi", "fi-FI"), ("sv", "sv-FI")])
def test_the_language_is_set_and_a_foreign_quotation_has_its_own(language: str, tag: str) -> None:
    other = Run("Ord.", language="sv" if language == "fi" else "fi")
    file = saved(report(Section("A", (Paragraph((Run("Oma."), other)),)), language=language))
    default = part(file, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert default.get(f"{W}val") == tag
    langs = [lang.get(f"{W}val") for lang in part(file, "word/document.xml").iter(f"{W}lang")]
    assert langs == ["sv-FI" if language == "fi" else "fi-FI"]
    assert docx.Document(io.BytesIO(file)).core_properties.language == tag


def test_pages_are_numbered_and_carry_the_notice() -> None:
    file = saved(report(notices=("Aineisto on keksitty.",)))
    document = docx.Document(io.BytesIO(file))
    section = document.sections[0]
    assert section.header.paragraphs[0].text == "Aineisto on keksitty."
    assert [f.get(f"{W}instr") for f in section.footer._element.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]
    assert "".join(section.footer._element.itertext(f"{W}t")) == "Otsikko · s. 1 / 1"
    assert document.paragraphs[1].text == "Aineisto on keksitty."
    assert (section.page_width.cm, section.page_height.cm) == (pytest.approx(21, 0.01), pytest.approx(29.7, 0.01))


def test_properties_say_what_it_is_and_nothing_of_the_template_is_left() -> None:
    file = saved(report(title="Vuokra"))
    properties = docx.Document(io.BytesIO(file)).core_properties
    assert (properties.title, properties.author) == ("Vuokra", "Sopuri")
    assert properties.created.year >= 2026 and "python-docx" not in properties.comments
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        assert not [name for name in package.namelist() if "thumbnail" in name]


def test_a_marked_run_is_shaded_and_a_line_break_is_one() -> None:
    file = saved(report(Section("A", (Paragraph((Run("a\nb"), Run("[avoin]", marked=True, bold=True))),))))
    body = part(file, "word/document.xml")
    assert len(list(body.iter(f"{W}br"))) == 1
    [marked] = [r for r in body.iter(f"{W}r") if r.find(f"{W}rPr/{W}shd") is not None]
    assert "".join(marked.itertext(f"{W}t")) == "[avoin]"


# The order of a run's properties that ECMA-376 part 1, 17.3.2.28 asks for, of those that are used.
ORDER = ["rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "shd", "vertAlign", "lang"]


def test_the_properties_of_runs_stand_in_order() -> None:
    run = Run("x", bold=True, italic=True, marked=True, language="sv", note=Note(cut(), words=True))
    table = Table(("A",), ((Cell((Paragraph((run,)),), Tone.FOUND),),), (1,))
    file = saved(report(Section("A", (Paragraph((run,)), table))))
    seen = 0
    for name in ("word/document.xml", "word/footnotes.xml", "word/footer1.xml"):
        for properties in part(file, name).iter(f"{W}rPr"):
            places = [ORDER.index(etree.QName(child).localname) for child in properties]
            assert places == sorted(places)
            seen += 1
    assert seen > 5


@given(text=st.text(st.characters(exclude_categories=(), exclude_characters="\t\n\r"), min_size=1, max_size=60))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_can_be_written_and_shows_its_characters(text: str) -> None:
    document = docx.Document(io.BytesIO(saved(report(Section("A", (paragraph(text),)), title=text))))
    expected = re.sub("[\x00-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)
    assert document.paragraphs[0].text == expected and document.paragraphs[-1].text == expected


def test_libreoffice_opens_it_and_shows_footnotes_and_page_numbers(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not on this machine")
    import pypdf

    path = tmp_path / "a.docx"
    path.write_bytes(saved(report(Section("A", (noted(), TABLE)), notices=("Keksitty.",))))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    text = " ".join(pypdf.PdfReader(tmp_path / "a.pdf").pages[0].extract_text().split())
    for words in ("Irtisanomisaika on kuusi kuukautta.", "koivula.txt, kohta 7.1, Päättyminen, s. 3", "s. 1 / 1"):
        assert words in text
