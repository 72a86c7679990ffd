"""X-29 公务员医疗补助与单位性质.

公务员医疗补助缴费 is paid for civil servants and staff under the civil service law; a unit that says it is neither should say
why. Some places extend it to 事业单位: a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, absent, not_applicable, passed, undecidable
from juesuan.model import Outcome, State, Term

RULE = "X-29"


def check(context: Context) -> Iterator[Outcome]:
    """Warns where table 06 has 30111 and section 十 says the unit is neither 行政 nor 参公."""
    paid = context.cell("T06", "30111", "C1")
    section = context.section("N10")
    table = context.table("T06")
    if paid is None and table is not None and table.rows and not table.unknown and table.row("30111") is None:
        yield not_applicable("表中没有公务员医疗补助缴费")
    elif paid is None:
        yield absent(context, "T06")
    elif not paid.value:
        yield not_applicable("没有公务员医疗补助缴费")
    elif section is None:
        yield undecidable("没有机关运行经费说明")
    elif "不是行政" in section.body.text or "不属于行政" in section.body.text:
        message = f"“{paid.label}”为 {paid.amount.raw}，而文字说明称本单位不是行政机关、也不是参公单位，请核对。"
        start = max(section.body.text.find("不是行政"), section.body.text.find("不属于行政"))
        text = Term(-1, "机关运行经费说明", None, section.body.place(start, start + 4), section.body.text[:60])
        yield Outcome(State.FAIL, terms=(Term.of(paid), text), message=message, stated=paid.value)
    else:
        yield passed([paid])
