"""Word files: styles, automatic numbers, tables, tracked changes, what is hidden."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from assistant.documents.word import read_word
from assistant.model import Part

from .conftest import blocks, clause, numbers, read

_LEVELS = {
    "headings": [("decimal", "%1"), ("decimal", "%1.%2"), ("lowerLetter", "%3)")],
    "list": [("decimal", "%1)"), ("lowerLetter", "%2)"), ("lowerRoman", "%3.")],
    "bullets": [("bullet", "\uf0b7"), ("bullet", "-")],
}


def numbering(document: Any, kind: str, num: int, start: int | None = None) -> None:
    """Define list ``num`` of a kind; ``start``: it begins anew at this number."""
    element = document.part.numbering_part.element
    abstract = 900 + list(_LEVELS).index(kind)
    if element.find(f"{qn('w:abstractNum')}[@{qn('w:abstractNumId')}='{abstract}']") is None:
        levels = "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for i, (form, text) in enumerate(_LEVELS[kind])
        )
        xml = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}">{levels}</w:abstractNum>'
        element.insert(0, parse_xml(xml))
    override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
    element.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{num}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>')
    )


def number(paragraph: Any, num: int, level: int = 0) -> None:
    """Put a paragraph into a list."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'))


def save(document: Any, tmp_path: Path) -> Path:
    """The document as a file."""
    path = tmp_path / "sopimus.docx"
    document.save(str(path))
    return path


def test_styles_and_typed_numbers(tmp_path: Path) -> None:
    """Heading styles with numbers typed by hand; no pages."""
    document = docx.Document()
    document.add_heading("Yhteistyösopimus", 0)
    document.add_heading("1 Tarkoitus", 1)
    document.add_paragraph("Sopimuksen tarkoitus.")
    document.add_heading("1.1 Osapuolet", 2)
    document.add_paragraph("1. Koivurannan kaupunki", style="List Paragraph")
    document.add_paragraph("2. Kela", style="List Paragraph")
    document.add_heading("Voimassaolo", 1)
    document.add_paragraph("Toistaiseksi.")
    agreement = read(save(document, tmp_path))
    assert [(c.number, c.heading, c.level) for c in agreement.clauses] == [
        (None, None, 1), ("1", "Tarkoitus", 1), ("1.1", "Osapuolet", 2), (None, "Voimassaolo", 1),
    ]  # fmt: skip
    assert agreement.id == "sopimus-docx"
    assert agreement.pages is None and clause(agreement, "1").pages == ()


def test_automatic_numbers(tmp_path: Path) -> None:
    """Numbers that stand nowhere in the text are counted as Word counts them."""
    document = docx.Document()
    numbering(document, "headings", 50)
    numbering(document, "list", 51)
    numbering(document, "list", 52, start=1)
    numbering(document, "bullets", 53)
    for text, level in (("Tarkoitus", 0), ("Henkilöstö", 0), ("Määrä", 1), ("Tehtävät", 1), ("Talous", 0), ("Jako", 1)):
        number(document.add_heading(text, level + 1), 50, level)
        document.add_paragraph(f"Kohta {text.lower()} sanotaan näin.")
        if text == "Määrä":
            for item, depth in (("ohjaajat", 0), ("uudet", 1), ("vanhat", 1), ("muut", 0)):
                number(document.add_paragraph(item), 51, depth)
        if text == "Tehtävät":
            number(document.add_paragraph("uusi luettelo"), 52)
            number(document.add_paragraph("pallo"), 53)
            number(document.add_paragraph("viiva"), 53, 1)
    agreement = read(save(document, tmp_path))
    assert [n for n, _ in numbers(agreement)] == ["1", "2", "2.1", "2.2", "3", "3.1"]
    assert blocks(clause(agreement, "2.1"))[1:] == ["1) ohjaajat", "a) uudet", "b) vanhat", "2) muut"]
    assert blocks(clause(agreement, "2.2"))[1:] == ["1) uusi luettelo", "• pallo", "– viiva"]


