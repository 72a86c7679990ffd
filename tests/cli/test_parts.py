"""One document in several files: the same is found as in one file, and only files of one body and year are put together."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from juesuan.cli import main
from tests.laws import page

Captured = pytest.CaptureFixture[str]
_AMOUNT = re.compile(r"(?<=>)\d{1,3}(?:,\d{3})*\.\d\d(?=<)")
_SEED = 7


def parts(text: str) -> dict[str, str]:
    """The page cut in three: explanation with what else is prose, tables, evaluation forms."""
    head, *sections = re.split(r'(?=<section data-place="第)', text)
    tables = [section for section in sections if 'data-place="第二部分' in section[:60]]
    forms = [section for section in sections if 'data-place="第五部分' in section[:60]]
    rest = [section for section in sections if section not in tables and section not in forms]
    return {
        "说明.html": f"{head}{''.join(rest)}</body></html>",
        "附表.html": f"<html><body>{''.join(tables)}</body></html>",
        "自评.html": f"<html><body>{''.join(forms)}</body></html>",
    }


def changed(text: str, *numbers: int) -> str:
    """The page with some of its amounts made larger."""
    amounts = [m for m in _AMOUNT.finditer(text) if m[0] != "0.00"]
    for number in sorted(numbers, reverse=True):
        found = amounts[number % len(amounts)]
        text = f"{text[: found.start()]}9{found[0]}{text[found.end() :]}"
    return text


def told(capsys: Captured, *arguments: object) -> list[dict[str, Any]]:
    main(["check", "--format", "json", *map(str, arguments)])
    printed = capsys.readouterr().out
    return [json.loads(printed)] if printed.startswith("{\n") else [json.loads(line) for line in printed.splitlines()]


def found(report: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {(finding["rule"], finding["severity"], finding["message"]) for finding in report["findings"]}


@pytest.mark.parametrize("numbers", [(), (5,), (40, 90), (-3, -20)])
@pytest.mark.parametrize("as_folder", [False, True])
def test_the_same_is_found_as_in_one_file(
    numbers: tuple[int, ...], as_folder: bool, tmp_path: Path, capsys: Captured
) -> None:
    text = changed(page(_SEED), *numbers)
    (tmp_path / "全文.html").write_text(text, encoding="utf-8")
    folder = tmp_path / "甲局"
    folder.mkdir()
    files = [folder / name for name in parts(text)]
    for path in files:
        path.write_text(parts(text)[path.name], encoding="utf-8")

    (whole,) = told(capsys, tmp_path / "全文.html")
    (joined,) = told(capsys, *([folder] if as_folder else files))

    assert found(joined) == found(whole)
    assert joined["document"]["parts"] == ["说明.html", "附表.html", "自评.html"]
    assert joined["verdict"] == whole["verdict"]
    assert joined["counts"] == whole["counts"]
    assert {t["place"]["file"] for f in joined["findings"] for t in f["terms"]} <= {*joined["document"]["parts"], None}


@pytest.mark.parametrize(
    ("old", "new"),
    [("示例县中级人民法院", "示例县高级人民法院"), ("2022年", "2021年")],
    ids=["another body", "another year"],
)
def test_files_of_others_are_not_put_together(old: str, new: str, tmp_path: Path, capsys: Captured) -> None:
    text = parts(page(_SEED))
    (tmp_path / "说明.html").write_text(text["说明.html"], encoding="utf-8")
    (tmp_path / "附表.html").write_text(text["附表.html"].replace(old, new), encoding="utf-8")

    assert [report["document"]["parts"] for report in told(capsys, tmp_path)] == [[], []]


def test_two_versions_are_no_parts(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "初稿.html").write_text(page(_SEED), encoding="utf-8")
    (tmp_path / "终稿.html").write_text(parts(page(_SEED))["附表.html"], encoding="utf-8")

    assert [report["document"]["parts"] for report in told(capsys, tmp_path)] == [[], []]
