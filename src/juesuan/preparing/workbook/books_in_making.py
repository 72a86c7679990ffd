"""The books while the sheets of a workbook are read: what each sheet says, and all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from juesuan.model import Problem
from juesuan.preparing.workbook.cells import InputSheet
from juesuan.preparing.workbook.once import doubled, told_doubled
from juesuan.preparing.workbook.sheets import FilledRow, read_sheet
from juesuan.preparing.workbook.values import Known, same_name
from juesuan.standard.workbook import WorkbookSheet

__all__ = ["BooksInMaking", "money_of", "text_of"]

_ZERO = Decimal(0)


@dataclass
class BooksInMaking:
    """The sheets at hand, and what has been found wrong with them; ``coded`` are the entries that have a functional code."""

    sheets: Mapping[str, Sequence[InputSheet]]
    known: Known
    coded: list[FilledRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    supplied: frozenset[str] = frozenset()
    rows: dict[str, list[FilledRow]] = field(default_factory=dict)

    def entries(self, sheet_id: str) -> list[FilledRow]:
        """The entries of a sheet that can be used."""
        form = self.known.standard.workbook.sheet(sheet_id)
        entries: list[FilledRow] = []
        for sheet in self.sheets.get(sheet_id, ()):
            read = read_sheet(form, sheet, self.known)
            self.problems += read.problems
            self.remarks += read.remarks
            entries += read.entries
        self.rows[sheet_id] = entries
        if form.kind == "record":
            for second in entries[1:]:
                where = " ".join(filter(None, (entries[0].sheet.file, f"“{entries[0].sheet.name}”")))
                self.problems.append(second.sheet.problem(f"与 {where} 重复，这张表只能填一次"))
        if form.required and not entries and form.id not in self.supplied:
            self._require(form)
        return entries

    def _require(self, form: WorkbookSheet) -> None:
        """Says that a sheet has to be filled in, unless something is said about it already."""
        sheets = self.sheets.get(form.id, ())
        if not sheets:
            self.problems.append(Problem(f"缺少工作表“{form.name}”。请用本程序的工作簿模板填写"))
        elif not self._spoken(form.id):
            self.problems.append(sheets[0].problem("没有填任何内容，这张表必须填"))

    def _spoken(self, sheet_id: str) -> bool:
        """Whether something is said about a sheet already."""
        names = {sheet.name for sheet in self.sheets[sheet_id]}
        return any(problem.place.sheet in names for problem in self.problems)

    def usable(self, sheet_id: str) -> list[FilledRow]:
        """The entries in which nothing required is missing or wrong."""
        entries = [entry for entry in self.entries(sheet_id) if entry.complete]
        twice = doubled(self.known.standard.workbook.sheet(sheet_id), entries)
        for entry, first in twice:
            self.complain(entry, "amount", told_doubled(entry, first))
        again = {id(entry) for entry, _ in twice}
        entries = [entry for entry in entries if id(entry) not in again]
        self.coded += (entry for entry in entries if "function" in entry.values)
        return entries

    def named(self, sheet_id: str, what: str) -> list[FilledRow]:
        """The entries that have a name, each once: one in which something else is wrong can still be spoken of."""
        return self.unique((entry for entry in self.entries(sheet_id) if "name" in entry.values), "name", what)

    def complain(self, entry: FilledRow, key: str, message: str) -> None:
        """Says what is wrong with a field of an entry."""
        self.problems.append(entry.problem(key, message))

    def unique(self, entries: Iterable[FilledRow], key: str, what: str, *more: str) -> list[FilledRow]:
        """The entries without those that repeat an earlier one in the fields of these keys."""
        seen: dict[tuple[str, ...], FilledRow] = {}
        for entry in entries:
            name = tuple(same_name(text_of(entry, part)) for part in (key, *more))
            if name in seen:
                self.complain(entry, key, f"{what}与 {seen[name].place(key).cell} 重复，请合并或删去一行")
            else:
                seen[name] = entry
        return list(seen.values())


def text_of(entry: FilledRow, key: str) -> str:
    """What a row says of a field, as text; empty where it says nothing."""
    return str(entry.values.get(key, ""))


def money_of(entry: FilledRow | None, key: str) -> Decimal:
    """The amount in a field of a row; nothing is 0."""
    value = entry.values.get(key, _ZERO) if entry is not None else _ZERO
    return value if isinstance(value, Decimal) else _ZERO
