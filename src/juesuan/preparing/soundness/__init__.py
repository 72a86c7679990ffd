"""Whether books can be published: each check looks at one thing and says all that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from juesuan.preparing.soundness.amounts import amounts, basic_spending
from juesuan.preparing.soundness.balances import balances
from juesuan.preparing.soundness.budget import initial_budgets
from juesuan.preparing.soundness.codes import codes
from juesuan.preparing.soundness.complaint import MISSING, NOTE, WRONG, Complaint, Examined
from juesuan.preparing.soundness.evaluations import evaluations
from juesuan.preparing.soundness.kinds import kinds_of_units
from juesuan.preparing.soundness.overview import overview
from juesuan.preparing.soundness.own import own_paragraphs
from juesuan.preparing.soundness.particulars import counts, particulars, three_public
from juesuan.preparing.soundness.printable import printable

__all__ = ["CHECKS", "MISSING", "NOTE", "WRONG", "Complaint", "Examined", "complaints"]

CHECKS: tuple[Callable[[Examined], Iterator[Complaint]], ...] = (
    overview,
    kinds_of_units,
    codes,
    printable,
    amounts,
    balances,
    basic_spending,
    initial_budgets,
    three_public,
    counts,
    particulars,
    evaluations,
    own_paragraphs,
)


def complaints(examined: Examined) -> tuple[Complaint, ...]:
    """All that is to be said of the books, each thing once."""
    return tuple(dict.fromkeys(complaint for check in CHECKS for complaint in check(examined)))
