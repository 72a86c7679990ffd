"""One drawn table: where its header ends, what each column is headed, which rows are figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property, lru_cache

from juesuan.formats.pages.source import Grid, GridCell
from juesuan.model.expressions import expression
from juesuan.recognising.forms.titles import KnownForms, form_of_title, is_caption
from juesuan.recognising.printed_numbers import is_dash, parse_number

__all__ = ["CODE", "HEADER_WORD", "LINE_HEADER", "DrawnTable", "is_figure"]

CODE = expression(r"[23]\d{2}(?:\d{2}){0,2}")
"""A functional (2…) or economic (3…) code in one piece."""

LINE_HEADER = expression(r"行次|序号|行号")
_LEVEL_WORD = expression(r"[类款项]")
HEADER_WORD = expression(
    r"\*+|项目(?:[（(].*[）)])?|栏次|行次|序号|行号|金额|(?:全年)?决算数?|预算数|收入|支出|类|款|项"
    r"|(?:支出)?(?:功能|经济)?(?:分类)?(?:科目)?(?:编码|代码|名称)|.*科目(?:编码|代码|名称)|统计数|执行数"
)
_TOTAL = expression(r"合计|总计")
_DEEPEST_HEADER = 4
_FORMULA = expression(r"(\d{1,2})(?:=[\d+\-…~～至()（）]+)?")
_DECIMAL = expression(r"[-(（]?[\d,]+\.\d+[)）]?%?")


@lru_cache(maxsize=4096)
def is_figure(text: str) -> bool:
    """Whether a cell's text is a printed number or a dash (a blank is neither)."""
    return bool(text) and parse_number(text) is not None


_NUMBERED = 5
"""Numbers that there must be for each one that is not printed, or nobody takes them for 栏次."""


class _PrintedRows:
    """What the rows of a grid print, whatever form it is taken for: told of a row when it is first asked, and kept as long as the grid is tried."""

    def __init__(self, grid: Grid) -> None:
        positions: list[list[GridCell | None]] = [[None] * grid.columns for _ in range(grid.rows)]
        for cell in grid.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, grid.rows)):
                for column in range(cell.column, min(cell.column + cell.column_span, grid.columns)):
                    positions[row][column] = cell
        self.positions = positions
        self._numbered: dict[int, bool] = {}
        self._headers: dict[int, bool] = {}
        self._words: dict[int, tuple[bool | None, tuple[str, ...]]] = {}

    def cells(self, row: int) -> list[GridCell]:
        """The cells of a row, each once, from left to right."""
        found: list[GridCell] = []
        for cell in self.positions[row]:
            if cell is not None and (not found or found[-1] is not cell):
                found.append(cell)
        return found

    @cached_property
    def texts(self) -> list[list[str]]:
        """The texts of each row that are not blank."""
        return [[cell.text for cell in self.cells(row) if cell.text] for row in range(len(self.positions))]

    def is_numbering(self, row: int) -> bool:
        """Whether it is the row of 栏次."""
        known = self._numbered.get(row)
        if known is None:
            known = self._numbered[row] = _is_numbering(self.texts[row])
        return known

    def has_header_word(self, row: int) -> bool:
        """Whether one of its texts is a word of headers."""
        known = self._headers.get(row)
        if known is None:
            known = self._headers[row] = any(HEADER_WORD.fullmatch(text) for text in self.texts[row])
        return known

    def body(self, row: int) -> tuple[bool | None, tuple[str, ...]]:
        """Whether a row is one of the body; where labels decide (None), the words that may be one."""
        known = self._words.get(row)
        if known is None:
            known = self._words[row] = self._told(row, self.texts[row])
        return known

    def _told(self, row: int, texts: list[str]) -> tuple[bool | None, tuple[str, ...]]:
        if any(_DECIMAL.fullmatch(text) for text in texts):
            return True, ()
        if any(CODE.fullmatch(text) for text in texts) and len(texts) > 1:
            return True, ()
        words = [text for text in texts if not is_figure(text)]
        plain = [word for word in words if not _LEVEL_WORD.fullmatch(word)]
        if (
            len(plain) == 1
            and _TOTAL.fullmatch(plain[0])
            and all(is_dash(t) or is_figure(t) for t in texts if t not in words)
        ):
            return True, ()
        if any(HEADER_WORD.fullmatch(word) for word in words):
            return self._has_stage_figures(row, texts), ()
        return (True, ()) if len(words) < len(texts) else (None, tuple(words))

    def _has_stage_figures(self, row: int, texts: list[str]) -> bool:
        """A row that opens with 预算数 or 决算数 and goes on with whole numbers only."""
        first = self.positions[row][0]
        opens = first is not None and re.fullmatch(r".*(?:预算|决算)数", first.text) is not None
        return opens and len(texts) > 1 and all(is_figure(text) for text in texts[1:])


