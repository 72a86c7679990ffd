"""T07-04 政府性基金表为空而没有说明.

A form without data is printed empty, and the document says under it or in its section that there is nothing to report (财预〔2016〕143号).
A form that is not there at all is S-03.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.empty_forms import explained
from juesuan.model import Outcome

RULE = "T07-04"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for the form."""
    yield from explained(context, "T07", "N07")
