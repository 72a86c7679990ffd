"""The fonts of printed documents: Noto Serif SC and Noto Sans SC (OFL) from a package, or fonts of the user's machine by name."""

from __future__ import annotations

from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path

from juesuan.model import Problem

__all__ = ["FACES", "OwnFonts", "font_folder", "missing_fonts"]

FACES = {"serif": "Noto Serif SC", "sans": "Noto Sans SC"}
"""Font families by the name a layout uses for them."""


@dataclass(frozen=True, slots=True)
class OwnFonts:
    """Fonts of the user's machine, by the family name they are installed under (``FangSong``); empty for the layout's own.

    What a font does not have, or the machine does not have, is printed in the fonts that come with the program.

    Attributes:
        title: titles. heading, subheading: headings of sections. body: prose. table: tables.
        folder: where the font files are; None for the system's fonts.
    """

    title: str = ""
    heading: str = ""
    subheading: str = ""
    body: str = ""
    table: str = ""
    folder: Path | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The families asked for, each once."""
        asked = (str(getattr(self, field.name)) for field in fields(self) if field.name != "folder")
        return tuple(dict.fromkeys(name for name in asked if name))


def font_folder() -> str:
    """The folder with the font files."""
    return str(files("pylopdf_fonts_zh_cn"))


def missing_fonts(own: OwnFonts) -> tuple[Problem, ...]:
    """What to tell the user about fonts that the machine does not have; printing goes on without them."""
    import typst  # noqa: PLC0415 heavy, and only needed when somebody asks for fonts

    folders = [str(own.folder)] if own.folder else []
    known = {name.lower() for name in typst.Fonts(own.folder is None, False, folders).families()}
    return tuple(
        Problem(f"这台电脑没有字体“{name}”，已改用随程序提供的字体。请核对字体名称，或者安装后再试。")
        for name in own.names
        if name.lower() not in known
    )
