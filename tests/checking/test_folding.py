"""One cause, one finding; two causes, two."""

from __future__ import annotations

import pytest
from msgspec import structs

from juesuan import check
from juesuan.model import Band, Disclosure, Finding, Place, Unit
from tests import made
from tests.checking.performance.sheets import GOOD_FUNDS, GOOD_ROWS, disclosure, project

RULES = {"T03-01", "T03-02", "T03-03", "T03-04", "X-02", "N03-01", "N03-03", "N05-14", "N05-16", "N05-13", "N05-19"}


def roots(disclosure: Disclosure) -> list[Finding]:
    """Top-level findings of the rules that these tests are about."""
    return [finding for finding in check(disclosure).findings if finding.root is None and finding.rule in RULES]


def spending(**wrong: str) -> dict[tuple[str, str], str]:
    """公开03表 of three rows and three columns; ``wrong`` replaces cells, ``c206_C3="7.00"``."""
    rows = {"*": ("9.00", "4.00", "5.00"), "206": ("6.00", "1.00", "5.00"), "208": ("3.00", "3.00", "0.00")}
    cells = {(row, f"C{index}"): text for row, texts in rows.items() for index, text in enumerate(texts, 1)}
    for name, text in wrong.items():
        row, column = name.removeprefix("c").split("_")
        cells[(row, column)] = text
    return cells


def test_one_wrong_cell_is_one_finding() -> None:
    (finding,) = roots(made.disclosure({"T03": spending(c206_C3="7.00")}))

    assert len(finding.folded) == 1


def test_two_wrong_cells_are_two_findings() -> None:
    found = roots(made.disclosure({"T03": spending(c206_C3="7.00", c208_C2="9.90")}))

    assert len(found) == 2


def test_a_wrong_total_repeated_in_the_text_stays_one_finding() -> None:
    """The table's total is wrong in both equations that mention it; the text has it right."""
    prose = (made.statement("N03.spend", "spend", "9.00", "N03"),)
    (finding,) = roots(made.disclosure({"T03": spending(**{"c*_C1": "90.00"})}, prose))

    assert {"T03-01", "T03-02", "N03-01"} >= {finding.rule}
    assert len(finding.folded) == 2


def test_a_wrong_rate_and_a_wrong_word_about_the_same_two_numbers() -> None:
    """What the mend of the word does not settle is told apart: put in, it leaves the rate as wrong as it was."""
    prose = (
        made.statement("N05.3#1.final", "spend[fund=gpb,function=2060399]", "80.00", "N05.3", instance=1),
        made.statement(
            "N05.3#1.initial", "spend[stage=initial,fund=gpb,function=2060399]", "50.00", "N05.3", instance=1
        ),
    )
    operands = ("N05.3#1.final", "N05.3#1.initial")
    rate = made.claim(
        "completion", "N05.3", Place(line=1), "完成62.50%", 1, operands, made.amount("62.50%", Unit.PERCENT)
    )
    word = made.claim("order", "N05.3", Place(line=2), "小于", 1, operands, None, "小于")
    found = roots(made.disclosure(prose=prose, claims=(rate, word), sections=(made.section("N05.3", "五"),)))

    assert sorted(finding.rule for finding in found) == ["N05-14", "N05-16"]
    assert not any(suspect.closes for finding in found for suspect in finding.suspects if len(suspect.closes) > 1)


def test_copy_tails_of_the_same_figures_are_one_finding() -> None:
    """Two figures confronted at two places are one tail; another pair is one of its own, which no change of the first would mend."""
    tables = {"T01": {("L58", "C2"): "9.01"}, "T03": spending()}
    same = made.statement("N03.spend", "spend", "9.01", "N03")
    other = made.statement("N03.basic", "spend[nature=basic]", "4.01", "N03")
    alone, together = (
        [f for f in check(made.disclosure(tables, prose)).findings if f.band is Band.COPY_TAIL]
        for prose in ((other,), (same,))
    )

    assert [f.root for f in alone] == [None, None]
    assert [f.root for f in together] == [None, together[0].id]


@pytest.mark.parametrize("forms", [2, 3, 7])
def test_one_habit_in_several_forms_is_one_finding(forms: int) -> None:
    """The same rate, the same points, the same omission: one that names the others; another sum stays by itself."""
    same = {**GOOD_FUNDS, "total": ("100.00", "80.00", "80.00", "10", "1000%", "10")}
    rows = tuple((*row[:-1], "") if row[2] == "培训合格率" else row for row in GOOD_ROWS)
    sheets = [project(number, rows, funds=same, sums=("100", "98")) for number in range(1, forms + 1)]
    other = project(forms + 1, sums=("100", "91"))

    found = check(disclosure(*sheets, other)).findings

    for rule in ("PP-02", "PP-12"):
        (root,) = [finding for finding in found if finding.rule == rule and finding.root is None]
        assert len([name for name in root.folded for f in found if f.id == name and f.rule == rule]) == forms - 1
        assert f"另有 {forms - 1} 份表" in root.message
    assert [f.root for f in found if f.rule == "PP-06" and "为 91 分" in f.message] == [None]
    outcomes = [outcome for finding in found for outcome in finding.outcomes]
    assert len(outcomes) == len(set(outcomes))


