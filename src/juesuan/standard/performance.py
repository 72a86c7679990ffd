"""Performance self-evaluation forms as data: their words, and the templates of the places with weights and scoring rules.

Data in ``data/performance/vocabulary.toml`` and ``data/performance/templates/*.toml``. A template states only what differs from the
one it ``extends``; a new place or year is a new file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

from juesuan.standard.patterns import full_match, opened
from juesuan.standard.scoring import Scoring, scoring_of

__all__ = [
    "Header",
    "HeaderSet",
    "Template",
    "Vocabulary",
    "recognised_template",
    "template",
    "templates",
    "vocabulary",
]

_DATA = "data/performance"
_DEFAULTS = {"PO": "mof-2020-overall", "PP": "mof-2020-project"}
_LIST_MARK = re.compile(
    r"^(?:其中|资金来源)?[：:]?(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]|[①-⑳])?(?:其中[：:])?|[：:]$|[①-⑳]$"
)
_FORMULA = re.compile(r"[①-⑳][=＝].*$|[①-⑳]$")


@dataclass(frozen=True, slots=True)
class Header:
    """A canonical column or row with the printed names it is known by.

    ``names`` are patterns of a header that stands alone, ``spellings`` literal texts of one in a header line run together.
    """

    key: str
    title: str
    names: tuple[str, ...]
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class HeaderSet:
    """The columns or rows of one block, looked up by what is printed."""

    headers: tuple[Header, ...]

    def __iter__(self) -> Iterator[Header]:
        return iter(self.headers)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?P<{header.key}>{'|'.join(header.names)})" for header in self.headers))

    @lru_cache(maxsize=4096)  # noqa: B019 (there are four sets, and they live as long as the program)
    def key(self, text: str) -> str:
        """The key whose names the whole text is one of, or empty."""
        match = self._pattern.fullmatch(text) if text else None
        return match.lastgroup or "" if match is not None else ""

    def path_key(self, path: str) -> str:
        """The key of a header path: the leaf names it; where it says nothing, its parents do."""
        levels = path.split("/")
        while levels:
            found = self.key(levels[-1]) or self.key("".join(levels))
            if found:
                return found
            levels.pop()
        return ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of the forms. Patterns are opened; text to be matched has no white space."""

    overall: tuple[str, ...]
    project: tuple[str, ...]
    not_forms: tuple[str, ...]
    head: HeaderSet
    fund_columns: HeaderSet
    fund_rows: HeaderSet
    indicator_columns: HeaderSet
    levels: tuple[tuple[str, ...], tuple[str, ...]]
    management: tuple[str, ...]
    phrases: Mapping[str, tuple[str, ...]]
    qualitative: tuple[str, ...]
    measures: tuple[str, ...]

    def kind_of(self, title: str) -> str:
        """``PO`` or ``PP`` when the text is the title of a self-evaluation form, else empty."""
        if full_match(self.not_forms, title):
            return ""
        if full_match(self.overall, title):
            return "PO"
        return "PP" if full_match(self.project, title) else ""

    def head_field(self, label: str) -> str:
        """Which field of the head a label names: ``project``, ``unit``, ``authority``, ``implementer``, or empty."""
        return self.head.key(label.rstrip("：:"))

    def fund_column(self, header: str) -> str:
        """The column of the block of funds that a header path names, or empty."""
        return self.fund_columns.path_key(_FORMULA.sub("", header))

    def fund_row(self, label: str) -> str:
        """The row of the block of funds that a label names, or empty."""
        bare = _LIST_MARK.sub("", label)
        return self.fund_rows.key(_LIST_MARK.sub("", bare))

    def indicator_column(self, header: str) -> str:
        """The column of the indicator table that a header path names, or empty."""
        return self.indicator_columns.path_key(header)

    def column_title(self, key: str) -> str:
        """The standard name of a column of the indicator table."""
        return next(header.title for header in self.indicator_columns if header.key == key)

    def says(self, phrase: str, text: str) -> bool:
        """Whether the text is one of the phrases of a group (``goals.expected``, ``sum.labels``, ``tail.labels`` …)."""
        return full_match(self.phrases[phrase], text.rstrip("：:"))


