"""The look: one calm theme, with the system's own fonts so that nothing is fetched from elsewhere."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

_FONTS = ("Segoe UI", "Noto Sans", "Roboto", "Helvetica Neue", "DejaVu Sans", "Arial", "sans-serif")
_MONO = ("Cascadia Mono", "Noto Sans Mono", "DejaVu Sans Mono", "monospace")


def theme() -> gr.themes.Base:
    """Slate with one blue; text on every ground has a contrast of at least 4.5 : 1."""
    return gr.themes.Default(
        primary_hue=gr.themes.colors.sky,
        secondary_hue=gr.themes.colors.sky,
        neutral_hue=gr.themes.colors.slate,
        radius_size=gr.themes.sizes.radius_sm,
        font=[gr.themes.Font(name) for name in _FONTS],
        font_mono=[gr.themes.Font(name) for name in _MONO],
    ).set(
        body_background_fill="#f5f7f9",
        body_background_fill_dark="#10161d",
        button_primary_background_fill="*primary_800",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover="*primary_900",
        button_primary_background_fill_hover_dark="*primary_800",
        block_info_text_color="#52606d",
        block_info_text_color_dark="#b8c4ce",
        input_placeholder_color="#66727f",
        input_placeholder_color_dark="#9aa7b3",
    )


def style() -> str:
    """The app's own style sheet."""
    return (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
