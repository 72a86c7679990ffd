"""SARIF."""

from __future__ import annotations

from juesuan.reporting.sarif import log, run, unreadable_run
from tests.reporting.made import dossier


def test_results_refer_to_their_rules() -> None:
    """By index and id."""
    made = run(dossier())
    rules = made["tool"]["driver"]["rules"]

    assert len(made["results"]) == len(dossier().report.findings)
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in made["results"])
    assert {result["level"] for result in made["results"]} == {"error", "warning", "note"}


def test_the_first_location_is_the_suspected_number() -> None:
    """All operands are related locations, with page and box as properties."""
    result = run(dossier())["results"][0]

    assert result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"].startswith("第 5 页 · 收入支出决算总表")
    assert result["locations"][0]["properties"] == {"page": 5, "bbox": [120.0, 228.0, 182.0, 241.0]}
    assert len(result["relatedLocations"]) == 5


def test_accepted_findings_are_suppressed() -> None:
    """With their explanation."""
    accepted = next(result for result in run(dossier())["results"] if result["ruleId"] == "N01-04")

    assert accepted["suppressions"][0]["justification"] == "人大批准时已说明"


def test_a_file_that_could_not_be_opened_is_a_failed_run() -> None:
    """So that no tool takes it for clean."""
    value = log([run(dossier()), unreadable_run("坏 的.pdf", "文件已损坏。")])

    assert value["version"] == "2.1.0"
    assert value["runs"][0]["invocations"] == [{"executionSuccessful": True}]
    failed = value["runs"][1]["invocations"][0]
    assert failed["executionSuccessful"] is False
    assert failed["toolExecutionNotifications"][0]["message"]["text"] == "文件已损坏。"
    assert value["runs"][1]["artifacts"][0]["location"]["uri"] == "%E5%9D%8F%20%E7%9A%84.pdf"
