"""``juesuan monitor``: what the enterprises' reports and the other tables show of a month."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from juesuan.cli.console import complain
from juesuan.cli.limits import add_limits, got, processes
from juesuan.cli.standard import add_standard, chosen
from juesuan.cli.status import FINE, UNUSABLE, Refusal
from juesuan.cli.writing import Gate, add_force, chosen_format

__all__ = ["add_to"]

_FORMATS = ("text", "json", "html", "docx", "xlsx")
_SHOWN = ("text", "json")
_EPILOG = """例：
  juesuan monitor 佐证                                       最近一个月，显示在屏幕上
  juesuan monitor 佐证 --month 2023-09 -o 简报.docx -o 简报.xlsx -o 简报.html
  juesuan monitor 佐证 --month 2023-09 --unit 示范区工业和信息化局 --to 区政府 --date 2023年10月12日 -o 简报.docx
文件夹里放企业月报、问题台账、重点项目等表（.xlsx .xls .csv .parquet），栏目按通常的名称识别，见 docs/zh/evidence_tables.md。
全年的月报放在一起，也可以一月一份；要算同比和判断异常，连上年的一起放。
姓名、身份证号、电话、账号不进入任何结果。
退出状态：0 全部算出，表没有问题；
2 有的没有算出，或者表有问题，包括迟发、迟报这样改不了的事实（结果照常给出，可以使用），或没有结果；3 程序内部出错。"""


def add_to(commands: Any) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "monitor",
        help="企业运行监测月报：合计和增速、拉动、异常、迟报、问题、项目进度",
        description="由企业月报和其他佐证表生成一个月的监测月报：合计和增速、各行业各企业的拉动、异常数、未报迟报、未办结问题、落后的项目，"
        "逐条写明级别、原因和所在的行。",
        epilog=_EPILOG,
    )
    parser.add_argument("tables", nargs="+", type=Path, metavar="文件夹或文件", help="佐证表所在的文件夹，或几份表")
    parser.add_argument("--month", default="", metavar="月份", help="哪个月，如 2023-09（默认月报中最近的一个月）")
    parser.add_argument("--unit", default="", metavar="名称", help="简报的落款单位（默认留空待填）")
    parser.add_argument("--to", default="", metavar="名称", help="简报的主送单位（默认没有）")
    parser.add_argument("--date", default="", metavar="日期", help="简报的落款日期，照写（默认留空待填）")
    parser.add_argument(
        "--format", choices=_FORMATS, metavar="格式", help=f"{'、'.join(_FORMATS)}（默认按 -o 的文件名，否则 text）"
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        action="append",
        metavar="文件",
        help="写入文件，.docx .xlsx .html .json .txt，可以给几次；不给则输出到屏幕",
    )
    add_standard(parser)
    add_force(parser)
    add_limits(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Reads the tables and reports the month; prints it or puts it where it is wanted."""
    from juesuan.corpus.monitoring import MONITOR, MonitorAsked, MonitorMonth

    chosen(arguments)
    outputs: Sequence[Path] = arguments.output or ()
    gate = Gate.of(arguments)
    gate.admit(*outputs)
    forms = tuple(chosen_format(output, arguments.format, _FORMATS) for output in outputs)
    if not outputs:
        forms = (arguments.format or _SHOWN[0],)
        if forms[0] not in _SHOWN:
            raise Refusal(f"{forms[0]} 要写入文件，请用 -o 指定，如：-o 简报.{forms[0]}")
    folder, only = _folder_of(arguments.tables)
    asked = MonitorAsked(arguments.month, forms, arguments.unit, arguments.to, arguments.date)
    with processes(arguments, duties=MONITOR) as workers:
        job = MonitorMonth(os.fsencode(folder), asked, tuple(map(os.fsencode, only)))
        found = got(arguments.tables[0], workers.ask(job))
    if found.refusal:
        raise Refusal(found.refusal)
    if not outputs:
        print(found.contents[0].decode(), end="")
        sys.stdout.flush()
    for output, content in zip(outputs, found.contents, strict=False):
        gate.write(output, content)
        complain(f"已写入 {output}")
    for line in found.told if outputs else ():
        complain(line)
    return FINE if found.whole else UNUSABLE


def _folder_of(tables: Sequence[Path]) -> tuple[Path, list[str]]:
    """The folder in which all tables lie, and which of its files count; none: all.

    Raises:
        Refusal: when a folder is given among others, or something that is not there.
    """
    if len(tables) == 1 and not tables[0].is_file():
        return tables[0], []
    for path in tables:
        if not path.is_file():
            raise Refusal(f"{path}：没有这份文件。请给出一个文件夹，或者几份文件。")
    places = [path.absolute() for path in tables]
    try:
        folder = Path(os.path.commonpath([path.parent for path in places]))
    except ValueError:
        raise Refusal("这几份文件不在一个盘上，请放到一个文件夹里。") from None
    return folder, [path.relative_to(folder).as_posix() for path in places]
