"""N01-04 增减没有说明原因.

财预〔2016〕143号 wants the reasons for changes. One reason in a section is enough: a list of changes after 其中 shares it. 持平 needs
none.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.unread import amounts_unread
from juesuan.model import ChangeClaim, ComparedWith, NumberKind, Outcome, ReasonClaim, RemarkClaim, State, Term

RULE = "N01-04"
LIMITS = True

_SECTIONS = ("N01", "N04", "N05", "N10")
_LEVEL = ("持平", "无", "没有", "变化")


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per section that states a change."""
    found = False
    for section in _SECTIONS:
        changes = [c for c in context.claims(section, ChangeClaim) if not c.item and _moves(c, context)]
        if not changes:
            continue
        found = True
        text = "".join(part.body.text for part in context.sections(section))
        if context.claims(section, ReasonClaim) or "原因" in text:
            yield passed(context.by_id[name] for name in changes[0].operands if name in context.by_id)
            continue
        unread = [*amounts_unread(context, section), *amounts_unread(context, section, NumberKind.PERCENT)]
        if unread or context.claims(section, RemarkClaim):
            yield undecidable("文中有些话未能识别，可能就是增减的原因")
            continue
        first = changes[0]
        message = f"“{first.text}”，没有说明增减的原因。"
        yield Outcome(State.FAIL, terms=(Term(1, first.word, None, first.place, first.text),), message=message)
    if not found:
        yield not_applicable("文字说明没有写与上年相比的增减")


def _moves(claim: ChangeClaim, context: Context) -> bool:
    """Whether a change from last year is stated that is not zero."""
    difference = context.by_id.get(claim.difference)
    level = any(word in claim.word for word in _LEVEL)
    return claim.base is ComparedWith.PREVIOUS and not level and (difference is None or difference.value != 0)
