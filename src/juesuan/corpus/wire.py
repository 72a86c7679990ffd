"""What goes between a process and its parent: messages of known types, each after its length. What comes is parsed, never believed."""

from __future__ import annotations

from typing import IO, Any

import msgspec
from msgspec import Raw, Struct

from juesuan.fault import Fault
from juesuan.formats.doc.kinds import Kind

__all__ = [
    "Asked",
    "Converted",
    "Done",
    "Failed",
    "NotConverted",
    "Order",
    "Reply",
    "ToConvert",
    "packed",
    "received",
    "sent",
]

_LENGTH = 8
MOST_BYTES = 2**31
"""No message is longer."""


class Duties(Struct, frozen=True):
    """The kinds of job that a process does.

    Attributes:
        module: has their type, ``Jobs``, and a function ``warm_up`` that loads what they need.
        writes: whether they need a folder for files that they make and remove again.
    """

    module: str
    writes: bool = False


class Order(Struct, frozen=True):
    """What a process is told before its first job.

    Attributes:
        jobs: the module of its duties.
        standard: folders laid over the built-in standard.
        memory: bytes that it may use; 0: no limit.
        folder: the one folder in which it may write; empty: nowhere.
    """

    jobs: str
    standard: tuple[str, ...] = ()
    memory: int = 0
    folder: str = ""


class Asked(Struct, frozen=True):
    """A job, one of the known ones, and the seconds of processor time for it; 0: no limit."""

    job: Raw
    seconds: int = 0


class Done(Struct, frozen=True, tag=True):
    """A job's answer."""

    answer: Raw


class Failed(Struct, frozen=True, tag=True):
    """A job that ended with an exception."""

    fault: Fault


class ToConvert(Struct, frozen=True, tag=True):
    """In the middle of a job: an old Word document that another program has to convert."""

    data: bytes
    kind: Kind


class Converted(Struct, frozen=True, tag=True):
    """The document as ``.docx``."""

    data: bytes


class NotConverted(Struct, frozen=True, tag=True):
    """Why there is none: the class of the error and what it says."""

    error: str
    reason: str
    advice: str


Reply = Done | Failed | ToConvert


def packed(value: Any) -> bytes:
    """A value as bytes. Lone surrogates, which no encoding has and files may hold, become ``?``."""
    try:
        return msgspec.msgpack.encode(value, enc_hook=_plain)
    except UnicodeEncodeError:
        built = msgspec.to_builtins(value, builtin_types=(bytes,), enc_hook=_plain)
        return msgspec.msgpack.encode(_encodable(built))


def _plain(value: object) -> object:
    """Names of the standard are texts that know of what they are names: what is read of a document holds the text."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(type(value).__name__)


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    if isinstance(value, dict):
        return {_encodable(key): _encodable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_encodable(item) for item in value)
    return value


def sent(pipe: IO[bytes], message: bytes) -> None:
    """Sends a message.

    Raises:
        OSError: when nobody reads it any more.
    """
    pipe.write(len(message).to_bytes(_LENGTH) + message)
    pipe.flush()


def received(pipe: IO[bytes]) -> bytes | None:
    """The next message; None when there will be none."""
    head = pipe.read(_LENGTH)
    length = int.from_bytes(head)
    if len(head) < _LENGTH or length > MOST_BYTES:
        return None
    message = pipe.read(length)
    return message if len(message) == length else None
