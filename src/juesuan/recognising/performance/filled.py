"""Forms whose cells the source keeps apart (PDF with lines, Word, Excel, HTML): from rows of cells to a draft."""

from __future__ import annotations

from collections.abc import Iterable

from juesuan.model import FormField, Indicator, ManagementRow, Passage, Unit
from juesuan.model.expressions import expression
from juesuan.recognising.performance.evaluation_cells import EvaluationColumn, SheetCell, SheetRow, field_of
from juesuan.recognising.performance.evaluation_draft import EvaluationDraft, FundRow, date_in, year_in
from juesuan.recognising.performance.left_over import gather_left_over
from juesuan.recognising.performance.zones import Zone, zones_of
from juesuan.standard.performance import EvaluationVocabulary
from juesuan.standard.quantity import parse_quantity

__all__ = ["fill"]

_UNIT = expression(r"[（(](?:单位[：:])?(万元|元|亿元)[）)]|单位[：:](万元|元|亿元)")
_TOTAL = "total"
_ROW_COLUMNS = ("level3", "target", "actual", "points", "score")
_INDICATOR_FIELDS = ("level1", "level2", "level3", "actual", "points", "score", "deviation", "reason")


def fill(draft: EvaluationDraft, rows: list[SheetRow], words: EvaluationVocabulary) -> None:
    """Adds what the rows of a form say to its draft."""
    texts = [text for row in rows for text in row.texts]
    draft.text += "".join(texts)
    draft.money = _money(texts) or draft.money
    zones = zones_of(rows, words)
    for zone in zones:
        _ZONES[zone.kind](draft, zone, words)
    gather_left_over(draft, zones)


def _money(texts: Iterable[str]) -> Unit | None:
    for text in texts:
        match = _UNIT.search(text)
        if match:
            return Unit(match[1] or match[2])
    return None


def _head(draft: EvaluationDraft, zone: Zone, words: EvaluationVocabulary) -> None:
    for row in zone.rows:
        for label, value in zip(row.starting, row.starting[1:], strict=False):
            name = words.head_field(label.text)
            draft.dated = draft.dated or date_in(FormField(label.text + value.text, value.place))
            if name and name not in draft.head and not words.head_field(value.text):
                draft.head[name] = FormField(value.text, value.place.but(row=label.text, text=value.text))
        if draft.year is None and len(row.texts) == 1:
            draft.year = year_in(row.texts[0])
        for cell in row.starting:
            draft.dated = draft.dated or date_in(FormField(cell.text, cell.place))


def _funds(draft: EvaluationDraft, zone: Zone, words: EvaluationVocabulary) -> None:
    money = [column for column in zone.columns if column.key in {"initial", "adjusted", "executed"}]
    edge = min(column.left for column in money)
    displaced = _displaced(zone)
    for row in zone.rows:
        labels = [cell for cell in row.starting if cell.text and cell.left + cell.right < 2 * edge]
        key = words.fund_row(labels[-1].text) if labels and row not in displaced else ""
        if not key:
            draft.remarks += [cell.passage for cell in row.starting if cell.text]
            if labels and any(parse_quantity(cell.text) for cell in row.starting if cell not in labels):
                draft.unknown_funds.append(FormField(labels[-1].text, labels[-1].place))
            continue
        label = labels[-1].text.rstrip("：:")
        cells = _row_cells(row, zone.columns, label)
        if any(present.key == key for present in draft.funds):
            draft.remarks += [cell.passage for cell in row.starting if cell.text]
        else:
            draft.funds.append(FundRow(key, label, cells))


def _row_cells(row: SheetRow, columns: Iterable[EvaluationColumn], label: str) -> dict[str, FormField]:
    found: dict[str, FormField] = {}
    for column in columns:
        cell = field_of(column.cell_in(row.starting), column.header.text, label)
        if cell is not None:
            found.setdefault(column.key, cell)
    return found


