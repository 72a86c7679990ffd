"""The equation of a finding."""

from __future__ import annotations

from decimal import Decimal

from msgspec import structs
from msgspec.structs import replace

from juesuan.model import Finding, Statement, Term
from juesuan.reporting.equation import equation_of, shown
from tests.reporting.made import amount, dossier


def _finding(name: str) -> Finding:
    return next(finding for finding in dossier().report.findings if finding.id == name)


def _with_values(*texts: str) -> tuple[Term, ...]:
    """The operands of the made sum with other numbers."""
    return tuple(
        replace(term, statement=structs.replace(_stated(term), amount=amount(text)), text=text)
        for term, text in zip(_finding("sum").terms, texts, strict=True)
    )


def _stated(term: Term) -> Statement:
    assert term.statement is not None
    return term.statement


def test_a_sum_has_two_sides() -> None:
    """What is added stands right, what it should give left."""
    equation = equation_of(_finding("sum"))

    assert equation is not None
    assert [addend.index for addend in equation.left] == [0]
    assert [addend.index for addend in equation.right] == [1, 2, 3, 4]
    assert dict(equation.operators) == {0: "", 1: "=", 4: "+"}


def test_zero_addends_are_not_shown() -> None:
    """A sum of twenty-six lines usually has four that count."""
    assert [addend.index for addend in shown(_finding("sum"))] == [0, 1, 4]


def test_a_ratio_is_no_sum() -> None:
    """Its operands are shown as they come."""
    finding = _finding("share")

    assert equation_of(finding) is None
    assert [addend.index for addend in shown(finding)] == [0, 1, 2]


def test_a_side_of_zeros_keeps_its_first_addend() -> None:
    """A total without any addend still has something to stand against."""
    finding = replace(_finding("sum"), terms=_with_values("5.00", "", "", "0.00", ""), difference=Decimal("5.00"))

    assert [addend.index for addend in shown(finding)] == [0, 1]


def test_the_first_addend_shown_carries_the_equals_sign() -> None:
    """Even when an earlier one is zero."""
    finding = replace(_finding("sum"), terms=_with_values("5.00", "", "4.00", "", "0.50"), difference=Decimal("0.50"))
    equation = equation_of(finding)

    assert equation is not None
    assert dict(equation.operators) == {0: "", 2: "=", 4: "+"}
