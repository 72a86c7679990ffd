"""A document is complete when all of its forms and explanation was understood and decided; each gap is said."""

from __future__ import annotations

import pytest
from msgspec import structs
from msgspec.structs import replace

from juesuan import check
from juesuan.checking.absences import pages_named
from juesuan.demo import demo_disclosure
from juesuan.model import (
    BoundTo,
    Cell,
    CompletionClaim,
    Disclosure,
    DocumentInfo,
    Doubtful,
    FormReading,
    NumberKind,
    NumberSeen,
    Place,
    Report,
    Severity,
    State,
    Statement,
    Unit,
)
from juesuan.preparing.planting import with_cell, without_form
from juesuan.reporting.coverage import coverage
from juesuan.reporting.dossier import Dossier
from juesuan.standard import builtin
from tests import made

GOOD = demo_disclosure(builtin())


def gaps_of(report: Report) -> str:
    """What is said to be missing, in one text."""
    return "；".join(gap.message for gap in report.gaps)


def said(document: Disclosure) -> str:
    """What a check of the document says to be missing."""
    return gaps_of(check(document))


def read_as(state: str, reason: str | None = None) -> Disclosure:
    readings = (
        *(r for r in GOOD.readings if r.form != "T06"),
        FormReading("T06", "基本支出决算表", state, reason=reason),
    )
    return structs.replace(GOOD, readings=readings)


def with_table(**changes: object) -> Disclosure:
    return structs.replace(GOOD, tables={**GOOD.tables, "T06": structs.replace(GOOD.tables["T06"], **changes)})


def with_text_in_a_cell() -> Disclosure:
    table = GOOD.tables["T06"]
    key = next(key for key, cell in table.cells.items() if cell.amount is not None)
    return with_table(cells={**table.cells, key: Cell("246,81", None, Place(page=3))})


def with_ambiguous() -> Disclosure:
    first, *others = GOOD.statements
    return structs.replace(GOOD, statements=(structs.replace(first, certainty=Doubtful()), *others))


def with_number(section: str, kind: NumberKind) -> Disclosure:
    return structs.replace(GOOD, numbers=(*GOOD.numbers, NumberSeen("12.34万元", kind, section, None, Place(page=5))))


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (read_as("partial", "第二页没有读到"), "“基本支出决算表”只读出一部分：第二页没有读到"),
        (read_as("unreadable"), "“基本支出决算表”无法读取"),
        (with_table(unknown=("其他栏",)), "中有未能识别的行或栏：其他栏"),
        (with_text_in_a_cell(), "中的“246,81”不是数字"),
        (with_ambiguous(), "属于哪一栏未能确定"),
        (with_number("N05", NumberKind.AMOUNT), "文字说明中的“12.34万元”未能对应到任何数据"),
        (with_number("N13.2", NumberKind.AMOUNT), "文字说明中的“12.34万元”未能对应到任何数据"),
        (structs.replace(GOOD, unreadable_pages=(3, 4)), "第 3、4 页没有文字层"),
    ],
)
def test_each_gap_is_said(document: Disclosure, words: str) -> None:
    report = check(document)

    assert words in gaps_of(report)
    assert report.verdict == "incomplete" or any(f.severity is Severity.ERROR for f in report.findings)


def test_a_good_document_has_no_gap() -> None:
    assert not said(GOOD)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(page=2), "第 1 页"),
        (Place(sheet="表一"), "第 1 张工作表"),
        (Place(paragraph=4), "文件中"),
        (Place(line=4), "文件中"),
    ],
)
def test_pages_are_called_what_the_file_has(place: Place, words: str) -> None:
    table = structs.replace(GOOD.tables["T06"], place=place)

    assert pages_named((1,), structs.replace(GOOD, tables={"T06": table}, sections=())) == words


@pytest.mark.parametrize(
    ("section", "kind"), [("duties", NumberKind.AMOUNT), ("N13.2", NumberKind.PERCENT), ("N05", NumberKind.YEAR)]
)
def test_other_prose_may_have_numbers_of_its_own(section: str, kind: NumberKind) -> None:
    assert not said(with_number(section, kind))


def test_a_form_that_is_not_there_is_an_error_first() -> None:
    report = check(structs.replace(without_form(GOOD, "T06"), readings=read_as("absent").readings))

    assert (report.verdict, [gap.message for gap in report.gaps]) == ("errors", ["“基本支出决算表”没有找到"])


def test_an_error_comes_before_a_gap_and_a_gap_before_a_warning() -> None:
    wrong = with_cell(GOOD, "T06", "operating", "C1", "205.76")
    gap = structs.replace(wrong, unreadable_pages=(3,))
    report = check(gap)
    mended = replace(report, findings=tuple(f for f in report.findings if f.severity is not Severity.ERROR))
    warned = replace(mended, findings=(replace(report.findings[0], severity=Severity.WARNING),))

    assert [check(wrong).verdict, report.verdict] == ["errors", "errors"]
    assert [mended.verdict, warned.verdict, replace(warned, gaps=()).verdict] == [
        "incomplete",
        "incomplete",
        "warnings",
    ]


