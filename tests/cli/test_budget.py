"""``juesuan check --budget``, and a budget by itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from juesuan.cli import main
from juesuan.demo import demo_disclosure
from juesuan.standard import builtin
from tests.budgets import tables, write_docx, write_html
from tests.cli.conftest import Files

Captured = pytest.CaptureFixture[str]


def report(capsys: Captured, *arguments: object) -> dict[str, Any]:
    """What check says in JSON."""
    main(["check", "--format", "json", *map(str, arguments)])
    return json.loads(capsys.readouterr().out)


def state(found: dict[str, Any], rule: str) -> tuple[str, str | None]:
    """State and reason of a rule."""
    return next((item["state"], item["reason"]) for item in found["rules"] if item["rule"] == rule)


@pytest.mark.parametrize(("write", "name"), [(write_html, "budget.html"), (write_docx, "budget.docx")])
def test_the_budget_agrees(
    files: Files, tmp_path: Path, capsys: Captured, write: Callable[..., None], name: str
) -> None:
    """The budget is in 元, the accounts in 万元."""
    write(tables(demo_disclosure(builtin())), tmp_path / name)

    found = report(capsys, files.good, "--budget", tmp_path / name)

    assert state(found, "Y-11")[0] == "pass"
    assert state(found, "Y-12")[0] == "pass"


@pytest.mark.parametrize(
    ("rule", "fact"),
    [
        ("Y-11", "spend[stage=initial,fund=gpb,function=2150517]"),
        ("Y-11", "spend[stage=initial,fund=gf]"),
        ("Y-12", "spend[stage=initial]"),
    ],
)
def test_the_budget_differs(files: Files, tmp_path: Path, capsys: Captured, rule: str, fact: str) -> None:
    """One finding, at the number of the accounts, with the number of the budget."""
    write_html(tables(demo_disclosure(builtin()), {fact: "123.45"}), tmp_path / "budget.html")

    found = report(capsys, files.good, "--budget", tmp_path / "budget.html")

    (finding,) = [item for item in found["findings"] if item["rule"] == rule]
    assert finding["expected"] == "123.45"
    assert finding["severity"] == "warning"
    assert finding["terms"][0]["fact"] == fact


def test_a_code_that_the_budget_does_not_have(files: Files, tmp_path: Path, capsys: Captured) -> None:
    """An amount for it contradicts a table that was read in full; none does not."""
    printed = tables(demo_disclosure(builtin()))
    rows = printed["一般公共预算支出表"]
    printed["一般公共预算支出表"] = [row for row in rows if row[0] not in {"2150517", "2150805"}]
    write_html(printed, tmp_path / "budget.html")

    found = report(capsys, files.good, "--budget", tmp_path / "budget.html")

    (finding,) = [item for item in found["findings"] if item["rule"] == "Y-11"]
    assert "没有这一科目" in finding["message"]
    assert finding["stated"] == "1500.00"


def test_the_budget_of_another_year_is_not_compared(files: Files, tmp_path: Path, capsys: Captured) -> None:
    write_html(tables(demo_disclosure(builtin())), tmp_path / "budget.html", 2024)

    found = report(capsys, files.good, "--budget", tmp_path / "budget.html")

    assert state(found, "Y-11") == ("undecidable", "提供的是 2024 年度预算，文件是 2022 年度决算")


def test_accounts_are_no_budget(files: Files, capsys: Captured) -> None:
    found = report(capsys, files.good, "--budget", files.flawed)

    assert state(found, "Y-12") == ("undecidable", "作为本年预算提供的文件不是部门预算")


def test_a_budget_by_itself_is_judged_by_its_own_rules(tmp_path: Path, capsys: Captured) -> None:
    """No table of final accounts is missed, no rule of their tables is applied; what was not found keeps it from being clean."""
    write_html(tables(demo_disclosure(builtin())), tmp_path / "budget.html")

    found = report(capsys, tmp_path / "budget.html")
    status = main(["check", str(tmp_path / "budget.html")])
    out = capsys.readouterr().out

    assert found["document"]["kind"] == "budget"
    assert (found["document"]["unit"], found["document"]["year"]) == ("青禾市数据资源管理局", 2022)
    assert {form["form"] for form in found["reading"]["forms"] if form["state"] == "read"} == {
        "B01",
        "B04",
        "B05",
        "B07",
    }
    assert {form["form"][0] for form in found["reading"]["forms"]} == {"B"}
    applied = {rule["rule"] for rule in found["rules"] if rule["state"] != "not_applicable"}
    assert {"B01-05", "B04-06", "BX-06"} <= applied
    assert not {rule for rule in applied if rule.startswith(("T0", "N01", "PO"))} - {"T00-01", "T00-02", "T00-03"}
    assert (status, found["verdict"], found["reading"]["complete"]) == (2, "incomplete", False)
    assert "未能全部核对" in out


def test_budgets_alone_are_not_clean(tmp_path: Path, capsys: Captured) -> None:
    """Beside accounts a budget is what they are compared with; a folder of budgets is one in which nothing was judged."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_html(tables(demo_disclosure(builtin())), tmp_path / name / "budget.html")

    assert main(["check", str(tmp_path)]) == 2
    capsys.readouterr()
