"""``juesuan read``: what was read of a document, as data."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juesuan.cli.console import complain
from juesuan.cli.files import folder, refuse_to_overwrite, write_whole
from juesuan.cli.profile import add_profile, known_profile
from juesuan.cli.status import FINE, UNUSABLE, Refusal

if TYPE_CHECKING:
    from juesuan.model import Disclosure

__all__ = ["add_to"]


def add_to(commands: Any) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "read",
        help="读出文件中的全部数据",
        description="读取公开文件，输出每张表、每个数字、对应的数据键和位置，不作判断。",
    )
    parser.add_argument("file", type=Path, metavar="文件", help="要读取的文件")
    add_profile(parser)
    parser.add_argument(
        "--format",
        choices=("json", "csv", "xlsx", "package"),
        metavar="格式",
        help="json（默认）、csv、xlsx 或 package（数据包：各表的 CSV 和 Parquet）",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="文件",
        help="写入文件；不给则输出到屏幕（xlsx 和 package 必须给；package 为 .zip 文件或新文件夹）",
    )
    parser.add_argument("--overlay", type=Path, metavar="文件夹", help="画出每一页，标明读到的数字（仅 PDF）")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Reads the file and writes what was read."""
    import juesuan
    from juesuan.reading.errors import ReadError

    chosen = arguments.format or (None if arguments.overlay and not arguments.output else "json")
    if chosen in {"xlsx", "package"} and arguments.output is None:
        raise Refusal(f"{chosen} 格式不能输出到屏幕，请用 -o 指定文件。")
    if arguments.output is not None:
        refuse_to_overwrite([arguments.output], [arguments.file])
    try:
        disclosure = juesuan.read(arguments.file, known_profile(arguments.profile))
        if arguments.overlay is not None:
            _draw(disclosure, arguments.file, arguments.overlay)
    except ReadError as error:
        raise Refusal(str(error)) from error
    if chosen == "package":
        _pack(disclosure, arguments.output)
    elif chosen is not None:
        _deliver(_content(disclosure, chosen), arguments.output)
    if not disclosure.statements:
        complain(f"{arguments.file.name}：没有读出任何数据。")
        return UNUSABLE
    return FINE


def _content(disclosure: Disclosure, chosen: str) -> str | bytes:
    if chosen == "xlsx":
        from juesuan.reporting.extract_workbook import render

        return render(disclosure)
    from juesuan.reporting.extract import disclosure_object, statements_csv
    from juesuan.reporting.json_report import dumps

    return statements_csv(disclosure) if chosen == "csv" else dumps(disclosure_object(disclosure)) + "\n"


def _pack(disclosure: Disclosure, output: Path) -> None:
    """The data package, in one file or in a folder of its own, which must not hold anything else."""
    import tempfile

    from juesuan.publishing.layout import layouts
    from juesuan.publishing.package import publish_package

    known = layouts()
    layout = known.get(disclosure.info.profile) or next(iter(known.values()))
    if output.suffix.lower() == ".zip":
        with tempfile.TemporaryDirectory() as name:
            made = Path(name) / "package.zip"
            publish_package(disclosure, layout, made)
            write_whole(output, made.read_bytes())
    else:
        if any(folder(output).iterdir()):
            raise Refusal(f"{output}：文件夹里已有文件，为免覆盖没有写入。请换一个新的文件夹名。")
        publish_package(disclosure, layout, output)
    complain(f"已写入 {output}")


def _deliver(content: str | bytes, output: Path | None) -> None:
    if output is not None:
        write_whole(output, content)
        complain(f"已写入 {output}")
    else:
        sys.stdout.write(str(content))


def _draw(disclosure: Disclosure, path: Path, where: Path) -> None:
    from juesuan.cli.overlay import draw

    pages = draw(disclosure, path, folder(where))
    if not pages:
        raise Refusal(f"{path.name}：只有 PDF 文件能画出页面。")
    complain(f"已在 {where} 画出 {pages} 页。")
