"""``juesuan check --against``: the approved figures or the internal accounts held against what is published, fact by fact."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from juesuan.cli import main
from juesuan.preparing.example import example_books
from juesuan.standard import builtin
from tests.cli.conftest import Files
from tests.exports import write_export
from tests.laws import page

Captured = pytest.CaptureFixture[str]


def report(capsys: Captured, *arguments: object) -> tuple[int, dict[str, Any]]:
    status = main(["check", "--format", "json", *map(str, arguments)])
    return status, json.loads(capsys.readouterr().out)


def of_rule(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [finding for finding in found["findings"] if finding["rule"] == "Y-16"]


@pytest.fixture
def internal(tmp_path: Path) -> Path:
    """The internal accounts of the worked example, in yuan."""
    path = tmp_path / "财决.xlsx"
    write_export(example_books(builtin()), path)
    return path


def test_the_internal_accounts_of_what_is_published_agree(files: Files, internal: Path, capsys: Captured) -> None:
    """Published in 万元, reported in yuan: all facts of both are compared, and none differs."""
    _, found = report(capsys, files.good, "--against", internal)
    (rule,) = [rule for rule in found["rules"] if rule["rule"] == "Y-16"]

    assert of_rule(found) == []
    assert rule["passed"] > 100
    assert found["document"]["against"]["file"].endswith("财决.xlsx")
    assert all("没有对照" in reason["text"] for reason in rule["reasons"])


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("income[fund=gpb]", "9876543.21"),
        ("procurement[item=services]", "12345.00"),
        ("three_public[item=reception]", "4321.00"),
        ("vehicles", "77"),
    ],
)
def test_what_differs_is_told_with_both_places(
    fact: str, value: str, files: Files, tmp_path: Path, capsys: Captured
) -> None:
    write_export(example_books(builtin()), tmp_path / "财决.xlsx", {fact: Decimal(value)})
    status, found = report(capsys, files.good, "--against", tmp_path / "财决.xlsx")
    told = [finding for finding in of_rule(found) if finding["terms"][0]["fact"] == fact]

    assert (status, len(told)) == (1, 1)
    own, other = told[0]["terms"]
    assert own["raw"] in own["place"]["text"]
    assert other["place"]["file"] == "财决.xlsx"
    assert Decimal(told[0]["expected"]) in {Decimal(value), Decimal(value) / 10000}


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [("示例县中级人民法院", "示例县高级人民法院", "高级人民法院"), ("2022年", "2021年", "2021 年度")],
    ids=["another body", "another year"],
)
def test_the_figures_of_others_are_not_compared(
    old: str, new: str, word: str, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "决算.html").write_text(page(7), encoding="utf-8")
    (tmp_path / "批复.html").write_text(page(7).replace(old, new), encoding="utf-8")
    status, found = report(capsys, tmp_path / "决算.html", "--against", tmp_path / "批复.html")

    assert (status, of_rule(found), found["verdict"]) == (2, [], "incomplete")
    assert any(word in gap["message"] for gap in found["reading"]["gaps"])


def test_a_published_table_is_as_good_as_a_reported_one(tmp_path: Path, capsys: Captured) -> None:
    """What was approved may be in the same form as what is published; then one digit is enough."""
    text = page(7)
    (tmp_path / "决算.html").write_text(text, encoding="utf-8")
    (tmp_path / "批复.html").write_text(text, encoding="utf-8")
    _, same = report(capsys, tmp_path / "决算.html", "--against", tmp_path / "批复.html")
    amount = next(s for s in _stated(text, tmp_path) if s.source == "T01" and s.value > 1)
    wrong = text.replace(f">{amount.amount.raw}<", f">{amount.value + 1:,.2f}<")
    (tmp_path / "批复.html").write_text(wrong, encoding="utf-8")
    _, other = report(capsys, tmp_path / "决算.html", "--against", tmp_path / "批复.html")

    assert of_rule(same) == []
    assert amount.amount.raw in {finding["terms"][0]["raw"] for finding in of_rule(other)}


def _stated(text: str, folder: Path) -> Any:
    import juesuan  # noqa: PLC0415

    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    return juesuan.read(path).statements


def test_one_document_at_a_time(files: Files, internal: Path, capsys: Captured) -> None:
    assert main(["check", str(files.good), str(internal), "--against", str(internal)]) == 2
    assert "--against" in capsys.readouterr().err
