"""``juesuan compare``: the re-check of a corrected version."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juesuan.cli.console import colourful, columns, complain
from juesuan.cli.faults import tell_of_rules
from juesuan.cli.layout import add_layout, known_layout
from juesuan.cli.limits import add_limits, got, packed_in, processes
from juesuan.cli.standard import add_standard, chosen
from juesuan.cli.status import ERRORS, FAULT, FINE, Refusal
from juesuan.cli.writing import Gate, add_force, chosen_format

if TYPE_CHECKING:
    from juesuan.corpus.comparing import ComparedVersions
    from juesuan.corpus.workers import Workers

__all__ = ["add_to"]

_FORMATS = ("text", "json", "html", "xlsx")
_FILES = ("html", "xlsx")

_EPILOG = """退出状态：0 没有遗留、新出现或无法比较的错误；1 有；2 文件未能读取、不是同一文件的两个版本，或用法不对；3 程序内部出错。"""


def add_to(commands: Any) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "compare",
        help="核对整改后的新版本",
        description="把整改后的文件与原来的比较：哪些问题已改正，哪些仍存在，新出现了哪些，改动了哪些数字。",
        epilog=_EPILOG,
    )
    parser.add_argument("old", type=Path, metavar="原版本", help="原来公开的文件")
    parser.add_argument("new", type=Path, metavar="新版本", help="整改后的文件，格式可以不同")
    parser.add_argument("--previous", type=Path, metavar="文件", help="同一单位上年的决算公开文件，两个版本都与它核对")
    parser.add_argument("--budget", type=Path, metavar="文件", help="同一单位本年的预算公开文件，两个版本都与它核对")
    parser.add_argument("--waivers", type=Path, metavar="文件", help="已说明并接受的问题（CSV：指纹,说明,作者,日期）")
    add_layout(parser)
    add_standard(parser)
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        metavar="格式",
        help="text、json、html 或 xlsx（默认按 -o 的文件名，否则 text）",
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="文件", help="写入文件；不给则输出到屏幕（html、xlsx 必须给）"
    )
    add_force(parser)
    parser.add_argument("--all", action="store_true", dest="everything", help="列出提示和每一个变动的数字")
    add_limits(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Compares two versions and says whether anything is left to mend."""
    standard = chosen(arguments)
    output = arguments.output
    form = arguments.format = chosen_format(output, arguments.format, _FORMATS)
    if form in _FILES and output is None:
        raise Refusal(f"{form} 格式不能输出到屏幕，请用 -o 指定文件。")
    gate = Gate.of(arguments)
    if output is not None:
        gate.admit(output)
    with processes(arguments) as workers:
        compared = _compared(arguments, known_layout(arguments.layout, standard), workers)
    for note in compared.notes:
        complain(note)
    if output is not None:
        gate.write(output, compared.content)
        complain(f"已写入 {output}")
    else:
        sys.stdout.write(str(compared.content))
    for path, faults in zip((arguments.old, arguments.new), compared.faults, strict=True):
        tell_of_rules(path.name, faults)
    if any(compared.faults):
        return FAULT
    return FINE if compared.is_settled else ERRORS


def _compared(arguments: argparse.Namespace, layout: str | None, workers: Workers) -> ComparedVersions:
    """The comparison, made where the files are read.

    Raises:
        Refusal: when a file cannot be read, has nothing in it, or the two are not versions of one document.
    """
    from juesuan.cli.waivers import read_waivers, tell_unused
    from juesuan.corpus.comparing import CompareVersions, Named
    from juesuan.reporting.style import Style

    def named(path: Path) -> Named:
        return Named(path.name, packed_in(workers, path, layout))

    waivers = read_waivers(arguments.waivers) if arguments.waivers else ()
    previous, budget = (named(path) if path is not None else None for path in (arguments.previous, arguments.budget))
    old, new = named(arguments.old), named(arguments.new)
    on_screen = arguments.output is None
    style = Style(on_screen and colourful(sys.stdout), columns(sys.stdout), arguments.everything)
    job = CompareVersions(old, new, arguments.format, style, previous, budget, waivers)
    compared = got(arguments.new, workers.ask(job))
    if compared.explained:
        tell_unused(arguments.waivers, waivers, compared.explained)
    if compared.refusal:
        raise Refusal(compared.refusal)
    return compared
