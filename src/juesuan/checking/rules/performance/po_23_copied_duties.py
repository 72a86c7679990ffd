"""PO-23 整体自评表的目标照抄部门职责.

Goals that repeat the department's standing duties are not goals of a year; noted when more than half of them do. Short goals are not
compared. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance import performance_forms
from juesuan.checking.performance.copied_text import is_copied, items, passage_term
from juesuan.model import Outcome, Severity, State

RULE = "PO-23"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per overall form."""
    duties = context.section("duties")
    for view in performance_forms(context, "PO"):
        goals = items(view.form.goals) if view.form.goals else []
        if duties is None or not goals:
            yield not_applicable("没有部门职责或预期目标")
            continue
        copied = [item for item in goals if is_copied(item.text, duties.body.text)]
        if 2 * len(copied) <= len(goals):
            yield passed()
            continue
        message = (
            f"{view.name}的 {len(goals)} 条预期目标中有 {len(copied)} 条与部门职责文字相同，不是可衡量的年度目标。"
        )
        terms = tuple(passage_term(item, "预期目标") for item in copied)
        yield Outcome(State.FAIL, terms=terms, message=message, severity=Severity.INFO)
