"""A form while it is being read: rows and cells are put in one by one, then it becomes a table and its statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from juesuan.formats.pages.normal_form import normalise
from juesuan.model import (
    CERTAIN,
    Amount,
    Cell,
    Certainty,
    Column,
    Doubtful,
    FactKey,
    Place,
    Problem,
    Reader,
    Row,
    Statement,
    Table,
    Unit,
)
from juesuan.model.disclosure import TWO_PRINTS
from juesuan.model.expressions import expression
from juesuan.recognising.forms.titles import Head
from juesuan.recognising.printed_numbers import is_dash, parse_number
from juesuan.standard.forms import OF_UNIT, Form
from juesuan.standard.vocabulary import Vocabulary

__all__ = ["FormDraft", "usual_decimals"]

_SEVERAL = 3
"""So many codes that stand in a table more than once make it one with rows per unit; fewer are rows printed twice."""
_NEARLY_ALL = (4, 5)
_SHOWN = 4
_NO_PART_OF_A_FACT = expression(r"[\[\],=\s#]")


class FormDraft(Struct):
    """A form being read.

    Attributes:
        form: which form.
        vocabulary: the facts and codes that it may print.
        title, place: the printed title and where it stands.
        head: what stands around the title.
        rows: by key, in printed order.
        cells: raw text and place by (row key, column key).
        headers: printed header by column key.
        unknown: rows and columns that the standard does not know, as printed; unknown_columns: the columns among them.
        reader: what reads it; streamed: rows that were read from words that have lost their columns.
        certainty: of cells whose print leaves open what they say.
        misprints: what is printed in cells whose number has a letter that looks like a digit: it was read as the digit.
        reasons: why the form is only partly read, in Chinese.
        reprinted: cells of a form that is printed twice, with different figures.
        guessed: columns with a header nobody knows that were taken for these by where they stand.
    """

    form: Form
    vocabulary: Vocabulary
    title: str
    place: Place
    head: Head = field(default_factory=Head)
    rows: dict[str, Row] = field(default_factory=dict)
    cells: dict[tuple[str, str], tuple[str, Place]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)
    reader: Reader = Reader.TABLE
    streamed: set[str] = field(default_factory=set)
    certainty: dict[tuple[str, str], Certainty] = field(default_factory=dict)
    misprints: dict[tuple[str, str], str] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    reprinted: set[tuple[str, str]] = field(default_factory=set)
    guessed: set[str] = field(default_factory=set)
    _repeats: Counter[str] = field(default_factory=Counter)
    _agreed: set[str] = field(default_factory=set)

    @property
    def ambiguous(self) -> int:
        """How many cells are one reading of several; of what is printed twice the print itself says two things."""
        return sum(isinstance(how, Doubtful) for where, how in self.certainty.items() if where not in self.reprinted)

    def note_column(self, header: str) -> None:
        """Tells of a column with figures that the standard does not know."""
        if header not in self.unknown:
            self.unknown.append(header)
        if header not in self.unknown_columns:
            self.unknown_columns.append(header)

    def take_out(self, column: str) -> None:
        """Takes a column out that is not known after all: its header stands among those that the standard does not know."""
        self.note_column(self.headers.pop(column, "") or "栏名空白的一栏")
        self.cells = {where: cell for where, cell in self.cells.items() if where[1] != column}
        self.certainty = {where: how for where, how in self.certainty.items() if where[1] != column}
        self.guessed.discard(column)

    def add(self, row: Row, cells: Mapping[str, tuple[str, Place]]) -> str:
        """Puts a row with its cells in; returns the key it got.

        A total printed again with the same figures (合计 on every page, or at the top and at the bottom) is the same row, and so are
        two halves of a row that complete each other. Any other row printed again is kept beside the first under a key of its
        own, ``2080505#2``: nothing that is printed is thrown away.
        """
        key = row.key
        if key in self.rows and self._is_same(row, cells):
            if any(
                _is_amount(raw) and self.cells.get((key, column), ("",))[0] == raw for column, (raw, _) in cells.items()
            ):
                self._agreed.add(key)
        elif key in self.rows:
            self._repeats[row.key] += 1
            key = f"{row.key}#{self._repeats[row.key] + 1}"
            self.problems.append(Problem(f"“{self.title}”中“{row.code or row.label}”印了不止一次", row.place))
        if key not in self.rows:
            self.rows[key] = replace(row, key=key)
        for column, (raw, place) in cells.items():
            if not self.cells.get((key, column), ("", place))[0]:
                self.cells[key, column] = (raw, place)
        return key

    def add_unit(self, row: Row, cells: Mapping[str, tuple[str, Place]]) -> None:
        """Puts the row of one unit in, by its name; one of a name that stands there already is another one's."""
        name = _NO_PART_OF_A_FACT.sub("", row.label)
        key, number = f"{OF_UNIT}{name}", 1
        while key in self.rows:
            number += 1
            key = f"{OF_UNIT}{name}（{number}）"
        self.add(replace(row, key=key), cells)

    def _is_same(self, row: Row, cells: Mapping[str, tuple[str, Place]]) -> bool:
        printed = [(self.cells.get((row.key, column), ("", None))[0], raw) for column, (raw, _) in cells.items()]
        if (
            not row.key.isdigit()
        ):  # of lines that are set out in several ways side by side each has its totals and its funds
            return all(before == now or not before or not now for before, now in printed)
        return not any(before and now for before, now in printed) or not (
            any(_is_amount(before) for before, _ in printed) and any(_is_amount(now) for _, now in printed)
        )

    @property
    def by_units(self) -> bool:
        """Whether each of several units has its own rows: several codes stand there again and again, or between rows of no code."""
        coded = sum(code.isdigit() for code in self._repeats)
        return coded >= _SEVERAL or bool(coded and self.unknown and len(self.unknown) > len(self.unknown_columns))

    def settle(self) -> None:
        """Puts a form that is printed twice together: where the two prints differ, neither is believed.

        It was printed twice when nearly all of its rows stand there once more and no rows of no code stand between them, most of them with the
        same figures or under another total: rows of several units have figures of their own and one total.
        """
        self._settle_units()
        again = [key for key in self.rows if "#" in key]
        same = [key for key in again if self._figures(key) == self._figures(key.partition("#")[0])]
        if not again or not self._is_printed_twice(again, same):
            return
        differing = [self._take_back(key) for key in again if key not in same]
        for key in same:
            self._take_back(key)
        told = "" if not differing else f"，{len(differing)} 行的数不同"
        alike = len(same) + len(self._agreed - {key.partition("#")[0] for key in differing})
        self.problems.append(Problem(f"“{self.title}”印了两份，{alike} 行相同{told}", self.place))
        if differing:
            names = "、".join(f"“{name}”" for name in differing[:_SHOWN]) + ("等" if len(differing) > _SHOWN else "")
            self.reasons.append(f"{TWO_PRINTS}，{names} {len(differing)} 行的数不同，以哪一份为准未能确定")

    def _settle_units(self) -> None:
        """The first row of a unit is the department's own where it prints the total once more, and units with figures follow."""
        units = [key for key in self.rows if key.startswith(OF_UNIT)]
        total = self._figures(self.form.total)
        if len(units) < 2 or not total or self._figures(units[0]) != total or not any(map(self._figures, units[1:])):
            return
        del self.rows[units[0]]
        self.cells = {where: cell for where, cell in self.cells.items() if where[0] != units[0]}
        self._agreed.add(self.form.total)

    def _is_printed_twice(self, again: Sequence[str], same: Sequence[str]) -> bool:
        printed = [key for key in self.rows if "#" not in key and self._figures(key)]
        repeated = {key.partition("#")[0] for key in again} | self._agreed
        if len(repeated & set(printed)) * _NEARLY_ALL[1] < len(printed) * _NEARLY_ALL[0]:
            return False
        if len(printed) <= _SEVERAL or any(not key.endswith("#2") for key in again) or self._names_rows():
            return False
        # Of lines the rows that say the same have been put together as they came.
        return 2 * (len(same) + len(self._agreed)) >= len(repeated) or f"{self.form.total}#2" in again

    def _names_rows(self) -> bool:
        return len(self.unknown) > len(self.unknown_columns)

    def _take_back(self, key: str) -> str:
        """Takes a row of the second print out again, its figures beside the first print's where they differ; returns what it is called."""
        first, row = key.partition("#")[0], self.rows.pop(key)
        name = row.code or row.label
        for column in [column for row_key, column in self.cells if row_key == key]:
            other, _ = self.cells.pop((key, column))
            printed = self.cells.get((first, column), ("", row.place))[0]
            if parse_number(printed) != parse_number(other) and (_is_amount(printed) or _is_amount(other)):
                self.certainty[first, column] = Doubtful((other,))
                self.reprinted.add((first, column))
        self._repeats -= Counter([first])
        told = f"“{self.title}”中“{name}”印了不止一次"
        self.problems = [problem for problem in self.problems if problem.message != told]
        return name

    def _figures(self, row: str) -> dict[str, str]:
        return {column: raw for (key, column), (raw, _) in self.cells.items() if key == row and _is_amount(raw)}

    def lengthen(self, key: str, text: str) -> None:
        """Adds the rest of a name that was torn off by the end of a page."""
        self.rows[key] = replace(self.rows[key], label=self.rows[key].label + text)

    def columns(self) -> tuple[Column, ...]:
        """The printed columns, in the form's order."""
        used = {column for _, column in self.cells} | set(self.headers)
        known = [column for column in self.form.columns if column.key in used]
        return tuple(Column(column.key, self.headers.get(column.key) or column.label) for column in known)

    def decimals(self) -> Counter[int]:
        """How often each number of decimals is printed, zeros and blanks left out."""
        amounts = (parse_number(raw) for raw, _ in self.cells.values() if raw)
        return Counter(amount.decimals for amount in amounts if amount is not None and amount.value)

    def table(self, unit: Unit, decimals: int) -> Table:
        """The form as printed; amounts get at least the document's usual decimals."""
        cells: dict[tuple[str, str], Cell] = {}
        labels = {column.key: column.label for column in self.columns()}
        for (row_key, column), (raw, place) in self.cells.items():
            row = self.rows[row_key]
            if self._is_heading(row_key, raw):
                continue
            counted = self._is_count(row_key, column)
            amount = parse_number(raw, Unit.COUNT if counted else self.head.amount_unit or unit)
            if amount is not None and amount.raw and not counted:
                amount = amount.with_decimals(decimals)
            label = f"{row.code} {row.label}".strip()
            printed = self.misprints.get((row_key, column), raw)
            where = place.but(form=self.form.id, row=label, column=labels.get(column, ""), text=printed)
            cells[row_key, column] = Cell(printed, amount, where)
        return Table(
            self.form.id,
            self.title,
            self.head.number,
            self.head.unit_name,
            self.head.year,
            self.head.amount_unit,
            self.columns(),
            tuple(self.rows.values()),
            cells,
            tuple(self.notes),
            self.pages(),
            self.place,
            tuple(self.unknown),
            tuple(self.unknown_columns),
        )

    def _is_heading(self, row: str, raw: str) -> bool:
        """Whether a blank only stands over the rows that divide it."""
        known = self.form.row(row)
        return known is not None and known.divided and (not raw or is_dash(normalise(raw)))

    def _is_count(self, row: str, column: str) -> bool:
        fact = self.form.fact(row, column)
        return fact is not None and self.vocabulary.kind(fact.measure) == "count"

    def statements(self, table: Table) -> tuple[Statement, ...]:
        """One statement per cell that is a number or blank."""
        return tuple(
            self._statement(row, column, cell.amount, cell.place)
            for (row, column), cell in table.cells.items()
            if cell.amount is not None
        )

    def _statement(self, row: str, column: str, amount: Amount, place: Place) -> Statement:
        printed = self.rows[row]
        label = " ".join(part for part in (self.form.title, printed.code, printed.label, place.column) if part)
        return Statement(
            f"{self.form.id}[{row}].{column}",
            self.form.id,
            row,
            column,
            self._fact(row, column),
            amount,
            place,
            label,
            reader=Reader.WORDS if row in self.streamed else self.reader,
            certainty=self.certainty.get((row, column), CERTAIN),
        )

    def _fact(self, row: str, column: str) -> FactKey | None:
        """What a cell states; nothing where its row stands there for one of several units, or stands there twice."""
        if "#" in row or (self.by_units and self._repeats[row]):
            return None
        return self.form.fact(row, column)

    def pages(self) -> tuple[int, ...]:
        """The pages its cells stand on."""
        places = [place for _, place in self.cells.values()] + [row.place for row in self.rows.values()] + [self.place]
        return tuple(sorted({place.page for place in places if place.page is not None}))


def usual_decimals(drafts: Iterable[FormDraft]) -> int:
    """The decimals that the tables of the document print as a rule (2 when they print nothing)."""
    counts: Counter[int] = Counter()
    for draft in drafts:
        counts += draft.decimals()
    return max(counts, key=lambda decimals: (counts[decimals], decimals)) if counts else 2


def _is_amount(raw: str) -> bool:
    """Whether a cell prints something else than nothing."""
    amount = parse_number(raw)
    return bool(raw) and (amount is None or bool(amount.value))
