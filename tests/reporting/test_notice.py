"""The rectification notice: what is in it, what is not, and that Word can open it."""

from __future__ import annotations

import io
import re

import docx
import pytest
from msgspec import structs
from msgspec.structs import replace

from juesuan import check
from juesuan.checking.waivers import Waiver, waive
from juesuan.demo import demo_disclosure, flawed
from juesuan.model import Severity
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.notice import is_due, notice
from juesuan.reporting.notice_docx import render
from juesuan.standard import builtin
from tests.formats.word.order import misplaced
from tests.reporting.made import clean_dossier, dossier


def text_of(content: bytes) -> str:
    """Everything that the letter says, its attachment too."""
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def without_spaces(message: str) -> str:
    """What a finding says, as far as a letter repeats it."""
    return re.sub(r"（四舍五入最多允许[^）]*）| |。$", "", message)


@pytest.fixture(scope="module")
def wrong() -> Dossier:
    """The example with its planted errors, as made, without places."""
    disclosure = flawed(demo_disclosure(builtin()))
    return Dossier(disclosure, check(disclosure), builtin())


def test_every_open_problem_is_in_it_once() -> None:
    """Numbered through; errors first, then what is to be explained."""
    letter, made = notice(dossier()), dossier()
    problems = [problem for part in letter.parts for problem in part.problems]
    messages = [
        without_spaces(case.finding.message)
        for severity in (Severity.ERROR, Severity.WARNING)
        for case in made.of(severity)
    ]

    assert [problem.number for problem in problems] == list(range(1, len(problems) + 1))
    assert sorted(without_spaces(problem.message) for problem in problems) == sorted(messages)
    assert [part.heading for part in letter.parts] == ["一、需要改正的问题", "二、需要核实说明的问题"]
    assert letter.demands[0] == "三、整改要求"
    assert letter.title == "关于青禾市档案馆2024年度部门决算公开问题的整改通知"
    assert letter.recipient == "青禾市档案馆"


def test_a_problem_says_where_what_and_what_it_should_be() -> None:
    """In words of the document, with the law; no fingerprints, no statement ids."""
    first = notice(dossier()).parts[0].problems[0]

    assert first.where == "第5页，“收入支出决算总表”"
    assert first.proposal == "“1,236.70”应改为1,235.70"
    assert first.text.endswith(f"（{first.where}）。{first.proposal}。")
    assert "《预算法》" in first.basis
    whole = text_of(render(notice(dossier())))
    assert not re.search(r"\b[0-9a-f]{16}\b", whole)
    assert not re.search(r"[TN]\d\d\[|#\d", whole)


def test_problems_have_the_numbers_of_the_report() -> None:
    """Whoever speaks of problem 3 means the same one, with the letter or the report before him."""
    made = dossier()
    for part in notice(made).parts:
        for problem in part.problems:
            assert without_spaces(problem.message) == without_spaces(made.numbered[problem.number].finding.message)


def test_explained_problems_and_hints_are_not_in_it(wrong: Dossier) -> None:
    roots = [finding for finding in wrong.report.findings if finding.root is None]
    explained = roots[0]
    report = waive(wrong.report, [Waiver(explained.id, "已说明")])
    whole = text_of(render(notice(replace(wrong, report=report))))

    whole = whole.replace(" ", "")

    assert without_spaces(explained.message) not in whole
    assert without_spaces(roots[1].message) in whole
    assert not any(without_spaces(case.finding.message) in whole for case in wrong.of(Severity.INFO))


def test_nothing_to_mend_is_a_short_letter() -> None:
    made = clean_dossier()
    report = replace(made.report, findings=tuple(f for f in made.report.findings if f.severity is Severity.INFO))
    letter = notice(replace(made, report=report))
    whole = text_of(render(letter))

    assert "没有发现需要改正的问题" in whole
    assert "整改" not in whole
    assert letter.parts == ()
    assert letter.attachment == ""


def test_warnings_alone_ask_for_no_mending() -> None:
    made = dossier()
    report = replace(made.report, findings=tuple(f for f in made.report.findings if f.severity is not Severity.ERROR))
    letter = notice(replace(made, report=report))

    assert [part.heading for part in letter.parts] == ["一、需要核实说明的问题"]
    assert letter.demands[0] == "二、有关要求"
    assert letter.title.endswith("公开核对情况的通知")


def test_what_only_the_bureau_knows_is_a_visible_blank() -> None:
    whole = text_of(render(notice(dossier())))

    assert all(mark in whole for mark in ("（签发单位）", "＿＿＿＿年＿＿月＿＿日前", "联系人：＿＿", "〔20＿＿〕"))


def test_the_attachment_has_the_operands_that_matter() -> None:
    letter = notice(dossier())
    document = docx.Document(io.BytesIO(render(letter)))
    (table,) = document.tables

    assert len(table.rows) == len(letter.details) + 1
    assert [cell.text for cell in table.rows[1].cells] == [
        letter.details[0].number,
        letter.details[0].rule,
        letter.details[0].where,
        letter.details[0].printed,
    ]


def test_the_letter_is_short(wrong: Dossier) -> None:
    """A problem is a paragraph of a few lines; what problems share is said once, in the attachment, by their numbers."""
    letter = notice(wrong)
    problems = [problem for part in letter.parts for problem in part.problems]
    (hints, bases) = (lines for _, lines in letter.shared)

    assert sum(len(problem.text) for problem in problems) <= 140 * len(problems)
    assert max(len(problem.details) for problem in problems) <= 6
    assert len({text for _, text in hints}) == len(hints)
    assert len({text for _, text in bases}) == len(bases)
    assert len(letter.details) <= 5 * len(problems)


def test_characters_that_xml_cannot_hold(wrong: Dossier) -> None:
    """A document may print anything."""
    finding = replace(wrong.report.findings[0], message="错\x0b的\x00数")
    report = replace(wrong.report, findings=(finding, *wrong.report.findings[1:]))

    assert "错的数" in text_of(render(notice(replace(wrong, report=report))))


def test_the_same_findings_give_the_same_letter(wrong: Dossier) -> None:
    assert render(notice(wrong)) == render(notice(wrong))


def test_word_finds_everything_where_it_expects_it(wrong: Dossier) -> None:
    """The parts are those of our other Word documents; the heads of the attachment's table are on every page of it."""
    document = docx.Document(io.BytesIO(render(notice(wrong))))
    styles = {paragraph.style.name for paragraph in document.paragraphs}

    assert not [*misplaced(document.element)]
    assert {"Title", "Heading 1", "落款", "附件标题"} <= styles
    assert document.sections[0].footer.paragraphs[0].text == "— 1 —"
    assert document.tables[0].rows[0]._tr.trPr.xpath("w:tblHeader")


@pytest.mark.parametrize(("kind", "due"), [("final_accounts", True), ("budget", True), ("internal", False)])
def test_what_rules_judge_is_written_about(wrong: Dossier, kind: str, due: bool) -> None:
    """Accounts and budgets; internal statements are only read."""
    info = structs.replace(wrong.disclosure.info, kind=kind)

    assert is_due(replace(wrong, disclosure=structs.replace(wrong.disclosure, info=info))) is due


def test_a_central_department_is_not_told_of_the_rules_for_local_ones() -> None:
    """The law is that of the addressee: in the opening, and of each problem."""
    made, local = dossier(), "地方预决算公开操作规程"
    central = replace(
        made, disclosure=replace(made.disclosure, info=replace(made.disclosure.info, profile="central-2022"))
    )

    assert local in notice(made).opening
    assert local not in text_of(render(notice(central)))
    assert all(problem.basis for part in notice(central).parts for problem in part.problems)
