"""What each rule says when it fails: failures planted in the worked example as published, the messages that the program gives.

    python tools/rule_failures.py           # writes src/juesuan/reporting/rule_failures.csv
    python tools/rule_failures.py --check   # whether it is what the program says today (a minute)

The register's arithmetic needs none of this: a changed number makes its rules fail (``reporting/rule_examples.py``). The others
are made to fail by people's mistakes, which ``rule_failures.toml`` lists: each document there is the worked example in some layout,
published as a web page, with pieces of its text, cells, rows or tables changed, and read again.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from lxml import html
from lxml.html import HtmlElement
from msgspec.structs import replace

import juesuan
from juesuan.checking.context import Context
from juesuan.checking.engine import outcomes
from juesuan.model import Disclosure, EvidencedValue, State, Statement, Unit
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.publishing import publish
from juesuan.reporting.rule_examples import FAILURES, RuleExamples
from juesuan.standard import Standard, builtin
from juesuan.standard.rules import Rule

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PLANTS = ROOT / "tools" / "rule_failures.toml"
Failure = tuple[str, str, str]
"""A rule, what it says, and the equation."""

_NUMERALS = {f"N{number:02}": f"说明{numeral}" for number, numeral in enumerate("一二三四五六七八九十", 1)} | {
    "N11": "说明十一",
    "N12": "说明十二",
    "N13": "说明十三",
}
_UNITS = {"count": Unit.COUNT, "points": Unit.POINTS, "percent": Unit.PERCENT}
"""In what the numbers of a measure are given that are no money, by its kind."""
BUDGET = "budget"
_BUDGETS, _MORE = 24, (Decimal(12), Decimal(1_000_000_000))
"""So many made budgets have every row at work; by how much a number of them is changed."""
PATTERN = "pattern"
"""Rules that are causes: blame finds them in what the others say."""


class NotPlanted(ValueError):
    """A change that finds nothing to change."""


@dataclass(frozen=True)
class Planted:
    """One document of ``rule_failures.toml``.

    Attributes:
        name: what it is.
        layout: the layout in which the worked example is published.
        changes: what is changed, one list each: ``["text", old, new]``, ``["unit", table, unit]``,
            ``["row", table, row, {cell: text}]``,
            ``["copy", table, row, {cell: text}]``, ``["add row", table, cells]``, ``["drop row", table, row]``,
            ``["drop table", table]``, ``["drop", words]``, ``["add", words, paragraph]``, ``["add table", words, rows]``.
        beside: what it is compared with: ``previous``, ``budget`` or ``against``, changed in turn; empty for nothing.
        units: the department's units by name, each changed in turn: accounts like the department's.
        days: days from approval to publication; None when not given.
        evidence: what the bureau's own evidence shows, one table of fields each; None when none was given.
    """

    name: str
    layout: str
    changes: Sequence[Sequence[Any]]
    beside: Mapping[str, Sequence[Sequence[Any]]]
    units: Mapping[str, Sequence[Sequence[Any]]]
    days: int | None
    evidence: Sequence[Mapping[str, Any]] | None


def planted() -> tuple[Planted, ...]:
    """The documents, as listed."""
    data = tomllib.loads(PLANTS.read_text(encoding="utf-8"))
    return tuple(
        Planted(
            name,
            entry.get("layout", data["layout"]),
            entry["changes"],
            {key: entry[key] for key in ("previous", "budget", "against") if key in entry},
            entry.get("units", {}),
            entry.get("days"),
            entry.get("evidence"),
        )
        for name, entry in data["document"].items()
    )


def stated() -> Mapping[str, Mapping[str, Any]]:
    """The documents of just some facts."""
    found: Mapping[str, Mapping[str, Any]] = tomllib.loads(PLANTS.read_text(encoding="utf-8"))["stated"]
    return found


@cache
def _published(layout: str) -> str:
    """The worked example as a web page in a layout."""
    standard = builtin()
    chosen = standard.layouts.prepared[layout]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "example.html"
        publish(compose(example_books(standard), chosen), chosen.style, path, standard)
        return path.read_text(encoding="utf-8")


def _read(layout: str, changes: Sequence[Sequence[Any]]) -> Disclosure:
    page = html.document_fromstring(_published(layout))
    body = page.find("body")
    broken = [cell for cell in body.iter("td") if len(cell) and all(child.tag == "br" for child in cell)]
    for paragraph in [*body.iter("p"), *broken]:  # the numbers in it are marked: as people type it, it is one text
        text = paragraph.text_content()
        for child in list(paragraph):
            paragraph.remove(child)
        paragraph.text = text
    for change in changes:
        _apply(page, *change)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "example.html"
        path.write_text(html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>"), encoding="utf-8")
        return juesuan.read(path)


def _apply(page: HtmlElement, kind: str, where: str, *what: Any) -> None:
    match kind:
        case "text":
            _change_text(page, where, what[0])
        case "row":
            _fill(_row(page, where, what[0]), what[1])
        case "copy":
            row = _row(page, where, what[0])
            copied = deepcopy(row)
            row.addnext(copied)
            _fill(copied, what[1])
        case "add row":
            body = _table(page, where).find("tbody")
            body.append(_new_row(what[0]))
        case "drop row":
            _row(page, where, what[0]).drop_tree()
        case "unit":
            _change_unit(_table(page, where), what[0])
        case "drop table":
            _table(page, where).getparent().drop_tree()
        case "drop":
            _paragraph(page, where).drop_tree()
        case "add":
            _paragraph(page, where).addnext(_element("p", what[0]))
        case "add table":
            _paragraph(page, where).addnext(_new_table(what[0]))
        case _:
            raise NotPlanted(kind)


def _change_text(page: HtmlElement, old: str, new: str) -> None:
    """In the body and not in the list of contents, which repeats the titles."""
    for element in page.find("body").iter("h1", "h2", "h3", "p", "td", "th", "div", "span", "caption"):
        if element.text and old in element.text:
            element.text = element.text.replace(old, new, 1)
            return
    raise NotPlanted(old)


def _table(page: HtmlElement, title: str) -> HtmlElement:
    """By its caption; a project's form by the project's name."""
    for table in page.iter("table"):
        caption = table.find("caption")
        named = (row for row in table.iter("tr") if row[0].text_content().strip() == "项目名称")
        if caption is not None and title in caption.text_content():
            return table
        if any(row[1].text_content().strip() == title for row in named):
            return table
    raise NotPlanted(title)


def _change_unit(table: HtmlElement, unit: str) -> None:
    for element in table.iter("span", "div", "caption"):
        if element.text and element.text.startswith("金额单位："):
            element.text = f"金额单位：{unit}"
            return
    raise NotPlanted(unit)


def _row(page: HtmlElement, table: str, words: str) -> HtmlElement:
    for row in _table(page, table).iter("tr"):
        if any(cell.text_content().strip() == words for cell in row):
            return row
    raise NotPlanted(f"{table} {words}")


def _fill(row: HtmlElement, cells: Mapping[str, str]) -> None:
    """Cells by number from 0; negative ones from the end."""
    for number, text in cells.items():
        cell = row[int(number)]
        for child in list(cell):
            cell.remove(child)
        cell.text = text


def _paragraph(page: HtmlElement, words: str) -> HtmlElement:
    body = page.find("body")
    for element in (*body.iter("h1", "h2", "h3", "p"), *body.iter("li")):
        if words in element.text_content():
            return element
    raise NotPlanted(words)


def _element(name: str, text: str) -> HtmlElement:
    made = html.Element(name)
    made.text = text
    return made


def _new_table(rows: Sequence[Sequence[str]]) -> HtmlElement:
    table = html.Element("table")
    table.extend(_new_row(cells) for cells in rows)
    return table


def _new_row(cells: Sequence[str]) -> HtmlElement:
    row = html.Element("tr")
    row.extend(_element("td", cell) for cell in cells)
    return row


def failures(document: Planted, standard: Standard) -> Iterator[Failure]:
    """The first failure of each rule in one document: rule, message, equation."""
    disclosure = _read(document.layout, document.changes)
    beside = {what: _read(document.layout, changes) for what, changes in document.beside.items()}
    yield from _failing(
        Context(
            disclosure,
            previous=beside.get("previous"),
            budget=_as_budget(beside[BUDGET]) if BUDGET in beside else None,
            against=beside.get("against"),
            days_to_publication=document.days,
            units=tuple(_of_unit(name, _read(document.layout, changes)) for name, changes in document.units.items()),
            evidence=tuple(EvidencedValue(**value) for value in document.evidence) if document.evidence else None,
            standard=standard,
        )
    )
    if document.name.startswith("B-"):
        report = juesuan.check(disclosure)
        for finding in report.findings:
            if standard.rules[finding.rule].kind == PATTERN:
                yield finding.rule, finding.message, finding.equation


def stated_failures(facts: Mapping[str, Any], standard: Standard) -> Iterator[Failure]:
    """The first failure of each rule in a document of just some facts: ``{place: {fact: text}}``."""
    from tests.stated import document  # noqa: PLC0415 - the tests are beside the tools

    made = document(facts)
    named = replace(made, statements=tuple(_named(statement, standard) for statement in made.statements))
    yield from _failing(Context(named, standard=standard))


def budget_failures(standard: Standard) -> Iterator[Failure]:
    """The failure of each row about budgets in one of the made budgets with a number of it changed."""
    from tests.made_budgets import read_some  # noqa: PLC0415 - as above

    wanted = {rule.id: rule for rule in standard.rules.values() if rule.documents == BUDGET and rule.parts}
    yield from (found for found in _failing(Context(_own_year(), standard=standard)) if found[0] in {"BN-05", "BN-08"})
    for document in map(read_some, range(_BUDGETS)):
        for rule in list(wanted.values()):
            if failure := next(_changed_numbers(rule, document, standard), None):
                del wanted[rule.id]
                yield failure


def _own_year() -> Disclosure:
    """A budget whose explanation compares it with itself."""
    from tests.made_budgets import read_page  # noqa: PLC0415 - as above

    table = "<p>收支总表</p><table><tr><td>项目</td><td>预算数</td><td>项目</td><td>预算数</td></tr>"
    row = "<tr><td>收入总计</td><td>9.00</td><td>支出总计</td><td>9.00</td></tr></table>"
    told = "<h2>一、收支预算总体情况说明</h2><p>2026年收入、支出预算总计9.00万元，比2026年预算增加1.00万元。</p>"
    told += "<h2>五、一般公共预算支出预算情况说明</h2><p>2025年预算执行数为9.00万元，2026年预算安排5.00万元，比2025年预算执行数增加44.44%。</p>"
    return read_page(f"<html><body><h1>青禾市数据资源管理局2026年部门预算公开</h1>{told}{table}{row}</body></html>")


def _changed_numbers(rule: Rule, document: Disclosure, standard: Standard) -> Iterator[Failure]:
    said = outcomes(rule, Context(document, standard=standard))
    stated = [term.statement for outcome in said for term in outcome.terms if term.statement is not None]
    for statement, more in ((statement, more) for more in _MORE for statement in stated if statement.value):
        amount = replace(statement.amount, value=statement.value + more, raw=str(statement.value + more))
        changed = (replace(s, amount=amount) if s.id == statement.id else s for s in document.statements)
        wrong = replace(document, statements=tuple(changed))
        for outcome in outcomes(rule, Context(wrong, standard=standard)):
            if outcome.state is State.FAIL:
                yield rule.id, outcome.message, outcome.equation


def _named(statement: Statement, standard: Standard) -> Statement:
    """With the name that readers would give it: the table or section, and the fact."""
    form = standard.forms.get(statement.source)
    where = form.title if form is not None else _NUMERALS.get(statement.source, "部门整体支出绩效自评情况表")
    what = standard.vocabulary.name(statement.fact) if statement.fact is not None else "全年执行数"
    unit = _UNITS.get(standard.vocabulary.kind(statement.fact.measure)) if statement.fact is not None else None
    amount = replace(statement.amount, unit=unit) if unit is not None else statement.amount
    return replace(statement, label=f"{where} {what}", amount=amount)


def _of_unit(name: str, disclosure: Disclosure) -> Disclosure:
    """The same numbers as those of one of the department's units."""
    return replace(disclosure, info=replace(disclosure.info, unit=name, level="单位"))