def rate(operand: str) -> Disclosure:
    """A sentence with a rate of completion whose base was found, or not; the other operand agrees with a form."""
    prose: list[Statement] = [
        made.statement("N05.final", "spend[fund=gpb]", "70.00", "N05"),
        made.statement("N05.initial", "spend[stage=initial,fund=gpb]", "140.00", "N05"),
    ]
    number = NumberSeen("50.00%", NumberKind.PERCENT, "N05", BoundTo.inside("完成50.00%"), Place(line=7))
    claim = made.claim(
        "completion", "N05", Place(line=7), "完成50.00%", 0, ("N05.final", operand), made.amount("50.00%", Unit.PERCENT)
    )
    tables = {"T05": {("*", "C1"): "70.00", ("*", "C2"): "70.00", ("*", "C3"): "0.00"}}
    return structs.replace(
        made.disclosure(tables, tuple(prose), (claim,), (made.section("N05", "五"),)), numbers=(number,)
    )


def test_a_percentage_is_decided_when_it_was_judged_itself() -> None:
    """That its operand stands in a form, and agrees, says nothing of the percentage."""
    known, unknown = rate("N05.initial"), rate("")
    reports = [check(document) for document in (known, unknown)]
    states = [{r.state for r in report.results if r.rule.startswith("N05") and r.applied} for report in reports]
    counted = [coverage(document, report) for document, report in zip((known, unknown), reports, strict=True)]

    assert State.PASS in states[0]
    assert counted[0].decided == counted[1].decided + 1
    assert counted[0].checked == counted[1].checked + 1
    assert "“50.00%”未能核对：“完成50.00%”的分子或分母未能确定" in said(unknown)


def test_words_that_stand_twice_are_two_claims() -> None:
    """One was judged, the other not: that they read the same does not make the second one decided."""
    document = rate("N05.initial")
    (number,), (claim,) = document.numbers, document.claims
    assert isinstance(claim, CompletionClaim)
    again = structs.replace(document, claims=(claim, structs.replace(claim, place=Place(line=8), whole="")))
    twice = structs.replace(again, numbers=(number, structs.replace(number, place=Place(line=8))))

    once, both = coverage(document, check(document)), coverage(twice, check(twice))
    assert (both.numbers, both.bound) == (once.numbers + 1, once.bound + 1)
    assert (both.decided, both.checked) == (once.decided, once.checked)
    assert [n.place for n in both.unchecked if isinstance(n, NumberSeen)] == [Place(line=8)]


def test_a_number_that_makes_two_statements_is_one_number() -> None:
    """It is confronted when one of them is."""
    document = rate("N05.initial")
    number = NumberSeen("70.00", NumberKind.AMOUNT, "N05", BoundTo.making("N05.final", "N05.initial"), Place(line=7))
    told = structs.replace(document, numbers=(*document.numbers, number))

    before, after = coverage(document, check(document)), coverage(told, check(told))
    assert (after.bound, after.checked, after.decided) == (before.bound + 1, before.checked + 1, before.decided + 1)


def test_a_budget_without_a_table_of_one_is_not_clean() -> None:
    report = check(structs.replace(GOOD, info=structs.replace(GOOD.info, kind="budget")))

    assert (report.verdict, [gap.message for gap in report.gaps]) == (
        "incomplete",
        ["部门预算没有读出一张预算表，没有核对"],
    )


@pytest.mark.parametrize(("pages", "verdict"), [((), "not_a_disclosure"), ((1,), "unreadable")])
def test_a_text_of_something_else(pages: tuple[int, ...], verdict: str) -> None:
    news = Disclosure(
        DocumentInfo(kind="unknown"), sections=(made.section("cover", "召开会议"),), unreadable_pages=pages
    )
    dossier = Dossier(news, check(news), builtin())

    assert (dossier.verdict, dossier.is_judged, len(dossier.gaps)) == (verdict, False, 1)


_MONEY = [key for key in builtin().layouts.reference.sections if not key.startswith("N13")]


def with_section(key: str, text: str) -> Disclosure:
    """The document with these words for a whole section, without what was read there before."""
    others = [s for s in GOOD.sections if s.id.partition(".")[0] != key]
    kept = tuple(s for s in GOOD.statements if s.source.partition(".")[0] != key)
    numbers = tuple(n for n in GOOD.numbers if n.section.partition(".")[0] != key)
    claims = tuple(c for c in GOOD.claims if c.section.partition(".")[0] != key)
    sections = (*others, made.section(key, text, f"“{key}”说明"))
    return structs.replace(GOOD, sections=sections, statements=kept, numbers=numbers, claims=claims)


@pytest.mark.parametrize("key", _MONEY)
def test_a_section_about_money_without_a_number_is_a_gap(key: str) -> None:
    assert "没有写明金额" in said(with_section(key, "有关情况详见附表。"))
    assert "没有写明金额" not in said(with_section(key, "本部门没有此类收支。"))


@pytest.mark.parametrize(("text", "is_gap"), [("2.5", True), ("1,234.00", True), ("3", False), ("2.5.1", False)])
def test_a_number_without_its_unit_that_was_tied_to_nothing_is_a_gap(text: str, is_gap: bool) -> None:
    number = NumberSeen(text, NumberKind.OTHER, "N10", "", Place(line=9))

    assert (f"“{text}”未能对应" in said(structs.replace(GOOD, numbers=(*GOOD.numbers, number)))) is is_gap


@pytest.mark.parametrize("kept", [(), ("overview", "duties")])
def test_tables_without_an_explanation_are_not_the_whole_of_a_disclosure(kept: tuple[str, ...]) -> None:
    silent = structs.replace(
        GOOD,
        sections=tuple(s for s in GOOD.sections if s.id in kept),
        statements=tuple(s for s in GOOD.statements if not s.in_prose),
        claims=(),
        numbers=(),
    )
    assert "没有找到" in said(silent)
    assert "决算情况说明" in said(silent)
    assert check(silent).verdict != "clean"
    assert "决算情况说明" not in said(GOOD)
