"""How a place draws its disclosures: one TOML file a layout in ``layouts/``. What is printed is the edition's business."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

__all__ = ["FontNames", "Layout", "layouts"]


@dataclass(frozen=True, slots=True)
class FontNames:
    """Fonts that a Word document asks for by name: they are the reader's, none is embedded.

    ``title``: cover and titles of parts. ``heading``, ``subheading``, ``body``, ``table``, ``table_title``. ``latin``: digits and
    Latin letters of all of them.
    """

    title: str
    heading: str
    subheading: str
    body: str
    table: str
    table_title: str
    latin: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A way of drawing.

    Attributes:
        id: name of the file.
        face, table_face: ``serif`` (宋体) or ``sans`` (黑体) for prose and for tables.
        size, table_size: font sizes in points; a table may take less to fit its page. line: distance of lines of prose.
        fonts: what Word documents call their fonts.
        rules: ``grid`` all lines · ``rows`` horizontal lines only · ``frame`` no line but under the header and at the end.
        code_columns: 1, or 3 for 类 / 款 / 项 in columns of their own (06 then has 类 and 款).
        column_numbers: whether a 栏次 row is printed.
        landscape: forms on landscape pages.
        repeat_header: the header again on every page; ``repeat_title``: title and corner texts too.
        page_numbers: a typst numbering pattern; empty for none. page_align: where they stand:
            left | center | right | outside (right on odd pages and left on even ones, as GB/T 9704 has it).
        economic_blocks: classes of 06 in each of its side-by-side blocks.
        broken_codes: the codes of 06 stand on two lines (``302`` above ``01``), as narrow columns make them.
        three_public_rows: 09 prints budget and actual as two rows instead of side by side.
        department: the word before the name above tables: 部门, 编制部门; empty prints no name.
        year_above: whether the year is printed above tables. unit_word: 金额单位 or 单位.
    """

    id: str
    face: str
    table_face: str
    size: float
    table_size: float
    line: float
    fonts: FontNames
    rules: str
    code_columns: int
    column_numbers: bool
    landscape: frozenset[str]
    repeat_header: bool
    repeat_title: bool
    page_numbers: str
    page_align: str
    economic_blocks: tuple[tuple[str, ...], ...]
    broken_codes: bool
    three_public_rows: bool
    department: str
    year_above: bool
    unit_word: str


def _layout(name: str, text: str) -> Layout:
    raw = tomllib.loads(text)
    raw["landscape"] = frozenset(raw["landscape"])
    raw["economic_blocks"] = tuple(tuple(block) for block in raw["economic_blocks"])
    raw["fonts"] = FontNames(**raw["fonts"])
    return Layout(id=name, **raw)


@lru_cache(maxsize=1)
def layouts() -> Mapping[str, Layout]:
    """All layouts by name."""
    folder = files("juesuan.publishing") / "layouts"
    entries = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name
    )
    return {
        name: _layout(name, entry.read_text(encoding="utf-8"))
        for entry in entries
        for name in [entry.name.removesuffix(".toml")]
    }
