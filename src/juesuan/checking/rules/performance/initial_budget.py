"""PO-07 整体自评的财政拨款年初预算＝文字说明中三类预算年初预算之和.

一般公共预算 in section 五, 政府性基金 in 七, 国有资本经营 in 八; a kind of which the text says that there is none, whose table is empty, or
that the layout does not have, counts as zero.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, undecidable
from juesuan.checking.linear import Instance, judge
from juesuan.checking.performance import performance_forms
from juesuan.model import Outcome, Statement

RULE = "PO-07"

_KINDS = {"gpb": ("N05", "T05"), "gf": ("N07", "T07"), "sc": ("N08", "T08")}


def check(context: Context) -> Iterator[Outcome]:
    """Adds up the budgets of the text."""
    views = performance_forms(context, "PO")
    stated = views[0].cell("fiscal", "initial") if len(views) == 1 else None
    if stated is None:
        yield not_applicable("没有唯一的整体自评表或其中没有财政拨款年初预算")
        return
    parts: list[Statement] = []
    for fund, (section, table) in _KINDS.items():
        budget = _budget(context, fund, section)
        if budget is not None:
            parts.append(budget)
        elif fund == "gpb" or not _nothing(context, section, table):
            yield undecidable(f"文字说明中没有找到{section}的年初预算")
            return
    yield judge(Instance(((1, stated), *((-1, part) for part in parts)), "="), context)


def _budget(context: Context, fund: str, section: str) -> Statement | None:
    found = context.by_fact.get(f"spend[stage=initial,fund={fund}]", ())
    return next((s for s in found if s.source == section or s.source.startswith(section + ".")), None)


def _nothing(context: Context, section: str, table: str) -> bool:
    if context.claims(section, "none") or not context.expects(table):
        return True
    return context.table(table) is not None and not any(s.value for s in context.stated_in(table))