@dataclass(frozen=True, slots=True)
class Template:
    """A form of a place and year.

    Attributes:
        id, title, kind, basis: see the data files.
        signs: regular expressions that all occur in the text of such a form; none for the defaults.
        required: columns of the indicator table that the form prints.
        weights: points of the first-level blocks by default.
        scoring: how results are scored.
        grades: least score of each grade, best first.
    """

    id: str
    title: str
    kind: str
    basis: str
    signs: tuple[str, ...]
    required: tuple[str, ...]
    weights: Mapping[str, Decimal]
    scoring: Scoring
    grades: Mapping[str, Decimal]

    def grade(self, score: Decimal) -> str:
        """The grade of a total score."""
        return next((name for name, least in self.grades.items() if score >= least), "")


def _headers(items: Iterable[Mapping[str, Any]], names: str) -> HeaderSet:
    return HeaderSet(
        tuple(
            Header(item["key"], item.get("title", ""), _opened(item[names]), tuple(item.get("spellings", ())))
            for item in items
        )
    )


def _opened(patterns: Iterable[str]) -> tuple[str, ...]:
    return tuple(opened(pattern) for pattern in patterns)


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The words of performance forms."""
    raw = tomllib.loads((files("juesuan.standard") / _DATA / "vocabulary.toml").read_text(encoding="utf-8"))
    groups = {name: raw[name] for name in ("goals", "tasks", "sum", "tail", "titles")}
    groups["management"] = {key: value for key, value in raw["management"].items() if key != "rows"}
    return Vocabulary(
        overall=_opened(raw["titles"]["overall"]),
        project=_opened(raw["titles"]["project"]),
        not_forms=_opened(raw["titles"]["other"]),
        head=HeaderSet(tuple(Header(key, "", _opened(names)) for key, names in raw["head"].items())),
        fund_columns=_headers(raw["funds"]["columns"], "headers"),
        fund_rows=_headers(raw["funds"]["rows"], "labels"),
        indicator_columns=_headers(raw["indicators"]["columns"], "headers"),
        levels=(_opened(raw["levels"]["first"]), _opened(raw["levels"]["second"])),
        management=_opened(raw["management"]["rows"]),
        phrases={f"{name}.{key}": _opened(words) for name, group in groups.items() for key, words in group.items()},
        qualitative=_opened(raw["words"]["qualitative"]),
        measures=tuple(raw["words"]["measures"]),
    )


@lru_cache(maxsize=1)
def templates() -> Mapping[str, Template]:
    """All templates by id.

    Raises:
        KeyError: when a template extends one that does not exist.
    """
    folder = files("juesuan.standard") / _DATA / "templates"
    read = [
        tomllib.loads(entry.read_text(encoding="utf-8")) for entry in folder.iterdir() if entry.name.endswith(".toml")
    ]
    raw = {item["id"]: item for item in read}
    return {name: _template(_inherited(name, raw)) for name in sorted(raw)}


def _inherited(name: str, raw: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    own = dict(raw[name])
    if "extends" not in own:
        return own
    base = _inherited(own["extends"], raw)
    return {**base, **own, "scoring": {**base["scoring"], **own.get("scoring", {})}}


def _template(raw: Mapping[str, Any]) -> Template:
    return Template(
        id=raw["id"],
        title=raw["title"],
        kind=raw["kind"],
        basis=raw["basis"],
        signs=_opened(raw["signs"]),
        required=tuple(raw["required"]),
        weights={name: Decimal(points) for name, points in raw["weights"].items()},
        scoring=scoring_of(raw["scoring"]),
        grades={name: Decimal(least) for name, least in raw["grades"].items()},
    )


def template(name: str, kind: str) -> Template:
    """The template with that id, or the default of the kind when the form was not recognised as a place's own."""
    return templates().get(name) or templates()[_DEFAULTS[kind]]


def recognised_template(kind: str, text: str) -> str:
    """Id of the template whose signs all occur in the text of a form; the one with most signs; empty when none has."""
    found = [
        item
        for item in templates().values()
        if item.kind == kind and item.signs and all(re.search(sign, text) for sign in item.signs)
    ]
    return max(found, key=lambda item: len(item.signs)).id if found else ""
