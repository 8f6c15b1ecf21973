"""A real server on a free port, and a real browser."""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import socket
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.model import OWNER
from assistant.settings import Settings
from tests.small_corpus import Clauses, write_pdf, write_sidecar, write_word

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

    from assistant.app.library import Library
    from assistant.app.serving import Server

# What takes effect if anything that comes from outside is taken for markup, a template or a script.
HOSTILE = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>${window.pwned=1}{{window}}@children'
HOSTILE_FILE = "<img src=x onerror=window.pwned=1>.docx"

KOIVULA: Clauses = (
    ("1 Osapuolet", "Osapuolet ovat Koivulan kaupunki, Rautalahden hyvinvointialue ja Kela."),
    ("2 Toimitilat", "Yhteisten toimitilojen vuokran maksaa Koivulan kaupunki."),
    ("3 Irtisanominen", "Sopimuksen irtisanomisaika on kuusi kuukautta. Irtisanominen tehdään kirjallisesti."),
)
KUUSELA: Clauses = (
    ("1 Osapuolet", "Osapuolet ovat Kuuselan kaupunki, Rautalahden hyvinvointialue ja Kela."),
    ("2 Johtoryhmä", "Johtoryhmä kokoontuu neljä kertaa vuodessa."),
    ("3 Irtisanominen", "Tämän sopimuksen irtisanomisaika on kolme kuukautta."),
)
MANTYLA: Clauses = (
    ("1 Osapuolet", "Osapuolet ovat Mäntylän kaupunki, Rautalahden hyvinvointialue ja Kela."),
    ("2 Irtisanominen", f"Sopimuksen irtisanomisaika on kaksitoista kuukautta {HOSTILE}. Muu teksti on tässä."),
)
TITLE = "{} työllisyysalueen, Rautalahden hyvinvointialueen ja Kelan yhteistyösopimus"


def write_corpus(folder: Path) -> Path:
    """Two PDFs and a Word file whose name and text are hostile."""
    folder.mkdir(parents=True)
    (folder / ".invented").touch()
    write_pdf(folder / "koivula.pdf", TITLE.format("Koivulan"), KOIVULA)
    write_pdf(folder / "kuusela.pdf", TITLE.format("Kuuselan"), KUUSELA)
    write_word(folder / HOSTILE_FILE, TITLE.format("Mäntylän"), MANTYLA)
    signed = {"kind": "agreement", "language": "fi", "status": "allekirjoitettu"}
    for file, region in (("koivula.pdf", "Koivula"), ("kuusela.pdf", "Kuusela"), (HOSTILE_FILE, "Mäntylä")):
        write_sidecar(folder / file, **signed, region=region, date="2025-03-01")
    return folder


def free_port() -> int:
    """A port that nothing listens on just now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextlib.contextmanager
def unclosed_loops() -> Iterator[None]:
    """Gradio leaves event loops unclosed where it builds a page; what they warn of is kept from later tests."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()


@pytest.fixture(scope="session")
def app_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents that the app is tried on. Not to be written to."""
    return write_corpus(tmp_path_factory.mktemp("app") / "corpus")


@pytest.fixture(scope="session")
def app_settings(app_corpus: Path, indexed: Callable[[Path, int], Path]) -> Settings:
    """Settings of an index over the corpus, and of a free port."""
    return Settings(data=indexed(app_corpus, 3), port=free_port())


@pytest.fixture(scope="session")
def library(app_settings: Settings) -> Library:
    """A library over the corpus, loaded."""
    from assistant.app.library import Library

    found = Library(app_settings)
    assert found.refresh_for(OWNER).usable
    return found


@pytest.fixture(scope="session")
def start() -> Iterator[Callable[[Settings, Library], str]]:
    """Starts a server over a library and returns its address; all are stopped at the end."""
    from assistant.app.serving import launch

    servers = []

    def begin(settings: Settings, library: Library) -> str:
        with unclosed_loops():
            server = launch(settings, library)
        servers.append(server)
        return server.address

    yield begin
    with unclosed_loops():
        for server in servers:
            server.close()
        servers.clear()


@pytest.fixture(scope="session")
def app(app_settings: Settings, library: Library, start: Callable[[Settings, Library], str]) -> str:
    """The address of the app over the corpus."""
    return start(app_settings, library)


@pytest.fixture(scope="session")
def secret_settings(indexed: Callable[[Path, int], Path], tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a server with accounts over documents of which one is secret: see people_server.py."""
    from tests.app import people_server

    return people_server.secret_settings(tmp_path_factory.mktemp("secret"), indexed)


@pytest.fixture(scope="session")
def secret_server(secret_settings: Settings) -> Iterator[Server]:
    """That server. What a test changes of its people it puts back."""
    from tests.app import people_server

    with people_server.serving(secret_settings) as made:
        yield made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    names = ("chromium", "chromium-browser", "google-chrome")
    program = os.environ.get("SOPURI_TEST_BROWSER") or next(filter(None, map(shutil.which, names)), None)
    if program is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser session of its own. Fails the test where a page asks anything of another machine, or a script breaks."""
    opened = browser.new_context(viewport={"width": 1280, "height": 800})
    opened.set_default_timeout(30_000)
    asked: list[str] = []
    broken: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("weberror", lambda error: broken.append(str(error.error)))
    yield opened
    opened.close()
    assert [url for url in asked if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))] == []
    assert broken == []
