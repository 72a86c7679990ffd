"""Files we write: whole or not at all, and never over a file that we were given to read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from juesuan.cli.status import Refusal

__all__ = ["folder", "reason", "refuse_to_overwrite", "write_keeping", "write_whole"]


def refuse_to_overwrite(outputs: Iterable[Path], inputs: Iterable[Path]) -> None:
    """Stops before any work when a result would replace an input, under whatever name.

    Raises:
        Refusal: when it would.
    """
    given = [path for path in inputs if path.exists()]
    for output in outputs:
        if output.exists() and any(output.samefile(path) for path in given):
            raise Refusal(f"{output}：这是要读取的文件，不能用作输出文件。请换一个文件名。")


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


def write_whole(path: Path, content: str | bytes) -> None:
    """Writes a file beside its place and then moves it there, so that nobody ever sees half of it.

    Raises:
        Refusal: when the system does not let us.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise Refusal(f"{path}：无法写入，{reason(error)}。请检查文件夹和权限，并关闭正在使用它的程序。") from error


def write_keeping(path: Path, content: bytes) -> Path | None:
    """Writes a file that people go on working in: what stands there already, if it is something else, is kept beside it.

    Returns the new name of what stood there, or None.

    Raises:
        Refusal: when the system does not let us.
    """
    kept = None
    try:
        if path.is_file() and path.read_bytes() not in {b"", content}:
            kept = next(name for number in count(1) if not (name := _earlier(path, number)).exists())
            path.rename(kept)
    except OSError as error:
        raise Refusal(
            f"{path}：已有同名文件，无法改名保留，{reason(error)}。请关闭正在使用它的程序，或换一个文件名。"
        ) from error
    write_whole(path, content)
    return kept


def _earlier(path: Path, number: int) -> Path:
    return path.with_name(f"{path.stem}（原有{number if number > 1 else ''}）{path.suffix}")


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
