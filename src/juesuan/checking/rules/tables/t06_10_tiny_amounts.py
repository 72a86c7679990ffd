"""T06-10 不足百元的金额.

More than zero and less than 0.01 万元: usually an amount in 元 that was divided by 10 000 once too often, or a residue of
rounding. Only where the document's unit is 万元.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context, absent, not_applicable, passed
from juesuan.model import Outcome, State, Term, Unit

RULE = "T06-10"
_HUNDRED_YUAN = Decimal("0.01")


def check(context: Context) -> Iterator[Outcome]:
    """Fails once, with every such cell."""
    cells = context.stated_in("T06")
    if not cells:
        yield absent(context, "T06")
    elif context.unit is not Unit.WAN:
        yield not_applicable("金额单位不是万元")
    else:
        tiny = [s for s in cells if 0 < abs(context.in_document_unit(s).value) < _HUNDRED_YUAN]
        if not tiny:
            yield passed(cells)
            return
        shown = "、".join(s.amount.raw for s in tiny[:5])
        message = f"基本支出表有 {len(tiny)} 处金额不足一百元（{shown} 万元），请核对金额单位。"
        yield Outcome(State.FAIL, terms=tuple(map(Term.of, tiny)), message=message)
