"""Excel workbooks (.xlsx) with cell comments and one more sheet that lists the findings. Cells and formulas stay as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from lxml import etree

from juesuan.formats.archives.office_copy import Element, OfficeCopy, local_name
from juesuan.formats.excel.annotating.cell_formats import Looks
from juesuan.formats.excel.annotating.comments import Commenter
from juesuan.formats.excel.annotating.findings_sheet import findings_sheet
from juesuan.formats.refusal import Unmarkable
from juesuan.formats.remarks import MarkedPlace, Remarks
from juesuan.model.whole_numbers import whole_number

__all__ = ["annotate_xlsx"]

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_NAME = "核对结果"
_STRICT = "http://purl.oclc.org/"


def annotate_xlsx(data: bytes, remarks: Remarks) -> bytes:
    """The workbook with a comment at every cell that is marked, and the sheet of findings at its end.

    Raises:
        Unmarkable: when the file cannot be copied.
    """
    package = OfficeCopy(data)
    main = package.target("", "officeDocument") or "xl/workbook.xml"
    workbook = package.xml(main)
    sheets = next((child for child in workbook if local_name(child) == "sheets"), None)
    if sheets is None:
        raise Unmarkable("工作簿里没有工作表。请用 Excel 另存一份再试。")
    parts = _parts(package, main, sheets)
    is_strict = etree.QName(workbook).namespace.startswith(_STRICT)
    commenter = Commenter(package, len(parts), is_strict)
    for name, marks in _by_sheet(remarks.marks).items():
        if name in parts:
            commenter.comment(parts[name], _by_cell(marks))
    _add_sheet(package, main, sheets, findings_sheet(remarks, Looks(package, main), workbook, set(parts)), is_strict)
    package.put_xml(main, workbook)
    return package.written()


def _parts(package: OfficeCopy, main: str, sheets: Element) -> Mapping[str, str]:
    """The parts of the worksheets, by name."""
    related = {key: target for key, kind, target in package.related(main) if kind == "worksheet" and target in package}
    found = {}
    for sheet in sheets:
        key = next((value for name, value in sheet.items() if name.endswith("}id")), "")
        if key in related:
            found[sheet.get("name", "")] = related[key]
    return found


def _by_sheet(marks: Iterable[MarkedPlace]) -> Mapping[str, list[MarkedPlace]]:
    found: dict[str, list[MarkedPlace]] = defaultdict(list)
    for mark in marks:
        found[mark.place.sheet or ""].append(mark)
    return found


def _by_cell(marks: Iterable[MarkedPlace]) -> list[MarkedPlace]:
    """One mark a cell: a cell has one comment, whatever its text says."""
    found: dict[str, MarkedPlace] = {}
    for mark in marks:
        cell = mark.place.cell or ""
        notes = (*found[cell].notes, *mark.notes) if cell in found else mark.notes
        once = dict.fromkeys(sorted(notes, key=lambda note: not note.full))
        found[cell] = MarkedPlace(mark.place, mark.printed, tuple(once))
    return list(found.values())


def _add_sheet(package: OfficeCopy, main: str, sheets: Element, root: Element, is_strict: bool) -> None:
    """Puts a sheet behind the others."""
    part = package.free_name("xl/worksheets/sheet{}.xml")
    package.put_xml(part, root)
    package.declare(part, _SHEET)
    names = {sheet.get("name", "").casefold() for sheet in sheets}
    name, number = _NAME, 2
    while name.casefold() in names:
        name, number = f"{_NAME}{number}", number + 1
    ids = [whole_number(sheet.get("sheetId", "")) or 0 for sheet in sheets]
    element = etree.SubElement(sheets, etree.QName(sheets).text.replace("}sheets", "}sheet"))
    element.set("name", name)
    element.set("sheetId", str(max(ids, default=0) + 1))
    key = package.relate(main, "worksheet", part, is_strict)
    element.set(f"{{{package.relation_namespace(is_strict)}}}id", key)
