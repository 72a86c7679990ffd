"""What an indicator comes to by the evidence: a measure in words, asked of the locked database, shown with its rows and its formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from msgspec import Struct

from juesuan.performance.evidence.conditions import Compiled, NoMeasure, compiled, decided, filled
from juesuan.performance.evidence.engine import QueryRefused, quoted
from juesuan.performance.evidence.periods import DaySpan, period_of
from juesuan.performance.evidence.printing import Amounting, printed_value, wanted_of
from juesuan.performance.evidence.shown import Exact, Shown
from juesuan.performance.evidence.tables import PLACE, Evidence, EvidenceTable, TableColumn
from juesuan.performance.evidence.unread import undated, unheard, unread_cells

__all__ = ["STATISTICS", "EvidenceMeasure", "measured"]

STATISTICS = {
    "count": "计数",
    "sum": "求和",
    "average": "平均",
    "share": "占比",
    "growth": "同比",
    "distinct": "去重计数",
    "latest": "最新值",
}
_NEEDS_FIELD = frozenset({"sum", "average", "growth", "distinct", "latest"})
_WHOLE_NUMBERS = frozenset(
    {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"}
)


class EvidenceMeasure(Struct, frozen=True):
    """How an indicator's actual value is found, as the accountant writes it.

    Attributes:
        table: of evidence, by any of its names. statistic: a key of :data:`STATISTICS`.
        field: the column that is added up, counted apart, or told. conditions: which rows count.
        share: of a 占比, which of them make the part. period: empty: the fiscal year.
        sql: instead of all that, a SELECT with one row of one number, or of two of which the first is divided by the second.
    """

    table: str = ""
    statistic: str = "count"
    field: str = ""
    conditions: str = ""
    share: str = ""
    period: str = ""
    sql: str = ""


@dataclass(frozen=True, slots=True)
class _Result:
    """The exact value, what it is, its unit, and the numbers that it is made of in words."""

    value: Fraction
    what: Amounting
    unit: str
    counted: int | None
    places: tuple[int | None, int | None]
    numbers: str = ""
    notes: tuple[str, ...] = ()


def measured(measure: EvidenceMeasure, evidence: Evidence, year: int, target: str = "") -> Shown:
    """What a measure comes to. Whatever stands in its way is the reason why there is no value.

    Args:
        year: the fiscal year, which is meant where no period is given.
        target: 年度指标值, in whose unit the value is printed.
    """
    asking = _Asking(measure, evidence, year)
    try:
        result = asking.by_sql(target) if measure.sql.strip() else asking.in_words()
        value = printed_value(result.value, result.what, target, result.unit)
    except NoMeasure as error:
        why = "；".join((str(error), *dict.fromkeys(asking.unheard)))
        return Shown(None, why, asking.rows, formula=asking.formula, first=asking.first, last=asking.last)
    except QueryRefused as error:
        return Shown(None, f"取数没有完成：{error}", formula=asking.formula)
    first, last = (evidence.where(place) for place in result.places)
    notes = (*result.notes, *dict.fromkeys((*asking.unheard, *asking.notes)))
    formula = f"{asking.formula} = {result.numbers}" if result.numbers else asking.formula
    return Shown(value, "", result.counted, first, last, formula, notes, Exact(result.value, result.what))


class _Asking:
    """One measure being asked."""

    def __init__(self, measure: EvidenceMeasure, evidence: Evidence, year: int) -> None:
        self.measure, self.evidence, self.year = measure, evidence, year
        self.formula = ""
        self.rows: int | None = None
        self.first = self.last = ""
        self.notes: list[str] = []
        self.unheard: list[str] = []

    def in_words(self) -> _Result:
        """By table, statistic, field, conditions and period."""
        measure = self.measure
        if measure.statistic not in STATISTICS:
            raise NoMeasure(f"统计方式“{measure.statistic}”不认识，可填：{'、'.join(STATISTICS.values())}")
        table = self._table()
        column = self._field(table)
        where = compiled(measure.conditions, table, self.evidence.schema)
        dated, span = self._period(table)
        self.formula = self._told(table, column, where, dated, span)
        self.notes += undated(self.evidence, table, where, dated)
        self.unheard += unheard(self.evidence, table, where)
        if column is not None:
            where = where.both(filled(column))
        if measure.statistic == "growth":
            return self._growth(table, column, where, dated, span)
        self._require_rows_of(table, dated, span)
        inside = where.both(_within(dated, span))
        if measure.statistic == "share":
            return self._share(table, column, inside)
        if measure.statistic == "latest":
            return self._latest(table, column, inside, dated)
        return self._plain(table, column, inside)

    def _table(self) -> EvidenceTable:
        table = self.evidence.table(self.measure.table)
        if table is None:
            there = "、".join(self.evidence.tables)
            raise NoMeasure(
                f"没有佐证表“{self.measure.table}”" + (f"，有的是：{there}" if there else "，没有给出任何佐证表")
            )
        if not table.rows:
            raise NoMeasure(f"佐证表“{table.name}”里没有数据行")
        return table

    def _field(self, table: EvidenceTable) -> TableColumn | None:
        measure = self.measure
        if not measure.field.strip():
            if measure.statistic in _NEEDS_FIELD:
                raise NoMeasure(f"{STATISTICS[measure.statistic]}要写明是哪一栏")
            return None
        column = table.column(measure.field)
        if column is None:
            there = "、".join(item.title for item in table.columns)
            raise NoMeasure(f"佐证表“{table.name}”没有“{measure.field}”一栏，有的是：{there}")
        numbers = measure.statistic in {"sum", "average", "growth"} or (measure.statistic == "share")
        if numbers and not column.is_number:
            raise NoMeasure(f"“{column.title}”栏不是数字，不能{STATISTICS[measure.statistic]}")
        if measure.statistic == "latest" and column.type == "person":
            raise NoMeasure(f"“{column.title}”是个人信息，不能取最新值")
        if measure.statistic == "latest" and not column.is_number:
            raise NoMeasure(f"“{column.title}”栏不是数字，不能取最新值")
        if numbers and column.unit is None:
            raise NoMeasure(f"“{column.title}”栏各表的单位不一致，或有的没有写明单位")
        return column

    def _period(self, table: EvidenceTable) -> tuple[TableColumn | None, DaySpan]:
        """The date that counts, and from when to when."""
        text, dated = self.measure.period.strip(), table.dated
        dates = [column for column in table.columns if column.is_date]
        for column in sorted(dates, key=lambda item: len(item.title), reverse=True):
            bare = text.removeprefix("按")
            if bare.startswith(column.title):
                dated, text = column, bare[len(column.title) :].lstrip("：:，, ")
                break
        span = period_of(text, self.year)
        if span is None:
            raise NoMeasure(f"期间“{self.measure.period}”看不懂，可写：2022年、1-9月、上半年、截至2022-09-30、不限")
        if span.start is None and span.end is None:
            return None, span
        if dated is None:
            if not self.measure.period.strip():
                return None, DaySpan(None, None)
            raise NoMeasure(f"佐证表“{table.name}”没有（或不止一个）日期栏，期间前请写明按哪一栏，如 按发放日期 2022年")
        return dated, span

    def _require_rows_of(self, table: EvidenceTable, dated: TableColumn | None, span: DaySpan) -> None:
        """Refuses to count what a period has of a kind where it has nothing at all: that is evidence of another year."""
        inside = _within(dated, span)
        sql = f"SELECT count(*) FROM {quoted(table.name)} WHERE ({inside.sql}) IS NOT FALSE"
        if dated is not None and not self.evidence.engine.ask(sql, inside.parameters)[0][0]:
            raise NoMeasure(f"佐证表“{table.name}”中没有 {dated.title}在{span} 的行")

    def _told(
        self,
        table: EvidenceTable,
        column: TableColumn | None,
        where: Compiled,
        dated: TableColumn | None,
        span: DaySpan,
    ) -> str:
        """The formula in words."""
        when = f"{dated.title}在{span}" if dated is not None else ""
        rows = " 且 ".join(filter(None, (when, where.words)))
        of = f"“{table.name}”{f'（{rows}）' if rows else ''}"
        name = f"“{column.title}”" if column is not None else ""
        match self.measure.statistic:
            case "count":
                return f"{of}的行数" if column is None else f"{of}填了{name}的行数"
            case "share":
                part = compiled(self.measure.share, table, self.evidence.schema).words if self.measure.share else ""
                return f"{of}中 {part} 的{name or '行数'}占比"
            case "distinct":
                return f"{of}不同{name}的个数"
            case "latest":
                return f"{of}最近一行的{name}"
            case "growth":
                return f"{of}{name}合计比上年同期增长"
        return f"{of}{name}的{'合计' if self.measure.statistic == 'sum' else '平均'}"

    def _counted(
        self, table: EvidenceTable, inside: Compiled, values: Sequence[str], parameters: Sequence[object] = ()
    ) -> tuple[int, tuple[int | None, int | None], list[Any]]:
        """How many rows, the first and the last of them, and aggregates over them.

        Raises:
            NoMeasure: when nobody can say of some row whether it counts, or when there is none.
        """
        more = "".join(f", {value} FILTER (_in)" for value in values)
        sql = (
            f"SELECT count(*) FILTER (_in), count(*) FILTER (_in IS NULL), min({PLACE}) FILTER (_in), max({PLACE}) FILTER (_in), "
            f"min({PLACE}) FILTER (_in IS NULL){more} FROM (SELECT *, ({inside.sql}) AS _in FROM {quoted(table.name)})"
        )
        ((rows, undecided, first, last, unread, *found),) = self.evidence.engine.ask(
            sql, [*parameters, *inside.parameters]
        )
        self.rows, self.first, self.last = rows, self.evidence.where(first), self.evidence.where(last)
        if undecided:
            what = "看不懂的格，或者重复而不一致" if table.torn else "看不懂的格"
            named = unread_cells(self.evidence, table, unread)
            raise NoMeasure(f"{self.evidence.where(unread)}等 {undecided} 行有{what}{named}，算不出来，请先改正")
        self.notes += [f"重复的 {table.repeated} 行只数一次"] if table.repeated else []
        self.notes += [f"表中有 {table.alike} 行疑似重复，照数"] if table.alike else []
        self.notes += self._faults(table, inside)
        if not rows:
            raise NoMeasure("没有符合条件的行")
        return rows, (first, last), found

    def _faults(self, table: EvidenceTable, inside: Compiled) -> Iterator[str]:
        """What is wrong with rows that were counted: they stay, for nobody but the unit knows what is right, and whoever counts them says so."""
        if not table.wrong:
            return
        counted = (
            f"SELECT {PLACE} AS _at FROM (SELECT {PLACE}, ({inside.sql}) AS _in FROM {quoted(table.name)}) WHERE _in"
        )
        ((rows, first, message),) = self.evidence.engine.ask(
            f"SELECT count(DISTINCT place), min(place), arg_min(message, place) FROM {quoted(table.faults)} "
            f"JOIN ({counted}) ON place = _at",
            inside.parameters,
        )
        if rows:
            yield f"其中 {rows} 行有问题，如 {self.evidence.where(first)}：{message}"

    def _plain(self, table: EvidenceTable, column: TableColumn | None, inside: Compiled) -> _Result:
        statistic = self.measure.statistic
        name = quoted(column.title) if column is not None else ""
        value = {"count": "count(*)", "distinct": f"count(DISTINCT {name})"}.get(statistic, f"sum({name})")
        if statistic == "count":
            rows, places, _ = self._counted_or_none(table, inside, [])
            return _Result(Fraction(rows), "count", "", rows, places)
        rows, places, (found,) = self._counted(table, inside, [value])
        if statistic == "distinct":
            return _Result(Fraction(found), "count", "", rows, places)
        assert column is not None
        total = Fraction(found)
        if statistic == "sum":
            return _Result(total, column.type, column.unit or "", rows, places)
        return _Result(
            total / rows, column.type, column.unit or "", rows, places, f"{_amount(total, column)} ÷ {rows} 行"
        )

    def _counted_or_none(
        self, table: EvidenceTable, inside: Compiled, values: Sequence[str]
    ) -> tuple[int, tuple[int | None, int | None], list[Any]]:
        """The same, where no row is an answer too: the table has rows, and none of them is of that kind."""
        try:
            return self._counted(table, inside, values)
        except NoMeasure:
            if self.rows == 0 and self._nothing_undecided(table, inside):
                return 0, (None, None), []
            raise

    def _nothing_undecided(self, table: EvidenceTable, inside: Compiled) -> bool:
        sql = f"SELECT count(*) FROM {quoted(table.name)} WHERE ({inside.sql}) IS NULL"
        return not self.evidence.engine.ask(sql, inside.parameters)[0][0]

    def _share(self, table: EvidenceTable, column: TableColumn | None, inside: Compiled) -> _Result:
        part = compiled(self.measure.share, table, self.evidence.schema)
        if part.sql == "TRUE":
            raise NoMeasure("占比要在“其中”栏写明哪些行是分子")
        self.unheard += unheard(self.evidence, table, part)
        name = quoted(column.title) if column is not None else ""
        value = f"sum({name})" if name else "count(*)"
        # A row of which nobody can say whether it is in the part is one of which nobody can say whether it counts.
        both = Compiled(
            f"CASE WHEN ({inside.sql}) THEN ({part.sql}) IS NOT NULL OR NULL ELSE ({inside.sql}) END",
            (*inside.parameters, *part.parameters, *inside.parameters),
        )
        sql_part = f"CASE WHEN ({part.sql}) THEN {name or '1'} END"
        numerator = f"sum({sql_part})"
        rows, places, (whole, some) = self._counted(table, both, [value, numerator], part.parameters)
        whole, some = Fraction(whole), Fraction(some or 0)
        if whole <= 0:
            raise NoMeasure("占比的分母不是正数")
        shown = (_amount(some, column), _amount(whole, column)) if column is not None else (f"{some}", f"{whole}")
        return _Result(some / whole, "share", "%", rows, places, f"{shown[0]} ÷ {shown[1]}")

    def _growth(
        self,
        table: EvidenceTable,
        column: TableColumn | None,
        where: Compiled,
        dated: TableColumn | None,
        span: DaySpan,
    ) -> _Result:
        assert column is not None
        before = span.before
        if dated is None or before is None:
            raise NoMeasure("同比要有日期栏和起止期间")
        name = quoted(column.title)
        rows, places, (now,) = self._counted(table, where.both(_within(dated, span)), [f"sum({name})"])
        kept = self.rows, self.first, self.last
        try:
            earlier, _, (then,) = self._counted(table, where.both(_within(dated, before)), [f"sum({name})"])
        except NoMeasure as error:
            self.rows, self.first, self.last = kept
            raise NoMeasure(f"上年同期（{before}）：{error}") from error
        base, total = Fraction(then), Fraction(now)
        if base <= 0:
            raise NoMeasure(f"上年同期（{before}）的合计不是正数，不能算同比")
        told = f"{_amount(total, column)} ÷ {_amount(base, column)} − 1"
        note = f"本期 {rows} 行，上年同期 {earlier} 行" if rows != earlier else ""
        return _Result(total / base - 1, "share", "%", rows, places, told, (note,) if note else ())

    def _latest(
        self, table: EvidenceTable, column: TableColumn | None, inside: Compiled, dated: TableColumn | None
    ) -> _Result:
        assert column is not None
        by = dated or table.dated
        if by is None:
            raise NoMeasure(f"佐证表“{table.name}”没有日期栏，不知道哪一行最新")
        name, day = quoted(column.title), quoted(by.title)
        inside = inside.both(filled(by))
        _, _, (last,) = self._counted(table, inside, [f"max({day})"])
        at = inside.both(Compiled(f"{day} = ?", (last,)))
        rows, places, (low, high) = self._counted(table, at, [f"min({name})", f"max({name})"])
        if low != high:
            raise NoMeasure(f"{by.title} {last} 有 {rows} 行，数不相同，请加条件")
        return _Result(Fraction(low), column.type, column.unit or "", rows, places, "", ())

    def by_sql(self, target: str) -> _Result:
        """By a question of the user's own."""
        self.formula = f"SQL：{' '.join(self.measure.sql.split())}"
        types, rows = self.evidence.engine.ask_own(self.measure.sql, 2)
        if len(rows) != 1 or len(types) not in {1, 2}:
            raise NoMeasure("SQL 应得到一行，一栏是数，两栏是分子和分母")
        if not all(kind in _WHOLE_NUMBERS or kind.startswith("DECIMAL") for kind in types):
            raise NoMeasure(f"SQL 得到的是 {'、'.join(types)}，不是整数或小数；相除请分两栏给出分子、分母")
        if any(value is None for value in rows[0]):
            raise NoMeasure("SQL 没有得到数")
        numbers = [Fraction(Decimal(value)) for value in rows[0]]
        if len(numbers) == 2:
            if not numbers[1]:
                raise NoMeasure("SQL 的分母是 0")
            told = f"{_told_number(numbers[0])} ÷ {_told_number(numbers[1])}"
            return _Result(numbers[0] / numbers[1], "share", "%", None, (None, None), told)
        return _Result(numbers[0], _sql_kind(target), "%", None, (None, None))


