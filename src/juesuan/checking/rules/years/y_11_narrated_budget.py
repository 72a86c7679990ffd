"""Y-11 文字说明的年初预算数与公开的部门预算不一致.

The 年初预算 that the explanation states must be the figures of the budget that was published. Where only an adjusted figure is printed
(公开09表) nothing is compared; the scope of a budget may differ, so it is a warning. Source: 财预〔2016〕143号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.initial_budget import as_published
from juesuan.model import Outcome

RULE = "Y-11"
_SECTIONS = ("N05", "N07", "N08", "N09")


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per initial budget of the explanation."""
    yield from as_published(context, RULE, *_SECTIONS)
