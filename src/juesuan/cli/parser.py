"""argparse that speaks Chinese: headings, usage and the errors people really meet."""

from __future__ import annotations

import argparse
import re
import sys
from typing import Any, NoReturn

from juesuan.cli.status import UNUSABLE

__all__ = ["ChineseParser"]

_ERRORS = (
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", r"\1 不能是 \2，可选：\3"),
    (r"argument (.+): expected one argument", r"\1 后面缺少内容"),
    (r"argument (.+): expected at least one argument", r"\1 后面至少要有一项"),
    (r"argument (.+): invalid (?:int|positive) value: (.+)", r"\1 应为正整数，不能是 \2"),
    (r"argument (.+): not allowed with argument (.+)", r"\1 不能与 \2 同时使用"),
    (r"ambiguous option: (.+) could match (.+)", r"\1 不明确，可以是 \2"),
)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with Chinese headings. Wide enough for one line an option."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=100)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """A parser whose help and messages are Chinese.

    Attributes:
        is_free: whether options may stand between what has no option, of which there are any number.
    """

    is_free = False

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter, "add_help": False, "allow_abbrev": False, **options})
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明后退出")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As ever, or with options anywhere."""
        if not self.is_free:
            return super().parse_known_args(args, namespace)
        self.is_free = False
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self.is_free = True

    def error(self, message: str) -> NoReturn:
        """Says what is wrong and how to get help."""
        for pattern, chinese in _ERRORS:
            match = re.fullmatch(pattern, message)
            if match is not None:
                message = match.expand(chinese)
                break
        self.print_usage(sys.stderr)
        self.exit(UNUSABLE, f"{message}。用 {self.prog} --help 查看说明。\n")
