"""The zones of a form (head, funds, management, goals, tasks, indicators, sum, tail) and the columns of each."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct, field

from juesuan.model.expressions import expression
from juesuan.recognising.performance.evaluation_cells import EvaluationColumn, SheetCell, SheetRow
from juesuan.standard.performance import EvaluationVocabulary

__all__ = ["Zone", "header_kind", "is_sum", "zones_of"]

_MONEY = {"initial", "adjusted", "executed"}
_DESCRIBING = {"level1", "level3", "target", "actual"}
_DIGIT = expression(r"\d")


class Zone(Struct):
    """Consecutive rows under one header.

    Attributes:
        kind: ``head`` ``funds`` ``management`` ``goals`` ``tasks`` ``indicators`` ``sum`` ``tail``.
        header: the header rows; none for zones without.
        columns: what the header heads, in printed order.
        strangers: the lowest cells of the header that mean nothing we know.
        rows: the rows under it.
    """

    kind: str
    header: list[SheetRow] = field(default_factory=list)
    columns: list[EvaluationColumn] = field(default_factory=list)
    strangers: list[SheetCell] = field(default_factory=list)
    rows: list[SheetRow] = field(default_factory=list)

    @property
    def cells(self) -> list[SheetCell]:
        """The cells that begin in its rows, each once, in reading order."""
        return [cell for row in self.rows for cell in row.starting]

    def column(self, key: str) -> EvaluationColumn | None:
        """The column with that key."""
        return next((column for column in self.columns if column.key == key), None)


def header_kind(row: SheetRow, words: EvaluationVocabulary) -> str:
    """Which zone a row is the header of; empty for any other row."""
    return _header_kind(row.texts, words)


@lru_cache(maxsize=4096)
def _header_kind(texts: tuple[str, ...], words: EvaluationVocabulary) -> str:
    if any(words.says("tasks.name", text) for text in texts) and any(
        words.says("tasks.content", text) for text in texts
    ):
        return "tasks"
    funds = {words.fund_column(text) for text in texts}
    if len(funds & _MONEY) >= 2:
        return "funds"
    keys = {words.indicator_column(text) for text in texts} - {""}
    if len(keys) >= 3 and keys & _DESCRIBING:
        return "indicators"
    if any(words.says("management.text", text) for text in texts) and "points" in funds:
        return "management"
    if any(words.says("goals.expected", text) for text in texts) and any(
        words.says("goals.result", text) for text in texts
    ):
        return "goals"
    return ""


def is_sum(row: SheetRow, words: EvaluationVocabulary) -> bool:
    """Whether the row is the 总分 of the indicators."""
    return any(words.says("sum.labels", text) for text in row.texts)


def zones_of(rows: list[SheetRow], words: EvaluationVocabulary) -> list[Zone]:
    """The rows of a form divided into zones, in printed order."""
    zones = [Zone("head")]
    for row in rows:
        current = zones[-1]
        kind = header_kind(row, words)
        if (
            kind in {"", current.kind}
            and current.header
            and not current.rows
            and _continues_header(row, current, words)
        ):
            current.header.append(row)
        elif kind:
            zones.append(Zone(kind, [row]))
        elif current.kind == "indicators" and is_sum(row, words):
            zones.append(Zone("sum", rows=[row]))
        elif current.kind in {"indicators", "sum"} and _opens_tail(row, words):
            zones.append(Zone("tail", rows=[row]))
        else:
            current.rows.append(row)
    for index, zone in enumerate(zones):
        zone.columns = zones[index - 1].columns if zone.kind == "sum" else _columns(zone, words)
    return zones


def _continues_header(row: SheetRow, zone: Zone, words: EvaluationVocabulary) -> bool:
    """A second header row: header cells span into it, and what begins in it has no figures."""
    above = {id(cell) for cell in zone.header[-1].cells if _key(zone.kind, cell.text, words)}
    spanning = [cell for cell in row.cells if id(cell) in above]
    if _DIGIT.search("".join(row.texts)):
        return False
    keys = [_key(zone.kind, text, words) for text in row.texts]
    return len(spanning) >= 2 or (len(spanning) >= 1 and all(keys)) or (len(keys) >= 3 and all(keys))


def _opens_tail(row: SheetRow, words: EvaluationVocabulary) -> bool:
    return bool(row.texts) and words.says("tail.labels", row.texts[0])


def _key(kind: str, text: str, words: EvaluationVocabulary) -> str:
    """The canonical column a header text names in a zone of that kind."""
    if kind == "funds":
        return words.fund_column(text)
    if kind == "indicators":
        return words.indicator_column(text)
    if kind == "management":
        return "text" if words.says("management.text", text) else words.fund_column(text)
    if kind == "goals":
        return _first_phrase(words, text, ("goals.expected", "goals.result"))
    return _first_phrase(words, text, ("tasks.name", "tasks.content", "tasks.result")) or words.fund_column(text)


def _first_phrase(words: EvaluationVocabulary, text: str, phrases: tuple[str, ...]) -> str:
    return next((phrase.split(".")[1] for phrase in phrases if words.says(phrase, text)), "")


def _columns(zone: Zone, words: EvaluationVocabulary) -> list[EvaluationColumn]:
    """The columns of the header: one for each of its lowest cells that means something."""
    if not zone.header:
        return []
    bottom = min(cell.bottom for cell in zone.header[-1].starting)
    seen = {id(cell): cell for row in zone.header for cell in row.cells}
    cells = [cell for cell in seen.values() if cell.bottom <= bottom]
    columns = []
    for cell in cells:
        if any(other.text and other.top >= cell.bottom and other.overlap(cell.left, cell.right) > 0 for other in cells):
            continue
        above = [other for other in cells if other.bottom <= cell.top and other.overlap(cell.left, cell.right) > 0]
        key = _leaf_key(zone.kind, cell, sorted(above, key=lambda other: other.top), words)
        if key:
            columns.append(EvaluationColumn(key, cell.left, cell.right, cell))
        elif cell.text:
            zone.strangers.append(cell)
    columns.sort(key=lambda column: column.left)
    return _unique(columns) if zone.kind in {"funds", "indicators"} else columns


def _unique(columns: list[EvaluationColumn]) -> list[EvaluationColumn]:
    """One column of each kind: of several weights that of the lowest level, which is the last; else the first."""
    chosen: dict[str, EvaluationColumn] = {}
    for column in columns:
        if column.key == "points" or column.key not in chosen:
            chosen[column.key] = column
    return [column for column in columns if chosen[column.key] is column]


def _leaf_key(kind: str, cell: SheetCell, above: list[SheetCell], words: EvaluationVocabulary) -> str:
    """The key of a lowest header cell; in 年度主要任务 the kind of money under 全年预算数 is a part of it."""
    key = _key(kind, cell.text, words)
    parents = [found for other in above if (found := _key(kind, other.text, words))]
    if kind == "tasks" and parents:
        money = words.fund_row(cell.text)
        return f"{parents[-1]}.{money}" if money else key
    path = "/".join([*(other.text for other in above), cell.text])
    return key or (_key(kind, path, words) if above else "")
