"""An identity added as one line is computed, kept by footing, checked, blamed and documented; and none needs a form to compute."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from unittest import mock

import juesuan
from juesuan.model import FactKey, State, Unit
from juesuan.preparing import facts as computing
from juesuan.preparing.example import example_books
from juesuan.preparing.facts import Facts
from juesuan.preparing.rounding.footing import footed
from juesuan.reporting.catalogue import rule_page
from juesuan.standard import rules as registry
from juesuan.standard.rules import Rule, register, rules
from tests import stated

KEY = FactKey.parse
LINE = {
    "id": "X-99",
    "severity": "error",
    "category": "cross_table",
    "title": "示例：运行经费＝公用经费＋采购",
    "assertion": "running_costs@N10 = spend[fund=gpb,economic=operating,nature=basic]@T06 + procurement@N11",
    "why": "只用于测试。",
    "hint": "只用于测试。",
    "basis": "FORM",
    "since": "0.1.0",
}


def added(line: dict[str, str]) -> dict[str, Rule]:
    columns = dict.fromkeys(Rule.__slots__, "")
    return {**rules(), **register([{**columns, **line}])}


@contextmanager
def overlaid(line: dict[str, str]) -> Iterator[None]:
    """The register with one line more, for everything that asks for it."""
    known = added(line)
    users = [
        f"juesuan.{name}.rules"
        for name in (
            "checking.engine",
            "checking.closing",
            "checking.same",
            "checking.blame.rates",
            "preparing.facts",
            "preparing.rounding.identities",
        )
    ]
    computing._definitions.cache_clear()
    with mock.patch.object(registry, "rules", lambda: known):
        patches = [mock.patch(user, lambda: known) for user in users]
        for patch in patches:
            patch.start()
        try:
            yield
        finally:
            for patch in patches:
                patch.stop()
            computing._definitions.cache_clear()


def test_it_computes() -> None:
    with overlaid(LINE):
        made = computing.facts(replace(example_books(), running_costs=Decimal(0)))

    assert made.get("running_costs") == made.get("spend[fund=gpb,economic=operating,nature=basic]") + made.get(
        "procurement"
    )


def test_it_is_kept_by_footing() -> None:
    operating, bought, whole = map(
        KEY, ("spend[fund=gpb,economic=operating,nature=basic]", "procurement", "running_costs")
    )
    exact = Facts({operating: Decimal(40), bought: Decimal(40), whole: Decimal(80)})
    with overlaid(LINE):
        values = footed(exact, exact.values, Unit.WAN).values

    assert values[whole] == values[operating] + values[bought]
    plain = footed(exact, exact.values, Unit.WAN).values
    assert plain[whole] != plain[operating] + plain[bought]


def test_it_is_checked_and_blamed() -> None:
    """The number that another place contradicts too is the one that is wrong."""
    document = stated.document(
        {
            "N10": {"running_costs": "9.00"},
            "N11": {"procurement": "4.00"},
            "T06": {
                "spend[fund=gpb,economic=operating,nature=basic]": "6.00",
                "spend[fund=gpb,economic=302,nature=basic]": "5.00",
            },
        }
    )
    with overlaid(LINE):
        report = juesuan.check(document)

    (found,) = (finding for finding in report.findings if finding.rule == "X-99")
    suspects = [suspect for finding in report.findings for suspect in finding.suspects]
    assert {result.state for result in report.results if result.rule == "X-99"} == {State.FAIL}
    assert "相差 1.00" in found.message
    assert any(suspect.suggestion == "5.00" for suspect in suspects)


def test_it_is_documented() -> None:
    page = rule_page(added(LINE)["X-99"])

    assert "机关运行经费" in page and "公用经费" in page


def test_no_form_is_needed_to_load_and_to_compute() -> None:
    """Cells follow from the forms, identities from facts: with no form at all every total is there."""
    wanted = computing.facts(example_books()).values
    computing._definitions.cache_clear()
    registry.rules.cache_clear()
    with mock.patch("juesuan.standard.forms.forms", dict), mock.patch("juesuan.checking.context.EVALUATIONS", {}):
        made = computing.facts(example_books()).values

    assert made == wanted
    assert made[KEY("total[side=income]")] == made[KEY("total[side=spend]")] > 0
