"""Whoever points at a number is told what it states, where else that stands, and what every check said of it: nothing more, nothing less."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import html
from msgspec.structs import replace

import juesuan
from juesuan.checking.closing import numbers_of
from juesuan.checking.context import Context
from juesuan.checking.engine import outcomes
from juesuan.model import State
from juesuan.reporting.coverage import Standing, standings
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.html import PageImage, render
from juesuan.reporting.numbers import NumbersTold, numbers_told
from juesuan.standard import builtin
from juesuan.standard.rules import PATTERN
from tests.cli.conftest import Files, files
from tests.reporting.made import dossier as made_dossier

__all__ = ["files"]

SAID = {State.FAIL, State.UNDECIDABLE, State.WITHIN_ROUNDING, State.PASS}


@pytest.fixture(scope="module")
def flawed(files: Files) -> Dossier:
    disclosure = juesuan.read(files.flawed)
    return Dossier(disclosure, juesuan.check(disclosure), builtin())


@pytest.fixture(scope="module")
def told(flawed: Dossier) -> NumbersTold:
    return numbers_told(flawed)


def test_every_printed_number_is_told_once(flawed: Dossier, told: NumbersTold) -> None:
    printed = standings(flawed.disclosure, flawed.report)

    assert [(number.text, number.place) for number in told.numbers] == [(each.text, each.place) for each in printed]


def test_what_checks_said_is_what_the_rules_say_when_asked_again(flawed: Dossier, told: NumbersTold) -> None:
    context = Context(flawed.disclosure, standard=flawed.standard)
    asked: dict[str, Counter[tuple[str, State]]] = {}
    for rule in context.rules.values():
        for outcome in outcomes(rule, context) if rule.kind != PATTERN else ():
            for name in numbers_of(outcome.terms) if outcome.state in SAID else ():
                asked.setdefault(name, Counter())[rule.id, outcome.state] += 1
    patterns = {rule.id for rule in context.rules.values() if rule.kind == PATTERN}

    for name, touches in flawed.report.touches.items():
        said: Counter[tuple[str, State]] = Counter()
        for touch in touches:
            if touch.rule not in patterns:
                said[touch.rule, touch.state] += touch.count
        assert said == asked.pop(name, Counter())
        assert list(touches) == sorted(touches, key=lambda touch: touch.state is not State.FAIL)
    assert asked == {}


def test_a_number_is_checked_where_a_check_looked_at_it(told: NumbersTold) -> None:
    for number in told.numbers:
        if number.standing is Standing.DECIDED:
            assert number.touches
        if number.standing in {Standing.DESCRIBED, Standing.UNBOUND}:
            assert all(touch.state is State.UNDECIDABLE or not number.facts for touch in number.touches)


def test_the_same_fact_is_told_at_every_place_of_it(flawed: Dossier, told: NumbersTold) -> None:
    printed = {each.id for each in flawed.disclosure.statements if not each.is_blank and each.fact is not None}
    stated = {each.id for number in told.numbers for each in number.statements if each.fact is not None}

    assert stated >= {name for name in printed if name[0] == "T"}
    stating = [(fact, index) for index, number in enumerate(told.numbers) for fact in number.facts]
    assert sorted(stating) == sorted((fact, index) for fact, places in told.by_fact.items() for index in places)


def test_a_sum_that_holds_adds_up(told: NumbersTold) -> None:
    """Each addend is a number of its own, and what is not printed adds nothing."""
    exact = 0
    for total, sums in told.sums.items():
        for made in sums:
            assert total not in made.addends and len(made.addends) + made.blanks > 1
            values = [told.numbers[index].statements[0].value for index in (total, *made.addends)]
            if made.state is State.PASS:
                exact += 1
                assert values[0] == sum(values[1:])
            elif made.state is State.FAIL:
                assert values[0] != sum(values[1:])
    assert exact > 20


def test_a_failing_check_leads_to_its_entry(flawed: Dossier, told: NumbersTold) -> None:
    entries = {case.finding.id: case for case in flawed.cases}
    failing = 0
    for number in told.numbers:
        for touch in number.touches:
            if touch.state is State.FAIL:
                failing += 1
                (*found,) = (entries[cause] for rule, cause in number.causes if rule == touch.rule)
                assert any(touch.rule in {one.finding.rule, *(c.rule for c in one.consequences)} for one in found)
    assert failing > 0


def data_of(page: html.HtmlElement) -> dict[str, list[object]]:
    found: dict[str, list[object]] = json.loads(page.get_element_by_id("numbers").text)
    return found


def test_the_page_knows_every_number(flawed: Dossier, told: NumbersTold) -> None:
    page = html.document_fromstring(render(flawed))
    data = data_of(page)
    elements = [int(name) for name in page.xpath("//*[@data-n]/@data-n")]

    assert [number[0] for number in data["numbers"]] == [number.text for number in told.numbers]
    assert len(elements) == len({*elements}) > 0.9 * len(told.numbers)  # what the transcript leaves out has no element
    for element in page.xpath("//span[@data-n]"):
        assert element.text == told.numbers[int(element.get("data-n"))].text
    for rule, (title, rows) in data["rules"].items():
        assert title == flawed.standard.rules[rule].title and all(len(row) == 2 for row in rows)
    assert {touch[0] for touches in data["touches"] for touch in touches} <= {*data["rules"]}


def test_on_pictures_a_number_has_its_page_and_box() -> None:
    image = lambda number, fine: PageImage(b"", 600.0, 800.0)  # noqa: E731
    page = html.document_fromstring(render(made_dossier(), image))
    numbers = data_of(page)["numbers"]
    first = next(number for number in numbers if number[0] == "1,236.70")

    assert first[8] == 5 and first[9] == [[1975, 2831, 1083, 200]]
    (mark,) = page.xpath(f"//a[contains(@class, 'mark')][@data-n='{numbers.index(first)}']")
    assert "sum" in mark.get("data-findings")


def test_no_text_of_a_document_ends_the_data() -> None:
    made = made_dossier()
    number, *others = made.disclosure.numbers
    evil = replace(number, text="</script><script>alert(1)</script>1")
    text = render(Dossier(replace(made.disclosure, numbers=(evil, *others)), made.report, builtin()))
    page = html.document_fromstring(text)

    assert evil.text in [number[0] for number in data_of(page)["numbers"]]
    assert "<script>alert" not in re.sub(r"&lt;", "", text)


def test_an_excerpt_that_stands_twice_is_two_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<html><body><h1>某某局2022年度部门决算公开</h1><h2>第三部分 部门决算情况说明</h2><h3>一、收入支出决算总体情况说明</h3>"
        "<p>培训5.00万元，培训5.00万元，培训5.00万元，培训5.00万元，培训5.00万元。</p></body></html>",
        encoding="utf-8",
    )
    disclosure = juesuan.read(path)
    page = html.document_fromstring(render(Dossier(disclosure, juesuan.check(disclosure), builtin())))
    stand = list(page.xpath("//p//*[@data-n]/@data-n"))

    assert len(stand) == len({*stand}) == 5
