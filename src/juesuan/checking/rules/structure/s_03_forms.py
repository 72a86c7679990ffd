"""S-03 缺少规定的表格.

Every form of the place's format must be listed, an empty one too. A form on pages without text, or only partly read, is not
missing. What an empty form must say is T07-04, T08-04 and T09-07.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.absences import why_unsure
from juesuan.checking.context import Context, passed, undecidable
from juesuan.model import Outcome, Place, State, Term

RULE = "S-03"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per form of the layout."""
    disclosure = context.disclosure
    states = {reading.form: reading for reading in disclosure.readings}
    layout = context.layout
    if not disclosure.tables:
        yield undecidable("没有读到决算表")
        return
    for form in layout.form_ids:
        title = layout.title(form)
        reading = states.get(form)
        if form in disclosure.tables:
            yield passed()
        elif reading is not None and reading.state in {"partial", "unreadable"}:
            yield undecidable(reading.reason or f"“{title}”没有读全")
        elif swallowed := _in_front(form, context):
            yield undecidable(f"没有找到“{title}”，但它前面的“{swallowed}”里有没有认出的内容，可能就是它")
        elif unsure := why_unsure({form}, context):
            yield undecidable(f"没有找到“{title}”，但{unsure}")
        else:
            message = f"没有找到“{title}”；按{layout.label}应当公开，没有数据的也应列出空表并说明。"
            yield Outcome(State.FAIL, terms=(Term(1, title, None, Place(form=form), title),), message=message)


def _in_front(form: str, context: Context) -> str:
    """The title of the form that stands in front of where this one should, when not all in it was understood: a table without a title goes on
    with the one before it.
    """
    order = context.layout.form_ids
    before = [name for name in order[: order.index(form)] if name in context.disclosure.tables]
    readings = {reading.form: reading for reading in context.disclosure.readings}
    reading = readings.get(before[-1]) if before else None
    return context.layout.title(before[-1]) if reading is not None and reading.state == "partial" else ""
