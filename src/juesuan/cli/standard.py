"""The option ``--standard``, and ``juesuan standard check``: a folder of the user's own that is laid over the program's standard."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juesuan.cli.console import complain
from juesuan.cli.status import FINE, UNUSABLE, Refusal

if TYPE_CHECKING:
    from juesuan.standard import DataError, Standard

__all__ = ["Chosen", "add_standard", "add_to", "chosen"]


def add_standard(parser: argparse.ArgumentParser) -> None:
    """Declares the option."""
    parser.add_argument(
        "--standard",
        type=Path,
        metavar="文件夹",
        help="自己的标准（facts.toml、identities.csv、forms/、layouts/版式名/ 等，写法见 docs/new-layout.md），叠加在程序自带的之上",
    )


class Chosen:
    """The standard of a command: the program's own, with the folder that ``--standard`` names laid over it.

    It is loaded when it is first asked for. Sent to another process it is loaded there.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    @cached_property
    def standard(self) -> Standard:
        """The standard.

        Raises:
            Refusal: when the folder cannot be used; names the first mistake of every file.
        """
        from juesuan.standard import builtin

        if self._folder is None:
            return builtin()
        loaded, mistakes = _loaded(self._folder)
        if loaded is None:
            raise Refusal("\n".join(("--standard 的文件夹有错误，没有使用：", *map(str, mistakes))))
        return loaded

    def __reduce__(self) -> tuple[type[Chosen], tuple[Path | None]]:
        return Chosen, (self._folder,)


def chosen(arguments: argparse.Namespace) -> Chosen:
    """The standard that a command was given; a folder is looked through at once.

    Raises:
        Refusal: when it cannot be used.
    """
    folder: Path | None = arguments.standard
    found = Chosen(folder)
    if folder is not None:
        _ = found.standard
    return found


def add_to(commands: Any) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "standard",
        help="检查自己的标准文件夹",
        description="检查用于 --standard 的文件夹：每个有错的文件列出第一处错误，写明文件和位置。",
        epilog="退出状态：0 没有错误；2 有错误，或文件夹不存在。",
    )
    parser.add_argument("action", choices=("check",), metavar="check", help="检查文件夹中的全部文件")
    parser.add_argument("folder", type=Path, metavar="文件夹", help="自己的标准")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Lists what is wrong with the folder."""
    _, mistakes = _loaded(arguments.folder)
    for mistake in mistakes:
        complain(str(mistake))
    if mistakes:
        complain(f"共 {len(mistakes)} 个文件有错误。")
        return UNUSABLE
    complain(f"{arguments.folder}：没有错误。")
    return FINE


def _loaded(folder: Path) -> tuple[Standard | None, Sequence[DataError]]:
    """The standard with the folder over it, or the first mistake of every file of it; what nothing reads is one too."""
    from juesuan.standard import StandardError, load
    from juesuan.standard.shape import strays

    if not folder.is_dir():
        raise Refusal(f"{folder}：没有这个文件夹。")
    mistakes, loaded = list(strays(folder)), None
    try:
        loaded = load(folder)
    except StandardError as error:
        mistakes += error.errors
    return (None if mistakes else loaded), mistakes
