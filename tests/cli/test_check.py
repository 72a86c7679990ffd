"""``juesuan check``."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import docx
import openpyxl
import pytest
from jsonschema import Draft202012Validator

from juesuan.cli import main
from juesuan.reporting.json_report import report_schema
from tests.cli.conftest import Files, results_in

Captured = pytest.CaptureFixture[str]


def test_a_good_document_ends_with_zero(files: Files, capsys: Captured) -> None:
    """Warnings and hints may remain."""
    status = main(["check", str(files.good)])
    out, err = capsys.readouterr()

    assert status == 0
    assert "错误 0" in out
    assert err == ""


def test_a_flawed_document_ends_with_one(files: Files, capsys: Captured) -> None:
    """The report is on standard output, without colours in a pipe."""
    status = main(["check", str(files.flawed)])
    out = capsys.readouterr().out

    assert status == 1
    assert "结论  有错误" in out
    assert "\033" not in out


def test_a_file_that_cannot_be_read_ends_with_two(files: Files, capsys: Captured) -> None:
    """The message is Chinese, on standard error, and there is no traceback."""
    status = main(["check", str(files.broken), "--format", "json"])
    out, err = capsys.readouterr()

    assert status == 2
    assert "broken.pdf：" in err
    assert "Traceback" not in err
    assert json.loads(out)["verdict"] == "unreadable"


def test_several_files_keep_their_order_and_do_not_stop_at_a_bad_one(files: Files, capsys: Captured) -> None:
    """JSON is one object a line, valid, one for each file."""
    given = [files.flawed, files.broken, files.good]
    status = main(["check", "--format", "json", "--jobs", "2", *map(str, given)])
    out, err = capsys.readouterr()
    reports = [json.loads(line) for line in out.splitlines()]

    assert status == 1
    assert [Path(report["document"]["file"]).name for report in reports] == [path.name for path in given]
    assert [report["verdict"] for report in reports][:2] == ["errors", "unreadable"]
    for report in reports:
        Draft202012Validator(report_schema()).validate(report)
    assert "共 3 份" in err


def test_two_runs_give_the_same_report(files: Files, capsys: Captured) -> None:
    """Nothing in it depends on time or chance."""
    outputs = []
    for _ in range(2):
        main(["check", "--format", "json", str(files.flawed)])
        outputs.append(capsys.readouterr().out)

    assert outputs[0] == outputs[1]


@pytest.mark.parametrize("form", ["html", "xlsx"])
def test_a_file_format_needs_a_file(files: Files, form: str, capsys: Captured) -> None:
    """It is not written to the screen."""
    assert main(["check", "--format", form, str(files.good)]) == 2
    assert "请用 -o 指定文件" in capsys.readouterr().err


def test_html_has_pictures_of_the_pages(files: Files, tmp_path: Path) -> None:
    """One file, with the pages of the PDF on which something was found."""
    target = tmp_path / "report.html"

    assert main(["check", "--format", "html", "-o", str(target), str(files.pdf)]) == 1
    text = target.read_text(encoding="utf-8")
    assert "data:image/png;base64," in text
    assert 'class="mark error"' in text


def test_several_reports_go_into_a_folder(files: Files, tmp_path: Path) -> None:
    """Named after the documents; equal names get a number."""
    (tmp_path / "other").mkdir()
    twin = Path(shutil.copy(files.good, tmp_path / "other" / "good.html"))
    target = tmp_path / "reports"

    status = main(["check", "--format", "xlsx", "-o", str(target), str(files.good), str(twin), str(files.broken)])

    assert status == 2
    assert results_in(target) == ["good-2.xlsx", "good.xlsx", "汇总.xlsx"]
    assert openpyxl.load_workbook(target / "good.xlsx").sheetnames[0] == "检查表"


def test_sarif_has_one_run_a_document(files: Files, capsys: Captured) -> None:
    """A file that could not be opened is a failed run."""
    main(["check", "--format", "sarif", str(files.flawed), str(files.broken)])
    runs = json.loads(capsys.readouterr().out)["runs"]

    assert [run["invocations"][0]["executionSuccessful"] for run in runs] == [True, False]


def test_the_input_is_never_overwritten(files: Files, tmp_path: Path, capsys: Captured) -> None:
    """Not under another spelling of its path either."""
    given = Path(shutil.copy(files.good, tmp_path / "good.html"))
    before = given.read_bytes()
    other = tmp_path / "folder" / ".." / "good.html"
    (tmp_path / "folder").mkdir()

    assert main(["check", "--format", "html", "-o", str(other), str(given)]) == 2
    assert given.read_bytes() == before
    assert "不能用作输出文件" in capsys.readouterr().err


def test_a_report_that_cannot_be_written_says_so(files: Files, tmp_path: Path, capsys: Captured) -> None:
    """And leaves no half of it behind."""
    target = tmp_path / "missing" / "report.json"

    assert main(["check", "--format", "json", "-o", str(target), str(files.good)]) == 2
    assert "文件夹不存在" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_second_document_belongs_to_one_file(files: Files, capsys: Captured) -> None:
    """Last year's accounts of one unit say nothing about another."""
    assert main(["check", str(files.good), str(files.flawed), "--previous", str(files.good)]) == 2
    assert "一次只能核对一份" in capsys.readouterr().err


