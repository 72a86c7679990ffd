"""Several numbers that are wrong together: the set whose slips are likeliest, not the one that doubts what nothing made wrong."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from juesuan import check
from juesuan.model import Amount, Finding, RepairKind, Substitution
from tests.promises import promises
from tests.published import example


@pytest.mark.parametrize(
    "slips",
    [
        {"PP1[total].executed": "2468.1", "PP1[fiscal].executed": "26.81"},
        {"PP2[total].adjusted": "428.00", "PP2[fiscal].adjusted": "-421.00"},
    ],
)
def test_two_slips_of_one_form_are_not_blamed_on_its_rates(slips: dict[str, str]) -> None:
    """Another amount with two rates would do as well, and be cheaper: no slip makes them what they are."""
    read = example("henan-2022")
    known = {statement.id: statement for statement in read.statements}
    typed = {name: replace(known[name], amount=_printed(known[name].amount, raw)) for name, raw in slips.items()}
    wrong = replace(read, statements=tuple(typed.get(statement.id, statement) for statement in read.statements))
    report = check(wrong)

    found = {
        _named(finding, change): change.to
        for finding in report.findings
        if finding.root is None and finding.proposals
        for change in finding.proposals[0].changes
        if finding.proposals[0].kind in (RepairKind.SINGLE, RepairKind.JOINT)
    }
    assert found == {name: known[name].amount.raw for name in slips}
    assert [one for one in promises(wrong, report) if not one.is_kept] == []


def _printed(amount: Amount, raw: str) -> Amount:
    return replace(amount, value=type(amount.value)(raw), raw=raw, decimals=len(raw.partition(".")[2]))


def _named(finding: Finding, change: Substitution) -> str:
    term = finding.terms[change.term]
    return term.statement.id if term.statement is not None else term.text
