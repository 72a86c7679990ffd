"""The option ``--profile``, shared by the commands that read."""

from __future__ import annotations

import argparse

from juesuan.cli.status import Refusal

__all__ = ["add_profile", "known_profile"]


def add_profile(parser: argparse.ArgumentParser) -> None:
    """Declares the option."""
    parser.add_argument("--profile", metavar="名称", help="年度与地区版式；不给则由文件内容识别")


def known_profile(name: str | None) -> str | None:
    """The name, if there is such a profile.

    Raises:
        Refusal: when there is none.
    """
    from juesuan.standard.profiles import profiles

    if name is not None and name not in profiles():
        raise Refusal(f"没有名为 {name} 的版式，可选：{'、'.join(profiles())}。")
    return name