def _as_budget(disclosure: Disclosure) -> Disclosure:
    """The same numbers as this year's budget."""
    return replace(disclosure, info=replace(disclosure.info, kind=BUDGET))


def _failing(context: Context) -> Iterator[Failure]:
    for rule in context.standard.rules.values():
        if rule.kind == PATTERN:
            continue
        found = next((outcome for outcome in outcomes(rule, context) if outcome.state is State.FAIL), None)
        if found is not None:
            yield rule.id, found.message, found.equation


def computed(standard: Standard) -> frozenset[str]:
    """The rules that a changed number makes fail."""
    examples = RuleExamples(standard, {})
    return frozenset(rule.id for rule in standard.rules.values() if examples.of(rule) is not None)


Row = tuple[str, str, str, str]


def rows(standard: Standard) -> dict[str, Row]:
    """By rule the document it fails in, its message and its equation; the first document that makes it fail, in the order listed."""
    known = computed(standard)
    found: dict[str, Row] = {}
    for name, failing in _all(standard):
        for rule, message, equation in failing:
            if rule not in known:
                found.setdefault(rule, (rule, name, message, equation))
    return {rule: found[rule] for rule in standard.rules if rule in found}


def _all(standard: Standard) -> Iterator[tuple[str, Iterator[Failure]]]:
    for document in planted():
        yield document.name, failures(document, standard)
    for name, facts in stated().items():
        yield name, stated_failures(facts, standard)
    yield "部门预算", budget_failures(standard)


def written(standard: Standard) -> str:
    """The file."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("rule", "document", "message", "equation"))
    writer.writerows(rows(standard).values())
    return text.getvalue()


def main() -> int:
    """Writes the file; with ``--check`` says whether it is what the program says today."""
    text = written(builtin())
    if "--check" in sys.argv:
        stale = text != FAILURES.read_text(encoding="utf-8")
        print(f"{FAILURES.name}: run python tools/rule_failures.py" if stale else "as the program says")
        return int(stale)
    FAILURES.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
