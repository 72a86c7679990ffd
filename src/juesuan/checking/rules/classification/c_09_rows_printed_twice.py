"""C-09 同一行印了两次，或者同一张表印了两份而数不同.

A code has one row in a form; a second one is a row that was pasted twice, or belongs to another code. Both are printed, so both count in
the sums. Tables in which each unit has its rows are another kind of table and are not judged. Of a form that is printed twice neither print
is believed where they differ; that they do is told, row by row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from juesuan.checking.coded import row_term
from juesuan.checking.context import Context, passed, undecidable
from juesuan.checking.rendering import figures_of
from juesuan.model import Doubtful, Outcome, Row, State, Statement, Table, Term
from juesuan.model.disclosure import TWO_PRINTS

RULE = "C-09"


def check(context: Context) -> Iterator[Outcome]:
    """Fails once per row that stands there again."""
    tables = [table for table in context.disclosure.tables.values() if table.rows]
    if not tables:
        yield undecidable("没有读到表")
        return
    said = False
    for table in tables:
        for row, doubted in _reprinted(table, context):
            said = True
            yield _two_prints(table, row, doubted)
        for row in table.rows:
            before = table.row(row.key.partition("#")[0]) if "#" in row.key else None
            if before is None:
                continue
            said = True
            if _states_nothing(table, before, context):
                yield undecidable(f"“{table.title}”中同一科目分单位列示")
            else:
                yield _failure(table, before, row)
    if not said:
        yield passed()


def _reprinted(table: Table, context: Context) -> Iterator[tuple[Row, list[Statement]]]:
    """The rows of which two prints of the form say different figures, with the numbers that are in doubt for it."""
    reading = next((each for each in context.disclosure.readings if each.form == table.form), None)
    if reading is None or TWO_PRINTS not in (reading.reason or ""):
        return
    for row in table.rows:
        doubted = [s for s in context.stated_in(table.form) if s.row == row.key and isinstance(s.certainty, Doubtful)]
        if doubted:
            yield row, doubted


def _two_prints(table: Table, row: Row, doubted: Sequence[Statement]) -> Outcome:
    name = f"{row.code} {row.label}".strip()
    said = "；".join(f"{s.amount.raw or '空'} 与 {'、'.join(_rivals(s)) or '空'}" for s in doubted)
    message = f"“{table.title}”印了两份，“{name}”一行的数不同：{said}。"
    hint = f"对照账表，删去“{table.title}”中多印的一份，留下的一份核对“{name}”一行。"
    return Outcome(State.FAIL, terms=(row_term(table, row), *map(Term.of, doubted)), message=message, hint=hint)


def _rivals(statement: Statement) -> Sequence[str]:
    return statement.certainty.rivals if isinstance(statement.certainty, Doubtful) else ()


def _states_nothing(table: Table, row: Row, context: Context) -> bool:
    """Whether the rows are those of several units: none of them is the department's."""
    return all(s.fact is None for s in context.stated_in(table.form) if s.row == row.key)


def _failure(table: Table, before: Row, row: Row) -> Outcome:
    name = f"{row.code} {row.label}".strip()
    one, other = figures_of(table, before), figures_of(table, row)
    what = f"两行都是 {one}" if one == other else f"前一行 {one}，后一行 {other}"
    message = f"“{table.title}”中“{name}”印了两次：{what}。"
    hint = f"对照账表，删去“{table.title}”中多印的一行“{name}”；是另一个科目的，改正编码和名称。"
    return Outcome(State.FAIL, terms=(row_term(table, before), row_term(table, row, -1)), message=message, hint=hint)
