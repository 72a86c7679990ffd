"""Classification codes by year: functional and economic codes, their names, funds and renames. Data in ``data/codes``.

Names are known with different certainty: ``high`` ones are attested in many published documents or fixed by a regulation,
``low`` ones come from one old list. Only ``high`` names are good enough to call a printed name wrong.
"""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property, partial
from typing import Any, Literal

from msgspec import Struct

from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataTable, every, read_csv
from juesuan.standard.references import Economics, Functional, Text, Year

__all__ = [
    "CodeName",
    "Codes",
    "load_codes",
    "plain_name",
]

_LEVELS = (3, 5, 7)
_ECONOMIC_ITEM = 5


class CodeName(Struct, frozen=True):
    """A name that a code has, or had.

    Attributes:
        code, name: as in 政府收支分类科目.
        first, last: the years in which it is in force; None where open.
        confidence: ``high`` · ``medium`` · ``low``.
    """

    code: str
    name: str
    first: int | None
    last: int | None
    confidence: str

    def holds(self, year: int | None) -> bool:
        """Whether the name is in force in a year; an unknown year is any year."""
        return year is None or ((self.first or year) <= year <= (self.last or year))


def plain_name(name: str) -> str:
    """A name in the form in which names are compared: half-width, no white space, no （类）（款）（项）."""
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    for mark in ("(类)", "(款)", "(项)"):
        plain = plain.removesuffix(mark)
    return plain


class _Functional(DataTable, frozen=True):
    """A row of ``functional.csv``; ``source`` says where the name was found."""

    code: Functional
    name: Text
    valid_from: Year | None = None
    valid_to: Year | None = None
    confidence: Literal["high", "medium", "low"] = "high"
    source: Literal["observed", "renamed", "standard", "list2009"] = "observed"


class _Class(DataTable, frozen=True):
    """A row of ``functional_classes.csv``; ``fund`` says whose tables a 类 stands in: a fund, or who has it instead of departments."""

    code: Functional
    name: Text
    fund: Text
    valid_from: Year | None = None
    valid_to: Year | None = None


class _Economic(DataTable, frozen=True):
    """A row of ``economic.csv``."""

    code: Economics
    name: Text
    confidence: Literal["high", "medium", "low"]
    valid_from: Year | None = None
    valid_to: Year | None = None


class _FundOnly(DataTable, frozen=True):
    """A row of ``fund_only.csv``: a 款 that exists in one budget alone, since a year."""

    section: Functional
    fund: Text
    valid_from: Year | None = None