def _sql_kind(target: str) -> Amounting:
    """What a number of a user's own question is: what the target asks for. Money is in yuan, as in the tables."""
    wanted = wanted_of(target)
    if wanted is not None and wanted.amount.unit.is_money:
        return "money"
    return "number" if wanted is not None and wanted.measure == "%" else "count"


def _within(dated: TableColumn | None, span: DaySpan) -> Compiled:
    """That a row is of a period."""
    if dated is None:
        return Compiled()
    name, days = quoted(dated.title), (span.start, span.end)
    sides = [f"{name} {sign} ?" for sign, day in zip((">=", "<="), days, strict=True) if day is not None]
    inside = " AND ".join((f"{name} IS NOT NULL", *sides))
    return Compiled(decided(inside, dated), tuple(day for day in days if day is not None))


def _amount(value: Fraction, column: TableColumn) -> str:
    """A sum in words: money in 万元 where it is much."""
    if column.type != "money":
        return f"{_told_number(value)}{column.unit or ''}"
    return f"{_told_number(value / 10_000)}万元" if abs(value) >= 10_000 else f"{_told_number(value)}元"


def _told_number(value: Fraction) -> str:
    """A number without useless zeros; sums of the tables have six decimals at most."""
    shown = f"{Decimal(value.numerator) / Decimal(value.denominator):f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
