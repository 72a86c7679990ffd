"""PP-16 目标不是项目名称.

A goal says what will be done and how much. One that consists of the project's name, with or without an amount of money, sets nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance import performance_forms, text_term
from juesuan.model import FormField, Outcome, Severity, State
from juesuan.model.expressions import expression

RULE = "PP-16"

_AMOUNT = expression(r"[\d.,]+[万亿]?元|[。，；：、]|资金|专项|经费|项目")
_MORE = 2


def check(context: Context) -> Iterator[Outcome]:
    """Compares short goals with the names of their projects."""
    for view in performance_forms(context, "PP"):
        goals, project = view.form.goals, view.form.project
        if goals is None or project is None or not goals.text or not project.text:
            yield not_applicable(f"{view.name}没有预期目标或项目名称")
            continue
        goal, name = _AMOUNT.sub("", goals.text), _AMOUNT.sub("", project.text)
        if _alike(goal, name):
            field = FormField(goals.text, goals.place(0, len(goals.text), 0))
            message = f"{view.name}的预期目标“{goals.text}”只是项目名称，没有写明做什么、做多少。"
            yield Outcome(State.FAIL, terms=(text_term("预期目标", field),), message=message, severity=Severity.INFO)
        else:
            yield passed()


def _alike(goal: str, name: str) -> bool:
    """Whether the goal has nearly all of the name's characters in order and next to nothing else."""
    matcher = SequenceMatcher(None, goal, name, autojunk=False)
    shared = sum(block.size for block in matcher.get_matching_blocks())
    return 4 * shared >= 3 * len(name) and len(goal) - shared <= _MORE
