"""The words of performance self-evaluation forms: those of any place, in ``data/performance/vocabulary.toml``, and those of layouts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from msgspec import Struct

from juesuan.model.expressions import expression
from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataError, DataTable, Meaning, Regex, read_toml
from juesuan.standard.patterns import full_match, opened, opened_literal
from juesuan.standard.performance_templates import (
    Template,
    TemplateFile,
    Templates,
)
from juesuan.standard.references import Text

__all__ = [
    "EvaluationVocabulary",
    "Header",
    "HeaderSet",
    "Template",
    "load_vocabulary",
]

_LIST_MARK = expression(
    r"^(?:其中|资金来源)?[：:]?(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]|[①-⑳])?(?:其中[：:])?|[：:]$|[①-⑳]$"
)
FUND_COLUMNS = frozenset(
    {"initial", "adjustment", "adjusted", "executed", "points", "rate", "score", "balance", "balance_rate", "reason"}
)
FUND_ROWS = frozenset({"total", "fiscal", "special", "own", "carryover", "other", "central", "provincial", "local"})
_INDICATOR_COLUMNS = frozenset(
    {"level1", "level2", "level3", "nature", "target", "measure", "actual", "points", "score", "deviation", "reason"}
    | {"standard"}
)
_FORMULA = expression(r"[①-⑳][=＝].*$|[①-⑳]$")


class Header(Struct, frozen=True):
    """A canonical column or row with the printed names it is known by.

    ``names`` are patterns of a header that stands alone, ``spellings`` literal texts of one in a header line run together.
    """

    key: str
    title: str
    names: tuple[str, ...]
    spellings: tuple[str, ...] = ()


class HeaderSet(Struct, frozen=True, eq=False, dict=True):
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


class EvaluationVocabulary(Struct, frozen=True, eq=False):
    """The words of the forms. Patterns are opened; text to be matched has no white space."""

    overall: tuple[str, ...]
    project: tuple[str, ...]
    not_forms: tuple[str, ...]
    stages: tuple[tuple[str, tuple[str, ...]], ...]
    head: HeaderSet
    fund_columns: HeaderSet
    fund_rows: HeaderSet
    indicator_columns: HeaderSet
    levels: tuple[tuple[str, ...], tuple[str, ...]]
    management: tuple[str, ...]
    management_titles: tuple[str, ...]
    fund_titles: tuple[str, ...]
    phrases: Mapping[str, tuple[str, ...]]
    qualitative: tuple[str, ...]
    inputs: tuple[str, ...]
    measures: tuple[str, ...]

    def kind_of(self, title: str) -> str:
        """``PO`` or ``PP`` when the text is the title of a self-evaluation form, else empty."""
        if full_match(self.not_forms, title):
            return ""
        if full_match(self.overall, title):
            return "PO"
        return "PP" if full_match(self.project, title) else ""

    def stage_of(self, title: str) -> str:
        """What paper of another stage of the performance cycle a title is of (绩效监控表), or empty."""
        return next((name for name, titles in self.stages if full_match(titles, title)), "")

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
        """The standard name of a column of the indicator table, or else of the block of funds."""
        return next(
            header.title
            for columns in (self.indicator_columns, self.fund_columns)
            for header in columns
            if header.key == key
        )

    def row_title(self, key: str) -> str:
        """The standard name of a row of the block of funds."""
        return next(header.title for header in self.fund_rows if header.key == key)

    def says(self, phrase: str, text: str) -> bool:
        """Whether the text is one of the phrases of a group (``goals.expected``, ``sum.labels``, ``tail.labels`` …)."""
        return full_match(self.phrases[phrase], text.rstrip("：:"))


_Patterns = tuple[Regex, ...]


class _EvaluationColumn(DataTable, frozen=True):
    """A column of a block; see :class:`Header`."""

    key: Text
    title: Text
    headers: _Patterns
    spellings: tuple[Text, ...] = ()


class _EvaluationRow(DataTable, frozen=True):
    """A row of the block of funds."""

    key: Text
    title: Text
    labels: _Patterns


class _Titles(DataTable, frozen=True):
    """What a title ends with."""

    overall: _Patterns
    project: _Patterns
    other: _Patterns


class _Head(DataTable, frozen=True):
    """The fields of the head."""

    project: _Patterns
    unit: _Patterns
    authority: _Patterns
    implementer: _Patterns


class _Funds(DataTable, frozen=True):
    """The block of funds."""

    columns: tuple[_EvaluationColumn, ...]
    rows: tuple[_EvaluationRow, ...]


class _Indicators(DataTable, frozen=True):
    """The table of indicators."""

    columns: tuple[_EvaluationColumn, ...]


class _Levels(DataTable, frozen=True):
    """Names of indicators of the first and second level."""

    first: _Patterns
    second: _Patterns


class _Management(DataTable, frozen=True):
    """A scored block that is no indicator: the labels of its text and its shortcomings."""

    text: _Patterns
    reason: _Patterns


class _Goals(DataTable, frozen=True):
    """Labels of the goals and their results."""

    expected: _Patterns
    result: _Patterns


class _Tasks(DataTable, frozen=True):
    """Labels of the year's tasks."""

    name: _Patterns
    content: _Patterns
    result: _Patterns


