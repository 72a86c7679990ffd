"""C-01 科目编码位数或类级编码有误.

A functional code has 3, 5 or 7 digits and its 类 is one a department may have in that year: 224 exists from 2019, 234 from
2020; 209, 227, 230 and 233 never stand in a department's table (DOMAIN 3.1).
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.coded import coded_rows, row_term
from juesuan.checking.context import Context, passed, undecidable
from juesuan.model import Outcome, State

RULE = "C-01"
_LEVELS = (3, 5, 7)


def check(context: Context) -> Iterator[Outcome]:
    """Fails once per row whose code cannot be one."""
    rows = list(coded_rows(context))
    if not rows:
        yield undecidable("未读到按科目编码列示的表")
        return
    year = context.disclosure.info.year
    for table, row in rows:
        if len(row.key) not in _LEVELS:
            problem = f"有 {len(row.key)} 位，应为三、五或七位"
        elif not context.standard.codes.valid_class(row.key[:3], year):
            problem = f"的类级编码 {row.key[:3]} 不是{f' {year} 年' if year else ''}部门决算可以使用的类"
        else:
            yield passed()
            continue
        message = f"“{table.title}”中科目编码 {row.key}（{row.label}）{problem}。"
        yield Outcome(State.FAIL, terms=(row_term(table, row),), message=message)
