"""Approved figures as a finance bureau sends them: a sheet of names and amounts (项目 | 批复数), or of codes, names and amounts.

Such a sheet is none of the forms. What a row states is told by its code, or by its name, which must be the label of a row or the header of a
column of a form; by the header over the amount; and by the title, which may say that all of it is income, spending or one budget. What is not
understood is kept as a number that states nothing, so that it can be listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from msgspec import Struct

from juesuan.formats.files import fingerprint, load
from juesuan.model import (
    CERTAIN,
    Amount,
    Cell,
    Column,
    Disclosure,
    DocumentInfo,
    Doubtful,
    FactKey,
    Place,
    Reader,
    Row,
    Statement,
    Table,
    Unit,
)
from juesuan.model.expressions import expression
from juesuan.model.place import cell_name
from juesuan.preparing.workbook import InputCell, InputSheet
from juesuan.recognising.printed_numbers import parse_number
from juesuan.recognising.titles_of_documents import names_a_body
from juesuan.recognising.workbook_input import open_input
from juesuan.standard import Standard
from juesuan.standard.forms import ACCOUNTS, INTERNAL, Form, FormColumn
from juesuan.standard.patterns import without_number

__all__ = ["read_approved_sheets"]

_UNIT = expression(r"(?:单位[：:]?|[（(])(?:人民币)?(亿元|万元|元)")
_HEAD = expression(r"(?P<unit>[一-鿿（）()·]{3,40}?)?(?P<year>20\d\d)年?度?(?:部门|单位)?(?:财务|收支)?决算")
_YEAR = expression(r"(20\d\d)年")
_CODE_VALUE = expression(r"[23]\d{2}(?:\d{2}){0,2}")
_UNITS = {"亿元": Unit.YI, "万元": Unit.WAN, "元": Unit.YUAN}
_MONEY_DECIMALS = 2
_TITLE_ROWS = 6


class _SheetHead(Struct, frozen=True):
    """A header: its row, the columns of code and name, and the header of each column of amounts."""

    row: int
    code: int | None
    name: int | None
    amounts: Mapping[int, str]


def read_approved_sheets(path: Path, standard: Standard) -> Disclosure | None:
    """What the sheets of a file state; None when they hold no named amounts.

    Raises:
        ReadError: when the file is no workbook and no CSV file, or cannot be read.
    """
    sheets = open_input(path).sheets
    tables: dict[str, Table] = {}
    statements: list[Statement] = []
    for number, sheet in enumerate(sheets, 1):
        found = list(_ApprovedSheet(sheet, f"A{number}", standard).statements())
        if found:
            tables[f"A{number}"] = _table(f"A{number}", sheet, found)
            statements += found
    if not statements:
        return None
    info = _info(path, sheets)
    return Disclosure(info, tables=tables, statements=tuple(statements))


def _info(path: Path, sheets: Sequence[InputSheet]) -> DocumentInfo:
    lines = [cell.text for sheet in sheets for row in _first_rows(sheet) for cell in sheet.rows[row].values()]
    lines += [sheet.name for sheet in sheets]
    heads = [match for line in lines if (match := _HEAD.search(re.sub(r"\s", "", line)))]
    years = [int(match["year"]) for match in heads] or [int(m[1]) for line in lines if (m := _YEAR.search(line))]
    unit = next((match["unit"] for match in heads if match["unit"] and names_a_body(match["unit"])), "")
    return DocumentInfo(
        file=str(path),
        sha256=fingerprint(load(path)),
        kind=INTERNAL,
        unit=unit,
        year=years[0] if years else None,
        pages=len(sheets),
    )


def _words(sheet: InputSheet, rows: Sequence[int]) -> str:
    """The texts of some rows without white space."""
    return re.sub(
        r"\s", "", "".join(cell.text for row in rows for cell in sheet.rows[row].values() if cell.number is None)
    )


def _first_rows(sheet: InputSheet) -> list[int]:
    return sorted(sheet.rows)[:_TITLE_ROWS]


def _table(form: str, sheet: InputSheet, found: Sequence[Statement]) -> Table:
    """The sheet as a table of the rows that state something."""
    columns = {s.column: Column(s.column, s.place.column or "") for s in found}
    rows = {s.row: Row(s.row, s.place.row or "", place=s.place) for s in found}
    cells = {(s.row, s.column): Cell(s.amount.raw, s.amount, s.place) for s in found}
    return Table(form, sheet.name, "", "", None, None, tuple(columns.values()), tuple(rows.values()), cells)


class _ApprovedSheet:
    """One sheet being read."""

    def __init__(self, sheet: InputSheet, form: str, standard: Standard) -> None:
        self._sheet = sheet
        self._form = form
        self._words = standard.approved_words
        self._funds = standard.vocabulary.values("fund")
        self._forms = [one for one in standard.forms.values() if one.document == ACCOUNTS]
        heads = [row for row in sorted(sheet.rows) if self._head(row) is not None][:1]
        above = [row for row in sorted(sheet.rows) if heads and row < heads[0]]
        self._title = sheet.name + _words(sheet, above)
        match = _UNIT.search(self._title + _words(sheet, heads))
        self._unit = _UNITS[match[1]] if match is not None else Unit.NONE

    def statements(self) -> Iterator[Statement]:
        """Each amount of a named or coded row under a header."""
        head: _SheetHead | None = None
        for number in sorted(self._sheet.rows):
            row = self._sheet.rows[number]
            found = self._head(number)
            if found is not None:
                head = found
            elif head is not None:
                yield from self._row(number, row, head)

    def _head(self, number: int) -> _SheetHead | None:
        """A header, if the row is one: a column of names or codes, and behind it one of amounts."""
        row, words = self._sheet.rows[number], self._words
        texts = {
            column: re.sub(r"\s", "", cell.text) for column, cell in row.items() if cell.number is None and cell.text
        }
        code = next((column for column, text in texts.items() if words.codes.fullmatch(text.lower())), None)
        names = (column for column, text in texts.items() if words.names.fullmatch(text.lower()) and column != code)
        name = next(names, None)
        first = max((column for column in (code, name) if column is not None), default=None)
        if first is None:
            return None
        amounts = {column: text for column, text in texts.items() if column > first and parse_number(text) is None}
        return _SheetHead(number, code, name, amounts) if amounts else None

    def _is_generic(self, header: str) -> bool:
        """Whether a header says nothing of what the amounts below it are of."""
        return self._words.amounts.fullmatch(header.lower())

    def _named(self, text: str) -> str:
        """The name of a row, without what says that it is a part."""
        part = self._words.parts.match(text)
        return text[part.end() :] if part is not None else text

    def _row(self, number: int, row: Mapping[int, InputCell], head: _SheetHead) -> Iterator[Statement]:
        code = _text(row, head.code)
        name = without_number(self._named(_text(row, head.name)))
        for column, header in head.amounts.items():
            amount = self._amount(row.get(column))
            if amount is None or not (code or name):
                continue
            unclear = bool(_CODE_VALUE.fullmatch(code)) and self._is_generic(header) and not self._of_title()
            place = Place(
                sheet=self._sheet.name, cell=cell_name(number, column), form=None, row=f"{code} {name}".strip(), column=header,
                text=amount.raw,
            )  # fmt: skip
            yield Statement(
                id=f"{self._form}[{number}].C{column}",
                source=self._form,
                row=str(number),
                column=f"C{column}",
                fact=self._fact(code, name, header, has_codes=head.code is not None),
                amount=amount,
                place=place,
                label=" ".join(filter(None, (code, name, "" if self._is_generic(header) else header))),
                reader=Reader.WORKBOOK,
                certainty=Doubtful() if unclear else CERTAIN,
            )

    def _amount(self, cell: InputCell | None) -> Amount | None:
        """What a cell of a workbook holds is exact: 1710 is no rounded 1710.4."""
        if cell is None:
            return None
        if cell.number is not None:
            amount: Amount | None = Amount(cell.number, self._unit, max(0, -_exponent(cell.number)), f"{cell.number:f}")
        else:
            amount = parse_number(cell.text, self._unit) if cell.text else None
        return amount.with_decimals(_MONEY_DECIMALS) if amount is not None else None

    def _of_title(self) -> list[Form]:
        """The forms that the title allows: those of one budget, of income or of spending; none where it does not say."""
        fund = next((key for key, value in self._funds.items() if value.brief in self._title), "")
        if fund:
            return [form for form in self._forms if form.fund == fund and form.kind == "codes"]
        if ("收入" in self._title) != ("支出" in self._title):
            measure = FactKey.of("income" if "收入" in self._title else "spend")
            return [form for form in self._forms if form.kind == "codes" and not form.fund and _states(form, measure)]
        return []

    def _fact(self, code: str, name: str, header: str, *, has_codes: bool) -> FactKey | None:
        generic = self._is_generic(header)
        row = (
            code
            if _CODE_VALUE.fullmatch(code)
            else "*"
            if has_codes and not code and self._words.totals.fullmatch(name)
            else ""
        )
        if row:
            return self._of_code(row, "" if generic else header)
        return self._of_label(name) if generic and not code else None

    def _of_code(self, row: str, header: str) -> FactKey | None:
        forms = self._of_title() or [form for form in self._forms if form.kind == "codes" and not form.fund]
        if row.startswith("3"):
            forms = [form for form in self._forms if form.kind == "economic"]
        for form in forms:
            columns = form.columns_headed(header) if header else _whole(form)
            facts = {fact for column in columns if (fact := form.fact(row, column.key)) is not None}
            if len(facts) == 1:
                return facts.pop()
        return None

    def _of_label(self, name: str) -> FactKey | None:
        """The fact of a label of a fixed row, or of a header over a total; of the first form that knows it, and only one such."""
        order = {"lines": 0, "codes": 1, "single": 2}
        allowed = self._of_title()
        known = sorted(
            (form for form in self._forms if form.kind in order),
            key=lambda form: (form not in allowed, order[form.kind]),
        )
        for form in known:
            facts = set(_labelled(form, name))
            if facts:
                return facts.pop() if len(facts) == 1 else None
        return None


def _labelled(form: Form, name: str) -> Iterator[FactKey]:
    if form.kind == "lines":
        for row in form.rows_labelled(name):
            columns = [one for one in form.columns if one.side in {"", row.side}]
            fact = form.fact(row.key, columns[0].key) if columns else None
            if fact is not None:
                yield fact
        return
    paths = (name,) if form.kind == "codes" else (f"决算数/{name}", name)
    columns = [column for path in paths for column in form.columns_headed(path)]
    yield from (fact for column in columns if (fact := form.fact(form.total, column.key)) is not None)


def _whole(form: Form) -> list[FormColumn]:
    """The columns of what the form is about as a whole: no part of another."""
    facts = {column.key: FactKey.parse(column.fact) for column in form.columns if column.fact}
    least = min((len(fact.dimensions) for fact in facts.values()), default=0)
    return [column for column in form.columns if column.key in facts and len(facts[column.key].dimensions) == least]


def _states(form: Form, fact: FactKey) -> bool:
    return any(column.fact and FactKey.parse(column.fact) == fact for column in form.columns)


def _text(row: Mapping[int, InputCell], column: int | None) -> str:
    cell = row.get(column) if column is not None else None
    if cell is None:
        return ""
    return re.sub(r"\s", "", cell.text) or (f"{cell.number:f}" if cell.number is not None else "")


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
