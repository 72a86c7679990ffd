"""Why a file cannot be annotated."""

from __future__ import annotations

__all__ = ["Unmarkable"]


class Unmarkable(Exception):
    """The file cannot carry notes; the text says why and what to do, in Chinese. The report on it is not affected."""
