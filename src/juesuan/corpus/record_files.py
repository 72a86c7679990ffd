"""Records in files of their own: each is written beside its place and moved there, and one that is not whole is none."""

from __future__ import annotations

import hashlib
import os
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from juesuan.corpus.wire import packed

__all__ = ["clear_parts", "key_of", "read_record", "write_record"]

_DIGEST = 32
Value = TypeVar("Value")


def key_of(*parts: str | bytes) -> str:
    """A digest of some parts in their order."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def read_record(path: Path, kind: type[Value]) -> Value | None:
    """A record, if there is one that is whole and of this type."""
    try:
        data = path.read_bytes()
        digest, body = data[:_DIGEST], data[_DIGEST:]
        if hashlib.sha256(body).digest() != digest:
            return None
        return msgspec.msgpack.decode(zlib.decompress(body), type=kind)
    except (OSError, zlib.error, msgspec.MsgspecError):
        return None


def write_record(path: Path, value: Any) -> None:
    """Writes a record, whole or not at all.

    Raises:
        OSError: when the system does not let us.
    """
    body = zlib.compress(packed(value), 1)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(hashlib.sha256(body).digest() + body)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise


def clear_parts(folder: Path) -> None:
    """Takes away what ended runs left unfinished in a folder, and below it."""
    for left in folder.rglob("*.part"):
        with suppress(OSError):
            left.unlink()
