"""The rows of each table of a data package, from the disclosure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from juesuan.formats.printing.printed_blocks import NumberMark, PrintedLine
from juesuan.model import Disclosure, FormField, PerformanceForm, Statement, Table
from juesuan.model.print_style import PrintStyle
from juesuan.publishing.printed_document import printed_document
from juesuan.reporting.exports.columns import Rows, Value
from juesuan.reporting.exports.rows import core_rows, unjudged
from juesuan.standard import Standard
from juesuan.standard.forms import Form

__all__ = ["tables"]

_FUNCTION_LEVELS = {3: "类", 5: "款", 7: "项"}
_ECONOMIC_LEVELS = {3: "类", 5: "款"}
_SENTENCE_ENDS = "。；"
_FUND_COLUMNS = ("initial", "adjusted", "executed", "rate", "points", "score")


def tables(disclosure: Disclosure, layout: PrintStyle, standard: Standard) -> dict[str, Rows]:
    """Rows by the name of the resource; only the tables that the disclosure has."""
    told = core_rows(unjudged(disclosure, standard), judged=False)
    found = {name: told[name] for name in ("documents", "units", "facts")}
    found |= {table.form: list(_form(table, standard.forms[table.form])) for table in disclosure.tables.values()}
    found["narrative_numbers"] = _numbered(_narrative(disclosure, layout, standard))
    found["sections"] = _numbered(_sections(disclosure))
    if disclosure.performance:
        stated = _by_form(disclosure)
        each = [(form, stated.get(_name(form), {})) for form in disclosure.performance]
        found["performance_forms"] = [_evaluation(form, cells, disclosure) for form, cells in each]
        found["performance_funds"] = [row for form, cells in each for row in _funds(form, cells)]
        found["performance_indicators"] = [row for form, cells in each for row in _indicators(form, cells)]
        found["performance_tasks"] = [row for form, _ in each for row in _tasks(form)]
    found["functional_codes"] = list(_codes(disclosure, "function", standard))
    found["economic_codes"] = list(_codes(disclosure, "economic", standard))
    return found


def _number(item: Statement) -> dict[str, Value]:
    return {"value": None if item.is_blank else item.value, "unit": item.amount.unit.value}


def _form(table: Table, form: Form) -> Iterator[dict[str, Value]]:
    for row in table.rows:
        fixed = form.row(row.key)
        cells = {
            column.key: cell.amount.value
            for column in table.columns
            if (cell := table.cells.get((row.key, column.key))) is not None and cell.raw and cell.amount is not None
        }
        yield {
            "row": row.key,
            "code": row.key if row.key.isdigit() else None,
            "name": row.label,
            "line": row.line,
            "side": fixed.side if fixed else None,
            "unit": table.amount_unit.value if table.amount_unit else None,
            **cells,
        }


def _narrative(disclosure: Disclosure, layout: PrintStyle, standard: Standard) -> Iterator[dict[str, Value]]:
    """The numbers of the prose that state something; of a document that was read, the others too."""
    placed: dict[str, tuple[int, PrintedLine, NumberMark]] = {}
    paragraph: dict[str, int] = {}
    for block in printed_document(disclosure, layout, standard).blocks:
        if isinstance(block, PrintedLine) and block.style == "body":
            paragraph[block.section] = paragraph.get(block.section, 0) + 1
            placed |= {mark.statement.id: (paragraph[block.section], block, mark) for mark in block.marks}
    for item in disclosure.statements:
        if not item.in_prose:
            continue
        number, line, mark = placed.get(item.id, (None, None, None))
        yield {
            "section": item.source,
            "paragraph": number,
            "kind": "amount" if item.amount.unit.is_money else "count",
            "raw": item.amount.raw,
            **_number(item),
            "statement": item.id,
            "sentence": _sentence(line.text, mark.start) if line and mark else item.place.text,
        }
    known = {item.id for item in disclosure.statements}
    for seen in disclosure.numbers:
        if known.isdisjoint(seen.statements):
            yield {"section": seen.section, "kind": seen.kind, "raw": seen.text, "sentence": seen.place.text}


def _sentence(text: str, at: int) -> str:
    start = max(text.rfind(end, 0, at) for end in _SENTENCE_ENDS) + 1
    stop = re.compile(f"[{_SENTENCE_ENDS}]|$").search(text, at)
    return text[start : stop.end() if stop else None]


def _sections(disclosure: Disclosure) -> Iterator[dict[str, Value]]:
    for section in disclosure.sections:
        text = "\n".join(paragraph.text for paragraph in section.paragraphs)
        yield {"section": section.id, "heading": section.heading, "text": text or section.body.text}


def _numbered(rows: Iterable[dict[str, Value]]) -> Rows:
    return [{"number": number, **row} for number, row in enumerate(rows, 1)]


_Cells = Mapping[tuple[str, str], Statement]


def _by_form(disclosure: Disclosure) -> dict[str, dict[tuple[str, str], Statement]]:
    found: dict[str, dict[tuple[str, str], Statement]] = {}
    for item in disclosure.statements:
        if item.source in {"PO", "PP"}:
            found.setdefault(f"{item.source}{item.instance}", {})[item.row, item.column] = item
    return found


def _name(form: PerformanceForm) -> str:
    return f"{form.kind}{form.instance}"


def _value(cells: _Cells, row: str, column: str) -> Decimal | None:
    cell = cells.get((row, column))
    return cell.value if cell is not None and cell.amount.raw else None


def _text(field: FormField | None) -> str | None:
    return field.text if field is not None else None


def _evaluation(form: PerformanceForm, cells: _Cells, disclosure: Disclosure) -> dict[str, Value]:
    return {
        "form": _name(form),
        "kind": form.kind,
        "title": form.title.text,
        "fiscal_year": form.year,
        "unit_name": _text(form.unit) or disclosure.info.unit,
        "project": _text(form.project),
        "authority": _text(form.authority),
        "implementer": _text(form.implementer),
        "points": _value(cells, "sum", "points"),
        "score": _value(cells, "sum", "score"),
        "goals": form.goals.text if form.goals else None,
        "results": form.results.text if form.results else None,
    }


def _funds(form: PerformanceForm, cells: _Cells) -> Iterator[dict[str, Value]]:
    rows = dict.fromkeys(row for row, column in cells if column in {"initial", "adjusted", "executed"})
    for row in rows:
        money = next((cells[row, name] for name in _FUND_COLUMNS[:3] if (row, name) in cells), None)
        unit = money.amount.unit.value if money else None
        amounts: dict[str, Value] = {column: _value(cells, row, column) for column in _FUND_COLUMNS}
        yield {"form": _name(form), "source": row, "unit": unit, **amounts}


def _indicators(form: PerformanceForm, cells: _Cells) -> Iterator[dict[str, Value]]:
    for number, item in enumerate(form.management, 1):
        yield {
            "form": _name(form),
            "block": "management",
            "number": number,
            "level3": item.name.text,
            "actual": item.text.text,
            "points": _value(cells, f"m{number}", "points"),
            "score": _value(cells, f"m{number}", "score"),
        }
    for number, indicator in enumerate(form.indicators, 1):
        texts = ("level1", "level2", "level3", "target", "actual", "deviation", "reason")
        yield {
            "form": _name(form),
            "block": "indicator",
            "number": number,
            **{name: _text(getattr(indicator, name)) for name in texts},
            "points": _value(cells, f"i{number}", "points"),
            "score": _value(cells, f"i{number}", "score"),
        }


def _tasks(form: PerformanceForm) -> Iterator[dict[str, Value]]:
    for number, (name, content, result) in enumerate(form.tasks, 1):
        yield {
            "form": _name(form),
            "number": number,
            "name": name.text,
            "content": content.text,
            "result": result.text,
        }


def _codes(disclosure: Disclosure, dimension: str, standard: Standard) -> Iterator[dict[str, Value]]:
    """The codes of a classification that the disclosure uses, with their parents."""
    used = {code for item in disclosure.statements if item.fact and (code := item.fact.get(dimension))}
    kinds = {"economic"} if dimension == "economic" else {"codes"}
    coded = [table for table in disclosure.tables.values() if standard.forms[table.form].kind in kinds]
    used |= {row.key for table in coded for row in table.rows if row.key.isdigit()}
    used |= {code[:length] for code in used if code.isdigit() for length in (3, 5) if length < len(code)}
    printed = {row.key: row.label for table in coded for row in table.rows}
    known = standard.codes
    name = known.economic_name if dimension == "economic" else known.function_name
    levels = _ECONOMIC_LEVELS if dimension == "economic" else _FUNCTION_LEVELS
    blocks = standard.vocabulary.values(dimension)
    for code in sorted(used):
        is_code = code.isdigit()
        yield {
            "code": code,
            "name": (name(code, disclosure.info.year) or printed.get(code)) if is_code else blocks[code].label,
            "level": levels.get(len(code)) if is_code else None,
            "parent": code[:-2] if is_code and len(code) > 3 else None,
        }
