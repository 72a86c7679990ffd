"""Approved figures (批复, 财决) against what was published: fact by fact, in whatever unit of money each of them is printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from msgspec.structs import replace

from juesuan.arithmetic.bands import same
from juesuan.checking.context import Context, passed
from juesuan.checking.rendering import money
from juesuan.model import Amount, Band, DocumentInfo, Outcome, Place, Reader, State, Statement, Term, Unit
from juesuan.model.expressions import expression

__all__ = [
    "approved_facts",
    "differs",
    "is_compared",
    "judged_of_code",
    "not_understood",
    "of_unclear_codes",
    "published_of",
    "unlike",
]

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
            found.setdefault(str(statement.fact), _in_money(statement, context))
    return found


def not_understood(context: Context) -> Sequence[Statement]:
    """What stands in a plain sheet under a name that no form has."""
    assert context.against is not None
    return [s for s in context.against.statements if s.fact is None and s.reader is Reader.WORKBOOK and s.value]


def of_unclear_codes(context: Context) -> Sequence[Statement]:
    """What a plain sheet has of a code without saying whether it is income or spending, or of which budget."""
    assert context.against is not None
    unclear = (
        s for s in context.against.statements if s.ambiguous and s.fact is not None and s.reader is Reader.WORKBOOK
    )
    return [_in_money(statement, context) for statement in unclear]


def judged_of_code(approved: Statement, context: Context) -> Outcome | None:
    """The outcome where it does not matter which it is: one of the code's numbers is it, or all are one other; None else."""
    assert approved.fact is not None
    known = [s for s in context.of_code(approved.fact.get("function") or "") if s.source in context.disclosure.tables]
    printed = [s for s in known if s.value and s.fact is not None and s.fact.get("nature") is None and not s.ambiguous]
    fitting = [statement for statement in printed if differs(approved, [statement], context) is None]
    if fitting:
        return passed(fitting[:1])
    if len({context.in_document_unit(statement).value for statement in printed}) != 1:
        return None
    return differs(approved, printed[:1], context)


def _in_money(statement: Statement, context: Context) -> Statement:
    """The statement in the unit of money of its file; where that does not say which, in that in which most of it is what was published."""
    if statement.amount.unit is not Unit.NONE or statement.reader is not Reader.WORKBOOK:
        return statement
    unit = _unit_of(context)
    return replace(statement, amount=replace(statement.amount, unit=unit)) if unit is not None else statement


def _unit_of(context: Context) -> Unit | None:
    assert context.against is not None
    published = {
        context.in_document_unit(s).to(Unit.YUAN).value for s in context.disclosure.statements if s.amount.unit.is_money
    }
    votes = {
        unit: sum(
            replace(s.amount, unit=unit).to(Unit.YUAN).value in published
            for s in context.against.statements
            if s.amount.unit is Unit.NONE and s.value
        )
        for unit in (Unit.WAN, Unit.YUAN)
    }
    best = max(votes, key=votes.__getitem__)
    return best if votes[best] > min(votes.values()) else None


def is_compared(context: Context) -> bool:
    """Whether the approved figures and the document state anything in common: else nothing was held against anything."""
    if any(published_of(statement, context) for statement in approved_facts(context).values()):
        return True
    return any(judged_of_code(statement, context) is not None for statement in of_unclear_codes(context))


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
