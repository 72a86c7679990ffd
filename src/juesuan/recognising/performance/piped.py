"""Page text in which cells are kept apart by strokes (``a | b | c``): rows without merged cells, which vanish below their first row."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from juesuan.formats.pages.source import Paragraph
from juesuan.recognising.performance.evaluation_cells import SheetCell, SheetRow
from juesuan.recognising.performance.zones import header_kind
from juesuan.standard.patterns import full_match
from juesuan.standard.performance import EvaluationVocabulary

__all__ = ["piped_rows"]


def piped_rows(paragraphs: Iterable[Paragraph], words: EvaluationVocabulary) -> list[SheetRow]:
    """The rows, each shifted under the header it belongs to."""
    rows: list[SheetRow] = []
    header: SheetRow | None = None
    for number, paragraph in enumerate(paragraphs):
        row = _row(paragraph, number, 0)
        if not any(cell.text for cell in row.cells):
            continue
        if header_kind(row, words):
            header = row
        elif header is not None:
            row = _row(paragraph, number, _shift(row, header, words, first=rows[-1] is header))
        rows.append(row)
    return rows


def _row(paragraph: Paragraph, number: int, shift: int) -> SheetRow:
    cells = []
    offset = 0
    for index, text in enumerate(paragraph.text.split("|")):
        passage = paragraph.passage.part(offset, offset + len(text))
        place = paragraph.passage.place(offset, offset + len(text), 0)
        left = index + shift
        cells.append(SheetCell(passage, place, left, left + 1, number, number + 1))
        offset += len(text) + 1
    return SheetRow(tuple(cells), tuple(cells), 1)


def _shift(row: SheetRow, header: SheetRow, words: EvaluationVocabulary, *, first: bool) -> int:
    """How many merged cells to the left of a row have vanished. ``first``: it is the first row under the header."""
    keys: dict[str, Callable[[str], str]] = {
        "funds": words.fund_column,
        "indicators": words.indicator_column,
        "goals": lambda text: "expected" if words.says("goals.expected", text) else "",
    }
    kind = header_kind(header, words)
    if kind not in keys:
        return 0
    columns = [keys[kind](cell.text) for cell in header.cells]
    leading = next(index for index, key in enumerate(columns) if key)
    opening = row.cells[0].text
    if kind == "funds":
        label = next((index for index, cell in enumerate(row.cells) if words.fund_row(cell.text)), None)
        return leading - 1 - label if label is not None else 0
    if kind == "goals":
        return leading if first else 0
    if words.says("sum.labels", opening):
        return columns.index("points") - 1 if "points" in columns else 0
    second_level = full_match(words.levels[1], opening) and not full_match(words.levels[0], opening)
    return leading + 1 if second_level else leading
