"""Every setting, once: environment variables ``SOPURI_…``, which flags of the command line override."""

from __future__ import annotations

import ipaddress
import os
import re
from pathlib import Path
from typing import Annotated, Any

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import PydanticCustomError as _Wrong
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from assistant.model import Publicity
from assistant.phrases import UserError

# What a group may give: the values of Role and Publicity.
RIGHTS = ("representative", "administrator", "julkinen", "sisäinen", "salassa pidettävä")


_KINDS = frozenset(
    [
        "folder",
        "language",
        "hosts",
        "addresses",
        "not_everyone",
        "header",
        "groups",
        "log",
        "database",
        "classes",
        "url",
    ]
)  # of errors that the validators below raise: keys of errors.takes


class SettingsError(UserError):
    """A setting has a value that it can't take; the text names the setting, what it got and what it takes."""


class Settings(BaseSettings):
    """What can be set. Each field's description is what the README's table says."""

    model_config = SettingsConfigDict(env_prefix="SOPURI_", frozen=True, extra="ignore")

    corpus: Annotated[tuple[Path, ...], NoDecode] = Field(
        default=(), description=f"folders of documents, separated by “{os.pathsep}”"
    )
    data: Path = Field(
        default_factory=lambda: user_data_path("sopuri", appauthor=False),
        description="folder of the index, the unpacked model and what is derived from them",
    )
    chroma_url: str = Field(
        default="",
        description="address of a Chroma server (http://host:port or http://host:port/database); empty: embedded",
    )
    embedding_model: str = Field(
        default="", description="name or folder of a sentence-transformers model; empty: the bundled one"
    )
    allow_downloads: bool = Field(
        default=False,
        description="whether a model named by SOPURI_EMBEDDING_MODEL or SOPURI_RERANKER may be downloaded",
    )
    reranker: str = Field(
        default="", description="name or folder of a cross-encoder that orders each agreement's quotations; empty: none"
    )
    llm: str = Field(default="", description="a LangChain model string (openai:NAME); empty: no language model")
    llm_base_url: str = Field(
        default="", description="address of an OpenAI-compatible server (http://localhost:8080/v1)"
    )
    llm_api_key: SecretStr = Field(
        default=SecretStr(""),
        description="key of the model's server; empty: the provider's own variable (OPENAI_API_KEY)",
    )
    llm_classes: Annotated[tuple[Publicity, ...], NoDecode] = Field(
        default=(),
        description="publicity classes of the documents that the model may receive (julkinen, sisäinen, salassa pidettävä), "
        "separated by commas; empty: nothing is sent to it",
    )
    llm_timeout: float = Field(
        default=30.0, gt=0, le=600, description="seconds that a summary may take, retries included"
    )
    llm_context: int = Field(default=6000, ge=200, description="tokens that the quotations sent to the model may take")
    llm_log: Path | None = Field(
        default=None, description="file to which prompts and the model's answers are appended; empty: they are not kept"
    )
    language: str = Field(default="fi", description="language of the app and of messages: fi or sv")
    host: str = Field(default="127.0.0.1", description="address on which the app listens")
    port: int = Field(default=7860, ge=1, le=65535, description="port on which the app listens")
    database: str = Field(
        default="",
        description="address of the database of accounts, conversations and the log (postgresql://user@host/name); "
        "empty: a SQLite file in SOPURI_DATA",
    )
    hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="names by which browsers reach the app, separated by commas; beside this machine's own and its addresses",
    )
    session_idle: int = Field(
        default=60, ge=1, le=1440, description="minutes after which someone who does nothing is logged out"
    )
    session_hours: int = Field(default=10, ge=1, le=168, description="hours after which everyone has to log in again")
    proxy_addresses: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="addresses or networks of reverse proxies that log people in, separated by commas; empty: none is trusted",
    )
    proxy_user_header: str = Field(
        default="",
        description="header in which a trusted proxy names the person; empty: people log in to the app, the proxy only forwards",
    )
    proxy_group_header: str = Field(
        default="",
        description="header in which a trusted proxy names the person's groups, separated by commas; empty: none",
    )
    proxy_groups: Annotated[tuple[tuple[str, str], ...], NoDecode] = Field(
        default=(),
        description="what groups give, separated by commas: GROUP=administrator, GROUP=representative or "
        "GROUP=a class of publicity; where a role is named, others have no access",
    )
    mcp: bool = Field(
        default=True, description="whether the app serves tools for other programs at /mcp (Model Context Protocol)"
    )
    log: str = Field(
        default="plain",
        description="form of the server's log on standard error: plain (warnings and errors) or json (requests too)",
    )
    audit_days: int = Field(default=730, ge=1, description="days for which the log of who did what is kept")
    audit_questions: bool = Field(default=True, description="whether the log holds the text of questions")
    bin_days: int = Field(default=30, ge=1, le=3650, description="days that a removed document stays in the bin")
    ocr: bool = Field(default=True, description="whether scanned pages are read with tesseract where it is installed")

    @field_validator("corpus", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(Path(part).expanduser() for part in value.split(os.pathsep) if part)
        return value

    @field_validator("corpus")
    @classmethod
    def _folders(cls, value: tuple[Path, ...]) -> tuple[Path, ...]:
        for folder in value:
            if not folder.is_dir():
                raise _Wrong("folder", "", {"folder": str(folder)})
        return value

    @field_validator("data", mode="before")
    @classmethod
    def _data(cls, value: object) -> object:
        return Path(str(value)).expanduser().absolute() if value else user_data_path("sopuri", appauthor=False)

    @field_validator("language")
    @classmethod
    def _language(cls, value: str) -> str:
        if value not in ("fi", "sv"):
            raise _Wrong("language", "")
        return value

    @field_validator("hosts", "proxy_addresses", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value

    @field_validator("hosts")
    @classmethod
    def _hosts(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]*", name) for name in value):
            raise _Wrong("hosts", "")
        return tuple(name.lower() for name in value)

    @field_validator("proxy_addresses")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        try:
            networks = [ipaddress.ip_network(part) for part in value]
        except ValueError:
            raise _Wrong("addresses", "") from None
        if any(network.prefixlen == 0 for network in networks):
            raise _Wrong("not_everyone", "")
        return value

    @field_validator("proxy_user_header", "proxy_group_header")
    @classmethod
    def _header(cls, value: str) -> str:
        if not re.fullmatch(r"[A-Za-z0-9-]*", value):
            raise _Wrong("header", "")
        return value

    @field_validator("proxy_groups", mode="before")
    @classmethod
    def _pairs(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        pairs = [part.rpartition("=") for part in value.split(",") if part.strip()]
        return tuple((group.strip(), right.strip()) for group, _, right in pairs)

    @field_validator("proxy_groups")
    @classmethod
    def _groups(cls, value: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        if not all(group and right in RIGHTS for group, right in value):
            raise _Wrong("groups", "", {"rights": ", ".join(RIGHTS)})
        return value

    @field_validator("log")
    @classmethod
    def _log_form(cls, value: str) -> str:
        if value not in ("plain", "json"):
            raise _Wrong("log", "")
        return value

    @field_validator("database")
    @classmethod
    def _database(cls, value: str) -> str:
        if value and not value.startswith(("postgresql://", "postgresql+psycopg://", "postgres://", "sqlite:///")):
            raise _Wrong("database", "")
        return value

    @field_validator("llm_classes", mode="before")
    @classmethod
    def _classes(cls, value: object) -> object:
        if isinstance(value, str):
            names = [name.strip().lower() for name in value.split(",") if name.strip()]
            if unknown := [name for name in names if name not in set(Publicity)]:
                raise _Wrong("classes", "", {"classes": ", ".join(Publicity), "unknown": unknown[0]})
            return tuple(Publicity(name) for name in names)
        return value

    @field_validator("llm_log", mode="before")
    @classmethod
    def _log(cls, value: object) -> object:
        return Path(str(value)).expanduser().absolute() if value else None

    @field_validator("chroma_url", "llm_base_url")
    @classmethod
    def _url(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise _Wrong("url", "")
        return value.rstrip("/")


def load_settings(**flags: Any) -> Settings:
    """Settings from the environment; ``flags`` that are not None win. Raises SettingsError."""
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        problem = error.errors()[0]
        name = str(problem["loc"][0]) if problem["loc"] else "?"
        got = re.sub(r"//[^/]*@", "//…@", str(problem["input"]))  # without a password
        key, slots = _takes(name, problem["type"], problem.get("ctx", {}))
        raise wrong(f"SOPURI_{name.upper()}", got, key, **slots) from None


def wrong(name: str, got: str, takes: str, **slots: object) -> SettingsError:
    """What is said of a setting with a wrong value; ``takes`` is a key of errors.takes."""
    return SettingsError("errors.setting", name=name, got=repr(got), takes=UserError(f"errors.takes.{takes}", **slots))


def _takes(name: str, kind: str, slots: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The key of errors.takes for a field, from pydantic's kind of error or from the field's own limits."""
    if kind in _KINDS:
        return kind, slots
    field = Settings.model_fields.get(name)
    if field is None or field.annotation not in (int, float):
        return ("flag" if field is not None and field.annotation is bool else "other"), {}
    limits = {
        key: found
        for one in field.metadata
        for key in ("ge", "gt", "le")
        if (found := getattr(one, key, None)) is not None
    }
    low, high = limits.get("ge", limits.get("gt")), limits.get("le")
    return "number" if low is None else "from" if high is None else "between", {"low": low, "high": high}
