"""``juesuan fill``: a Word template of the user's own, filled from a disclosure."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from juesuan.cli.console import complain
from juesuan.cli.layout import add_layout, known_layout
from juesuan.cli.limits import add_limits, got, packed_in, processes
from juesuan.cli.standard import add_standard, chosen
from juesuan.cli.status import FINE, UNUSABLE
from juesuan.cli.writing import Gate, add_force

__all__ = ["add_to"]


def add_to(commands: Any) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "fill",
        help="用决算数据填写自己的 Word 模板",
        description="把 Word 模板中的 {{单位}}、{{说明一}}、{{表:收入支出决算总表}} 等占位符换成决算中的内容，其余原样保留。",
    )
    parser.add_argument("template", type=Path, metavar="模板", help="写有占位符的 .docx 文件")
    parser.add_argument(
        "--from",
        dest="source",
        type=Path,
        required=True,
        metavar="决算",
        help="决算文件（任何能读取的格式，或 juesuan read 的 JSON）",
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="文件", help="填好的 .docx 写到哪里")
    add_force(parser)
    add_layout(parser)
    add_standard(parser)
    add_limits(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Reads the disclosure and fills the template."""
    from juesuan.corpus.extracting import PACKAGES
    from juesuan.corpus.filling import Fill

    asked = chosen(arguments)
    gate = Gate.of(arguments)
    gate.admit(arguments.output)
    with processes(arguments, duties=PACKAGES) as workers:
        document = packed_in(workers, arguments.source, known_layout(arguments.layout, asked))
        job = Fill(os.fsencode(arguments.template), document)
        filled = got(arguments.template, workers.ask(job))
    for problem in filled.problems:
        where = f"正文第 {problem.place.paragraph} 段，" if problem.place.paragraph else ""
        complain(f"{where}{problem.message}")
    if filled.problems:
        complain(f"{arguments.template.name}：没有填写，请按上面的提示改好模板。")
        return UNUSABLE
    gate.write(arguments.output, filled.content)
    complain(f"已写入 {arguments.output}")
    return FINE
