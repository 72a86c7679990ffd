"""N05-20 五（三）差异原因千篇一律.

The same words for half of the items or more explain nothing. Short lists are left alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.narrated_items import narrated_items
from juesuan.model import Claim, Outcome, State, Term

RULE = "N05-20"
LIMITS = True

_FEWEST = 4
"""Items with a reason below which a repetition says nothing."""


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for the list."""
    by_text: dict[str, list[Claim]] = defaultdict(list)
    for item in narrated_items(context):
        if item.reasons:
            by_text[item.reasons[0].text.strip("。")].append(item.reasons[0])
    total = sum(map(len, by_text.values()))
    if total < _FEWEST:
        yield not_applicable("写有差异原因的条目不多")
        return
    text, same = max(by_text.items(), key=lambda pair: len(pair[1]))
    if 2 * len(same) < total:
        yield passed()
        return
    message = f"{total} 项中有 {len(same)} 项的差异原因都是“{text}”。"
    terms = tuple(Term(1, f"第{claim.item}项", None, claim.place, claim.text) for claim in same)
    yield Outcome(State.FAIL, terms=terms, message=message)
