"""The little language in which linear identities are written as data.

    T01.L27 = sum(T01.L1:L8)                     fixed rows, a range in the form's own order
    T02[row].C1 = sum(T02[row].C2:C7)            ``row`` is free: one instance per printed row
    T04[L33:L58].C2 = sum(T04[L33:L58].C3:C5)    a range outside sum(): one instance per printed row of it
    T02[*].col = sum(T02[class].col)             ``class`` occurs only inside sum(): summed over; ``col`` free
    T02[class].col = sum(T02[children].col)      rows one level below the bound row
    T05[code].C1 + T07[code].C3 <= T03[code].C1  every code printed in any form of the left side
    PO[total].col = PO[fiscal].col + PO[own].col repeated forms: one instance per form

A reference is ``FORM`` then ``[row]`` or ``.row`` then ``.column``. A form with one column per side needs no column
(``T01.L27``); a form with one row needs no row (``T09.C1``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

__all__ = ["ROW_VARIABLES", "Expression", "ExpressionError", "Reference", "parse"]

ROW_VARIABLES = frozenset({"row", "class", "section", "item", "code", "children", "indicator"})
"""``row`` any row · ``class`` 3 digits · ``section`` 5 · ``item`` 7 · ``code`` any of these · ``indicator`` rows i1, i2 …"""

_RELATION = re.compile(r"\s(<=|>=|=)\s")
_TERM = re.compile(r"\s*([+-]?)\s*(sum\(\s*)?([A-Z]+\d*)(?:\[([^\]]+)\])?((?:\.[\w:]+)*)\s*(\))?")
_COLUMN = re.compile(r"C\d+(:C\d+)?$|col$")


class ExpressionError(ValueError):
    """The text of an identity in the register cannot be parsed: a mistake in our data."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One term: ``sign * FORM[row].column``, summed when ``total`` is set.

    ``row`` and ``column`` are a key, a range ``a:b``, a variable, or empty for "the only one".
    """

    sign: int
    form: str
    row: str
    column: str
    total: bool

    @property
    def row_is_free(self) -> bool:
        """Whether the row stands for one of several, to be bound: a variable or a range outside ``sum()``.

        A sum over the columns of a free row (``sum(T02[row].C2:C7)``) is known by the reference outside ``sum()`` that
        binds the same row.
        """
        return not self.total and (self.row in ROW_VARIABLES or ":" in self.row)


@dataclass(frozen=True)
class Expression:
    """``left relation right``; see the module docstring."""

    left: tuple[Reference, ...]
    relation: str
    right: tuple[Reference, ...]
    text: str

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """All terms, the right ones with their sign turned, so that ``sum = 0`` is the identity."""
        turned = tuple(Reference(-r.sign, r.form, r.row, r.column, r.total) for r in self.right)
        return self.left + turned

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """Ids of the forms it mentions, in order of mention."""
        return tuple(dict.fromkeys(reference.form for reference in self.references))

    @cached_property
    def row_variable(self) -> str | None:
        """The variable (or range of rows) that is free on both sides, if any."""
        free = {r.row for r in self.references if r.row_is_free}
        return next(iter(free), None)

    @cached_property
    def column_is_free(self) -> bool:
        """Whether the identity holds column by column."""
        return any(reference.column == "col" for reference in self.references)


def _side(text: str, whole: str) -> tuple[Reference, ...]:
    terms, position = [], 0
    while position < len(text):
        match = _TERM.match(text, position)
        if match is None or bool(match[2]) != bool(match[6]):
            raise ExpressionError(f"cannot read {text[position:]!r} in {whole!r}")
        parts = [part for part in match[5].split(".") if part]
        row = match[4] or ""
        if not row and parts and not _COLUMN.match(parts[0]):
            row = parts.pop(0)
        if len(parts) > 1:
            raise ExpressionError(f"too many parts in {match[0]!r} of {whole!r}")
        sign = -1 if match[1] == "-" else 1
        terms.append(Reference(sign, match[3], row, parts[0] if parts else "", bool(match[2])))
        position = match.end()
    if not terms:
        raise ExpressionError(f"an empty side in {whole!r}")
    return tuple(terms)


@lru_cache(maxsize=1024)
def parse(text: str) -> Expression:
    """Parses one identity.

    Raises:
        ExpressionError: when the text is not of the language.
    """
    parts = _RELATION.split(text)
    if len(parts) != 3:
        raise ExpressionError(f"one relation expected in {text!r}")
    return Expression(_side(parts[0], text), parts[1], _side(parts[2], text), text)