def test_a_second_document_that_cannot_be_read_stops(files: Files, capsys: Captured) -> None:
    """Otherwise rules would silently not apply."""
    assert main(["check", str(files.good), "--previous", str(files.broken)]) == 2
    assert "broken.pdf" in capsys.readouterr().err


def test_text_goes_to_a_file_without_colours(files: Files, tmp_path: Path, capsys: Captured) -> None:
    """The same report, whole."""
    target = tmp_path / "report.txt"
    main(["check", str(files.flawed), "-o", str(target)])
    capsys.readouterr()
    main(["check", str(files.flawed)])

    assert target.read_text(encoding="utf-8") == capsys.readouterr().out


def test_the_report_of_a_workbook_opens(files: Files, tmp_path: Path) -> None:
    """With a line for every finding."""
    target = tmp_path / "report.xlsx"
    main(["check", "--format", "xlsx", "-o", str(target), str(files.flawed)])
    book = openpyxl.load_workbook(io.BytesIO(target.read_bytes()))

    assert book["问题清单"].max_row > 5


def test_an_unknown_profile_is_refused(files: Files, capsys: Captured) -> None:
    """With the names that there are."""
    assert main(["check", str(files.good), "--profile", "nowhere-1999"]) == 2
    assert "henan-2022" in capsys.readouterr().err


def test_last_year_as_data(files: Files, tmp_path: Path, capsys: Captured) -> None:
    """What was read last year need not be read again."""
    data = tmp_path / "last.json"
    main(["read", str(files.good), "-o", str(data)])

    assert main(["check", str(files.good), "--previous", str(data)]) in {0, 1}
    assert "需要上年" not in capsys.readouterr().out


def test_a_rectification_notice_beside_the_report(files: Files, tmp_path: Path, capsys: Captured) -> None:
    """A Word file; the report is as without it."""
    target = tmp_path / "整改通知.docx"
    main(["check", str(files.flawed)])
    before = capsys.readouterr().out

    assert main(["check", str(files.flawed), "--notice", str(target)]) == 1
    out, err = capsys.readouterr()
    assert out == before
    assert str(target) in err
    assert "一、需要改正的问题" in [paragraph.text for paragraph in docx.Document(str(target)).paragraphs]


def test_notices_of_several_documents_go_into_a_folder(files: Files, tmp_path: Path, capsys: Captured) -> None:
    """None for a file that cannot be read."""
    main(["check", str(files.flawed), str(files.broken), str(files.pdf), "--notice", str(tmp_path / "通知")])

    assert results_in(tmp_path / "通知") == [
        "整改通知-flawed-2.docx",
        "整改通知-flawed.docx",
    ]


def test_a_notice_is_a_word_file(files: Files, tmp_path: Path, capsys: Captured) -> None:
    assert main(["check", str(files.good), "--notice", str(tmp_path / "通知.pdf")]) == 2
    assert "请以 .docx 结尾" in capsys.readouterr().err


def test_a_notice_that_was_filled_in_is_kept(files: Files, tmp_path: Path, capsys: Captured) -> None:
    """People fill in the date and the signature; a second run must not take that away."""
    notice = tmp_path / "整改通知.docx"
    notice.write_bytes("已经填好的".encode())

    assert main(["check", str(files.flawed), "--notice", str(notice)]) == 2
    assert notice.read_bytes() == "已经填好的".encode()
    assert "文件已存在，没有改动" in capsys.readouterr().err
    main(["check", str(files.flawed), "--notice", str(notice), "--force"])
    assert (tmp_path / "整改通知（原有）.docx").read_bytes() == "已经填好的".encode()
    assert notice.read_bytes().startswith(b"PK")
    assert "改名为 整改通知（原有）.docx 保留" in capsys.readouterr().err
    main(["check", str(files.flawed), "--notice", str(notice)])
    assert sorted(path.name for path in tmp_path.glob("整改通知*")) == ["整改通知.docx", "整改通知（原有）.docx"]
