"""``juesuan cycle``: the form of each stage of the performance cycle, from the workbook or the record."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juesuan.cli.console import complain
from juesuan.cli.layout import add_layout, known_layout
from juesuan.cli.limits import add_limits, got, processes
from juesuan.cli.standard import Chosen, add_standard, chosen
from juesuan.cli.status import FINE, UNUSABLE, Refusal
from juesuan.cli.writing import Gate, add_force

if TYPE_CHECKING:
    from juesuan.model import Problem

__all__ = ["add_to"]

_SUFFIXES = (".docx", ".xlsx", ".json")
_STAGES = {
    "目标申报": "goals",
    "监控": "monitoring",
    "自评": "self",
    "部门评价": "department",
    "汇总": "summary",
    "应用": "application",
}
_EPILOG = """例：
  juesuan cycle 工作簿.xlsx --stage 自评 --project 工业发展资金 -o 自评表.docx
  juesuan cycle 工作簿.xlsx --form mof-2022-monitoring-project --date 2022-07-31 -o 监控表.xlsx
  juesuan cycle 工作簿.xlsx -o 绩效周期.json        整个周期的数据，以后可以代替工作簿
  juesuan cycle --forms                             列出全部表式和依据
缺少这一阶段的内容，或者日期前后颠倒的，一次列出全部问题，不写文件。
退出状态：0 已生成；2 没有生成；3 程序内部出错。"""


def add_to(commands: Any) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "cycle",
        help="生成绩效管理各阶段的表：目标申报、监控、自评、部门评价、汇总、应用",
        description="由工作簿（或本命令写出的 JSON）生成绩效管理各阶段规定的表（.docx .xlsx），表式随地方和年度。",
        epilog=_EPILOG,
    )
    parser.add_argument("workbook", nargs="?", type=Path, metavar="文件", help="填好的工作簿（.xlsx .xls）或 JSON")
    parser.add_argument("--stage", choices=tuple(_STAGES), metavar="阶段", help=f"哪一阶段：{'、'.join(_STAGES)}")
    parser.add_argument("--project", default="", metavar="名称", help="只做一个项目；部门整体写“整体”（默认全部）")
    parser.add_argument("--date", type=_day, metavar="日期", help="监控到哪一天，如 2022-07-31（默认最后一次）")
    parser.add_argument(
        "--evidence", type=Path, metavar="文件夹", help="佐证表所在的文件夹：没有填的实际完成值由它算出（同 score）"
    )
    parser.add_argument(
        "--form", default="", metavar="表式", help="指定表式，代替 --stage 和当地的表式；--forms 列出全部"
    )
    parser.add_argument("--forms", action="store_true", help="列出全部表式：阶段、依据、来源")
    parser.add_argument("-o", "--output", type=Path, metavar="文件", help="写到哪里，.docx、.xlsx 或 .json（必须给）")
    add_layout(parser, "不给则按工作簿中的行政区划和年度选择")
    add_standard(parser)
    add_force(parser)
    add_limits(parser)
    parser.set_defaults(run=run)


def _day(text: str) -> str:
    """A day of the calendar.

    Raises:
        ArgumentTypeError: when it is none.
    """
    import datetime

    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2022-07-31 的样子") from None


def run(arguments: argparse.Namespace) -> int:
    """Prints the forms, or says what is lacking."""
    asked = chosen(arguments)
    if arguments.forms:
        return _listed(asked)
    path, target = arguments.workbook, arguments.output
    if path is None or target is None:
        raise Refusal("请给出工作簿，并用 -o 指定写到哪里，例如：juesuan cycle 工作簿.xlsx --stage 自评 -o 自评表.docx")
    suffix = target.suffix.lower()
    if suffix not in _SUFFIXES:
        raise Refusal(f"{target}：文件名请以 {'、'.join(_SUFFIXES)} 结尾。")
    gate = Gate.of(arguments)
    gate.admit(target)
    if suffix != ".json" and not (arguments.stage or arguments.form):
        raise Refusal(f"请用 --stage 指定哪一阶段：{'、'.join(_STAGES)}。")
    layout = known_layout(arguments.layout, asked)
    return _written(arguments, layout, gate)


def _written(arguments: argparse.Namespace, layout: str | None, gate: Gate) -> int:
    from juesuan.corpus.cycling import CYCLE, PrintStage, StageAsked

    wanted = StageAsked(
        stage=_STAGES.get(arguments.stage, ""),
        form=arguments.form,
        project=arguments.project,
        date=arguments.date or "",
        layout=layout,
        suffix=arguments.output.suffix.lower(),
        evidence=os.fsencode(arguments.evidence) if arguments.evidence is not None else b"",
    )
    with processes(arguments, duties=CYCLE) as workers:
        made = got(arguments.workbook, workers.ask(PrintStage(os.fsencode(arguments.workbook), wanted)))
    for remark in made.remarks:
        complain(f"提示  {_placed(remark)}")
    for line in made.told:
        complain(line)
    if made.refusal:
        raise Refusal(made.refusal)
    if made.problems:
        return _refused(made.problems)
    gate.write(arguments.output, made.content)
    complain(f"已写入 {arguments.output}")
    return FINE


def _refused(problems: Sequence[Problem]) -> int:
    """Lists everything that is lacking or wrong."""
    for problem in problems:
        complain(_placed(problem))
    complain(f"共 {len(problems)} 处问题，没有生成文件。")
    return UNUSABLE


def _placed(problem: Problem) -> str:
    """What is said of a place, behind it."""
    where = "!".join(filter(None, (problem.place.sheet, problem.place.cell)))
    message = f"{problem.message.rstrip('。')}。"
    return f"{where}：{message}" if where else message


def _listed(asked: Chosen) -> int:
    """All forms with what they rest on."""
    from juesuan.standard.stage_forms import STAGES

    forms = sorted(asked.standard.stage_forms, key=lambda form: (list(STAGES).index(form.stage), form.id))
    for form in forms:
        print(f"{STAGES[form.stage]}  {form.id}  {form.data.title}")
        print(f"    依据：{form.data.basis}")
        if form.data.source:
            print(f"    表式来源：{form.data.source}")
        if form.data.doubt:
            print(f"    依据不足：{form.data.doubt}指定 --form 才生成。")
    return FINE
