"""The shape of a folder that is laid over the standard: which files it may hold, and what else is a mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataError

__all__ = ["strays"]

_NEW = re.compile(
    r"facts\.toml|performance/evidence/[^/]+\.toml|forms/[^/]+\.toml|identities\.csv|identities/[^/]+\.csv"
    r"|layouts/[^/]+/(?:(?:layout|narrative|print|facts)\.toml|identities\.csv|performance/[^/]+\.toml)"
)
"""Files of which a folder may have more than the package."""

_OLD = re.compile(r"(?:edition-)?[^/]+\.toml")
_LAYOUT = re.compile(r"(layouts/[^/]+)/.+")


def strays(folder: Path) -> Iterator[DataError]:
    """What nothing would read: files that are mistyped, lie elsewhere, or are of the shape that folders had before."""
    ours = {path for number, path, _ in Layers.over().every() if number == 0}
    found = [path for number, path, _ in Layers.over([folder]).every() if number == 1]
    if not found:
        yield DataError(folder.as_posix(), "", "文件夹里没有标准的文件，如 layouts/版式名/layout.toml")
    known = {path for path in found if path in ours or _NEW.fullmatch(path)}
    layouts = {path.rpartition("/")[0] for path in (*ours, *known) if path.endswith("/layout.toml")}
    for path in found:
        name = f"{folder.as_posix()}/{path}"
        layout = _LAYOUT.fullmatch(path)
        if path in known and layout is not None and layout[1] not in layouts:
            yield DataError(name, "", f"{layout[1]} 里没有 layout.toml，这个版式不会被读取")
        elif path in known:
            continue
        elif _OLD.fullmatch(path):
            yield DataError(
                name,
                "",
                "是以前的写法（edition-版式名.toml、版式名.toml）。现在一个版式一个文件夹：表和标题写在 layouts/版式名/layout.toml，"
                "文字写在 layouts/版式名/narrative.toml，原来的 extends 写成 layout.toml 中的 base",
            )
        else:
            yield DataError(name, "", "没有哪里会读取这个文件，请检查文件名和所在的文件夹")
