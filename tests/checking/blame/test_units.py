"""元 for 万元: the unit is mended where it is unlike the others or where all is off by the same factor; else the number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from juesuan import check
from juesuan.model import Disclosure, Finding, RepairKind, Statement, Unit
from tests.promises import promises
from tests.published import example

EDITIONS = ("central-2022", "guangdong-2019", "henan-2022")

_OTHER = {Unit.WAN: Unit.YUAN, Unit.YUAN: Unit.WAN}
_FACTOR = {Unit.WAN: 10_000, Unit.YUAN: Decimal("0.0001")}


def _in_prose(read: Disclosure) -> list[Statement]:
    """Amounts of the prose that tables state as well."""
    told = {s.fact for s in read.statements if s.source in read.tables and s.value}
    return [s for s in read.statements if s.in_prose and s.value and s.amount.unit.is_money and s.fact in told]


def _printed(read: Disclosure, which: Statement, **amount: object) -> Disclosure:
    """The document with another amount printed where one stands, in all that it states."""
    return replace(
        read,
        statements=tuple(
            replace(s, amount=replace(s.amount, **amount)) if s.place == which.place else s for s in read.statements
        ),
    )


def _sure(read: Disclosure) -> list[tuple[Finding, str]]:
    """What is surely to be put in the place of what, of findings that follow from no other."""
    report = check(read)
    assert [one for one in promises(read, report) if not one.is_kept] == []
    return [
        (finding, change.to or "")
        for finding in report.findings
        if finding.root is None and finding.proposals and finding.proposals[0].kind is RepairKind.SINGLE
        for change in finding.proposals[0].changes
    ]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("number", [0, 3])
def test_a_strange_unit_is_mended_and_not_the_digits(edition: str, number: int) -> None:
    read = example(edition)
    which = _in_prose(read)[number]
    unit = which.amount.unit

    ((finding, right),) = _sure(_printed(read, which, unit=_OTHER[unit]))

    assert right == f"{which.amount.raw}{unit.value}"
    assert f"的“{which.amount.raw}{_OTHER[unit].value}”改为“{right}”" in finding.advice


@pytest.mark.parametrize("edition", EDITIONS)
def test_one_number_typed_in_another_unit_is_mended_itself(edition: str) -> None:
    read = example(edition)
    which = _in_prose(read)[0]
    typed = which.amount.value * _FACTOR[which.amount.unit]
    decimals = 0 if which.amount.unit is Unit.WAN else 6

    found = _sure(_printed(read, which, value=typed, raw=f"{typed:.{decimals}f}", decimals=decimals))

    assert found
    assert all("元" not in right for _, right in found)


@pytest.mark.parametrize("edition", [edition for edition in EDITIONS if edition != "guangdong-2019"])
def test_a_table_whose_figures_are_all_of_another_unit_has_the_wrong_unit(edition: str) -> None:
    """The unit is that of the other tables: only the figures tell."""
    read = example(edition)
    table = read.tables["T05"]
    assert table.amount_unit is not None
    unit = table.amount_unit
    other = example(edition, _OTHER[unit])
    typed = {s.id: replace(s, amount=replace(s.amount, unit=unit)) for s in other.statements if s.source == "T05"}
    report = check(replace(read, statements=tuple(typed.get(s.id, s) for s in read.statements)))

    roots = [finding for finding in report.findings if finding.root is None]
    (root,) = [
        finding for finding in roots if finding.rule != "F-02"
    ]  # that decimals are unlike the others' stays true
    assert f"换算为“{unit.value}”，或者把金额单位改为“{_OTHER[unit].value}”" in root.advice
