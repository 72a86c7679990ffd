"""``juesuan demo``: prepares an example disclosure, plants errors in a copy, checks both, opens the report."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

__all__ = ["add_to"]


def add_to(commands: Any) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "demo",
        help="生成一份示例决算，植入错误后核对",
        description="用虚构的部门生成一份决算公开文件，在副本中植入错误，核对两份文件并打开报告。",
    )
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("demo"), metavar="文件夹", help="结果放在哪里（默认 demo）"
    )
    parser.add_argument("--no-browser", action="store_true", help="不在浏览器中打开报告")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Runs the demonstration."""
    from juesuan.demo import demonstrate

    status: int = demonstrate(arguments.output, browser=not arguments.no_browser)
    return status
