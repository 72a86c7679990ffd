"""Slips that take another number of the document: another column, another total, a part left out, a tail that was forced."""

from __future__ import annotations

import pytest

from juesuan import check
from juesuan.model import Disclosure, Finding, Place, RepairKind, Unit
from tests import made
from tests.checking.blame.test_blame import prose, spending


def about(rule: str, disclosure: Disclosure) -> Finding:
    return next(f for f in check(disclosure).findings if f.rule == rule)


def slip_of(rule: str, disclosure: Disclosure) -> tuple[str, str | None, str | None]:
    finding = about(rule, disclosure)
    first = finding.suspects[0]
    return finding.terms[first.term].text, first.suggestion, str(first.slip)


def test_an_amount_of_another_column() -> None:
    assert slip_of("T03-01", made.disclosure({"T03": spending(c2080506_C2="3.00")}, prose())) == (
        "3.00",
        "17.00",
        "误填为“C3”的数",
    )


def test_a_total_of_another_table_in_the_text() -> None:
    tables = {"T03": spending(), "T01": {("L27", "C1"): "88.20"}}
    found = slip_of("N03-01", made.disclosure(tables, prose(spend="88.20")))

    assert found == ("88.20", "95.50", "误用“收入支出决算总表 L27 C1”的数")


def test_a_part_that_the_total_leaves_out() -> None:
    cells = {("301", "C1"): "60.00", ("30101", "C1"): "25.37", ("30102", "C1"): "34.63", ("30103", "C1"): "7.89"}
    finding = about("T06-01", made.disclosure({"T06": cells}))
    said = {finding.terms[s.term].text: (s.suggestion, str(s.slip)) for s in finding.suspects}

    assert said["60.00"] == ("67.89", "合计漏加“一般公共预算财政拨款基本支出决算表 30103 C1”")


@pytest.mark.parametrize("stated", ["80.00", "80.01"])
def test_last_years_amount_is_known_by_what_comparisons_imply(stated: str) -> None:
    """四 says the total grew by 15.50 to 95.50: so 80.00 in another place is last year's."""
    fact = "total[fund=fiscal,side=income]"
    one = made.statement("N04.total", fact, "95.50", "N04")
    change = made.statement("N04.change", "spend", "15.50", "N04")
    claim = made.claim(
        "change", "N04", Place(line=1), "增加", 0, (one.id, change.id), made.amount("19.38%", Unit.PERCENT), "增加",
        base="previous",
    )  # fmt: skip
    other = made.statement("N13.total", fact, stated, "N13")
    table = {"T04": {("L32", "C1"): "95.50"}}
    finding = about("X-32", made.disclosure(table, (one, change, other), (claim,)))

    assert (str(finding.suspects[0].slip) == "与上年数相同") is (stated == "80.00")


def test_a_tail_that_was_forced_is_said_to_be() -> None:
    """The column of 公开03表 adds up to the last digit, that of 公开01表 does not: rounded parts seldom do."""
    parts = {"206": "61.30", "208": "14.20", "210": "20.00"}
    lines = {("L37", "C2"): "61.30", ("L39", "C2"): "14.20", ("L40", "C2"): "20.00", ("L58", "C2"): "95.51"}
    spent = {("*", "C1"): "95.50", **{(code, "C1"): text for code, text in parts.items()}}
    finding = about("X-02", made.disclosure({"T03": spent, "T01": lines}))

    assert "“支出决算表 * C1”所在的各项恰好加成这个数，可能是为凑平合计改过尾数。" in finding.hint


@pytest.mark.parametrize(("total", "kinds"), [("48.49", {RepairKind.ALTERNATIVE}), ("48.48", {RepairKind.SINGLE})])
def test_a_tail_that_the_sums_beside_it_contradict_may_be_on_either_side(total: str, kinds: set[RepairKind]) -> None:
    """38.84 stands at more places than 38.85; but 38.85 + 9.64 is the total that is printed."""
    cells = {("L27", "C1"): "38.84", ("L29", "C1"): "9.64", ("L31", "C1"): total}
    said = made.statement("N02.income", "income", "38.84", "N02")
    document = made.disclosure(
        {"T01": cells, "T02": {("*", "C1"): "38.85"}}, (said,), sections=(made.section("N02", "二"),)
    )
    finding = about("X-01", document)

    assert {repair.kind for repair in finding.proposals} == kinds
    named = {finding.terms[change.term].text: change.to for repair in finding.proposals for change in repair.changes}
    assert named == {"38.85": "38.84", **({"38.84": "38.85"} if len(finding.proposals) > 1 else {})}
