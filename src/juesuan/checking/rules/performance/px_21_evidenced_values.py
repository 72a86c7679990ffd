"""PX-21 自评表的实际完成值与佐证一致.

The actual value of an indicator is what the bureau's own tables come to by the measure that was written down for it, rounded as it is printed.
An indicator without a measure is not looked at. A value that the evidence does not give, a cell that is no number, a name that stands nowhere
decide nothing. Source: 财预〔2020〕10号第十五条.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable
from juesuan.model import Outcome

RULE = "PX-21"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per measure."""
    if context.evidence is None:
        yield not_applicable("未提供佐证表和取数办法")
        return
    from juesuan.checking.evidenced import in_forms  # noqa: PLC0415 - hardly any document comes with evidence

    yield from in_forms(context)
