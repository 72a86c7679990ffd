"""The option ``--standard``, and ``juesuan standard check``: a folder of the user's own that is laid over the program's standard."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juesuan.cli.console import complain
from juesuan.cli.status import FINE, UNUSABLE, Refusal

if TYPE_CHECKING:
    from juesuan.standard import DataError

__all__ = ["add_standard", "add_to", "use_standard"]


def add_standard(parser: argparse.ArgumentParser) -> None:
    """Declares the option."""
    parser.add_argument(
        "--standard",
        type=Path,
        metavar="文件夹",
        help="自己的标准（facts.toml、identities.csv、forms/、layouts/版式名/ 等，写法见 docs/new-layout.md），叠加在程序自带的之上",
    )


def use_standard(folder: Path | None) -> None:
    """Lays a folder over the program's standard, if one was given; without one the program's own is used.

    Raises:
        Refusal: when it cannot be used; names the first mistake of every file.
    """
    if folder is None:
        return
    from juesuan.standard import use

    mistakes = list(_mistakes(folder))
    if mistakes:
        raise Refusal("\n".join(("--standard 的文件夹有错误，没有使用：", *map(str, mistakes))))
    use(folder)


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
    mistakes = list(_mistakes(arguments.folder))
    for mistake in mistakes:
        complain(str(mistake))
    if mistakes:
        complain(f"共 {len(mistakes)} 个文件有错误。")
        return UNUSABLE
    complain(f"{arguments.folder}：没有错误。")
    return FINE


def _mistakes(folder: Path) -> Iterator[DataError]:
    """The first mistake of every file of the folder; what nothing reads is one too."""
    from juesuan.standard import StandardError, load
    from juesuan.standard.shape import strays

    if not folder.is_dir():
        raise Refusal(f"{folder}：没有这个文件夹。")
    found = list(strays(folder))
    yield from found
    try:
        load(folder)
    except StandardError as error:
        yield from error.errors
