"""Money that the place's form has no line for."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.model import FactKey
from juesuan.preparing.soundness.complaint import Complaint, Examined
from juesuan.standard.editions import PrintedForm

__all__ = ["printable"]


def printable(examined: Examined) -> Iterator[Complaint]:
    """Every kind of income and every class of spending has its line in 收入支出决算总表."""
    printed = examined.edition.form("T01")
    if printed is None:
        return
    known = {str(printed.form.fact(row, column)) for row in printed.rows for column in printed.columns}
    for fact, value in sorted(examined.facts.values.items()):
        if value and str(fact) not in known and _has_a_line(fact, printed):
            name = next(row.label for row in printed.form.rows if row.fact == str(fact))
            yield Complaint(
                f"{examined.year} 年的收入支出决算总表没有“{name}”这一行，但账上有数。请核对科目和资金来源，或改用别的版式。"
            )


def _has_a_line(fact: FactKey, printed: PrintedForm) -> bool:
    """Whether the standard form has a line of its own for the fact."""
    return any(row.fact == str(fact) and not row.memo and not row.replaces for row in printed.form.rows)
