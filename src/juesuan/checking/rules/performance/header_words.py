"""PP-23 表头用语.

A header that names a column in other than the standard words by a slip of the pen (``实际值完成值`` for 实际完成值): all characters of the
standard term are there and one or two more.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance import FormView, performance_forms, text_term
from juesuan.model import FormField, Outcome, State
from juesuan.standard.performance import vocabulary

RULE = "PP-23"

_MORE = 2


def check(context: Context) -> Iterator[Outcome]:
    """Compares headers with the standard terms; one finding for all forms of the document."""
    slips: dict[tuple[str, str], list[FormField]] = {}
    views = performance_forms(context, "")
    for view in views:
        for header, standard in _slips(view):
            slips.setdefault((header.text, standard), []).append(header)
    if not views:
        yield not_applicable("没有绩效自评表")
    elif not slips:
        yield passed()
    for (printed, standard), headers in slips.items():
        message = f"{len(headers)} 份自评表的表头写“{printed}”，规范用语为“{standard}”。"
        yield Outcome(State.FAIL, terms=tuple(text_term("表头", header) for header in headers), message=message)


def _slips(view: FormView) -> Iterator[tuple[FormField, str]]:
    for header in view.form.headers:
        key = vocabulary().indicator_column(header.text)
        standard = vocabulary().column_title(key) if key else ""
        longer = bool(standard) and 0 < len(header.text) - len(standard) <= _MORE
        if longer and _contains(header.text, standard) and _doubled(header.text):
            yield header, standard


def _contains(text: str, standard: str) -> bool:
    """Whether the characters of the standard term occur in order."""
    rest = iter(text)
    return all(character in rest for character in standard)


def _doubled(text: str) -> bool:
    """Whether a character is there twice, which tells a slip from a deliberate qualifier (自评得分, 指标分值)."""
    return len(set(text)) < len(text)
