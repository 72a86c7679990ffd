"""A user's own Word template: what is filled, what is left alone, and what is said about a template that is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from juesuan.cli import main
from juesuan.model import Disclosure
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.publishing import fill_template, publish
from juesuan.publishing.placeholders import Placeholders
from juesuan.standard import builtin
from tests.examples import examples
from tests.formats.word.order import W, misplaced

KNOWN = Placeholders(builtin())
UNIT = "青禾市数据资源管理局"


@pytest.fixture(scope="module")
def made() -> Disclosure:
    return compose(example_books(builtin()), builtin().layouts.named("henan-2022"))


def template(path: Path, paragraphs: Sequence[str | Sequence[str]]) -> Path:
    """A template; a paragraph given as a sequence has a run for each piece."""
    document = docx.Document()
    for paragraph in paragraphs:
        added = document.add_paragraph()
        for piece in [paragraph] if isinstance(paragraph, str) else paragraph:
            added.add_run(piece)
    document.save(str(path))
    return path


def filled(made: Disclosure, folder: Path, paragraphs: Sequence[str | Sequence[str]]) -> docx.document.Document:
    source = template(folder / "template.docx", paragraphs)
    assert fill_template(source, made, folder / "out.docx", builtin()) == ()
    return docx.Document(str(folder / "out.docx"))


def messages(made: Disclosure, folder: Path, paragraphs: Sequence[str]) -> list[str]:
    source = template(folder / "template.docx", paragraphs)
    problems = fill_template(source, made, folder / "out.docx", builtin())
    assert not (folder / "out.docx").exists()
    return [problem.message for problem in problems]


def test_names_split_over_runs_and_typed_in_full_width(made: Disclosure, tmp_path: Path) -> None:
    document = filled(made, tmp_path, [("关于{", "{单", "位}", "}的决算"), "｛｛年度｝｝年度，{{ unit }}"])

    assert [paragraph.text for paragraph in document.paragraphs] == [f"关于{UNIT}的决算", f"2022年度，{UNIT}"]


@settings(max_examples=examples(30), deadline=None)
@given(cuts=st.lists(st.integers(1, 17), max_size=6))
def test_any_split_is_filled_alike(made: Disclosure, tmp_path_factory: pytest.TempPathFactory, cuts: list[int]) -> None:
    text = "致{{单位}}，{{年度}}年度。"
    edges = [0, *sorted(set(cuts)), len(text)]
    pieces = [text[start:end] for start, end in pairwise(edges)]
    document = filled(made, tmp_path_factory.mktemp("split"), [pieces])
    assert document.paragraphs[0].text == f"致{UNIT}，2022年度。"


def test_the_run_keeps_its_look(made: Disclosure, tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("单位：")
    paragraph.add_run("{{单位}}").bold = True
    document.save(str(tmp_path / "template.docx"))
    assert fill_template(tmp_path / "template.docx", made, tmp_path / "out.docx", builtin()) == ()

    runs = docx.Document(str(tmp_path / "out.docx")).paragraphs[0].runs

    assert [(run.text, run.bold) for run in runs] == [("单位：", None), (UNIT, True)]


def test_facts_are_printed_as_the_document_prints_them(made: Disclosure, tmp_path: Path) -> None:
    document = filled(made, tmp_path, ["{{income}}万元，其中{{ income[fund=fiscal] }}{{金额单位}}"])
    assert document.paragraphs[0].text == "4194.64万元，其中4135.01万元"


def test_sections_come_paragraph_by_paragraph_in_the_users_format(made: Disclosure, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{说明五}}", style="Intense Quote")
    document.add_paragraph("完")
    document.save(str(tmp_path / "template.docx"))
    assert fill_template(tmp_path / "template.docx", made, tmp_path / "out.docx", builtin()) == ()

    paragraphs = docx.Document(str(tmp_path / "out.docx")).paragraphs

    assert paragraphs[0].text == "（一）总体情况。"
    assert paragraphs[1].text.startswith("2022年度一般公共预算财政拨款支出3563.57万元")
    assert {paragraph.style.name for paragraph in paragraphs[:-1]} == {"Intense Quote"}
    assert paragraphs[-1].text == "完"


def test_tables_fit_the_section_they_stand_in(made: Disclosure, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{表:收入支出决算总表}}")
    document.add_paragraph("{{T02}}")
    document.add_paragraph("{{附件}}")
    section = document.add_section()
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    document.add_paragraph("{{T03}}")
    document.save(str(tmp_path / "template.docx"))
    assert fill_template(tmp_path / "template.docx", made, tmp_path / "out.docx", builtin()) == ()

    with ZipFile(tmp_path / "out.docx") as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    tables = list(root.iter(f"{W}tbl"))
    widths = [sum(int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")) for table in tables]

    assert list(misplaced(root)) == []
    assert len(tables) == 10
    assert all(abs(width - 8640) < 30 for width in widths[:9])
    assert widths[9] > 12000
    assert all(table.getnext().tag == f"{W}p" for table in tables)
    assert len(list(root.iter(f"{W}sectPr"))) == 2
    texts = ["".join(node.text or "" for node in paragraph.iter(f"{W}t")) for paragraph in root.iter(f"{W}p")]
    assert texts.count("项目支出绩效自评情况表") == 6
    assert len(list(root.iter(f"{W}pageBreakBefore"))) == 6


def test_headers_and_cells_are_filled_and_other_parts_stay_as_they_are(made: Disclosure, tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{标题}}"
    document.add_table(1, 1).cell(0, 0).text = "{{单位}}"
    document.save(str(tmp_path / "template.docx"))
    assert fill_template(tmp_path / "template.docx", made, tmp_path / "out.docx", builtin()) == ()

    written = docx.Document(str(tmp_path / "out.docx"))
    with ZipFile(tmp_path / "template.docx") as before, ZipFile(tmp_path / "out.docx") as after:
        changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
        assert before.namelist() == after.namelist()

    assert written.sections[0].header.paragraphs[0].text == f"{UNIT}2022年度部门决算"
    assert written.tables[0].cell(0, 0).text == UNIT
    assert sorted(changed) == ["word/document.xml", "word/header1.xml"]


def test_everything_wrong_is_said_at_once_and_nothing_written(made: Disclosure, tmp_path: Path) -> None:
    said = messages(
        made, tmp_path, ["{{单未}}", "{{income[fund=fiscl]}}", "见{{T01}}", "{{T10}}", "{{单位", "{{年度}}"]
    )

    assert said[0].startswith("占位符“{{单位”：没有写完")
    assert "是不是“单位”" in said[1]
    assert "是不是“income[fund=fiscal]”" in said[2]
    assert "表格要单独占一段" in said[3]
    assert "这份决算没有这张表" in said[4]
    assert said[5].startswith("可用的名称：单位、年度")
    assert len(said) == 6


def test_a_document_without_placeholders_is_refused(made: Disclosure, tmp_path: Path) -> None:
    [said] = messages(made, tmp_path, ["没有"])
    assert "没有占位符" in said


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_is_no_word_file_is_refused(made: Disclosure, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "template.docx").write_bytes(content)
    [problem] = fill_template(tmp_path / "template.docx", made, tmp_path / "out.docx", builtin())
    assert "另存为 .docx" in problem.message
    [missing] = fill_template(tmp_path / "none.docx", made, tmp_path / "out.docx", builtin())
    assert "找不到模板" in missing.message


def test_the_template_is_never_overwritten(made: Disclosure, tmp_path: Path) -> None:
    source = template(tmp_path / "template.docx", ["{{单位}}"])
    before = source.read_bytes()
    [problem] = fill_template(source, made, source, builtin())
    assert "不能写在模板上" in problem.message
    assert source.read_bytes() == before


def test_every_name_of_the_register_has_a_value_in_some_edition() -> None:
    documents = [compose(example_books(builtin()), edition) for edition in builtin().layouts.prepared.values()]
    for entry in KNOWN.entries:
        for name in entry.names:
            values = [
                KNOWN.value(name, document, builtin().layouts.named("henan-2022").style) for document in documents
            ]
            assert any(type(value).__name__ != "Unfilled" for value in values) or entry.key in {"T10", "T11", "T12"}, (
                name
            )


def test_from_the_command_line(made: Disclosure, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish(made, builtin().layouts.named("henan-2022").style, tmp_path / "made.pdf", builtin())
    source = template(tmp_path / "template.docx", ["{{单位}}", "{{说明二}}", "{{T05}}"])
    wrong = template(tmp_path / "wrong.docx", ["{{单伟}}"])
    arguments = ["--from", str(tmp_path / "made.pdf"), "-o", str(tmp_path / "out.docx")]

    assert main(["fill", str(wrong), *arguments]) == 2
    assert not (tmp_path / "out.docx").exists()
    assert main(["fill", str(source), *arguments]) == 0
    assert docx.Document(str(tmp_path / "out.docx")).paragraphs[1].text.startswith("2022年度收入合计4194.64万元")
    assert "正文第 1 段" in capsys.readouterr().err

    assert main(["fill", str(source), *arguments]) == 0  # again, over what it wrote itself
    (tmp_path / "out.docx").write_bytes(b"changed")
    assert main(["fill", str(source), *arguments]) == 2
    assert (tmp_path / "out.docx").read_bytes() == b"changed"
    assert "文件已存在" in capsys.readouterr().err
    assert main(["fill", str(source), *arguments, "--force"]) == 0
