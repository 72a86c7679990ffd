"""Money that the place's form has no line for."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.model import FactKey
from juesuan.preparing.soundness.complaint import Complaint, Examined

__all__ = ["printable"]


def printable(examined: Examined) -> Iterator[Complaint]:
    """Every kind of income and every class of spending has its line in 收入支出决算总表."""
    printed = examined.edition.form("T01")
    if printed is None:
        return
    known = {printed.form.fact(row, column) for row in printed.rows for column in printed.columns}
    lines = {
        FactKey.parse(row.fact): row for row in printed.form.rows if row.fact and not row.memo and not row.replaces
    }
    for fact, row in lines.items():
        if fact not in known and examined.facts.get(fact):
            yield Complaint(
                f"{examined.year} 年的收入支出决算总表没有“{row.label}”这一行，但账上有数。"
                "请核对科目和资金来源，或改用别的版式。"
            )
