"""A quotation in its document: the page's image with the passage marked, or the text where there are no pages."""

from __future__ import annotations

import base64
import logging
from collections.abc import Sequence

from assistant.app.access import viewer
from assistant.app.markup import blocks_with_mark, element, escaped
from assistant.app.places import place
from assistant.app.session import Session, Source
from assistant.documents import DocumentError, Sheet, Words, personal_on, show_page, unmasked
from assistant.model import Clause, Publicity, Role
from assistant.phrases import phrase

_LOG = logging.getLogger(__name__)
_MOST_PAGES = 4  # of a quotation that runs over several
_CONTEXT = 200  # characters before and after a quotation, which tell it from the same words elsewhere on the page
_LONGEST_TEXT = 300_000  # characters of a document without pages that are shown at once


def view(session: Session, language: str) -> str:
    """What the session has open, as HTML: a quotation in its place, or the page of its document that was turned to."""
    if session.shown is None:
        return element("p", escaped(phrase(language, "app.viewer.empty")), class_="hint")
    turn, position = session.shown
    source = session.source(turn, position)
    if source is None:
        return element("p", escaped(phrase(language, "app.viewer.lost")), class_="hint lost")
    heading = element("h2", escaped(source.quotation.file))
    where = element("p", escaped(place(source.quotation, language, file=False)), class_="place")
    pages = _pages_open(source, session)
    if pages:
        body = _pages(source, pages, language)
    elif session.whole:
        body = _whole(source, language)
    else:
        body = _clause(source, "text_only", language)
    last = source.agreement.pages if pages else None
    return element(
        "div",
        heading,
        where,
        body,
        class_="document",
        data_turn=turn,
        data_quote=position,
        data_page=pages[0] if last else None,
        data_pages=last,
        data_turned="" if session.page is not None or session.whole else None,
        data_whole="" if session.whole and not pages else None,
        data_fetch="" if may_fetch(source) and source.path else None,
    )


def counted(session: Session, language: str) -> str:
    """Which of its answer's quotations is open: "Lainaus 3/12", or nothing."""
    if session.shown is None or session.source(*session.shown) is None:
        return ""
    turn = session.turn(session.shown[0])
    total = len(turn.sources) if turn else 0
    return phrase(language, "app.viewer.count", number=session.shown[1] + 1, total=total)


def may_fetch(source: Source) -> bool:
    """Whether the document's file may be taken away: by an administrator; by others where it is public and nothing in it is masked."""
    if viewer().role is Role.ADMINISTRATOR:
        return True
    public = source.agreement.description.publicity is Publicity.PUBLIC
    return public and not any(clause.personal for clause in source.agreement.clauses)


def step(session: Session, by: int) -> None:
    """Open the quotation ``by`` places on in the same answer; at either end nothing changes."""
    if session.shown is not None:
        turn, position = session.shown
        if session.source(turn, position + by) is not None:
            session.open(turn, position + by)


def turn_to(session: Session, wanted: str | int) -> None:
    """Turn the open document: to a page by number, "next" or "previous" page, the "whole" text, back to the "quote"; "close" it."""
    source = session.source(*session.shown) if session.shown else None
    if source is None:
        return
    if wanted == "close":
        session.shown = None
    elif wanted == "quote":
        session.page, session.whole = None, False
    elif wanted == "whole":
        session.whole = not source.pages
    elif source.pages and source.agreement.pages:
        pages = _pages_open(source, session)
        by = {"previous": pages[0] - 1, "next": pages[-1] + 1}
        page = by.get(wanted) if isinstance(wanted, str) else wanted
        if page is not None:
            session.page = min(max(page, 1), source.agreement.pages)


def _pages_open(source: Source, session: Session) -> Sequence[int]:
    """The pages to show; none where the document has no pages."""
    if not source.pages:
        return ()
    return source.pages[:_MOST_PAGES] if session.page is None else (session.page,)


