"""Several numbers that are wrong together: the set whose slips are likeliest, not the one that doubts what nothing made wrong."""

from __future__ import annotations

import pytest

from juesuan import check
from juesuan.model import RepairKind, Report
from tests.checking.performance.sheets import disclosure, overall, project
from tests.promises import promises


def _sure(report: Report) -> dict[str, str | None]:
    """What is surely to be put in, by what is printed."""
    return {
        finding.terms[change.term].text: change.to
        for finding in report.findings
        if finding.root is None and finding.proposals
        for change in finding.proposals[0].changes
        if finding.proposals[0].kind in (RepairKind.SINGLE, RepairKind.JOINT)
    }


@pytest.mark.parametrize(("total", "fiscal"), [("2468.1", "26.81"), ("24681.00", "264.81"), ("246.18", "-246.81")])
def test_two_slips_of_one_form_are_not_blamed_on_its_rates(total: str, fiscal: str) -> None:
    """Another amount with two rates would do as well, and be cheaper: no slip makes them what they are."""
    funds = {
        "total": ("246.81", "246.81", total, "10", "100.00%", "10"),
        "fiscal": ("246.81", "246.81", fiscal, "—", "100.00%", "—"),
    }
    read = disclosure(overall(), project(1, funds=funds, sums=("100", "98")))
    report = check(read)

    found = _sure(report)
    assert not {"100.00%"} & found.keys()
    assert {found.get(total), found.get(fiscal)} <= {"246.81", None}
    assert [one for one in promises(read, report) if not one.is_kept] == []