class Codes(Struct, frozen=True, eq=False, dict=True):
    """The lists of codes.

    Attributes:
        functional, economic: the names of every code, the usual one first.
        class_funds: whose tables a 类 stands in.
        sections: the fund of a 款 that exists in one budget alone, and since when.
    """

    functional: Mapping[str, tuple[CodeName, ...]]
    economic: Mapping[str, tuple[CodeName, ...]]
    class_funds: Mapping[str, str]
    sections: Mapping[str, tuple[str, int | None]]

    def function_names(self, code: str, year: int | None = None) -> tuple[str, ...]:
        """The names a functional code may be printed with in a year, the usual one first; empty when it is not known."""
        return _in_force(self.functional.get(code, ()), year)

    def function_name(self, code: str, year: int | None = None) -> str:
        """The name to print for a functional code, or an empty string when it is not known."""
        return next(iter(self.function_names(code, year)), "")

    def economic_names(self, code: str, year: int | None = None) -> tuple[str, ...]:
        """The names an economic code (301–399, 501–599) may be printed with in a year; empty when it is not in force."""
        return _in_force(self.economic.get(code, ()), year)

    def economic_name(self, code: str, year: int | None = None) -> str:
        """The name to print for an economic code, or an empty string when it is not in force."""
        return next(iter(self.economic_names(code, year)), "")

    def function_codes(self, year: int | None = None) -> tuple[str, ...]:
        """The functional 项 that a department may have in a year, in order."""
        items = (item for item in self.functional.items() if len(item[0]) == _LEVELS[-1])
        return tuple(
            sorted(code for code, names in items if _in_force(names, year) and self.valid_class(code[:3], year))
        )

    def economic_codes(self, year: int | None = None) -> tuple[str, ...]:
        """The economic 款 of departments (301–399) in force in a year, in order."""
        items = (item for item in self.economic.items() if len(item[0]) == _ECONOMIC_ITEM and item[0].startswith("3"))
        return tuple(sorted(code for code, names in items if _in_force(names, year)))

    def is_known(self, code: str) -> bool:
        """Whether any list knows the code, functional or economic, in any year."""
        return code in self.functional or code in self.economic

    def uncertain(self, code: str) -> bool:
        """Whether what we know of the code's names is too little to call a printed name wrong."""
        names = self.functional.get(code) or self.economic.get(code) or ()
        return not names or any(entry.confidence != "high" for entry in names)

    def valid_class(self, code: str, year: int | None = None) -> bool:
        """Whether a 类 may stand in a department's table in a year (209, 227, 230 and 233 never may)."""
        return self.class_funds.get(code, "") not in {"", *_OUTSIDE} and bool(self.function_names(code, year))

    def fund_of(self, code: str, year: int | None = None) -> str:
        """The fund for a code that belongs to that budget only, else an empty string."""
        fund, first = self.sections.get(code[:5], ("", None))
        if fund and (year is None or first is None or year >= first):
            return fund
        fund = self.class_funds.get(code[:3], "")
        return "" if fund in self._shared or fund in _OUTSIDE else fund

    @cached_property
    def _shared(self) -> frozenset[str]:
        """The budgets in whose classes another has 款 of its own: a code of such a class alone does not say whose it is."""
        owners = ((self.class_funds.get(section[:3], ""), fund) for section, (fund, _) in self.sections.items())
        return frozenset(owner for owner, fund in owners if owner != fund)

    @cached_property
    def by_name(self) -> Mapping[tuple[int, str], frozenset[str]]:
        """The functional codes that have a name, or had it, by how many digits they have and the name as names are compared."""
        found: dict[tuple[int, str], set[str]] = {}
        for code, names in self.functional.items():
            for entry in names:
                found.setdefault((len(code), plain_name(entry.name)), set()).add(code)
        return {key: frozenset(codes) for key, codes in found.items()}

    def lookup(self, class_name: str, section_name: str, item_name: str) -> tuple[str, ...]:
        """The codes of the deepest named level that names of 类, 款 and 项 may mean; a name left empty is not asked.

        Names of other years are accepted: prose lags behind renames, which is for a rule to say.
        """
        named = [
            (level, plain_name(name))
            for level, name in zip(_LEVELS, (class_name, section_name, item_name), strict=True)
        ]
        named = [(level, name) for level, name in named if name]
        if not named:
            return ()
        deepest, name = named[-1]
        codes = self.by_name.get((deepest, name), frozenset())
        for level, above in named[:-1]:
            parents = self.by_name.get((level, above), frozenset())
            codes = frozenset(code for code in codes if code[:level] in parents)
        return tuple(sorted(codes))

    @cached_property
    def all_names(self) -> frozenset[str]:
        """Every name that any code has or had."""
        return frozenset(
            entry.name for names in (*self.functional.values(), *self.economic.values()) for entry in names
        )


_LISTS: Mapping[str, type[Any]] = {
    "functional_classes.csv": _Class,
    "functional.csv": _Functional,
    "economic.csv": _Economic,
    "fund_only.csv": _FundOnly,
}
_OUTSIDE = frozenset({"government", "insurance"})
"""Whose tables a class stands in that no department has."""


def _in_force(names: tuple[CodeName, ...], year: int | None) -> tuple[str, ...]:
    return tuple(entry.name for entry in names if entry.holds(year))


def _named(rows: Iterable[_Functional | _Class | _Economic]) -> dict[str, tuple[CodeName, ...]]:
    found: dict[str, list[CodeName]] = {}
    for row in rows:
        confidence = "high" if isinstance(row, _Class) else row.confidence
        found.setdefault(row.code, []).append(CodeName(row.code, row.name, row.valid_from, row.valid_to, confidence))
    return {code: tuple(names) for code, names in found.items()}


def _rows(layers: Layers, name: str, kind: type[Any], funds: Callable[[], Collection[str]]) -> list[Any]:
    """The rows of a list: those of a folder of the user's own replace all that are of the same code."""
    found: dict[str, list[Any]] = {}
    for file in layers.files(f"codes/{name}"):
        own: dict[str, list[Any]] = {}
        for row, entry in read_csv(file, kind):
            first, last = getattr(entry, "valid_from", None), getattr(entry, "valid_to", None)
            if first and last and first > last:
                raise row.error("valid_to 早于 valid_from")
            fund = getattr(entry, "fund", "")
            if fund and fund not in funds() and not (kind is _Class and fund in _OUTSIDE):
                raise row.error(f"fund：没有名为“{fund}”的资金")
            own.setdefault(getattr(entry, "code", "") or getattr(entry, "section", ""), []).append(entry)
        found |= own
    return [entry for entries in found.values() for entry in entries]


def load_codes(layers: Layers, funds: Callable[[], Collection[str]]) -> Codes:
    """The codes of all lists; ``funds`` gives the funds of the vocabulary.

    Raises:
        StandardError: the first mistake of every list.
    """
    classes, functional, economic, sections = every(
        partial(_rows, layers, name, kind, funds) for name, kind in _LISTS.items()
    )
    return Codes(
        {**_named(classes), **_named(functional)},
        _named(economic),
        {row.code: row.fund for row in classes},
        {row.section: (row.fund, row.valid_from) for row in sections},
    )
