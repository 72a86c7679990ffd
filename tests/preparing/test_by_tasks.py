"""The overall form of a place that prints money, rates and scores by the year's tasks: printed so, read back so, and asked for so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import juesuan
from juesuan.preparing.books import AnnualTask, Books
from juesuan.preparing.compose import plain_figures
from juesuan.preparing.consolidation import consolidated
from juesuan.preparing.example import example_books
from juesuan.preparing.performance import overall_funds
from juesuan.preparing.prepare import Prepared
from juesuan.publishing import publish
from juesuan.publishing.proof import proof
from juesuan.standard import builtin

EDITION = builtin().layouts.named("shaanxi-2022")
PLAIN = replace(example_books(builtin()), year=EDITION.year, form_cells=())


def funded(*, score: Decimal | None = Decimal("3.2"), short: Decimal = Decimal(0)) -> Books:
    """The example whose tasks hold all the money, but ``short``: the last one what the others have not; it was not spent in full."""
    assert PLAIN.overall is not None
    funds = overall_funds(
        PLAIN.overall, plain_figures(consolidated(PLAIN, builtin()).books, EDITION).facts, EDITION.standard.bookkeeping
    )
    fiscal, own = funds["fiscal"], funds["own"]
    amounts = [Decimal("5000000.00"), Decimal("1234567.89")]
    names = [(task.name, task.content, task.result) for task in PLAIN.overall.tasks]
    tasks = [
        AnnualTask(*name, fiscal=amount, executed_fiscal=amount) for name, amount in zip(names, amounts, strict=False)
    ]
    last = AnnualTask(
        *names[2],
        adjusted_fiscal=fiscal.adjusted - sum(amounts),
        adjusted_other=own.adjusted,
        executed_fiscal=fiscal.executed - sum(amounts) - short,
        executed_other=own.executed,
        score=score,
    )
    return replace(PLAIN, overall=replace(PLAIN.overall, tasks=(*tasks, last)))


def prepared(books: Books, rounding: str = "plain", *, draft: bool = False) -> Prepared:
    return juesuan.prepare(books, EDITION, rounding, draft=draft)


def messages(found: Prepared) -> Sequence[str]:
    return [problem.message for problem in found.problems]


@pytest.mark.parametrize("suffix", [".html", ".docx", ".xlsx", ".pdf"])
def test_it_is_read_back_as_it_was_made_and_nothing_is_wrong_with_it(suffix: str, tmp_path: Path) -> None:
    made = prepared(funded(), "footing" if suffix == ".xlsx" else "plain").disclosure
    assert made is not None
    path = tmp_path / f"made{suffix}"
    publish(made, EDITION.style, path, builtin())
    found = proof(made, path, builtin())
    read = found.disclosure

    assert (found.wrong, found.unheard) == ((), ())
    assert [finding.message for finding in juesuan.check(read).findings] == []
    cells = {(item.row, item.column): item.amount.raw for item in read.statements if item.source == "PO"}
    assert cells["t1", "executed"] == cells["t1.fiscal", "executed"] == "500.00"
    assert (cells["t1", "points"], cells["t1", "rate"], cells["t3", "score"]) == ("3.33", "100.00%", "3.2")
    assert (cells["total", "points"], cells["total", "score"]) == ("10", "9.86")
    assert ("total", "initial") not in cells


def test_tasks_that_hold_less_than_the_accounts_are_told_with_both_amounts() -> None:
    found = messages(prepared(funded(short=Decimal("0.01"))))

    assert len(found) == 1
    assert "“年度任务”各项任务的财政拨款全年执行数合计" in found[0]


def test_a_score_by_no_published_rule_is_asked_for_where_the_task_stands() -> None:
    asked, draft = prepared(funded(score=None)), prepared(funded(score=None), draft=True)

    assert [message for message in messages(asked) if "得分" in message] == [
        f"整体支出绩效自评表：任务“{funded().overall.tasks[2].name}”的执行率不到 100%，当地没有公布怎样计分（依据不足），程序不算。"  # type: ignore[union-attr]
        "请在“年度任务”填“得分”。"
    ]
    assert draft.disclosure is not None
    cells = {(item.row, item.column) for item in draft.disclosure.statements if item.source == "PO"}
    assert ("t2", "score") in cells and ("t3", "score") not in cells and ("total", "score") not in cells


def test_tasks_without_money_are_printed_as_elsewhere_and_it_is_said() -> None:
    made = prepared(replace(example_books(builtin()), year=EDITION.year))

    assert made.disclosure is not None
    assert any("当地的表按年度主要任务列" in note for note in made.notes)
    assert any(item.row == "total" and item.column == "initial" for item in made.disclosure.statements)
