"""Classification codes by year: functional and economic codes, their names, funds and renames. Data in ``data/codes``.

Names are known with different certainty: ``high`` ones are attested in many published documents or fixed by a regulation,
``low`` ones come from one old list. Only ``high`` names are good enough to call a printed name wrong.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

__all__ = [
    "CodeName",
    "all_names",
    "economic_codes",
    "economic_name",
    "economic_names",
    "function_codes",
    "function_name",
    "function_names",
    "fund_of",
    "is_known",
    "lookup",
    "plain_name",
    "uncertain",
    "valid_class",
]

_LEVELS = (3, 5, 7)
_ECONOMIC_ITEM = 5


@dataclass(frozen=True, slots=True)
class CodeName:
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


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("juesuan.standard") / "data" / "codes" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _read(name: str) -> Mapping[str, tuple[CodeName, ...]]:
    found: dict[str, list[CodeName]] = {}
    for row in _rows(name):
        first, last = (int(row[key]) if row[key] else None for key in ("valid_from", "valid_to"))
        confidence = row.get("confidence", "high")
        found.setdefault(row["code"], []).append(CodeName(row["code"], row["name"], first, last, confidence))
    return {code: tuple(names) for code, names in found.items()}


@lru_cache(maxsize=1)
def _functional() -> Mapping[str, tuple[CodeName, ...]]:
    return {**_read("functional_classes.csv"), **_read("functional.csv")}


@lru_cache(maxsize=1)
def _economic() -> Mapping[str, tuple[CodeName, ...]]:
    return _read("economic.csv")


@lru_cache(maxsize=1)
def _funds() -> Mapping[str, tuple[str, int | None]]:
    rows = _rows("fund_only.csv")
    return {row["section"]: (row["fund"], int(row["valid_from"]) if row["valid_from"] else None) for row in rows}


@lru_cache(maxsize=1)
def _class_funds() -> Mapping[str, str]:
    return {row["code"]: row["fund"] for row in _rows("functional_classes.csv")}


def _in_force(names: tuple[CodeName, ...], year: int | None) -> tuple[str, ...]:
    return tuple(entry.name for entry in names if entry.holds(year))


def function_names(code: str, year: int | None = None) -> tuple[str, ...]:
    """The names a functional code may be printed with in a year, the usual one first; empty when it is not known."""
    return _in_force(_functional().get(code, ()), year)


def function_name(code: str, year: int | None = None) -> str:
    """The name to print for a functional code, or an empty string when it is not known."""
    return next(iter(function_names(code, year)), "")


def economic_names(code: str, year: int | None = None) -> tuple[str, ...]:
    """The names an economic code (301–399, 501–599) may be printed with in a year; empty when it is not in force."""
    return _in_force(_economic().get(code, ()), year)


def economic_name(code: str, year: int | None = None) -> str:
    """The name to print for an economic code, or an empty string when it is not in force."""
    return next(iter(economic_names(code, year)), "")


@lru_cache(maxsize=32)
def function_codes(year: int | None = None) -> tuple[str, ...]:
    """The functional 项 that a department may have in a year, in order."""
    return tuple(
        sorted(
            code
            for code, names in _functional().items()
            if len(code) == _LEVELS[-1] and _in_force(names, year) and valid_class(code[:3], year)
        )
    )


@lru_cache(maxsize=32)
def economic_codes(year: int | None = None) -> tuple[str, ...]:
    """The economic 款 of departments (301–399) in force in a year, in order."""
    return tuple(
        sorted(
            code
            for code, names in _economic().items()
            if len(code) == _ECONOMIC_ITEM and code.startswith("3") and _in_force(names, year)
        )
    )


def is_known(code: str) -> bool:
    """Whether any list knows the code, functional or economic, in any year."""
    return code in _functional() or code in _economic()


def uncertain(code: str) -> bool:
    """Whether what we know of the code's names is too little to call a printed name wrong."""
    names = _functional().get(code) or _economic().get(code) or ()
    return not names or any(entry.confidence != "high" for entry in names)


def valid_class(code: str, year: int | None = None) -> bool:
    """Whether a 类 may stand in a department's table in a year (209, 227, 230 and 233 never may)."""
    return _class_funds().get(code) in {"gpb", "gf", "sc"} and bool(function_names(code, year))


def fund_of(code: str, year: int | None = None) -> str:
    """``gf`` or ``sc`` for a code that belongs to that budget only, else an empty string."""
    fund, first = _funds().get(code[:5], ("", None))
    if fund and (year is None or first is None or year >= first):
        return fund
    fund = _class_funds().get(code[:3], "")
    return fund if fund in {"gf", "sc"} else ""


@lru_cache(maxsize=1)
def _by_name() -> Mapping[tuple[int, str], frozenset[str]]:
    found: dict[tuple[int, str], set[str]] = {}
    for code, names in _functional().items():
        for entry in names:
            found.setdefault((len(code), plain_name(entry.name)), set()).add(code)
    return {key: frozenset(codes) for key, codes in found.items()}


@lru_cache(maxsize=4096)
def lookup(class_name: str, section_name: str, item_name: str) -> tuple[str, ...]:
    """The codes of the deepest named level that names of 类, 款 and 项 may mean; a name left empty is not asked.

    Names of other years are accepted: prose lags behind renames, which is for a rule to say.
    """
    named = [
        (level, plain_name(name)) for level, name in zip(_LEVELS, (class_name, section_name, item_name), strict=True)
    ]
    named = [(level, name) for level, name in named if name]
    if not named:
        return ()
    deepest, name = named[-1]
    codes = _by_name().get((deepest, name), frozenset())
    for level, above in named[:-1]:
        parents = _by_name().get((level, above), frozenset())
        codes = frozenset(code for code in codes if code[:level] in parents)
    return tuple(sorted(codes))


@lru_cache(maxsize=1)
def all_names() -> frozenset[str]:
    """Every name that any code has or had."""
    return frozenset(entry.name for names in (*_functional().values(), *_economic().values()) for entry in names)
