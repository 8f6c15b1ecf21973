"""The administrator's tab: who may log in, and the log of who did what.

Anybody who is logged in can call any function of the page, whether or not they see its button: each asks who it is.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import gradio as gr

from assistant.app.access import from_scope, viewer
from assistant.app.downloads import fetched_after, new_folder
from assistant.app.identity import PEOPLE_KEY, Identity
from assistant.app.markup import element, escaped
from assistant.app.panels import problem, table
from assistant.app.reader import PRIVATE
from assistant.app.recording import AUDIT_KEY, Event, record
from assistant.export.log import write_log
from assistant.keeping import KeptError
from assistant.keeping.audit import Audit, Entry
from assistant.model import NOBODY, OWNER, Publicity, Role, Viewer
from assistant.people import PeopleError
from assistant.people.attempts import Attempts
from assistant.phrases import catalogue, phrase, reason_of

_LOG = logging.getLogger(__name__)
_MOST = 200  # lines of the log that are shown; a download has all
Handler = Callable[..., Any]


def is_administrator() -> bool:
    """Whether the viewer of the event that is being handled may manage people and read the log."""
    return viewer().role is Role.ADMINISTRATOR


def who_html(who: Viewer, language: str) -> str:
    """Who is logged in, with a way out; empty for the owner alone at the machine."""
    if who in (OWNER, NOBODY):
        return ""
    role = phrase(language, f"people.roles.{who.role.value}")
    name = element("span", escaped(f"{who.name} ({role})"))
    identity = from_scope(PEOPLE_KEY)
    if identity is None or not identity.there_are_accounts():
        return name  # whoever logged them in has to log them out
    leave = element("button", escaped(phrase(language, "people.leave")), type="submit", class_="small")
    return name + element("form", leave, method="post", action="/logout")


class ControlTab:
    """The components, and what they do. Build inside a Blocks context."""

    def __init__(self, language: gr.Radio, start: str) -> None:
        self._language = language
        self._labels: dict[Any, str] = {}  # component → phrase of control.toml
        with gr.Column(elem_id="control", elem_classes="panel"):
            self._heading_people = gr.HTML(_heading(start, "people"), apply_default_css=False)
            self.people = gr.HTML("", elem_id="control-people", apply_default_css=False)
            self._build_people(start)
            self._heading_log = gr.HTML(_heading(start, "log"), apply_default_css=False)
            self._build_log(start)
        self._connect()

    def _build_people(self, start: str) -> None:
        with gr.Row(elem_classes="controls"):
            self.name = self._text(start, "name", elem_id="control-name", max_length=64)
            self.password = self._text(start, "password", elem_id="control-password", type="password", max_length=256)
            self.role = self._own(
                gr.Dropdown(_roles(start), value=Role.REPRESENTATIVE.value, **_said(start, "role")), "role"
            )
            self.sees = self._own(
                gr.CheckboxGroup(
                    [p.value for p in Publicity],
                    value=[Publicity.PUBLIC.value, Publicity.INTERNAL.value],
                    **_said(start, "sees"),
                ),
                "sees",
            )
        with gr.Row(elem_classes="controls"):
            names = ("add", "change", "new_password", "lock", "unlock", "remove")
            self.buttons = {name: self._button(start, name, primary=name == "add") for name in names}
        self.told = gr.HTML("", elem_id="control-told", apply_default_css=False)

    def _build_log(self, start: str) -> None:
        with gr.Row(elem_classes="controls"):
            self.who = self._text(start, "who", elem_id="control-who", max_length=200)
            self.what = self._own(
                gr.Dropdown(_events(start), value=[], multiselect=True, **_said(start, "what")), "what"
            )
            self.since = self._text(start, "since", elem_id="control-since", max_length=10, placeholder="2026-01-31")
            self.until = self._text(start, "until", elem_id="control-until", max_length=10, placeholder="2026-12-31")
            self.buttons["show"] = self._button(start, "show", primary=True)
            self.buttons["download"] = self._button(start, "download")
            self.file = gr.DownloadButton(visible="hidden", elem_id="control-file")
        self.log = gr.HTML("", elem_id="control-log", apply_default_css=False)

    def _text(self, start: str, key: str, **more: Any) -> Any:
        return self._own(gr.Textbox(**_said(start, key), **more), key)

    def _button(self, start: str, key: str, *, primary: bool = False) -> Any:
        variant = "primary" if primary else "secondary"
        made = gr.Button(phrase(start, f"control.{key}"), size="sm", variant=variant, elem_id=f"control-{key}")  # type: ignore[arg-type,unused-ignore]
        return self._own(made, key)

    def _own(self, component: Any, key: str) -> Any:
        self._labels[component] = key
        return component

    def _connect(self) -> None:
        account = [self.name, self.password, self.role, self.sees, self._language]
        for name, do in (
            ("add", _add),
            ("change", _change),
            ("new_password", _new_password),
            ("lock", _lock),
            ("unlock", _unlock),
            ("remove", _remove),
        ):
            self.buttons[name].click(_changing(do), account, [self.people, self.told, self.password], **PRIVATE)
        wanted = [self.who, self.what, self.since, self.until, self._language]
        self.buttons["show"].click(self._show, wanted, self.log, **PRIVATE)
        made = self.buttons["download"].click(self._download, wanted, self.file, **PRIVATE)
        fetched_after(made, "control-file")

    @property
    def labelled(self) -> list[Any]:
        """The components that :meth:`relabel` changes."""
        return [*self._labels, self._heading_people, self._heading_log]

    def relabel(self, language: str) -> dict[Any, Any]:
        """Updates that put the tab into another language."""
        updates: dict[Any, Any] = {
            component: gr.update(value=text) if isinstance(component, gr.Button) else gr.update(label=text)
            for component, key in self._labels.items()
            if (text := phrase(language, f"control.{key}"))
        }
        updates[self.role] = gr.update(label=phrase(language, "control.role"), choices=_roles(language))
        updates[self.what] = gr.update(label=phrase(language, "control.what"), choices=_events(language))
        updates[self._heading_people] = _heading(language, "people")
        updates[self._heading_log] = _heading(language, "log")
        return updates

    @property
    def standing(self) -> list[Any]:
        """The components that :meth:`update` changes."""
        return [self.people]

    def update(self, language: str) -> dict[Any, Any]:
        """Updates that show the accounts, to administrators."""
        return {self.people: _accounts_html(language) if is_administrator() else ""}

    def _show(self, who: str, what: list[str], since: str, until: str, language: str) -> str:
        if not is_administrator():
            return problem(phrase(language, "control.not_allowed"))
        try:
            record(Event.LOG_READ, detail=_filter(who, what, since, until))
            found = list(islice(_entries(who, what, since, until, limit=_MOST), _MOST))
        except KeptError as error:
            return problem(reason_of(error, language))
        except ValueError:
            return problem(phrase(language, "control.day"))
        return _log_html(found, language)

    def _download(self, who: str, what: list[str], since: str, until: str, language: str) -> Any:  # noqa: ARG002
        if not is_administrator():
            return gr.update(value=None)
        try:
            record(Event.LOG_READ, detail=f"exported, {_filter(who, what, since, until)}")
            path = new_folder() / "valvonta.csv"
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                write_log(_entries(who, what, since, until), file, ".csv")
        except (KeptError, ValueError, OSError):
            _LOG.exception("The log could not be exported")
            return gr.update(value=None)
        return gr.update(value=str(path))


def _changing(do: Callable[..., str]) -> Handler:
    """A handler that changes accounts; what went wrong becomes a sentence. It shows the accounts anew and forgets the password."""

    @functools.wraps(do)
    def handler(name: str, password: str, role: str, sees: list[str], language: str) -> tuple[Any, str, str]:
        identity = from_scope(PEOPLE_KEY)
        if not is_administrator() or identity is None:
            return gr.skip(), problem(phrase(language, "control.not_allowed")), ""
        try:
            classes = frozenset(map(Publicity, sees))
            detail = do(identity, name.strip(), password, Role(role), classes)
            record(Event.PEOPLE, detail=detail)
        except (PeopleError, KeptError) as error:
            return _accounts_html(language), problem(reason_of(error, language)), ""
        except ValueError:  # a role or class that the page does not offer
            return gr.skip(), problem(phrase(language, "app.failed")), ""
        return _accounts_html(language), element("p", escaped(phrase(language, "control.done")), role="status"), ""

    return handler


def _add(people: Identity, name: str, password: str, role: Role, sees: frozenset[Publicity]) -> str:
    made = people.accounts.add(name, password, role, sees)
    return f"added {made.name}, {role}: {_written(sees)}"


def _change(people: Identity, name: str, _: str, role: Role, sees: frozenset[Publicity]) -> str:
    return f"role {people.accounts.set_role(name, role, sees).name}, {role}: {_written(sees)}"


def _new_password(people: Identity, name: str, password: str, *_: object) -> str:
    people.accounts.set_password(name, password)
    return f"password {name}"


def _lock(people: Identity, name: str, *_: object) -> str:
    people.accounts.close(name)
    return f"locked {name}"


def _unlock(people: Identity, name: str, *_: object) -> str:
    people.accounts.close(name, closed=False)
    Attempts(people.database).forgive(name)
    return f"unlocked {name}"


def _remove(people: Identity, name: str, *_: object) -> str:
    people.accounts.remove(name)
    return f"removed {name}"


def _written(sees: frozenset[Publicity]) -> str:
    return ", ".join(sorted(sees))


def _said(start: str, key: str) -> dict[str, Any]:
    return {"label": phrase(start, f"control.{key}")}


def _roles(language: str) -> list[tuple[str, str]]:
    return [(phrase(language, f"people.roles.{role.value}"), role.value) for role in Role]


def _events(language: str) -> list[tuple[str, str]]:
    words = catalogue(language, "control")["events"]
    return [(words[event.name.lower()], event.value) for event in Event]


def _heading(language: str, key: str) -> str:
    return element("h2", escaped(phrase(language, f"control.{key}")))


def _accounts_html(language: str) -> str:
    identity = from_scope(PEOPLE_KEY)
    if identity is None:
        return ""
    try:
        found = identity.accounts.all()
    except KeptError as error:
        return problem(reason_of(error, language))
    if not found:
        key = "by_proxy" if identity.sign_on else "alone"
        return element("p", escaped(phrase(language, f"control.{key}")), class_="note")
    words = catalogue(language, "control")["columns"]
    rows = [
        (
            escaped(account.name),
            escaped(phrase(language, f"people.roles.{account.viewer.role.value}")),
            escaped(", ".join(p.value for p in Publicity if p in account.viewer.sees) or "–"),
            escaped(_when(account.entered) if account.entered else phrase(language, "people.never")),
            escaped(phrase(language, "people.closed") if account.closed else "–"),
        )
        for account in found
    ]
    return table([words[k] for k in ("name", "role", "sees", "entered", "closed")], rows)


def _log_html(found: list[Entry], language: str) -> str:
    if not found:
        return element("p", escaped(phrase(language, "control.empty")), class_="note", role="status")
    words = catalogue(language, "control")
    events = {event.value: words["events"][event.name.lower()] for event in Event}
    rows = [
        (
            escaped(_when(entry.at)),
            escaped(_called(entry.who, language)),
            escaped(events.get(entry.what, entry.what)),
            escaped(", ".join(entry.documents) or "–"),
            escaped(entry.question or "–"),
            escaped(entry.detail or "–"),
        )
        for entry in found
    ]
    shown = table([words["columns"][k] for k in ("at", "who", "what", "documents", "question", "detail")], rows)
    note = phrase(language, "control.most", most=_MOST) if len(found) >= _MOST else ""
    wide = element("div", shown, class_="wide", tabindex=0, role="region", aria_label=phrase(language, "control.log"))
    return (element("p", escaped(note), class_="note") if note else "") + wide


def _called(who: str, language: str) -> str:
    return phrase(language, "people.owner") if who == "@owner" else who


def _when(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H.%M} UTC"


def _entries(who: str, what: list[str], since: str, until: str, limit: int | None = None) -> Any:
    """Raises ValueError where a day is none."""
    audit: Audit | None = from_scope(AUDIT_KEY)
    if audit is None:
        return iter(())
    first, last = _day(since), _day(until)
    after = last + timedelta(days=1) if last else None
    return audit.entries(since=first, until=after, who=who.strip(), what=list(what or []), limit=limit)


def _day(text: str) -> datetime | None:
    return datetime.fromisoformat(text.strip()).replace(tzinfo=UTC) if text.strip() else None


def _filter(who: str, what: list[str], since: str, until: str) -> str:
    given = (
        f"who {who}" if who else "",
        f"what {', '.join(what or [])}" if what else "",
        f"{since or '…'}–{until or '…'}",
    )
    return "; ".join(part for part in given if part)
