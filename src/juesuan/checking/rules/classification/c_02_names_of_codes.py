"""C-02 科目名称与编码不符.

The printed name must be the one the code has in that year. Only names we are sure of are held against the document: codes
that few documents attest stay undecided, unless the forms of the document themselves tell: a name that one form prints and all others do
not is the odd one out. One code with one name is judged once, however many tables repeat it.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.coded import coded_rows, names_by_form, row_term
from juesuan.checking.context import Context, passed, undecidable
from juesuan.model import Outcome, Row, State, Table
from juesuan.standard.codes import plain_name

RULE = "C-02"

_ENOUGH = 2
"""Forms that agree: of two that differ either may be wrong."""


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per pair of code and name."""
    seen: dict[tuple[str, str], tuple[Table, Row]] = {}
    for table, row in coded_rows(context):
        seen.setdefault((row.key, plain_name(row.label)), (table, row))
    if not seen:
        yield undecidable("未读到按科目编码列示的表")
    for (_, name), (table, row) in seen.items():
        yield _judge(name, table, row, context)


def _judge(name: str, table: Table, row: Row, context: Context) -> Outcome:
    codes, code, year = context.standard.codes, row.key, context.disclosure.info.year
    if name in map(plain_name, codes.function_names(code, year)):
        return passed()
    if codes.uncertain(code) and name and (usual := _odd_one_out(name, table, code, context)):
        message = f"“{table.title}”中 {code} 的名称“{row.label}”与其他各表不同，其他各表均为“{usual}”。"
        return Outcome(State.FAIL, terms=(row_term(table, row),), message=message)
    if codes.uncertain(code) or not name:
        return undecidable(f"科目 {code} 的规范名称没有可靠依据")
    right = codes.function_name(code, year) or codes.function_name(code)
    old = name in map(plain_name, codes.function_names(code))
    problem = f"不是 {year} 年的名称" if old else "与编码不符"
    message = f"“{table.title}”中 {code} 的名称“{row.label}”{problem}，应为“{right}”。"
    return Outcome(State.FAIL, terms=(row_term(table, row),), message=message)


def _odd_one_out(name: str, table: Table, code: str, context: Context) -> str:
    """What all other forms call a code, where this one calls it by the name of another code; else empty."""
    forms = {form: label for form, label in names_by_form(code, context).items() if form != table.form}
    others = {plain_name(label): label for label in forms.values()}
    if len(forms) < _ENOUGH or len(others) != 1 or name in others:
        return ""
    elsewhere = any(plain_name(row.label) == name and row.key != code for _, row in coded_rows(context))
    return next(iter(others.values())) if elsewhere else ""
