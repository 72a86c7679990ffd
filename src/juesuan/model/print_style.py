"""How a layout is drawn: ``print.toml``. What is printed is said by ``layout.toml``."""

from __future__ import annotations

from typing import Literal

import msgspec

__all__ = ["FontNames", "PrintStyle"]


class FontNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
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


class PrintStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A way of drawing.

    Attributes:
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

    face: Literal["serif", "sans"]
    table_face: Literal["serif", "sans"]
    size: float
    table_size: float
    line: float
    fonts: FontNames
    rules: Literal["grid", "rows", "frame"]
    code_columns: Literal[1, 3]
    column_numbers: bool
    landscape: frozenset[str]
    repeat_header: bool
    repeat_title: bool
    page_numbers: str
    page_align: Literal["left", "center", "right", "outside"]
    economic_blocks: tuple[tuple[str, ...], ...]
    broken_codes: bool
    three_public_rows: bool
    department: str
    year_above: bool
    unit_word: str
