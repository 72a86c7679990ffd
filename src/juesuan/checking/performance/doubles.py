"""Indicators that a form prints twice, word for word and number for number."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.performance.views import FormView, IndicatorRow
from juesuan.model import FormField

__all__ = ["doubled_rows"]


def doubled_rows(view: FormView) -> Iterator[tuple[IndicatorRow, IndicatorRow]]:
    """Each row that stands there again, with the one before it; rows without a name, points or score are blank lines."""
    seen: dict[tuple[str, ...], IndicatorRow] = {}
    for row in view.rows:
        printed = _printed(row)
        if not all(printed[-4:]):
            continue
        before = seen.setdefault(printed, row)
        if before is not row:
            yield before, row


def _printed(row: IndicatorRow) -> tuple[str, ...]:
    """All that the row prints: its levels, then its name, target, points and score."""
    indicator = row.indicator
    texts = (indicator.level1, indicator.level2, indicator.actual, indicator.level3, indicator.target)
    numbers = (statement.amount.raw if statement is not None else "" for statement in (row.points, row.score))
    return (*map(_text, texts), *numbers)


def _text(field: FormField | None) -> str:
    return field.text if field is not None else ""
