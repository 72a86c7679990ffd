"""Numbers of a table that stand at each other's place: a run of a column or row moved by one, two rows or columns exchanged.

What makes one suppose it: neighbouring cells each of which is wanted to be what stands beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal
from itertools import combinations

from msgspec import Struct

from juesuan.checking.blame.blocks import MOVED, SWAPPED, BlockSupposition
from juesuan.checking.blame.network import Network
from juesuan.checking.blame.windows import windows
from juesuan.checking.blame.wishes import Wishes
from juesuan.checking.context import Context
from juesuan.model import Slip, SlipKind, Statement

__all__ = ["moves"]

_RUN = 2  # one number at a wrong place beside a lost one is a copied number
_ROWS, _COLUMNS = "行", "栏"
_SHIFTED = {(_ROWS, 1): "下移一行", (_ROWS, -1): "上移一行", (_COLUMNS, 1): "右移一栏", (_COLUMNS, -1): "左移一栏"}


def moves(network: Network, context: Context) -> Iterator[BlockSupposition]:
    """What may have been moved in the tables and forms that failed equations speak of."""
    wishes = Wishes(network)
    for grid in _grids(context, wishes.asked):
        yield from _Moves(grid, wishes).all()


class _Grid(Struct, frozen=True):
    """The amounts of one table or form. ``turned`` when its rows are taken for columns."""

    form: str
    instance: int
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Statement]
    context: Context
    turned: bool = False

    @property
    def place(self) -> str:
        table = self.context.table(self.form)
        if table is not None:
            return f"“{table.title}”"
        first = next(iter(self.cells.values()))
        name = (first.label or first.source).split()[0]
        return name if name.startswith("《") else f"“{name}”"

    @property
    def misread(self) -> str:
        """What to add where the file has no columns of its own, so that the reading may have put a number wrongly."""
        place = next(iter(self.cells.values())).place
        has_columns = place.table_row is not None or place.bbox is not None or place.sheet is not None
        return "" if has_columns or place.line is None else "，也可能是读取有误：文本中没有栏线"

    def turn(self) -> _Grid:
        turned = {(column, row): statement for (row, column), statement in self.cells.items()}
        return _Grid(self.form, self.instance, self.columns, self.rows, turned, self.context, not self.turned)

    def line(self, column: str) -> tuple[tuple[str, str], ...]:
        """Rows and numbers of a column, from top to bottom."""
        return tuple((row, self.cells[row, column].id) for row in self.rows if (row, column) in self.cells)

    def name(self, key: str, *, row: bool) -> str:
        """What a person calls a row or a column."""
        table = self.context.table(self.form)
        if table is None:
            return self._of_label(key, row=row)
        if row:
            found = table.row(key)
            return "合计" if found is None or key == "*" else f"{found.code} {found.label}".strip()
        column = next((column for column in table.columns if column.key == key), None)
        return column.label if column is not None else key

    def _of_label(self, key: str, *, row: bool) -> str:
        index = -2 if row else -1
        cell = next((s for (r, c), s in self.cells.items() if key in {r, c}), None)
        words = cell.label.split() if cell is not None else []
        return words[index] if len(words) >= 2 else key


def _grids(context: Context, asked: Set[str]) -> Iterator[_Grid]:
    """The tables and forms of which several numbers are doubted, both as printed and turned."""
    stated = [s for s in context.disclosure.statements if not s.in_prose]
    doubted = Counter((s.source, s.instance) for s in stated if s.id in asked)
    found: dict[tuple[str, int], dict[tuple[str, str], Statement]] = {}
    for statement in stated:
        several = doubted[statement.source, statement.instance] >= _RUN
        if several and statement.amount.unit.is_money and not statement.ambiguous:
            found.setdefault((statement.source, statement.instance), {})[statement.row, statement.column] = statement
    for (form, instance), cells in found.items():
        columns = tuple(dict.fromkeys(column for _, column in cells))
        known = context.standard.forms.get(form)
        if known is not None:
            columns = tuple(column.key for column in known.columns if column.key in columns)
        filled = {row for row, _ in cells}
        rows = tuple(row for row in context.rows_down(form, instance) if row in filled)
        grid = _Grid(form, instance, rows, columns, cells, context)
        yield grid
        yield grid.turn()


class _Moves(Struct, frozen=True):
    grid: _Grid
    wishes: Wishes

    @property
    def _printed(self) -> Mapping[str, Decimal]:
        return self.wishes.printed

    def all(self) -> Iterator[BlockSupposition]:
        shifts: dict[int, dict[str, tuple[int, int]]] = {}
        swaps: dict[tuple[str, str], list[str]] = {}
        for column in self.grid.columns:
            line = [pair for pair in self.grid.line(column) if pair[1] in self._printed]
            for step, first, last in self._runs([key for _, key in line]):
                rows = (self.grid.rows.index(line[first][0]), self.grid.rows.index(line[last][0]))
                shifts.setdefault(step, {})[column] = rows
                yield self._shift((column,), rows, step)
            for step, first, last in windows([key for _, key in line], self.wishes):
                yield self._shift(
                    (column,), (self.grid.rows.index(line[first][0]), self.grid.rows.index(line[last][0])), step
                )
            for one, other in self._exchanged(line):
                swaps.setdefault((one, other), []).append(column)
        for step, found in shifts.items():
            rows = (min(first for first, _ in found.values()), max(last for _, last in found.values()))
            yield self._shift(tuple(found), rows, step)
            yield self._shift(self.grid.columns, rows, step)
        for (one, other), columns in swaps.items():
            alone = [(column,) for column in columns] if len(columns) > 1 else []
            for chosen in (*alone, tuple(columns), self.grid.columns):
                yield self._swap(one, other, chosen)

    def _runs(self, line: Sequence[str]) -> Iterator[tuple[int, int, int]]:
        """Runs of cells that should have what stands one further (1) or one before (-1): step, first, last."""
        group = frozenset(line)
        for step in (1, -1):
            run: list[tuple[int, bool]] = []
            for index in range(len(line) + 1):
                moved = self._moved(line, index, index + step, group) if index < len(line) else None
                if moved is not None:
                    run.append((index, moved))
                    continue
                sure = [place for place, is_moved in run if is_moved]
                if len(sure) >= _RUN:
                    yield step, sure[0], sure[-1]
                run = []

    def _moved(self, line: Sequence[str], index: int, source: int, group: frozenset[str]) -> bool | None:
        """Whether a cell is wanted to be what stands at the source; False when that may be; None when it is not so."""
        if not 0 <= source < len(line):
            return None
        key, value = line[index], self._printed[line[source]]
        if self.wishes.wants(key, value, {line[source]}):
            return True
        return False if value == self._printed[key] or not self.wishes.ties(key, group) else None

    def _exchanged(self, line: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Pairs of rows each of which is wanted to be what the other is; of neighbours, one that is wanted is enough."""
        asked = [place for place, (_, key) in enumerate(line) if key in self.wishes.asked]
        near = {(place, place + 1) for place in asked if place + 1 < len(line)}
        near |= {(place - 1, place) for place in asked if place}
        for one, other in sorted({*combinations(asked, 2), *near}):
            first, second = line[one][1], line[other][1]
            there, here = self._printed[second], self._printed[first]
            wanted = self.wishes.wants(first, there, {second}), self.wishes.wants(second, here, {first})
            if all(wanted) or (any(wanted) and (one, other) in near):
                yield line[one][0], line[other][0]

    def _shift(self, columns: tuple[str, ...], rows: tuple[int, int], step: int) -> BlockSupposition:
        """The values of the rows stand one further (or one before)."""
        mended: dict[str, Decimal] = {}
        ends: dict[str, Decimal] = {}
        for column in columns:
            line = [(self.grid.rows.index(row), key) for row, key in self.grid.line(column) if key in self._printed]
            places = [place for place, (row, _) in enumerate(line) if rows[0] <= row <= rows[1]]
            if not places or not all(0 <= place + step < len(line) for place in places):
                continue
            mended.update({line[place][1]: self._printed[line[place + step][1]] for place in places})
            end, other = (max(places) + 1, min(places)) if step > 0 else (min(places) - 1, max(places))
            ends[line[end][1]] = self._printed[line[other][1]]
        what, across = (_COLUMNS, _ROWS) if self.grid.turned else (_ROWS, _COLUMNS)
        names = [self.grid.name(self.grid.rows[index], row=not self.grid.turned) for index in (rows[0], rows[1])]
        of = self._across(columns, across)
        moved = _SHIFTED[what, step]
        in_order = self.grid.turned or self.grid.rows == self.grid.context.rows_of(self.grid.form, self.grid.instance)
        counted = f"（第 {rows[0] + 1} 至第 {rows[1] + 1} {what}）" if in_order else ""
        words = f"{of}自“{names[0]}”至“{names[1]}”{counted}的数字整体{moved}"
        return BlockSupposition(
            MOVED, self.grid.place, words, Slip(SlipKind.MOVED, moved, self.grid.misread), mended, ends
        )

    def _swap(self, one: str, other: str, columns: tuple[str, ...]) -> BlockSupposition:
        """Two rows stand at each other's place in some columns."""
        mended: dict[str, Decimal] = {}
        for column in columns:
            pair = [self.grid.cells[row, column].id for row in (one, other) if (row, column) in self.grid.cells]
            if len(pair) == 2 and all(key in self._printed for key in pair):
                mended |= {pair[0]: self._printed[pair[1]], pair[1]: self._printed[pair[0]]}
        what, across = (_COLUMNS, _ROWS) if self.grid.turned else (_ROWS, _COLUMNS)
        names = [self.grid.name(name, row=not self.grid.turned) for name in (one, other)]
        apart = abs(self.grid.rows.index(one) - self.grid.rows.index(other))
        changed = [value for key, value in mended.items() if value != self._printed[key]]
        if len(changed) == 2 and not all(changed):
            words = f"{self._across(columns, across)}“{names[0]}”与“{names[1]}”两{what}的数字填错了{what}"
            return BlockSupposition(
                SWAPPED,
                self.grid.place,
                words,
                Slip(SlipKind.MISPLACED, what, self.grid.misread),
                mended,
                distance=apart,
            )
        words = f"{self._across(columns, across)}“{names[0]}”与“{names[1]}”两{what}的数字互相颠倒"
        return BlockSupposition(
            SWAPPED, self.grid.place, words, Slip(SlipKind.EXCHANGED, what, self.grid.misread), mended, distance=apart
        )

    def _across(self, names: tuple[str, ...], what: str) -> str:
        if len(names) == len(self.grid.columns) and len(names) > 1:
            return f"各{what}"
        shown = "、".join(f"“{self.grid.name(name, row=self.grid.turned)}”" for name in names[:3])
        return f"{shown}等 {len(names)} {what}" if len(names) > 3 else f"{shown}{what}"
