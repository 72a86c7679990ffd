"""``juesuan read``: what was read of a document, as data."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juesuan.cli.console import complain
from juesuan.cli.layout import add_layout, known_layout
from juesuan.cli.limits import add_limits, got, packed_in, processes
from juesuan.cli.standard import add_standard, chosen
from juesuan.cli.status import FINE, UNUSABLE, Refusal
from juesuan.cli.writing import Gate, add_force, chosen_format, folder, refuse_file

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    )
    parser.add_argument("file", type=Path, metavar="文件", help="要读取的文件")
    add_layout(parser)
    add_standard(parser)
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        metavar="格式",
        help="json、csv、xlsx 或 package（数据包：各表的 CSV 和 Parquet）（默认按 -o 的文件名，否则 json）",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="文件",
        help="写入文件；不给则输出到屏幕（xlsx 和 package 必须给；package 为 .zip 文件或新文件夹）",
    )
    parser.add_argument("--overlay", type=Path, metavar="文件夹", help="画出每一页，标明读到的数字（仅 PDF）")
    add_force(parser)
    add_limits(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Reads the file and writes what was read."""
    from juesuan.corpus.extracting import PACKAGES, Extract

    asked = chosen(arguments)
    only_drawn = arguments.overlay is not None and arguments.output is None and arguments.format is None
    form = None if only_drawn else chosen_format(arguments.output, arguments.format, _FORMATS)
    if form in {"xlsx", "package"} and arguments.output is None:
        raise Refusal(f"{form} 格式不能输出到屏幕，请用 -o 指定文件。")
    gate = Gate.of(arguments)
    if arguments.overlay is not None:
        refuse_file(arguments.overlay, "--overlay")
    packs_folder = form == "package" and arguments.output.suffix.lower() != ".zip"
    if arguments.output is not None:
        (gate.admit_folder if packs_folder else gate.admit)(arguments.output)
    with processes(arguments, duties=PACKAGES if form == "package" else None) as workers:
        document = packed_in(workers, arguments.file, known_layout(arguments.layout, asked))
        if arguments.overlay is not None:
            _draw(document, arguments.file, arguments.overlay, gate, workers)
        job = Extract(document, "folder" if packs_folder else form or "")
        extracted = got(arguments.file, workers.ask(job))
    if packs_folder:
        gate.deliver(arguments.output, lambda made: _put(made, extracted.files))
        complain(f"已写入 {arguments.output}")
    elif form is not None:
        _deliver(extracted.files.get("") or extracted.text, arguments.output, gate)
    if not extracted.has_numbers:
        complain(f"{arguments.file.name}：没有读出任何数据。")
        return UNUSABLE
    return FINE


def _put(where: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = where / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


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
