"""X-28 单一单位混用行政与事业科目.

行政运行 and 行政单位医疗 belong to 行政 and 参公 units, 事业运行 and 事业单位医疗 to 事业 units. One unit is one of the two; a
department of several units may be both, so the rule only speaks of a 单位 account or of a department that names one unit.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.coded import coded_rows, row_term
from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.wording import prose
from juesuan.model import Outcome, State, Term
from juesuan.model.expressions import expression

RULE = "X-28"
_PAIRS = (("行政运行", "事业运行"), ("行政单位医疗", "事业单位医疗"))
_ONE_UNIT = expression(
    r"(?:仅|只)(?:有|包括|包含)?[^，。]{0,20}本级|(?:无|没有)(?:下属|所属|二级)[^，。]{0,8}单位|(?:^|[，。；：])(?:(?!所属|下属|下设|二级)[^，。；：])*单位(?:共|为)?(?:1|一)(?:个|家)"
)


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per pair of opposite 项 names."""
    if not _is_one_unit(context):
        yield not_applicable("本部门不止一个单位，或文中没有写明")
        return
    spent: dict[str, Term] = {}
    for table, row in coded_rows(context, "T03", "T05"):
        cell = context.cell(table.form, row.key, "C1")
        if cell is not None and cell.value and len(row.key) == 7:
            spent.setdefault(row.label, row_term(table, row))
    if not spent:
        yield undecidable("未读到支出科目")
        return
    for administrative, institutional in _PAIRS:
        if administrative in spent and institutional in spent:
            message = f"只有一个单位，却同时列有“{administrative}”和“{institutional}”，请核对单位性质和科目。"
            yield Outcome(State.FAIL, terms=(spent[administrative], spent[institutional]), message=message)
        else:
            yield passed()


def _is_one_unit(context: Context) -> bool:
    if context.disclosure.info.level == "单位":
        return True
    return any(_ONE_UNIT.search(text.passage.text) for text in prose(context, "units", "organisation"))
