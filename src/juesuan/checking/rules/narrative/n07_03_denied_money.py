"""N07-03 没有政府性基金收支的表述与表不一致.

The section says there is no such money, and the form has figures; which of the two is wrong only the books can tell. A form without
figures may be described with zeros instead of 没有. What stands under the form is T07-05. Source: 财预〔2016〕143号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.denials import denied
from juesuan.model import Outcome

RULE = "N07-03"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per sentence that says so."""
    yield from denied(context, "N07", "T07")
