"""Where everything goes that ``check`` writes: reports, summary, letters, copies, tables."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from juesuan.cli.exporting import DataSet
from juesuan.cli.inputs import Inputs
from juesuan.cli.standard import Chosen
from juesuan.cli.status import Refusal
from juesuan.cli.writing import Gate, folder

if TYPE_CHECKING:
    from juesuan.cli.reviewing import Work

__all__ = ["FILES", "ResultPlaces", "in_unit_folders", "places_of"]

FILES = ("html", "xlsx")
"""Formats that are a file of their own for each document."""


class ResultPlaces(Struct, frozen=True):
    """Where everything goes that this run writes; nothing where nothing is wanted."""

    gate: Gate
    reports: Sequence[Mapping[str, Path]]
    summary: Path | None
    letters: Sequence[Path]
    copies: Sequence[Path]
    tables: DataSet | None

    def of_each(self, count: int) -> list[list[Path]]:
        """Everything that is written of each of so many documents, as far as it is one file a document."""
        found = [[*self.reports[index].values()] if len(self.reports) == count else [] for index in range(count)]
        for paths in filter(None, (self.letters, self.copies)):
            for each, path in zip(found, paths, strict=True):
                each.append(path)
        return found


def places_of(arguments: argparse.Namespace, inputs: Inputs, gate: Gate, standard: Chosen) -> ResultPlaces:
    """Where results go, admitted, with their folders.

    Raises:
        Refusal: when something must not be written where it would go.
    """
    from juesuan.cli.results import SUMMARY

    gathers = bool(arguments.formats) or (inputs.several and arguments.format in FILES)
    reports = [] if arguments.formats else _targets(arguments, inputs)
    letters = _letters(arguments, inputs)
    marked = _copies(arguments.annotate, inputs.files)
    summary = arguments.output / SUMMARY if gathers else None
    if (arguments.roster or arguments.year) and summary is None:
        raise Refusal("--roster 和 --year 写在汇总里，请用 -o 指定一个文件夹。")
    gate.admit(*reports, *filter(None, [summary]), *letters, *marked)
    folders = (
        arguments.output if gathers else None,
        *((arguments.notice, arguments.annotate) if inputs.several else ()),
    )
    for where in filter(None, folders):
        folder(where)
    tables = DataSet(arguments.export, standard, gate) if arguments.export is not None else None
    named = [{arguments.format: report} for report in reports]
    return ResultPlaces(gate, named, summary, letters, marked, tables)


def _targets(arguments: argparse.Namespace, inputs: Inputs) -> list[Path]:
    """Where the results go: nowhere (standard output), one file, or one file a document and a summary."""
    from juesuan.cli.results import one_each

    output = arguments.output
    if arguments.format not in FILES or not inputs.several:
        return [output] if output else []
    if output.suffix.casefold() == f".{arguments.format}" and not output.is_dir():
        raise Refusal(f"{output}：多份文件的 {arguments.format} 结果放在一个文件夹里，-o 请指定文件夹。")
    return one_each(output, inputs.files, arguments.format)


def _copies(where: Path | None, files: Sequence[Path]) -> list[Path]:
    """Where the annotated copies go, if any are wanted."""
    from juesuan.cli.results import copies

    return copies(where, files) if where is not None else []


def _letters(arguments: argparse.Namespace, inputs: Inputs) -> list[Path]:
    """Where the rectification notices go: nowhere, one file, or one a document.

    Raises:
        Refusal: when the file would not be one that Word opens.
    """
    from juesuan.cli.results import one_each

    path = arguments.notice
    if path is None:
        return []
    if inputs.several:
        return one_each(path, inputs.files, "docx", "整改通知-")
    if path.suffix.casefold() != ".docx":
        raise Refusal(f"--notice {path}：整改通知是 Word 文件，文件名请以 .docx 结尾。")
    return [path]


def in_unit_folders(
    places: ResultPlaces, arguments: argparse.Namespace, inputs: Inputs, works: Sequence[Work]
) -> ResultPlaces:
    """The places of a batch, admitted, with their folders: whose a document is was not known before.

    Raises:
        Refusal: when something must not be written where it would go.
    """
    from juesuan.cli.batch import unit_folders

    reports = unit_folders(arguments.output, inputs.files, works, arguments.formats)
    targets = [path for each in reports for path in each.values()]
    for where in dict.fromkeys(path.parent for path in targets):
        folder(where)
    places.gate.admit(*targets)
    return replace(places, reports=reports)
