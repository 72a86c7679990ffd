"""PO-22 完成情况照抄计划; PO-23 目标照抄部门职责.

Results that repeat the plan word for word report nothing; goals that repeat the department's standing duties are not goals of a year.
Compared item by item; an item counts as copied when nine tenths of its characters stand, in runs, in the other text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.performance import FormView, performance_forms
from juesuan.model import Outcome, Passage, Severity, State, Term

_ITEM = re.compile(r"(?<![\d.])(?:目标)?(?:\d{1,2}[.、．:：](?!\d)|[一二三四五六七八九十]+[、.．])")
_SHORTEST = 30
_RUN = 6
_COPIED = 9  # tenths


def _items(passage: Passage) -> list[Passage]:
    """The numbered items of a text, or the whole."""
    starts = [match.start() for match in _ITEM.finditer(passage.text)] or [0]
    ends = [*starts[1:], len(passage.text)]
    return [passage.part(start, end) for start, end in zip(starts, ends, strict=True) if end - start >= _SHORTEST]


def _is_copied(item: str, source: str) -> bool:
    matcher = SequenceMatcher(None, item, source, autojunk=False)
    shared = sum(block.size for block in matcher.get_matching_blocks() if block.size >= _RUN)
    return 10 * shared >= _COPIED * len(item)


def _results(context: Context) -> Iterator[Outcome]:
    for view in performance_forms(context, "PO"):
        pairs = _planned_and_done(view)
        if not pairs:
            done = view.form.results or any(result.text for _, _, result in view.form.tasks)
            what = f"{view.name}的完成情况都很短，不作比较" if done else f"{view.name}没有读出完成情况"
            yield not_applicable(what) if done else undecidable(what)
            continue
        copied = [(item, plan) for item, plan in pairs if plan and _is_copied(item.text, plan)]
        if not copied:
            yield passed()
            continue
        message = f"{view.name}的实际完成情况共 {len(pairs)} 段，其中 {len(copied)} 段与年初目标或任务内容文字相同，没有反映完成的数量和效果。"
        yield Outcome(
            State.FAIL, terms=tuple(_passage_term(item, "实际完成情况") for item, _ in copied), message=message
        )


def _planned_and_done(view: FormView) -> list[tuple[Passage, str]]:
    """Each item of what was done with all that was planned beside it."""
    form = view.form
    plan = (form.goals.text if form.goals else "") + "".join(
        name.text + content.text for name, content, _ in form.tasks
    )
    done = [(item, plan) for item in (_items(form.results) if form.results else [])]
    return done + [(result, content.text) for _, content, result in form.tasks if len(result.text) >= _SHORTEST]


def _passage_term(passage: Passage, label: str) -> Term:
    return Term(1, label, None, passage.place(0, len(passage.text), 0), passage.text)


def _duties(context: Context) -> Iterator[Outcome]:
    duties = context.section("duties")
    for view in performance_forms(context, "PO"):
        items = _items(view.form.goals) if view.form.goals else []
        if duties is None or not items:
            yield not_applicable("没有部门职责或预期目标")
            continue
        copied = [item for item in items if _is_copied(item.text, duties.body.text)]
        if 2 * len(copied) <= len(items):
            yield passed()
            continue
        message = (
            f"{view.name}的 {len(items)} 条预期目标中有 {len(copied)} 条与部门职责文字相同，不是可衡量的年度目标。"
        )
        terms = tuple(_passage_term(item, "预期目标") for item in copied)
        yield Outcome(State.FAIL, terms=terms, message=message, severity=Severity.INFO)


RULES = {"PO-22": _results, "PO-23": _duties}
