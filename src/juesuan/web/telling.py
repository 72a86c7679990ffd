"""The log as people read it: which document of which unit, and which finding, by its words and not by its fingerprint."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from juesuan.web.acts import Act
from juesuan.web.store.log import LogLine, last_acts
from juesuan.web.store.schema import ActRow, DocumentRow, FindingRow, UnitRow
from juesuan.web.words import ACTS, local_time, told

__all__ = ["ToldLine", "told_lines"]

_SHOWN = 3
_LONG = 60
_OWN = "own-"
"""Before the number of the act by which a reviewer added a finding: its fingerprint."""


class ToldLine(Struct, frozen=True):
    """A line of the log for people. ``at``: by the clock of this machine; ``about``: the findings it speaks of, in their own words."""

    at: str
    person: str
    what: str
    told: str
    about: tuple[str, ...] = ()


def told_lines(session: Session, most: int) -> tuple[ToldLine, ...]:
    """The last lines, the newest first: so many at most."""
    lines = last_acts(session, most)
    numbers = {number for line in lines if isinstance(number := getattr(line.act, "document", None), int)}
    units = _units(session, numbers)
    return tuple(_line(session, line, units) for line in lines)


def _line(session: Session, line: LogLine, units: dict[int, str]) -> ToldLine:
    document = getattr(line.act, "document", None)
    said = told(line.act)
    if isinstance(document, int) and (unit := units.get(document)):
        said = (
            said.replace(f"第 {document} 号", f"第 {document} 号 {unit}", 1)
            if unit.partition(" ")[0] not in said
            else said
        )
    return ToldLine(
        local_time(line.at), line.person, ACTS[type(line.act)], said, _about(session, document, _names(line.act))
    )


def _names(act: object) -> tuple[str, ...]:
    """The fingerprints that an act speaks of."""
    one = getattr(act, "fingerprint", "") if hasattr(act, "document") else ""
    return (one,) if one else tuple(getattr(act, "fingerprints", ()))


def _about(session: Session, document: int | None, names: tuple[str, ...]) -> tuple[str, ...]:
    if document is None or not names:
        return ()
    found = [_words(session, document, name) for name in names[:_SHOWN]]
    return (*found, *([f"等 {len(names)} 条"] if len(names) > _SHOWN else []))


def _words(session: Session, document: int, name: str) -> str:
    """What a finding says; one that was taken back is told of by the log itself."""
    finding = session.get(FindingRow, (document, name))
    if finding is not None:
        return f"{finding.rule} {_begun(finding.message)}"
    number = name.removeprefix(_OWN)
    row = session.get(ActRow, int(number)) if name.startswith(_OWN) and number.isdecimal() else None
    return _begun(told(msgspec.json.decode(row.content, type=Act))) if row is not None else name


def _begun(text: str) -> str:
    return text if len(text) <= _LONG else text[:_LONG] + "…"


def _units(session: Session, numbers: Iterable[int]) -> dict[int, str]:
    rows = (
        select(DocumentRow.id, UnitRow.name, DocumentRow.year)
        .join(UnitRow, UnitRow.id == DocumentRow.unit_id)
        .where(DocumentRow.id.in_([*numbers]))
    )
    return {number: f"{unit}{f' {year} 年度' if year else ''}" for number, unit, year in session.execute(rows)}