@pytest.mark.parametrize("rule", ["PP-04", "PP-17"])
def test_a_habit_with_other_numbers_in_each_form_is_one_finding(rule: str) -> None:
    """Full points whatever the rate; words for a target and a percentage for its result: so the forms of one unit were filled in."""
    rows = tuple((*row[:3], "满意", "98%", *row[5:]) if row[2] == "完成时间" else row for row in GOOD_ROWS)
    rates = {1: ("72.00", "90.00%"), 2: ("64.00", "80.00%"), 3: ("56.00", "70.00%")}
    sheets = [
        project(number, rows, funds={"total": ("100.00", "80.00", spent, "10", rate, "10")}, sums=("100", "98"))
        for number, (spent, rate) in rates.items()
    ]

    found = [finding for finding in check(disclosure(*sheets)).findings if finding.rule == rule]

    (root,) = (finding for finding in found if finding.root is None)
    assert len(found) == 3
    assert "另有 2 份表也有这类问题" in root.message


def test_different_sums_of_two_forms_are_two_findings() -> None:
    found = check(disclosure(project(1, sums=("100", "91")), project(2, sums=("100", "92")))).findings

    assert [finding.root for finding in found if finding.rule == "PP-06"] == [None, None]


@pytest.mark.parametrize(
    ("count", "money", "together"), [("3", "228.00", True), ("1", "70.00", True), ("3", "70.00", False)]
)
def test_the_money_of_forms_that_are_not_attached_follows_from_their_number(
    count: str, money: str, together: bool
) -> None:
    """Two forms of 76.00 each: what tells more projects and more money tells of forms that are not there."""
    told = (
        made.statement("N13.projects", "projects", count, "N13", unit=Unit.COUNT),
        made.statement("N13.project_funds", "project_funds", money, "N13"),
    )
    sheets = disclosure(project(1), project(2))
    text = made.section("N13", "对项目开展绩效自评。")
    found = check(structs.replace(sheets, statements=(*sheets.statements, *told), sections=(text,))).findings
    counted, funds = (next(f for f in found if f.rule == rule) for rule in ("N13-02", "N13-03"))

    assert (funds.root == counted.id) is together


def test_a_reason_for_no_change_is_not_gone_with_a_wrong_amount() -> None:
    """What is written of 持平 stays a contradiction whatever the amount that it speaks of should be."""
    total = made.statement("N04.total", "total[fund=fiscal,side=income]", "0.30", "N04")
    words = made.claim("change", "N04", Place(line=2), "总计持平", 0, ("N04.total", ""), None, "持平")
    reason = made.claim("reason", "N04", Place(line=3), "人员减少", 0, ("N04.total", ""), None, "主要原因")
    tables = {"T04": {("L32", "C1"): "9.00", ("L64", "C2"): "9.00"}}
    document = made.disclosure(tables, (total,), (words, reason), (made.section("N04", "四"),))
    found = {f.rule: f for f in check(document).findings if f.rule in {"N04-01", "N04-02"}}

    assert found["N04-01"].suspects
    assert found["N04-02"].root is None
    assert not [suspect for finding in found.values() for suspect in finding.suspects if "N04-02" in suspect.closes]


@pytest.mark.parametrize("rate", ["0%", "100%"])
def test_a_rate_where_there_is_none_accuses_no_amount_and_each_is_its_own(rate: str) -> None:
    """What people write where nothing stood before is wrong in each sentence by itself, though the same figures stand there."""
    numbers = [
        made.statement(f"{place}.{name}", fact, text, place)
        for place, text in (("N04", "16.68"), ("N10", "9.19"))
        for name, fact in (("now", f"spend[fund={place}]"), ("more", f"change[fund={place}]"))
    ]
    claims = tuple(
        made.claim(
            "change",
            place,
            Place(line=line),
            f"增加，增长{rate}",
            0,
            (f"{place}.now", f"{place}.more"),
            made.amount(rate, Unit.PERCENT),
            "增加",
        )
        for line, place in enumerate(("N04", "N10"), 1)
    )
    sections = (made.section("N04", "四"), made.section("N10", "十"))
    found = [
        f
        for f in check(made.disclosure(prose=tuple(numbers), claims=claims, sections=sections)).findings
        if f.rule in {"N04-02", "N10-02"}
    ]

    assert [(finding.rule, finding.root) for finding in found] == [("N04-02", None), ("N10-02", None)]
    assert not [suspect for finding in found for suspect in finding.suspects]
    assert all("不可比" in finding.advice for finding in found)
