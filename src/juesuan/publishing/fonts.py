"""The fonts that printed documents use: Noto Serif SC and Noto Sans SC (OFL), from a package, never from the system."""

from __future__ import annotations

from importlib.resources import files

__all__ = ["FACES", "font_folder"]

FACES = {"serif": "Noto Serif SC", "sans": "Noto Sans SC"}
"""Font families by the name a layout uses for them."""


def font_folder() -> str:
    """The folder with the font files."""
    return str(files("pylopdf_fonts_zh_cn"))
