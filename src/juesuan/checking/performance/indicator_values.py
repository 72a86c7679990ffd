"""Indicators of project forms whose value or score is not as it should be: one finding a form, listing them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance.views import FormView, IndicatorRow, performance_forms
from juesuan.model import Outcome, Severity, State

__all__ = ["printed_values", "wrong_values"]

_LISTED = 4


def wrong_values(
    context: Context, wrong: Callable[[IndicatorRow], str], title: str, severity: Severity | None = None
) -> Iterator[Outcome]:
    """One outcome per project form.

    Args:
        context: the document.
        wrong: what is shown of an indicator that is wrong; empty for one that is not.
        title: what is wrong with them, as the end of a Chinese sentence.
        severity: if another than that of the rule.
    """
    for view in performance_forms(context, "PP"):
        found = [(row, text) for row in view.rows if (text := wrong(row))]
        looked = [s for row in view.rows for s in row.statements("target", "actual", "points", "score")]
        if found:
            yield _listed(view, found, title, severity)
        elif view.rows:
            yield passed(looked)
        else:
            yield not_applicable(f"{view.name}没有指标")


def _listed(view: FormView, found: list[tuple[IndicatorRow, str]], title: str, severity: Severity | None) -> Outcome:
    shown = "、".join(f"“{row.name}”（{text}）" for row, text in found[:_LISTED])
    more = f"等 {len(found)} 项" if len(found) > _LISTED else ""
    terms = [row.term(row.indicator.target) for row, _ in found] + [
        row.term(row.indicator.actual, -1) for row, _ in found
    ]
    return Outcome(State.FAIL, terms=tuple(terms), message=f"{view.name}指标{shown}{more}{title}。", severity=severity)


def printed_values(row: IndicatorRow) -> tuple[str, str]:
    """Target and actual value as printed; empty where they are not."""
    target, actual = row.indicator.target, row.indicator.actual
    return (target.text if target else ""), (actual.text if actual else "")
