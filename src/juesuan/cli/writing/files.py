"""Files written whole or not at all; devices and links stay what they are."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from juesuan.cli.status import Refusal

__all__ = [
    "beside",
    "files_in",
    "folder",
    "is_device",
    "real",
    "reason",
    "remove",
    "replace_whole",
    "set_aside",
    "swap",
    "unwritable",
]

_SERIAL = count(1)


def folder(path: Path) -> Path:
    """The folder, made if it is not there.

    Raises:
        Refusal: when it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(f"{path}：无法建立文件夹，{reason(error)}。请换一个位置。") from error
    return path


def is_device(path: Path) -> bool:
    """Whether something is written by being opened, and never replaced: ``/dev/null``, ``/dev/stdout``, a pipe."""
    return path.exists() and not path.is_dir() and (not path.is_file() or path.absolute().is_relative_to("/dev"))


def real(path: Path) -> Path:
    """The place itself where a path leads through links, whether something is there or not."""
    return Path(os.path.realpath(path))


def replace_whole(path: Path, data: bytes) -> None:
    """Writes a file beside its place and then moves it there, so that nobody ever sees half of it; a link keeps leading there.

    Raises:
        OSError: when the system does not let us.
    """
    if is_device(path):
        path.write_bytes(data)
        return
    target = real(path)
    partial = beside(target)
    try:
        partial.write_bytes(data)
        if target.exists():
            partial.chmod(stat.S_IMODE(target.stat().st_mode))
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def beside(target: Path) -> Path:
    """A name for what is not complete yet; short, for the target's own may be as long as a name can be."""
    return target.with_name(f".juesuan-{os.getpid()}-{next(_SERIAL)}.partial")


def set_aside(path: Path) -> Path:
    """Gives what stands there another name; returns it.

    Raises:
        OSError: when the system does not let us.
    """
    kept = next(name for number in count(1) if not (name := _earlier(path, number)).exists())
    path.rename(kept)
    return kept


def _earlier(path: Path, number: int) -> Path:
    return path.with_name(f"{path.stem}（原有{number if number > 1 else ''}）{path.suffix}")


def files_in(where: Path) -> Iterator[Path]:
    """All files below a folder, by path."""
    return (path for path in sorted(where.rglob("*")) if not path.is_dir())


def swap(target: Path, made: Path, old: Path) -> None:
    """The folder that was made in the place of the one there, which comes back when that fails.

    Raises:
        OSError: when the system does not let us.
    """
    if target.exists():
        target.rename(old)
    try:
        made.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise


def remove(where: Path) -> None:
    """Takes away a folder of ours."""
    if not where.exists():
        return
    for path in sorted(where.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)
    where.rmdir()


def unwritable(path: Path, error: OSError) -> Refusal:
    """The message for a result that the system does not let us write."""
    return Refusal(f"{path}：无法写入，{reason(error)}。请检查文件夹和权限，并关闭正在使用它的程序。")


def reason(error: OSError) -> str:
    """Why the system did not let us, in Chinese, without a full stop."""
    known = {
        FileNotFoundError: "文件夹不存在",
        FileExistsError: "已有同名文件",
        PermissionError: "没有权限或文件正在使用",
        IsADirectoryError: "这是一个文件夹",
        NotADirectoryError: "上级不是文件夹",
    }
    return next((text for kind, text in known.items() if isinstance(error, kind)), error.strerror or "系统拒绝写入")
