"""Approved figures (批复, 财决) against what was published: fact by fact, in whatever unit of money each of them is printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from juesuan.arithmetic.bands import same
from juesuan.checking.context import Context
from juesuan.checking.rendering import money
from juesuan.model import Amount, Band, DocumentInfo, Outcome, Place, State, Statement, Term
from juesuan.model.expressions import expression

__all__ = ["approved_facts", "differs", "is_compared", "published_of", "unlike"]

_NO_PART_OF_A_NAME = expression(r"\s|[（(](?:本级|汇总|部门|单位|机关)[）)]$")


def unlike(context: Context) -> str:
    """Why the approved figures are not those of the document (Chinese); empty when they are, as far as both say."""
    assert context.against is not None
    own, other = context.disclosure.info, context.against.info
    if own.year and other.year and own.year != other.year:
        return f"提供的批复或财决报表是 {other.year} 年度的，文件是 {own.year} 年度决算，没有对照"
    if own.unit and other.unit and _name(own) != _name(other):
        return f"提供的批复或财决报表是“{other.unit}”的，文件是“{own.unit}”的，没有对照"
    return ""


def _name(info: DocumentInfo) -> str:
    return re.sub(_NO_PART_OF_A_NAME.pattern, "", unicodedata.normalize("NFKC", info.unit))


def approved_facts(context: Context) -> Mapping[str, Statement]:
    """What the forms of the approved document state, by fact; of a fact that they state twice the first.

    A column in which nothing is printed was not filled in: its blanks are no zeros.
    """
    assert context.against is not None
    stated = [s for s in context.against.statements if s.source in context.against.tables]
    filled_in = {(s.source, s.column) for s in stated if not s.is_blank}
    found: dict[str, Statement] = {}
    for statement in stated:
        printed = (statement.source, statement.column) in filled_in
        if printed and statement.fact is not None and not statement.ambiguous:
            found.setdefault(str(statement.fact), statement)
    return found


def is_compared(context: Context) -> bool:
    """Whether the approved figures and the document state anything in common: else nothing was held against anything."""
    return any(published_of(statement, context) for statement in approved_facts(context).values())


def published_of(approved: Statement, context: Context) -> Sequence[Statement]:
    """What the document publishes of the same fact: in its forms, or where none has it in its prose."""
    found = [s for s in context.by_fact.get(str(approved.fact), ()) if not s.ambiguous and _comparable(s, approved)]
    return [s for s in found if not s.in_prose] or found


def _comparable(one: Statement, other: Statement) -> bool:
    return one.amount.unit is other.amount.unit or (one.amount.unit.is_money and other.amount.unit.is_money)


def differs(approved: Statement, published: Sequence[Statement], context: Context) -> Outcome | None:
    """The failure of the first number that is not the approved one; None where all are."""
    for statement in published:
        stated = context.in_document_unit(statement)
        other = approved.amount.to(stated.unit) if stated.unit.is_money else approved.amount
        if not _agree(stated, other):
            return _failure(statement, stated, approved, other, context)
    return None


def _agree(one: Amount, other: Amount) -> bool:
    """Whether both may be one amount: what is printed as nothing may be a few yuan, a blank is none."""
    if same(one, other).holds:
        return True
    nothing = not (one.value and other.value)
    return nothing and one.unit.is_money and one.possible.intersects(other.possible)


def _failure(statement: Statement, stated: Amount, approved: Statement, other: Amount, context: Context) -> Outcome:
    assert context.against is not None
    name, unit = PurePath(context.against.info.file).name, stated.unit.value
    difference = abs(stated.value - other.value)
    message = (
        f"“{statement.label}”公布为 {money(stated.value)} {unit}，“{name}”中“{approved.label}”为 {money(other.value)} {unit}，"
        f"相差 {money(difference)} {unit}。"
    )
    # Where the other file has it is said by its name and the cell: it is no place of this document.
    place = Place(
        file=name,
        form=approved.place.form,
        row=approved.place.row,
        column=approved.place.column,
        text=approved.amount.raw,
    )
    return Outcome(
        State.FAIL,
        terms=(Term.of(statement), Term(-1, f"{name} {approved.label}", None, place, approved.amount.raw)),
        message=message,
        band=Band.ERROR,
        stated=stated.value,
        expected=other.value,
        difference=difference,
    )
