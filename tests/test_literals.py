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


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ('FactKey("spend")', True),
        ('FactKey.of("spend", fund=fund)', True),
        ('FactKey.parse("running_costs")', True),
        ('context.by_fact.get("procurement", ())', True),
        ('any(fact.measure == "income" for fact in stated)', True),
        ("FactKey.of(measure, fund=fund)", False),
        ('view.cell("total", "score")', False),
        ('fact.measure == "*"', False),
        ('column == "score"', False),
    ],
)
def test_a_measure_that_is_a_whole_fact_is_found(source: str, is_found: bool) -> None:
    assert bool(list(literals.measures(ast.parse(source)))) is is_found


def test_no_fact_is_spelt_in_the_sources() -> None:
    assert list(literals.complaints()) == []


def test_a_fact_in_a_file_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "checking").mkdir()
    (tmp_path / "checking" / "rule.py").write_text('"""Of a budget."""\n\nFUND = "gpb"\n', encoding="utf-8")

    (told,) = literals.complaints(tmp_path)

    assert told.startswith("checking/rule.py:3: 'gpb'")
