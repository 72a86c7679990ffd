"""Recognises the forms of a document: from grids, or for final accounts also from text that has lost them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct, field, structs
from msgspec.structs import replace

from juesuan.checking.closure import closure
from juesuan.formats.pages.source import Grid, Source
from juesuan.model import Doubtful, FormReading, Problem, Reader, Statement, Table, Unit
from juesuan.model.notes_of_nothing import denies
from juesuan.recognising.forms.bare_titles import BareTitle, bare_titles
from juesuan.recognising.forms.code_forms import Above, Pending, adopt_uncoded, read_codes
from juesuan.recognising.forms.column_headers import ColumnLayout, completed, layout_of, money_of_heads
from juesuan.recognising.forms.drawn_table import DrawnTable
from juesuan.recognising.forms.economic_form import read_economic
from juesuan.recognising.forms.flattened.where_text_stands import TextRegion, locate_in_text
from juesuan.recognising.forms.form_draft import FormDraft, usual_decimals
from juesuan.recognising.forms.grid_rows import carried, note_unknown_columns
from juesuan.recognising.forms.line_forms import Cursor, read_lines
from juesuan.recognising.forms.rereading import reread
from juesuan.recognising.forms.rows_by_name import Hierarchy
from juesuan.recognising.forms.stages_form import read_stages
from juesuan.recognising.forms.titles import Head, KnownForms, forms_known
from juesuan.recognising.forms.where_forms_stand import BlockId, Region, locate, sheet_of, sheets_of
from juesuan.standard import Standard
from juesuan.standard.forms import ACCOUNTS, Form
from juesuan.standard.vocabulary import Vocabulary

if TYPE_CHECKING:
    from juesuan.recognising.forms.flattened.loose import LooseRow

__all__ = ["FormsRead", "recognise_forms"]

_TOP = 60
"""Rows of an untitled grid that are looked at: header and enough of the body to know a form by."""
_SHOWN = 8
_BY_UNITS = "同一科目分单位列示的各行"
_ENOUGH_COLUMNS = 3
_SOUND, _CREDIBLE = Decimal("0.95"), Decimal("0.7")
_ENOUGH_ROWS = {"lines": 10, "economic": 10}


class FormsRead(Struct, frozen=True):
    """What the forms of a document say.

    Attributes:
        tables: by form id.
        statements: one per amount cell, blank ones too.
        readings: one per form that the standard knows for this kind of document, absent ones too.
        problems: what could not be read.
        consumed: the blocks that belong to forms, by page number and index on the page; the rest is text.
        grade: arithmetic closure of the tables; None when nothing could be confronted.
    """

    tables: Mapping[str, Table] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    readings: tuple[FormReading, ...] = ()
    problems: tuple[Problem, ...] = ()
    consumed: frozenset[BlockId] = frozenset()
    grade: Decimal | None = None


def recognise_forms(source: Source, standard: Standard, document: str = ACCOUNTS) -> FormsRead:
    """Reads every form that the standard knows a document of this kind to have.

    The tables of a budget resemble each other and those of the accounts: they are known by their titles alone, and only
    where they are tables.
    """
    known = forms_known(standard, document)
    found = _Found(frozenset(page.number for page in source.pages if page.has_picture))
    pending: list[Pending] = []
    loose: list[LooseRow] = []
    for region in locate(source, known, partial(_by_header, known) if document == ACCOUNTS else _by_title_alone):
        draft = _read_region(region, pending, known)
        has_body = bool(region.tail) or any(sheet.has_room for _, sheet in region.sheets)
        if found.add(draft, region.blocks, has_body=has_body) and region.tail:
            from juesuan.recognising.forms.flattened.form_kinds import read_stream

            loose += read_stream(draft, region.tail)
    for text_region in locate_in_text(source, known) if document == ACCOUNTS else ():
        # A table that was not understood is not an empty one because its title stands in the text.
        if not source.flattened and text_region.form.id in {*found.drafts, *found.lost}:
            continue
        draft, rows = _read_text(text_region, pending, known)
        has_body = any(row.figures for row in rows) or (draft.form.kind != "single" and bool(draft.rows))
        if found.add(draft, text_region.blocks, has_body=has_body):
            loose += rows
    drafts = list(found.drafts.values())
    adopt_uncoded(drafts, [item for item in pending if item.draft in drafts])
    if loose:
        from juesuan.recognising.forms.flattened.placement import settle

        settle(drafts, loose, standard)
    if any(draft.guessed for draft in drafts):
        from juesuan.recognising.forms.guessed_columns import settle_guessed

        settle_guessed(drafts, standard)
    reread(drafts, standard)
    for draft in {id(row.draft): row.draft for row in loose}.values():
        _doubt(draft, standard)
    return _finished(source, known, found)


class _Found(Struct):
    """The forms met so far, of one printed twice the first, and those of which nothing but the title, or the header, was understood.

    Attributes:
        pictured: the pages that have a picture.
        drafts, lost: by form id, those that were read and those that were not.
        problems, consumed: as of :class:`FormsRead`.
    """

    pictured: frozenset[int]
    drafts: dict[str, FormDraft] = field(default_factory=dict)
    lost: dict[str, FormDraft] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    consumed: set[BlockId] = field(default_factory=set)

    def add(self, draft: FormDraft, blocks: Sequence[BlockId], *, has_body: bool) -> bool:
        """Whether it is a new form that was read: where a picture stands, a header with nothing below it, not even blank rows, is no empty form."""
        figures = any(raw for raw, _ in draft.cells.values())
        is_picture = not (has_body or figures or any(map(denies, draft.notes))) and any(
            page in self.pictured for page, _ in blocks
        )
        if is_picture:
            draft.reasons.append(f"“{draft.title}”下没有读到数据，可能是图片；图片中的内容不能读取")
        if is_picture or (not draft.rows and not draft.headers):
            self.lost.setdefault(draft.form.id, draft)
            return False
        self.consumed.update(blocks)
        if draft.form.id in self.drafts:
            self.problems.append(Problem(f"“{draft.title}”出现不止一次，只读第一张", draft.place))
            return False
        self.drafts[draft.form.id] = draft
        return True


def _by_title_alone(_: Grid) -> Form | None:
    return None


def _by_header(known: KnownForms, grid: Grid) -> Form | None:
    """The only form that a grid without a title can be: its columns in the header, its rows below."""
    rows = min(grid.rows, _TOP)
    top = structs.replace(grid, rows=rows, cells=tuple(cell for cell in grid.cells if cell.row < rows))
    found: list[Form] = []
    for form, sheet in sheets_of(top, known.by_id.values(), known):
        layout = layout_of(sheet, form)
        expected = sum(1 for column in form.columns if not column.memo)
        if layout.unknown or len(layout.headers) < min(expected, _ENOUGH_COLUMNS):
            continue
        draft = _read_region(Region(form, "", grid.place, Head(), [(0, sheet)]), [], known)
        if len(draft.rows) >= _ENOUGH_ROWS.get(form.kind, 1):
            found.append(form)
    return found[0] if len(found) == 1 else None


def _read_region(region: Region, pending: list[Pending], known: KnownForms) -> FormDraft:
    """The form as its headers say; where they leave as many columns unknown as are missing, as makes it add up."""
    uncoded: list[Pending] = []
    vocabulary = known.standard.vocabulary
    draft = _read_sheets(region, uncoded, vocabulary, lambda layout: layout)
    if draft.unknown and region.form.kind == "codes":
        guessed: list[Pending] = []
        other = _read_sheets(region, guessed, vocabulary, lambda layout: completed(layout, region.form))
        closed = _closure(other, known.standard)
        if closed is not None and closed > _SOUND and len(other.unknown) < len(draft.unknown):
            draft, uncoded = other, guessed
    pending += uncoded
    return draft


def _read_sheets(
    region: Region, pending: list[Pending], vocabulary: Vocabulary, settled: Callable[[ColumnLayout], ColumnLayout]
) -> FormDraft:
    draft = FormDraft(region.form, vocabulary, region.title or region.form.title, region.place, region.head)
    draft.notes = region.notes
    draft.reader = Reader.TABLE if region.place.sheet is None else Reader.WORKBOOK
    cursor, above = Cursor(region.form, vocabulary.codes), Above(Hierarchy(vocabulary.codes))
    layout: ColumnLayout | None = None
    before: Grid | None = None
    headed: DrawnTable | None = None
    for _, titled in region.sheets:
        sheet = titled
        if region.form.kind == "single":
            read_stages(draft, sheet)
            continue
        sheet = sheet.after(headed) if headed is not None else sheet
        own = layout_of(sheet, region.form)
        if own.headers:
            layout, before, headed = settled(own), sheet.grid, sheet
        elif layout is not None and before is not None:
            sheet = sheet.headless()
            layout, before = carried(layout, before, sheet), sheet.grid
        if layout is None:
            continue
        for key, header in layout.headers.items():
            draft.headers.setdefault(key, header)
        draft.guessed |= layout.guessed
        if draft.head.amount_unit is None:
            draft.head = replace(draft.head, amount_unit=money_of_heads(layout))
        note_unknown_columns(draft, sheet, layout)
        if region.form.kind == "lines":
            read_lines(draft, sheet, layout, cursor)
        elif region.form.kind == "economic":
            read_economic(draft, sheet, layout)
        else:
            read_codes(draft, sheet, layout, above, pending)
    return draft


def _read_text(region: TextRegion, pending: list[Pending], known: KnownForms) -> tuple[FormDraft, list[LooseRow]]:
    """A form in text: from its columns if it kept them, else from its stream of words."""
    from juesuan.recognising.forms.flattened.form_kinds import read_flattened
    from juesuan.recognising.forms.flattened.kept_columns import aligned_grids, tabbed_grid

    tabbed = tabbed_grid(region.lines)
    for grids in [[tabbed]] if tabbed is not None else aligned_grids(region.lines):
        sheets = [(0, sheet_of(grid, region.form, known)) for grid in grids]
        whole = Region(region.form, region.title, region.place, region.head, sheets, notes=region.notes)
        uncoded: list[Pending] = []
        draft = _read_region(whole, uncoded, known)
        draft.reader = Reader.COLUMNS
        if tabbed is not None or (not uncoded and _is_sound(draft, region, known.standard)):
            pending += uncoded
            return draft, []
    return read_flattened(region, known.standard.vocabulary)


def _is_sound(draft: FormDraft, region: TextRegion, standard: Standard) -> bool:
    """Whether a reading by columns that blanks line up leaves no amount of the text over and closes without exception.

    Pages are set one by one, so that columns may be shifted on the next: less than full closure is no proof.
    """
    from juesuan.recognising.forms.flattened.text_words import words_of_lines

    printed = Counter(word.text for word in words_of_lines(region.lines) if word.is_figure and "." in word.text)
    bound = Counter(raw for raw, _ in draft.cells.values() if raw)
    if draft.unknown or not draft.rows or printed - bound:
        return False
    return _closure(draft, standard) in (None, Decimal(1))


def _doubt(draft: FormDraft, standard: Standard) -> None:
    """Marks the numbers of a form that was read from a stream of words and hardly adds up: it was misread."""
    closed = _closure(draft, standard)
    if closed is not None and closed < _CREDIBLE:
        for cell, (raw, _) in draft.cells.items():
            if raw and not isinstance(draft.certainty.get(cell), Doubtful):
                draft.certainty[cell] = Doubtful()
        draft.reasons.append("文本中的表格失去了栏次，读出的数字多数不满足勾稽关系，读法不可靠")


def _closure(draft: FormDraft, standard: Standard) -> Decimal | None:
    # Unknown rows excuse a sum that does not come out; here they must not.
    table = replace(draft.table(Unit.WAN, usual_decimals([draft])), unknown=())
    return closure({table.form: table}, draft.statements(table), standard)


def _finished(source: Source, known: KnownForms, found: _Found) -> FormsRead:
    drafts = found.drafts
    for draft in drafts.values():
        draft.settle()
        if draft.by_units:
            draft.unknown.append(_BY_UNITS)
    decimals = usual_decimals(drafts.values())
    unit = _unit(drafts.values())
    tables = {form: draft.table(unit, decimals) for form, draft in drafts.items()}
    statements = tuple(s for form, draft in drafts.items() for s in draft.statements(tables[form]))
    told = bare_titles(source, known) if drafts and len(drafts) < len(known.by_id) else {}
    readings = tuple(
        _reading(form, drafts[form.id], tables[form.id]) if form.id in drafts else _missing(source, form, found, told)
        for form in known.by_id.values()
    )
    problems = [*found.problems, *(problem for draft in drafts.values() for problem in draft.problems)]
    grade = closure(tables, statements, known.standard)
    return FormsRead(tables, statements, readings, tuple(problems), frozenset(found.consumed), grade)


def _unit(drafts: Iterable[FormDraft]) -> Unit:
    """The unit of money for tables that print none: the one most others print; 万元 when none does."""
    counts = Counter(draft.head.amount_unit for draft in drafts if draft.head.amount_unit is not None)
    return counts.most_common(1)[0][0] if counts else Unit.WAN


def _reading(form: Form, draft: FormDraft, table: Table) -> FormReading:
    numbers = sum(1 for cell in table.cells.values() if cell.raw and cell.amount is not None)
    reasons = list(draft.reasons)
    if draft.unknown:
        reasons.append("未能识别的行或栏：" + _some(draft.unknown))
    strange = [cell.raw for cell in table.cells.values() if cell.amount is None]
    if strange:
        reasons.append("不是数字的单元格：" + _some(list(dict.fromkeys(strange))))
    if draft.ambiguous:
        reasons.append(f"有 {draft.ambiguous} 个数字的栏次无法确定")
    state = "partial" if reasons else "read"
    return FormReading(form.id, draft.title, state, table.pages, numbers, "；".join(reasons) or None)


def _some(texts: list[str]) -> str:
    """The first few texts, and how many there are if that is not all."""
    shown = "、".join(texts[:_SHOWN])
    return f"{shown} 等 {len(texts)} 处" if len(texts) > _SHOWN else shown


def _missing(source: Source, form: Form, found: _Found, told: Mapping[str, BareTitle]) -> FormReading:
    lost = found.lost.get(form.id)
    if lost is not None:
        reason = "；".join(lost.reasons) or f"找到“{lost.title}”，但未能识别表格的栏次和行"
        return FormReading(form.id, lost.title, "unreadable", lost.pages(), reason=reason)
    if (bare := told.get(form.id)) is not None:
        return FormReading(form.id, bare.title, "unreadable", bare.pages, reason=bare.reason)
    blind = [str(page.number) for page in source.pages if not page.has_text and not page.blocks]
    if blind:
        reason = f"未找到“{form.title}”；第 {'、'.join(blind)} 页没有文字，该表可能在其中"
        return FormReading(form.id, form.title, "unreadable", reason=reason)
    return FormReading(form.id, form.title, "absent", reason=f"未找到“{form.title}”")
