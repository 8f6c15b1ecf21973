"""``sopuri users``: who may log in to the app. A password is asked for or read from standard input, never taken from a flag."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from assistant.cli.common import Commands, UsageError, settings_of, show
from assistant.phrases import phrase

if TYPE_CHECKING:
    from assistant.keeping.database import Database
    from assistant.model import Publicity
    from assistant.people.accounts import Account, Accounts
    from assistant.settings import Settings

_ROLES = ("representative", "administrator")
_CLASSES = ("julkinen", "sisäinen", "salassa pidettävä")


def add(commands: Commands) -> None:
    """Name the command, its own commands and their flags."""
    users = commands.add(
        "users", _list, "who may log in to the app: list, add, password, role, token, lock, unlock, remove"
    )
    common = commands.repeated()
    inner = users.add_subparsers(title="what to do", metavar="")
    _inner(inner, common, "list", _list, "all accounts (also without any word)", whom=False)
    for name, run, text in (("add", _add, "a new account"), ("role", _role, "another role, or other classes")):
        parser = _inner(inner, common, name, run, text)
        parser.add_argument("--role", choices=_ROLES, default=_ROLES[0], help="what the person may do")
        parser.add_argument(
            "--sees", choices=_CLASSES, action="append", help="class of documents that the person sees; may be repeated"
        )
    _inner(inner, common, "password", _password, "a new password")
    token = _inner(
        inner, common, "token", _token, "a new token, by which a program calls the app in this person's name"
    )
    token.add_argument("--revoke", action="store_true", help="no new one: all of the person's tokens are dead")
    _inner(inner, common, "lock", _lock, "the account can't be used")
    _inner(inner, common, "unlock", _unlock, "the account can be used again, and failed attempts are forgotten")
    _inner(inner, common, "remove", _remove, "the account is gone")


def _inner(inner: Any, common: Any, name: str, run: Any, text: str, *, whom: bool = True) -> Any:
    parser = inner.add_parser(name, parents=[common], help=text, description=text)
    if whom:
        parser.add_argument("name", help="what the person logs in with")
    parser.set_defaults(run=run)
    return parser


@contextlib.contextmanager
def _open(options: argparse.Namespace) -> Iterator[tuple[Settings, Database, Accounts]]:
    from assistant.keeping.database import open_database
    from assistant.people.accounts import Accounts

    settings = settings_of(options)
    database = open_database(settings)
    try:
        yield settings, database, Accounts(database, settings.language)
    finally:
        database.close()


def _list(options: argparse.Namespace) -> int:
    with _open(options) as (settings, _, accounts):
        found = accounts.all()
        text = "\n".join(_line(account, settings.language) for account in found)
        show(options, [_json(account) for account in found], text or phrase(settings.language, "people.none"))
    return 0


def _line(account: Account, language: str) -> str:
    seen = account.entered.isoformat(timespec="minutes") if account.entered else phrase(language, "people.never")
    parts = [
        account.name,
        phrase(language, f"people.roles.{account.viewer.role.value}"),
        ", ".join(_classes(account)),
        seen,
    ]
    return " · ".join([*parts, *([phrase(language, "people.closed")] if account.closed else [])])


def _classes(account: Account) -> list[str]:
    return sorted(p.value for p in account.viewer.sees)


def _json(account: Account) -> dict[str, Any]:
    return {
        "name": account.name,
        "role": account.viewer.role.value,
        "sees": _classes(account),
        "closed": account.closed,
        "made": account.made.isoformat(),
        "entered": account.entered.isoformat() if account.entered else None,
    }


def _sees(options: argparse.Namespace) -> list[Publicity] | None:
    from assistant.model import Publicity

    return [Publicity(text) for text in options.sees] if options.sees else None


def _new_password(settings: Settings, name: str) -> str:
    """From the terminal, twice, where there is one; else the first line of standard input. Raises UsageError."""
    if sys.stdin.isatty():
        import getpass

        first = getpass.getpass(phrase(settings.language, "people.ask_password", name=name))
        if first != getpass.getpass(phrase(settings.language, "people.ask_again")):
            raise UsageError(phrase(settings.language, "people.different"))
    else:
        first = sys.stdin.readline().rstrip("\r\n")
    if not first:
        raise UsageError(phrase(settings.language, "people.no_password"))
    return first


def _done(options: argparse.Namespace, accounts: Accounts, settings: Settings, key: str, **more: Any) -> int:
    from assistant.people.accounts import account_name

    name = account_name(options.name)
    data = {"removed": name} if key == "removed" else _json(accounts.get(name))
    show(options, {**data, **more}, phrase(settings.language, f"people.{key}", name=name))
    return 0


def _recorded(settings: Settings, database: Database, detail: str) -> None:
    from assistant.keeping.audit import Event, audit_of
    from assistant.model import OWNER

    audit_of(settings, database).record(OWNER.name, Event.PEOPLE, detail=detail)


def _add(options: argparse.Namespace) -> int:
    from assistant.model import Role

    with _open(options) as (settings, database, accounts):
        password = _new_password(settings, options.name)
        account = accounts.add(options.name, password, Role(options.role), _sees(options))
        _recorded(settings, database, f"added {account.name}, {account.viewer.role}: {', '.join(_classes(account))}")
        return _done(options, accounts, settings, "made")


def _role(options: argparse.Namespace) -> int:
    from assistant.model import Role

    with _open(options) as (settings, database, accounts):
        account = accounts.set_role(options.name, Role(options.role), _sees(options))
        _recorded(settings, database, f"role {account.name}, {account.viewer.role}: {', '.join(_classes(account))}")
        return _done(options, accounts, settings, "changed")


def _password(options: argparse.Namespace) -> int:
    with _open(options) as (settings, database, accounts):
        accounts.get(options.name)
        accounts.set_password(options.name, _new_password(settings, options.name))
        _recorded(settings, database, f"password {options.name}")
        return _done(options, accounts, settings, "changed")


def _token(options: argparse.Namespace) -> int:
    from assistant.people.tokens import Tokens

    with _open(options) as (settings, database, accounts):
        name, kept = accounts.get(options.name).name, Tokens(database, settings.language)
        if options.revoke:
            count = kept.revoke(name)
            _recorded(settings, database, f"tokens revoked {name}")
            text = phrase(settings.language, "people.revoked", name=name, count=count)
            show(options, {"name": name, "revoked": count}, text)
        else:
            _recorded(settings, database, f"token {name}")
            token = kept.make(name)
            show(options, {"name": name, "token": token}, token)
            print(phrase(settings.language, "people.token", name=name), file=sys.stderr)
    return 0


def _lock(options: argparse.Namespace) -> int:
    with _open(options) as (settings, database, accounts):
        accounts.close(options.name)
        _recorded(settings, database, f"locked {options.name}")
        return _done(options, accounts, settings, "changed")


def _unlock(options: argparse.Namespace) -> int:
    from assistant.people.attempts import Attempts

    with _open(options) as (settings, database, accounts):
        accounts.close(options.name, closed=False)
        Attempts(database).forgive(options.name)
        _recorded(settings, database, f"unlocked {options.name}")
        return _done(options, accounts, settings, "unlocked")


def _remove(options: argparse.Namespace) -> int:
    with _open(options) as (settings, database, accounts):
        accounts.remove(options.name)
        _recorded(settings, database, f"removed {options.name}")
        return _done(options, accounts, settings, "removed")
