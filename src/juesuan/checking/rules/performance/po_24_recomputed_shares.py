"""PO-24 文中的比例可复算.

``全市48个项目，占比16.6%`` after ``8个项目``: two counts of one unit in a sentence and a share of them. A printed share that misses the
true one by a unit in its last place was cut off or mistyped. Shares that are far from it speak of something else and are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance import FormView, performance_forms
from juesuan.checking.rendering import percent
from juesuan.model import Outcome, Passage, State, Term
from juesuan.model.excerpt import shortened
from juesuan.model.expressions import expression

RULE = "PO-24"

_SHARE = expression(
    r"(?<![\d.])(?P<part>\d+)(?P<unit>[个家项户人名件次台套所])(?P<between>[^。；]{0,60}?)"
    r"(?:全[市省县区国]|共|总计|合计)(?:有)?(?P<whole>\d+)(?P=unit)[^。；\d]{0,12}(?:占比?|比例)(?:为|约)?(?P<share>\d+(?:\.\d+)?)%"
)
_HUNDRED = Decimal(100)


def check(context: Context) -> Iterator[Outcome]:
    """Recomputes shares in the texts of overall forms."""
    for view in performance_forms(context, "PO"):
        found = False
        for passage in _texts(view):
            for match in _SHARE.finditer(passage.text):
                found = True
                yield _share(view, passage, match)
        if not found:
            yield not_applicable(f"{view.name}的文字中没有可复算的比例")


def _texts(view: FormView) -> Iterator[Passage]:
    form = view.form
    yield from (passage for passage in (form.goals, form.results) if passage is not None)
    for name, content, result in form.tasks:
        yield from (name, content, result)


def _share(view: FormView, passage: Passage, match: re.Match[str]) -> Outcome:
    part, whole, printed = Decimal(match["part"]), Decimal(match["whole"]), Decimal(match["share"])
    if not whole or part > whole:
        return not_applicable(f"“{shortened(match[0], 30)}”不是部分与整体的关系")
    exact = _HUNDRED * part / whole
    exponent = printed.as_tuple().exponent
    last_place = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    off = abs(exact - printed)
    if 2 * off <= last_place:
        return passed()
    if off > last_place:
        return not_applicable(f"“{shortened(match[0], 30)}”的比例另有所指")
    place = passage.place(match.start("share"), match.end("share"))
    message = f"{view.name}写“占比 {printed}%”，按 {part}÷{whole} 计算为 {percent(exact)}，应为 {exact.quantize(last_place)}%。"
    return Outcome(
        State.FAIL,
        terms=(Term(1, "占比", None, place, match[0]),),
        message=message,
        stated=printed,
        expected=exact.quantize(last_place),
        difference=off,
    )
