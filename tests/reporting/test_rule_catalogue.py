"""The catalogue in words."""

from __future__ import annotations

import pytest

from juesuan.model import FactKey
from juesuan.reporting.rule_catalogue import Catalogue
from juesuan.reporting.rule_words import RuleWords
from juesuan.standard import builtin
from juesuan.standard.catalogue import facts

CATALOGUE, WORDS = Catalogue(builtin()), RuleWords(builtin())


def test_every_rule_is_listed() -> None:
    """One line each."""
    text = CATALOGUE.rules_text(100)

    assert all(f"  {rule} " in text for rule in builtin().rules)


def test_a_rule_in_words() -> None:
    """Names of facts and places instead of keys."""
    assert WORDS.equations(builtin().rules["T01-01"]) == ("收入支出决算总表：收入 ＝ 其各来源之和",)
    assert WORDS.equations(builtin().rules["T04-08"]) == (
        "财政拨款收入支出决算总表：财政拨款收入总计 ＝ 财政拨款支出总计",
    )
    assert WORDS.equations(builtin().rules["T05-03"]) == (
        "一般公共预算财政拨款支出决算表：各类一般公共预算财政拨款支出（逐栏） ＝ 其下级科目之和",
    )
    assert WORDS.equations(builtin().rules["X-04"]) == ("收入支出决算总表与收入决算表：各种来源的收入一致",)
    assert WORDS.equations(builtin().rules["N02-03"]) == ("收入决算情况：占比等于部分除以总数",)


@pytest.mark.parametrize("rule", [rule.id for rule in builtin().rules.values() if rule.parts])
def test_every_data_rule_has_words(rule: str) -> None:
    """No key of the catalogue is left untranslated."""
    words = WORDS.equations(builtin().rules[rule])

    assert words
    assert not any("[" in text or "]" in text or "C1" in text for text in words)


def test_facts_in_words() -> None:
    """Dimensions in the order in which Chinese says them."""
    assert builtin().vocabulary.name(FactKey.parse("spend[fund=gpb,nature=basic]")) == "一般公共预算财政拨款基本支出"
    assert (
        builtin().vocabulary.name(FactKey.parse("balance[fund=gf,at=opening]"))
        == "年初政府性基金预算财政拨款结转和结余"
    )
    assert (
        builtin().vocabulary.name(FactKey.parse("three_public[stage=adjusted,item=reception]"))
        == "全年预算“三公”经费（公务接待费）"
    )


def test_every_fact_is_listed_with_its_places() -> None:
    """The list is generated from the forms."""
    listed = {entry["fact"]: entry for entry in CATALOGUE.facts_object()}

    assert set(listed) == set(facts(builtin()))
    assert listed["income"]["stated_at"] == ["T01[L27].C1", "T02[*].C1"]


def test_an_example_shows_the_message() -> None:
    """Made from the worked example with one number changed."""
    rule = CATALOGUE.rule_object(builtin().rules["T01-01"])

    assert "应等于" in rule["example"]
    assert "相差 12.0" in rule["example"]
    assert "示例" in CATALOGUE.rule_text(builtin().rules["T01-01"], 80)