def _management(draft: EvaluationDraft, zone: Zone, _: EvaluationVocabulary) -> None:
    text = zone.column("text")
    for row in zone.rows:
        names = [cell for cell in row.starting if cell.text and text and cell.left + cell.right < 2 * text.left]
        if not names or text is None:
            continue
        name = names[-1]
        cells = _row_cells(row, zone.columns, name.text)
        blank = FormField("", name.place)
        draft.management.append(
            ManagementRow(
                FormField(name.text, name.place), cells.get("text", blank), cells.get("points"), cells.get("score")
            )
        )


def _goals(draft: EvaluationDraft, zone: Zone, _: EvaluationVocabulary) -> None:
    expected = zone.column("expected")
    result = next(
        (column for column in zone.columns if column.key == "result" and expected and column.left > expected.left), None
    )
    draft.goals = _joined(draft.goals, zone, expected)
    draft.results = _joined(draft.results, zone, result)


def _joined(before: Passage | None, zone: Zone, column: EvaluationColumn | None) -> Passage | None:
    if column is None:
        return before
    found = [cell for row in zone.rows if (cell := column.cell_in(row.starting)) is not None and cell.text]
    passages = [cell.passage for cell in found if cell.left >= column.left - 1]
    return Passage.joined([*([before] if before else []), *passages])


def _tasks(draft: EvaluationDraft, zone: Zone, words: EvaluationVocabulary) -> None:
    columns = {key: zone.column(key) for key in ("name", "content", "result")}
    for row in zone.rows:
        parts = {key: column.cell_in(row.starting) if column else None for key, column in columns.items()}
        name = parts["name"]
        label = name.text if name else next(iter(row.texts), "")
        is_total = any(text.endswith(("合计", "总计")) for text in row.texts)
        if name is not None and name is parts["content"] and name is parts["result"] and not is_total:
            continue  # the title of the next block, over the whole width
        cells = _row_cells(row, zone.columns, label)
        if not is_total and name is not None and name.text:
            content, result = (part.passage if part else Passage("") for part in (parts["content"], parts["result"]))
            draft.tasks.append((name.passage, content, result))
        if is_total or (name is not None and name.text):
            _task_funds(draft, "" if is_total else f"t{len(draft.tasks)}", label, cells, words)


def _task_funds(
    draft: EvaluationDraft, task: str, label: str, cells: dict[str, FormField], words: EvaluationVocabulary
) -> None:
    """The money of one task, or (without ``task``) of all, which a few places print instead of a block of funds."""
    by_row: dict[str, dict[str, FormField]] = {}
    for key, cell in cells.items():
        column, _, money = key.partition(".")
        if money or key in {"points", "rate", "score"}:
            by_row.setdefault(money or _TOTAL, {})[column] = cell
    if not any("adjusted" in found or "executed" in found for found in by_row.values()):
        return
    for money, found in by_row.items():
        row = money if not task else task if money == _TOTAL else f"{task}.{money}"
        draft.funds.append(
            FundRow(row, label if money == _TOTAL else f"{label} {words.row_title(money)}".strip(), found)
        )


def _indicators(draft: EvaluationDraft, zone: Zone, _: EvaluationVocabulary) -> None:
    draft.headers += [
        (column.key, FormField(column.header.text, column.header.place))
        for column in zone.columns
        if column.key not in {key for key, _ in draft.headers}
    ]
    draft.strange_headers += [FormField(cell.text, cell.place) for cell in zone.strangers]
    displaced = _displaced(zone)
    cells = [cell for row in zone.rows if row not in displaced for cell in row.starting]
    columns = {column.key: [cell for cell in cells if column.cell_in([cell])] for column in zone.columns}
    for column in zone.columns:
        nearest = [cell for cell in columns[column.key] if _belongs(cell, column, zone.columns)]
        columns[column.key] = nearest
    rows = max((columns.get(key, []) for key in _ROW_COLUMNS), key=len)
    used: set[int] = set()
    for anchor in rows:
        found = {key: _beside(anchor, cells) for key, cells in columns.items()}
        if not any(found.get(key) and found[key].text for key in _ROW_COLUMNS):  # type: ignore[union-attr]
            continue
        draft.indicators.append(_indicator(found, used))
        used.update(id(cell) for key in ("points", "score") if (cell := found.get(key)))
    for row in displaced:
        first = next((FormField(cell.text, cell.place) for cell in row.starting if cell.text), None)
        if first is not None:
            draft.unknown.append(first)
            draft.indicators.append(Indicator(None, None, first, None, None, None, None, None, None, place=first.place))


