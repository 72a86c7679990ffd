"""The block of funds: sources, execution rate, budget, score."""

from __future__ import annotations

from decimal import Decimal

import pytest

import juesuan
from juesuan.model import Band, Severity, State
from tests.checking.judging import failures, states
from tests.checking.performance.sheets import GOOD_FUNDS, disclosure, overall, project


def funds(**rows: tuple[str | None, ...]) -> dict[str, tuple[str | None, ...]]:
    return {**GOOD_FUNDS, **rows}


@pytest.mark.parametrize("rule", ["PP-01", "PP-02", "PP-03", "PP-04", "PP-05", "PP-06", "PP-07"])
def test_a_good_project_passes(rule: str) -> None:
    assert states(rule, disclosure(project())) <= {State.PASS, State.WITHIN_ROUNDING}


@pytest.mark.parametrize("rule", ["PO-01", "PO-02", "PO-03", "PO-08", "PO-09", "PO-10", "PO-11"])
def test_a_good_overall_form_passes(rule: str) -> None:
    assert states(rule, disclosure(overall())) <= {State.PASS, State.WITHIN_ROUNDING}


def test_sources_that_do_not_add_up_fail_column_by_column() -> None:
    """Each column is an equation of its own: what one says its number should be is no sum over columns."""
    wrong = funds(own=("41.00", "31.00", "26.00", "—", "83.87%", "—"))

    found = failures("PP-01", disclosure(project(funds=wrong)))

    assert {outcome.band for outcome in found} == {Band.ERROR}
    assert [outcome.difference for outcome in found] == [Decimal("1.00")] * 2
    assert failures("PO-01", disclosure(overall(funds=wrong)))


def test_blank_sources_assert_nothing() -> None:
    blank = funds(fiscal=("", "", "", "", "", ""), own=("", "", "", "", "", ""))

    assert states("PP-01", disclosure(project(funds=blank))) == {State.NOT_APPLICABLE}


def test_a_single_source_cannot_exceed_the_total() -> None:
    zero = {"total": ("0", "0", "0", "10", "0", "0"), "fiscal": ("90", "89.974", "89.974", "—", "", "—")}

    found = failures("PP-01", disclosure(project(funds=zero)))

    assert len(found) == 3
    assert all("不应小于" in outcome.message for outcome in found)


def test_a_row_of_wrong_numbers_is_one_cause() -> None:
    wrong = {
        "total": ("50.00", "50.00", "40.00", "10", "80.00%", "8"),
        "fiscal": ("0.00", "0.00", "0.00", "—", "", "—"),
        "central": ("0.00", "0.00", "0.00", "—", "", "—"),
        "local": ("50.00", "50.00", "40.00", "—", "", "—"),
        "other": ("0.00", "0.00", "0.00", "—", "", "—"),
    }

    document = disclosure(overall(funds=wrong))
    found = failures("PO-01", document)
    told = [finding for finding in juesuan.check(document).findings if finding.rule == "PO-01"]

    assert [outcome.terms[0].label.split()[-2] for outcome in found] == ["total"] * 3 + ["fiscal"] * 3
    assert len({finding.root for finding in told}) == 1


def test_money_by_tasks_adds_up_both_ways() -> None:
    tasks = {
        "t1": (None, "30.00", "30.00", "5", "100.00%", "5"),
        "t1.fiscal": (None, "20.00", "20.00"),
        "t1.other": (None, "10.00", "10.00"),
        "t2": (None, "60.00", "50.00", "5", "83.33%", "5"),
        "total": (None, "90.00", "81.00", "10", "90.00%", "10"),
    }

    (found,) = failures("PO-01", disclosure(overall(funds=tasks)))

    assert found.stated == Decimal("81.00")
    assert found.expected == Decimal("80.00")


