"""``juesuan read``: what was read of a document, as data."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from juesuan.cli.console import complain
from juesuan.cli.exporting import DataSet, put_files
from juesuan.cli.inputs import find, tell_skipped
from juesuan.cli.layout import add_layout, known_layout
from juesuan.cli.limits import add_limits, got, packed_in, processes
from juesuan.cli.standard import Chosen, add_standard, chosen
from juesuan.cli.status import FINE, UNUSABLE, Refusal
from juesuan.cli.writing import Gate, add_force, chosen_format, folder, refuse_file

if TYPE_CHECKING:
    from juesuan.corpus.extracting import Extracted
    from juesuan.corpus.reading import Packed
    from juesuan.corpus.workers import Workers

__all__ = ["add_to"]

_FORMATS = ("json", "csv", "xlsx", "package")


def add_to(commands: Any) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "read",
        help="读出文件中的全部数据",
        description="读取公开文件，输出每张表、每个数字、对应的数据键和位置，不作判断。",
        epilog="多份文件、文件夹：json 每行一个对象；csv、xlsx、package 合为一套表（文件、单位、数据），各列见 docs/data_package.md。",
    )
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="文件", help="要读取的文件、文件夹或压缩包（.zip），可以多份"
    )
    add_layout(parser)
    add_standard(parser)
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        metavar="格式",
        help="json、csv（数据一张表；-o 是文件夹的，各表一份）、xlsx 或 package（数据包）（默认按 -o 的文件名，否则 json）",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="文件",
        help="写入文件；不给则输出到屏幕（xlsx 和 package 必须给；package 为 .zip 文件或新文件夹，csv 也可以是文件夹）",
    )
    parser.add_argument("--overlay", type=Path, metavar="文件夹", help="画出每一页，标明读到的数字（仅 PDF）")
    add_force(parser)
    add_limits(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Reads the files and writes what was read."""
    from juesuan.corpus.extracting import PACKAGES

    asked = chosen(arguments)
    only_drawn = arguments.overlay is not None and arguments.output is None and arguments.format is None
    form = None if only_drawn else chosen_format(arguments.output, arguments.format, _FORMATS)
    if form in {"xlsx", "package"} and arguments.output is None:
        raise Refusal(f"{form} 格式不能输出到屏幕，请用 -o 指定文件。")
    gate = Gate.of(arguments)
    if arguments.overlay is not None:
        refuse_file(arguments.overlay, "--overlay")
    with processes(arguments, duties=PACKAGES if form == "package" else None) as workers:
        inputs = find(arguments.files, gate, workers)
        tell_skipped(inputs)
        if inputs.several and arguments.overlay is not None:
            raise Refusal("--overlay 一次只能画一份文件。")
        wanted = _Wanted(form, arguments.output, known_layout(arguments.layout, asked), gate)
        if form == "csv" or (inputs.several and form in {"xlsx", "package"}):
            return _tables(inputs.files, wanted, asked, workers)
        if inputs.several:
            return _lines(inputs.files, wanted, workers)
        return _single(inputs.files[0], wanted, arguments.overlay, workers)


class _Wanted(Struct, frozen=True):
    """What is wanted of the files: the format (None: nothing), where it goes, their layout."""

    form: str | None
    output: Path | None
    layout: str | None
    gate: Gate


def _single(path: Path, wanted: _Wanted, overlay: Path | None, workers: Workers) -> int:
    """One document by itself."""
    from juesuan.corpus.extracting import Extract

    form, output, gate = wanted.form, wanted.output, wanted.gate
    packs_folder = form == "package" and output is not None and output.suffix.lower() != ".zip"
    if output is not None:
        (gate.admit_folder if packs_folder else gate.admit)(output)
    document = packed_in(workers, path, wanted.layout)
    if overlay is not None:
        _draw(document, path, overlay, gate, workers)
    extracted = got(path, workers.ask(Extract(document, "folder" if packs_folder else form or "")))
    if packs_folder and output is not None:
        gate.deliver(output, lambda made: put_files(made, extracted.files))
        complain(f"已写入 {output}")
    elif form is not None:
        _deliver(extracted.files.get("") or extracted.text, output, gate)
    return FINE if extracted.has_numbers else _nothing(path)


def _nothing(path: Path) -> int:
    complain(f"{path.name}：没有读出任何数据。")
    return UNUSABLE


def _lines(files: Sequence[Path], wanted: _Wanted, workers: Workers) -> int:
    """Several documents, an object a line."""
    if wanted.output is not None:
        wanted.gate.admit(wanted.output)
    found = dict(_extracted(files, "lines", wanted.layout, workers))
    _deliver("".join(extracted.text for extracted in found.values()), wanted.output, wanted.gate)
    return FINE if len(found) == len(files) and all(each.has_numbers for each in found.values()) else UNUSABLE


def _tables(files: Sequence[Path], wanted: _Wanted, asked: Chosen, workers: Workers) -> int:
    """Documents in one set of tables."""
    tables = DataSet(wanted.output, asked, wanted.gate)
    found = dict(_extracted(files, "tables", wanted.layout, workers))
    for extracted in found.values():
        tables.take(extracted.tables)
    if found:
        tables.write()
    return FINE if len(found) == len(files) and all(each.has_numbers for each in found.values()) else UNUSABLE


def _extracted(
    files: Sequence[Path], form: str, layout: str | None, workers: Workers
) -> Iterator[tuple[Path, Extracted]]:
    """What was read of each file that can be read; why of the others is told. One alone refuses the command."""
    from juesuan.corpus.extracting import Extract

    for path in files:
        try:
            document = packed_in(workers, path, layout)
            extracted = got(path, workers.ask(Extract(document, form)))
        except Refusal as refusal:
            if len(files) == 1:
                raise
            complain(str(refusal))
            continue
        if not extracted.has_numbers:
            _nothing(path)
        yield path, extracted


def _deliver(content: str | bytes, output: Path | None, gate: Gate) -> None:
    if output is not None:
        gate.write(output, content)
        complain(f"已写入 {output}")
    else:
        sys.stdout.write(str(content))


def _draw(document: Packed, path: Path, where: Path, gate: Gate, workers: Workers) -> None:
    from juesuan.corpus.overlay import Draw

    drawn = got(path, workers.ask(Draw(os.fsencode(path), document)))
    if not drawn:
        raise Refusal(f"{path.name}：只有 PDF 文件能画出页面。")
    pages = {where / f"page-{number:03}.svg": page for number, page in drawn.items()}
    gate.admit(*pages)
    folder(where)
    for target, page in pages.items():
        gate.write(target, page)
    complain(f"已在 {where} 画出 {len(pages)} 页。")
