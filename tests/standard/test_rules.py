"""The register: every id of the domain reference, and expressions that speak of things that exist."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from juesuan.checking.same import parse_same
from juesuan.model import Severity
from juesuan.standard.expression import ROW_VARIABLES, Reference, parse
from juesuan.standard.forms import forms
from juesuan.standard.legal import bases
from juesuan.standard.rules import PATTERN, Rule, rules

# How many ids each family of DOMAIN section 2 has; they count from 01 without gaps.
FAMILIES = {
    "T01": 12, "T02": 8, "T03": 9, "T04": 12, "T05": 6, "T06": 11, "T07": 5, "T08": 5, "T09": 7, "X": 31, "Y": 15,
    "N01": 5, "N02": 5, "N03": 4, "N04": 3, "N05": 21, "N06": 4, "N07": 3, "N08": 3, "N09": 10, "N10": 3, "N11": 5,
    "N12": 4, "N13": 9, "PO": 28, "PP": 22, "PX": 10, "C": 6, "F": 9, "L": 6, "S": 9,
}  # fmt: skip
# Rules of our own, beyond the domain reference.
OWN = {"X-32", "X-33", "PP-23", "B-01", "B-02", "B-03"}
CATEGORIES = {
    "within_table",
    "cross_table",
    "cross_year",
    "narrative",
    "performance",
    "classification",
    "format",
    "language",
    "structure",
}
CLAIMS = {"share", "completion", "change", "direction", "order", "sum"}
FUND_ROWS = {"total", "fiscal", "special", "own", "carryover", "other"}
FORM_COLUMNS = {"initial", "adjusted", "executed", "points", "score"}

ALL = list(rules().values())
PARTS = [part for rule in ALL for part in rule.parts]


def test_every_id_of_the_domain_and_no_other() -> None:
    expected = {f"{family}-{number:02d}" for family, count in FAMILIES.items() for number in range(1, count + 1)}

    assert sum(FAMILIES.values()) == 290
    assert set(rules()) == expected | OWN


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
def test_every_row_is_complete(rule: Rule) -> None:
    assert rule.kind == (rule.parts[0].kind if rule.parts else PATTERN if rule.id[:2] == "B-" else "code")
    assert Severity(rule.severity)
    assert rule.category in CATEGORIES
    assert rule.needs in {"", "previous", "budget"}
    assert rule.tolerance in {"", "R", "Z"}
    assert rule.title and len(rule.title) <= 30
    assert rule.why.endswith("。") and rule.hint.endswith("。")
    assert rule.basis and rule.since


def test_titles_are_not_repeated() -> None:
    repeated = [title for title, count in Counter(rule.title for rule in ALL).items() if count > 1]

    assert not repeated


@pytest.mark.parametrize("part", [part for part in PARTS if part.kind == "linear"], ids=lambda part: part.expression)
def test_linear_expressions_name_rows_and_columns_that_exist(part: Rule) -> None:
    assert part.tolerance
    for reference in parse(part.expression).references:
        if reference.form in {"PO", "PP"}:
            assert reference.row in FUND_ROWS | {"row"} and reference.column in FORM_COLUMNS
        else:
            _check_reference(reference)


def _check_reference(reference: Reference) -> None:
    form = forms()[reference.form]
    for row in reference.row.split(":"):
        is_code = form.kind == "codes" and (row.isdigit() or row == "*")
        assert not row or row in ROW_VARIABLES or is_code or form.row(row) is not None, reference
    for column in reference.column.split(":"):
        assert column in {"", "col"} or form.column(column) is not None, reference


@pytest.mark.parametrize("part", [part for part in PARTS if part.kind == "same"], ids=lambda part: part.expression)
def test_same_expressions_name_facts_that_a_form_at_one_place_states(part: Rule) -> None:
    parsed = parse_same(part.expression)
    places = [place for place in (parsed.first, parsed.second) if place in forms()]
    for pattern in parsed.patterns:
        for place in places:
            stated = [
                fact
                for row in ("*", "201", *(row.key for row in forms()[place].rows))
                for column in forms()[place].columns
                if (fact := forms()[place].fact(row, column.key)) is not None
            ]
            assert any(fact.matches(pattern) for fact in stated), (place, str(pattern))


@pytest.mark.parametrize("part", [part for part in PARTS if part.kind == "claim"], ids=lambda part: part.expression)
def test_claim_expressions_name_a_kind_and_a_section(part: Rule) -> None:
    kind, _, section = part.expression.partition(" @ ")

    assert kind in CLAIMS
    assert re.fullmatch(r"=?N\d\d(\.\d)?", section)


def test_the_legal_basis_is_spelled_out() -> None:
    assert rules()["N10-01"].basis == "《预算法》第十四条"
    assert all(basis.citation and basis.content for basis in bases().values())
