"""A kind of crafted file, in several sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

__all__ = ["Crafted", "kinds"]


class Crafted(Struct, frozen=True):
    """One file.

    Attributes:
        suffix: of its name. kind: what is wrong with it. size: how much of that. make: its content.
    """

    suffix: str
    kind: str
    size: int
    make: Callable[[int], bytes]

    @property
    def name(self) -> str:
        """A name for the file."""
        return f"{self.kind}-{self.size}.{self.suffix}"

    def content(self) -> bytes:
        """The file."""
        return self.make(self.size)


def kinds(suffix: str, kind: str, make: Callable[[int], bytes], sizes: Sequence[int]) -> Iterator[Crafted]:
    """One kind in several sizes."""
    for size in sizes:
        yield Crafted(suffix, kind, size, make)
