"""The weights of an evaluation form: what its total lacks may be a weight that was left blank, and then its score, too.

A total of 90 over weights that add up to 90, the weight of the budget's execution being blank, is mended by both: the weight and the total. A
total of scores that leaves the same row out is raised with it. A blank weight smaller than what the sum lacks is one fault of several.
"""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from juesuan.arithmetic.bands import judged
from juesuan.checking.advice import with_advice
from juesuan.checking.context import EVALUATIONS, Context
from juesuan.checking.performance.views import FormView, performance_forms
from juesuan.model import Finding, Repair, RepairKind, Statement, Substitution, Suspect, Term

__all__ = ["with_weights"]

_POINTS, _SCORE, _TOTAL, _EXECUTION = "points", "score", "sum", "total"


def with_weights(finding: Finding, context: Context) -> Finding:
    """The finding with what else is to be changed where its only proposal raises a total of weights."""
    first = finding.proposals[0] if finding.proposals else None
    if first is None or first.kind is not RepairKind.SINGLE or len(first.changes) != 1:
        return finding
    (change,) = first.changes
    total = finding.terms[change.term].statement
    if total is None or total.source not in EVALUATIONS or (total.row, total.column) != (_TOTAL, _POINTS):
        return finding
    view = next(v for v in performance_forms(context, total.source) if v.form.instance == total.instance)
    lacks = Decimal(change.to or 0) - total.value
    more = [*_blank_weight(view, lacks, context), *_left_out(view, lacks)]
    if not more:
        return finding
    terms = (*finding.terms, *(Term.of(statement) for statement, _ in more))
    changes = (change, *(Substitution(len(finding.terms) + index, to) for index, (_, to) in enumerate(more)))
    suspects = tuple(Suspect(each.term, first.probability, each.to) for each in changes[1:])
    told = "、".join(_told(statement, to) for statement, to in more)
    return with_advice(
        replace(
            finding,
            terms=terms,
            message=f"{finding.message.rstrip('。')}；{told}。",
            proposals=(Repair(RepairKind.JOINT, first.probability, changes),),
            suspects=(*finding.suspects, *suspects),
        )
    )


def _told(statement: Statement, to: str) -> str:
    if not statement.amount.raw:
        return f"“{statement.place.row or statement.label}”的分值未填（其他各份表印出的都是 {to}）"
    return f"总分的得分 {statement.amount.raw} 也没有计入预算执行率的得分，计入后为 {to}"


def _blank_weight(view: FormView, lacks: Decimal, context: Context) -> list[tuple[Statement, str]]:
    """The blank weight that is just what the total lacks."""
    blank = [s for (_, column), s in view.cells.items() if column == _POINTS and context.is_unfilled(s)]
    wanted = [(s, usual) for s in blank if (usual := context.usual_points(s)) and not lacks - Decimal(usual)]
    return wanted if len(wanted) == 1 else []


def _left_out(view: FormView, lacks: Decimal) -> list[tuple[Statement, str]]:
    """The total of scores, where it is that of the indicators alone, and the row whose weight the total lacks has a score."""
    total, own, weight = view.filled(_TOTAL, _SCORE), view.filled(_EXECUTION, _SCORE), view.filled(_EXECUTION, _POINTS)
    scores = [row.score for row in view.rows]
    if total is None or own is None or not own.value or weight is None or lacks - weight.value:
        return []
    if not scores or None in scores:
        return []
    parts = [(-1, score.amount) for score in scores if score is not None]
    if not judged([(1, total.amount), *parts]).fit.holds:
        return []
    return [(total, f"{total.value + own.value:f}")]