@pytest.mark.parametrize(
    ("cells", "state", "severity"),
    [
        (("100", "3744.84", "3878.84", "10", "96.23%", "10"), State.FAIL, None),
        (("100", "8859.00", "8858.95", "10", "99.99%", "10"), State.FAIL, None),
        (("100", "9999.77", "8874.74", "10", "88.75", "7"), State.PASS, None),
        (("100", "80.00", "76.00", "10", "0.95", "9.5"), State.PASS, None),
        (("0", "0", "0", "10", "0.00%", "10"), State.PASS, None),
        (("", "", "", "", "100%", ""), State.FAIL, Severity.INFO),
        (("100", "80.00", "", "10", "95%", "9.5"), State.UNDECIDABLE, None),
        (("100", "", "76.00", "10", "95%", "9.5"), State.UNDECIDABLE, None),
    ],
)
def test_execution_rate(cells: tuple[str, ...], state: State, severity: Severity | None) -> None:
    document = disclosure(project(funds={"total": cells}), overall(funds={"total": cells}))

    for rule in ("PP-02", "PO-02"):
        assert states(rule, document) == {state}
        assert {found.severity for found in failures(rule, document)} <= {severity}


def test_a_rate_that_was_cut_off_is_a_tail() -> None:
    (found,) = failures(
        "PP-02", disclosure(project(funds={"total": ("1", "8859.00", "8858.95", "10", "99.99%", "10")}))
    )

    assert found.band is Band.COPY_TAIL


def test_rows_with_the_figures_of_the_total_are_one_finding() -> None:
    row = ("100", "3744.84", "3878.84", "10", "96.23%", "10")
    document = disclosure(overall(funds={"total": row, "fiscal": row}))

    assert len(failures("PO-02", document)) == 1
    assert len(failures("PO-03", document)) == 1


def test_execution_beyond_the_budget() -> None:
    document = disclosure(project(funds={"total": ("60", "50.00", "50.01", "10", "100.00%", "10")}))

    assert states("PP-03", document) == {State.WITHIN_ROUNDING}
    assert failures("PP-03", disclosure(project(funds={"total": ("60", "50.00", "51.00", "10", "102%", "10")})))
    blank = disclosure(project(funds={"total": ("60", "", "51.00", "10", "", "10")}))
    assert states("PP-03", blank) == {State.UNDECIDABLE}


@pytest.mark.parametrize(
    ("rate", "score", "severity"),
    [("86%", "10.00", None), ("86%", "8.6", State.PASS), ("86%", "9", State.PASS), ("86%", "8.00", Severity.WARNING)],
)
def test_execution_score(rate: str, score: str, severity: Severity | State | None) -> None:
    funds = {"total": ("390", "390", "334", "10", rate, score)}
    document = disclosure(project(funds=funds, template="shaanxi-2022-project"))

    if severity is State.PASS:
        assert states("PP-04", document) == {State.PASS}
    else:
        (found,) = failures("PP-04", document)
        assert found.severity is severity


def test_an_execution_score_is_shown_as_it_was_reckoned() -> None:
    """The reader's own sum gives the score that is asked for: the rate of the amounts stands there, not a rounded one."""
    (found,) = failures("PP-04", disclosure(project(funds={"total": ("390", "390", "334", "10", "86%", "10.00")})))

    assert "× 执行率 85.64%（334 ÷ 390，表中印为 86%） 计算应为 8.56" in found.message


def test_an_execution_score_that_is_not_filled_in() -> None:
    (found,) = failures("PP-04", disclosure(project(funds={"total": ("390", "390", "334", "10", "86%", "")})))

    assert "没有填写得分" in found.message


def test_the_rule_of_an_unknown_place_is_not_sure() -> None:
    (found,) = failures("PP-04", disclosure(project(funds={"total": ("390", "390", "334", "10", "86%", "10.00")})))

    assert found.severity is Severity.WARNING


def test_execution_score_of_an_overall_form() -> None:
    row = {"total": ("390", "390", "334", "10", "85.64%", "10.00")}

    assert failures("PO-08", disclosure(overall(funds=row)))
    assert states("PO-08", disclosure(overall(funds=row, template="henan-2022-overall"))) == {State.NOT_APPLICABLE}


def test_a_printed_rate_justifies_a_score_whatever_the_amounts() -> None:
    document = disclosure(project(funds={"total": ("60", "50.00", "60.00", "10", "96.23%", "9.62")}))

    assert states("PP-04", document) == {State.PASS}
