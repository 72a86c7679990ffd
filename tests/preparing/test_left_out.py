"""A form leaves out columns that its place does not print; what is published is read back so."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import juesuan
from juesuan.preparing.books import Target
from juesuan.preparing.example import example_books
from juesuan.preparing.from_disclosure import books_of
from juesuan.preparing.left_out import LEFT_OUT
from juesuan.preparing.prepare import prepare
from juesuan.publishing import publish
from juesuan.publishing.proof import proof
from juesuan.standard import builtin

LAYOUT = builtin().layouts.named("henan-2022")
POINTS = (20, 20, 10, 10, 10)
FIELD = {"target": "target", "actual": "actual", "reason": "reason"}


def without(target: Target, column: str) -> Target:
    scored = replace(target, score=target.points or Decimal(5), points=target.points or Decimal(5))
    if column in FIELD:
        return replace(scored, **{FIELD[column]: LEFT_OUT})
    levels = list(target.levels)
    levels[int(column[-1]) - 1] = LEFT_OUT
    return replace(scored, levels=(levels[0], levels[1], levels[2]))


@pytest.mark.parametrize("column", ["target", "actual", "level2", "reason"])
def test_a_column_of_dashes_is_not_printed(column: str, tmp_path: Path) -> None:
    books = example_books(builtin())
    work = books.projects[0]
    targets = tuple(
        without(replace(target, points=Decimal(points)), column)
        for target, points in zip(work.targets, POINTS, strict=False)
    )
    prepared = prepare(
        replace(books, projects=(replace(work, targets=targets), *books.projects[1:])), LAYOUT, draft=True
    )
    made = prepared.disclosure
    assert made is not None, prepared.problems
    form = next(form for form in made.performance if form.kind == "PP")
    assert column not in form.columns
    assert set(form.columns) == set(LAYOUT.project.columns) - {column}

    path = tmp_path / "决算.html"
    publish(made, LAYOUT.style, path, builtin())
    assert proof(made, path, builtin()).wrong == ()
    again = books_of(juesuan.read(path), builtin()).projects[0]
    assert [target.levels[0] for target in again.targets] == [target.levels[0] for target in targets]
    assert {getattr(target, column, "") if column in FIELD else target.levels[1] for target in again.targets} == {
        LEFT_OUT
    }


def test_a_score_that_cannot_follow_is_asked_for() -> None:
    books = example_books(builtin())
    work = books.projects[0]
    targets = tuple(replace(target, target=LEFT_OUT, score=None) for target in work.targets)
    messages = [
        problem.message
        for problem in prepare(
            replace(books, projects=(replace(work, targets=targets), *books.projects[1:])), LAYOUT
        ).problems
    ]

    assert sum("得分无从计算。请填写得分" in message for message in messages) == len(targets)
