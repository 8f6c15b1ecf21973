"""Marking exactly the passage on its page, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.documents import locate, locate_all, render_page, sentences

from .conftest import LEFT, Sheet, WritePdf, clause, read

FIRST = (
    "Työvoimaviranomainen asettaa johtoryhmän viideksi vuodeksi kerrallaan ja nimeää sen puheenjohtajan jäsenten "
    "joukosta."
)
SECOND = "Kela osallistuu johtoryhmän työhön."


def test_every_sentence_is_found(write_pdf: WritePdf) -> None:
    """One rectangle a line, within the page, in reading order."""
    path = write_pdf(
        ["1 Johtoryhmä", f"{FIRST} {SECOND}", "", "2 Kulut", "Kela maksaa omansa."], header="Ylätunniste", width=250
    )
    agreement = read(path)
    for found in agreement.clauses:
        for start, end in sentences(found):
            boxes = locate(path, 1, found.text[start:end])
            assert boxes, found.text[start:end]
            assert all(
                LEFT - 2 <= left < right <= LEFT + 255 and 0 < top < bottom < 842 for left, top, right, bottom in boxes
            )
    boxes = locate(path, 1, FIRST)
    assert len(boxes) == 3
    assert [box[1] for box in boxes] == sorted(box[1] for box in boxes)
    assert locate(path, 1, SECOND)[0][1] > boxes[0][1]


def test_the_rectangle_covers_the_words_and_no_others(tmp_path: Path) -> None:
    """Its edges are those of the words, in points from the top-left corner."""
    path = tmp_path / "rivi.pdf"
    sheet = Sheet(path)
    sheet.line("Alku Kela maksaa loppu")
    width = sheet.canvas.stringWidth
    sheet.canvas.save()
    ((left, top, right, bottom),) = locate(path, 1, "Kela maksaa")
    assert left == pytest.approx(LEFT + width("Alku ", "Helvetica", 11), abs=1)
    assert right == pytest.approx(LEFT + width("Alku Kela maksaa", "Helvetica", 11), abs=1)
    baseline = 842 - sheet.y
    assert baseline - 11 < top < baseline - 7 and baseline < bottom < baseline + 4


def test_hyphenation_does_not_matter(tmp_path: Path) -> None:
    """A passage whose word is broken at a line end."""
    path = tmp_path / "tavu.pdf"
    sheet = Sheet(path)
    sheet.line("Osapuolet suunnittele-")
    sheet.line("vat palvelut TE-")
    sheet.line("toimiston kanssa.")
    sheet.canvas.save()
    assert len(locate(path, 1, "suunnittelevat palvelut TE-toimiston")) == 3


def test_twice_on_a_page(write_pdf: WritePdf) -> None:
    """What stands there twice is only marked where the words around it decide."""
    path = write_pdf(
        [
            "1 Alku",
            "Ensin tämä. Kela maksaa omansa. Sitten muuta.",
            "",
            "2 Loppu",
            "Taas jotakin. Kela maksaa omansa. Siinä.",
        ]
    )
    assert locate(path, 1, "Kela maksaa omansa.") == []
    (first,) = locate(path, 1, "Kela maksaa omansa.", ("Ensin tämä. ", " Sitten muuta."))
    (second,) = locate(path, 1, "Kela maksaa omansa.", occurrence_context=("Taas jotakin. ", " Siinä."))
    assert first[1] < second[1]
    assert locate(path, 1, "Kela maksaa omansa.", ("Ei tällaista. ", " Eikä tätä.")) == []


def test_over_two_pages(write_pdf: WritePdf) -> None:
    """Each page gets its part, past footer and header."""
    half = "Tämä virke alkaa ensimmäisen sivun lopussa ja"
    rest = "jatkuu toisen sivun alussa loppuun saakka."
    filler = ["Rivi täyttää sivua."] * 44
    path = write_pdf(
        ["1 Alku", *filler, half], [rest, "", "2 Loppu", "Kela maksaa."], header="Ylätunniste", footer="# (2)"
    )
    found = clause(read(path), "1").text
    assert f"{half} {rest}" in found
    on_first, on_second = (locate(path, page, f"{half} {rest}") for page in (1, 2))
    assert len(on_first) == len(on_second) == 1
    assert on_first[0][1] > 600 and on_second[0][1] < 200


def test_nothing_rather_than_something_like_it(write_pdf: WritePdf) -> None:
    """One letter off, another page, no text, no such page."""
    path = write_pdf(["1 Alku", "Kela maksaa omansa."], ["2 Loppu", "Kunta maksaa omansa."])
    assert locate(path, 1, "Kela maksaa omanso.") == []
    assert locate(path, 2, "Kela maksaa omansa.") == []
    assert locate(path, 1, " ") == []
    assert locate(path, 3, "Kela") == [] == locate(path, 0, "Kela")


def test_render_page(write_pdf: WritePdf) -> None:
    """A picture of the page at a scale."""
    path = write_pdf(["Sopimus"])
    assert render_page(path, 1, 1.0).size == (596, 842)
    with pytest.raises(IndexError):
        render_page(path, 2, 1.0)


def test_all_occurrences_are_found_whatever_their_case_and_words_where_the_whole_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    sheet = Sheet(path)
    for line in ("Matti Virtanen ja MATTI VIRTANEN", "Virtanen Matti"):
        sheet.line(line)
    sheet.canvas.save()
    assert len(locate_all(path, 1, ["Matti Virtanen"])) == 2
    assert len(locate_all(path, 1, ["Liisa Virtanen"])) == 3  # no such name: each "Virtanen"
    assert locate_all(path, 1, ["Aki"]) == [] == locate_all(path, 2, ["Matti Virtanen"])
