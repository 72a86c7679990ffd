"""Which number is wrong: a table that adds up, a text that repeats it, and wrong numbers in either."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from juesuan import check
from juesuan.model import Disclosure, Finding, Place, Statement, Unit
from tests import made

GRID = {
    "*": ("95.50", "42.10", "53.40"),
    "206": ("61.30", "10.90", "50.40"),
    "20602": ("61.30", "10.90", "50.40"),
    "2060203": ("61.30", "10.90", "50.40"),
    "208": ("34.20", "31.20", "3.00"),
    "20805": ("34.20", "31.20", "3.00"),
    "2080505": ("14.20", "14.20", "0.00"),
    "2080506": ("20.00", "17.00", "3.00"),
}


def spending(**wrong: str) -> dict[tuple[str, str], str]:
    cells = {(row, f"C{index}"): text for row, texts in GRID.items() for index, text in enumerate(texts, 1)}
    cells.update(
        {(name.rpartition("_")[0].removeprefix("c"), name.rpartition("_")[2]): text for name, text in wrong.items()}
    )
    return cells


def prose(**wrong: str) -> tuple[Statement, ...]:
    texts = {"spend": "95.50", "spend[nature=basic]": "42.10", "spend[nature=project]": "53.40", **wrong}
    return tuple(made.statement(f"N03.{fact}", fact, text, "N03") for fact, text in texts.items())


def suspected(disclosure: Disclosure) -> dict[str, str | None]:
    """The first suspect of each top-level finding about numbers, with what it should be."""
    findings = [f for f in check(disclosure).findings if f.root is None and f.rule[:3] in {"T03", "N03"} and f.suspects]
    return {f.terms[f.suspects[0].term].text: f.suspects[0].suggestion for f in findings}


def about(rule: str, disclosure: Disclosure) -> Finding:
    return next(f for f in check(disclosure).findings if f.rule == rule)


@pytest.mark.parametrize(
    ("wrong", "mended"),
    [
        ({"c2060203_C3": "54.00"}, {"54.00": "50.40"}),
        ({"c*_C1": "955.00"}, {"955.00": "95.50"}),
        ({"c2080505_C2": "142000"}, {"142000": "14.20"}),
        ({"c208_C3": "-3.00"}, {"-3.00": "3.00"}),
    ],
)
def test_the_wrong_cell_is_found_and_mended(wrong: Mapping[str, str], mended: Mapping[str, str]) -> None:
    assert suspected(made.disclosure({"T03": spending(**wrong)}, prose())) == mended


def test_a_wrong_number_of_the_text_is_blamed_not_the_table() -> None:
    assert suspected(made.disclosure({"T03": spending()}, prose(spend="59.50"))) == {"59.50": "95.50"}


def test_two_wrong_cells_are_both_blamed() -> None:
    wrong = spending(**{"c2060203_C3": "54.00", "c2080506_C2": "71.00"})

    assert suspected(made.disclosure({"T03": wrong}, prose())) == {"54.00": "50.40", "71.00": "17.00"}


def test_two_wrong_addends_of_one_sum_are_both_blamed() -> None:
    """No single number explains the failures, which share the sum."""
    wrong = spending(c2080505_C2="41.20", c2080506_C2="71.00")

    assert suspected(made.disclosure({"T03": wrong}, prose())) == {"41.20": "14.20", "71.00": "17.00"}


def test_budgets_copied_down_are_told_by_what_stands_beside_them() -> None:
    """Two items repeat the budget of the item above; their sum is known, and only one pair of values beside them makes it."""
    items = (("3000.00", "794.90"), ("3000.00", "120.00"), ("3000.00", "323.00"))
    stated = [
        made.statement("N05.3.final", "spend[fund=gpb]", "1237.90", "N05.3"),
        made.statement("N05.3.initial", "spend[stage=initial,fund=gpb]", "3323.00", "N05.3"),
    ]
    claims = [
        made.claim("completion", "N05.3", Place(line=9 + item), "完成", item, operands, made.amount(rate, Unit.PERCENT))
        for item, rate, operands in (
            (0, "37.25%", ("N05.3.final", "N05.3.initial")),
            (1, "26.50%", ("N05.3#1.final", "N05.3#1.initial")),
        )
    ]
    for number, texts in enumerate(items, 1):
        code = f"215080{number}"
        names = (f"N05.3#{number}.final", f"N05.3#{number}.initial")
        facts = (f"spend[fund=gpb,function={code}]", f"spend[stage=initial,fund=gpb,function={code}]")
        for name, fact, text in zip(names, facts, reversed(texts), strict=True):
            one = made.statement(name, fact, text, "N05.3", instance=number)
            stated.append(replace(one, place=Place(line=number, text=name)))
        place = Place(line=number)
        claims.append(made.claim("item", "N05.3", place, "项", number, names, None, code, ("类", "款", f"项{number}")))
    document = made.disclosure(prose=tuple(stated), claims=tuple(claims), sections=(made.section("N05.3", "五"),))
    finding = about("N05-13", document)

    assert {finding.terms[s.term].label: s.suggestion for s in finding.suspects} == {
        "N05.3#2.initial": "0.00",
        "N05.3#3.initial": "323.00",
    }


def test_a_suspect_names_the_slip_and_what_closes() -> None:
    finding = about("T03-01", made.disclosure({"T03": spending(c2060203_C3="54.00")}, prose()))
    suspect = finding.suspects[0]

    assert str(suspect.slip) == "相邻两位数字颠倒"
    assert set(suspect.closes) == {"T03-01", "T03-04"}


def test_siblings_that_nothing_else_mentions_are_alternatives() -> None:
    """Two 款 of one column, neither of which any other equation mentions: the slip decides, the other stays possible."""
    cells = {("301", "C1"): "60.00", ("30101", "C1"): "25.37", ("30102", "C1"): "43.63"}
    finding = about("T06-01", made.disclosure({"T06": {("personnel", "C1"): "60.00", **cells}}))
    first, *others = [(finding.terms[s.term].text, s.suggestion, str(s.slip)) for s in finding.suspects]

    assert first == ("43.63", "34.63", "相邻两位数字颠倒")
    assert ("25.37", "16.37", "None") in others


def test_a_wrong_rate_is_computed_anew() -> None:
    part, whole = made.statement("N03.a", "spend[nature=basic]", "42.10", "N03"), prose()[0]
    claim = made.claim("share", "N03", Place(line=1), "占", 0, (part.id, whole.id), made.amount("48.44%", Unit.PERCENT))
    document = made.disclosure(
        {"T03": spending()}, (part, whole), (claim,), sections=(made.section("N03", "本年支出合计"),)
    )
    suspect = about("N03-03", document).suspects[0]

    assert (suspect.term, suspect.suggestion) == (0, "44.08%")


def test_nothing_is_blamed_in_a_document_that_agrees_with_itself() -> None:
    assert suspected(made.disclosure({"T03": spending()}, prose())) == {}


@pytest.mark.parametrize("printed", ["100%", "99.5%", "60%"])
def test_no_share_is_proposed_to_be_more_than_the_whole(printed: str) -> None:
    """A part that is more than its whole: the share is not wrong by that; where it is said to be all, nobody knows what it should be."""
    part = made.statement("N13.a", "project_funds", "97.40", "N13")
    whole = made.statement("N13.b", "spend", "95.50", "N13")
    claim = made.claim("share", "N13", Place(line=1), "占", 0, (part.id, whole.id), made.amount(printed, Unit.PERCENT))
    document = made.disclosure(
        {"T03": spending()}, (part, whole, *prose()), (claim,), sections=(made.section("N13", "绩效自评"),)
    )
    finding = about("N13-04", document)

    proposed = [change.to for repair in finding.proposals for change in repair.changes]
    assert proposed
    assert not any(value.endswith("%") for value in proposed if value is not None)
    assert printed != "100%" or set(proposed) == {None}
