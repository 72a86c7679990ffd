"""Where the forms stand in a document: title, grids over pages, or lines of text."""

from __future__ import annotations

from collections.abc import Container, Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from juesuan.formats.pages.normal_form import normalise
from juesuan.formats.pages.source import Grid, Paragraph, Source
from juesuan.model import FormField
from juesuan.model.expressions import expression
from juesuan.recognising.performance.evaluation_cells import SheetRow, sheet_rows
from juesuan.recognising.performance.zones import header_kind, is_sum
from juesuan.standard.performance import EvaluationVocabulary

__all__ = ["BlockId", "FormRegion", "locate"]

BlockId = tuple[int, int]
"""Page number and index of a block on it."""

_LONGEST_TITLE = 90
_LONGEST_CAPTION = 40
_PART = expression(
    r"第[一二三四五六七八九十]+部分|名词解释|附件\d*$|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）"
)
_SENTENCE = expression(r"[。；：]$|详见")
_HEAD_LINES = 15
_HEAD_LABELS = ("项目名称", "部门（单位）名称", "部门(单位)名称", "部门名称", "单位名称", "专项名称", "主管部门")
_CAPTIONS = 3
_TAIL_ROWS = 5
_FIGURES = 3
_AMOUNT = expression(r"-?\d[\d,]*\.\d\d")


class FormRegion(Struct):
    """One form in the document, not yet understood.

    Attributes:
        kind: ``PO`` or ``PP``.
        titles: its title in one or two lines. Empty when only the header tells.
        captions: the lines of year and unit under the title.
        grids: its grids with their pages; ``lines``: its paragraphs when it has none.
        blocks: every block that belongs to it.
    """

    kind: str
    titles: list[FormField] = field(default_factory=list)
    captions: list[FormField] = field(default_factory=list)
    grids: list[tuple[int, Grid]] = field(default_factory=list)
    lines: list[tuple[BlockId, Paragraph]] = field(default_factory=list)
    blocks: list[BlockId] = field(default_factory=list)

    @property
    def rows(self) -> list[SheetRow]:
        """The rows of all its grids."""
        return sheet_rows(self.grids)

    def is_complete(self, words: EvaluationVocabulary) -> bool:
        """Whether the 总分 of its indicators has been seen."""
        return any(is_sum(row, words) for row in self.rows if row.starting)


def locate(source: Source, taken: Container[BlockId], words: EvaluationVocabulary) -> list[FormRegion]:
    """The forms of a document, in order. ``taken`` are blocks that belong to something else."""
    search = _OutlineSearch(words)
    for page in source.pages:
        for index, block in enumerate(page.blocks):
            here = (page.number, index)
            if here in taken:
                search.close()
            elif isinstance(block, Grid):
                search.grid(here, block)
            else:
                search.paragraph(here, block)
    search.close()
    return [region for region in search.found if region.grids or _is_flattened_form(region)]


def _is_flattened_form(region: FormRegion) -> bool:
    """Whether the lines under a title are a form: the labels of its head stand near, and it has indicators."""
    texts = [paragraph.text for _, paragraph in region.lines if paragraph.text]
    head = "".join(texts[:_HEAD_LINES])
    return "一级指标" in "".join(texts) and any(label in head for label in _HEAD_LABELS)


