"""T06-09, F-02 金额小数位数不一致; T03-09 同表各行印出的数字个数不一致.

A document prints its amounts with one number of decimals (two in 万元). Cells with more or fewer are a matter of format, and
rows with fewer printed figures than their siblings make extraction ambiguous. Notes, one per table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from juesuan.checking.context import Context, absent, not_applicable, passed
from juesuan.model import Outcome, State, Statement, Term


def _printed_decimals(statement: Statement) -> int:
    """Decimals as printed; the amount itself may have been raised to the document's."""
    digits = statement.amount.raw.rstrip("元万%）) ")
    return len(digits.rpartition(".")[2]) if "." in digits else 0


def _in_form(form: str, context: Context) -> Iterator[Outcome]:
    cells = [s for s in context.stated_in(form) if s.row and s.value and s.amount.raw]
    if context.table(form) is None:
        yield absent(context, form)
        return
    if not cells:
        yield not_applicable("表中没有数据")
        return
    odd = [s for s in cells if _printed_decimals(s) != context.table_decimals]
    if not odd:
        yield passed(cells)
        return
    shown = "、".join(f"{s.amount.raw}" for s in odd[:5])
    title = context.disclosure.tables[form].title
    message = f"“{title}”中有 {len(odd)} 处金额的小数位数与全文（{context.table_decimals} 位）不一致：{shown}。"
    yield Outcome(State.FAIL, terms=tuple(map(Term.of, odd[:20])), message=message)


def _table_06(context: Context) -> Iterator[Outcome]:
    yield from _in_form("T06", context)


def _other_tables(context: Context) -> Iterator[Outcome]:
    for form in context.disclosure.tables:
        if form != "T06":
            yield from _in_form(form, context)


def _printed_per_row(context: Context) -> Iterator[Outcome]:
    table = context.table("T03")
    if table is None:
        yield absent(context, "T03")
        return
    counts = {
        row.key: sum(
            bool(table.cells[key].raw) for column in table.columns if (key := (row.key, column.key)) in table.cells
        )
        for row in table.rows
    }
    printed = Counter(counts.values())
    zeros = any(cell.raw and cell.amount is not None and not cell.amount.value for cell in table.cells.values())
    if not zeros or len(printed) == 1:
        yield passed()
        return
    message = (
        f"“{table.title}”各行印出的数字个数不一致（{min(printed)}～{max(printed)} 个）：有的零印为 0.00，有的留空。"
    )
    yield Outcome(State.FAIL, terms=(Term(1, table.title, None, table.place, table.title),), message=message)


RULES = {"T06-09": _table_06, "F-02": _other_tables, "T03-09": _printed_per_row}
