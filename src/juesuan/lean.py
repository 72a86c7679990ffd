"""Imports msgspec as it is where ``typing_extensions`` is not installed: for the processes of the command line, whose start everybody waits for.

Where it is installed msgspec imports it, and with it ``inspect``, ``ast`` and ``dis``: a hundredth of a second in each process, for two names that
``typing`` has, too, and that msgspec takes from there then. Whatever else asks for it later gets it.
"""

from __future__ import annotations

import sys

__all__: list[str] = []

if "msgspec" not in sys.modules and "typing_extensions" not in sys.modules:
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]
    try:
        import msgspec  # noqa: F401
    finally:
        del sys.modules["typing_extensions"]
