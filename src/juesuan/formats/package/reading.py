"""A data package that we wrote, as the disclosure it was made of.

A package says everything twice: as tables for people who work with them, and whole, as the data that ``juesuan read`` writes. What is
read is the second, and only when every file is as the package describes it, so that nobody checks other numbers than those in the tables.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from juesuan.formats.archives.zips import Archive
from juesuan.formats.errors import Damaged, Unsupported
from juesuan.formats.files import DESCRIPTOR, load
from juesuan.formats.package.extract_reading import read_data
from juesuan.model import Disclosure

__all__ = ["WHOLE", "read_data_package"]

WHOLE = "disclosure.json"
"""The file of a package that has the whole disclosure."""

_AGAIN = "请重新生成数据包"

_Load = Callable[[str], bytes]


def read_data_package(path: Path, data: bytes | None = None) -> Disclosure:
    """The disclosure of a package: a folder, or the bytes of a ``.zip``.

    Raises:
        ReadError: when a file is missing or not as described, or the package is of another program.
    """
    content = _in_archive(path, data) if data is not None else _in_folder(path)
    try:
        described = list(_described(json.loads(content(DESCRIPTOR))))
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError) as error:
        raise Damaged(path, f"{DESCRIPTOR} 不完整或被改动", _AGAIN) from error
    if not any(name == WHOLE for name, _ in described):
        raise Unsupported(path, f"这个数据包中没有 {WHOLE}，不是 juesuan 生成的，或者是旧版本生成的", _AGAIN)
    for name, fingerprint in described:
        if hashlib.sha256(content(name)).hexdigest() != fingerprint:
            raise Damaged(path, f"其中的 {name} 与 {DESCRIPTOR} 的记录不符，生成后改动过", _AGAIN)
    return read_data(path, content(WHOLE))


def _described(raw: Any) -> Iterator[tuple[str, str]]:
    """Path and SHA-256 of every file of the package."""
    for resource in raw["resources"]:
        yield str(resource["path"]), str(resource["hash"]).removeprefix("sha256:")


def _in_archive(path: Path, data: bytes) -> _Load:
    archive = Archive(path, data)

    def content(name: str) -> bytes:
        with archive.open(name) as stream:
            return stream.read()

    return content


def _in_folder(path: Path) -> _Load:
    def content(name: str) -> bytes:
        parts = PurePosixPath(name).parts
        if not {"..", "/"}.isdisjoint(parts) or "\\" in name or ":" in name:
            raise Damaged(path, f"{DESCRIPTOR} 指向文件夹以外的 {name}", _AGAIN)
        return load(path.joinpath(*parts))

    return content
