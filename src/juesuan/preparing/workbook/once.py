"""What stands in a workbook twice, and what would be said of it many times: each is told once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from msgspec.structs import replace

from juesuan.model import Problem
from juesuan.preparing.workbook.sheets import FilledRow
from juesuan.standard.workbook import WorkbookSchema, WorkbookSheet

__all__ = ["doubled", "in_order", "told_doubled", "told_once"]

_PAYMENTS = 2
"""Rows of the same on average, beyond which a sheet lists payments and not what they come to."""

_QUOTED = re.compile(r"^[^“]{0,12}“([^”]*)”")


def doubled(form: WorkbookSheet, entries: Sequence[FilledRow]) -> list[tuple[FilledRow, FilledRow]]:
    """The rows of a list of amounts that say what an earlier row says, amount included, each with that row.

    A sheet with many rows of the same is one of single payments, of which some may well be alike.
    """
    if form.kind != "list" or form.fixed or "amount" not in {item.key for item in form.fields}:
        return []
    groups: defaultdict[Hashable, list[FilledRow]] = defaultdict(list)
    for entry in entries:
        groups[tuple(sorted((key, value) for key, value in entry.values.items() if key != "amount"))].append(entry)
    if len(entries) > _PAYMENTS * len(groups):
        return []
    found, first = [], dict[Hashable, FilledRow]()
    for what, rows in groups.items():
        for entry in rows:
            before = first.setdefault((what, entry.values["amount"]), entry)
            if before is not entry and entry.values["amount"]:
                found.append((entry, before))
    return found


def told_doubled(entry: FilledRow, first: FilledRow) -> str:
    """What is said of a row that says what another one says."""
    where = " ".join(filter(None, (first.sheet.file, f"“{first.sheet.name}”"))) if first.sheet != entry.sheet else ""
    return f"这一行与{where}第{first.cells['amount'][0] + 1}行完全相同，会重复计算。重复的请删去；确实有两笔的，请合并成一行"


def in_order(problems: Iterable[Problem], schema: WorkbookSchema) -> tuple[Problem, ...]:
    """Problems sheet by sheet, from the top: as one mends them."""
    order = {form.id: number for number, form in enumerate(schema.sheets)}

    def rank(problem: Problem) -> tuple[int, str, int, int, str]:
        form = schema.named(problem.place.sheet or "")
        letters = (problem.place.cell or "").rstrip("0123456789")
        row = (problem.place.cell or "").removeprefix(letters)
        return (order[form.id] if form else -1, problem.file, int(row or 0), len(letters), letters)

    return tuple(sorted(problems, key=rank))


def told_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same said of several cells of a column, or of the same word anywhere, is told of the first, with how many there are."""
    groups: dict[Hashable, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(_of_what(problem), []).append(problem)
    return tuple(_told(group) for group in groups.values())


def _of_what(problem: Problem) -> Hashable:
    place, message = problem.place, problem.message
    quoted = _QUOTED.match(message)
    if quoted is not None and quoted[1] == place.text:
        return message
    return problem.file, place.sheet, (place.cell or "").rstrip("0123456789"), message


def _told(group: Sequence[Problem]) -> Problem:
    first = group[0]
    if len(group) == 1:
        return first
    return replace(first, message=f"{first.message.rstrip('。')}。这样的共 {len(group)} 处，这是第一处")
