"""The charts of a unit: of one year, and its years beside one another. Every mark leads to the printed number."""

from __future__ import annotations

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from juesuan.publishing.charts import BarChart, ChartBar, ChartsOfDocument, chart_of_years, chart_svg
from juesuan.reporting.numbers import NumberRecord
from juesuan.web.store.reports import Reports
from juesuan.web.store.schema import DocumentRow, UnitRow

__all__ = ["ChartCell", "ChartsPage", "ShownChart", "charts_page"]


class ChartCell(Struct, frozen=True):
    """A number of the table beneath a chart, and the address where it is printed; both empty where there is none."""

    text: str = ""
    address: str = ""


class ShownChart(Struct, frozen=True):
    """A chart: its drawing (markup of ours), and the same as a table."""

    title: str
    unit: str
    drawing: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[ChartCell, ...]], ...]


class ChartsPage(Struct, frozen=True):
    """What the page shows; ``others`` are the years of the unit with their documents."""

    document: int
    unit: str
    year: int | None
    kind: str
    charts: tuple[ShownChart, ...]
    others: tuple[tuple[int, int], ...]


def charts_page(number: int, session: Session, reports: Reports) -> ChartsPage | None:
    """The charts of a document and of the years of its unit; None where there is none that was read."""
    document = session.get(DocumentRow, number)
    own = _charts(number, reports)
    if document is None or document.unit_id is None or own is None:
        return None
    others = _years(session, document)
    compared = chart_of_years(
        _named(charts.year, each.id) for each in others if (charts := _charts(each.id, reports)) is not None
    )
    drawn = [_named(chart, number) for chart in own.charts] + ([compared] if compared is not None else [])
    links = {name: link for each in {number, *(row.id for row in others)} for name, link in _links(each, reports)}
    unit = session.get_one(UnitRow, document.unit_id)
    return ChartsPage(
        number,
        unit.name,
        document.year,
        document.kind,
        tuple(_shown(chart, index, links) for index, chart in enumerate(drawn, 1)),
        tuple((each.year, each.id) for each in others if each.year is not None),
    )


def _charts(document: int, reports: Reports) -> ChartsOfDocument | None:
    content = reports.get(document, "charts.json")
    return msgspec.json.decode(content, type=ChartsOfDocument) if content is not None else None


def _years(session: Session, document: DocumentRow) -> list[DocumentRow]:
    """The last version of each year of the unit's documents of this kind; of its own year the document itself."""
    same = select(DocumentRow).where(
        DocumentRow.unit_id == document.unit_id,
        DocumentRow.kind == document.kind,
        DocumentRow.year.is_not(None),
        DocumentRow.version > 0,
    )
    last = {row.year: row for row in session.scalars(same.order_by(DocumentRow.year, DocumentRow.version))}
    return [document if year == document.year else row for year, row in last.items()]


def _named(chart: BarChart, document: int) -> BarChart:
    """Its statements told apart from those of other documents."""
    rows = (
        replace(
            row, bars=tuple(None if bar is None else replace(bar, statement=_name(bar, document)) for bar in row.bars)
        )
        for row in chart.rows
    )
    return replace(chart, rows=tuple(rows))


def _name(bar: ChartBar, document: int) -> str:
    return f"{document} {bar.statement}"


def _links(document: int, reports: Reports) -> list[tuple[str, str]]:
    """Where the numbers of a document are shown."""
    content = reports.get(document, "numbers.json")
    records = msgspec.json.decode(content, type=tuple[NumberRecord, ...]) if content is not None else ()
    return [
        (f"{document} {record.statement}", f"/documents/{document}#n{index}")
        for index, record in enumerate(records)
        if record.statement
    ]


def _shown(chart: BarChart, number: int, links: dict[str, str]) -> ShownChart:
    cells = tuple(
        (
            row.label,
            tuple(
                ChartCell() if bar is None else ChartCell(bar.text, links.get(bar.statement, "")) for bar in row.bars
            ),
        )
        for row in chart.rows
    )
    return ShownChart(chart.title, chart.unit, str(chart_svg(chart, number, links)), chart.series or ("数额",), cells)
