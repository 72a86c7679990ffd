"""What a reviewer adds to a report and changes in it, as data: findings of one's own, other words and values for those of the program."""

from __future__ import annotations

from msgspec import Struct

from juesuan.model import Place

__all__ = ["BY_HAND", "Amendment", "OwnFinding"]

BY_HAND = "OWN-01"
"""What stands where a rule's id does: no rule says it."""


class OwnFinding(Struct, frozen=True):
    """A finding of a reviewer.

    Attributes:
        id: its fingerprint, the same in every version of the document. severity: one of ``Severity``.
        message: what is wrong; empty: what value is printed and which should be.
        place: where, of a number or of a frame drawn on a page. text: the number, as printed; empty for a frame.
        statement, fact, label: what the number states, as far as that is known.
        value: what should be printed; empty where that is not known.
        is_lost: whether the place was not found again in this version.
    """

    id: str
    severity: str
    message: str
    place: Place = Place()
    text: str = ""
    statement: str = ""
    fact: str = ""
    label: str = ""
    value: str = ""
    is_lost: bool = False


class Amendment(Struct, frozen=True):
    """What a reviewer changes in a finding of the program.

    Attributes:
        finding: its fingerprint.
        message: other words; empty: those of the program. value: another value for what is proposed; empty: the program's.
        is_left: whether what is proposed is left out, so that the unit looks for the right value itself.
        explanation: what the unit says of it; that alone changes nothing. note: what the reviewer says of it to the unit.
    """

    finding: str
    message: str = ""
    value: str = ""
    is_left: bool = False
    explanation: str = ""
    note: str = ""
