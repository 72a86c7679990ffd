"""A form of the disclosure to the grid that a layout prints: one function a kind of form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import zip_longest

from juesuan.formats.printing.printed_blocks import CellContent, PrintedTable, placed
from juesuan.model import Column, Row, Statement, Table
from juesuan.model.print_style import PrintStyle
from juesuan.publishing.headers import header_rows, path
from juesuan.standard import Standard
from juesuan.standard.forms import Form

__all__ = ["printed_table"]

_Rows = list[list[CellContent]]
_Grid = tuple[_Rows, int, list[int]]  # rows of slots, how many of them are headers, relative column widths
_AMOUNT, _CODE, _NAME, _LINE = 12, 9, 24, 5
_SIDES = ("income", "spend")
_STAGES = (
    ("预算数", ("C1", "C2", "C3", "C4", "C5", "C6", "C13", "C15")),
    ("决算数", ("C7", "C8", "C9", "C10", "C11", "C12", "C14", "C16")),
)


def printed_table(
    table: Table,
    layout: PrintStyle,
    standard: Standard,
    statements: Mapping[tuple[str, str], Statement] | None = None,
) -> PrintedTable:
    """The table as the layout draws it; ``statements`` are those of its cells by row and column."""
    form = standard.forms[table.form]
    draw = _KINDS[form.kind] if _whole(form, table, layout) else _listed
    rows, headers, widths = draw(form, table, layout)
    unit = table.amount_unit.value if table.amount_unit else ""
    return PrintedTable(
        title=table.title,
        number=table.number,
        corners=(
            layout.department + table.unit_name if layout.department else "",
            f"{table.year}年度" if layout.year_above and table.year else "",
            layout.unit_word + unit if unit else "",
        ),
        columns=len(widths),
        widths=tuple(widths),
        header_rows=headers,
        cells=placed(rows),
        notes=table.notes,
        landscape=table.form in layout.landscape,
        id=table.form,
        form=table.form,
        entry=f"{table.number} {table.title}".strip(),
        statements=statements or {},
    )


def _whole(form: Form, table: Table, layout: PrintStyle) -> bool:
    """Whether the table has what its drawing needs: one that was read from a document may be of another shape, or in part."""
    if form.kind == "lines":
        sides = [[row for row in table.rows if (fixed := form.row(row.key)) and fixed.side == side] for side in _SIDES]
        columns = {known.side for column in table.columns if (known := form.column(column.key))}
        lined = all(row.line is not None for rows in sides for row in rows)
        unlined = all(row.line is None for rows in sides for row in rows)
        totals = all(any(row.label.startswith("本年") for row in rows) for rows in sides)
        return all(sides) and columns >= set(_SIDES) and (lined or (unlined and totals))
    if form.kind == "economic":
        return len(table.columns) == 1 and all(
            any(row.code[:3] in classes for row in table.rows) for classes in layout.economic_blocks
        )
    return bool(table.columns) and (form.kind != "single" or bool(table.rows))


def _listed(form: Form, table: Table, layout: PrintStyle) -> _Grid:
    """Any table as a list: code, name and all amounts of a row."""
    coded = any(row.code for row in table.rows)
    rows = header_rows(
        [*([("科目编码",)] if coded else []), ("项目",), *(path(column.label) for column in table.columns)]
    )
    headers = len(rows)
    for row in table.rows:
        lead = [CellContent(row.code, align="left")] if coded else []
        rows.append([*lead, CellContent(row.label, align="left"), *_amounts(table, row, table.columns)])
    return rows, headers, [*([_CODE] if coded else []), _NAME, *[_AMOUNT] * len(table.columns)]


def _amounts(table: Table, row: Row | None, columns: Iterable[Column]) -> list[CellContent]:
    """The amount cells of a row; where nothing is printed (or there is no row) they are empty."""
    keys = [(row.key, column.key) if row else None for column in columns]
    cells = [(key, table.cells.get(key) if key else None) for key in keys]
    return [
        CellContent(cell.raw, align="right", key=key) if cell else CellContent("", align="right") for key, cell in cells
    ]


def _numbered(leading: int, count: int, word: str = "栏次") -> list[CellContent]:
    """The 栏次 row."""
    return [CellContent(word, leading), *(CellContent(str(number)) for number in range(1, count + 1))]


def _codes(form: Form, table: Table, layout: PrintStyle) -> _Grid:
    """02, 03, 05, 07, 08: functional codes down, amounts across."""
    split = layout.code_columns == 3
    word = "支出功能分类科目编码" if split else "功能分类科目编码"
    leading = [path(f"项目/{word}/{part}") for part in ("类", "款", "项")] if split else [path(f"项目/{word}")]
    leading.append(path("项目/科目名称"))
    rows = header_rows([*leading, *(path(column.label) for column in table.columns)])
    if layout.column_numbers:
        rows.append(_numbered(len(leading), len(table.columns)))
    headers = len(rows)
    for row in table.rows:
        if row.key == form.total:
            label = [CellContent(row.label, len(leading))]
        else:
            parts = (row.code[:3], row.code[3:5], row.code[5:7]) if split else (row.code,)
            label = [*(CellContent(part, align="left") for part in parts), CellContent(row.label, align="left")]
        rows.append([*label, *_amounts(table, row, table.columns)])
    widths = [*([_LINE] * 3 if split else [_CODE]), _NAME, *[_AMOUNT] * len(table.columns)]
    return rows, headers, widths


def _lines(form: Form, table: Table, layout: PrintStyle) -> _Grid:
    """01 and 04: income on the left, spending on the right, the totals on the same line."""
    sides = []
    for side in _SIDES:
        lines = [row for row in table.rows if (fixed := form.row(row.key)) and fixed.side == side]
        columns = [column for column in table.columns if (known := form.column(column.key)) and known.side == side]
        sides.append((lines, columns))
    lined = any(row.line is not None for row in table.rows)
    paths = []
    for _, columns in sides:
        word = path(columns[0].label)[0]
        paths += [(word, "项目"), *([(word, "行次")] if lined else []), *(path(column.label) for column in columns)]
    rows = header_rows(paths)
    if layout.column_numbers:
        numbers = iter(range(1, 10))
        rows.append(
            [
                slot
                for _, columns in sides
                for slot in (
                    CellContent("栏次"),
                    *([CellContent("")] if lined else []),
                    *(CellContent(str(next(numbers))) for _ in columns),
                )
            ]
        )
    headers = len(rows)
    halves = [_spaced(side_rows) for side_rows, _ in sides] if lined else _aligned(sides[0][0], sides[1][0])
    first = [next(row.line or 0 for row in half if row) for half in halves]
    for position, pair in enumerate(zip_longest(*halves)):
        rows.append([])
        for row, (_, columns), start in zip(pair, sides, first, strict=True):
            rows[-1].append(CellContent(row.label if row else "", align="centre" if row and _is_sum(row) else "left"))
            if lined:
                rows[-1].append(CellContent(str(start + position)))
            rows[-1] += _amounts(table, row, columns)
    widths = [
        width for _, columns in sides for width in (_NAME, *([_LINE] if lined else []), *[_AMOUNT] * len(columns))
    ]
    return rows, headers, widths


def _is_sum(row: Row) -> bool:
    return row.label.endswith(("合计", "总计"))


def _spaced(rows: Sequence[Row]) -> list[Row | None]:
    """Rows at the positions that their printed line numbers give them, with nothing in between."""
    start = rows[0].line or 0
    by_position = {(row.line or 0) - start: row for row in rows}
    return [by_position.get(position) for position in range(max(by_position) + 1)]


def _aligned(left: Sequence[Row], right: Sequence[Row]) -> list[list[Row | None]]:
    """Both halves without line numbers: 本年…合计 beside 本年…合计, 总计 beside 总计."""
    halves: list[list[Row | None]] = [[], []]
    for pieces in zip(_pieces(left), _pieces(right), strict=True):
        for half, piece in zip(halves, pieces, strict=True):
            half += [*piece, *[None] * (max(map(len, pieces)) - len(piece))]
    return halves


def _pieces(rows: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row], Sequence[Row]]:
    """The items, what follows from 本年…合计 on, and the grand total."""
    total = next(index for index, row in enumerate(rows) if row.label.startswith("本年"))
    return rows[:total], rows[total:-1], rows[-1:]


def _economic(form: Form, table: Table, layout: PrintStyle) -> _Grid:
    """06: economic codes in side-by-side blocks, personnel left, operating right, their totals below."""
    split = layout.code_columns == 3
    column = table.columns[0]
    blocks: list[list[Row]] = []
    paths: list[tuple[str, ...]] = []
    kinds: list[str] = []
    for classes in layout.economic_blocks:
        blocks.append([row for row in table.rows if row.code[:3] in classes])
        fixed = form.row(blocks[-1][0].key)
        kinds.append(fixed.block if fixed else "")
        code = [("经济分类科目编码", part) for part in ("类", "款")] if split else [("科目编码",)]
        over = () if split else (_block_name(form, kinds[-1]),)
        paths += [(*over, *levels) for levels in (*code, ("科目名称",), path(column.label))]
    rows = header_rows(paths)
    headers = len(rows)
    for line in zip_longest(*blocks):
        rows.append([slot for row in line for slot in _economic_row(table, row, column, layout)])
    rows.append(_economic_totals(table, kinds, len(paths) // len(blocks), column))
    widths = [*([_LINE, _LINE] if split else [_LINE if layout.broken_codes else _CODE]), _NAME - 4, _AMOUNT] * len(
        blocks
    )
    return rows, headers, widths


def _block_name(form: Form, block: str) -> str:
    """What stands above a block: the name of its total."""
    total = form.row(block)
    return total.label.removesuffix("合计") if total is not None else ""


def _economic_row(table: Table, row: Row | None, column: Column, layout: PrintStyle) -> list[CellContent]:
    code, label = (row.code, row.label) if row else ("", "")
    split, broken = layout.code_columns == 3, layout.broken_codes and len(code) > 3
    codes = [code[:3], code[3:]] if split else [f"{code[:3]}\n{code[3:]}" if broken else code]
    return [*(CellContent(part) for part in codes), CellContent(label, align="left"), *_amounts(table, row, (column,))]


def _economic_totals(table: Table, kinds: Sequence[str], width: int, column: Column) -> list[CellContent]:
    """人员经费合计 under the personnel blocks, 公用经费合计 under the others, each with its amount."""
    slots = []
    for kind in dict.fromkeys(kinds):
        row = table.row(kind)
        slots += [
            CellContent(row.label if row else "", kinds.count(kind) * width - 1),
            *_amounts(table, row, (column,)),
        ]
    return slots


def _single(form: Form, table: Table, layout: PrintStyle) -> _Grid:
    """09: one row of figures under stage and item, or one row a stage."""
    if layout.three_public_rows:
        return _stage_rows(form, table, layout)
    rows = header_rows([path(column.label) for column in table.columns])
    if layout.column_numbers:
        rows.append([CellContent(str(number)) for number in range(1, len(table.columns) + 1)])
    headers = len(rows)
    rows += [_amounts(table, row, table.columns) for row in table.rows]
    return rows, headers, [_AMOUNT] * len(table.columns)


def _stage_rows(form: Form, table: Table, layout: PrintStyle) -> _Grid:
    """09 with a row for the budget and one for the actual; the columns are the items, named once."""
    columns = {column.key: column for column in table.columns}
    budget = [columns[key] for key in _STAGES[0][1] if key in columns]
    rows = header_rows([("项目",), *(path(column.label)[1:] for column in budget)])
    if layout.column_numbers:
        rows.append(_numbered(1, len(budget)))
    headers = len(rows)
    row = table.row(form.total)
    for word, keys in _STAGES:
        rows.append([CellContent(word), *_amounts(table, row, [columns[key] for key in keys if key in columns])])
    return rows, headers, [_CODE, *[_AMOUNT] * len(budget)]


_KINDS: dict[str, Callable[[Form, Table, PrintStyle], _Grid]] = {
    "codes": _codes,
    "lines": _lines,
    "economic": _economic,
    "single": _single,
}
