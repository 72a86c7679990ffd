"""The enterprises' monthly figures out of the evidence: exact, each with its row; what is doubled or was not understood is no figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from juesuan.performance.evidence.engine import quoted
from juesuan.performance.evidence.masking import PERSON, told
from juesuan.performance.evidence.tables import BAD, PLACE, Evidence, EvidenceTable, TableColumn
from juesuan.performance.monitoring.months import Month
from juesuan.standard.evidence import PeopleWords
from juesuan.standard.monitoring import ReportFields

__all__ = ["Enterprise", "MonthRow", "ReportSeries", "column_of", "read_series"]


@dataclass(frozen=True, slots=True)
class MonthRow:
    """What an enterprise reported of a month.

    Attributes:
        places: of its rows: one, unless the month was reported twice. figures: by measure; what is blank or not understood is not in it.
        unread: measures whose cell was not understood. reported: the day of the report; None: not said.
    """

    places: tuple[int, ...]
    figures: Mapping[str, Decimal]
    unread: frozenset[str]
    reported: date | None

    @property
    def is_doubled(self) -> bool:
        """Whether nobody can say which of several rows counts."""
        return len(self.places) > 1

    def figure(self, measure: str) -> Decimal | None:
        """The figure of a measure, where there is one that is not in doubt."""
        return None if self.is_doubled else self.figures.get(measure)

    def doubt(self, measure: str) -> str:
        """Why there is no figure although there is a row; empty when there is one."""
        if self.is_doubled:
            return "重复填报"
        if measure in self.unread:
            return "有看不懂的格"
        return "" if measure in self.figures else "没有填"


@dataclass(frozen=True, slots=True)
class Enterprise:
    """An enterprise with its rows by month; ``sector``: as it said last."""

    name: str
    sector: str
    rows: Mapping[Month, MonthRow]

    def figure(self, measure: str, month: Month) -> Decimal | None:
        """Its figure of a month, where there is one."""
        row = self.rows.get(month)
        return row.figure(measure) if row is not None else None

    def figures(self, measure: str, until: Month) -> dict[Month, Decimal]:
        """Its figures up to a month, in order."""
        found = ((month, row.figure(measure)) for month, row in sorted(self.rows.items()) if month <= until)
        return {month: figure for month, figure in found if figure is not None}


@dataclass(frozen=True, slots=True)
class ReportSeries:
    """All reports.

    Attributes:
        enterprises: in the order of their first rows. months: of which there are reports, in order.
        measures: those that can be added up: what the column is called, by key; money is in yuan here.
        unsure: those that cannot, for their headers do not say the unit, or not all the same.
        reason: why there is nothing, in Chinese; else empty. unnamed: rows without an enterprise or a month.
        has_dates: whether reports say when they came. undated: how many rows of an enterprise say no month that is understood.
    """

    enterprises: tuple[Enterprise, ...] = ()
    months: tuple[Month, ...] = ()
    measures: Mapping[str, TableColumn] | None = None
    reason: str = ""
    unnamed: int = 0
    has_dates: bool = False
    unsure: Mapping[str, TableColumn] | None = None
    undated: Mapping[str, int] = field(default_factory=dict)

    def column(self, measure: str) -> TableColumn | None:
        """The column of a measure that can be added up."""
        return (self.measures or {}).get(measure)

    def uncounted(self, measure: str) -> str:
        """Why nothing of a measure can be added up, in Chinese; empty when it can."""
        if self.column(measure) is not None:
            return ""
        column = (self.unsure or {}).get(measure)
        if column is None:
            return "没有这一栏"
        return f"“{column.title}”栏各表的单位不一致，或有的没有写明单位（如“{column.title}（万元）”），不能相加"


def column_of(table: EvidenceTable, key: str) -> TableColumn | None:
    """The column that is a field of the table's kind; None where there is none, or where it turned out to be about people."""
    found = next((item for item in table.columns if item.field is not None and item.field.key == key), None)
    return found if found is not None and found.type != "person" else None


