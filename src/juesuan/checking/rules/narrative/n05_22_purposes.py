"""N05-22 五（三）用途写的是另一科目.

What an item is used for (主要用于) speaks of the item. Of the few 科目 whose names say what is paid — pension, annuity, medical insurance, housing
fund, housing subsidy, relief — one that is said to pay another of them, and not itself, has another's purpose. And words that two items of different
款 and name share whole were copied, unless they are so short that they fit anything. What an item of a general name pays is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.narrated_items import NarratedItem, narrated_items
from juesuan.checking.wording import Text, explanation
from juesuan.model import Outcome, State, Term
from juesuan.model.expressions import expression
from juesuan.standard.wording import Payment

RULE = "N05-22"
_PURPOSE = expression(r"主要?用于[：:]?(?P<what>[^。；]{2,80}?)(?=。|；|，(?:年初|全年|支出|决算|当年|20)|$)")
_LEAST = 8


class _Purpose(Struct, frozen=True):
    """What an item says that it is used for, as text and as an operand."""

    item: NarratedItem
    words: str
    term: Term


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per item that says what it is used for."""
    purposes = [purpose for item in narrated_items(context) if (purpose := _purpose(item, context)) is not None]
    if not purposes:
        yield not_applicable("各科目没有写明用途")
    for number, purpose in enumerate(purposes):
        other = _of_another(purpose, context.standard.language.payments)
        copied = next((before for before in purposes[:number] if _is_copied(purpose, before)), None)
        if other:
            message = f"{purpose.item.name}的用途写“{purpose.words}”，是“{other}”的用途。"
            yield Outcome(State.FAIL, terms=(purpose.term,), message=message)
        elif copied is not None:
            message = f"{copied.item.name}与{purpose.item.name}的用途都写“{purpose.words}”。"
            yield Outcome(State.FAIL, terms=(purpose.term, copied.term), message=message)
        else:
            yield passed()


def _purpose(item: NarratedItem, context: Context) -> _Purpose | None:
    for text in explanation(context):
        start = _start(item, text)
        match = _PURPOSE.search(text.passage.text, start) if start is not None else None
        if match is not None:
            return _Purpose(item, match["what"], text.term(match.start(), match.end()))
    return None


def _start(item: NarratedItem, text: Text) -> int | None:
    """Where the item opens the paragraph; None in another one. A list in one paragraph is not divided here."""
    at = text.passage.text.find(item.claim.text)
    return at if at >= 0 and "（项）" in text.passage.text and text.passage.text.count("（项）") == 1 else None


def _of_another(purpose: _Purpose, payments: Sequence[Payment]) -> str:
    """The payment that a purpose names, where the item is called by another one; empty where all is well."""
    own = [payment for payment in payments if any(name in purpose.item.claim.names[2] for name in payment.names)]
    if not own or any(word in purpose.words for payment in own for word in (*payment.names, *payment.words)):
        return ""
    named = (word for payment in payments for word in payment.words if word in purpose.words)
    return next(named, "")


def _is_copied(one: _Purpose, other: _Purpose) -> bool:
    names, others = one.item.claim.names, other.item.claim.names
    return one.words == other.words and len(one.words) >= _LEAST and names[1] != others[1] and names[2] != others[2]
