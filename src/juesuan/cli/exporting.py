"""Where tables of data go: a workbook, a CSV file of all numbers, or a package of CSV files in a folder or a .zip."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.cli.console import complain
from juesuan.cli.status import Refusal

if TYPE_CHECKING:
    from juesuan.cli.standard import Chosen
    from juesuan.cli.writing import Gate
    from juesuan.reporting.exports.columns import Resource, Rows
    from juesuan.reporting.exports.sent import Exported
    from juesuan.standard import Standard

__all__ = ["DataSet", "put_files"]

_FACTS = "facts"
_FILES = frozenset({".xlsx", ".csv", ".txt", ".zip"})


class DataSet:
    """The tables of all documents of a command, and where they go as one set: a file whose name says what it will be, else a folder."""

    def __init__(self, path: Path | None, standard: Chosen, gate: Gate) -> None:
        """Takes the place as one of results; None is standard output, for the numbers alone.

        Raises:
            Refusal: when nothing can be written there, or not in this format.
        """
        self._path = path
        self._standard = standard
        self._gate = gate
        self._sent: list[Exported] = []
        if path is None:
            return
        is_promised = path.suffix.casefold() not in _FILES | {""} and not path.is_dir()
        (gate.admit if is_promised or _is_file(path) else gate.admit_folder)(path)
        if is_promised:
            raise Refusal(f"{path}：数据写成 .xlsx、.csv（只有数据一张表）、.zip，或者一个文件夹。请换一个名称。")

    def take(self, sent: Exported | None) -> None:
        """Adds those of a document, if there are any."""
        self._sent += [sent] if sent is not None else []

    def write(self) -> None:
        """Writes them.

        Raises:
            Refusal: when they cannot be written.
        """
        from juesuan.reporting.exports.schema import core
        from juesuan.reporting.exports.sent import unpacked_tables
        from juesuan.reporting.exports.tables import merged

        standard, path = self._standard.standard, self._path
        known = core(standard)
        made = merged((unpacked_tables(tables, known) for tables in self._sent), known)
        if path is None:
            sys.stdout.write(_facts(made, known))
            return
        if _is_file(path):
            self._gate.write(path, _content(path, made, known, standard))
        else:
            files = _files(made, known, standard)
            self._gate.deliver(path, lambda where: put_files(where, files))
        complain(f"已写入 {path}")


def _is_file(path: Path) -> bool:
    return path.suffix.casefold() in _FILES and not path.is_dir()


def _content(path: Path, made: Mapping[str, Rows], known: tuple[Resource, ...], standard: Standard) -> str | bytes:
    match path.suffix.casefold():
        case ".xlsx":
            from juesuan.reporting.exports.workbook import tables_workbook

            return tables_workbook(made, known)
        case ".zip":
            from juesuan.formats.packing import packed_files

            return packed_files(_files(made, known, standard))
        case _:
            return _facts(made, known)


def _facts(made: Mapping[str, Rows], known: tuple[Resource, ...]) -> str:
    from juesuan.reporting.exports.tables import csv_text

    return next(csv_text(one, made[one.name]) for one in known if one.name == _FACTS)


def _files(made: Mapping[str, Rows], known: tuple[Resource, ...], standard: Standard) -> Mapping[str, bytes]:
    from juesuan.reporting.exports.tables import package_files

    return package_files(made, known, standard.hash)


def put_files(where: Path, files: Mapping[str, bytes]) -> None:
    """Writes files below a folder, by path."""
    for name, content in files.items():
        path = where / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