def _pages(source: Source, pages: Sequence[int], language: str) -> str:
    """Pages of the document. What can't be shown or marked is said, and the clause's text takes its place."""
    path = source.path
    if path is None:
        return _without_page(source, phrase(language, "app.viewer.gone"), language)
    # What is masked in the quotation stands on the page: the passage is found by what the document says there.
    quotation, text = source.quotation, unmasked(source.clause).text
    wanted = Words(
        text[quotation.start : quotation.end],
        text[max(0, quotation.start - _CONTEXT) : quotation.start],
        text[quotation.end : quotation.end + _CONTEXT],
    )
    sheets, unmarked = [], False
    try:
        for page in pages:
            # On a page where the quotation does not stand its words may stand by chance: nothing is looked for there.
            here = page in source.pages
            hidden = () if viewer().role is Role.ADMINISTRATOR else personal_on(page, source.agreement.clauses)
            sheet = show_page(path, page, (wanted,) if here else (), covers=[Words(words) for words in hidden])
            unmarked = unmarked or (here and not sheet.marks[0])
            alt = phrase(language, "app.viewer.page_alt", file=quotation.file, page=page)
            sheets.append(_sheet(sheet, alt))
    except DocumentError as error:
        return _without_page(source, error.reason(language), language)
    except Exception:  # a file that changed under the index must not take the page down
        _LOG.exception("Page of %s could not be shown", quotation.file)
        return _without_page(source, phrase(language, "app.viewer.unreadable"), language)
    if not any(page in source.pages for page in pages):
        said = phrase(language, "app.viewer.elsewhere", page=source.pages[0])
        parts = [element("p", escaped(said), class_="note", role="status")]
    elif unmarked:
        parts = [
            element("p", escaped(phrase(language, "app.viewer.unmarked")), class_="notice", role="status"),
            element("blockquote", escaped(quotation.text), lang=source.language),
        ]
    else:
        parts = [element("p", escaped(phrase(language, "app.viewer.marked")), class_="unseen", role="status")]
    parts += sheets
    if len(source.pages) > len(pages) == _MOST_PAGES:
        more = phrase(language, "app.viewer.more_pages", page=source.pages[-1])
        parts.append(element("p", escaped(more), class_="notice"))
    return "".join(parts)


def _sheet(sheet: Sheet, alt: str) -> str:
    """A page's image with its marks."""
    marks = (
        element(
            "span",
            class_="mark",
            style=f"left:{100 * left:.3f}%;top:{100 * top:.3f}%;"
            f"width:{100 * (right - left):.3f}%;height:{100 * (bottom - top):.3f}%",
        )
        for boxes in sheet.marks
        for left, top, right, bottom in boxes
    )
    # The image itself is the address, so that no file needs to be reachable.
    data = "data:image/webp;base64," + base64.b64encode(sheet.image).decode("ascii")
    picture = f'<img src="{data}" alt="{escaped(alt)}" width="{sheet.width}" height="{sheet.height}">'
    return element("div", picture, *marks, class_="sheet", data_page=sheet.page)


def _without_page(source: Source, reason: str, language: str) -> str:
    notice = phrase(language, "app.viewer.no_page", reason=reason)
    return element("p", escaped(notice), class_="notice", role="status") + _text(source)


def _clause(source: Source, key: str, language: str) -> str:
    return element("p", escaped(phrase(language, f"app.viewer.{key}")), class_="note") + _text(source)


def _whole(source: Source, language: str) -> str:
    """All clauses, the passage marked; of a document that is too long to show those around the quotation."""
    clauses = source.agreement.clauses
    first = last = source.quotation.clause_index
    length = len(clauses[first].text)
    while length < _LONGEST_TEXT and (first > 0 or last < len(clauses) - 1):
        if first > 0:
            first -= 1
            length += len(clauses[first].text)
        if last < len(clauses) - 1:
            last += 1
            length += len(clauses[last].text)
    shown = clauses[first : last + 1]
    said = phrase(language, "app.viewer.whole" if len(shown) == len(clauses) else "app.viewer.part")
    return element("p", escaped(said), class_="note", role="status") + "".join(
        _text(source) if clause is source.clause else _plain(clause, source.language) for clause in shown
    )


def _text(source: Source) -> str:
    quotation = source.quotation
    return _plain(source.clause, source.language, (quotation.start, quotation.end))


def _plain(clause: Clause, language: str, mark: tuple[int, int] = (0, 0)) -> str:
    heading = " ".join(part for part in (clause.number, clause.heading) if part)
    body = blocks_with_mark(clause.text, clause.blocks, *mark)
    return element("div", element("h3", escaped(heading)) if heading else "", body, class_="text", lang=language)
