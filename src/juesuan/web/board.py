"""The board: each unit with the last version of its document, what was found in it, how far its review is, and who has sent nothing."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from juesuan.web.store.schema import (
    Conclusion,
    DecisionRow,
    DocumentRow,
    FindingRow,
    LayoutDecisionRow,
    Receipt,
    Review,
    UnitRow,
)

__all__ = ["ORDERS", "Board", "BoardFilter", "BoardLine", "HandedIn", "board", "handed_in"]

PAGE = 200
"""Lines of a page."""


class BoardFilter(Struct, frozen=True):
    """Which lines are wanted.

    Attributes:
        search: a piece of the unit's name. year: of the documents; None: all. kind: as the report names it; empty: all.
        state: one of ``Review``, or ``missing``: units of the list without a document; empty: all.
        order: one of ``ORDERS``; descending with a minus before it. page: from 1.
    """

    search: str = ""
    year: int | None = None
    kind: str = ""
    state: str = ""
    order: str = "unit"
    page: int = 1


class BoardLine(Struct, frozen=True):
    """One unit and its document of a year; without one, what is said of the unit alone.

    Attributes:
        decided: findings of which the reviewer said what holds. true: those that hold.
    """

    unit_id: int
    unit: str
    due: str
    person: str
    document: int | None
    year: int | None
    kind: str
    version: int
    verdict: str
    conclusion: str
    errors: int
    warnings: int
    decided: int
    true: int
    review: str


class Board(Struct, frozen=True):
    """A page of the board: its lines, how many there are on all pages, and the years and kinds that there are."""

    lines: tuple[BoardLine, ...]
    count: int
    pages: int
    years: tuple[int, ...]
    kinds: tuple[str, ...]


class HandedIn(Struct, frozen=True):
    """A file that was handed in, and what became of it."""

    document: int
    name: str
    member: str
    received: str
    receipt: str
    conclusion: str
    message: str
    unit: str
    year: int | None
    copy_of: int | None


_LATER = aliased(DocumentRow)

ORDERS: dict[str, ColumnElement[Any]] = {
    "unit": UnitRow.name.expression,
    "year": DocumentRow.year.expression,
    "errors": DocumentRow.errors.expression,
    "warnings": DocumentRow.warnings.expression,
    "review": DocumentRow.review.expression,
    "due": UnitRow.due.expression,
    "person": UnitRow.person.expression,
}
"""By what the board can be ordered."""


def board(session: Session, wanted: BoardFilter) -> Board:
    """A page of the board."""
    lines = _lines(wanted)
    count = session.scalar(select(func.count()).select_from(lines.subquery())) or 0
    name = wanted.order.removeprefix("-")
    column = ORDERS.get(name, ORDERS["unit"])
    order = column.desc() if wanted.order.startswith("-") else column.asc()
    page = max(1, wanted.page)
    ordered = lines.order_by(order.nulls_last(), UnitRow.name, DocumentRow.id).limit(PAGE).offset((page - 1) * PAGE)
    # The document is None where a unit has sent nothing, which the types of outer joins do not say.
    rows: list[tuple[UnitRow, DocumentRow | None]] = [(unit, document) for unit, document in session.execute(ordered)]
    decided = _decided(session, [document.id for _, document in rows if document is not None])
    judged = DocumentRow.version > 0
    years = session.scalars(select(DocumentRow.year).where(judged).distinct())
    kinds = session.scalars(select(DocumentRow.kind).where(judged).distinct())
    return Board(
        tuple(_line(unit, document, decided) for unit, document in rows),
        count,
        -(-count // PAGE),
        tuple(sorted(filter(None, years), reverse=True)),
        tuple(sorted(kinds)),
    )


def handed_in(session: Session, limit: int = PAGE) -> tuple[HandedIn, ...]:
    """What was handed in last, newest first: each file is accounted for."""
    rows = select(DocumentRow, UnitRow.name).outerjoin(UnitRow, UnitRow.id == DocumentRow.unit_id)
    return tuple(
        HandedIn(
            document.id,
            document.name,
            document.member,
            document.received,
            document.receipt,
            document.conclusion,
            document.message,
            unit or "",
            document.year,
            document.copy_of,
        )
        for document, unit in session.execute(rows.order_by(DocumentRow.id.desc()).limit(limit))
    )


def _lines(wanted: BoardFilter) -> Select[UnitRow, DocumentRow]:
    """Each unit with the last version of each of its documents; units that are expected without one, too."""
    newer = select(_LATER.id).where(
        _LATER.unit_id == DocumentRow.unit_id,
        _LATER.year.is_not_distinct_from(DocumentRow.year),
        _LATER.kind == DocumentRow.kind,
        _LATER.version > DocumentRow.version,
    )
    last = and_(
        DocumentRow.unit_id == UnitRow.id,
        DocumentRow.receipt == Receipt.JUDGED,
        ~newer.exists(),
        *([DocumentRow.year == wanted.year] if wanted.year is not None else []),
        *([DocumentRow.kind == wanted.kind] if wanted.kind else []),
    )
    lines = select(UnitRow, DocumentRow).outerjoin(DocumentRow, last)
    lines = lines.where(or_(UnitRow.is_expected, DocumentRow.id.is_not(None)))
    if wanted.search:
        lines = lines.where(UnitRow.name.contains(wanted.search, autoescape=True))
    if wanted.state == "missing":
        lines = lines.where(DocumentRow.id.is_(None))
    elif wanted.state:
        lines = lines.where(DocumentRow.review == Review(wanted.state))
    return lines


def _decided(session: Session, documents: list[int]) -> dict[int, tuple[int, int]]:
    """Of each document, how many findings are decided and how many of these hold."""
    rows = (
        select(
            FindingRow.document_id,
            func.count(),
            func.sum((DecisionRow.judgement == Conclusion.TRUE).cast(UnitRow.id.type)),
        )
        .join(DocumentRow, DocumentRow.id == FindingRow.document_id)
        .outerjoin(
            DecisionRow,
            and_(DecisionRow.unit_id == DocumentRow.unit_id, DecisionRow.fingerprint == FindingRow.fingerprint),
        )
        .outerjoin(
            LayoutDecisionRow,
            and_(LayoutDecisionRow.layout == DocumentRow.layout, LayoutDecisionRow.subject == FindingRow.subject),
        )
        .where(FindingRow.document_id.in_(documents))
        .where(or_(DecisionRow.act_id.is_not(None), LayoutDecisionRow.act_id.is_not(None)))
        .group_by(FindingRow.document_id)
    )
    return {document: (decided, int(true or 0)) for document, decided, true in session.execute(rows)}


def _line(unit: UnitRow, document: DocumentRow | None, decided: dict[int, tuple[int, int]]) -> BoardLine:
    if document is None:
        return BoardLine(unit.id, unit.name, unit.due, unit.person, None, None, "", 0, "", "", 0, 0, 0, 0, "missing")
    said, true = decided.get(document.id, (0, 0))
    return BoardLine(
        unit.id,
        unit.name,
        unit.due,
        unit.person,
        document.id,
        document.year,
        document.kind,
        document.version,
        document.verdict,
        document.conclusion,
        document.errors,
        document.warnings,
        said,
        true,
        document.review,
    )
