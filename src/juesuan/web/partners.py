"""What a document was compared with when it was judged: whatever is made of it later is compared with the same."""

from __future__ import annotations

import json
from typing import Any

from msgspec import Struct
from sqlalchemy import select

from juesuan.web.store.database import Database
from juesuan.web.store.reports import Reports
from juesuan.web.store.schema import DocumentRow

__all__ = ["PartnerRows", "partners"]


class PartnerRows(Struct, frozen=True):
    """Last year's accounts and this year's budget, where they were at hand."""

    previous: DocumentRow | None = None
    budget: DocumentRow | None = None


def partners(document: int, database: Database, reports: Reports) -> PartnerRows:
    """What the report on a document was made with."""
    content = reports.get(document, "report.json")
    told: dict[str, Any] = json.loads(content)["document"] if content else {}
    with database.reading() as session:
        rows = [
            session.scalars(
                select(DocumentRow)
                .where(DocumentRow.digest == other["sha256"], DocumentRow.copy_of.is_(None))
                .order_by(DocumentRow.id)
            ).first()
            if (other := told.get(name))
            else None
            for name in ("previous", "budget")
        ]
    return PartnerRows(*rows)
