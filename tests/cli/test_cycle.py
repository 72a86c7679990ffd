"""``juesuan cycle``: the form of each stage from a workbook or a record, or everything that is lacking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from juesuan import read
from juesuan.cli import main
from juesuan.performance.cycle.documents import cycle_document
from juesuan.preparing.workbook import Value, placed
from juesuan.standard import builtin
from tests.performance.tables import written
from tests.performance.year import PROJECT, rows_of_year, year


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """The year as JSON."""
    path = tmp_path / "周期.json"
    path.write_bytes(cycle_document(year()))
    return path


def test_a_form_of_a_stage_is_written_with_what_it_rests_on(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = record.with_name("自评表.docx")

    assert main(["cycle", str(record), "--stage", "自评", "--project", PROJECT, "-o", str(target)]) == 0
    assert target.exists()
    told = capsys.readouterr().err
    assert "依据财预〔2020〕10号" in told
    assert "依据不足" not in told


def test_what_a_stage_lacks_is_listed_and_nothing_is_written(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = record.with_name("监控表.xlsx")

    line = ["cycle", str(record), "--form", "mof-2022-monitoring-project", "--project", PROJECT, "-o", str(target)]
    assert main([*line, "--date", "2022-10-31"]) == 2
    assert not target.exists()
    told = capsys.readouterr().err
    assert f"绩效监控：“{PROJECT}”没有2022年10月31日的监控数据，有的是：2022年7月31日。" in told
    assert "没有生成文件" in told


@pytest.mark.parametrize(
    ("stage", "form"),
    [
        ("目标申报", "mof-2022-goals-project"),
        ("监控", "mof-2022-monitoring-project"),
        ("部门评价", "mof-2022-department-project"),
        ("应用", "mof-2022-application-all"),
    ],
)
def test_a_form_without_a_source_is_printed_only_by_its_name(
    stage: str, form: str, record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = record.with_name("清单.docx")
    doubt = builtin().stage_forms.by_id[form].data.doubt

    assert main(["cycle", str(record), "--stage", stage, "--project", PROJECT, "-o", str(target)]) == 2
    told = capsys.readouterr().err
    assert f"依据不足，{doubt}" in told
    assert f"--form {form}" in told
    assert not target.exists()
    assert main(["cycle", str(record), "--form", form, "--project", PROJECT, "-o", str(target)]) == 0
    assert f"依据不足，{doubt}" in capsys.readouterr().err  # said of what is printed all the same


def test_the_record_itself_is_written_and_read_again(record: Path) -> None:
    again = record.with_name("再来.json")

    assert main(["cycle", str(record), "-o", str(again)]) == 0
    assert again.read_bytes() == record.read_bytes()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--stage", "自评"], "-o"),
        (["-o", "表.docx"], "--stage"),
        (["--stage", "自评", "-o", "表.pdf"], ".docx"),
        (["--stage", "自评", "--project", "公共数据开放", "-o", "表.docx"], PROJECT),
        (["--form", "nothing", "-o", "表.docx"], "mof-2022-goals-project"),
    ],
)
def test_what_cannot_be_done_says_how(
    record: Path, more: list[str], told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(record.parent)

    assert main(["cycle", str(record), *more]) == 2
    assert told in capsys.readouterr().err


def test_all_forms_are_listed_with_their_sources(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cycle", "--forms"]) == 0
    told = capsys.readouterr().out
    assert "监控  mof-2022-monitoring-project  项目支出绩效目标执行监控表（财政部 2019）" in told
    for form in builtin().stage_forms:
        assert f"依据：{form.data.basis}" in told
        assert form.data.source in told
        assert form.data.doubt in told
    assert told.count("依据不足") == sum(not form.is_sourced for form in builtin().stage_forms)


def workbook(path: Path, rows: Mapping[str, Sequence[Mapping[str, Value]]]) -> Path:
    """A workbook as people leave it: dates are dates of the spreadsheet, numbers numbers."""
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "yyyy/m/d"})
        for form in builtin().workbook.sheets:
            sheet = book.add_worksheet(form.name)
            for item in placed(builtin().workbook, form, rows.get(form.id, ())):
                if item.role == "value" and item.field is not None and item.field.type == "date":
                    sheet.write_datetime(item.row, item.column, datetime.fromisoformat(str(item.value)), day)
                elif isinstance(item.value, str):
                    sheet.write_string(item.row, item.column, item.value)
                elif item.value is not None:
                    sheet.write_number(item.row, item.column, float(item.value))
    return path


def test_a_workbook_with_dates_of_the_spreadsheet_is_the_same_record(tmp_path: Path, record: Path) -> None:
    book = workbook(tmp_path / "工作簿.xlsx", rows_of_year())

    assert main(["cycle", str(book), "-o", str(tmp_path / "读出.json")]) == 0
    assert (tmp_path / "读出.json").read_bytes() == record.read_bytes()
    for stage in ("goals", "monitoring", "self", "department"):
        form = f"henan-2022-{stage}-project" if stage == "self" else f"mof-2022-{stage}-project"
        arguments = ["cycle", str(book), "--form", form, "--project", PROJECT, "-o", str(tmp_path / f"{stage}.xlsx")]
        assert main(arguments) == 0


def test_what_was_not_filled_in_is_computed_from_evidence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = {key: [dict(row) for row in lines] for key, lines in rows_of_year().items()}
    for row in rows["targets"]:
        if row["level3"] == "新开放数据集数":
            del row["actual"]
    rows["measures"] = [{"project": PROJECT, "indicator": "新开放数据集数", "table": "数据集目录", "period": "不限"}]
    book = workbook(tmp_path / "工作簿.xlsx", rows)
    tables = tmp_path / "佐证"
    tables.mkdir()
    written(
        tables, "数据集目录.csv", [["数据集", "开放部门"], *([f"数据集{number}", "公安局"] for number in range(205))]
    )
    target = tmp_path / "自评表.docx"
    line = ["cycle", str(book), "--stage", "自评", "--project", PROJECT, "-o", str(target)]

    assert main(line) == 2
    assert "“新开放数据集数”没有填实际完成值" in capsys.readouterr().err
    assert main([*line, "--evidence", str(tables)]) == 0
    (form,) = read(target).performance
    assert form.indicators[0].actual is not None
    assert form.indicators[0].actual.text == "205个"
