"""``juesuan fill``: a Word template of the user's own, filled from a disclosure."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from juesuan.cli.console import complain
from juesuan.cli.files import refuse_to_overwrite
from juesuan.cli.profile import add_profile, known_profile
from juesuan.cli.status import FINE, UNUSABLE, Refusal

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
    parser.add_argument("--force", action="store_true", help="文件已存在时替换它")
    add_profile(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Reads the disclosure and fills the template."""
    import juesuan
    from juesuan.publishing import fill_template
    from juesuan.reading.errors import ReadError

    refuse_to_overwrite([arguments.output], [arguments.template, arguments.source])
    if arguments.output.exists() and not arguments.force:
        raise Refusal(f"{arguments.output}：文件已存在，没有改动。请换一个文件名；确实要替换它，请加 --force。")
    try:
        disclosure = juesuan.read(arguments.source, known_profile(arguments.profile))
    except ReadError as error:
        raise Refusal(str(error)) from error
    problems = fill_template(arguments.template, disclosure, arguments.output)
    for problem in problems:
        where = f"正文第 {problem.place.paragraph} 段，" if problem.place.paragraph else ""
        complain(f"{where}{problem.message}")
    if problems:
        complain(f"{arguments.template.name}：没有填写，请按上面的提示改好模板。")
        return UNUSABLE
    print(f"已写入 {arguments.output}", file=sys.stderr)
    return FINE
