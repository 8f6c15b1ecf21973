"""A quotation in its document: the page's image with the passage marked, or the clause's text where there are no pages."""

from __future__ import annotations

import base64
import logging
from io import BytesIO
from typing import TYPE_CHECKING

from assistant.app.cards import place
from assistant.app.markup import blocks_with_mark, element, escaped
from assistant.app.session import Session, Source
from assistant.documents import DocumentError
from assistant.phrases import phrase

if TYPE_CHECKING:
    from PIL.Image import Image

_LOG = logging.getLogger(__name__)
_SCALE = 2.0  # pixels a point: sharp at twice the width of the column
_MOST_PAGES = 4  # of a quotation that runs over several
_CONTEXT = 200  # characters before and after a quotation, which tell it from the same words elsewhere on the page

Box = tuple[float, float, float, float]


def view(session: Session, language: str) -> str:
    """The quotation that the session has open, as HTML."""
    if session.shown is None:
        return element("p", escaped(phrase(language, "app.viewer.empty")), class_="hint")
    turn, position = session.shown
    source = session.source(turn, position)
    if source is None:
        return element("p", escaped(phrase(language, "app.viewer.lost")), class_="hint")
    heading = element("h2", escaped(source.quotation.file))
    where = element("p", escaped(place(source.quotation, language, file=False)), class_="place")
    body = _pages(source, language) if source.pages else _clause(source, "text_only", language)
    return element("div", heading, where, body, class_="document", data_turn=turn, data_quote=position)


def counted(session: Session, language: str) -> str:
    """Which of its answer's quotations is open: "Lainaus 3/12", or nothing."""
    if session.shown is None or session.source(*session.shown) is None:
        return ""
    turn = session.turn(session.shown[0])
    total = len(turn.sources) if turn else 0
    return phrase(language, "app.viewer.count", number=session.shown[1] + 1, total=total)


def zoom(language: str) -> str:
    """Buttons that make the document smaller and larger; the page's own script acts on them."""
    factors = (("smaller", "−", 0.8), ("larger", "+", 1.25))
    return "".join(
        element("button", sign, type="button", data_zoom=factor, aria_label=name, title=name)
        for key, sign, factor in factors
        if (name := phrase(language, f"app.viewer.{key}"))
    )


def step(session: Session, by: int) -> None:
    """Open the quotation ``by`` places on in the same answer; at either end nothing changes."""
    if session.shown is not None:
        turn, position = session.shown
        if session.source(turn, position + by) is not None:
            session.shown = (turn, position + by)


def _pages(source: Source, language: str) -> str:
    """The pages that the quotation stands on. What can't be shown or marked is said, and the clause's text takes its place."""
    path = source.path
    if path is None:
        return _without_page(source, phrase(language, "app.viewer.gone"), language)
    from assistant.documents import locate, render_page

    quotation, text = source.quotation, source.clause.text
    context = (
        text[max(0, quotation.start - _CONTEXT) : quotation.start],
        text[quotation.end : quotation.end + _CONTEXT],
    )
    sheets, marked = [], True
    try:
        for page in source.pages[:_MOST_PAGES]:
            boxes = locate(path, page, quotation.text, occurrence_context=context)
            marked = marked and bool(boxes)
            alt = phrase(language, "app.viewer.page_alt", file=quotation.file, page=page)
            sheets.append(_sheet(render_page(path, page, _SCALE), boxes, alt, page))
    except DocumentError as error:
        return _without_page(source, error.reason(language), language)
    except Exception:  # a file that changed under the index must not take the page down
        _LOG.exception("Page of %s could not be shown", quotation.file)
        return _without_page(source, phrase(language, "app.viewer.unreadable"), language)
    parts = []
    if marked:
        parts.append(element("p", escaped(phrase(language, "app.viewer.marked")), class_="unseen", role="status"))
    else:
        parts.append(element("p", escaped(phrase(language, "app.viewer.unmarked")), class_="notice", role="status"))
        parts.append(element("blockquote", escaped(quotation.text), lang=source.language))
    parts += sheets
    if len(source.pages) > _MOST_PAGES:
        more = phrase(language, "app.viewer.more_pages", page=source.pages[-1])
        parts.append(element("p", escaped(more), class_="notice"))
    return "".join(parts)


def _sheet(image: Image, boxes: list[Box], alt: str, page: int) -> str:
    """A page's image with its marks; ``boxes`` are (left, top, right, bottom) in points."""
    width, height = image.width / _SCALE, image.height / _SCALE
    marks = (
        element(
            "span",
            class_="mark",
            style=f"left:{100 * left / width:.3f}%;top:{100 * top / height:.3f}%;"
            f"width:{100 * (right - left) / width:.3f}%;height:{100 * (bottom - top) / height:.3f}%",
        )
        for left, top, right, bottom in boxes
    )
    picture = f'<img src="{_data(image)}" alt="{escaped(alt)}" width="{image.width}" height="{image.height}">'
    return element("div", picture, *marks, class_="sheet", data_page=page)


def _data(image: Image) -> str:
    """The image itself as an address, so that no file needs to be reachable."""
    buffer = BytesIO()
    image.convert("RGB").save(buffer, "WEBP", quality=88)
    return "data:image/webp;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")


def _without_page(source: Source, reason: str, language: str) -> str:
    notice = phrase(language, "app.viewer.no_page", reason=reason)
    return element("p", escaped(notice), class_="notice", role="status") + _text(source)


def _clause(source: Source, key: str, language: str) -> str:
    return element("p", escaped(phrase(language, f"app.viewer.{key}")), class_="note") + _text(source)


def _text(source: Source) -> str:
    clause, quotation = source.clause, source.quotation
    heading = " ".join(part for part in (clause.number, clause.heading) if part)
    body = blocks_with_mark(clause.text, clause.blocks, quotation.start, quotation.end)
    return element("div", element("h3", escaped(heading)) if heading else "", body, class_="text", lang=source.language)
