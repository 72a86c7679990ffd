"""The list of 科目 in section five (DOMAIN 7, 五（三）): its items with what was read of each."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from juesuan.checking.context import Context
from juesuan.model import ItemClaim, ReasonClaim, RemarkClaim, Statement, Table, Term
from juesuan.model.expressions import expression

__all__ = [
    "NarratedItem",
    "items_forms",
    "narrated_items",
    "printed_code",
    "row_called",
    "spent_by_code",
    "tables_of_items",
]

_SECTION = "N05"
_CODE = expression(r"(?<![\d.,])\d{3}(?:\d{2}){0,2}(?![\d.,年%])")
_GENERAL, _ALL_FUNDS = "T05", "T10"
_BY_FUND = (_GENERAL, "T07", "T08")


class NarratedItem(Struct, frozen=True):
    """An item of the list.

    Attributes:
        claim: the clause that opens it; its names are (类, 款, 项) as printed, missing ones empty.
        final, initial: 支出决算 and the budget that is printed with it.
        reasons: causes given in it for what differs.
        unclear: whether it gives causes of something that was not understood, or says something in unknown words: that may be the cause.
    """

    claim: ItemClaim
    final: Statement | None
    initial: Statement | None
    reasons: tuple[ReasonClaim, ...]
    unclear: bool = False

    @property
    def code(self) -> str:
        """The functional code that its names were resolved to; empty when they mean no row."""
        return self.claim.code

    @property
    def number(self) -> int:
        """Its number in the list."""
        return self.claim.item

    @property
    def name(self) -> str:
        """What a person calls it."""
        return f"第{self.number}项“{next((name for name in reversed(self.claim.names) if name), '')}”"

    @property
    def term(self) -> Term:
        """The item as a term of a finding."""
        return Term(1, f"第{self.number}项", None, self.claim.place, self.claim.text)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What it states."""
        return tuple(statement for statement in (self.final, self.initial) if statement is not None)


def printed_code(claim: ItemClaim) -> str:
    """The code that is printed beside the names of a 科目, of their lowest level; empty where none is."""
    return max((match[0] for match in _CODE.finditer(claim.text)), key=len, default="")


def narrated_items(context: Context) -> tuple[NarratedItem, ...]:
    """The numbered items of section five that name a 款 or 项, in printed order."""
    reasons, remarks = context.claims(_SECTION, ReasonClaim), context.claims(_SECTION, RemarkClaim)
    found = []
    for claim in context.claims(_SECTION, ItemClaim):
        if not claim.item or not any(claim.names[1:]):
            continue
        final, initial = context.by_id.get(claim.final), context.by_id.get(claim.budget)
        given = tuple(r for r in reasons if r.item == claim.item and r.section == claim.section and r.text)
        own = tuple(r for r in given if {claim.final, claim.budget} & set(r.operands) - {""})
        unknown = any((r.item, r.section) == (claim.item, claim.section) for r in remarks)
        found.append(NarratedItem(claim, final, initial, own, unknown or any(not r.current for r in given)))
    return tuple(found)


def items_forms(context: Context) -> tuple[str, ...]:
    """The forms that the list explains: 一般公共预算支出表, or what all 财政拨款 was spent on where the section is about that.

    That is the form of a university, or the forms of the three funds together.
    """
    if context.table(_GENERAL) is None and context.table(_ALL_FUNDS) is not None:
        return (_ALL_FUNDS,)
    stated = (context.by_id.get(claim.final) for claim in context.claims(_SECTION, ItemClaim))
    funds = {one.fact.get("fund") for one in stated if one is not None and one.fact is not None}
    fund = context.standard.forms[_ALL_FUNDS].fund
    return _BY_FUND if fund in funds else (_GENERAL,)


def tables_of_items(context: Context) -> tuple[Table, ...]:
    """Those of the forms that the document has."""
    return tuple(table for form in items_forms(context) if (table := context.table(form)) is not None)


def row_called(code: str, tables: tuple[Table, ...]) -> str:
    """What the forms call a code; empty where they have no row of it."""
    return next((row.label for table in tables if (row := table.row(code)) is not None), "")


def spent_by_code(form: str, context: Context) -> Mapping[str, Statement]:
    """What a form states to be spent on each of its codes."""
    scope, known = context.standard.grammar.section(_SECTION), context.standard.forms[form]
    spent = str(scope.scope.but(fund=known.fund)) if scope is not None and scope.scope is not None else ""
    column = next(column.key for column in known.columns if column.fact == spent)
    return {row: cell for row in context.rows_of(form) if (cell := context.cell(form, row, column)) is not None}
