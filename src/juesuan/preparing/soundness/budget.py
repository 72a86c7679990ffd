"""Initial budgets: every 项 that spent appropriations has one, if only 0."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.preparing.soundness.complaint import Complaint, Examined

__all__ = ["initial_budgets"]


def initial_budgets(examined: Examined) -> Iterator[Complaint]:
    """The text says of each 项 what was budgeted; silence is no zero."""
    books = examined.books
    spent = {(item.fund, item.function) for item in books.spending if item.fund in examined.kept.funds and item.amount}
    stated = {(item.fund, item.function) for item in books.initial}
    if spent and not stated:
        yield Complaint("没有填写年初预算数。请按批复的部门预算填写各项级科目的年初预算，年初没有安排的填 0。")
        return
    missing = sorted(spent - stated)
    for fund in examined.kept.funds:
        names = [examined.name(code) for of, code in missing if of == fund]
        if names:
            yield Complaint(
                f"{examined.kept.fund_names[fund]}有支出但没有年初预算数的科目：{'、'.join(names)}。年初没有安排的请填 0。"
            )
