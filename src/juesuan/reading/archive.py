"""Zip archives, with bounds on what a hostile one may cost."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import Any

from juesuan.reading.errors import Damaged, Encrypted, TooLarge

__all__ = ["Archive"]

MAX_MEMBERS = 20_000
"""Parts of an archive; pictures are parts, and a thousand scanned pages are still far below this."""

MAX_DIRECTORY_BYTES = MAX_MEMBERS * 512
"""Size of the zip directory, checked before it is parsed: an entry takes 46 bytes and its name."""

MAX_PART_BYTES = 256 * 1024 * 1024
"""Inflated size of one part. The text of the longest disclosures known is some 30 MB of XML."""

MAX_RATIO = 250
"""Inflated to stored size. Tables of repetitive XML reach 60; a stream of one byte repeated reaches 1 030."""

RATIO_FREE_BYTES = 8 * 1024 * 1024
"""Below this inflated size the ratio does not matter: small parts may be very repetitive and do no harm."""

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
"""How the zip module says that a member is truncated, corrupt or packed in a way that it does not know."""


class Archive:
    """An opened archive. Member names are compared without case and with either slash: some producers mix them."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        end = data.rfind(b"PK\x05\x06")
        if end >= 0 and int.from_bytes(data[end + 12 : end + 16], "little") > MAX_DIRECTORY_BYTES:
            raise TooLarge(path, "压缩包里的部件太多")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE:
            raise Damaged(path, "压缩结构不完整，可能没有下载完") from None
        self._members = {_key(info.filename): info for info in self._zip.infolist()}
        if len(self._members) > MAX_MEMBERS:
            raise TooLarge(path, f"压缩包里有 {len(self._members)} 个部件")

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._members

    @property
    def names(self) -> frozenset[str]:
        """Names of all members, in lower case."""
        return frozenset(self._members)

    def open(self, name: str) -> io.BufferedReader:
        """A member as a stream that raises ReadError when it is damaged or inflates beyond bounds."""
        info = self._members.get(_key(name))
        if info is None:
            raise Damaged(self.path, f"缺少部件 {name}")
        if info.flag_bits & 1:
            raise Encrypted(self.path, "压缩包设有密码")
        _check_size(self.path, info.file_size, info.compress_size)
        try:
            member = self._zip.open(info)
        except _DAMAGE:
            raise Damaged(self.path, f"部件 {name} 无法解压") from None
        return io.BufferedReader(_Bounded(self.path, info, member))


class _Bounded(io.RawIOBase):
    """A member's bytes, counted while they are inflated: the size that a zip declares need not be true."""

    def __init__(self, path: Path, info: zipfile.ZipInfo, member: Any) -> None:
        super().__init__()
        self._path = path
        self._info = info
        self._member = member
        self._inflated = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            part = self._member.read(len(buffer))
        except _DAMAGE:
            raise Damaged(self._path, f"部件 {self._info.filename} 无法解压") from None
        self._inflated += len(part)
        _check_size(self._path, self._inflated, self._info.compress_size)
        buffer[: len(part)] = part
        return len(part)


def _check_size(path: Path, inflated: int, stored: int) -> None:
    suspicious = inflated > RATIO_FREE_BYTES and inflated > MAX_RATIO * stored
    if suspicious or inflated > MAX_PART_BYTES:
        raise TooLarge(path, "压缩包解压后异常庞大，可能是压缩炸弹", "请核实文件来源，不要打开来历不明的文件")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
