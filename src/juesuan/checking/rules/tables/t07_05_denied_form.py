"""T07-05 政府性基金表下注明没有而表中有数.

A note under the form says that there is no such money, and the form has figures (财预〔2016〕143号). What the text says is N07-03.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.empty_forms import contradicted
from juesuan.model import Outcome

RULE = "T07-05"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for the form."""
    yield from contradicted(context, "T07")
