"""PP-23 填报提示未删除.

Texts of the template that tell what to write (``对照年度目标，说明相关任务目标的完成情况（100字以内）``) are still there instead of the
answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, passed
from juesuan.checking.performance import FormView, performance_forms, text_term
from juesuan.model import FormField, Outcome, Passage, State
from juesuan.model.excerpt import shortened
from juesuan.model.expressions import expression

RULE = "PP-23"

_PROMPT = expression(r"[^（(]{2,80}[（(]\d{2,4}字以内[）)][。.]?")
_LISTED = 3


def check(context: Context) -> Iterator[Outcome]:
    """Looks at the running texts of all forms."""
    for view in performance_forms(context, ""):
        found = [field for field in _texts(view) if _PROMPT.fullmatch(field.text)]
        if not found:
            yield passed()
            continue
        shown = "、".join(f"“{shortened(field.text, 24)}”" for field in found[:_LISTED])
        message = f"{view.name}中仍保留模板的填报提示：{shown}，没有填写内容。"
        yield Outcome(State.FAIL, terms=tuple(text_term("填报提示", field) for field in found), message=message)


def _texts(view: FormView) -> Iterator[FormField]:
    for passage in (view.form.goals, view.form.results):
        if isinstance(passage, Passage) and passage.text:
            yield FormField(passage.text, passage.place(0, len(passage.text), 0))
    yield from view.form.unread
