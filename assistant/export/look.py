"""An empty Word document in the house's look: A4, one font, quiet colours, and the language that spelling is checked in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

TAGS = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}  # as Word names the languages
_FONT = "Calibri"
_INK = "1C2733"
_ACCENT = "075985"
_SOFT = "52606D"
_HEADINGS = {1: 15, 2: 13, 3: 11.5, 4: 11}  # points


def element(tag: str, **attributes: object) -> Any:
    """An element of WordprocessingML; names and attributes are in its namespace."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def new_document(language: str) -> Document:
    """An empty document; ``language`` is "fi" or "sv"."""
    import docx
    from docx.shared import Cm

    document: Document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    _forget_template(document)
    _set_language(document, TAGS[language])
    _styles(document)
    return document


def _forget_template(document: Document) -> None:
    """What python-docx's template brings along: a picture of another document, and an old version's layout rules."""
    rels = document.part.package.rels
    for key in [key for key, rel in rels.items() if rel.reltype.endswith("/thumbnail")]:
        del rels[key]
    from docx.oxml.ns import qn

    settings = document.settings.element
    compat = settings.find(qn("w:compat"))
    if compat is not None:
        mode = "compatibilityMode"
        for old in [one for one in compat.findall(qn("w:compatSetting")) if one.get(qn("w:name")) == mode]:
            compat.remove(old)
        compat.append(element("compatSetting", name=mode, uri="http://schemas.microsoft.com/office/word", val=15))


def _set_language(document: Document, tag: str) -> None:
    from docx.oxml.ns import qn

    for root in (document.styles.element, document.settings.element):
        for found in (*root.iter(qn("w:lang")), *root.iter(qn("w:themeFontLang"))):
            found.set(qn("w:val"), tag)


def _styles(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt

    styles = document.styles

    def style(name: str, size: float, colour: str = _INK, before: float = 0, after: float = 6) -> Any:
        if name not in [known.name for known in styles]:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
        return _look(styles[name], size, colour, before, after)

    style("Normal", 10.5)
    title = style("Title", 22, _ACCENT, after=8)
    _border(title, None)
    for level, size in _HEADINGS.items():
        heading = style(f"Heading {level}", size, _ACCENT if level < 3 else _INK, before=14 - 2 * level, after=4)
        heading.font.bold, heading.font.italic = True, False
        heading.paragraph_format.keep_with_next = True
    style("List Bullet", 10.5, after=3)
    quote = style("Quote", 10.5, after=5)
    quote.font.italic = False
    quote.paragraph_format.left_indent = Pt(14)
    _border(quote, "left")
    notice = style("Notice", 10.5, "5C3D00", before=2, after=6)
    _border(notice, "box")
    style("Facts", 10, _INK, after=1)
    style("In Table", 9, after=2)
    style("After Table", 4, after=4)
    style("Margin", 8.5, _SOFT, after=0)
    for line in styles["Table Grid"].element.find(f".//{qn('w:tblBorders')}"):
        line.set(qn("w:color"), "B8C4CE")


def _look(style: Any, size: float, colour: str, before: float, after: float) -> Any:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    font, spacing = style.font, style.paragraph_format
    font.name, font.size, font.color.rgb = _FONT, Pt(size), RGBColor.from_string(colour)
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:  # a theme's font would win over ours
        del fonts.attrib[name]
    fonts.set(qn("w:cs"), _FONT)
    spacing.space_before, spacing.space_after = Pt(before), Pt(after)
    return style


def _border(style: Any, where: str | None) -> None:
    """Take away a paragraph style's borders; then, where asked for, a line on the left or a coloured box."""
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    if where is None:
        return
    borders = element("pBdr")
    sides = ("left",) if where == "left" else ("top", "left", "bottom", "right")
    colour = "9DB4C4" if where == "left" else "E0B64A"
    for side in sides:
        borders.append(element(side, val="single", sz=12 if where == "left" else 6, space=6, color=colour))
    # The properties have an order: borders stand after what keeps lines together and before shading and spacing.
    position = 0
    for i, child in enumerate(properties):
        if child.tag in {
            qn(f"w:{name}") for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr")
        }:
            position = i + 1
    properties.insert(position, borders)
    if where == "box":
        properties.insert(position + 1, element("shd", val="clear", color="auto", fill="FFF4D6"))
