"""What any table obeys: totals are sums, codes and numbered lines have what stands below them, a column called 合计 sums its neighbours.

Of a table that is none of the known forms nobody knows what its numbers state, nor which relation is meant. So its own arithmetic has to
show it: relations of one kind make a family, and the family is judged only where nearly all of it holds and the few numbers that would
have to change explain the rest. What does not hold often enough was not meant, and accuses nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from juesuan.checking.blame.slips import TYPED, slip
from juesuan.checking.context import Context, not_applicable
from juesuan.checking.linear import Equation, equation_of, judge
from juesuan.checking.other_numbers import is_in_pieces, numbers_of_other
from juesuan.model import Outcome, Row, Severity, State, Statement, Table, Unit
from juesuan.model.expressions import expression

__all__ = ["Family", "Numbers", "columns_families", "holding", "outcomes_of", "rollings", "rows_families"]

_TOTAL = expression(r".{0,12}?(?:合计|总计|小计)(?:[（(].*[）)])?")
_PLAIN_TOTAL = expression(r"(?:本年)?(?:收入|支出)?(?:合计|总计|总\s*计)")
_SUBTOTAL = expression(r".{0,12}?小计")
_RATE = expression(r"率|比重|比例|占比|增减|%|均|单价|标准|分值|得分|权重|编号|序号|时间|年度$")
_PART = expression(r"其中")
_IN_PART = expression(r"部分|主要|重点|大额|典型|抽|选取|前.{1,2}[名位项]")
_MARKS = tuple(
    expression(pattern)
    for pattern in (r"[一二三四五六七八九十]+[、.．]", r"[（(][一二三四五六七八九十]+[）)]", r"\d{1,2}[、.．]", r"[（(]\d{1,2}[）)]")
)  # fmt: skip
_OPENING, _CLOSING = expression(r"(?:年初|上年|期初).*结[转余]"), expression(r"(?:年末|期末|结转下年).*")
_INCOME, _SPEND = expression(r"(?:本年)?收入(?:/?(?:合计|小计))?"), expression(r"(?:本年)?支出(?:/?(?:合计|小计))?")
_CODE_LEVELS = (5, 3)
_LONGEST_RUN = 12
_MOST_PARTS = 12
_ENOUGH = 3
"""So many relations that hold show that a family is meant; of codes, which everybody sums, one less."""


class Family(Struct, frozen=True):
    """Relations that are meant together or not at all.

    Attributes:
        equations: the relations. enough: how many must hold to show that they are meant.
        named: the words say it, too: a row called 合计 below or above rows of one level.
        in_part: the title says that not all is listed, so that a total may be of more. by_head: the head of a column says what it is.
    """

    equations: tuple[Equation, ...]
    enough: int = _ENOUGH
    named: bool = False
    in_part: bool = False
    by_head: bool = False


class Numbers:
    """The numbers of a table, by row and column.

    Attributes:
        table: the table. columns: keys of the columns that may be summed: rates, prices and scores may not.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self._heads = {column.key: column.label for column in table.columns}
        self._stated = numbers_of_other(table)
        self.columns = tuple(column.key for column in table.columns if self._may_be_summed(column.key))

    def _may_be_summed(self, column: str) -> bool:
        if _RATE.search(self._heads[column]):
            return False
        units = [s.amount.unit for (_, key), s in self._stated.items() if key == column and s.amount.raw]
        return Unit.PERCENT not in units and Unit.POINTS not in units

    def head(self, column: str) -> str:
        """The header of a column, its levels joined by ``/``."""
        return self._heads[column]

    def at(self, row: Row, column: str) -> Statement | None:
        """The number there; None where none is printed, or something that is no number."""
        return self._stated.get((row.key, column))

    def equation(self, whole: Row, parts: Sequence[Row], column: str) -> Equation | None:
        """One number as the sum of others of its column; None where a number is no number or nothing is printed."""
        return _equation(self.at(whole, column), [self.at(part, column) for part in parts if self._has(part, column)])

    def _has(self, row: Row, column: str) -> bool:
        return (row.key, column) in self.table.cells


def _equation(whole: Statement | None, parts: Sequence[Statement | None]) -> Equation | None:
    stated = [part for part in parts if part is not None]
    if whole is None or len(stated) < len(parts) or not stated or whole.is_blank:
        return None
    if not whole.value and not any(part.value for part in stated):
        return None
    return equation_of(((1, whole), *((-1, part) for part in stated)))


