"""``juesuan score``: the scores of performance forms, with the evidence behind each of them."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from juesuan.cli.console import complain
from juesuan.cli.layout import add_layout, known_layout
from juesuan.cli.limits import add_limits, got, processes
from juesuan.cli.prepare import add_evidence, handed_over
from juesuan.cli.standard import add_standard, chosen
from juesuan.cli.status import FINE, UNUSABLE, Refusal
from juesuan.cli.writing import Gate, add_force, chosen_format

__all__ = ["add_to"]

_FORMATS = ("text", "json", "xlsx")
_EPILOG = """佐证文件夹里放单位自己的表（.xlsx .xls .csv .parquet）：问题台账、补助发放、培训签到等，栏目按通常的名称识别。
现成的表用 juesuan template --evidence 生成。
实际完成值怎样从表里算出来，写在工作簿的“佐证取数”表。姓名、身份证号、电话、账号只用来数人数，不进入任何结果。
退出状态：0 全部算出，佐证没有问题；
2 有的没有算出，或者佐证、工作簿有问题，包括迟发、迟报这样改不了的事实（结果照常给出，可以使用），或没有结果；3 程序内部出错。"""


def add_to(commands: Any) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "score",
        help="由佐证表计算绩效指标并评分",
        description="由工作簿和佐证表计算整体和项目绩效自评的每个指标：取了几行、怎样算的、完成值、偏差度、得分，失分在哪里，离上一等级还差多少。",
        epilog=_EPILOG,
    )
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="工作簿", help="填好的工作簿，可以加上明细账、财决导出（同 prepare）"
    )
    add_evidence(parser)
    parser.add_argument(
        "--format", choices=_FORMATS, metavar="格式", help="text、json、xlsx（默认按 -o 的文件名，否则 text）"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="文件", help="写入文件；不给则输出到屏幕（xlsx 必须给）")
    add_layout(parser, "不给则按工作簿中的行政区划和年度选择")
    add_standard(parser)
    add_force(parser)
    add_limits(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Reads, computes and scores; prints it or puts it where it is wanted."""
    from juesuan.corpus.scoring import SCORES, ScoreForms

    standard = chosen(arguments)
    form = chosen_format(arguments.output, arguments.format, _FORMATS)
    if form == "xlsx" and arguments.output is None:
        raise Refusal("xlsx 要写入文件，请用 -o 指定，如：-o 得分.xlsx")
    known_layout(arguments.layout, standard)
    gate = Gate.of(arguments)
    if arguments.output is not None:
        gate.admit(arguments.output)
    evidence = os.fsencode(arguments.evidence) if arguments.evidence is not None else b""
    with processes(arguments, duties=SCORES) as workers:
        handed = handed_over(arguments.files, workers)
        job = ScoreForms(handed, os.fsencode(arguments.files[0]), evidence, arguments.layout, form)
        scored = got(arguments.files[0], workers.ask(job))
    if scored.refusal:
        raise Refusal(scored.refusal)
    if arguments.output is None:
        print(scored.content.decode(), end="")
        sys.stdout.flush()
    else:
        gate.write(arguments.output, scored.content)
        complain(f"已写入 {arguments.output}")
    return FINE if scored.whole else UNUSABLE
