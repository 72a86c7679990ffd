"""PO-22 整体自评表的完成情况照抄计划.

Results that repeat the plan word for word report nothing. Short texts are not compared. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.performance import FormView, performance_forms
from juesuan.checking.performance.copied_text import SHORTEST, is_copied, items, passage_term
from juesuan.model import Outcome, Passage, State

RULE = "PO-22"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per overall form."""
    for view in performance_forms(context, "PO"):
        pairs = _planned_and_done(view)
        if not pairs:
            done = view.form.results or any(result.text for _, _, result in view.form.tasks)
            what = f"{view.name}的完成情况都很短，不作比较" if done else f"{view.name}没有读出完成情况"
            yield not_applicable(what) if done else undecidable(what)
            continue
        copied = [(item, plan) for item, plan in pairs if plan and is_copied(item.text, plan)]
        if not copied:
            yield passed()
            continue
        message = f"{view.name}的实际完成情况共 {len(pairs)} 段，其中 {len(copied)} 段与年初目标或任务内容文字相同，没有反映完成的数量和效果。"
        yield Outcome(
            State.FAIL, terms=tuple(passage_term(item, "实际完成情况") for item, _ in copied), message=message
        )


def _planned_and_done(view: FormView) -> list[tuple[Passage, str]]:
    """Each item of what was done with all that was planned beside it."""
    form = view.form
    plan = (form.goals.text if form.goals else "") + "".join(
        name.text + content.text for name, content, _ in form.tasks
    )
    done = [(item, plan) for item in (items(form.results) if form.results else [])]
    return done + [(result, content.text) for _, content, result in form.tasks if len(result.text) >= SHORTEST]
