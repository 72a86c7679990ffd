"""The numbers in the texts of a form: goals, results, names, reasons. None is left uncounted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from juesuan.model import NumberSeen, Passage, PerformanceForm
from juesuan.reading.performance.draft import Draft

__all__ = ["numbers_of"]

_NUMBER = re.compile(
    r"(?P<date>(?:19|20)\d{2}[年./-]\d{1,2}(?:[月./-]\d{1,2}日?)?月?)"
    r"|(?P<year>(?<!\d)(?:19|20)\d{2}年(?:度)?)"
    r"|(?P<number>〔\d{4}〕\d+号|第\d+[条号章]|(?<![\d.])\d{1,2}[.、．](?!\d)|指标\d+[：:])"
    r"|(?P<percent>\d[\d,]*(?:\.\d+)?%)"
    r"|(?P<amount>\d[\d,]*(?:\.\d+)?[万亿]?元)"
    r"|(?P<count>\d[\d,]*(?:\.\d+)?[百千万亿]?[^\d\W_a-zA-Z])"
    r"|(?P<other>\d[\d,]*(?:\.\d+)?)"
)


def numbers_of(draft: Draft, form: PerformanceForm) -> Iterator[NumberSeen]:
    """Every number in the running texts of a form. Those of cells are statements and not listed here."""
    name = f"{form.kind}{form.instance}"
    for passage, field in _texts(draft):
        for match in _NUMBER.finditer(passage.text):
            yield NumberSeen(
                match[0], match.lastgroup or "other", name, field, passage.place(match.start(), match.end())
            )


def _texts(draft: Draft) -> Iterator[tuple[Passage, str]]:
    """The running texts and what they are bound to: rules read goals, results and tasks; remarks nobody reads."""
    for passage, field in ((draft.goals, "预期目标"), (draft.results, "实际完成情况")):
        if passage is not None:
            yield passage, field
    for parts in draft.tasks:
        for passage in parts:
            yield passage, "年度主要任务"
    for passage in draft.remarks:
        yield passage, ""
