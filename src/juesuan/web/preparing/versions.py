"""The versions of a workbook, as the log tells of them."""

from __future__ import annotations

import msgspec
from msgspec import Struct
from sqlalchemy.orm import Session

from juesuan.web.preparing.acts import PreparationStarted, WorkbookSaved
from juesuan.web.store.log import acts_of
from juesuan.web.store.schema import ActRow

__all__ = ["VersionOfWorkbook", "versions_of"]


class VersionOfWorkbook(Struct, frozen=True):
    """A version of a workbook: when and by whom it came, of how many changes, or as which earlier one; ``vault``: its digest."""

    version: int
    at: str
    person: str
    vault: str
    cells: int = 0
    restored: int = 0


def versions_of(session: Session, number: int) -> tuple[VersionOfWorkbook, ...]:
    """All versions of the workbook of a preparation, the first first; none where there is no such preparation."""
    begun = session.get(ActRow, number)
    if begun is None:
        return ()
    first = msgspec.json.decode(begun.content, type=PreparationStarted)
    found = [VersionOfWorkbook(1, begun.at, begun.person, first.vault)]
    for line in acts_of(session):
        act = line.act
        if isinstance(act, WorkbookSaved) and act.preparation == number:
            found.append(VersionOfWorkbook(len(found) + 1, line.at, line.person, act.vault, act.cells, act.restored))
    return tuple(found)
