"""From the names of 类, 款 and 项 in prose to the code: a misspelt name still finds the row that is meant."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import product

from juesuan.model import Table
from juesuan.model.expressions import expression
from juesuan.standard.codes import Codes, plain_name

__all__ = ["FunctionNames", "edit_distance"]

_CODE_FORMS = ("T05", "T10", "T03", "T07", "T08", "T02", "B05", "B10", "B03", "B07", "B08", "B02")
_DIGITS = (3, 5, 7)
_NAME = expression(r"[^\W\d_]{2}")
"""A name has two letters on end: a cell that is blank, or holds a dash or a number, names nothing that prose could speak of."""
_CAPITAL_BUDGET = "223"
"""国有资本经营预算支出 is the name of a 类, but in prose of the budget: only ``（类）`` behind it makes it the 类."""


def edit_distance(one: str, other: str, limit: int) -> int:
    """The number of characters to insert, drop or replace, or ``limit + 1`` when it is more."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, right in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (left != right))
        if min(row) > limit:
            return limit + 1
    return row[-1]


def _tolerance(name: str) -> int:
    """How many slips a name of that length may have: one wrong character in a short name is another name."""
    return 0 if len(name) < 4 else 1 if len(name) < 8 else 2


def _spellings(name: str) -> tuple[str, ...]:
    """A name with and without the 支出 at its end, which prose leaves out or adds."""
    bare = name.removesuffix("支出")
    return (name, bare, bare + "支出") if len(bare) > 1 else (name,)


def _slips(name: str, official: str) -> int:
    """In how many characters a printed name differs from a row's, a 支出 at the end aside."""
    if name in _spellings(official):
        return 0
    return edit_distance(name, official, _tolerance(official))


class FunctionNames:
    """The functional codes that a document may speak of: those of its own tables first, then the official ones."""

    def __init__(self, tables: Mapping[str, Table], known: Codes) -> None:
        self._known = known
        self._printed: dict[str, str] = {}
        for form in _CODE_FORMS:
            for row in tables[form].rows if form in tables else ():
                if row.key.isdigit():
                    self._printed.setdefault(row.key, plain_name(row.label))

    @cached_property
    def classes(self) -> Mapping[str, str]:
        """Names of 类 to codes, official ones of any year and those printed."""
        classes = [code for code in sorted(self._known.class_funds) if self._known.valid_class(code)]
        official = {
            name: code for code in classes for name in self._known.function_names(code) if code != _CAPITAL_BUDGET
        }
        printed = {
            name: code
            for code, name in self._printed.items()
            if len(code) == 3 and code != _CAPITAL_BUDGET and _NAME.search(name)
        }
        return official | printed

    def resolve(self, names: tuple[str, str, str], code: str = "") -> str | None:
        """The code of up to three names (类, 款, 项), missing ones empty; a printed code decides.

        But one without a row in the tables, beside the name of another that has one, is the slip of the two. None when no row is meant,
        or when two are meant equally well.
        """
        if code and (code in self._printed or self._known.is_known(code)):
            named = self.resolve(names) if code not in self._printed and not self._is_called(code, names) else None
            return named if named is not None and named in self._printed and len(named) == len(code) else code
        level = max((index for index, name in enumerate(names) if name), default=-1)
        if level < 0:
            return None
        plain = (plain_name(names[0]), plain_name(names[1]), plain_name(names[2]))
        found, misfit = self._best(plain, level)
        if found is not None and not misfit:
            return found
        official = {code for spelling in product(*map(_spellings, plain)) for code in self._known.lookup(*spelling)}
        # Money that was planned and not spent has no row: 行政运行 under another 款 is not the row of that name.
        return official.pop() if len(official) == 1 and (found is None or all(plain)) else found

    def _is_called(self, code: str, names: tuple[str, str, str]) -> bool:
        """Whether the name at a code's level is one that the code has, or had."""
        name = plain_name(names[_DIGITS.index(len(code))])
        official = (plain_name(one) for one in self._known.function_names(code))
        return not name or any(_slips(name, one) <= _tolerance(one) for one in official)

    def spelt_at(self, text: str, start: int, code: str) -> str:
        """The name of a code, printed or official, that a text has at an offset: the longest; empty where none stands there."""
        names = {self._printed.get(code, ""), *self._known.function_names(code)}
        spelt = {spelling for name in names for spelling in (name, name.removesuffix("支出"))}
        return max((name for name in spelt if text.startswith(name, start)), key=len, default="")

    def _best(self, names: tuple[str, str, str], level: int) -> tuple[str | None, int]:
        """The row whose own name fits best, and how many of the names above it do not fit; they decide between rows of one name."""
        fits: list[tuple[int, int, str]] = []
        for code, name in self._printed.items():
            if len(code) != _DIGITS[level]:
                continue
            own = _slips(names[level], name)
            if own <= _tolerance(name):
                fits.append((self._misfit(names[:level], code), own, code))
        fits.sort()
        if not fits or (len(fits) > 1 and fits[0][:2] == fits[1][:2]):
            return None, 0
        return fits[0][2], fits[0][0]

    def _misfit(self, above: tuple[str, ...], code: str) -> int:
        """How many of the names above do not fit the code's own parents."""
        misfits = 0
        for index, name in enumerate(above):
            parent = self._printed.get(code[: _DIGITS[index]], "")
            misfits += bool(name and parent) and _slips(name, parent) > _tolerance(parent)
        return misfits
