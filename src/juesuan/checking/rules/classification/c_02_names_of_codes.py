"""C-02 科目名称与编码不符.

The printed name must be the one the code has in that year. Only names we are sure of are held against the document: codes
that few documents attest stay undecided, unless the forms of the document themselves tell: a name that one form prints and all others do
not is the odd one out. One code with one name is judged once, however many tables repeat it. Lines that state a 类 (九、卫生健康支出) bear its name,
too: one that it had in other years, or its own with one character replaced, is wrong there; other words may be the line of a place.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.coded import coded_rows, names_by_form, row_term
from juesuan.checking.context import Context, passed, undecidable
from juesuan.model import Outcome, Row, State, Table
from juesuan.standard.codes import plain_name
from juesuan.standard.forms import Form
from juesuan.standard.patterns import without_number

RULE = "C-02"

_ENOUGH = 2
"""Forms that agree: of two that differ either may be wrong."""


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per pair of code and name."""
    seen: dict[tuple[str, str], tuple[Table, Row]] = {}
    for table, row in coded_rows(context):
        seen.setdefault((row.key, plain_name(row.label)), (table, row))
    lines = list(_of_lines(context))
    yield from lines
    if not seen and not lines:
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


def _of_lines(context: Context) -> Iterator[Outcome]:
    """The lines of forms without codes that are known to state a 类; the same wrong name is told of each form."""
    codes, year = context.standard.codes, context.disclosure.info.year
    for form_id, table in context.disclosure.tables.items():
        form = context.standard.forms[form_id]
        for row in table.rows if form.kind == "lines" and form.columns else ():
            code = _stated(form, row.key)
            name = plain_name(without_number(row.label))
            years = (year, year + 1, year + 2) if year is not None else (None,)  # forms are printed a year later
            now = [plain_name(one) for each in years for one in codes.function_names(code, each)] if code else []
            if not now or not name or codes.uncertain(code):
                continue
            old = name in map(plain_name, codes.function_names(code))
            if name in now or not (old or any(_is_slip(name, one) for one in now)):
                yield passed()
                continue
            problem = f"不是 {year} 年的名称" if old else "有错字"
            message = f"“{table.title}”中“{row.label}”{problem}，应为“{codes.function_name(code, year)}”。"
            yield Outcome(State.FAIL, terms=(row_term(table, row),), message=message)


def _stated(form: Form, row: str) -> str:
    """The code of the 类 that a line states; empty where it states none."""
    facts = (form.fact(row, column.key) for column in form.columns)
    return next((code for fact in facts if fact is not None and (code := fact.get("function") or "").isdigit()), "")


def _is_slip(name: str, right: str) -> bool:
    return len(name) == len(right) and sum(a != b for a, b in zip(name, right, strict=True)) == 1


def _odd_one_out(name: str, table: Table, code: str, context: Context) -> str:
    """What all other forms call a code, where this one calls it by the name of another code; else empty."""
    forms = {form: label for form, label in names_by_form(code, context).items() if form != table.form}
    others = {plain_name(label): label for label in forms.values()}
    if len(forms) < _ENOUGH or len(others) != 1 or name in others:
        return ""
    elsewhere = any(plain_name(row.label) == name and row.key != code for _, row in coded_rows(context))
    return next(iter(others.values())) if elsewhere else ""
