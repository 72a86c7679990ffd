"""The option ``--layout``, shared by the commands that read and make documents."""

from __future__ import annotations

import argparse

from juesuan.cli.standard import Chosen
from juesuan.cli.status import Refusal

__all__ = ["add_layout", "known_layout"]


def add_layout(parser: argparse.ArgumentParser, otherwise: str = "不给则由文件内容识别") -> None:
    """Declares the option; ``--profile`` and ``--edition`` are its names of before."""
    parser.add_argument(
        "--layout", "--profile", "--edition", dest="layout", metavar="名称", help=f"年度与地区版式；{otherwise}"
    )


def known_layout(name: str | None, standard: Chosen) -> str | None:
    """The name, if there is such a layout.

    Raises:
        Refusal: when there is none.
    """
    if name is None:
        return None
    from juesuan.standard.layouts import UnknownLayout

    try:
        return standard.standard.layouts.named(name).id
    except UnknownLayout as error:
        raise Refusal(str(error)) from error
