"""A blank is no zero: what is not filled in is filled in, before anything that is printed is called wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan import check
from juesuan.model import Disclosure, Finding, Severity
from tests import made
from tests.checking.blame.test_patterns import ROWS, spending
from tests.checking.performance.sheets import GOOD_FUNDS, GOOD_ROWS, disclosure, overall, project
from tests.examples import examples

_SPENT = st.decimals(min_value=Decimal("1.01"), max_value=Decimal("900.00"), places=2)


def errors(document: Disclosure) -> list[Finding]:
    """The roots among what numbers and forms are blamed for."""
    return [f for f in check(document).findings if f.root is None and f.severity is Severity.ERROR and f.suspects]


def filled(finding: Finding) -> dict[str, str | None]:
    """What is to be written where nothing, or nothing but zero, is printed."""
    repair = finding.proposals[0]
    return {
        " ".join(finding.terms[c.term].label.split()[1:]): c.to
        for c in repair.changes
        if not finding.terms[c.term].text.strip("0.%")
    }


@pytest.mark.parametrize("row", ["206", "20602", "208", "20805"])
@pytest.mark.parametrize("nothing", ["0.00", ""])
def test_a_row_that_was_left_out_is_one_cause(row: str, nothing: str) -> None:
    wrong = {f"c{row}_C{column}": nothing for column in (1, 2, 3)}

    (finding,) = errors(made.disclosure({"T03": spending(**wrong)}))

    assert finding.rule == "B-07"
    assert f"的“{row} 科目{row}”一行没有填写" in finding.message
    assert filled(finding) == {f"{row} C{column}": text for column, text in enumerate(ROWS[row], 1)}


@settings(max_examples=examples(25), deadline=None)
@given(state=st.tuples(_SPENT, _SPENT, _SPENT))
def test_a_subtotal_left_at_zero_is_not_an_exchange(state: tuple[Decimal, Decimal, Decimal]) -> None:
    """All money comes from one source below the subtotal: its row and that of another source are not exchanged."""
    highest = max(state)
    amounts = (*(f"{value:.2f}" for value in (highest, highest, min(state))), "", "", "")
    zero = ("0.00", "0.00", "0.00", "", "", "")
    funds = {"total": (*amounts[:3], "10", "", "9.5"), "fiscal": zero, "local": amounts, "other": zero}

    found = errors(disclosure(overall(funds=funds)))

    assert found[0].rule == "B-07"
    assert set(filled(found[0]).values()) == set(amounts[:3])


@pytest.mark.parametrize("points", [("30", "20", "10"), ("25", "25", "10"), ("12.5", "37.5", "10")])
def test_points_that_are_not_filled_in_are_what_the_others_lack(points: tuple[str, ...]) -> None:
    rows = tuple((*row[:5], p, p, row[7]) for row, p in zip(GOOD_ROWS, (*points, "20", "10"), strict=True))
    blank = {"total": ("100", "80", "76", "", "95%", "9.5")}

    (finding,) = (f for f in errors(disclosure(project(rows=rows, funds=blank))) if f.rule == "PP-05")

    assert "未填" in finding.message
    assert "total 分值”为" not in finding.message
    assert filled(finding) == {"total 分值": "10"}


@pytest.mark.parametrize("lacking", ["25", "22.5"])
def test_a_blank_weight_is_that_of_the_other_forms_and_not_all_that_the_sum_lacks(lacking: str) -> None:
    """The points of the benefits are short of what their heading prints: the weight is not filled up to 100."""
    rows = tuple((*row[:5], lacking, lacking, row[7]) if row[5] == "30" else row for row in GOOD_ROWS)
    blank = {"total": ("100", "80", "76", "", "95%", "9.5")}
    sheets = (project(1, rows=rows, funds=blank), project(2), project(3))

    (finding,) = (f for f in check(disclosure(*sheets)).findings if f.rule == "PP-05")

    assert "未填（其他各份表印出的都是 10，填上后仍相差" in finding.message
    assert all(change.to is None for repair in finding.proposals for change in repair.changes)
    assert all(finding.terms[suspect.term].text for suspect in finding.suspects)


def test_a_total_without_the_blank_weight_is_mended_with_it() -> None:
    """Total and weight together: the limit that the score exceeds is the same fault."""
    blank = {"total": ("100", "80", "76", "", "95%", "9.5")}
    sheets = (project(1, funds=blank, sums=("90", "97.5")), project(2), project(3))

    found = [f for f in check(disclosure(*sheets)).findings if f.rule in {"PP-05", "PP-07"}]

    (root,) = (f for f in found if f.root is None)
    assert {f.terms[change.term].text: change.to for f in (root,) for change in root.proposals[0].changes} == {
        "90": "100",
        "": "10",
    }
    assert {f.rule for f in found} == {"PP-05", "PP-07"}


def test_a_total_of_scores_that_leaves_out_what_the_weights_leave_out_is_raised_with_it() -> None:
    (finding,) = (f for f in check(disclosure(project(sums=("90", "88")))).findings if f.rule == "PP-05" and not f.root)

    assert sorted(change.to or "" for change in finding.proposals[0].changes) == ["100", "97.5"]


@settings(max_examples=examples(25), deadline=None)
@given(own=_SPENT)
def test_a_source_that_is_not_filled_in_is_what_the_total_lacks(own: Decimal) -> None:
    """The printed numbers need not be wrong: what the row prints in its other columns says that there was money."""
    total, spent = f"{50 + own:.2f}", f"{own:.2f}"
    funds = {
        "total": (total, total, total, "10", "100.00%", "10"),
        "fiscal": ("50.00", "50.00", "50.00", "—", "", "—"),
        "own": (spent, "", spent, "—", "", "—"),
    }
    found = [f for f in errors(disclosure(project(funds={**GOOD_FUNDS, **funds}))) if f.rule == "PP-01"]

    assert [filled(finding) for finding in found] == [{"own 全年预算数": spent}]


def test_a_blank_table_gives_no_value_to_the_prose() -> None:
    """A table without a figure says nothing: it never makes a printed amount 0.00."""
    cells = {("*", f"C{index}"): "" for index in range(1, 13)}
    said = made.statement("说明七 “三公”经费预算", "three_public[stage=initial]", "0.95", "N09")

    found = [f for f in check(made.disclosure({"T09": cells}, (said,))).findings if "0.95" in f.message]

    assert all("0.00" not in f.message and "0.00" not in f.advice for f in found)


def test_one_wrong_sum_is_one_cause() -> None:
    """总分 is not 100, its parts are, and it is exceeded: it should be 100."""
    (finding,) = errors(disclosure(project(sums=("90", "97.5"))))

    assert [c.to for c in finding.proposals[0].changes] == ["100"]
    assert {rule for suspect in finding.suspects for rule in suspect.closes} == {"PP-05", "PP-07"}


@settings(max_examples=examples(25), deadline=None)
@given(spent=st.decimals(min_value=Decimal("500.01"), max_value=Decimal("999.99"), places=2), left=_SPENT)
def test_a_total_left_at_zero_is_what_its_only_source_prints(spent: Decimal, left: Decimal) -> None:
    """No sum says what the total is, but it cannot be less than its part: one cause, with the rate and the score that follow."""
    amounts = (f"{spent + left + 1:.2f}", f"{spent + left:.2f}", f"{spent:.2f}")
    funds = {"total": ("0", "0", "0", "10", "0%", "0"), "fiscal": (*amounts, "", "", "")}

    found = [f for f in check(disclosure(project(funds=funds))).findings if {"B-07", "PP-01"} & {f.rule}]
    (root,) = (f for f in found if f.root is None)

    assert "的“total”一行没有填写" in root.message
    rate, score = 100 * spent / (spent + left), 10 * spent / (spent + left)
    written = filled(root)
    assert [written[f"total {name}"] for name in ("年初预算数", "全年预算数", "全年执行数")] == list(amounts)
    assert abs(Decimal((written["total 执行率"] or "").rstrip("%")) - rate) < Decimal("0.1")
    assert abs(Decimal(written["total 得分"] or "") - score) < Decimal("0.1")
