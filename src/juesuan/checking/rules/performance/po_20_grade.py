"""PO-20 自评等级与总分相符.

The grade that a form prints must be the band of its total score, and the score that its own conclusion tells is that total. (The score in
the explanation is compared by N13-06.)
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance import FormView, performance_forms, text_term
from juesuan.model import FormField, Outcome, State, Statement, Term
from juesuan.model.expressions import expression
from juesuan.standard.quantity import parse_quantity

RULE = "PO-20"

_LABEL = expression(r"(?:评价|自评)等级(.*)")
_GRADE = expression(r"[“\"]?([优良中差])(?:秀|好|等)?[”\"]?(?:[（(].*[）)])?")
_TOLD = expression(
    r"(?:自评|评价|综合)(?:总|综合)?(?:得分|评分)(?:合计)?[为是：:]?(\d+(?:\.\d+)?)分?(?=[，。；、,;]|$)"
)


def check(context: Context) -> Iterator[Outcome]:
    """Compares printed grades with the bands of the template."""
    for view in performance_forms(context, ""):
        score = view.filled("sum", "score")
        if score is not None:
            yield from _told(view, score)
        printed = _grade(view)
        if score is None or printed is None:
            yield not_applicable(f"{view.name}没有印出等级或总分")
            continue
        field, grade = printed
        due = view.template.grade(score.value)
        if grade == due:
            yield passed([score])
            continue
        message = f"{view.name}总分 {score.amount.raw} 应评为“{due}”，等级印为“{grade}”。"
        yield Outcome(State.FAIL, terms=(text_term("评价等级", field), Term.of(score, -1)), message=message)


def _told(view: FormView, total: Statement) -> Iterator[Outcome]:
    """The total as the form's conclusion tells it, to the decimals that both print."""
    for field in view.form.unread:
        for match in _TOLD.finditer(field.text):
            told = parse_quantity(match[1])
            if told is None:
                continue
            if told.amount.interval.intersects(view.possible_score(total)):
                yield passed([total])
                continue
            message = f"{view.name}的评价结论写得分 {told.amount.raw}，表中总分为 {total.amount.raw}。"
            terms = (text_term("评价结论", field), Term.of(total, -1))
            yield Outcome(State.FAIL, terms=terms, message=message, stated=told.value, expected=total.value)


def _grade(view: FormView) -> tuple[FormField, str] | None:
    """The printed grade with its place: behind its label, in the same cell or the next."""
    fields = view.form.unread
    for index, field in enumerate(fields):
        label = _LABEL.fullmatch(field.text)
        if label is None:
            continue
        value = field.text[label.start(1) :].lstrip("：:") or (
            fields[index + 1].text if index + 1 < len(fields) else ""
        )
        match = _GRADE.fullmatch(value)
        if match is not None:
            return (field if label[1] else fields[index + 1]), match[1]
    return None
