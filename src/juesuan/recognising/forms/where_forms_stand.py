"""Where the forms stand in a document: title, grids over pages, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator

from msgspec import Struct, field

from juesuan.formats.pages.source import Grid, Paragraph, Source
from juesuan.model import Place
from juesuan.model.expressions import expression
from juesuan.recognising.forms.code_forms import FUNCTIONAL, TOTAL
from juesuan.recognising.forms.column_headers import ColumnLayout, layout_of, worded
from juesuan.recognising.forms.drawn_table import HEADER_WORD, DrawnTable, is_figure
from juesuan.recognising.forms.economic_form import ECONOMIC
from juesuan.recognising.forms.titles import Head, KnownForms, form_of_title, head_of, is_caption, names_a_table
from juesuan.recognising.printed_numbers import parse_number
from juesuan.standard.forms import Form

__all__ = ["BlockId", "Region", "locate", "sheet_of", "sheets_of"]

BlockId = tuple[int, int]
"""Page number and index of a block on it."""

_NOTE = expression(r"[（(]?(?:注|说明|备注)\d?[：:.．、]|.*(?:本表无数据|空表|故无数据|无此项|本表为空|本表金额)")
_HEADING = expression(r"第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|附件")
_GAP = expression(r"\n|\s{2,}")
_FEW_WORDS = 30
_LONGEST_TAIL = 12
_AMOUNT = expression(r"\d\.\d")
_NEAR = 3


class Region(Struct):
    """One form in the document.

    Attributes:
        form: which form.
        title: as printed; empty when only the header tells.
        place: of the title.
        head: what stands around the title.
        sheets: its grids with their pages, in order.
        tail: rows that stand on the next page without lines or enough company to be seen as a grid.
        notes: the paragraphs of 注 and 说明 under it.
        blocks: every block that belongs to it.
    """

    form: Form
    title: str
    place: Place
    head: Head
    sheets: list[tuple[int, DrawnTable]] = field(default_factory=list)
    tail: list[Paragraph] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    blocks: list[BlockId] = field(default_factory=list)


class _Above(Struct):
    """The paragraphs between the last grid and the present position."""

    known: KnownForms
    items: list[tuple[BlockId, Paragraph]] = field(default_factory=list)

    def lines(self) -> list[tuple[BlockId, str, Place]]:
        """Their printed lines, or the whole paragraph where that is a title or a caption."""
        found: list[tuple[BlockId, str, Place]] = []
        for block, paragraph in self.items:
            whole = paragraph.text
            parts = ["".join(part.split()) for part in _GAP.split(paragraph.raw)]
            if len(parts) > 1 and not self._is_title(whole) and any(map(self._is_title, parts)):
                found += [(block, part, paragraph.passage.place(0, len(part), 0)) for part in parts if part]
            elif whole:
                found.append((block, whole, paragraph.passage.place(0, len(whole), 0)))
        return found

    def _is_title(self, text: str) -> bool:
        return form_of_title(text, self.known) is not None


def locate(source: Source, known: KnownForms, identify: Callable[[Grid], Form | None]) -> list[Region]:
    """The forms of a document that has grids, in order.

    Args:
        source: the document.
        known: the forms that it may have.
        identify: names the form of a grid without a title by its header, or None.
    """
    return _Locator(known, identify).run(source)


class _Locator:
    def __init__(self, known: KnownForms, identify: Callable[[Grid], Form | None]) -> None:
        self._known = known
        self._identify = identify
        self._regions: list[Region] = []
        self._open: Region | None = None
        self._above = _Above(self._known)
        self._furniture: list[str] = []

    def run(self, source: Source) -> list[Region]:
        for page in source.pages:
            self._furniture = [item.text for item in page.furniture if is_caption(item.text)]
            for index, block in enumerate(page.blocks):
                here = (page.number, index)
                if isinstance(block, Paragraph):
                    self._above.items.append((here, block))
                elif heads := _head_lines(block):
                    self._above.items += ((here, line) for line in heads)
                else:
                    self._grid(here, block, page.name)
        self._close_notes()
        return self._regions

    def _grid(self, here: BlockId, grid: Grid, sheet_name: str) -> None:
        self._close_notes()
        titled = self._title(grid, "" if self._titled_in(here[0]) else sheet_name)
        if titled is not None:
            form, title, place, blocks, texts = titled
            same = self._open is not None and self._open.form is form and here[0] - self._open.blocks[-1][0] <= 1
            if not same:
                self._open = Region(form, title, place, head_of([*texts, *self._furniture]))
                self._regions.append(self._open)
            assert self._open is not None
            self._open.blocks += blocks
        elif self._open is not None and not self._continues(here, grid):
            self._open = None
        if self._open is None:
            form_by_header = None if self._other_title() else self._identify(grid)
            if form_by_header is not None:
                texts = [text for _, text, _ in self._above.lines()[-_NEAR:]]
                self._open = Region(form_by_header, "", grid.place, head_of(texts))
                self._regions.append(self._open)
        if self._open is not None:
            self._open.sheets.append((here[0], sheet_of(grid, self._open.form, self._known)))
            self._open.blocks.append(here)
        self._above = _Above(self._known)

    def _title(self, grid: Grid, sheet_name: str) -> tuple[Form, str, Place, list[BlockId], list[str]] | None:
        inside = [cell for cell in grid.cells if cell.row < _NEAR and cell.text]
        strangers_in = Counter(cell.row for cell in inside if not is_caption(cell.text))
        for cell in inside:
            form = form_of_title(cell.text, self._known)
            if form is not None and strangers_in[cell.row] == 1:
                return form, cell.text, cell.place, [], [other.text for other in inside]
        lines = self._above.lines()
        texts: list[str] = []
        strangers = 0
        for position in range(len(lines) - 1, -1, -1):
            _, text, place = lines[position]
            form = form_of_title(text, self._known)
            if form is not None:
                before = [other for _, other, _ in lines[max(0, position - 2) : position] if is_caption(other)]
                blocks = [found for found, _, _ in lines[position:]]
                return form, text, place, list(dict.fromkeys(blocks)), [text, *reversed(texts), *before]
            texts.append(text)
            if not is_caption(text):
                strangers += 1
                if names_a_table(text) or len(text) > _FEW_WORDS or strangers >= _NEAR:
                    break
        form = form_of_title("".join(sheet_name.split()), self._known)
        if form is not None and all(is_caption(text) for _, text, _ in lines):
            return form, sheet_name, grid.place, [], [text for _, text, _ in lines]
        return None

    def _titled_in(self, page: int) -> bool:
        """Whether a form of this page was already found: then the name of the sheet is not the title of the next."""
        return self._open is not None and self._open.blocks[-1][0] == page

    def _other_title(self) -> bool:
        return any(names_a_table(text) for _, text, _ in self._above.lines()[-_NEAR:])

    def _continues(self, here: BlockId, grid: Grid) -> bool:
        """Whether an untitled grid goes on with the open form: nothing but captions between, and rows of its kind."""
        assert self._open is not None
        if any(not is_caption(text) for _, text, _ in self._above.lines()):
            return False
        return here[0] - self._open.blocks[-1][0] <= 1 and _fits(self._open, grid, self._known)

    def _close_notes(self) -> None:
        """Gives the open form the notes under its last grid."""
        if self._open is None or not self._open.sheets:
            return
        self._take_tail(self._open)
        kept: list[tuple[BlockId, Paragraph]] = []
        taking = True
        for block, paragraph in self._above.items:
            text = paragraph.text
            goes_on = bool(self._open.notes) and not self._open.notes[-1].rstrip("）)").endswith(("。", "”"))
            starts = _NOTE.match(text) is not None
            if taking and not self._open.notes and TOTAL.fullmatch(text):
                self._open.blocks.append(block)  # a row of nothing but its label, where no lines say that it is one
                continue
            if taking and is_caption(text) and not starts:
                kept.append((block, paragraph))
                continue
            taking = taking and (
                starts or (goes_on and not _HEADING.match(text) and not form_of_title(text, self._known))
            )
            if not taking:
                kept.append((block, paragraph))
            elif starts:
                self._open.notes.append(text)
                self._open.blocks.append(block)
            else:
                self._open.notes[-1] += text
                self._open.blocks.append(block)
        self._above.items = kept

    def _take_tail(self, region: Region) -> None:
        """Gives a form drawn without lines the rows between its last grid and its notes."""
        items = self._above.items
        end = next((index for index, (_, item) in enumerate(items) if _NOTE.match(item.text)), 0)
        if region.sheets[-1][1].grid.ruled or not 0 < end <= _LONGEST_TAIL:
            return
        if not all(_AMOUNT.search(item.text) or _is_heads(item) for _, item in items[:end]):
            return
        region.tail += [item for _, item in items[:end] if _AMOUNT.search(item.text)]
        region.blocks += [block for block, _ in items[:end]]
        self._above.items = items[end:]


def _head_lines(grid: Grid) -> list[Paragraph]:
    """The cells of a grid that is nothing but the small lines around a title, set side by side (编制单位 | 2023年度 | 公开01表)."""
    texts = [cell for cell in grid.cells if cell.text]
    if grid.rows > _NEAR or not texts or not all(is_caption(cell.text) for cell in texts):
        return []
    return [Paragraph(cell.passage, " ".join(cell.lines) or cell.text) for cell in texts]


def _fits(region: Region, grid: Grid, known: KnownForms) -> bool:
    """Whether a grid can be a part of the form: by its header, by rows that the form can have, or because it is blank.

    A grid with a header of its own, that is not the form's, is another table.
    """
    form = region.form
    sheet = sheet_of(grid, form, known)
    layout = layout_of(sheet, form)
    if _is_strange(sheet, layout, region) or _is_narrower(sheet, layout, region) or _has_other_total(sheet, region):
        return False
    if layout.headers:
        return True
    texts = [cell.text for cell in grid.cells if cell.text]
    if form.kind == "codes" and sum(map(_is_economic, texts)) > sum(map(_is_functional, texts)):
        return False  # its names may be those of functional codes all the same: 住房公积金
    return not texts or (form.kind != "single" and any(_is_key(form, text, known) for text in texts))


def _is_strange(sheet: DrawnTable, layout: ColumnLayout, region: Region) -> bool:
    """Whether a grid has more headers that the form does not print than such as it has, or codes where the form has none.

    A header that only its 栏次 places is one that the form does not print.
    """
    form = region.form
    if form.kind == "lines" and sum(map(_is_functional, (cell.text for cell in sheet.grid.cells))) > 1:
        return True
    named = worded(sheet, layout, form)
    new = _strangers(layout, named)
    if region.sheets:
        before = region.sheets[0][1]
        first = layout_of(before, form)
        new -= _strangers(first, worded(before, first, form))
    return len(new) >= max(_NEAR, len(named))


def _strangers(layout: ColumnLayout, named: Container[str]) -> set[str]:
    placed = {header for key, header in layout.headers.items() if key not in named}
    return {header for header in {*layout.unknown.values(), *placed} if header}


def _is_narrower(sheet: DrawnTable, layout: ColumnLayout, region: Region) -> bool:
    """Whether a grid of codes has a header of its own that names only some of the columns of the form so far.

    The next page of a form repeats the header as it is, and a form cut by the width of the page goes on with other columns.
    """
    form = region.form
    if form.kind != "codes" or not region.sheets:
        return False
    first = region.sheets[0][1]
    here, before = (worded(one, layout_of(one, form), form).keys() for one in (sheet, first))
    return bool(here) and here < before and sheet.grid.columns < first.grid.columns


def _has_other_total(sheet: DrawnTable, region: Region) -> bool:
    """Whether a grid prints a 合计 of its own: one printed again on the next page, or at the end, has the same figures.

    Zeros are the same in every empty form: a 合计 of nothing, with nothing below it, behind another is another form's.
    """
    if region.form.kind != "codes":
        return False
    here, before = _totals(sheet), {total for _, one in region.sheets for total in _totals(one)}
    if here and before and len(sheet.body_rows) == 1 and not any(map(_has_figures, here)):
        return True
    return bool(here) and bool(before) and not here & before


def _totals(sheet: DrawnTable) -> set[tuple[str, ...]]:
    """The figures of each row called 合计."""
    rows = (sheet.texts(row) for row in sheet.body_rows)
    return {tuple(filter(is_figure, texts)) for texts in rows if any(map(TOTAL.fullmatch, texts))}


def _has_figures(texts: tuple[str, ...]) -> bool:
    return any((amount := parse_number(text)) is not None and amount.value for text in texts)


def _is_functional(text: str) -> bool:
    return FUNCTIONAL.fullmatch(text) is not None


def _is_economic(text: str) -> bool:
    return ECONOMIC.fullmatch(text) is not None


def _is_key(form: Form, text: str, known: KnownForms) -> bool:
    """Whether a text is the code or the label of a row that the form can have."""
    if form.kind == "codes":
        return bool(FUNCTIONAL.fullmatch(text) or TOTAL.fullmatch(text)) or text in known.standard.codes.all_names
    return bool(form.rows_labelled(text))


def _is_heads(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a line of the header, or of 行次 alone."""
    words = paragraph.raw.split()
    return all(word.isdigit() or HEADER_WORD.fullmatch(word) or word in ("人员经费", "公用经费") for word in words)


def sheet_of(grid: Grid, form: Form, known: KnownForms) -> DrawnTable:
    """The grid as one of a form."""
    return DrawnTable(grid, _labels_of(form), known)


def sheets_of(grid: Grid, forms: Iterable[Form], known: KnownForms) -> Iterator[tuple[Form, DrawnTable]]:
    """The grid as one of each of several forms: what its rows print is looked at once."""
    sheet: DrawnTable | None = None
    for form in forms:
        labels = _labels_of(form)
        sheet = sheet.of_labels(labels) if sheet is not None else DrawnTable(grid, labels, known)
        yield form, sheet


def _labels_of(form: Form) -> Callable[[str], bool]:
    """Whether a text is the label of a fixed row of the form; never for forms whose rows are codes or stages."""
    if form.kind not in ("lines", "economic"):
        return lambda text: False
    return lambda text: bool(form.rows_labelled(text))
