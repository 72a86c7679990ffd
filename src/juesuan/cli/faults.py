"""Telling of faults of the program: one line for the user, and the details in a file for whoever has to find them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from juesuan import __version__
from juesuan.cli.console import complain
from juesuan.fault import Fault

__all__ = ["tell", "tell_of_rules"]


def tell(what: str, fault: Fault) -> None:
    """Says that something could not be done, and where the details are."""
    complain(f"{what}程序内部出错（{fault.kind}）。{_where([fault])}")


def tell_of_rules(name: str, faults: Sequence[Fault]) -> None:
    """Says which rules could not be looked at, if there are any."""
    if faults:
        rules = "、".join(sorted({fault.rule for fault in faults}))
        complain(f"{name}：程序在检查 {rules} 时出错，未作判断；其余检查不受影响。{_where(faults)}")


def _where(faults: Sequence[Fault]) -> str:
    try:
        with _file().open("a", encoding="utf-8") as file:
            file.writelines(f"{fault.rule}\n{fault.detail}\n" for fault in faults)
    except OSError:
        return "请把下面的信息连同文件发给开发者：\n" + "\n".join(fault.detail for fault in faults)
    return f"详情已写入 {_file()}，请连同文件发给开发者。"


@lru_cache(maxsize=1)
def _file() -> Path:
    """A new file among the temporary ones, one a run, that begins with what was run where."""
    import platform
    import tempfile

    with tempfile.NamedTemporaryFile(
        "w", prefix="juesuan-", suffix=".log", encoding="utf-8", errors="backslashreplace", delete=False
    ) as file:
        file.write(f"juesuan {__version__}，Python {platform.python_version()}，{platform.platform()}\n{sys.argv}\n")
        return Path(file.name)
