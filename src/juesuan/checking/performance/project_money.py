"""The money of a document's project forms, and whether its text claims that all projects were evaluated."""

from __future__ import annotations

from juesuan.checking.context import Context
from juesuan.checking.performance.views import project_forms
from juesuan.model import Statement, Term
from juesuan.model.expressions import expression

__all__ = ["claimed_whole", "project_amounts"]

_ALL = expression(
    r"(?:一般公共预算(?:财政拨款)?(?:项目)?(?:支出)?)?(?:全面(?:开展)?(?:绩效)?自评|全部项目|所有项目|项目支出(?:总额)?的100(?:\.0+)?%)"
)


def project_amounts(context: Context, column: str) -> list[Statement] | None:
    """One amount of every project form; None when a form lacks it, or left it blank."""
    views = project_forms(context)
    found = [view.filled("total", column) for view in views]
    return [s for s in found if s is not None] if found and all(s is not None for s in found) else None


def claimed_whole(context: Context) -> Term | None:
    """The words that claim that all projects were evaluated."""
    for section in context.sections("N13"):
        match = _ALL.search(section.body.text)
        if match is not None:
            place = section.body.place(match.start(), match.end())
            return Term(1, section.heading, None, place, match[0])
    return None