def rows_families(numbers: Numbers) -> Iterator[Family]:
    """Sums over rows: of codes, of numbered lines, of all rows above or below a total. Tables side by side are summed apart."""
    in_part = _IN_PART.search(numbers.table.title) is not None
    for rows in _side_by_side(numbers):
        coded = sum(bool(row.code) for row in rows)
        if coded >= 2:
            below = _below(rows)
            yield Family(
                tuple(_of_codes(numbers, rows)), _ENOUGH - 1, _is_plain(rows) and below.keys() == {""}, in_part
            )
            continue
        numbered = Family(tuple(_numbered(numbers, rows)))
        yield numbered
        # Where the numbered lines are sums, the total above them is one, too, unless nothing of it holds.
        enough = _ENOUGH - (holding(numbered)[0] >= _ENOUGH)
        named = _is_plain(rows)
        ways = (Family(tuple(way), enough, named, in_part) for way in _totals(numbers, rows))
        yield max(ways, key=holding, default=Family(()))


def _side_by_side(numbers: Numbers) -> Iterator[list[Row]]:
    """The rows of each of the tables that stand side by side: those that share columns."""
    columns: dict[str, frozenset[str]] = {}
    for key, column in numbers.table.cells:
        columns[key] = columns.get(key, frozenset()) | {column}
    found: list[tuple[frozenset[str], list[Row]]] = []
    for row in numbers.table.rows:
        if not found or not found[-1][0] & columns[row.key]:
            found.append((columns[row.key], []))
        found[-1] = (found[-1][0] | columns[row.key], [*found[-1][1], row])
    return (rows for _, rows in found)


