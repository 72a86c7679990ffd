"""PX-22 文字中的数与佐证一致.

A number that follows the name of a measure (问题解决率 100%, 营业收入 112.7 亿元) states it, in the explanation and in the results that
forms tell. A sentence of goals or of another year, and one of the whole's measures behind the name of a project, are not judged; a number
without such a name in front of it is left alone. Source: 财预〔2020〕10号第十五条.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable
from juesuan.model import Outcome

RULE = "PX-22"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per number."""
    if context.evidence is None:
        yield not_applicable("未提供佐证表和取数办法")
        return
    from juesuan.checking.evidenced import in_texts  # noqa: PLC0415 - hardly any document comes with evidence

    yield from in_texts(context)
