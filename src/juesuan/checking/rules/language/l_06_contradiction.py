"""L-06 增减用词自相矛盾.

增加12.00万元，下降3.00%: one movement, two directions.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, passed, undecidable
from juesuan.checking.wording import explanation
from juesuan.model import Outcome, State
from juesuan.standard.wording import language

RULE = "L-06"


def check(context: Context) -> Iterator[Outcome]:
    """Fails once per contradiction."""
    found = seen = False
    for text in explanation(context):
        seen = True
        for match in language().contradiction.finditer(text.passage.text):
            found = True
            message = f"“{match[0]}”一句中增减方向相反。"
            yield Outcome(State.FAIL, terms=(text.term(match.start(), match.end()),), message=message)
    if not seen:
        yield undecidable("没有读到决算情况说明")
    elif not found:
        yield passed()
