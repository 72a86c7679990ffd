"""Excel workbooks (.xlsx): cell values, shown through their number formats, and what is merged, ruled or hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from juesuan.formats.archives.office import Element, OfficePackage, attribute, local_name
from juesuan.formats.errors import Damaged, TooLarge
from juesuan.formats.excel.reading.formula import compute
from juesuan.formats.excel.reading.number_format import BUILT_IN, MAX_EXPONENT, displayed
from juesuan.formats.excel.reading.worksheet import MOST_REFUSALS, BorderLine, CellFormula, Merge, Worksheet, source_of
from juesuan.formats.limits import USUAL, Limits
from juesuan.formats.pages.source import Source
from juesuan.formats.reading_budget import Budget
from juesuan.model import Place
from juesuan.model.whole_numbers import whole_number

__all__ = ["read_xlsx", "xlsx_sheets"]

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_ON = ("1", "true")
_SIDES = ("left", "right", "top", "bottom", "start", "end")
_CENTRED = ("center", "centerContinuous")
RULED_SIDES = 2
"""Sides that make a cell ruled: a single line under a cell belongs to the row below, or is there to write on."""


@dataclass(frozen=True, slots=True)
class _CellLook:
    """What a cell format says: the code of its number format, whether cells are ruled, and centred."""

    code: str = ""
    ruled: bool = False
    centred: bool = False


def read_xlsx(path: Path, data: bytes, limits: Limits = USUAL) -> Source:
    """The visible worksheets as pages."""
    sheets, budget = xlsx_sheets(path, data, limits)
    return source_of(path, "xlsx", data, sheets, budget)


def xlsx_sheets(
    path: Path, data: bytes, limits: Limits = USUAL, *, with_hidden: bool = False
) -> tuple[Iterator[Worksheet], Budget]:
    """The worksheets as they are seen, read one by one, and what counts their cells; hidden ones are blank, unless they are wanted.

    A worksheet that is too large costs that worksheet and is named; the only one costs the file.
    """
    package = OfficePackage(path, data, limits)
    main = package.main_part()
    if main is None:
        raise Damaged(path, "找不到工作簿部件")
    workbook = package.xml(main)
    related = package.related(main)
    parts = {kind: target for kind, target in related.values() if target in package}
    reader = _SheetReader(
        package,
        looks=_looks(package.xml(parts["styles"])) if "styles" in parts else [],
        strings=list(_shared_strings(package, parts["sharedStrings"])) if "sharedStrings" in parts else [],
        is_1904=any(attribute(element, "date1904") in _ON for element in workbook.iterfind("{*}workbookPr")),
    )
    return _sheets(reader, workbook, related, with_hidden=with_hidden), reader.budget


def _sheets(
    reader: _SheetReader, workbook: Element, related: Mapping[str, tuple[str, str]], *, with_hidden: bool
) -> Iterator[Worksheet]:
    refused: TooLarge | None = None
    read = refusals = 0
    for element in workbook.iterfind("{*}sheets/{*}sheet"):
        name = attribute(element, "name") or ""
        kind, target = related.get(attribute(element, "id") or "", ("", ""))
        if refusals == MOST_REFUSALS:
            reader.budget.leave_out("其余的工作表没有读取")
            break
        hidden = attribute(element, "state") in ("hidden", "veryHidden")
        if hidden and not with_hidden:
            yield Worksheet(name, hidden=True)
        elif kind == "worksheet":
            try:
                sheet = reader.sheet(name, target)
            except TooLarge as error:
                refused = error
                refusals += 1
                reader.budget.leave_out(f"工作表没有读取：{error.reason}", Place(sheet=name))
                continue
            read += 1
            sheet.hidden = hidden
            yield sheet
    if refused is not None and not read:
        raise refused


class _SheetReader:
    """Reads the worksheets of one workbook."""

    def __init__(self, package: OfficePackage, looks: list[_CellLook], strings: list[str], is_1904: bool) -> None:
        self._package = package
        self._looks = looks
        self._strings = strings
        self._is_1904 = is_1904
        self.budget: Budget = package.budget

    def sheet(self, name: str, part: str) -> Worksheet:
        """A worksheet, read as a stream of rows."""
        sheet = Worksheet(name)
        row = -1
        shown = 0
        for element in self._package.elements(part, ("row", "col", "mergeCell", "drawing")):
            match local_name(element):
                case "row":
                    row = _row_number(element, row + 1)
                    line = self._line(element)
                    shown += max(len(line.texts), 1)
                    if line.texts or line.ruled or line.uncomputed:
                        self.budget.check("items", shown)
                        sheet.lines[row] = line
                    sheet.hides_cells |= bool(line.texts) and element.get("hidden") in _ON
                    element.clear()
                case "col":
                    sheet.hides_cells |= element.get("hidden") in _ON
                case "mergeCell":
                    self.budget.spend("cells")
                    merge = _range(element.get("ref", ""))
                    sheet.merges += [merge] if merge is not None else []
                case "drawing":
                    sheet.pictured = True
        compute(sheet, self.budget, is_1904=self._is_1904)
        return sheet

    def _line(self, row: Element) -> BorderLine:
        line = BorderLine()
        column = -1
        self.budget.spend("cells", len(row))
        for cell in row:
            if local_name(cell) != "c":
                continue
            at = _corner(cell.get("r", ""))
            column = at[1] if at is not None else column + 1
            style = cell.get("s", "0")
            index = whole_number(style)
            look = self._looks[index] if index is not None and index < len(self._looks) else _CellLook()
            line.ruled |= look.ruled << column
            line.centred |= look.centred << column
            text = self._text(cell, look)
            if not text.strip():
                if _is_uncomputed(cell):
                    line.uncomputed |= 1 << column
                    line.formulas[column] = CellFormula(_formula(cell), look.code)
                continue
            self.budget.spend_text(text)
            line.texts[column] = text
            number = _stored_number(cell)
            if number is not None:
                line.numbers[column] = number
        return line

    def _text(self, cell: Element, look: _CellLook) -> str:
        """What a cell shows."""
        value = next((child.text or "" for child in cell if local_name(child) == "v"), "")
        match cell.get("t", "n"):
            case "s":
                index = whole_number(value)
                return self._strings[index] if index is not None and index < len(self._strings) else ""
            case "inlineStr":
                return "".join(_string(child) for child in cell if local_name(child) == "is")
            case "b":
                return "TRUE" if value in _ON else "FALSE"
            case "n":
                return self._number(value, look)
            case _:
                return value

    def _number(self, value: str, look: _CellLook) -> str:
        try:
            return displayed(Decimal(value), look.code, self._is_1904) if value else ""
        except InvalidOperation:
            return value


def _stored_number(cell: Element) -> Decimal | None:
    """The number in a cell, as the file spells it."""
    if cell.get("t", "n") != "n":
        return None
    text = next((child.text or "" for child in cell if local_name(child) == "v"), "")
    try:
        number = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() and abs(number.adjusted()) <= MAX_EXPONENT else None


def _is_uncomputed(cell: Element) -> bool:
    """Whether the cell has a formula and no value: programs that only write leave the computing to Excel."""
    parts = {local_name(child): child.text for child in cell}
    return "f" in parts and not parts.get("v") and cell.get("t") != "str"


def _formula(cell: Element) -> str:
    """The formula of a cell; empty for those that only refer to that of another."""
    return next((child.text or "" for child in cell if local_name(child) == "f"), "")


def _shared_strings(package: OfficePackage, part: str) -> Iterator[str]:
    for element in package.elements(part, ("si",)):
        yield _string(element)
        element.clear()


def _string(element: Element) -> str:
    """The text of a string item, without the phonetic guides of its characters."""
    texts: list[str] = []
    for child in element:
        match local_name(child):
            case "t":
                texts.append(child.text or "")
            case "r":
                texts += [part.text or "" for part in child if local_name(part) == "t"]
    return "".join(texts)


def _looks(styles: Element) -> list[_CellLook]:
    """The cell formats, by index."""
    codes = dict(BUILT_IN)
    for element in styles.iterfind("{*}numFmts/{*}numFmt"):
        number = whole_number(element.get("numFmtId", ""))
        if number is not None:
            codes[number] = element.get("formatCode", "")
    ruled = [_is_ruled(border) for border in styles.iterfind("{*}borders/{*}border")]
    looks = []
    for element in styles.iterfind("{*}cellXfs/{*}xf"):
        number, border = (whole_number(element.get(name, "0")) for name in ("numFmtId", "borderId"))
        looks.append(
            _CellLook(
                codes.get(number, "") if number is not None else "",
                border is not None and border < len(ruled) and ruled[border],
                any(child.get("horizontal") in _CENTRED for child in element if local_name(child) == "alignment"),
            )
        )
    return looks


def _is_ruled(border: Element) -> bool:
    sides = [side for side in border if local_name(side) in _SIDES and side.get("style", "none") != "none"]
    return len(sides) >= RULED_SIDES


def _row_number(row: Element, expected: int) -> int:
    number = whole_number(row.get("r", ""))
    return number - 1 if number is not None and 0 < number < 10_000_000 else expected


def _corner(reference: str) -> tuple[int, int] | None:
    """Row and column from 0 of a reference such as ``C7``."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _range(reference: str) -> Merge | None:
    first, _, last = reference.partition(":")
    start, end = _corner(first), _corner(last or first)
    if start is None or end is None or end < start or end[1] < start[1]:
        return None
    return Merge(*start, *end)