class _OutlineSearch:
    """Walks through the blocks and gathers regions."""

    def __init__(self, words: EvaluationVocabulary) -> None:
        self._words = words
        self.found: list[FormRegion] = []
        self._open: FormRegion | None = None
        self._before: tuple[BlockId, Paragraph] | None = None
        self._other_title = False

    def close(self) -> None:
        """Ends the form that is open."""
        self._open = None
        self._before = None

    def paragraph(self, here: BlockId, paragraph: Paragraph) -> None:
        """A paragraph: a title, a line under it, part of a flattened form, or the end of a form."""
        text = paragraph.text
        if not text:
            return
        kind = self._kind(paragraph)
        inside = "" if kind else self._title_inside(paragraph)
        if inside:
            title = FormField(inside, paragraph.passage.place(0, len(inside), 0))
            self._start(self._words.kind_of(inside), here, title)
        self._other_title = not kind and (self._other_title or self._words.says("titles.other", text))
        if kind:
            self._start(kind, here, _titled(paragraph))
            before = self._before
            if before is not None and self._open is not None and self._is_first_line(before, here, paragraph):
                self._open.titles.insert(0, _titled(before[1]))
                self._open.blocks.insert(0, before[0])
        elif self._open is not None and not self._open.grids:
            if len(text) <= _LONGEST_CAPTION and len(self._open.lines) < _CAPTIONS:
                self._open.captions.append(_titled(paragraph))
            self._open.lines.append((here, paragraph))
        elif self._open is not None and (len(text) > _LONGEST_CAPTION or _PART.match(text)):
            self.close()
        self._before = (here, paragraph)

    def _kind(self, paragraph: Paragraph) -> str:
        text = paragraph.text.rstrip("|")
        if len(text) > _LONGEST_TITLE or _SENTENCE.search(text):
            return ""
        return self._words.kind_of(text)

    def _start(self, kind: str, here: BlockId, title: FormField) -> None:
        self._open = FormRegion(kind, [title], blocks=[here])
        self._other_title = False
        self.found.append(self._open)

    @staticmethod
    def _is_first_line(before: tuple[BlockId, Paragraph], here: BlockId, paragraph: Paragraph) -> bool:
        """Whether the paragraph above is the first line of a title that fills two."""
        (page, index), above = before
        near = page == here[0] and index == here[1] - 1
        alike = above.centred and paragraph.centred and above.size == paragraph.size > 0
        return near and alike and not _SENTENCE.search(above.text) and not _PART.match(above.text)

    def grid(self, here: BlockId, grid: Grid) -> None:
        """A grid: one or several forms, a continuation, or something else."""
        for title, part in self._parts(grid):
            kind = self._words.kind_of(title.text) if title else ""
            if title is not None and kind:
                self._start(kind, here, title)
            self._part(here, part)

    def _part(self, here: BlockId, grid: Grid) -> None:
        rows = sheet_rows([(here[0], grid)])
        kinds = {header_kind(row, self._words) for row in rows} - {""}
        opens = self._opens_form(rows)
        current = self._open
        if current is not None and not current.grids and (kinds or opens):
            current.blocks += [block for block, _ in current.lines]
            current.lines.clear()
        elif (
            current is not None
            and current.grids
            and not (opens and self._is_complete(current))
            and not self._other_title
        ):
            if not kinds and self._is_complete(current) and (len(rows) > _TAIL_ROWS or _has_figures(grid)):
                self.close()
                return
        elif "indicators" in kinds and self._evaluates(rows) and not self._other_title:
            current = FormRegion(self._untitled_kind(rows))
            self.found.append(current)
        else:
            self.close()
            return
        self._open = current
        current.grids.append((here[0], grid))
        if here not in current.blocks:
            current.blocks.append(here)

    def _is_complete(self, region: FormRegion) -> bool:
        return region.is_complete(self._words)

    def _opens_form(self, rows: list[SheetRow]) -> bool:
        """Whether a grid begins with the head of a form."""
        return any(self._words.head_field(text) in {"project", "unit"} for row in rows[:3] for text in row.texts)

    def _evaluates(self, rows: list[SheetRow]) -> bool:
        """Whether actual values or scores are given, which a declaration of goals does not do."""
        keys = {
            self._words.indicator_column(text)
            for row in rows
            if header_kind(row, self._words) == "indicators"
            for text in row.texts
        }
        return bool(keys & {"actual", "score"})

    def _untitled_kind(self, rows: list[SheetRow]) -> str:
        fields = {self._words.head_field(text) for row in rows[:4] for text in row.texts}
        return "PO" if "unit" in fields and "project" not in fields else "PP"

    def _title_inside(self, paragraph: Paragraph) -> str:
        """The title of a form that is all in one line, as spreadsheets become when their text is taken out."""
        if len(paragraph.text) <= _LONGEST_TITLE or "一级指标" not in paragraph.text:
            return ""
        return next((word for word in map(normalise, paragraph.raw.split()) if self._words.kind_of(word)), "")

    def _parts(self, grid: Grid) -> Iterator[tuple[FormField | None, Grid]]:
        """A grid cut at the titles that stand in it, each part with its title."""
        titles: list[tuple[int, FormField]] = []
        for row, starting in enumerate(grid.by_row()):
            cells = [cell for cell in starting if cell.text]
            if len(cells) == 1 and len(cells[0].text) <= _LONGEST_TITLE and self._words.kind_of(cells[0].text):
                titles.append((row, FormField(cells[0].text, cells[0].place)))
        if not titles:
            yield None, grid
            return
        if titles[0][0] > 0:
            yield None, _cut(grid, 0, titles[0][0])
        ends = [*(row for row, _ in titles[1:]), grid.rows]
        for (row, title), end in zip(titles, ends, strict=True):
            yield title, _cut(grid, row + 1, end)


def _has_figures(grid: Grid) -> bool:
    """Whether it prints amounts: behind a form that is complete those are of another table, not of who signed it."""
    return sum(_AMOUNT.fullmatch(cell.text) is not None for cell in grid.cells) >= _FIGURES


def _titled(paragraph: Paragraph) -> FormField:
    text = paragraph.text.rstrip("|")
    return FormField(text, paragraph.passage.place(0, len(text), 0))


def _cut(grid: Grid, first: int, end: int) -> Grid:
    cells = tuple(replace(cell, row=cell.row - first) for cell in grid.cells if first <= cell.row < end)
    return replace(grid, rows=end - first, cells=cells)
