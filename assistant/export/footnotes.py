"""Footnotes of a Word document, which python-docx has no calls for: a part of its own, and two styles.

The structure is that of ECMA-376 part 1, 17.11.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.export.look import element

if TYPE_CHECKING:
    from docx.document import Document

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_TEXT = "footnote text"
_REFERENCE = "footnote reference"


class Footnotes:
    """The footnotes of ``document``, numbered from 1 in the order in which they are added."""

    def __init__(self, document: Document) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import XmlPart
        from docx.oxml.ns import qn
        from docx.shared import Pt

        self._count = 0
        styles = document.styles
        text = styles.add_style(_TEXT, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        text.base_style = styles["Normal"]
        text.font.size = Pt(9)
        text.paragraph_format.space_after = Pt(2)
        reference = styles.add_style(_REFERENCE, WD_STYLE_TYPE.CHARACTER, builtin=True)
        reference.font.superscript = True
        self._text_id, self._reference_id = text.style_id, reference.style_id
        self._root = element("footnotes")
        # The lines above footnotes, which Word wants to find here and named in the settings.
        for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
            note = element("footnote", type=kind, id=number)
            paragraph, run = element("p"), element("r")
            run.append(element(kind))
            paragraph.append(run)
            note.append(paragraph)
            self._root.append(note)
        part = XmlPart(PackURI("/word/footnotes.xml"), _TYPE, self._root, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        named = element("footnotePr")
        for number in (-1, 0):
            named.append(element("footnote", id=number))
        settings = document.settings.element
        compat = settings.find(qn("w:compat"))  # the settings have an order; footnotes stand before this one
        settings.insert(len(settings) if compat is None else settings.index(compat), named)

    def add(self, runs: list[Any]) -> Any:
        """A footnote that says ``runs`` (w:r elements); returns the run that refers to it."""
        self._count += 1
        note, paragraph, properties = element("footnote", id=self._count), element("p"), element("pPr")
        properties.append(element("pStyle", val=self._text_id))
        paragraph.append(properties)
        paragraph.append(self._mark("footnoteRef"))
        paragraph.append(text_run(" "))
        paragraph.extend(runs)
        note.append(paragraph)
        self._root.append(note)
        return self._mark("footnoteReference", id=self._count)

    def _mark(self, tag: str, **attributes: object) -> Any:
        run, properties = element("r"), element("rPr")
        properties.append(element("rStyle", val=self._reference_id))
        run.append(properties)
        run.append(element(tag, **attributes))
        return run


def text_run(text: str, *, language: str | None = None, italic: bool = False) -> Any:
    """A w:r element with ``text`` as it is; ``language`` is a tag such as "sv-SE"."""
    run = element("r")
    if language or italic:
        properties = element("rPr")
        if italic:
            properties.append(element("i"))
        if language:
            properties.append(element("lang", val=language))
        run.append(properties)
    words = element("t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(words)
    return run
