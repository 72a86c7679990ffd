"""N00-02 其中项大于总数.

What 其中 gives of a count is no more than it, nor than a larger one in front of it that may be meant (比上年增加20.00万元，其中…). A part
that is not too large is not thereby decided on: other values would pass as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable
from juesuan.checking.sentences.lists import some_of_wholes
from juesuan.model import Outcome

RULE = "N00-02"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per part, and per list of one kind."""
    found = list(some_of_wholes(context))
    yield from found or [not_applicable("文中没有写“其中”的数")]
