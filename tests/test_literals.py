"""The lint on facts and values in the sources finds what is planted, and leaves alone what is not one."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

import literals


def found(source: str) -> list[str]:
    """What the lint finds in a module."""
    return [text for _, text in literals.literals(ast.parse(source))]


@pytest.mark.parametrize(
    "source",
    [
        'FactKey.parse("spend[fund=fiscal]")',
        'x = "income[source=other]"',
        'x = f"balance[at={at}]"',
        'x = {"total[side=income]": "总计"}',
        'FactKey.of("spend", fund="fiscal")',
        'fact.but(stage="initial")',
        'fact.but(stage="initial" if early else None)',
        'found = {"nature": "basic"}',
        'found["nature"] = "basic"',
        'if spending.nature == "basic": ...',
        'if fact.get("source") == "other": ...',
        'if fact.get("nature") in {"remit", "subsidy"}: ...',
        'if "fiscal" != fund: ...',
        'STAGES = ("initial", "adjusted")',
        'NAMES = {"superior": "上级补助", "affiliate": "附属单位上缴"}',
        'FUND = "gpb"',
        'fact.but(item="abroad")',
    ],
)
def test_a_planted_literal_is_found(source: str) -> None:
    assert found(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""Of spend[fund=gpb]."""',
        'def f():\n    """``fund="gpb"``"""',
        'FactKey.of("spend", fund=fund)',
        "fact.but(stage=None)",
        'fact.get("fund")',
        'FactKey.of("income")',
        'SIDES = ("income", "spend")',
        'row.cell("score", "initial")',
        'COLUMNS = ("initial", "adjusted", "executed")',
        'open("other")',
        'print(end="other")',
        'x = "T01[L27].C1"',
    ],
)
def test_what_is_no_fact_is_left_alone(source: str) -> None:
    assert found(source) == []


def test_no_file_has_more_than_it_had() -> None:
    """And the baseline names no file that is gone or clean."""
    counted = literals.counted()

    assert list(literals.complaints()) == []
    assert set(literals.baseline()) <= set(counted)


def test_one_more_is_complained_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """A literal planted in a real file."""
    name, spelt = next(iter(literals.counted().items()))
    monkeypatch.setattr(
        literals, "baseline", lambda: {**{n: len(s) for n, s in literals.counted().items()}, name: len(spelt) - 1}
    )

    assert [text for text in literals.complaints() if text.startswith(f"{name}: ")]
