"""``juesuan template``: the workbook that the accountant fills in."""

from __future__ import annotations

import argparse
import datetime
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juesuan.cli.console import complain
from juesuan.cli.limits import add_limits, got, processes
from juesuan.cli.standard import add_standard, chosen
from juesuan.cli.status import FINE, Refusal
from juesuan.cli.writing import Gate, add_force
from juesuan.model.whole_numbers import whole_number

if TYPE_CHECKING:
    from juesuan.standard import Standard

__all__ = ["add_to"]

_YEARS = range(2010, 2100)
_SUFFIX = ".xlsx"


def add_to(commands: Any) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "template",
        help="生成供单位会计填写的工作簿",
        description="生成工作簿模板（.xlsx），填好后用 juesuan prepare 生成整份公开文件。",
    )
    parser.add_argument("-o", "--output", type=Path, metavar="文件", help="工作簿写到哪里，如 工作簿.xlsx（必须给）")
    parser.add_argument("--year", type=fiscal_year, metavar="年度", help="决算年度（默认上一年），科目下拉列表随之变化")
    parser.add_argument("--place", default="", metavar="地区", help="行政区划，如 焦作市，预先填好")
    add_standard(parser)
    parser.add_argument(
        "--from",
        dest="source",
        type=Path,
        metavar="文件",
        help="由上年的工作簿或公开文件生成新一年的：年末结转作为年初结转，带出单位、科目、项目和目标，金额留空",
    )
    parser.add_argument("--example", action="store_true", help="填好一个虚构部门的数据，供参考")
    parser.add_argument(
        "--evidence",
        action="store_true",
        help="生成佐证表（问题台账、补助发放、培训签到等），供 juesuan score 计算指标用",
    )
    add_force(parser)
    add_limits(parser)
    parser.set_defaults(run=run)


def fiscal_year(text: str) -> int:
    """A fiscal year.

    Raises:
        ArgumentTypeError: when it is none.
    """
    year = text.strip().removesuffix("年度").removesuffix("年")
    number = whole_number(year)
    if number is None or number not in _YEARS:
        raise argparse.ArgumentTypeError(f"“{text}”不是年度，请写成 2022 的样子")
    return number


def run(arguments: argparse.Namespace) -> int:
    """Writes the workbook; a file of the user's own is left alone, unless told otherwise."""
    standard = chosen(arguments).standard
    path: Path | None = arguments.output
    if path is None:
        raise Refusal("请用 -o 指定工作簿写到哪里，例如：juesuan template -o 工作簿.xlsx")
    if path.suffix.lower() != _SUFFIX:
        raise Refusal(f"{path}：工作簿是 Excel 文件，文件名请以 .xlsx 结尾。")
    gate = Gate.of(arguments)
    gate.admit(path)
    if arguments.example and (arguments.year or arguments.place):
        raise Refusal("--example 的年度和地区是固定的，不能与 --year、--place 同时使用。")
    if arguments.source and (arguments.example or arguments.year or arguments.place or arguments.evidence):
        raise Refusal("--from 的年度和地区取自上年的文件，不能与 --year、--place、--example、--evidence 同时使用。")
    if arguments.evidence:
        return _write_evidence(arguments, gate, standard)
    gate.write(path, _renewed(arguments) if arguments.source else _workbook(arguments, standard))
    complain(f"已写入 {path}")
    complain(f"填好后运行：juesuan prepare {path} -o 公开文件")
    return FINE


def _write_evidence(arguments: argparse.Namespace, gate: Gate, standard: Standard) -> int:
    """Writes the ready-made evidence tables."""
    from juesuan.publishing.evidence_template import evidence_template

    if arguments.year or arguments.place:
        raise Refusal("佐证表与年度、地区无关，--evidence 不能与 --year、--place 同时使用。")
    gate.write(arguments.output, evidence_template(standard, filled=arguments.example))
    complain(f"已写入 {arguments.output}")
    complain("只留用得到的工作表，填好放进一个文件夹，再运行：juesuan score 工作簿.xlsx --evidence 文件夹")
    return FINE


def _renewed(arguments: argparse.Namespace) -> bytes:
    """The workbook of the year after that of the file.

    Raises:
        Refusal: when it cannot be read, or is no workbook and no disclosure.
    """
    from juesuan.corpus.renewing import RENEWALS, Renew

    with processes(arguments, duties=RENEWALS) as workers:
        made = got(arguments.source, workers.ask(Renew(os.fsencode(arguments.source))))
    if made.refusal:
        raise Refusal(made.refusal)
    complain(
        f"由 {arguments.source.name} 生成 {made.year} 年度的工作簿：年初结转、上年数取自上年，其余金额请按本年填写，用不着的行请删去。"
    )
    return made.content


def _workbook(arguments: argparse.Namespace, standard: Standard) -> bytes:
    from juesuan.publishing.template_workbook import example_workbook, template_workbook

    if arguments.example:
        return example_workbook(standard)
    year = arguments.year or datetime.datetime.now(tz=datetime.UTC).year - 1
    return template_workbook(year, standard, arguments.place)
