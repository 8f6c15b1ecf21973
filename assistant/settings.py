"""Every setting, once: environment variables ``SOPURI_…``, which flags of the command line override."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, Any

from platformdirs import user_data_path
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class SettingsError(Exception):
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
    chroma_url: str = Field(default="", description="address of a Chroma server (http://host:port); empty: embedded")
    embedding_model: str = Field(
        default="", description="name or folder of a sentence-transformers model; empty: the bundled one"
    )
    allow_downloads: bool = Field(
        default=False, description="whether a model named by SOPURI_EMBEDDING_MODEL may be downloaded"
    )
    reranker: str = Field(default="", description="name or folder of a cross-encoder; empty: none (not used yet)")
    llm: str = Field(default="", description="a LangChain model string (openai:gpt-…); empty: none (not used yet)")
    llm_base_url: str = Field(default="", description="address of an OpenAI-compatible server (not used yet)")
    language: str = Field(default="fi", description="language of the app and of messages: fi or sv")
    host: str = Field(default="127.0.0.1", description="address on which the app listens")
    port: int = Field(default=7860, ge=1, le=65535, description="port on which the app listens")
    database: str = Field(
        default="",
        description="address of the database of accounts, conversations and the log (postgresql://user@host/name); "
        "empty: a SQLite file in SOPURI_DATA",
    )
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
                raise ValueError(f"a folder that exists; {folder} is not one")
        return value

    @field_validator("data", mode="before")
    @classmethod
    def _data(cls, value: object) -> object:
        return Path(str(value)).expanduser().absolute() if value else user_data_path("sopuri", appauthor=False)

    @field_validator("language")
    @classmethod
    def _language(cls, value: str) -> str:
        if value not in ("fi", "sv"):
            raise ValueError("fi or sv")
        return value

    @field_validator("database")
    @classmethod
    def _database(cls, value: str) -> str:
        if value and not value.startswith(("postgresql://", "postgresql+psycopg://", "postgres://", "sqlite:///")):
            raise ValueError("an address such as postgresql://user@host/name, or nothing")
        return value

    @field_validator("chroma_url")
    @classmethod
    def _url(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("an address such as http://localhost:8000, or nothing")
        return value.rstrip("/")


def load_settings(**flags: Any) -> Settings:
    """Settings from the environment; ``flags`` that are not None win. Raises SettingsError."""
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        problem = error.errors()[0]
        name = str(problem["loc"][0]) if problem["loc"] else "?"
        takes = problem["msg"].removeprefix("Value error, ")
        got = re.sub(r"//[^/]*@", "//…@", str(problem["input"]))  # without a password
        raise SettingsError(f"SOPURI_{name.upper()} is {got!r}; it takes: {takes}") from None
