"""The numbers in the texts of a form: goals, results, names, reasons. None is left uncounted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from juesuan.model import BoundTo, FormField, NumberKind, NumberSeen, Passage, PerformanceForm
from juesuan.model.expressions import expression
from juesuan.recognising.performance.evaluation_draft import EvaluationDraft
from juesuan.standard.quantity import parse_quantity

__all__ = ["numbers_of"]

_NUMBER = expression(
    r"(?P<date>(?:19|20)\d{2}[年./-]\d{1,2}(?:[月./-]\d{1,2}日?)?月?|\d{1,2}/\d{1,2}/(?:19|20)\d{2}"
    r"|\d{1,2}(?:月?[-—~～至]\d{1,2})?月(?:份|\d{1,2}日)?)"
    r"|(?P<year>(?<!\d)(?:19|20)\d{2}年(?:度)?|(?<!\d)20\d{2}(?!\d))"
    r"|(?P<number>〔\d{4}〕\d+号|第\d+[条号章]|(?:目标|指标|附件)\d+|(?<![\d.])\d{1,2}(?:、|[.．](?!\d))"
    r"|(?<=[A-Za-z])-?\d+(?:\.\d+)?|(?<!\d)\d(?=[A-Z]))"
    r"|(?P<percent>\d[\d,]*(?:\.\d+)?(?:[-—~～]\d+(?:\.\d+)?)?%)"
    r"|(?P<amount>\d[\d,]*(?:\.\d+)?[万亿]?元)"
    r"|(?P<count>\d[\d,]*(?:\.\d+)?(?:[-—~～]\d+)?[百千万亿]?(?:[^\d\W_a-zA-Z]|[A-Za-z]{1,3}|㎡))"
    r"|(?P<other>\d[\d,]*(?:\.\d+)?)"
)
"""What a number is, told by what stands around it. ``5G`` and ``HIV-1`` are names, ``372228U`` and ``24h`` are counts."""


def numbers_of(draft: EvaluationDraft, form: PerformanceForm) -> Iterator[NumberSeen]:
    """Every number in the running texts of a form. Those that are cells of their own are statements and not listed here."""
    name = f"{form.kind}{form.instance}"
    for passage, bound in _texts(draft):
        for match in _NUMBER.finditer(passage.text):
            yield NumberSeen(
                match[0], _kind(match), name, BoundTo.inside(bound), passage.place(match.start(), match.end())
            )
    for field, bound in _fields(form):
        for match in _NUMBER.finditer(field.text):
            yield NumberSeen(match[0], _kind(match), name, BoundTo.inside(bound), field.place)


def _kind(match: re.Match[str]) -> NumberKind:
    return NumberKind(match.lastgroup or NumberKind.OTHER)


def _texts(draft: EvaluationDraft) -> Iterator[tuple[Passage, str]]:
    """The running texts and what they are bound to: rules read goals, results and tasks; remarks nobody reads."""
    for passage, bound in ((draft.goals, "预期目标"), (draft.results, "实际完成情况")):
        if passage is not None:
            yield passage, bound
    for parts in draft.tasks:
        for passage in parts:
            yield passage, "年度主要任务"
    for passage in draft.remarks:
        yield passage, ""


def _fields(form: PerformanceForm) -> Iterator[tuple[FormField, str]]:
    """Names, targets and results in words, and reasons of the indicators; texts of the management rows."""
    for number, indicator in enumerate(form.indicators, 1):
        key = f"{form.kind}{form.instance}[i{number}]"
        for column in ("level3", "target", "actual", "reason"):
            field: FormField | None = getattr(indicator, column)
            if field is not None and (column in {"level3", "reason"} or parse_quantity(field.text) is None):
                yield field, f"{key}.{column}"
    for number, row in enumerate(form.management, 1):
        yield row.text, f"{form.kind}{form.instance}[m{number}].text"
