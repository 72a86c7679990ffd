"""PO-20 自评等级与总分相符.

The grade that a form prints must be the band of its total score. (The score in the text is compared by N13-06.)
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance import FormView, performance_forms, text_term
from juesuan.model import FormField, Outcome, State, Term
from juesuan.model.expressions import expression

RULE = "PO-20"

_LABEL = expression(r"(?:评价|自评)等级(.*)")
_GRADE = expression(r"[“\"]?([优良中差])(?:秀|好|等)?[”\"]?(?:[（(].*[）)])?")


def check(context: Context) -> Iterator[Outcome]:
    """Compares printed grades with the bands of the template."""
    for view in performance_forms(context, ""):
        score = view.filled("sum", "score")
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
