"""The document without page pictures: its forms and sections written out, with every number that a finding mentions marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from juesuan.formats.html.elements import Markup, fragment, tag
from juesuan.formats.pages.normal_form import occurrences
from juesuan.model import Disclosure, Passage, PerformanceForm, Piece, Place, Section, Statement, Table, Term
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.html.marks import NumberSpot, collect, shown_terms
from juesuan.reporting.numbers import NumbersTold

__all__ = ["Transcript"]

_Cell = tuple[str, int, str, str]
_Spot = tuple[int, int, int]
"""Number of a paragraph, and where in its text."""


class Transcript:
    """Tables with marked cells, and prose with marked words."""

    def __init__(self, dossier: Dossier, numbers: NumbersTold) -> None:
        self._dossier = dossier
        self._paragraphs = [paragraph for section in dossier.disclosure.sections for paragraph in _paragraphs(section)]
        self._lines = _lines(self._paragraphs)
        keyed = ((self._key(term), finding, term) for finding, term in shown_terms(dossier))
        self._marks = collect(((key, finding, term) for key, finding, term in keyed if key is not None), numbers)
        self._numbers = self._spots_of(numbers)

    def anchor(self, term: Term) -> str | None:
        """The marked cell or words of the operand."""
        key = self._key(term)
        return self._marks[key].id if key is not None else None

    def _key(self, term: Term) -> _Cell | _Spot | None:
        statement = term.statement
        if statement is not None and not statement.in_prose:
            return (statement.source, statement.instance, statement.row, statement.column)
        return self._spot(term.place, term.text)

    def _spot(self, place: Place, text: str) -> _Spot | None:
        """The words of a place: its line is known, its excerpt is looked up in the paragraphs that share that line."""
        return next(self._spots_at(place, text), None)

    def _spots_at(self, place: Place, text: str) -> Iterator[_Spot]:
        """Where the words of a place may stand: an excerpt may be there twice on its line."""
        for number in self._lines.get(_line(place), ()):
            whole = self._paragraphs[number].text
            excerpt = place.text if place.text in whole else text
            inside = excerpt.find(text) if text else -1
            for start in occurrences(whole, excerpt):
                yield (
                    (number, start + inside, start + inside + len(text))
                    if inside >= 0
                    else (number, start, start + len(excerpt))
                )

    def _spots_of(self, numbers: NumbersTold) -> dict[_Cell | _Spot, int]:
        """Where each printed number stands in the picture."""
        tables = self._dossier.disclosure.tables.items()
        cells = {cell.place: (form, 0, *at) for form, table in tables for at, cell in table.cells.items()}
        found: dict[_Cell | _Spot, int] = {}
        for index, number in enumerate(numbers.numbers):
            first = number.statements[0] if number.statements else None
            if number.seen is not None:
                spots: Iterable[_Cell | _Spot] = self._spots_at(number.place, number.text)
            elif first is not None:
                spots = ((first.source, first.instance, first.row, first.column),)
            else:
                spots = filter(None, (cells.get(number.place),))
            free = next((spot for spot in spots if spot not in found), None)
            if free is not None:
                found[free] = index
        return found

    def spot(self, number: int) -> NumberSpot | None:
        """There are no pages."""
        return None

    def markup(self) -> Markup:
        """The forms, then the performance forms, then the prose."""
        disclosure = self._dossier.disclosure
        numbered = iter(range(len(self._paragraphs)))
        return fragment(
            *(self._form(table) for table in disclosure.tables.values()),
            *(self._performance(form, disclosure) for form in disclosure.performance),
            *(self._section(section, numbered) for section in disclosure.sections),
        )

    def _form(self, table: Table) -> Markup:
        head = tag("tr", tag("th", "项目"), *(tag("th", column.label) for column in table.columns))
        rows = [
            tag(
                "tr",
                tag("th", " ".join(part for part in (row.code, row.label) if part)),
                *(
                    self._cell((table.form, 0, row.key, column.key), _printed(table, row.key, column.key))
                    for column in table.columns
                ),
            )
            for row in table.rows
        ]
        return _sheet(table.title, tag("table", tag("thead", head), tag("tbody", *rows)))

    def _performance(self, form: PerformanceForm, disclosure: Disclosure) -> Markup:
        """The numbers of a performance form; what a row or column is called stands in the places of its numbers."""
        own = [s for s in disclosure.statements if s.source == form.kind and s.instance == form.instance]
        columns = dict.fromkeys(statement.column for statement in own)
        names = {statement.column: statement.place.column or statement.column for statement in own}
        head = tag("tr", tag("th", "项目"), *(tag("th", names[column]) for column in columns))
        rows = [
            tag("tr", tag("th", line[0].place.row or line[0].row), *(self._of(line, column) for column in columns))
            for line in _by_row(own)
        ]
        title = form.project.text if form.project and form.project.text else form.title.text
        return _sheet(title, tag("table", tag("thead", head), tag("tbody", *rows)))

    def _of(self, line: Iterable[Statement], column: str) -> Markup:
        statement = next((statement for statement in line if statement.column == column), None)
        if statement is None:
            return tag("td")
        return self._cell((statement.source, statement.instance, statement.row, column), statement.amount.raw)

    def _cell(self, key: _Cell, text: str) -> Markup:
        mark, number = self._marks.get(key), self._numbers.get(key)
        if mark is not None:
            return tag("td", tag("a", text or "　", **mark.attributes))
        return tag("td", text if number is None else tag("span", text, data_n=number))

    def _section(self, section: Section, numbered: Iterator[int]) -> Markup:
        heading, *body = (tag("p", *self._words(next(numbered))) for _ in _paragraphs(section))
        return tag("section", tag("h3", heading), *body, class_="sheet prose")

    def _words(self, number: int) -> Iterator[Markup | str]:
        """The text of a paragraph with its marks and numbers; one that overlaps an earlier one is shown there."""
        text, done = self._paragraphs[number].text, 0
        for start, end, attributes in sorted(self._elements(number), key=lambda spot: spot[:2]):
            if start < done:
                continue
            yield text[done:start]
            yield tag("a" if "href" in attributes else "span", text[start:end], **attributes)
            done = end
        yield text[done:]

    def _elements(self, number: int) -> Iterator[tuple[int, int, dict[str, str | int | None]]]:
        """What stands out in a paragraph: the marks of findings, and the numbers between them."""
        marks = [(key[1], key[2], mark) for key, mark in self._marks.items() if len(key) == 3 and key[0] == number]
        yield from ((start, end, mark.attributes) for start, end, mark in marks)
        for start, end, index in self._in_paragraphs.get(number, ()):
            if all(end <= first or last <= start for first, last, _ in marks):
                yield start, end, {"data_n": index}

    @cached_property
    def _in_paragraphs(self) -> dict[int, list[tuple[int, int, int]]]:
        found: dict[int, list[tuple[int, int, int]]] = {}
        for key, index in self._numbers.items():
            if len(key) == 3:
                found.setdefault(key[0], []).append((key[1], key[2], index))
        return found


def _paragraphs(section: Section) -> list[Passage]:
    """The heading, then the paragraphs."""
    heading = Passage(section.heading, (Piece(0, section.place),))
    return [heading, *(section.paragraphs or (section.body,))]


def _lines(paragraphs: list[Passage]) -> dict[tuple[object, ...], list[int]]:
    """Which paragraphs stand, in part, on a line of the source."""
    found: dict[tuple[object, ...], list[int]] = {}
    for number, paragraph in enumerate(paragraphs):
        for line in dict.fromkeys(_line(piece.place) for piece in paragraph.pieces):
            found.setdefault(line, []).append(number)
    return found


def _line(place: Place) -> tuple[object, ...]:
    return (place.page, place.paragraph, place.line, place.sheet, place.cell, place.table_row, place.table_column)


def _printed(table: Table, row: str, column: str) -> str:
    cell = table.cells.get((row, column))
    return cell.raw if cell is not None else ""


def _by_row(statements: Iterable[Statement]) -> Iterator[list[Statement]]:
    rows: dict[str, list[Statement]] = {}
    for statement in statements:
        rows.setdefault(statement.row, []).append(statement)
    yield from rows.values()


def _sheet(title: str, table: Markup) -> Markup:
    return tag("section", tag("h3", title), table, class_="sheet form")