def _below(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows with codes by the row right above them; those with none above them under an empty code."""
    below: dict[str, list[Row]] = {}
    listed = {row.code for row in rows if row.code}
    for row in rows:
        above = next(
            (row.code[:size] for size in _CODE_LEVELS if size < len(row.code) and row.code[:size] in listed), ""
        )
        if row.code:
            below.setdefault(above, []).append(row)
    return below


def _of_codes(numbers: Numbers, rows: Sequence[Row]) -> Iterator[Equation]:
    below, listed = _below(rows), Counter(row.code for row in rows if row.code)
    totals = [row for row in rows if not row.code and _PLAIN_TOTAL.fullmatch(row.label)]
    for whole in (*totals[:1], *(row for row in rows if listed[row.code] == 1)):
        yield from _each_column(numbers, whole, below.get(whole.code, []))


def _each_column(numbers: Numbers, whole: Row, parts: Sequence[Row]) -> Iterator[Equation]:
    for column in numbers.columns:
        found = numbers.equation(whole, parts, column) if parts else None
        if found is not None:
            yield found


def _level(label: str) -> int:
    return next((level for level, mark in enumerate(_MARKS) if mark.match(label)), -1)


def _numbered(numbers: Numbers, rows: Sequence[Row]) -> Iterator[Equation]:
    """A numbered line and the lines of the next level right below it, where it prints a number of its own."""
    open_at: dict[int, tuple[Row, list[Row]]] = {}
    closed: list[tuple[Row, list[Row]]] = []
    for row in rows:
        level = _level(row.label)
        if level < 0:
            continue
        closed.extend(open_at.pop(deeper) for deeper in [other for other in open_at if other >= level])
        if open_at and not _PART.search(row.label):
            open_at[max(open_at)][1].append(row)
        open_at[level] = (row, [])
    for whole, parts in (*closed, *open_at.values()):
        if len(parts) > 1:
            yield from _each_column(numbers, whole, parts)


def _totals(numbers: Numbers, rows: Sequence[Row]) -> Iterator[list[Equation]]:
    """The ways in which totals may sum the other rows: all others, or the run of rows before or behind each 小计."""
    totals = [row for row in rows if _TOTAL.fullmatch(row.label) and _level(row.label) < 0]
    if not totals:
        return
    levels = {_level(row.label) for row in rows if row not in totals} - {-1}
    plain = [row for row in rows if row not in totals and not _PART.match(row.label)]
    parts = [row for row in plain if _level(row.label) == min(levels)] if levels else plain
    subtotals = [row for row in totals if _SUBTOTAL.fullmatch(row.label)]
    whole = next((row for row in totals if row not in subtotals), None)
    if not subtotals:
        yield list(_each_column(numbers, totals[0], parts))
        return
    for runs in (_runs(rows, subtotals, totals), _runs(rows[::-1], subtotals, totals)):
        found = [e for subtotal, run in runs for e in _each_column(numbers, subtotal, [r for r in run if r in parts])]
        if whole is not None:
            found += _each_column(numbers, whole, subtotals)
        yield found


def _is_plain(rows: Sequence[Row]) -> bool:
    """Whether one row is called the total, and all others are of one level: then there is but one thing that it may sum."""
    totals = [row for row in rows if _TOTAL.fullmatch(row.label)]
    others = [row for row in rows if row not in totals]
    named = len(totals) == 1 and _PLAIN_TOTAL.fullmatch(totals[0].label) is not None and rows[0] in totals + others[:1]
    ends = totals and (rows[0] is totals[0] or rows[-1] is totals[0])
    levels = {_level(row.label) for row in others}
    return (
        bool(named and ends)
        and len(levels) == 1
        and len(others) > 1
        and not any(_PART.search(row.label) for row in others)
    )


def _runs(rows: Sequence[Row], subtotals: Sequence[Row], totals: Sequence[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Each 小计 with the rows behind it up to the next total."""
    current: tuple[Row, list[Row]] | None = None
    for row in rows:
        if row in totals:
            if current is not None:
                yield current
            current = (row, []) if row in subtotals else None
        elif current is not None:
            current[1].append(row)
    if current is not None:
        yield current


def columns_families(numbers: Numbers) -> Iterator[Family]:
    """A column called 合计, 小计 or 总计 and the run of columns beside it that it sums in most rows."""
    keys = [column.key for column in numbers.table.columns]
    for index, key in enumerate(keys):
        if not _TOTAL.fullmatch(numbers.head(key).rpartition("/")[2]) or key not in numbers.columns:
            continue
        runs = [keys[index + 1 : end] for end in range(index + 2, min(len(keys), index + _LONGEST_RUN) + 1)]
        runs += [keys[start:index] for start in range(max(0, index - _LONGEST_RUN), index)]
        usable = [run for run in runs if len(run) > 1 and all(column in numbers.columns for column in run)]
        families = (Family(tuple(_across(numbers, key, run))) for run in usable)
        yield max(families, key=holding, default=Family(()))


def _across(numbers: Numbers, whole: str, parts: Sequence[str]) -> Iterator[Equation]:
    for row in numbers.table.rows:
        found = _equation(numbers.at(row, whole), [numbers.at(row, part) for part in parts])
        if found is not None:
            yield found


def rollings(numbers: Numbers) -> Iterator[Family]:
    """What was there, and came in, and went out, is what is left: by the words of the columns."""
    found = [
        [
            column.key
            for column in numbers.table.columns
            if word.fullmatch(column.label) and column.key in numbers.columns
        ]
        for word in (_OPENING, _INCOME, _SPEND, _CLOSING)
    ]
    if any(len(columns) != 1 for columns in found):
        return
    opening, income, spend, closing = (columns[0] for columns in found)
    made = []
    for row in numbers.table.rows:
        terms = [numbers.at(row, column) for column in (closing, opening, income, spend)]
        stated = [term for term in terms if term is not None]
        if len(stated) == len(terms) and any(term.value for term in stated):
            made.append(equation_of(tuple(zip((1, -1, -1, 1), stated, strict=True))))
    yield Family(tuple(made))


def holding(family: Family) -> tuple[int, int]:
    """How many relations hold to the last digit, and how few do not: of two ways to read a table the better one has more."""
    residuals = [sum(sign * s.value for sign, s in e.terms) for e in family.equations]
    holds = sum(not residual for residual in residuals)
    return holds, holds - len(residuals)


def outcomes_of(families: Callable[[Numbers], Iterable[Family]], context: Context) -> Iterator[Outcome]:
    """What the families of relations end in, over all tables that are none of the known forms."""
    tables = (*context.disclosure.others, *filter(is_in_pieces, context.disclosure.tables.values()))
    if not tables:
        yield not_applicable("文件中没有已知的表以外的表")
        return
    said = False
    for table in tables:
        for family in families(Numbers(table)):
            for outcome in _judged(family, context):
                said = True
                yield outcome
    if not said:
        yield not_applicable("其他表中的数没有表现出这种关系")


def _judged(family: Family, context: Context) -> Iterator[Outcome]:
    """What the relations of a family end in; nothing where its arithmetic does not show that it is meant.

    Where words and little arithmetic say it, one number that breaks it is a warning.
    """
    outcomes = [judge(equation, context) for equation in family.equations]
    if _is_meant(family, outcomes):
        yield from outcomes
    elif (family.named or family.by_head) and _is_hinted(family, outcomes):
        yield from (
            replace(outcome, severity=Severity.WARNING) if outcome.state is State.FAIL else outcome
            for outcome in outcomes
        )


def _is_meant(family: Family, outcomes: Sequence[Outcome]) -> bool:
    if any(outcome.state is State.UNDECIDABLE for outcome in outcomes):
        return False
    broken = [outcome for outcome in outcomes if outcome.state is State.FAIL]
    holds = sum(any(term.statement.value for term in o.terms if term.statement) for o in outcomes) - len(broken)
    if not broken:
        return holds >= family.enough
    kept = {term.statement.id for o in outcomes if o.state is not State.FAIL for term in o.terms if term.statement}
    causes = _causes(broken, kept)
    if holds >= family.enough and len(causes) <= max(1, holds // _ENOUGH):
        return True
    # One number that two relations want to be the same other number was hardly met by chance.
    return len(causes) == 1 and causes[0] > 1 and holds + len(broken) >= _ENOUGH


def _is_hinted(family: Family, outcomes: Sequence[Outcome]) -> bool:
    """Whether a total that the words name is meant: every other column holds and has parts enough, a slip of the hand explains it, or it
    is the only one and sums no other choice of its rows.
    """
    if any(outcome.state is State.UNDECIDABLE for outcome in outcomes):
        return False
    broken = [outcome for outcome in outcomes if outcome.state is State.FAIL]
    holding = [outcome for outcome in outcomes if outcome.state is not State.FAIL and _has_parts(outcome)]
    if not broken:
        return bool(holding)
    if family.by_head:
        return len(broken) == 1 < len(outcomes)
    if len(broken) != 1 or not _has_parts(broken[0]):
        return False
    return (
        bool(holding)
        or _is_slip(broken[0])
        or (len(outcomes) == 1 and not family.in_part and not _sums_some(broken[0]))
    )


def _sums_some(outcome: Outcome) -> bool:
    """Whether the total is the sum of some of the rows: the others may be parts of those. Of many rows some will make up anything."""
    whole, *parts = [term.statement.value for term in outcome.terms if term.statement is not None]
    if len(parts) > _MOST_PARTS:
        return True
    sums = {Decimal(0)}
    for part in parts:
        sums |= {total + part for total in sums}
    return any(abs(total - whole) <= (outcome.allowed or 0) for total in sums)


def _has_parts(outcome: Outcome) -> bool:
    """Whether at least two of the parts are amounts, and none is more than the whole."""
    values = [term.statement.value for term in outcome.terms if term.statement is not None]
    parts = [value for value in values[1:] if value]
    return len(parts) > 1 and (min(parts) < 0 or max(parts) <= values[0])


def _is_slip(outcome: Outcome) -> bool:
    """Whether the total is what one gets who mistypes the sum."""
    whole, *parts = (term.statement for term in outcome.terms if term.statement is not None)
    wanted = sum((part.value for part in parts), Decimal(0))
    found = slip(whole.value, whole.amount.raw, wanted, whole.amount.decimals, {})
    return found is not None and found.kind in TYPED


def _causes(broken: Sequence[Outcome], kept: Iterable[str]) -> list[int]:
    """How many numbers have to change so that all relations hold, as how many relations each of them mends."""
    sound = frozenset(kept)
    left = list(range(len(broken)))
    found: list[int] = []
    while left:
        mended: dict[tuple[str, Decimal], list[int]] = {}
        for index in left:
            residual = _residual(broken[index])
            for term in broken[index].terms:
                if term.statement is not None and term.statement.id not in sound:
                    mended.setdefault((term.statement.id, -term.sign * residual), []).append(index)
        best = max(mended.values(), key=len, default=left[:1])
        found.append(len(best))
        left = [index for index in left if index not in best]
    return found


def _residual(outcome: Outcome) -> Decimal:
    return sum((term.sign * term.statement.value for term in outcome.terms if term.statement is not None), Decimal(0))
