"""With how many decimals a form prints its amounts: a document prints them with one number of decimals, two in 万元."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, absent, not_applicable, passed
from juesuan.model import Outcome, State, Statement, Term

__all__ = ["odd_decimals"]


def _printed_decimals(statement: Statement) -> int:
    """Decimals as printed; the amount itself may have been raised to the document's."""
    digits = statement.amount.raw.rstrip("元万%）) ")
    return len(digits.rpartition(".")[2]) if "." in digits else 0


def odd_decimals(context: Context, form: str) -> Iterator[Outcome]:
    """Fails once for a form, with the cells that have more or fewer decimals than the document."""
    cells = [s for s in context.stated_in(form) if s.value and s.amount.raw and s.amount.unit.is_money]
    if context.table(form) is None:
        yield absent(context, form)
        return
    if not cells:
        yield not_applicable("表中没有金额")
        return
    odd = [s for s in cells if _printed_decimals(s) != context.table_decimals]
    if not odd:
        yield passed(cells)
        return
    shown = "、".join(f"{s.amount.raw}" for s in odd[:5])
    title = context.disclosure.tables[form].title
    message = f"“{title}”中有 {len(odd)} 处金额的小数位数与全文（{context.table_decimals} 位）不一致：{shown}。"
    yield Outcome(State.FAIL, terms=tuple(map(Term.of, odd[:20])), message=message)
