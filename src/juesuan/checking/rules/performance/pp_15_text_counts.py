"""PP-15 文字中的数量＝指标.

A count in the goals is the target of the indicator that it names, a count in the results, and in the explanation behind the project's name, its
actual value (``聘用人员7名`` against 聘用人员数量 ``3人``, ``全年送戏下乡56场`` against 送戏下乡场次 ``66场``). Only a count whose noun is the
beginning of exactly one indicator's name, or names behind the count all that the indicator's name does (``10座小型水库维修养护`` and
维修养护水库座数), and which the text gives once, is compared. By a noun behind it the two are only likely to be one: a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance import FormView, IndicatorRow, performance_forms
from juesuan.checking.performance.views import project_forms
from juesuan.checking.wording import explanation
from juesuan.model import FormField, Outcome, Passage, Severity, State, Statement, Term
from juesuan.model.expressions import expression
from juesuan.standard.quantity import Quantity, find_quantities, is_percent, parse_quantity

RULE = "PP-15"

_NOUN = expression(r"([一-鿿]{3,})(?:共计|合计|总计|共|为)?$")
_NOUN_BEHIND = expression(r"(?:的)?([一-鿿]{4,})")
_COUNT_WORDS = expression(r"(?:[座个处项人名台套件次]?数|数量|情况|完成)+$")
_LED = expression(r"^(?:全年|本年|年内|全市|全县|全区|累计|共计|共|组织|开展|实际|已|计划|完成|实施|举办)+")
_NUMBERING = expression(r"^指标\d*[：:]")
_OPENS = expression(r"(?:项目)?[”》]?(?:项目)?(?:支出)?(?:绩效)?(?:自评|综述|结果|，|：|全年|年初|得分)")
_PROJECT = "项目"
_BEFORE = 12
_LEAST = 4


def check(context: Context) -> Iterator[Outcome]:
    """Compares counts of goals and results with the indicators."""
    for view in performance_forms(context, "PP"):
        found = list(_compared(view))
        if not found:
            yield not_applicable(f"{view.name}的文字与指标没有同名的数量")
        yield from found


def _compared(view: FormView) -> Iterator[Outcome]:
    texts = [("预期目标", view.form.goals, "target"), ("实际完成情况", view.form.results, "actual")]
    texts += [("情况说明", text, "actual") for text in _told_of(view)]
    for label, text, column in texts:
        if text is None:
            continue
        for row in view.rows:
            spot = _count_of(row, text)
            field: FormField | None = getattr(row.indicator, column)
            stated = parse_quantity(field.text) if field is not None and field.text else None
            if spot is None or stated is None or not stated.comparable(spot[2]) or is_percent(stated):
                continue
            outcome = _compare(row, (label, text, column), spot, stated)
            likely = outcome.state is State.FAIL and not _begins_name(_NUMBERING.sub("", row.name), text.text, spot[0])
            yield replace(outcome, severity=Severity.WARNING) if likely else outcome


def _told_of(view: FormView) -> Iterator[Passage]:
    """What the explanation says behind the name of a project, where it names it once in a paragraph and no other one."""
    names = [one.form.project.text for one in project_forms(view.context) if one.form.project is not None]
    own = view.form.project.text.removesuffix(_PROJECT) if view.form.project is not None else ""
    if len(own) < _LEAST or sum(own in name for name in names) > 1:
        return
    others = [name.removesuffix(_PROJECT) for name in names if own not in name]
    for text in explanation(view.context):
        printed = text.passage.text
        at = printed.rfind(own)
        if at >= 0 and _OPENS.match(printed, at + len(own)) and not any(name in printed for name in others if name):
            yield text.passage.part(at + len(own), len(printed))


def _count_of(row: IndicatorRow, text: Passage) -> tuple[int, int, Quantity] | None:
    """The only count in the text whose noun begins the indicator's name."""
    name = _NUMBERING.sub("", row.name)
    spots = []
    for start, end, quantity in find_quantities(text.text):
        if quantity.amount.unit.is_money or is_percent(quantity):
            continue
        if _begins_name(name, text.text, start) or _named_behind(name, text.text, end):
            spots.append((start, end, quantity))
    return spots[0] if len(spots) == 1 else None


def _begins_name(name: str, text: str, start: int) -> bool:
    """Whether the noun in front of a count begins an indicator's name."""
    noun = _NOUN.search(text[max(0, start - _BEFORE) : start])
    if noun is None:
        return False
    bare = _LED.sub("", noun[1])
    return name.startswith(noun[1]) or (len(bare) >= _LEAST and name.startswith(bare))


def _named_behind(name: str, text: str, end: int) -> bool:
    """Whether all that an indicator's name says is said behind the count, in whatever order."""
    noun, stem = _NOUN_BEHIND.match(text, end), _COUNT_WORDS.sub("", name)
    return noun is not None and len(stem) >= _LEAST and set(stem) <= set(noun[1])


def _compare(
    row: IndicatorRow, where: tuple[str, Passage, str], spot: tuple[int, int, Quantity], stated: Quantity
) -> Outcome:
    label, text, column = where
    start, end, quantity = spot
    cells: tuple[Statement, ...] = row.statements(column)
    if quantity.aligned(stated).interval.intersects(stated.amount.interval) or stated.met_by(quantity):
        return passed(cells)
    named = "指标值" if column == "target" else "实际完成值"
    shown = text.text[max(0, start - _BEFORE) : end]
    message = f"{row.view.name}的{label}写“…{shown}”，指标“{row.name}”的{named}为 {stated.amount.raw}，两处不一致。"
    term = Term(1, label, None, text.place(start, end), shown)
    return Outcome(
        State.FAIL,
        terms=(term, *(Term.of(s, -1) for s in cells)),
        message=message,
        stated=quantity.value,
        expected=stated.value,
    )
