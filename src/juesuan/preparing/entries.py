"""Books kept by accounts (序时账, 余额表): a debit or credit counts by the account it stands in, 预算会计 only.

Spending grows on the left, income and balances on the right. A table of balances whose accounts have been cleared for the year shows the
same on both sides: then the side counts on which the account grows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from juesuan.preparing.postings import Ledger, Posting
from juesuan.standard.ledger import LedgerSchema

__all__ = ["counted"]

_ACCOUNT = "account"
_OPENING, _SPENDING = "opening", "spending"


def counted(ledger: Ledger, schema: LedgerSchema) -> Iterator[Posting]:
    """The postings with the sign that they count by; entries in accounts that are none of income, spending and balances are left out."""
    entries = {*schema.debits, *schema.credits}
    cleared = schema.dated not in ledger.columns and _is_cleared(ledger, schema)
    for posting in ledger.postings:
        if posting.column not in entries:
            yield posting
            continue
        movement = _movement(posting, schema)
        is_opening = posting.column not in {schema.debits[0], schema.credits[0]}
        if movement is None or (movement == _OPENING) != is_opening:
            continue
        grows = (posting.column in schema.debits) == (movement == _SPENDING)
        if not cleared or is_opening or grows:
            yield replace(posting, amount=posting.amount if grows else -posting.amount, movement=movement)


def _movement(posting: Posting, schema: LedgerSchema) -> str | None:
    """By the code of the account; without accounts the line has to say it itself (an empty string)."""
    code = "".join(character for character in posting.words.get(_ACCOUNT, "") if character.isdecimal())
    if not code:
        return None if _ACCOUNT in posting.words else _by_word(posting, schema)
    return next((name for name, codes in schema.accounts.items() if code.startswith(codes)), None)


def _by_word(posting: Posting, schema: LedgerSchema) -> str | None:
    """收支类别 where there is no account."""
    word = posting.words.get("movement", "")
    return schema.sheet.field("movement").chosen(word) or None if word else ""


def _is_cleared(ledger: Ledger, schema: LedgerSchema) -> bool:
    """Whether the accounts of income and spending come to nothing, although there were entries."""
    sides = [Decimal(0), Decimal(0)]
    for posting in ledger.postings:
        if posting.column in {schema.debits[0], schema.credits[0]} and _movement(posting, schema) not in {
            None,
            _OPENING,
        }:
            sides[posting.column == schema.credits[0]] += posting.amount
    return sides[0] == sides[1] != 0 and _each_cleared(ledger, schema)


def _each_cleared(ledger: Ledger, schema: LedgerSchema) -> bool:
    """Each of them by itself, and not by chance all together."""
    left: dict[tuple[tuple[str, str], ...], Decimal] = {}
    for posting in ledger.postings:
        if posting.column in {schema.debits[0], schema.credits[0]} and _movement(posting, schema) not in {
            None,
            _OPENING,
        }:
            key = tuple(sorted(posting.words.items()))
            left[key] = left.get(key, Decimal(0)) + (
                posting.amount if posting.column == schema.debits[0] else -posting.amount
            )
    return not any(left.values())