def test_tables(tmp_path: Path) -> None:
    """A row is one block; merged cells count once, in both directions."""
    document = docx.Document()
    document.add_heading("1 Henkilöstö", 1)
    document.add_paragraph("Henkilöstö:")
    table = document.add_table(rows=3, cols=3)
    for row, texts in zip(
        table.rows, (("Taho", "Tehtävä", "htv"), ("Kela", "asiantuntija", "0,5"), ("", "neuvoja", "1,0")), strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.add_row()
    table.cell(3, 0).merge(table.cell(3, 2)).text = "Yhteensä 1,5"
    document.add_paragraph("Määrä tarkistetaan vuosittain.")
    assert blocks(clause(read(save(document, tmp_path)), "1")) == [
        "Henkilöstö:", "Taho Tehtävä htv", "Kela asiantuntija 0,5", "neuvoja 1,0", "Yhteensä 1,5",
        "Määrä tarkistetaan vuosittain.",
    ]  # fmt: skip


def _change(paragraph: Any, tag: str) -> None:
    """Wrap the last run of a paragraph in a tracked change."""
    run = paragraph.runs[-1]._r
    change = OxmlElement(tag)
    change.set(qn("w:id"), "1")
    change.set(qn("w:author"), "A")
    run.addprevious(change)
    change.append(run)
    if tag == "w:del":
        for text in run.findall(qn("w:t")):
            text.tag = qn("w:delText")


def test_tracked_changes_and_hidden_text(tmp_path: Path) -> None:
    """Inserted text is in, deleted text out; hidden text is kept apart; headers and footers are no text."""
    document = docx.Document()
    document.add_heading("1 Irtisanominen", 1)
    paragraph = document.add_paragraph("Irtisanomisaika on ")
    paragraph.add_run("kolme")
    _change(paragraph, "w:del")
    paragraph.add_run("kuusi")
    _change(paragraph, "w:ins")
    paragraph.add_run(" kuukautta")
    secret = paragraph.add_run(" (salainen huomautus)")
    secret.font.hidden = True
    paragraph.add_run(".")
    document.sections[0].header.paragraphs[0].text = "LUONNOS 3.2.2025"
    path = save(document, tmp_path)
    agreement = read(path)
    assert clause(agreement, "1").text == "Irtisanomisaika on kuusi kuukautta."
    source = read_word(path)
    assert source.hidden == " (salainen huomautus)"
    assert source.margins == ("LUONNOS 3.2.2025",)
    assert agreement.description.status == "luonnos"


def test_contents_are_left_out(tmp_path: Path) -> None:
    """Paragraphs of the style of a table of contents."""
    document = docx.Document()
    style = document.styles.add_style("toc 1", 1)
    document.add_paragraph("1 Tarkoitus\t2", style=style)
    document.add_paragraph("2 Talous\t3", style=style)
    document.add_heading("1 Tarkoitus", 1)
    document.add_paragraph("Teksti.")
    document.add_heading("2 Talous", 1)
    document.add_paragraph("Teksti.")
    assert [c.number for c in read(save(document, tmp_path)).clauses] == ["1", "2"]


def test_text_box_is_read_once(tmp_path: Path) -> None:
    """A text box stands twice in the file, for old and new programs."""
    document = docx.Document()
    document.add_heading("1 Tarkoitus", 1)
    paragraph = document.add_paragraph("Teksti.")
    box = "<w:txbxContent><w:p><w:r><w:t>Laatikossa sanotaan näin.</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    run = parse_xml(
        f"<w:r {nsdecls('w')} {mc}><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    paragraph._p.append(run)
    assert blocks(clause(read(save(document, tmp_path)), "1")) == ["Teksti.", "Laatikossa sanotaan näin."]


def test_content_controls_and_hyperlinks(tmp_path: Path) -> None:
    """Text inside content controls and links is text."""
    document = docx.Document()
    document.add_heading("1 Tarkoitus", 1)
    paragraph = document.add_paragraph("Ks. ")
    link = OxmlElement("w:hyperlink")
    link.append(copy.deepcopy(document.add_paragraph("kela.fi").runs[0]._r))
    document.paragraphs[-1]._p.getparent().remove(document.paragraphs[-1]._p)
    paragraph._p.append(link)
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Ohjattu sisältö.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    paragraph._p.addnext(control)
    assert blocks(clause(read(save(document, tmp_path)), "1")) == ["Ks. kela.fi", "Ohjattu sisältö."]


def test_headings_made_by_hand(tmp_path: Path) -> None:
    """No styles at all: bold paragraphs with typed numbers, as most people write."""
    document = docx.Document()
    document.add_paragraph().add_run("YHTEISTYÖSOPIMUS").bold = True
    for heading in ("1. Tarkoitus", "2. Kustannukset"):
        document.add_paragraph().add_run(heading).bold = True
        document.add_paragraph("Osapuolet sopivat tästä asiasta näin.")
    document.add_paragraph().add_run("Allekirjoitukset").bold = True
    document.add_paragraph("Koivurannassa 1.2.2025")
    document.add_paragraph("Aino Esimerkki")
    agreement = read(save(document, tmp_path))
    assert numbers(agreement) == [("1", "Tarkoitus"), ("2", "Kustannukset")]
    assert numbers(agreement, Part.SIGNATURES) == [(None, "Allekirjoitukset")]
