"""``juesuan compare``: the re-check of a corrected version."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juesuan.cli.console import colourful, columns, complain
from juesuan.cli.faults import tell_of_rules
from juesuan.cli.layout import add_layout, known_layout
from juesuan.cli.limits import add_limits, processes, read_in
from juesuan.cli.standard import Chosen, add_standard, chosen
from juesuan.cli.status import ERRORS, FAULT, FINE, Refusal
from juesuan.cli.writing import Gate, add_force, chosen_format

if TYPE_CHECKING:
    from juesuan.checking.comparing import Comparison, Version
    from juesuan.checking.waivers import Waiver
    from juesuan.corpus.workers import Workers
    from juesuan.model import Disclosure
    from juesuan.reporting.recheck import Recheck
    from juesuan.standard import Standard

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
    from juesuan.reporting.recheck import Recheck

    standard = chosen(arguments)
    output = arguments.output
    form = arguments.format = chosen_format(output, arguments.format, _FORMATS)
    if form in _FILES and output is None:
        raise Refusal(f"{form} 格式不能输出到屏幕，请用 -o 指定文件。")
    gate = Gate.of(arguments)
    if output is not None:
        gate.admit(output)
    with processes(arguments) as workers:
        comparison = _compared(arguments, standard, workers)
    recheck = Recheck(comparison)
    for note in recheck.notes:
        complain(note)
    content = _rendered(recheck, arguments)
    if output is not None:
        gate.write(output, content)
        complain(f"已写入 {output}")
    else:
        sys.stdout.write(str(content))
    versions = ((arguments.old, comparison.old), (arguments.new, comparison.new))
    for path, version in versions:
        tell_of_rules(path.name, version.report.faults)
    if any(version.report.faults for _, version in versions):
        return FAULT
    return FINE if comparison.is_settled else ERRORS


def _compared(arguments: argparse.Namespace, asked: Chosen, workers: Workers) -> Comparison:
    """The comparison.

    Raises:
        Refusal: when a file cannot be read, has nothing in it, or the two are not versions of one document.
    """
    from juesuan.checking.comparing import compare
    from juesuan.checking.waivers import explained
    from juesuan.cli.waivers import read_waivers, tell_unused

    profile, standard = known_layout(arguments.layout, asked), asked.standard
    waivers = read_waivers(arguments.waivers) if arguments.waivers else ()
    previous, budget = (
        _read(path, profile, workers) if path is not None else None for path in (arguments.previous, arguments.budget)
    )
    old, new = (
        _version(_read(path, profile, workers), (previous, budget), waivers, standard)
        for path in (arguments.old, arguments.new)
    )
    if waivers:
        tell_unused(arguments.waivers, waivers, (explained(version.report, waivers) for version in (old, new)))
    comparison = compare(old, new)
    kinship = comparison.kinship
    if kinship.kind_differs:
        from juesuan.reporting.words import DOCUMENT_KIND

        kinds = "，".join(
            f"{path.name} 是{DOCUMENT_KIND[version.disclosure.info.kind]}"
            for path, version in ((arguments.old, old), (arguments.new, new))
        )
        raise Refusal(f"{kinds}，不能比较。")
    if not kinship.is_plausible:
        raise Refusal(
            f"{arguments.old.name} 与 {arguments.new.name}：{'，'.join(kinship.differences)}，"
            f"各表中 {kinship.shared} 个数只有 {kinship.same} 个相同，不像同一文件的两个版本。请检查是否选错了文件。"
        )
    return comparison


def _version(
    document: Disclosure,
    others: tuple[Disclosure | None, Disclosure | None],
    waivers: tuple[Waiver, ...],
    standard: Standard,
) -> Version:
    import juesuan
    from juesuan.checking.comparing import Version
    from juesuan.checking.context import Context
    from juesuan.checking.waivers import waive

    report = juesuan.check(document, *others, standard=standard)
    return Version(Context(document, *others, standard=standard), waive(report, waivers))


def _read(path: Path, profile: str | None, workers: Workers) -> Disclosure:
    disclosure = read_in(workers, path, profile)
    if not disclosure.statements:
        raise Refusal(f"{path.name}：没有读出任何数据，不能比较。")
    return disclosure


def _rendered(recheck: Recheck, arguments: argparse.Namespace) -> str | bytes:
    match arguments.format:
        case "json":
            from juesuan.reporting.comparison_json import comparison_object
            from juesuan.reporting.json_report import dumps

            return dumps(comparison_object(recheck)) + "\n"
        case "html":
            from juesuan.reporting.comparison_html import render as page

            return page(recheck)
        case "xlsx":
            from juesuan.reporting.comparison_workbook import render as workbook

            return workbook(recheck)
        case _:
            from juesuan.reporting.comparison_text import render as text
            from juesuan.reporting.style import Style

            on_screen = arguments.output is None
            return text(recheck, Style(on_screen and colourful(sys.stdout), columns(sys.stdout), arguments.everything))
