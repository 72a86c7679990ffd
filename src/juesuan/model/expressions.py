"""Regular expressions that are compiled when they are first asked: a document needs half of those that the modules hold."""

from __future__ import annotations

import re
from typing import Any, cast

__all__ = ["expression"]

_PARTS = (
    "match",
    "fullmatch",
    "search",
    "sub",
    "subn",
    "split",
    "findall",
    "finditer",
    "pattern",
    "flags",
    "groups",
    "groupindex",
)


class _Expression:
    """Has the parts of a compiled expression as its own, from the first time that one of them is wanted."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _PARTS:
            raise AttributeError(name)
        compiled = re.compile(*self._source)
        vars(self).update((part, getattr(compiled, part)) for part in _PARTS)
        return getattr(compiled, name)


def expression(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` makes, later; a mistake in the pattern shows as late. Functions of ``re`` do not take it."""
    return cast("re.Pattern[str]", _Expression(pattern, flags))
