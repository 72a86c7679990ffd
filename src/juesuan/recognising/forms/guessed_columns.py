"""Columns whose header nobody knows and that were taken for a column of the form by where they stand.

Where a column stands is no proof of what it is. It is that column where another table states the same amounts, or it is the rest of a
whole that has two parts (小计 = 基本支出 + 项目支出), and no equation speaks against it; then this is said. Otherwise the column stays
unknown, and so does what depends on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from juesuan.arithmetic.bands import same
from juesuan.checking.closure import confronted
from juesuan.model import Amount, Problem, State, Statement, Unit
from juesuan.recognising.forms.form_draft import FormDraft, usual_decimals
from juesuan.standard import Standard

__all__ = ["settle_guessed"]

_Column = tuple[str, str]


def settle_guessed(drafts: Sequence[FormDraft], standard: Standard) -> None:
    """Keeps the guessed columns that other tables prove, and says so; takes the others out as unknown."""
    while found := {(draft.form.id, column) for draft in drafts for column in draft.guessed}:
        doubted = found - _proved(drafts, found, standard)
        for draft in drafts:
            for column in sorted(column for form, column in doubted if form == draft.form.id):
                draft.take_out(column)
        if not doubted:
            break
    for draft in drafts:
        for column in sorted(draft.guessed):
            known = draft.form.column(column)
            header = draft.headers.get(column)
            own = header and header not in [other for key, other in draft.headers.items() if key != column]
            printed = f"的栏名“{header}”不认识" if own else "有一栏没有栏名"
            name = known.label if known is not None else column
            message = f"“{draft.title}”{printed}，按位置和勾稽关系认作“{name}”，请与原件核对"
            draft.problems.append(Problem(message, draft.place))


def _proved(drafts: Sequence[FormDraft], guessed: set[_Column], standard: Standard) -> set[_Column]:
    """The columns against which nothing speaks, and whose amounts another table states."""
    decimals = usual_decimals(drafts)
    tables = {draft.form.id: draft.table(Unit.WAN, decimals) for draft in drafts}
    statements = [s for draft in drafts for s in draft.statements(tables[draft.form.id])]
    against: set[_Column] = set()
    for_it: set[_Column] = set()
    for outcome, holds in confronted(tables, statements, standard):
        told = [(term.sign, term.statement) for term in outcome.terms if term.statement is not None]
        if outcome.state is State.FAIL:
            against.update((one.source, one.column) for _, one in told)
        elif holds:
            for_it.update(_of_two_parts(told, guessed))
    filled = {(s.source, s.column) for s in statements if s.value}
    for one, other in _twice(statements, guessed):
        where = (one.source, one.column)
        if same(_in_wan(one), _in_wan(other)).holds:
            if other.value and (other.source, other.column) not in guessed:
                for_it.add(where)
        else:
            against.add(where)
    return {where for where in guessed if where not in against and (where in for_it or where not in filled)}


def _of_two_parts(told: Sequence[tuple[int, Statement]], guessed: set[_Column]) -> set[_Column]:
    """The guessed columns of an equation of a row that says what a whole with two parts consists of, one of them known."""
    columns = {(one.source, one.column) for _, one in told}
    signs = sorted(sign for sign, _ in told)
    if (
        len({(one.source, one.row) for _, one in told}) != 1
        or len(columns) != 3
        or signs not in ([-1, -1, 1], [-1, 1, 1])
    ):
        return set()
    alone = sum(signs)  # the sign of the whole is the one that stands alone
    parts = {(one.source, one.column) for sign, one in told if sign == alone}
    filled = all(one.value for _, one in told)
    return columns & guessed if filled and not parts <= guessed else set()


def _twice(statements: Sequence[Statement], guessed: set[_Column]) -> Iterator[tuple[Statement, Statement]]:
    """The numbers of guessed columns, with those that state the same fact elsewhere."""
    by_fact: dict[str, list[Statement]] = {}
    for statement in statements:
        if statement.fact is not None:
            by_fact.setdefault(str(statement.fact), []).append(statement)
    for one in statements:
        if (one.source, one.column) in guessed and one.fact is not None:
            yield from ((one, other) for other in by_fact[str(one.fact)] if other.source != one.source)


def _in_wan(statement: Statement) -> Amount:
    amount = statement.amount
    return amount.to(Unit.WAN) if amount.unit.is_money else amount