def _displaced(zone: Zone) -> list[SheetRow]:
    """Rows that end before their header does: below a row that was put into merged cells, all stand under columns that are not theirs."""
    whole = max((_end(row) for row in zone.header), default=0.0)
    return [row for row in zone.rows if row.cells[-1].is_missing and _end(row) < whole]


def _end(row: SheetRow) -> float:
    return max((cell.right for cell in row.cells if not cell.is_missing), default=0.0)


def _belongs(cell: SheetCell, column: EvaluationColumn, columns: Iterable[EvaluationColumn]) -> bool:
    """A cell over several columns stands in each level column, but in only one column of values."""
    if column.key.startswith("level"):
        return True
    return cell.overlap(column.left, column.right) >= max(cell.overlap(other.left, other.right) for other in columns)


def _beside(anchor: SheetCell, cells: Iterable[SheetCell]) -> SheetCell | None:
    best = max(cells, key=lambda cell: cell.height_within(anchor.top, anchor.bottom), default=None)
    return best if best is not None and best.height_within(anchor.top, anchor.bottom) > 0 else None


def _indicator(found: dict[str, SheetCell | None], used: set[int]) -> Indicator:
    """The row; points merged over several indicators are counted with the first."""
    name = found.get("level3") or found.get("level2") or found.get("level1")
    row = name.text if name else ""
    fields = {key: field_of(cell, row=row) for key, cell in found.items()}
    for key in ("points", "score"):
        cell = found.get(key)
        if cell is not None and id(cell) in used:
            fields[key] = FormField("", cell.place)
    blank = FormField("", name.place) if name else FormField("")
    shown = {key: fields.get(key) or blank if key in found else None for key in _INDICATOR_FIELDS}
    target = _target(fields) if "target" in found else None
    place = (name.place if name else blank.place).but(row=row or None)
    return Indicator(target=target, place=place, **shown)


def _target(fields: dict[str, FormField | None]) -> FormField:
    """The target value; where sign, number and unit stand in three columns, joined."""
    parts = [fields.get(key) for key in ("nature", "target", "measure")]
    target = parts[1]
    texts = [part.text if part else "" for part in parts]
    if texts[0] in {"定性", "好坏", "其他"}:
        texts[0] = ""
    text = "".join(texts) if texts[1] else ""
    return FormField(text, target.place if target else FormField("").place)


def _sum(draft: EvaluationDraft, zone: Zone, words: EvaluationVocabulary) -> None:
    for row in zone.rows:
        values = [cell for cell in row.starting if cell.text and not words.says("sum.labels", cell.text)]
        for key in ("points", "score"):
            column = zone.column(key)
            cell = column.cell_in(values) if column else None
            found = field_of(cell, column.header.text if column else "", "总分")
            if found is not None and key not in draft.sums:
                draft.sums[key] = found
        wide = {id(column.cell_in(values)) for column in zone.columns if column.key in {"points", "score"}}
        if len(draft.sums) == 2 and len(wide) == 1:
            del draft.sums["points"]


def _tail(draft: EvaluationDraft, zone: Zone, _: EvaluationVocabulary) -> None:
    draft.remarks += [cell.passage for cell in zone.cells if cell.text]


_ZONES = {
    "head": _head,
    "funds": _funds,
    "management": _management,
    "goals": _goals,
    "tasks": _tasks,
    "indicators": _indicators,
    "sum": _sum,
    "tail": _tail,
}
