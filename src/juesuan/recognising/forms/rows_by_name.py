"""Functional codes of rows that print only a name: each name is looked for within the 类 and 款 that stand above it."""

from __future__ import annotations

from juesuan.standard.codes import Codes

__all__ = ["Hierarchy", "names_a_detail"]

_LEVELS = (7, 5, 3)
"""Digits of 项, 款 and 类, the deepest first: 其他一般公共服务支出 below 其他一般公共服务支出 is its 项."""
_CLASS = 3


class Hierarchy:
    """The 类, 款 and 项 that stand above the next row of a form."""

    def __init__(self, known: Codes) -> None:
        self._known = known
        self._above = ""

    def enter(self, code: str) -> None:
        """A row with a known code was read: the next one may be below it."""
        self._above = code

    @property
    def is_below(self) -> bool:
        """Whether a 类 stands above."""
        return bool(self._above)

    def code(self, name: str) -> str:
        """The code of the next row; empty when no code, or more than one, has that name there."""
        for digits in _LEVELS:
            parent = self._above[: digits - 2] if digits > _CLASS else ""
            if digits > _CLASS and len(parent) < digits - 2:
                continue
            codes = [code for code in _codes(name, digits, self._known) if code.startswith(parent)]
            if len(codes) == 1:
                self._above = codes[0]
                return codes[0]
        return ""


def names_a_detail(name: str, known: Codes) -> bool:
    """Whether the text is the name of a 款 or 项, and of no 类."""
    return not _codes(name, _CLASS, known) and any(_codes(name, digits, known) for digits in _LEVELS)


def _codes(name: str, digits: int, known: Codes) -> tuple[str, ...]:
    """The codes of so many digits that have the name."""
    return known.lookup(*(name if level == digits else "" for level in sorted(_LEVELS)))
