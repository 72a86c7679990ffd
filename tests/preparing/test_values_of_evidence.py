"""An indicator whose value is to come from evidence: what is said of it is about the evidence, not about the cell."""

from __future__ import annotations

from dataclasses import replace

from juesuan.performance.computing import computed
from juesuan.preparing.books import Books, MeasureLine, Target
from juesuan.preparing.example import example_books
from juesuan.preparing.prepare import prepare
from juesuan.standard import builtin


def books_with(change: Target, count: int = 2) -> tuple[Books, list[str]]:
    """The example, whose first project has some indicators changed; and the names of these."""
    books = example_books(builtin())
    work = books.projects[0]
    changed = tuple(
        replace(target, actual=change.actual, computed=change.computed, origin=change.origin, reason="")
        if number < count
        else target
        for number, target in enumerate(work.targets)
    )
    names = [target.name for target in work.targets[:count]]
    return replace(books, projects=(replace(work, targets=changed), *books.projects[1:])), names


def told(books: Books) -> list[str]:
    layout = builtin().layouts.of_place(books.department.place, books.year, books.department.level)
    return [problem.message for problem in prepare(books, layout, "plain").problems]


def test_all_blank_indicators_are_told_at_once() -> None:
    books, names = books_with(Target(("", "", ""), "", ""), 3)

    said = [message for message in told(books) if "没有实际完成值。请填写" in message]
    assert [any(name in message for message in said) for name in names] == [True] * 3


def test_why_evidence_gave_none_is_told_once_for_all() -> None:
    books, names = books_with(Target(("", "", ""), "", "", origin="“发放金额”是“约20”"))

    (said,) = [message for message in told(books) if "要从佐证取数，没有算出：“发放金额”是“约20”" in message]
    assert all(f"“{name}”" in said for name in names)
    assert not any("没有实际完成值" in message for message in told(books))


def test_a_strange_value_of_evidence_is_looked_at_before_a_reason_is_asked_for() -> None:
    books, _ = books_with(Target(("", "", ""), "", "", computed="0.001%", origin="“补助发放”的合计，12 行"), 20)

    said = [message for message in told(books) if "缺少偏差原因" in message]
    assert said
    assert any("“补助发放”的合计，12 行" in message and "请先核对佐证表和取数" in message for message in said)


def test_without_evidence_every_measure_says_how_to_give_it() -> None:
    books, names = books_with(Target(("", "", ""), "", ""), 1)
    lines = tuple(MeasureLine(books.projects[0].name, name, "补助发放") for name in names)
    found = computed(replace(books, measures=lines), None).books

    assert "没有给出佐证表" in found.projects[0].targets[0].origin
