"""Zip archives, with bounds on what a hostile one may cost."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import Any

from juesuan.formats.errors import Damaged, Encrypted, TooLarge
from juesuan.formats.limits import USUAL, Limits
from juesuan.formats.reading_budget import Budget

__all__ = ["DAMAGE", "DIRECTORY_BYTES", "Archive", "Member"]

DIRECTORY_BYTES = 512
"""Size of an entry of the zip directory, which is checked before it is parsed: 46 bytes and a name."""

RATIO_FREE_BYTES = 8 * 1024 * 1024
"""Below this inflated size the ratio does not matter: small parts may be very repetitive and do no harm."""

DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
"""How the zip module says that a member is truncated, corrupt or packed in a way that it does not know."""


class Archive:
    """An opened archive. Member names are compared without case and with either slash: some producers mix them."""

    def __init__(self, path: Path, data: bytes, limits: Limits = USUAL) -> None:
        self.path = path
        self.budget = Budget(path, limits)
        end = data.rfind(b"PK\x05\x06")
        if end >= 0 and int.from_bytes(data[end + 12 : end + 16], "little") > limits.parts * DIRECTORY_BYTES:
            raise TooLarge(path, "压缩包里的部件太多")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except DAMAGE:
            raise Damaged(path, "压缩结构不完整，可能没有下载完") from None
        self._members = {_key(info.filename): info for info in self._zip.infolist()}
        if len(self._members) > limits.parts:
            raise TooLarge(path, f"压缩包里有 {len(self._members)} 个部件")

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._members

    @property
    def names(self) -> frozenset[str]:
        """Names of all members, in lower case."""
        return frozenset(self._members)

    @property
    def entries(self) -> tuple[zipfile.ZipInfo, ...]:
        """The directory, as far as a copy must be like it; what it says of sizes need not be true."""
        return tuple(self._members.values())

    def content(self, name: str) -> bytes:
        """The whole of a member, within bounds.

        Raises:
            ReadError: when it is missing, damaged or inflates beyond bounds.
        """
        with self.open(name) as stream:
            return stream.read()

    def open(self, name: str) -> io.BufferedReader:
        """A member as a stream that raises ReadError when it is damaged or inflates beyond bounds."""
        return io.BufferedReader(self.member(name))

    def member(self, name: str) -> Member:
        """The same, unbuffered, with the count of the markup in it."""
        info = self._members.get(_key(name))
        if info is None:
            raise Damaged(self.path, f"缺少部件 {name}")
        if info.flag_bits & 1:
            raise Encrypted(self.path, "压缩包设有密码")
        try:
            member = self._zip.open(info)
        except DAMAGE:
            raise Damaged(self.path, f"部件 {name} 无法解压") from None
        found = Member(self.budget, info, member)
        found.check_size(info.file_size)
        return found


class Member(io.RawIOBase):
    """A member's bytes, counted while they are inflated: the size that a zip declares need not be true.

    Attributes:
        markup: elements and attributes that have gone by; set to 0 by whoever has forgotten them. Not counted of a file that is no markup.
    """

    def __init__(self, budget: Budget, info: zipfile.ZipInfo, member: Any, *, is_markup: bool = True) -> None:
        super().__init__()
        self.markup = 0
        self._is_markup = is_markup
        self._budget = budget
        self._path = budget.path
        self._info = info
        self._member = member
        self._inflated = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Inflates and counts.

        Raises:
            ReadError: when it is damaged or too large.
        """
        try:
            part = self._member.read(len(buffer))
        except DAMAGE:
            raise Damaged(self._path, f"部件 {self._info.filename} 无法解压") from None
        self._inflated += len(part)
        self._budget.spend("package_bytes", len(part))
        self.check_size(self._inflated)
        self.markup += part.count(b"<") + 2 * part.count(b"=") if self._is_markup else 0
        if self.markup > self._budget.limits.markup:
            raise TooLarge(self._path, f"部件 {self._info.filename} 里的标记过多，不像决算公开文件")
        buffer[: len(part)] = part
        return len(part)

    def check_size(self, inflated: int) -> None:
        """Raises:
        TooLarge: when a part of this inflated size is no part of an honest file.
        """
        limits = self._budget.limits
        suspicious = inflated > RATIO_FREE_BYTES and inflated > limits.ratio * self._info.compress_size
        if suspicious or inflated > limits.part_bytes:
            raise TooLarge(self._path, "压缩包解压后异常庞大，可能是压缩炸弹", "请核实文件来源，不要打开来历不明的文件")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
