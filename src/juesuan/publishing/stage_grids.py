"""The forms of the performance cycle as printed blocks, whatever the place: fields, rows and text as its form describes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from juesuan.formats.printing.printed_blocks import (
    Block,
    CellContent,
    NewPage,
    Printed,
    PrintedLine,
    PrintedTable,
    placed,
)
from juesuan.model import Amount, Place, Statement, Unit
from juesuan.model.numbered_lines import in_lines
from juesuan.performance.cycle.shown import Line, ShownCell, View, points_shown, rate_shown
from juesuan.standard.stage_forms import StageBlock, StageColumn

__all__ = ["printed_stage"]

_WIDTH = 24
_SIDE = 3
_UNDER = "｜"
_LABEL = 4
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_OF_TASKS = frozenset(f"{stage}_{part}" for stage in ("adjusted", "executed") for part in ("total", "fiscal", "other"))
_ADDED = frozenset({"points", "score", "initial", "adjusted", "executed", "total", "fiscal", "other"}) | _OF_TASKS
_Rows = list[list[CellContent]]


def printed_stage(view: View) -> Printed:
    """The form filled in: one table, or a report with its tables."""
    form = view.form.data
    title = _filled(form.printed, view.words)
    if not view.form.is_report:
        return Printed(title, (_table(view, title, form.blocks, "", form.notes),), view.cycle.unit)
    on_cover = [PrintedLine(_filled(line, view.words)) for line in form.cover if _says_something(line, view.words)]
    blocks: list[Block] = [PrintedLine(title, "cover"), *on_cover, NewPage()]
    for block in form.blocks:
        if block.heading:
            blocks += [PrintedLine(_filled(block.heading, view.words), "heading")]
            blocks += [PrintedLine(text) for text in _paragraphs(block.text, view.words)]
        else:
            caption = _filled(block.caption, view.words)
            blocks.append(_table(view, caption, (block,), caption, ()))
    return Printed(title, tuple(blocks), view.cycle.unit)


def _says_something(line: str, words: Mapping[str, str]) -> bool:
    names = _PLACEHOLDER.findall(line)
    return not names or any(words.get(name) for name in names)


def _paragraphs(text: str, words: Mapping[str, str]) -> Iterator[str]:
    """The paragraphs of a part of the report; where nothing is said, it says so."""
    filled = _filled(text, words) if "{" in text else words.get(text, "")
    yield from [line.strip() for line in filled.split("\n") if line.strip()] or ["无。"]


def _filled(text: str, words: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda match: words.get(match[1], ""), text)


def _table(view: View, title: str, blocks: Sequence[StageBlock], name: str, notes: Sequence[str]) -> PrintedTable:
    # A list is a table under a header that stands again on every page; a form is ruled evenly, and its blocks have headers of their own.
    columns = len(blocks[0].columns) if len(blocks) == 1 and not blocks[0].label else 0
    made = _StageGrid(view, columns or _WIDTH)
    for number, block in enumerate(blocks):
        made.add(number, block)
    form = view.form.data
    corner = "" if name else _filled(form.corner, view.words)
    return PrintedTable(
        title=title,
        number="",
        corners=("", corner, ""),
        columns=made.width,
        widths=tuple(5 * column.width for column in blocks[0].columns) if columns else (5,) * _WIDTH,
        header_rows=int(columns > 0),
        cells=placed(made.rows),
        notes=tuple(_filled(note, view.words) for note in notes),
        landscape=form.landscape,
        entry=title,
        statements=made.statements,
    )


class _StageGrid:
    """The rows of one table of so many grid columns while they are made, and the numbers in them."""

    def __init__(self, view: View, width: int) -> None:
        self.view = view
        self.width = width
        self.rows: _Rows = []
        self.statements: dict[tuple[str, str], Statement] = {}

    def add(self, number: int, block: StageBlock) -> None:
        """The rows of a block."""
        if block.fields:
            assert self.view.work is not None
            known = self.view.fields(self.view.work)
            self.rows += [self._fields(line, known) for line in block.fields]
            return
        lines = self.view.lines(str(block.each), block.lines)
        if not lines and block.each in {"management", "tasks"}:
            return  # what a work has not got, its form does not show
        header = self._header(block)
        body = self._body(number, block, lines)
        whole = [*header, *body]
        if block.total:
            whole.append(self._total(block, self.view.added(str(block.each), lines), f"b{number}"))
        if block.label:
            label = CellContent(_filled(block.label, self.view.words), _SIDE, len(whole))
            whole[0] = [label, *whole[0]]
        self.rows += whole

    def _header(self, block: StageBlock) -> _Rows:
        """The titles; those that have a part in front of a stroke (全年预算数｜总额) stand in a second row below it."""
        titles = [(_filled(column.title, self.view.words), span) for column, span in self._spans(block)]
        if not any(_UNDER in title for title, _ in titles):
            return [[CellContent(title, span) for title, span in titles]]
        upper, lower = list[CellContent](), list[CellContent]()
        for group, run in groupby(titles, key=lambda item: item[0].rpartition(_UNDER)[0] or item[0]):
            members = list(run)
            if _UNDER not in members[0][0]:
                upper += [CellContent(title, span, 2) for title, span in members]
                continue
            upper.append(CellContent(group, sum(span for _, span in members)))
            lower += [CellContent(title.rpartition(_UNDER)[2], span) for title, span in members]
        return [upper, lower]

    def _spans(self, block: StageBlock) -> list[tuple[StageColumn, int]]:
        if self.width == len(block.columns):
            return [(column, 1) for column in block.columns]
        room = self.width - (_SIDE if block.label else 0)
        return list(zip(block.columns, _shares([column.width for column in block.columns], room), strict=True))

    def _fields(self, line: Sequence[StageColumn], known: Line) -> list[CellContent]:
        room, label = _WIDTH // len(line), _LABEL + (len(line) == 1)
        return [
            cell
            for column in line
            for cell in (
                CellContent(_filled(column.title, self.view.words), label),
                CellContent(in_lines(known[column.key].text), room - label),
            )
        ]

    def _body(self, number: int, block: StageBlock, lines: Sequence[Line]) -> _Rows:
        """A row a line; cells of merged columns once for all rows that they cover."""
        spans = self._spans(block)
        rows: _Rows = [[] for _ in lines]
        covers = _covers(block.merge, lines)
        for index, line in enumerate(lines):
            for column, span in spans:
                height = covers[column.key][index] if column.key in covers else 1
                if height:
                    key = (f"b{number}.{index}", column.key)
                    rows[index].append(replace(self._cell(line[column.key], span, column.align, key), row_span=height))
        return rows

    def _cell(self, value: ShownCell, span: int, align: str, key: tuple[str, str]) -> CellContent:
        if value.amount is None:
            return CellContent(in_lines(value.text), span, align=align)
        self.statements[key] = Statement(f"{key[0]}.{key[1]}", "", key[0], key[1], None, value.amount, Place())
        return CellContent(value.text, span, key=key)

    def _total(self, block: StageBlock, lines: Sequence[Line], row: str) -> list[CellContent]:
        """The sums of the columns that have any, behind the label of the row; of a self-evaluation those of the whole form."""
        spans, made, before = self._spans(block), list[CellContent](), 0
        sums = {column.key: self._sum(block, column.key, lines) for column, _ in spans if column.key in _ADDED}
        if {"adjusted_total", "executed_total"} <= sums.keys():  # a rate is no sum
            sums["rate"] = rate_shown(sums["executed_total"], sums["adjusted_total"])
        for column, span in spans:
            value = sums.get(column.key)
            if value is None and not made:
                before += span
                continue
            if not made:
                made.append(CellContent(block.total, before))
            made.append(
                self._cell(value, span, "centre", (f"{row}.sum", column.key)) if value else CellContent("", span)
            )
        return made or [CellContent(block.total, before)]

    def _sum(self, block: StageBlock, key: str, lines: Sequence[Line]) -> ShownCell:
        result = self.view.result
        if block.each == "indicators" and result is not None:
            return points_shown(result.total.points if key == "points" else result.total.score)
        amounts = [line[key].amount for line in lines]
        known = [amount for amount in amounts if amount is not None]
        if not known:
            return ShownCell()
        total = sum((amount.value for amount in known), Decimal(0))
        if known[0].unit is Unit.POINTS:
            return points_shown(total)
        decimals = max(amount.decimals for amount in known)
        text = f"{total:.{max(decimals, 0)}f}"
        return ShownCell(text, Amount(total, known[0].unit, decimals, text))


def _shares(widths: Sequence[int], room: int) -> list[int]:
    """Whole grid columns for relative widths, at least one each, that fill the room."""
    total = sum(widths)
    exact = [Decimal(width * room) / total for width in widths]
    shares = [max(1, int(share)) for share in exact]
    while sum(shares) < room:
        shares[max(range(len(exact)), key=lambda index: exact[index] - shares[index])] += 1
    while sum(shares) > room:
        shares[max(range(len(exact)), key=lambda index: shares[index] - exact[index] if shares[index] > 1 else -1)] -= 1
    return shares


def _covers(merge: Sequence[str], lines: Sequence[Line]) -> Mapping[str, list[int]]:
    """For each merged column how many rows the cell of a row covers; 0 where one above covers it. A column ends where one left of it does."""
    found: dict[str, list[int]] = {}
    for depth, key in enumerate(merge):
        heights = [0] * len(lines)
        at = 0
        for _, run in groupby(lines, key=lambda line: tuple(line[name].text for name in merge[: depth + 1])):
            count = len(list(run))
            heights[at] = count
            at += count
        found[key] = heights
    return found
