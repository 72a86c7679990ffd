"""X-36 其他表与已知的表同一科目一致.

A column of a table of another name that prints, code by code, what a column of a known form prints, prints it for every code. Which
column that is, is told by the numbers: nearly all are the same. Several rows of one code, one a project, are added up. Where a form with
codes was not found the table may be that form, whose columns differ from those of another form just where it means something else.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.any_table import known_columns, outcomes_of
from juesuan.checking.context import Context, not_applicable, undecidable
from juesuan.model import Outcome

RULE = "X-36"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for each code of the columns that are those of a known form."""
    if not context.disclosure.others:
        yield not_applicable("文件中没有已知的表以外的表")
        return
    forms = context.standard.forms
    lost = [r for r in context.disclosure.readings if r.state in {"absent", "unreadable"} and r.form in forms]
    unfound = next((r for r in lost if forms[r.form].kind == "codes"), None)
    if unfound is not None:
        yield undecidable(f"没有读到“{unfound.title}”，其他表可能就是它")
        return
    yield from outcomes_of(lambda numbers: known_columns(numbers, context), context)
