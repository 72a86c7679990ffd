"""Money of one source under another: one cause, and no total whose column adds up is the culprit alone."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan import check
from juesuan.model import Disclosure, Finding, RepairKind
from tests.checking.judging import relabelled
from tests.checking.performance.sheets import disclosure, overall
from tests.examples import examples

_RULES = {"B-02", "PO-05", "PO-06"}
_OTHERS = st.decimals(min_value=Decimal("0.50"), max_value=Decimal("9.00"), places=2)


def document(amount: Decimal, *, tasks: bool, named: bool) -> Disclosure:
    """A department that spent 76.00, of it 50.00 fiscal, of which the overall form prints more by the amount."""
    spent = {
        "total": Decimal(76),
        "fiscal": 50 + amount,
        "own": 26 - amount,
        "t1": Decimal(36),
        "t1.fiscal": 20 + amount,
        "t1.own": 16 - amount,
        "t2": Decimal(40),
        "t2.fiscal": Decimal(30),
        "t2.own": Decimal(10),
    }
    funds = {row: (None, None, f"{value:.2f}", "", "", "") for row, value in spent.items() if tasks or row[0] != "t"}
    funds["total"] = (None, None, "76.00", "10", "", "9.5")
    tables = {
        "T01": {("L58", "C2"): "76.00"},
        "T03": {("*", "C1"): "76.00"},
        "T04": {("L59", "C2"): "50.00", ("L59", "C3"): "50.00"},
        "T05": {("*", "C1"): "50.00", ("206", "C1"): "20.00", ("208", "C1"): "30.00"},
    }
    return relabelled(
        disclosure(overall(funds=funds), tables=tables), {("T05", "206"): "t1.fiscal" if named else "别的"}
    )


def roots(document: Disclosure) -> list[Finding]:
    return [f for f in check(document).findings if f.rule in _RULES and f.root is None]


def mends(finding: Finding) -> dict[str, str | None]:
    (repair,) = finding.proposals
    assert repair.kind is RepairKind.JOINT
    return {finding.terms[change.term].label.split()[-2]: change.to for change in repair.changes}


@settings(max_examples=examples(10), deadline=None)
@given(amount=_OTHERS)
def test_the_task_that_another_form_prints_otherwise_is_mended_with_both_totals(amount: Decimal) -> None:
    (finding,) = roots(document(amount, tasks=True, named=True))

    assert f"的 {amount:.2f} 列错了栏" in finding.message
    assert mends(finding) == {"fiscal": "50.00", "own": "26.00", "t1.fiscal": "20.00", "t1.own": "16.00"}


def test_where_no_form_tells_the_task_there_are_as_many_choices_as_tasks() -> None:
    (finding,) = roots(document(Decimal("3.10"), tasks=True, named=False))

    assert "另有 1 种同样简单的可能" in finding.message
    assert all(suspect.probability < Decimal("0.6") for suspect in finding.suspects)


@settings(max_examples=examples(10), deadline=None)
@given(amount=_OTHERS)
def test_without_tasks_the_two_sources_are_mended_together(amount: Decimal) -> None:
    (finding,) = roots(document(amount, tasks=False, named=False))

    assert mends(finding) == {"fiscal": "50.00", "own": "26.00"}
