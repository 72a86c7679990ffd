"""Which results may be written where, and writing them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from juesuan.cli.console import complain
from juesuan.cli.status import Refusal
from juesuan.cli.writing.files import (
    files_in,
    folder,
    is_device,
    put,
    real,
    reason,
    remove_files,
    replace_whole,
    set_aside,
    unwritable,
)
from juesuan.cli.writing.record import LIST, entries, fingerprint, is_as_written, remember
from juesuan.formats.file_names import same_file
from juesuan.unfinished import Unfinished, clear

__all__ = ["OUTPUTS", "Gate", "add_force", "refuse_file"]

OUTPUTS = frozenset({"output", "notice", "annotate", "overlay", "export"})
"""The arguments that say where results go. Every other path of a command is read, and never written."""

_NAMED = 5


def add_force(parser: argparse.ArgumentParser) -> None:
    """Declares the option."""
    parser.add_argument(
        "--force",
        action="store_true",
        help="同名文件不是本程序生成的、或者生成后改动过的，也写入；原来的改名为“…（原有）”保留",
    )


class Gate:
    """What one command may write.

    Results are admitted before any work, and looked at again when they are written.
    """

    def __init__(self, inputs: Iterable[Path], results: Iterable[Path] = (), command: str = "", *, force: bool = False):
        self._inputs = tuple(inputs)
        self._places = tuple(real(path) for path in results)
        self._command = command
        self._force = force
        self._taken: set[str] = set()
        self._listed: set[Path] = set()
        self._cleared: set[Path] = set()

    @classmethod
    def of(cls, arguments: argparse.Namespace) -> Gate:
        """The gate of a command: whatever path its arguments hold is an input, unless it is one of :data:`OUTPUTS`."""
        paths = {name: _paths(value) for name, value in vars(arguments).items()}
        inputs = [path for name, found in paths.items() if name not in OUTPUTS for path in found]
        results = [path for name in sorted(OUTPUTS) for path in paths.get(name, ())]
        return cls(inputs, results, arguments.command, force=getattr(arguments, "force", False))

    def is_result(self, path: Path) -> bool:
        """Whether a file in a folder that is read is no document but a result that this command left there.

        One that was changed since counts as a result where this run writes, and as a document elsewhere.
        """
        entry = entries(path.parent).get(path.name)
        if entry is None or entry.command != self._command:
            return path.name == LIST
        above = real(path).parents
        return any(place in above or place == real(path) for place in self._places) or entry.is_of(fingerprint(path))

    def admit(self, *outputs: Path) -> None:
        """Takes files as results of this run.

        Raises:
            Refusal: when one is an input, a result already, or must not be replaced.
        """
        foreign = []
        for output in outputs:
            if is_device(output):
                continue
            self._take(output)
            self._clear(real(output).parent)
            try:
                if self._is_input(output):
                    raise Refusal(f"{output}：这是要读取的文件，不能用作输出文件。请换一个文件名。")
                if output.is_dir():
                    raise Refusal(f"{output}：这是一个文件夹，请指定文件名。")
                if _is_foreign(output):
                    foreign.append(output)
            except OSError as error:
                raise Refusal(f"{output}：无法查看，{reason(error)}。请检查权限，并关闭正在使用它的程序。") from error
        if foreign and not self._force:
            raise _refusal(foreign)

    def knows(self, output: Path) -> bool:
        """Whether it was admitted, or needs not be."""
        return is_device(output) or _spelling(output) in self._taken

    def write(self, output: Path, content: str | bytes) -> None:
        """Writes a result that was admitted.

        Raises:
            Refusal: when something else has come there meanwhile, or the system does not let us.
        """
        import hashlib

        data = content.encode("utf-8") if isinstance(content, str) else content
        try:
            if not is_device(output):
                place = real(output)
                self._make_way(place)
                self._remember(place, hashlib.sha256(data).hexdigest())
            replace_whole(output, data)
        except OSError as error:
            raise unwritable(output, error) from error

    def admit_folder(self, target: Path) -> None:
        """Takes a folder as the place of results that belong together.

        Raises:
            Refusal: when an input lies in it, or something in it must not be replaced.
        """
        self._take(target)
        refuse_file(target)
        self._clear(real(target).parent)
        self._clear(real(target))
        for path in self._inputs:
            if real(target) in (real(path), *real(path).parents):
                raise Refusal(f"{path}：要读取的文件在 {target} 里，结果不能放在那里。请换一个文件夹。")
        try:
            foreign = list(_foreign_in(target))
        except OSError as error:
            raise Refusal(f"{target}：无法查看，{reason(error)}。请检查权限，并关闭正在使用其中文件的程序。") from error
        if foreign and not self._force:
            raise _refusal(foreign, target)

    def deliver(self, target: Path, write: Callable[[Path], None]) -> tuple[Path, ...]:
        """Lets results be written into a new folder, and puts them in their place when all of them are there.

        Returns what was written. Where the folder is there already each result replaces the earlier one of its name, whatever else
        this command had left there goes, and what is anybody's own stays: none of it is in the way without ``--force``.

        Raises:
            Refusal: when something there must not be replaced, or the system does not let us.
        """
        where = real(target)
        folder(where.parent)
        try:
            with Unfinished(where.parent) as place:
                made = place / "results"
                made.mkdir()
                write(made)
                results = {path.relative_to(made).as_posix(): fingerprint(path) for path in files_in(made)}
                foreign = list(_foreign_in(where))
                if foreign and not self._force:
                    raise _refusal(foreign, target)
                if where.exists():
                    self._merge(made, where, results)
                else:
                    remember(made, results, self._command)
                    made.rename(where)
        except OSError as error:
            raise unwritable(target, error) from error
        return tuple(target / name for name in results)

    def take_away(self, results: Iterable[Path]) -> None:
        """Takes away results of earlier runs, as far as they are as this program wrote them, with folders that are empty then.

        What the system does not let us take away stays.
        """
        for path in results:
            place = real(path)
            with suppress(OSError):
                if not place.is_file() or self._is_input(place) or not is_as_written(place):
                    continue
                place.unlink()
                remember(place.parent, {}, self._command)
                if [left.name for left in place.parent.iterdir()] == [LIST]:
                    (place.parent / LIST).unlink()
                    place.parent.rmdir()

    def is_place(self, path: Path) -> bool:
        """Whether results go to this very place."""
        return real(path) in self._places

    def _merge(self, made: Path, where: Path, results: Mapping[str, str]) -> None:
        earlier = [name for name, entry in entries(where).items() if entry.command == self._command]
        left = [where / name for name in earlier if name not in results]
        left = [path for path in left if path.is_file() and is_as_written(path, where)]
        for name in results:
            self._make_way(where / name, where)
        remember(where, results, self._command)
        for name in results:
            (where / name).parent.mkdir(parents=True, exist_ok=True)
            put(made / name, where / name)
        remove_files(left, where)
        remember(where, {}, self._command)

    def _clear(self, where: Path) -> None:
        """Takes away what ended runs left there, once: a folder may have thousands of files."""
        if where not in self._cleared:
            self._cleared.add(where)
            clear(where)

    def _remember(self, place: Path, sha256: str) -> None:
        remember(place.parent, {place.name: sha256}, self._command, forget=place.parent not in self._listed)
        self._listed.add(place.parent)

    def _make_way(self, path: Path, listed_in: Path | None = None) -> None:
        if not _is_foreign(path, listed_in):
            return
        if not self._force:
            raise _refusal([path])
        kept = set_aside(path)
        complain(f"{path.name} 已经有了，可能修改过，改名为 {kept.name} 保留。")

    def _take(self, output: Path) -> None:
        key = _spelling(output)
        if key in self._taken:
            raise Refusal(f"{output}：两项结果不能是同一个文件。请换一个文件名。")
        if output.name == LIST:
            raise Refusal(f"{output}：这个文件名由程序自己使用。请换一个文件名。")
        self._taken.add(key)

    def _is_input(self, output: Path) -> bool:
        if real(output) in {real(path) for path in self._inputs}:
            return True
        return output.exists() and _identity(output) in self._identities

    @cached_property
    def _identities(self) -> frozenset[tuple[int, int]]:
        """The files that are read, under whatever name: those given, and those in folders that are given."""
        given = [path for path in self._inputs if path.is_file()]
        inside = (found for path in self._inputs if path.is_dir() for found in path.rglob("*") if found.is_file())
        return frozenset(map(_identity, [*given, *(path for path in inside if not self.is_result(path))]))


def refuse_file(target: Path, option: str = "-o") -> None:
    """Stops when a file stands where results need a folder.

    Raises:
        Refusal: when one does.
    """
    if target.exists() and not target.is_dir():
        raise Refusal(f"{target}：这是一个文件，{option} 要指定文件夹。")


def _paths(value: object) -> tuple[Path, ...]:
    return tuple(item for item in (value if isinstance(value, list | tuple) else (value,)) if isinstance(item, Path))


def _spelling(path: Path) -> str:
    """The same for two names of one file, also where a file system knows no difference of case or of the form of a character."""
    return same_file(str(real(path)))


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _is_foreign(path: Path, listed_in: Path | None = None) -> bool:
    """Whether somebody's own work stands there: a file with something in it that is not as this program wrote it."""
    place = real(path) if listed_in is None else path
    return place.is_file() and place.stat().st_size > 0 and not is_as_written(place, listed_in)


def _foreign_in(where: Path) -> Iterator[Path]:
    """Whatever in a folder is not as this program wrote it."""
    if where.is_dir():
        place = real(where)
        yield from (path for path in files_in(place) if path != place / LIST and not is_as_written(path, place))


def _refusal(foreign: Sequence[Path], target: Path | None = None) -> Refusal:
    names = [str(path) if target is None else path.relative_to(real(target)).as_posix() for path in foreign]
    named = "、".join(names[:_NAMED]) + (f" 等 {len(names)} 个" if len(names) > _NAMED else "")
    what = "不是本程序生成的，或者生成后改动过"
    advice = "请移走后再试，或换一个名称；确实要写在那里，请加 --force，原来的改名保留。"
    if target is None:
        return Refusal(f"{named}：文件已存在，没有改动。{what}。{advice}")
    return Refusal(f"{target}：文件夹里已有文件，没有替换。其中{what}的：{named}。{advice}")