class _Labels(DataTable, frozen=True):
    """Labels of one thing."""

    labels: _Patterns


class _Words(DataTable, frozen=True):
    """Values that are no number, names of indicators that are no outputs, and measure words."""

    qualitative: _Patterns
    inputs: _Patterns
    measures: tuple[Text, ...]


class _StageTitles(DataTable, frozen=True):
    """A paper of another stage: what it is called for people, and its titles."""

    name: Text
    titles: _Patterns


class _EvaluationWords(DataTable, frozen=True):
    """``vocabulary.toml``."""

    titles: _Titles
    stages: tuple[_StageTitles, ...]
    head: _Head
    funds: _Funds
    indicators: _Indicators
    levels: _Levels
    management: _Management
    goals: _Goals
    tasks: _Tasks
    sum: _Labels
    tail: _Labels
    words: _Words


def _opened(patterns: Iterable[str]) -> tuple[str, ...]:
    return tuple(opened(pattern) for pattern in patterns)


def _columns(items: Iterable[_EvaluationColumn]) -> HeaderSet:
    return HeaderSet(tuple(Header(item.key, item.title, _opened(item.headers), item.spellings) for item in items))


def _fund_row(item: _EvaluationRow, own: Iterable[TemplateFile]) -> Header:
    """A row of the block of funds; the total is also what a form of a layout calls it."""
    totals = [f"{opened_literal(form.words.total)}.*" for form in own] if item.key == "total" else []
    return Header(item.key, item.title, (*_opened(item.labels), *dict.fromkeys(totals)))


def _phrases(data: _EvaluationWords) -> Iterator[tuple[str, tuple[str, ...]]]:
    groups: Mapping[str, tuple[str, ...]] = {
        "goals": ("expected", "result"),
        "tasks": ("name", "content", "result"),
        "sum": ("labels",),
        "tail": ("labels",),
        "titles": ("overall", "project", "other"),
        "management": ("text", "reason"),
    }
    for name, keys in groups.items():
        yield from ((f"{name}.{key}", _opened(getattr(getattr(data, name), key))) for key in keys)


def load_vocabulary(layers: Layers, meaning: Meaning, known: Templates) -> EvaluationVocabulary:
    """The words of performance forms; of several files the uppermost. ``known``: the forms of layouts, with words of their own.

    Raises:
        DataError: for its first mistake.
    """
    file = layers.files("performance/vocabulary.toml")[-1]
    own = [found.data for found in known]
    blocks = [form.management for form in own if form.management is not None]
    data = read_toml(file, _EvaluationWords, meaning)
    for place, keys, allowed in (
        ("funds.columns", [item.key for item in data.funds.columns], FUND_COLUMNS),
        ("funds.rows", [item.key for item in data.funds.rows], FUND_ROWS),
        ("indicators.columns", [item.key for item in data.indicators.columns], _INDICATOR_COLUMNS),
    ):
        for index, key in enumerate(keys):
            if key not in allowed or key in keys[:index]:
                raise DataError(file.name, f"{place}[{index}].key", f"不认识的或重复的“{key}”")
    return EvaluationVocabulary(
        overall=_opened(data.titles.overall),
        project=_opened(data.titles.project),
        not_forms=_opened(data.titles.other),
        stages=tuple((stage.name, _opened(stage.titles)) for stage in data.stages),
        head=HeaderSet(tuple(Header(key, "", _opened(getattr(data.head, key))) for key in _Head.__struct_fields__)),
        fund_columns=_columns(data.funds.columns),
        fund_rows=HeaderSet(tuple(_fund_row(item, own) for item in data.funds.rows)),
        indicator_columns=_columns(data.indicators.columns),
        levels=(
            _opened([*(name for form in own for name in form.levels.first), *data.levels.first]),
            _opened([*data.levels.second, *(name for form in own for name in form.levels.second)]),
        ),
        management=tuple(
            pattern
            for block in blocks
            for item in block.items
            for pattern in (opened_literal(item.name), *map(opened, item.names))
        ),
        management_titles=tuple(dict.fromkeys(opened_literal(block.label) for block in blocks)),
        fund_titles=tuple(dict.fromkeys(opened_literal(form.words.funds) for form in own)),
        phrases=dict(_phrases(data)),
        qualitative=_opened(data.words.qualitative),
        inputs=_opened(data.words.inputs),
        measures=data.words.measures,
    )
