"""``juesuan cycle``: the form of each stage from a workbook or a record, or everything that is lacking."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan.cli import main
from juesuan.performance.cycle.documents import cycle_document
from tests.performance.year import PROJECT, year


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """The year as JSON."""
    path = tmp_path / "周期.json"
    path.write_bytes(cycle_document(year()))
    return path


def test_a_form_of_a_stage_is_written_with_what_it_rests_on(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = record.with_name("监控表.docx")

    assert main(["cycle", str(record), "--stage", "监控", "--project", PROJECT, "-o", str(target)]) == 0
    assert target.exists()
    told = capsys.readouterr().err
    assert "依据财预〔2019〕136号" in told
    assert "依据不足" in told  # the place itself has published none


def test_what_a_stage_lacks_is_listed_and_nothing_is_written(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = record.with_name("监控表.xlsx")

    assert main(["cycle", str(record), "--stage", "监控", "--date", "2022-10-31", "-o", str(target)]) == 2
    assert not target.exists()
    told = capsys.readouterr().err
    assert f"绩效监控：“{PROJECT}”没有2022年10月31日的监控数据，有的是：2022年7月31日。" in told
    assert "没有生成文件" in told


def test_a_form_without_a_source_is_printed_only_by_its_name(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = record.with_name("清单.docx")

    assert main(["cycle", str(record), "--stage", "应用", "-o", str(target)]) == 2
    assert "依据不足" in capsys.readouterr().err
    assert main(["cycle", str(record), "--form", "mof-2022-application-all", "-o", str(target)]) == 0


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
    assert "依据不足" in told