def read_series(evidence: Evidence, fields: ReportFields) -> ReportSeries:
    """The reports of all months, or why there are none."""
    kind = next(kind for kind in evidence.schema.kinds if kind.id == fields.kind)
    table = evidence.tables.get(kind.name)
    if table is None:
        return ReportSeries(reason=f"没有佐证表“{kind.name}”")
    if not table.rows:
        return ReportSeries(reason=f"佐证表“{kind.name}”里没有数据行")
    enterprise, month = column_of(table, fields.enterprise), column_of(table, fields.month)
    for column, key in ((enterprise, fields.enterprise), (month, fields.month)):
        if column is None:
            return ReportSeries(reason=f"佐证表“{kind.name}”没有可用的“{kind.field(key).title}”一栏")
    assert enterprise is not None and month is not None
    numbers = {key: item for key in fields.measures if (item := column_of(table, key)) is not None and item.is_number}
    measures = {key: item for key, item in numbers.items() if item.unit is not None}
    sector, reported = column_of(table, fields.sector), column_of(table, fields.reported)
    found = _grouped(evidence, table, (enterprise, month, sector, reported), measures, fields.no_sector)
    return replace(found, unsure={key: item for key, item in numbers.items() if key not in measures})


Columns = tuple[TableColumn, TableColumn, TableColumn | None, TableColumn | None]


def _grouped(
    evidence: Evidence, table: EvidenceTable, columns: Columns, measures: Mapping[str, TableColumn], no_sector: str
) -> ReportSeries:
    rows: dict[str, dict[Month, list[MonthRow]]] = defaultdict(lambda: defaultdict(list))
    sectors: dict[str, tuple[Month, str]] = {}
    undated: dict[str, int] = defaultdict(int)
    unnamed = 0
    called: dict[str, str] = {}
    lines: dict[str | None, str] = {}
    for raw, day, told_sector, row in _rows(evidence, table, columns, measures):
        name = _called(raw, called, evidence.schema.people) if raw is not None else None
        if told_sector not in lines:  # a few that stand in all rows
            lines[told_sector] = told(told_sector, evidence.schema.people, 0)
        sector = lines[told_sector]
        if name is None or day is None:
            unnamed += 1
            undated[name or ""] += 1
            continue
        month = Month.of(day)
        rows[name][month].append(row)
        if sector and (name not in sectors or sectors[name][0] <= month):
            sectors[name] = month, sector
    enterprises = tuple(
        Enterprise(
            name,
            sectors[name][1] if name in sectors else no_sector,
            {month: _joined(found) for month, found in sorted(months.items())},
        )
        for name, months in rows.items()
    )
    months = tuple(sorted({month for enterprise in enterprises for month in enterprise.rows}))
    reason = "" if months else f"佐证表“{table.name}”里没有写明企业和月份的行"
    undated.pop("", None)
    return ReportSeries(enterprises, months, measures, reason, unnamed, columns[3] is not None, undated=dict(undated))


def _called(name: str, called: dict[str, str], words: PeopleWords) -> str:
    """What an enterprise is called: by its name, but a person by a number."""
    if name not in called:
        shown = told(name, words)
        number = sum(other.startswith(PERSON[:-1]) for other in called.values()) + 1
        called[name] = f"{PERSON[:-1]} {number}）" if PERSON in shown else shown
    return called[name]


def _rows(
    evidence: Evidence, table: EvidenceTable, columns: Columns, measures: Mapping[str, TableColumn]
) -> Iterator[tuple[str | None, date | None, str | None, MonthRow]]:
    """Every row: enterprise, a day of the month, sector, and the rest."""
    named = [quoted(item.title) if item is not None else "NULL" for item in columns]
    cells = [quoted(item.title) for item in measures.values()]
    bad = [f"{quoted(item.title + BAD)} IS NOT NULL" if item.bad else "FALSE" for item in measures.values()]
    sql = f"SELECT {', '.join([*named, PLACE, *cells, *bad])} FROM {quoted(table.name)} ORDER BY {PLACE}"
    count = len(measures)
    for name, day, sector, reported, place, *rest in evidence.engine.ask(sql):
        figures = {key: value for key, value in zip(measures, rest[:count], strict=True) if value is not None}
        unread = frozenset(key for key, is_bad in zip(measures, rest[count:], strict=True) if is_bad)
        yield name, day, sector, MonthRow((place,), figures, unread, reported)


def _joined(rows: list[MonthRow]) -> MonthRow:
    """The row of a month; several of them are one in doubt."""
    first = rows[0]
    if len(rows) == 1:
        return first
    return MonthRow(tuple(row.places[0] for row in rows), first.figures, first.unread, first.reported)
