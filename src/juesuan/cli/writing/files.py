"""Files written whole or not at all; devices and links stay what they are."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from juesuan.cli.status import Refusal
from juesuan.unfinished import Unfinished, is_unfinished

__all__ = [
    "files_in",
    "folder",
    "is_device",
    "put",
    "real",
    "reason",
    "remove_files",
    "replace_whole",
    "set_aside",
    "unwritable",
]

_REASONS = {
    errno.ENOENT: "文件夹不存在",
    errno.EEXIST: "已有同名文件",
    errno.EACCES: "没有权限或文件正在使用",
    errno.EPERM: "没有权限或文件正在使用",
    errno.EISDIR: "这是一个文件夹",
    errno.ENOTDIR: "上级不是文件夹",
    errno.ENAMETOOLONG: "名称太长",
    errno.EINVAL: "系统不接受这个名称",
    errno.EROFS: "磁盘只能读取",
    errno.EIO: "磁盘读写出错",
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘空间不足（用户限额已满）",
    errno.EFBIG: "文件太大",
}
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


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
    with Unfinished(target.parent) as where:
        made = where / "file"
        made.write_bytes(data)
        put(made, target)


def put(made: Path, target: Path) -> None:
    """Moves a file that is whole to its place, with the rights of what it replaces.

    Raises:
        OSError: when the system does not let us.
    """
    if target.exists():
        made.chmod(stat.S_IMODE(target.stat().st_mode))
    made.replace(target)


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
    """All files below a folder, by path, without what is not finished."""
    below = (path for path in sorted(where.rglob("*")) if not path.is_dir())
    return (path for path in below if not is_unfinished(path.relative_to(where)))


def remove_files(paths: Iterable[Path], below: Path) -> None:
    """Takes away files of ours, and the folders below one that are empty then.

    Raises:
        OSError: when the system does not let us.
    """
    for path in paths:
        path.unlink(missing_ok=True)
        parent = path.parent
        while parent != below and below in parent.parents and not any(parent.iterdir()):
            parent.rmdir()
            parent = parent.parent


def unwritable(path: Path, error: OSError) -> Refusal:
    """The message for a result that the system does not let us write."""
    if error.errno in _FULL:
        return Refusal(
            f"{path}：没有写成，{reason(error)}（{real(path).parent}）。请腾出空间，或换一个位置，再运行一次。"
        )
    return Refusal(f"{path}：无法写入，{reason(error)}。请检查文件夹和权限，并关闭正在使用它的程序。")


def reason(error: OSError) -> str:
    """Why the system did not let us, in Chinese, without a full stop."""
    known = _REASONS.get(error.errno or 0)
    return known or f"系统不允许（{error.strerror or type(error).__name__}）"
