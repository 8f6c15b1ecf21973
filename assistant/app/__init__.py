"""The Gradio app: one module a tab, no logic of its own.

``page`` puts the parts together and ``chat`` is the chat tab; ``cards`` and ``viewer`` turn answers and documents into
HTML; ``library`` holds the searcher for all sessions, ``session`` what belongs to one; ``serving`` starts the server.
Whatever comes from outside (documents, file names, questions) goes through ``markup.escaped`` before it is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr

    from assistant.app.library import Library
    from assistant.settings import Settings

__all__ = ["build", "serve"]


def build(settings: Settings, library: Library) -> gr.Blocks:
    """The whole page over a library, not yet served."""
    from assistant.app.serving import quiet

    quiet()
    from assistant.app.page import build_page

    return build_page(settings, library)


def serve(settings: Settings) -> None:
    """Serve the app until it is stopped. Raises SettingsError where the address or port can't be used."""
    from assistant.app.serving import serve as run

    run(settings)
