"""X-31 各表表头不一致.

Unit name, year and unit of money are printed on every table and must be the same everywhere. The name may carry （本级） or
（汇总） on some tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from juesuan.checking.context import Context, passed, undecidable
from juesuan.model import Outcome, State, Table, Term
from juesuan.model.expressions import expression

RULE = "X-31"
_SUFFIX = expression(r"[（(](本级|汇总|部门|本部门|机关)[）)]")


def check(context: Context) -> Iterator[Outcome]:
    """Fails once per head field on which a table differs from the majority."""
    tables = list(context.disclosure.tables.values())
    if len(tables) < 2:
        yield undecidable("读出的决算表不足两张")
        return
    names = {table.form: _SUFFIX.sub("", table.unit_name) for table in tables if table.unit_name}
    years = {table.form: str(table.year) for table in tables if table.year is not None}
    units = {table.form: table.amount_unit.value for table in tables if table.amount_unit is not None}
    wrong = False
    for what, values in (("部门名称", names), ("年度", years), ("金额单位", units)):
        for outcome in _differing(what, values, {table.form: table for table in tables}):
            wrong = True
            yield outcome
    if not wrong:
        yield passed()


def _differing(what: str, values: dict[str, str], tables: dict[str, Table]) -> Iterator[Outcome]:
    if len(set(values.values())) < 2:
        return
    usual = Counter(values.values()).most_common(1)[0][0]
    for form, value in values.items():
        if value != usual:
            table = tables[form]
            message = f"“{table.title}”的{what}为“{value}”，其他各表为“{usual}”。"
            yield Outcome(State.FAIL, terms=(Term(1, what, None, table.place, value),), message=message)
