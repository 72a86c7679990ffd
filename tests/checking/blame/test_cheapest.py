"""Several wrong numbers in one place: what is answered when a limit ends the search, and that the finding says so."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

import pytest
from msgspec.structs import replace

from juesuan import check
from juesuan.arithmetic.correction import Correction
from juesuan.checking.blame import causes
from juesuan.checking.blame.constraints import Constraint
from juesuan.checking.blame.network import Network
from juesuan.model import Disclosure, Finding, Report
from tests import made
from tests.checking.blame.test_blame import prose, spending

UNPROVED = "未能在限定的计算步数内逐一排除"


def two_wrong_addends() -> Disclosure:
    return made.disclosure({"T03": spending(c2080505_C2="41.20", c2080506_C2="71.00")}, prose())


def suspected(report: Report) -> list[Finding]:
    return [f for f in report.findings if f.suspects and f.root is None and f.rule[:3] == "T03"]


def proposals(findings: list[Finding]) -> dict[str, str | None]:
    return {f.terms[s.term].text: s.suggestion for f in findings for s in f.suspects[:1]}


def test_what_was_proved_says_nothing_of_limits() -> None:
    found = suspected(check(two_wrong_addends()))

    assert found
    assert not any(UNPROVED in finding.hint for finding in found)


def test_where_a_limit_ends_the_search_there_is_an_answer_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(causes, "EFFORT", 0)
    found = suspected(check(two_wrong_addends()))

    assert proposals(found) == {"41.20": "14.20", "71.00": "17.00"}
    assert all(UNPROVED in finding.hint for finding in found)


def test_one_document_has_one_limit_and_every_group_a_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the first failures took is not there for the others."""
    asked: list[int] = []
    cheapest = causes.cheapest_change

    def slow(*arguments: Any, effort: int, **others: Any) -> Correction:
        asked.append(effort)
        return replace(cheapest(*arguments, effort=effort, **others), effort=causes.EFFORT - 1000)

    monkeypatch.setattr(causes, "cheapest_change", slow)
    cells = {form: spending(c2080505_C2="41.20", c2080506_C2="71.00") for form in ("T03", "T05")}
    assert check(made.disclosure(cells)).findings
    assert asked[0] == causes.EFFORT
    assert asked[1:] == [1000, causes._LEAST_EFFORT][: len(asked) - 1]


def test_a_rate_at_the_edge_of_what_is_asked_may_be_doubted() -> None:
    """Otherwise it is believed whatever it costs: right amounts are called wrong, or nothing, to save it."""
    half = Decimal("0.01")
    one = Decimal(1)
    total = Constraint("T", "t", {"total": one, "a": -one, "b": -one}, -half, half)
    copy = Constraint("N", "", {"a": one, "copy of a": -one}, -half, half)
    rate = Constraint("N", "", {"copy of a": one, "base": Decimal("-0.3")}, None, half, "rate")
    ties = (total, copy, rate)
    keys = {key for constraint in ties for key in constraint.numbers}
    network = SimpleNamespace(
        touching={key: tuple(c for c in ties if key in c.numbers) for key in keys}, printed=dict.fromkeys(keys, one)
    )

    free, near = causes._surroundings([total], cast(Network, network))

    assert rate in near
    assert set(free) == {"total", "a", "b", "copy of a", "rate"}


_REPORT = """
from tests.checking.blame.test_cheapest import two_wrong_addends
from juesuan.checking.blame.constraints import Constraint
from juesuan.checking.blame.network import Network
from juesuan import check
print([(f.id, f.suspects) for f in check(two_wrong_addends()).findings])
"""


def test_the_same_suspects_in_any_thread_and_with_any_seed_of_hashes() -> None:
    documents = [two_wrong_addends(), made.disclosure({"T05": spending(c2080505_C2="41.20", c2080506_C2="71.00")})] * 3
    alone = [[(f.id, f.suspects) for f in check(document).findings] for document in documents[:2]]
    with ThreadPoolExecutor(2) as pool:
        together = [[(f.id, f.suspects) for f in report.findings] for report in pool.map(check, documents)]
    assert together == alone * 3

    said = {
        subprocess.run(
            [sys.executable, "-c", _REPORT],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "42")
    }
    assert len(said) == 1
