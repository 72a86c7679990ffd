"""What kind of unit a disclosure is of, as its 科目 show it, and what only one kind has."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, absent, passed, undecidable
from juesuan.model import Outcome, State, Statement, Term

__all__ = ["has_institutions", "of_institutions_only"]

_OF_INSTITUTIONS = {"事业运行", "事业单位医疗", "事业单位离退休"}
_OF_ADMINISTRATION = {"行政运行", "行政单位医疗", "行政单位离退休", "归口管理的行政单位离退休"}


def has_institutions(context: Context) -> bool | None:
    """Whether some 科目 shows an 事业单位; None when nothing shows what kind of unit it is."""
    names = {row.label for form in ("T03", "T05") for table in [context.table(form)] if table for row in table.rows}
    wages = context.cell("T06", "30107", "C1")
    if names & _OF_INSTITUTIONS or (wages is not None and wages.value):
        return True
    return False if names & _OF_ADMINISTRATION else None


def of_institutions_only(context: Context, *cells: tuple[str, str, str]) -> Iterator[Outcome]:
    """Cells (form, row, column) that only an 事业单位 fills; told once per cell where no 科目 shows one."""
    stated: list[Statement] = [s for key in cells if (s := context.cell(*key)) is not None]
    filled = [statement for statement in stated if statement.value]
    if not stated:
        yield absent(context, cells[0][0])
    elif not filled:
        yield passed(stated)
    elif (institution := has_institutions(context)) is None:
        yield undecidable("从科目无法判断单位性质")
    elif institution:
        yield passed(filled)
    else:
        for statement in filled:
            message = (
                f"“{statement.label}”为 {statement.amount.raw}，而从科目看本部门没有事业单位，行政单位一般没有此项。"
            )
            yield Outcome(State.FAIL, terms=(Term.of(statement),), message=message, stated=statement.value)
