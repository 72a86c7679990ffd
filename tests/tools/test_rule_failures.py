"""Every rule's page shows what the rule says when it fails, and it is what the program says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import rule_failures  # noqa: E402

from juesuan.reporting.rule_catalogue import Catalogue  # noqa: E402
from juesuan.reporting.rule_examples import planted_examples  # noqa: E402
from juesuan.standard import builtin  # noqa: E402

KEPT = planted_examples()
QUICK = ("百分比抄错", "格式", "项目自评综述", "B-04 缺一行")
"""Documents whose messages are looked at again in every run; ``tools/rule_failures.py --check`` looks at all."""


def test_every_rule_has_a_worked_failure() -> None:
    """No rule without one, and none kept of a rule that is gone."""
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "rules").glob("*.md"))
    sections = {part.partition('"')[0]: part for part in pages.split('<a id="')[1:]}

    assert [rule for rule in builtin().rules if "**示例**" not in sections[rule]] == []
    assert KEPT.keys() <= builtin().rules.keys()


@pytest.mark.parametrize("name", QUICK)
def test_what_is_kept_is_what_the_program_says(name: str) -> None:
    """Else: ``make gen``."""
    document = next(one for one in rule_failures.planted() if one.name == name)
    said = {rule: message for rule, message, _ in rule_failures.failures(document, builtin())}
    kept = {rule for rule, example in KEPT.items() if example.document == name}

    assert kept
    assert {rule: KEPT[rule].message for rule in kept} == {rule: said.get(rule) for rule in kept}


@pytest.mark.parametrize("name", list(rule_failures.stated()))
def test_of_facts_alone(name: str) -> None:
    """What no worked example has."""
    said = {
        rule: message for rule, message, _ in rule_failures.stated_failures(rule_failures.stated()[name], builtin())
    }
    kept = {rule for rule, example in KEPT.items() if example.document == name}

    assert {rule: KEPT[rule].message for rule in kept} == {rule: said.get(rule) for rule in kept}


def test_a_change_that_finds_nothing_is_told() -> None:
    """A document of the list that no longer fits the worked example is a mistake of the list, not a rule that is silent."""
    document = rule_failures.Planted("x", "henan-2022", [["text", "没有这句话", ""]], {}, {}, None, None)

    with pytest.raises(rule_failures.NotPlanted):
        list(rule_failures.failures(document, builtin()))


def test_the_command_line_shows_it() -> None:
    """As the page does."""
    assert KEPT["F-05"].message in Catalogue(builtin()).rule_page(builtin().rules["F-05"])
