"""The command line: one module a command, and nothing heavy imported before a command needs it."""

from __future__ import annotations

import argparse
import atexit
import gc
import importlib
import os
import sys
from collections.abc import Sequence

from juesuan import __version__, lean  # noqa: F401 (before anything imports msgspec)
from juesuan.cli.console import complain, speak_utf8
from juesuan.cli.faults import tell
from juesuan.cli.parser import ChineseParser
from juesuan.cli.status import FAULT, INTERRUPTED, UNUSABLE, Faulty, Refusal
from juesuan.fault import Fault, attempt

__all__ = ["build_parser", "main"]

_EPILOG = """写结果的规矩，每个命令都一样：
不写到要读取的任何文件上（文档、上年决算、预算、说明、工作簿、模板等，换个写法、链接也认得），两项结果不写到同一个文件上，--force 也不例外。
同名文件如果是本程序生成的，而且没有改动过，就替换；不是的，一个也不写，指出文件名。加 --force 则把它改名为“…（原有）”保留，再写。
生成过什么，记在结果所在文件夹的 .juesuan.json 里；删去它，就当作不是本程序生成的。
结果先写在旁边，写完才换上；链接写到它所指的文件，/dev/null 之类的设备照常。
运行中断留下的半成品（.juesuan-….partial 文件夹）下次写到同一个文件夹时清除；原来的结果、自己的文件都在原处。
不给 --format 时按 -o 的文件名（.txt .json .html .xlsx 等）；文件名与格式不一致的不写。"""
_OBJECTS = 100_000
"""New objects after which garbage is looked for: of a document nearly all stay, and to look costs a twentieth of reading it."""

_COMMANDS = (
    "check",
    "compare",
    "read",
    "template",
    "prepare",
    "score",
    "monitor",
    "cycle",
    "fill",
    "corpus",
    "serve",
    "rules",
    "standard",
    "demo",
)
"""As the help lists them; each is the module of that name."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit status of CONTRACT: 0, 1, 2 or 3."""
    gc.set_threshold(_OBJECTS)
    # What is there at the end goes with the process; to look through all of it once more takes a tenth of a check.
    atexit.register(gc.freeze)
    speak_utf8()
    given = sys.argv[1:] if arguments is None else list(arguments)
    # Only the help of the whole program needs to know all of them.
    chosen = build_parser([name for name in _COMMANDS if name in given[:1]] or _COMMANDS).parse_args(given)
    status = attempt(lambda: _run(chosen))
    if not isinstance(status, Fault):
        return status
    if status.is_of_memory:
        complain("内存不足，没有完成。请关闭其他程序，或一次处理少些文件。")
        return UNUSABLE
    if status.is_of_space:
        complain("输出没有写完，磁盘空间不足。请腾出空间，或换一个位置，再运行一次。")
        _let_go_of_output()
        return UNUSABLE
    tell("", status)
    return FAULT


def _run(chosen: argparse.Namespace) -> int:
    try:
        status: int = chosen.run(chosen)
        sys.stdout.flush()
    except Refusal as refusal:
        complain(str(refusal))
        return UNUSABLE
    except Faulty as error:
        tell(f"{error.name}：", error.fault)
        return FAULT
    except BrokenPipeError:
        # The reader of our output has gone (``juesuan check … | head``): nothing is left to say.
        _let_go_of_output()
        return UNUSABLE
    except KeyboardInterrupt:
        complain("已中断。")
        return INTERRUPTED
    return status


def _let_go_of_output() -> None:
    """What is still to be written goes nowhere: else it would be tried, and fail, once more at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def build_parser(names: Sequence[str] = _COMMANDS) -> ChineseParser:
    """The parser of all commands, or of those named."""
    parser = ChineseParser(
        prog="juesuan", description="核对部门决算公开文件：读出每个数字，逐一勾稽，指出问题和位置。", epilog=_EPILOG
    )
    parser.add_argument("--version", action="version", version=f"juesuan {__version__}", help="显示版本后退出")
    commands = parser.add_subparsers(title="命令", metavar="命令", dest="command", required=True)
    for name in names:
        importlib.import_module(f"{__name__}.{name}").add_to(commands)
    return parser
