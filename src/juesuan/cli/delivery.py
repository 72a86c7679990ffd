"""A folder of results: there whole or not at all, and nothing that the user has made or changed is ever lost.

A list of the files that we wrote, with their fingerprints, lies in the folder: what is not on it, or has changed since, is the
user's own and is not replaced.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from juesuan.cli.files import folder, reason
from juesuan.cli.status import Refusal

__all__ = ["deliver", "refuse_to_replace"]

_LIST = ".juesuan.json"
_NAMED = 5


def refuse_to_replace(target: Path, *, force: bool) -> None:
    """Stops before any work when the folder could not be delivered.

    Raises:
        Refusal: when something is there that must not be replaced, or cannot be looked at.
    """
    try:
        _refuse_to_replace(target, force)
    except OSError as error:
        raise Refusal(f"{target}：无法查看，{reason(error)}。请检查权限，并关闭正在使用其中文件的程序。") from error


def _refuse_to_replace(target: Path, force: bool) -> None:
    if target.is_file():
        raise Refusal(f"{target}：这是一个文件，-o 要指定文件夹。")
    if not target.exists() or not any(target.iterdir()):
        return
    if not force:
        raise Refusal(f"{target}：文件夹已存在，没有改动。请换一个文件夹；要用新的结果替换它，请加 --force。")
    foreign = list(_foreign(target))
    if foreign:
        named = "、".join(foreign[:_NAMED]) + (f" 等 {len(foreign)} 个" if len(foreign) > _NAMED else "")
        raise Refusal(
            f"{target}：没有替换。其中有不是上次生成的、或者生成后改动过的文件：{named}。请移走后再试，或换一个文件夹。"
        )


def deliver(target: Path, write: Callable[[Path], None], *, force: bool) -> None:
    """Lets the results be written into a new folder, and puts that in the place of the target when all of them are there.

    Raises:
        Refusal: when something there must not be replaced, or the system does not let us.
    """
    refuse_to_replace(target, force=force)
    target = target.resolve()
    folder(target.parent)
    partial, old = (target.with_name(f".{target.name}.{os.getpid()}.{state}") for state in ("partial", "old"))
    try:
        partial.mkdir()
        write(partial)
        _write_list(partial)
        refuse_to_replace(target, force=force)
        _swap(target, partial, old)
    except OSError as error:
        raise Refusal(
            f"{target}：无法写入，{reason(error)}。请检查文件夹和权限，并关闭正在使用其中文件的程序。"
        ) from error
    finally:
        _remove(partial)
        _remove(old)


def _swap(target: Path, partial: Path, old: Path) -> None:
    """The new folder in the place of the old one, which comes back when that fails."""
    if target.exists():
        target.rename(old)
    try:
        partial.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise


def _files(where: Path) -> Iterator[Path]:
    return (path for path in sorted(where.rglob("*")) if not path.is_dir())


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_list(where: Path) -> None:
    listed = {path.relative_to(where).as_posix(): _fingerprint(path) for path in _files(where)}
    text = json.dumps({"files": listed}, ensure_ascii=False, indent=1) + "\n"
    (where / _LIST).write_text(text, encoding="utf-8", newline="\n")


def _foreign(where: Path) -> Iterator[str]:
    """Files that we did not write, or not as they are now."""
    listed = _listed(where / _LIST)
    for path in _files(where):
        name = path.relative_to(where).as_posix()
        if name != _LIST and listed.get(name) != _fingerprint(path):
            yield name


def _listed(path: Path) -> dict[str, str]:
    try:
        files = json.loads(path.read_text(encoding="utf-8"))["files"]
        return {str(name): str(fingerprint) for name, fingerprint in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _remove(where: Path) -> None:
    """Takes away a folder of ours."""
    if not where.exists():
        return
    for path in sorted(where.rglob("*"), reverse=True):
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)
    where.rmdir()
