"""The solver of integer programs, imported only when something is to be solved: it brings numpy with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from highspy import Highs

__all__ = ["silent_solver"]


def silent_solver() -> Highs:
    """A HiGHS instance that never writes to standard output, where results go; by default it greets when it is made."""
    import highspy  # noqa: PLC0415 - see the module docstring

    class Silent(highspy.Highs):
        def enableCallbacks(self) -> None:
            self.silent()
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    return Silent()  # type: ignore[no-untyped-call]
