"""The bytes of a user's file, or the reason why there are none."""

from __future__ import annotations

import glob
from pathlib import Path

from juesuan.formats.errors import Damaged, NotFound, TooLarge, Unsupported

__all__ = ["DESCRIPTOR", "MAX_FILE_BYTES", "as_pattern", "check_readable", "fingerprint", "is_data_package", "load"]

MAX_FILE_BYTES = 256 * 1024 * 1024
"""The largest disclosures known, with scanned appendices, stay below 100 MB."""

DESCRIPTOR = "datapackage.json"
"""The file that makes a folder a data package, and says what is in it."""

_EMPTY, _AGAIN = "文件是空的（0 字节）", "请重新下载或重新导出"
_LOCK, _LONGEST_LOCK = "~$", 1024
"""Beside a file that is open lies one that says who opened it: its name begins so, and it is short."""


def is_data_package(path: Path) -> bool:
    """Whether it is the folder of a data package."""
    return path.is_dir() and (path / DESCRIPTOR).is_file()


def load(path: Path) -> bytes:
    """The whole file, which may be in an archive (see :mod:`juesuan.formats.archives.bundles`).

    Raises:
        ReadError: when it does not exist, may not be read, is a folder, is empty or too large.
    """
    if any(parent.suffix.casefold() == ".zip" for parent in path.parents):
        from juesuan.formats.archives.bundles import archive_of, content_of  # noqa: PLC0415 (few files are)

        archive = archive_of(path)
        if archive is not None:
            check_readable(archive)
            content = content_of(archive, path)
            if not content:
                raise Damaged(path, _EMPTY, _AGAIN)
            return content
    size = check_readable(path)
    if size > MAX_FILE_BYTES:
        raise TooLarge(path, f"文件有 {size // 2**20} MB，超过 {MAX_FILE_BYTES // 2**20} MB 的上限")
    return path.read_bytes()


def check_readable(path: Path) -> int:
    """The size of a file that can be read, in bytes.

    Raises:
        ReadError: when it does not exist, may not be read, is a folder or is empty.
    """
    try:
        if path.is_dir():
            raise NotFound(path, "这是一个文件夹", "请指定文件夹里的文件")
        size = path.stat().st_size
        if not path.is_file():
            raise Unsupported(path, "不是普通文件")
        with path.open("rb"):
            pass
    except FileNotFoundError:
        raise NotFound(path, "文件不存在") from None
    except PermissionError:
        advice = "如果它正在 Excel、Word 或 WPS 中打开，请先关闭；否则请检查文件权限，或把文件复制到自己的文件夹后再试"
        raise NotFound(path, "没有读取权限", advice) from None
    except (OSError, ValueError) as error:
        # A ValueError is how pathlib says that the name itself is impossible (a NUL byte).
        raise NotFound(path, f"系统无法读取（{error}）") from None
    if path.name.startswith(_LOCK) and size < _LONGEST_LOCK:
        advice = f"请指定“{path.name.removeprefix(_LOCK)}”本身；如果它还开着，请先保存并关闭"
        raise Unsupported(path, "这是 Excel、Word 或 WPS 打开文件时自动生成的临时文件，不是文件本身", advice)
    if not size:
        raise Damaged(path, _EMPTY, _AGAIN)
    return size


def as_pattern(path: Path) -> str:
    """The pattern that this file alone fits, for engines that take every path for a pattern: ``明细[1].csv`` is a name.

    It is absolute, for a relative one may begin like the name of a service (``file:``, ``s3:``) or with ``~``.
    """
    return glob.escape(str(path.absolute()))


def fingerprint(data: bytes) -> str:
    """The SHA-256 of a file's content."""
    import hashlib  # noqa: PLC0415 (who only asks what there is to read does without)

    return hashlib.sha256(data).hexdigest()
