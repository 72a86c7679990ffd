"""``juesuan check --against`` with plain sheets of names or codes and amounts, as finance bureaus send them."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from juesuan.cli import main
from juesuan.demo import demo_disclosure
from juesuan.standard import builtin
from tests.cli.conftest import Files

Captured = pytest.CaptureFixture[str]
Line = Sequence[str | float | None]


def value(fact: str) -> float:
    """What the worked example publishes of a fact."""
    return float(next(s.value for s in demo_disclosure(builtin()).statements if str(s.fact) == fact and not s.in_prose))


def y16(capsys: Captured, good: Path, against: Path) -> tuple[list[dict[str, Any]], str, int]:
    """Findings, reasons and how many facts agree."""
    main(["check", "--format", "json", str(good), "--against", str(against)])
    found = json.loads(capsys.readouterr().out)
    (rule,) = [rule for rule in found["rules"] if rule["rule"] == "Y-16"]
    told = [finding for finding in found["findings"] if finding["rule"] == "Y-16"]
    return told, " ".join(reason["text"] for reason in rule["reasons"]), rule["passed"]


def workbook(path: Path, lines: Sequence[Line]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in lines:
        book.active.append(list(line))
    book.save(path)
    return path


def names(by: float = 0, factor: float = 1) -> list[Line]:
    return [
        ("本年收入合计", round(value("income") * factor, 2)),
        ("其中：财政拨款收入", round(value("income[fund=fiscal]") * factor, 2)),
        ("本年支出合计", round(value("spend") * factor, 2)),
        ("基本支出", round((value("spend[nature=basic]") + by) * factor, 2)),
        ("年末结转和结余", round(value("balance[at=closing]") * factor, 2)),
    ]


@pytest.mark.parametrize(
    "sheet",
    [
        ([("青禾市数据资源管理局2022年度决算批复主要数据", None), ("单位：万元", None), ("项目", "批复数")], 1),
        ([("项目", "金额（万元）")], 1),
        ([("项目", "批复数（元）")], 10000),
        ([("指标名称", "批复数")], 10000),
    ],
    ids=["titled", "in the header", "yuan", "no unit"],
)
@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_names_and_amounts(
    suffix: str, sheet: tuple[list[Line], float], files: Files, tmp_path: Path, capsys: Captured
) -> None:
    """All agree; one that does not is the only finding."""
    head, factor = sheet
    for by in (0, 1):
        path, lines = tmp_path / f"批复{by}.{suffix}", [*head, *names(by, factor)]
        if suffix == "xlsx":
            workbook(path, lines)
        else:
            with path.open("w", encoding="gb18030", newline="") as file:
                csv.writer(file).writerows(lines)
        told, _, passed = y16(capsys, files.good, path)
        assert passed == 5 - by
        assert [finding["terms"][0]["fact"] for finding in told] == ["spend[nature=basic]"] * by


CODE = "2010301"


@pytest.mark.parametrize(
    ("head", "fact"),
    [
        ([("支出决算批复表（单位：万元）",), ("科目编码", "科目名称", "批复数")], f"spend[function={CODE}]"),
        ([("一般公共预算批复（单位：万元）",), ("科目编码", "科目名称", "金额")], f"spend[fund=gpb,function={CODE}]"),
        ([("单位：万元",), ("科目编码", "科目名称", "基本支出")], f"spend[function={CODE},nature=basic]"),
    ],
)
def test_codes_names_and_amounts(head: list[Line], fact: str, files: Files, tmp_path: Path, capsys: Captured) -> None:
    """The title, or the header over the amount, says what it is of the code."""
    right = workbook(tmp_path / "对.xlsx", [*head, (CODE, "行政运行", value(fact))])
    wrong = workbook(tmp_path / "错.xlsx", [*head, (CODE, "行政运行", value(fact) + 7)])
    assert (y16(capsys, files.good, right)[0], y16(capsys, files.good, right)[2]) == ([], 1)
    (finding,) = y16(capsys, files.good, wrong)[0]
    assert finding["terms"][0]["fact"] == fact


def test_a_code_that_may_be_several_numbers_is_compared_with_all(
    files: Files, tmp_path: Path, capsys: Captured
) -> None:
    """Income or spending, of which budget: whichever it is, one agrees; where none does and they differ, nothing is said."""
    head: list[Line] = [("code", "name", "amount")]
    lines: list[Line] = [
        (CODE, "行政运行", round(value(fact) * 10000))
        for fact in (f"spend[function={CODE}]", f"income[function={CODE}]")
    ]
    told, _, passed = y16(capsys, files.good, workbook(tmp_path / "a.xlsx", head + lines))
    assert (told, passed) == ([], 2)


def test_what_was_not_understood_is_listed_and_accuses_nobody(files: Files, tmp_path: Path, capsys: Captured) -> None:
    head: list[Line] = [("项目", "批复数（万元）")]
    path = workbook(tmp_path / "批复.xlsx", [*head, *names(), ("预备费", 12.34), ("总计", 99), (None, 5)])
    told, reasons, passed = y16(capsys, files.good, path)

    assert (told, passed) == ([], 5)
    assert "没有认出是哪个数" in reasons
    assert "预备费" in reasons


def test_another_year_or_body_is_not_compared(files: Files, tmp_path: Path, capsys: Captured) -> None:
    head: list[Line] = [("青禾市教育局2022年度决算批复",), ("项目", "批复数（万元）")]
    told, reasons, _ = y16(capsys, files.good, workbook(tmp_path / "批复.xlsx", [*head, *names(5)]))
    assert told == []
    assert "青禾市教育局" in reasons