def _is_numbering(texts: list[str]) -> bool:
    numbers: list[re.Match[str]] = []
    words: list[str] = []
    for text in texts:
        match = _FORMULA.fullmatch(text)
        if match is not None:
            numbers.append(match)
        else:
            words.append(text)
    if not numbers or not all(HEADER_WORD.fullmatch(word) for word in words):
        return False
    values = [int(match[1]) for match in numbers]
    reach = range(values[0], values[-1] + 1)
    lost = len(reach) - len(values)
    ascending = values == [value for value in reach if value in values] and lost * _NUMBERED <= len(values)
    return ascending and (len(values) > 2 or bool(words)) and values[0] in (1, 2)


class DrawnTable:
    """A grid in which every position knows the cell that covers it, divided into head, header and body.

    Attributes:
        grid: as read from the file.
        head: index of the first header row; the rows above are title and captions.
        body: index of the first row of figures (or of row labels when the form is empty).
    """

    def __init__(
        self,
        grid: Grid,
        is_label: Callable[[str], bool],
        known: KnownForms,
        *,
        header_rows: int | None = None,
        rows: _PrintedRows | None = None,
    ) -> None:
        self.grid = grid
        self._is_label = is_label
        self._known = known
        self._rows = rows if rows is not None else _PrintedRows(grid)
        self._positions = self._rows.positions
        self.head = self._count_captions()
        self.body = self._find_body() if header_rows is None else self.head + header_rows

    def headless(self) -> DrawnTable:
        """The same grid taken for the continuation of another: its first rows are rows, whatever they say."""
        return DrawnTable(self.grid, self._is_label, self._known, header_rows=0, rows=self._rows)

    def of_labels(self, is_label: Callable[[str], bool]) -> DrawnTable:
        """The same grid taken for one of another form."""
        return DrawnTable(self.grid, is_label, self._known, rows=self._rows)

    def after(self, before: DrawnTable) -> DrawnTable:
        """The same grid where it repeats the header of the page before: what follows, even half a label, is a row."""
        header = [before.texts(row) for row in range(before.head, before.body)]
        rows = range(self.head, min(self.head + len(header), self.grid.rows))
        if self.body == self.head + len(header) or [self.texts(row) for row in rows] != header:
            return self
        return DrawnTable(self.grid, self._is_label, self._known, header_rows=len(header), rows=self._rows)

    def at(self, row: int, column: int) -> GridCell | None:
        """The cell that covers a position."""
        return self._positions[row][column]

    def cells(self, row: int) -> list[GridCell]:
        """The cells of a row, each once, from left to right."""
        return self._rows.cells(row)

    def texts(self, row: int) -> list[str]:
        """The texts of a row that are not blank."""
        return self._rows.texts[row]

    @property
    def captions(self) -> list[GridCell]:
        """The cells of the title and caption rows inside the grid."""
        return [cell for row in range(self.head) for cell in self.cells(row) if cell.text and cell.row == row]

    @cached_property
    def body_rows(self) -> list[int]:
        """The rows below the header, repeated headers left out."""
        return [row for row in range(self.body, self.grid.rows) if self._is_body_row(row, self.texts(row))]

    def _is_body_row(self, row: int, texts: list[str]) -> bool:
        repeated = self._is_header(row) and not self._may_be_torn(texts)
        return bool(texts) and not repeated and not self._rows.is_numbering(row)

    def _may_be_torn(self, texts: list[str]) -> bool:
        """Whether a row is one word that no row of the header is: the rest of a name (住房改革|支出), although headers use it, too."""
        return len(texts) == 1 and all(self.texts(row) != texts for row in range(self.head, self.body))

    @property
    def has_room(self) -> bool:
        """Whether a row stands below the header, were it blank; one cell over all columns may hold a picture, and is no row."""
        own = [
            [cell for cell in self.cells(row) if cell.row == row and not cell.is_missing]
            for row in range(self.head, self.grid.rows)
        ]
        below = self.body - self.head
        return self.grid.has_blank_end or any(
            len(cells) > 1 and (at >= below or not any(cell.text for cell in cells)) for at, cells in enumerate(own)
        )

    def path(self, column: int) -> tuple[str, ...]:
        """The header above a column, level by level, 栏次 left out."""
        return self._paths[column]

    @cached_property
    def _paths(self) -> list[tuple[str, ...]]:
        above = zip(*self._levels, strict=True) if self._levels else ((),) * self.grid.columns
        return [tuple(cell.text for cell in dict.fromkeys(cells) if cell is not None) for cells in above]

    @cached_property
    def _levels(self) -> list[list[GridCell | None]]:
        """The header row by row: the cell that heads each column.

        Where a layout does not merge its header cells, a blank one belongs to the text on its left, as long as all levels
        above are common to both. In a table without lines the reach of such a text is known if any has one, and blank is blank.
        """
        levels: list[list[GridCell | None]] = []
        for row in range(self.head, self.body):
            if row in self._numbering_rows:
                continue
            level: list[GridCell | None] = []
            known = not self.grid.ruled and any(cell.column_span > 1 for cell in self.cells(row))
            for column, cell in enumerate(self._positions[row]):
                if cell is None or cell.text:
                    level.append(cell)
                    continue
                together = not known and column > 0 and all(above[column] is above[column - 1] for above in levels)
                level.append(level[column - 1] if together else None)
            levels.append(level)
        return levels

    @cached_property
    def numbering(self) -> dict[int, int]:
        """栏次 by grid column, where the layout prints them."""
        found: dict[int, int] = {}
        for row in self._numbering_rows:
            for cell in self.cells(row):
                match = _FORMULA.fullmatch(cell.text)
                if match is not None:
                    found.setdefault(cell.column, int(match[1]))
        return found

    @cached_property
    def _numbering_rows(self) -> frozenset[int]:
        return frozenset(row for row in range(self.head, self.body) if self._rows.is_numbering(row))

    def _count_captions(self) -> int:
        row = 0
        while row < self.grid.rows and self._is_caption_row(self.texts(row)):
            row += 1
        return row if row < self.grid.rows else 0

    def _is_caption_row(self, texts: list[str]) -> bool:
        if len(texts) == 1 and form_of_title(texts[0], self._known) is not None:
            return True
        if not texts or len(texts) > 4 or all(is_figure(text) for text in texts):
            return False
        return all(is_caption(text) or form_of_title(text, self._known) is not None for text in texts)

    def _find_body(self) -> int:
        header_seen = False
        for row in range(self.head, self.grid.rows):
            texts = self.texts(row)
            if not texts:
                if header_seen:
                    return row
            elif self._rows.is_numbering(row):
                header_seen = True
            elif self._is_body(row) and not self._goes_on_below(row, texts):
                return row
            else:
                header_seen = True
        return self.grid.rows

    def _goes_on_below(self, row: int, texts: list[str]) -> bool:
        """Whether a row of mere words, though they could be row labels, has more of the header below it."""
        if any(is_figure(text) for text in texts):
            return False
        for below in range(row + 1, min(row + _DEEPEST_HEADER, self.grid.rows)):
            other = self.texts(below)
            if self._rows.is_numbering(below) or self._is_header(below):
                return True
            if any(is_figure(text) for text in other):
                return False
        return False

    def _is_header(self, row: int) -> bool:
        return not self._is_body(row) and self._rows.has_header_word(row)

    def _is_body(self, row: int) -> bool:
        told, words = self._rows.body(row)
        return any(map(self._is_label, words)) if told is None else told
