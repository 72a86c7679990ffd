"""Which tables there are in a folder of evidence: files, their sheets, their headers, and what kind of table each of them is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from juesuan.formats.errors import NotFound, ReadError, TooLarge
from juesuan.formats.files import check_readable
from juesuan.model import Place, Problem, cell_name
from juesuan.model.expressions import expression
from juesuan.recognising.ledger.ledger_files import LedgerTable, tables_of
from juesuan.standard import Standard
from juesuan.standard.evidence import EvidenceField, EvidenceKind, header_unit, plain_header

__all__ = ["EvidenceSearch", "EvidenceSource", "SourceColumn", "found_sources"]

_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".csv", ".tsv", ".txt"})
PARQUET = ".parquet"
_HIDDEN = (".", "_", "~")
MOST_FILES, MOST_BYTES, MOST_COLUMNS = 200, 1 << 30, 200
"""Twelve months of a dozen tables are some 150 files; a million rows of ten columns are 100 MB of text."""
_HEADER_WITHIN = 20
_NUMBER = expression(r"[-+]?[\d.,%\s]+")
_NAMELESS = expression(r"(?:Sheet|工作表|表)\s*\d*", 2)
_UNIT_LINE = expression(r"单位\s*[:：]\s*(?P<unit>千元|万元|百万元|亿元|元)")
_NOT_READ = "不是表格（.xlsx .xls .csv .parquet），没有读取"
_ADVICE = "请拆成几份，或删去用不到的行和列"


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """A column: its place from 0, what measures call it, the field that it is, its unit as far as the table says so, its header."""

    index: int
    title: str
    field: EvidenceField | None
    unit: str
    header: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceSource:
    """One table as a file for the engine.

    Attributes:
        number: among all, from 0. file, sheet: what people call it. name: the table that its rows belong to.
        path: of the file that the engine reads; delimiter: between its cells, empty for Parquet.
        header: the row of the header, from 0; -1 for Parquet, which has names instead. width: columns to read.
        columns: those with a header.
    """

    number: int
    file: str
    sheet: str
    name: str
    kind: EvidenceKind | None
    path: Path
    delimiter: str
    header: int
    width: int
    columns: tuple[SourceColumn, ...]

    def place(self, row: int, column: SourceColumn | None = None) -> Place:
        """The place of a row, from 1, or of a cell of it."""
        if self.sheet:
            index = column.index if column is not None else self.columns[0].index
            return Place(sheet=self.sheet, cell=cell_name(row - 1, index))
        return Place(line=row, column=f"“{column.title}”栏" if column is not None else None)

    def where(self, row: int) -> str:
        """The place of a row for people: ``月报.xlsx 1月!第3行``."""
        sheet = f" {self.sheet}!" if self.sheet else " "
        return f"{self.file}{sheet}第{row}行"

    def problem(self, message: str, row: int | None = None, column: SourceColumn | None = None) -> Problem:
        """Something to say of a row, or of the table."""
        place = Place(sheet=self.sheet or None) if row is None else self.place(row, column)
        return Problem(message, place, self.file)


@dataclass
class EvidenceSearch:
    """How a folder is looked through.

    Attributes:
        called: which table a file (or ``file!sheet``, by its path below the folder) is, where somebody says so.
        only: the files that count, by such paths; none: all that there are.
        problems: what could not be read. notes: what was read in a way that the user should know of.
    """

    standard: Standard
    called: Mapping[str, str] = field(default_factory=dict)
    only: Sequence[str] = ()
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    count: int = 0


def found_sources(folder: Path, scratch: Path, search: EvidenceSearch) -> Iterator[EvidenceSource]:
    """The tables of a folder, in the order of their names; what cannot be read is a problem, and the others are read all the same.

    ``scratch``: a folder for texts that have to be written anew for the engine.

    Raises:
        ReadError: when there is no such folder, or far too much in it.
    """
    if not folder.is_dir():
        raise NotFound(folder, "没有这个文件夹", "请检查佐证材料文件夹的位置")
    files = _listed(folder, search) if search.only else _all_of(folder, search)
    if len(files) > MOST_FILES:
        raise TooLarge(folder, f"有 {len(files)} 份文件，超过 {MOST_FILES} 份", "请只放佐证表")
    for number, path in enumerate(files):
        below = scratch / str(number)
        below.mkdir()
        name = path.relative_to(folder).as_posix()
        try:
            if check_readable(path) > MOST_BYTES:
                raise TooLarge(path, f"文件超过 {MOST_BYTES >> 20} MB", _ADVICE)
            yield from (
                _parquet(path, name, search) if path.suffix.lower() == PARQUET else _sheets(path, name, below, search)
            )
        except ReadError as error:
            search.problems.append(Problem(str(error).partition("：")[2] or str(error), file=name))


def _all_of(folder: Path, search: EvidenceSearch) -> list[Path]:
    """Every file that may be a table, by its path; of the others it is noted that nobody reads them."""
    found = [
        path
        for path in sorted(folder.rglob("*"), key=lambda item: item.as_posix())
        if path.is_file() and not any(part.startswith(_HIDDEN) for part in path.relative_to(folder).parts)
    ]
    tables = [path for path in found if path.suffix.lower() in {*_SUFFIXES, PARQUET}]
    for path in found:
        if path.suffix.lower() not in {*_SUFFIXES, PARQUET}:
            search.notes.append(Problem(_NOT_READ, file=path.relative_to(folder).as_posix()))
    return tables


def _listed(folder: Path, search: EvidenceSearch) -> list[Path]:
    """The files that are named, which lie in the folder or below it."""
    found: list[Path] = []
    for name in dict.fromkeys(search.only):
        path = folder / name.replace("\\", "/")
        if not path.resolve().is_relative_to(folder.resolve()):
            search.problems.append(Problem("不在工作簿所在的文件夹里，没有读取", file=name))
        elif not path.is_file():
            search.problems.append(Problem("没有这份文件，请检查“佐证表”中的文件名", file=name))
        else:
            found.append(path)
    return found


def _parquet(path: Path, name: str, search: EvidenceSearch) -> Iterator[EvidenceSource]:
    from juesuan.performance.evidence.engine import parquet_columns  # noqa: PLC0415 (few bureaus have such files)

    yield from _source(LedgerTable("", path, "", (parquet_columns(path),)), name, search, -1)


def _sheets(path: Path, name: str, below: Path, search: EvidenceSearch) -> Iterator[EvidenceSource]:
    tables = list(tables_of(path, below, spreading=True))
    if any(search.standard.workbook.guide == table.sheet for table in tables):
        search.notes.append(Problem("是会计填写的工作簿，不是佐证表，没有读取", file=name))
        return  # it lies beside its evidence
    for table in tables:
        if not any(text.strip() for row in table.top for text in row):
            continue
        at = Place(sheet=table.sheet)
        if table.hidden:
            search.problems.append(Problem("是隐藏的工作表，没有读取；要用的请取消隐藏", at, name))
            continue
        if table.spread:
            told = f"有竖着合并的格，{table.spread} 格按合并格的文字、日期读取；合并的金额、数字只算在第一行"
            search.notes.append(Problem(told, at, name))
        yield from _source(table, name, search)


def _source(
    table: LedgerTable, name: str, search: EvidenceSearch, header: int | None = None
) -> Iterator[EvidenceSource]:
    """The table, if it has a header."""
    wanted = search.called.get(f"{name}!{table.sheet}", search.called.get(name, ""))
    title = table.sheet if table.sheet and not _NAMELESS.fullmatch(table.sheet) else Path(name).stem
    kind, row = _recognised(table, wanted or f"{Path(name).stem} {table.sheet}", search.standard)
    if kind is None:
        row = _plain_header_row(table)
    if row is None:
        search.problems.append(Problem("没有找到表头，没有读取", Place(sheet=table.sheet or None), name))
        return
    if kind is None and header is None and len(table.top) <= row + 1:
        search.notes.append(Problem("没有数据行，没有读取", Place(sheet=table.sheet or None), name))
        return
    columns = _columns(table, row, kind)
    if not columns:
        search.problems.append(Problem("没有找到表头，没有读取", Place(sheet=table.sheet or None), name))
        return
    if len(columns) > MOST_COLUMNS:
        search.problems.append(Problem(f"有 {len(columns)} 栏，超过 {MOST_COLUMNS} 栏，没有读取", file=name))
        return
    called = kind.name if kind is not None else _nameable(wanted or title) or "表"
    made = EvidenceSource(
        search.count,
        name,
        table.sheet,
        called,
        kind,
        table.path,
        table.delimiter,
        row if header is None else header,
        max(column.index for column in columns) + 1,
        tuple(columns),
    )
    search.count += 1
    _complain_of_columns(made, table.top[row], search)
    yield made


def _recognised(table: LedgerTable, name: str, standard: Standard) -> tuple[EvidenceKind | None, int | None]:
    """The kind of a table, by its name and its header, and the row of that."""
    best: tuple[tuple[bool, bool, int], EvidenceKind, int] | None = None
    for kind in standard.evidence.kinds:
        called = kind.is_called(name)
        for row, texts in enumerate(table.top[:_HEADER_WITHIN]):
            keys = {found.key for text in texts if text.strip() and (found := kind.labelled(text)) is not None}
            whole = all(field.key in keys for field in kind.fields if field.required)
            rank = (called, whole, len(keys))
            enough = len(keys) >= 2 if called else whole and len(keys) >= 3
            if enough and (best is None or rank > best[0]):
                best = (rank, kind, row)
    return (best[1], best[2]) if best is not None else (None, None)


def _plain_header_row(table: LedgerTable) -> int | None:
    """The header of a table that is of no known kind: the first of the rows with most words."""
    counts = [
        len({text.strip() for text in texts if text.strip() and not _NUMBER.fullmatch(text.strip())})
        for texts in table.top[:_HEADER_WITHIN]
    ]
    most = max(counts, default=0)
    return counts.index(most) if most else None


def _columns(table: LedgerTable, row: int, kind: EvidenceKind | None) -> list[SourceColumn]:
    """The columns with a header, each name once. A unit above the table is that of all its money."""
    above = next(
        (found["unit"] for texts in table.top[:row] for text in texts if (found := _UNIT_LINE.search(text))), ""
    )
    columns: dict[str, SourceColumn] = {}
    for index, text in enumerate(table.top[row]):
        if not text.strip():
            continue
        own = kind.labelled(text) if kind is not None else None
        title = _nameable(own.title if own is not None else plain_header(text))
        if not title:
            continue
        unit = header_unit(text) or (above if own is not None and own.type == "money" else "")
        columns.setdefault(title.casefold(), SourceColumn(index, title, own, unit, text))
    return list(columns.values())


def _nameable(text: str) -> str:
    """A text as the name of a table or column: those that begin with a low line, or have a number sign, are names of our own."""
    return "".join(character for character in text if character.isprintable()).replace("#", "＃").strip("_ ")


def _complain_of_columns(source: EvidenceSource, header: tuple[str, ...], search: EvidenceSearch) -> None:
    """Columns that are missing, or stand there twice."""
    row = source.header + 1
    kept = {column.index for column in source.columns}
    for index, text in enumerate(header):
        if text.strip() and index not in kept:
            twice = SourceColumn(index, plain_header(text), None, "")
            search.problems.append(source.problem(f"“{text.strip()}”与前面的栏同名，没有读取", max(row, 1), twice))
    if source.kind is not None:
        here = {column.field.key for column in source.columns if column.field is not None}
        for item in source.kind.fields:
            if item.required and item.key not in here:
                search.problems.append(source.problem(f"按“{source.kind.name}”读取，缺少“{item.label}”一栏"))
