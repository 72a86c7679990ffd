"""N05-18 五（三）条目没有按科目次序连续编号.

Items follow the order of the codes, the funds one after another, and are numbered without a gap, where they are numbered anew below each 类
from one. Only the first break of each kind is reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.narrated_items import NarratedItem, items_forms, narrated_items
from juesuan.model import Outcome, State

RULE = "N05-18"


def check(context: Context) -> Iterator[Outcome]:
    """Numbers first, then codes."""
    items = narrated_items(context)
    if len(items) < 2:
        yield not_applicable("文字说明没有逐项列出支出")
        return
    pairs = list(pairwise(items))
    gap = next(((a, b) for a, b in pairs if not _follows(a, b)), None)
    fund = {row: form for form in reversed(items_forms(context)) for row in context.rows_of(form)}
    ordered = (pair for pair in pairs if all(item.code for item in pair) and len({fund.get(i.code) for i in pair}) == 1)
    unordered = next(((a, b) for a, b in ordered if b.code < a.code), None)
    if gap is not None:
        yield _broken(gap, f"第 {gap[0].number} 项之后编号为 {gap[1].number}，编号不连续。")
    if unordered is not None:
        before, after = unordered
        yield _broken(
            unordered, f"{after.name}（{after.code}）排在{before.name}（{before.code}）之后，没有按科目次序排列。"
        )
    if gap is None and unordered is None:
        yield passed(statement for item in items for statement in item.statements)


def _follows(before: NarratedItem, item: NarratedItem) -> bool:
    """Whether the number of an item is the next, or the first of another 类."""
    return item.number == before.number + 1 or (item.number == 1 and item.code[:3] != before.code[:3])


def _broken(pair: tuple[NarratedItem, NarratedItem], message: str) -> Outcome:
    return Outcome(State.FAIL, terms=(pair[1].term, pair[0].term), message=message)
