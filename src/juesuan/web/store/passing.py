"""A file that is given out while it is being written."""

from __future__ import annotations

import io

__all__ = ["PassingOn"]


class PassingOn(io.RawIOBase):
    """What is written goes on at once; it cannot be gone back in."""

    def __init__(self) -> None:
        """Begins with nothing."""
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: object) -> int:
        """Takes a piece: how many bytes it has."""
        self._parts.append(bytes(memoryview(data)))  # type: ignore[arg-type]
        return len(self._parts[-1])

    def taken(self) -> bytes:
        """What was written since it was taken last."""
        parts, self._parts = self._parts, []
        return b"".join(parts)
