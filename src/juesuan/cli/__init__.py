"""The command line: one module a command, and nothing heavy imported before a command needs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from juesuan import __version__
from juesuan.cli import check, compare, demo, fill, prepare, read, rules, template
from juesuan.cli.console import complain, speak_utf8
from juesuan.cli.parser import ChineseParser
from juesuan.cli.status import UNUSABLE, Refusal

__all__ = ["build_parser", "main"]

_INTERRUPTED = 130
_COMMANDS = (check, compare, read, template, prepare, fill, rules, demo)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit status of CONTRACT: 0, 1 or 2."""
    speak_utf8()
    chosen = build_parser().parse_args(arguments)
    try:
        status: int = chosen.run(chosen)
        sys.stdout.flush()
    except Refusal as refusal:
        complain(str(refusal))
        return UNUSABLE
    except BrokenPipeError:
        # The reader of our output has gone (``juesuan check … | head``): nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNUSABLE
    except KeyboardInterrupt:
        complain("已中断。")
        return _INTERRUPTED
    return status


def build_parser() -> ChineseParser:
    """The parser of all commands."""
    parser = ChineseParser(prog="juesuan", description="核对部门决算公开文件：读出每个数字，逐一勾稽，指出问题和位置。")
    parser.add_argument("--version", action="version", version=f"juesuan {__version__}", help="显示版本后退出")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True)
    for command in _COMMANDS:
        command.add_to(commands)
    return parser
