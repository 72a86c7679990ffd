"""The reviewer's workbook and the checklist in it."""

from __future__ import annotations

import base64
import io

import openpyxl
import pytest
from msgspec.structs import replace

from juesuan import check
from juesuan.checking.closing import number_of
from juesuan.demo import demo_disclosure
from juesuan.model import Place, State, Term
from juesuan.reporting.checklist import checklist
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.review_workbook import Clip, render
from juesuan.standard import builtin
from tests.reporting.made import clean_dossier, dossier


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    """The workbook of the made dossier."""
    return openpyxl.load_workbook(io.BytesIO(render(dossier())))


def test_every_part_has_a_line() -> None:
    """Timeliness cannot be seen in the document; tables come by their printed titles."""
    items = {item.name: item for item in checklist(dossier())}

    assert items["及时公开部门决算"].verdict == "需人工核对"
    assert items["《收入支出决算总表》"].verdict == "否"
    assert items["《收入决算表》"].verdict == "未能判断"
    assert items["《收入决算表》"].remarks == ("未找到“收入决算表”",)
    assert items["决算情况说明"].verdict == "否"
    assert items["封面"].verdict == "未能判断"


def test_a_finding_stands_at_the_number_that_is_suspected() -> None:
    """The tail between two tables is no error, so that nothing is called wrong for it."""
    items = {item.name: item for item in checklist(dossier())}
    remarks = items["《收入支出决算总表》"].remarks

    assert len(remarks) == 2
    assert remarks[0].startswith("第 5 页：“本年收入合计”为 1,236.70 万元")
    assert remarks[0].endswith("（另有 2 处由此引起）")


def test_accepted_findings_and_hints_do_not_fail_a_line() -> None:
    """Only errors and open warnings do."""
    assert all(item.verdict != "否" for item in checklist(clean_dossier()))


@pytest.mark.parametrize("taken", ["everything", "T03", "N03"])
def test_it_says_yes_only_where_something_was_judged(taken: str) -> None:
    """Results taken away, of all rules or of the numbers of one part: what rested on them is no longer as required."""
    made = demo_disclosure(builtin())
    report = check(made)
    before = {item.name: item.verdict for item in checklist(Dossier(made, report, builtin()))}
    mine = {number_of(Term.of(s)) for s in made.statements if taken in {"everything", s.source}}
    results = tuple(
        replace(result, state=State.UNDECIDABLE) if taken == "everything" or result.rule.startswith(taken) else result
        for result in report.results
    )
    blind = replace(report, results=results, decided=report.decided - mine if taken != "everything" else frozenset())
    after = {item.name: item.verdict for item in checklist(Dossier(made, blind, builtin()))}

    assert list(before.values()).count("是") > 10
    if taken == "everything":
        assert "是" not in after.values()
    elif taken == "T03":
        assert {name for name in before if before[name] != after[name]} == {"《支出决算表》"}
    else:
        assert after["决算情况说明"] == "是"  # the other sections were judged; what is open is counted
        remarks = {item.name: "".join(item.remarks) for item in checklist(Dossier(made, blind, builtin()))}
        assert "没有规则得出结果" in remarks["决算情况说明"]


def test_the_checklist_has_the_form_that_is_handed_in(book: openpyxl.Workbook) -> None:
    """Heading, department, address, then part, verdict and problem."""
    sheet = book["检查表"]

    assert sheet["A1"].value == "2024 年度部门决算公开情况检查表"
    assert sheet["A3"].value == "部门名称：青禾市档案馆"
    assert [sheet.cell(6, column).value for column in (1, 4, 5)] == [
        "2024 年度部门决算公开检查内容",
        "符合要求",
        "问题说明",
    ]
    assert [sheet.cell(7, column).value for column in (1, 2, 4)] == ["及时性", "及时公开部门决算", "需人工核对"]


def test_every_finding_has_a_line_with_its_numbers(book: openpyxl.Workbook) -> None:
    """Consequences name the number of their cause."""
    rows = list(book["问题清单"].values)
    head, first = rows[0], dict(zip(rows[0], rows[1], strict=True))

    assert len(rows) == 1 + len(dossier().report.findings)
    assert (first["印出"], first["应为"], first["相差"]) == (1236.7, 1235.7, 1)
    assert dict(zip(head, rows[6], strict=True))["起因"] == 1


def test_every_operand_has_a_line(book: openpyxl.Workbook) -> None:
    """With sign, value, page, table, row and column."""
    rows = list(book["算式明细"].values)

    assert rows[1][:8] == (
        1,
        "T01-01",
        "+",
        "收入支出决算总表 本年收入合计 金额",
        1236.7,
        "万元",
        5,
        "收入支出决算总表",
    )


def test_texts_are_never_formulas(book: openpyxl.Workbook) -> None:
    """What a document prints cannot run in the reviewer's spreadsheet."""
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_timeliness_is_judged_where_the_dates_are_given() -> None:
    """By the rule about the twenty days."""
    made = demo_disclosure(builtin())
    verdicts = [
        checklist(Dossier(made, check(made, days_to_publication=days), builtin()))[0].verdict for days in (14, 30, None)
    ]

    assert verdicts == ["是", "否", "需人工核对"]


def test_a_budget_is_not_called_right(book: openpyxl.Workbook) -> None:
    """Nothing in it was judged."""
    made = demo_disclosure(builtin())
    budget = replace(made, info=replace(made.info, kind="budget"))
    items = checklist(Dossier(budget, check(budget), builtin()))

    assert "是" not in {item.verdict for item in items}


def test_problems_with_a_place_have_a_picture() -> None:
    """Each once, beside its number in the list; a place that cannot be drawn is left out."""
    png = base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEANl9ngAAAAABJRU5ErkJggg=="
    )
    asked: list[Place] = []

    def clip(place: Place) -> Clip | None:
        asked.append(place)
        return (png, 1, 1) if place.page == 5 else None

    book = openpyxl.load_workbook(io.BytesIO(render(dossier(), clip)))
    sheet = book["问题截图"]
    shown = {case.finding.id: case.finding for item in checklist(dossier()) for case in item.cases}

    assert len(asked) == len([finding for finding in shown.values() if finding.terms])
    assert sheet.max_row - 1 == sum(place.page == 5 for place in asked) > 0
    assert sheet["A2"].value == 1
