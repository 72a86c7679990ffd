"""The performance forms of the layouts: ``performance/*.toml`` of each, one file a form.

``overall.toml`` and ``project.toml`` are what a layout prints for the department and for a project; a place may have more of either, which
are only read. A file states what differs from the one of that name of the layout's base, or from the one in its own folder that it names as
its ``base``.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

import msgspec
from msgspec import Struct

from juesuan.standard.layout_files import LayoutFiles
from juesuan.standard.loading import DataError, DataTable, File, Regex, decode
from juesuan.standard.patterns import opened
from juesuan.standard.references import Text
from juesuan.standard.scoring import Scoring, scoring_of

__all__ = [
    "Management",
    "ManagementItem",
    "Template",
    "Templates",
]

_FOLDER = "performance"
_FALLBACK = "mof-2022"
_ALL_POINTS = 100
_EXECUTION = "预算执行率"
_FILES = {"PO": "overall", "PP": "project"}
_KINDS = {"overall": "PO", "project": "PP"}

Column = Literal["level1", "level2", "level3", "target", "actual", "points", "score", "deviation", "reason"]
FundRow = Literal["total", "fiscal", "special", "own", "carryover", "other"]


class ManagementItem(DataTable, frozen=True, kw_only=True):
    """A row of a scored block that is no indicator.

    ``name`` as printed and in the workbook; ``names`` are patterns of other names in forms, ``columns`` other names in the workbook.
    """

    name: Text
    names: tuple[Regex, ...] = ()
    columns: tuple[Text, ...] = ()


class Management(DataTable, frozen=True, kw_only=True):
    """A scored block that is no indicator: its label, under which ``weights`` has its points, and its rows."""

    label: str
    items: tuple[ManagementItem, ...]


class Words(DataTable, frozen=True, kw_only=True):
    """What is printed for the block of funds, its total, the block of goals and its two columns, and the indicators."""

    funds: str
    total: str
    goals: str
    expected: str = "预期目标"
    results: str = "实际完成情况"
    indicators: str = "绩效指标"
    level3: str = "三级指标"


class TaskWords(DataTable, frozen=True, kw_only=True):
    """What is printed for a block of tasks that has the money, and its score, in place of a block of funds; and for its total."""

    label: Text
    total: Text


class Levels(DataTable, frozen=True, kw_only=True):
    """Names of first and second levels that only forms of this layout have, as patterns."""

    first: tuple[str, ...] = ()
    second: tuple[str, ...] = ()


class StepEntry(DataTable, frozen=True, kw_only=True):
    """A step of a score, in per cent; see :class:`~juesuan.standard.scoring.Step`."""

    least: Decimal
    share: int | Literal["proportional"]


class BandEntry(DataTable, frozen=True, kw_only=True):
    """A grade of qualitative results; see :class:`~juesuan.standard.scoring.Band`."""

    name: str
    low: Decimal
    high: Decimal
    words: tuple[str, ...]


Steps = Literal["proportional", "zero"] | tuple[StepEntry, ...]


class ScoringEntry(DataTable, frozen=True, kw_only=True):
    """How scores are given; see :class:`~juesuan.standard.scoring.Scoring`. ``local``: the place's rule is not known."""

    execution: Literal["proportional", "zero", "local"] | tuple[StepEntry, ...]
    shortfall: Steps
    excess: Steps
    deviation: Literal["one_sided", "two_sided"]
    bands: tuple[BandEntry, ...]


class TemplateFile(DataTable, frozen=True, kw_only=True):
    """``performance/*.toml``.

    Attributes:
        kind: ``overall`` (整体) or ``project`` (项目).
        stage: where in the year it stands: ``goals`` 目标申报, ``monitoring`` 监控, ``self`` 自评, ``department`` 部门评价.
        title: for people. printed: the printed title; ``{level}`` is filled in.
        basis: the regulation.
        signs: patterns that all occur in the text of such a form; none: what no signs tell apart is of it.
        columns: columns of the indicator table, as printed. required: those that a form must have.
        funds: rows of the block of funds.
        words: what the blocks are called: ``funds``, ``total``, ``goals``.
        tasks: where the money, and the score of its execution, stands by the year's tasks; its total stands for that of the funds.
        levels, management: see there.
        weights: points of the execution rate, of the scored block and of the first-level blocks by default.
        scoring: see there. grades: least score of each grade, best first.
        doubts: what of the scoring no published rule was found for, and what is done instead; said wherever it scores.
    """

    kind: Literal["overall", "project"]
    stage: Literal["goals", "monitoring", "self", "department"] = "self"
    title: str
    printed: str
    basis: str
    signs: tuple[str, ...] = ()
    columns: tuple[Column, ...]
    required: tuple[Column, ...]
    funds: tuple[FundRow, ...]
    words: Words
    tasks: TaskWords | None = None
    levels: Levels = Levels()
    management: Management | None = None
    weights: dict[str, Decimal]
    scoring: ScoringEntry
    grades: dict[str, Decimal]
    doubts: tuple[Text, ...] = ()


class Template(Struct, frozen=True, dict=True):
    """A form of a layout. ``id``: the layout and the name of the file; the rest as in :class:`TemplateFile`."""

    id: str
    layout: str
    data: TemplateFile

    @property
    def kind(self) -> str:
        """``PO`` or ``PP``."""
        return _KINDS[self.data.kind]

    @property
    def title(self) -> str:
        """What it is, for people."""
        return self.data.title

    @cached_property
    def signs(self) -> tuple[str, ...]:
        """Regular expressions that all occur in the text of such a form."""
        return tuple(map(opened, self.data.signs))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of its indicator table, in printed order."""
        return self.data.columns

    @property
    def required(self) -> tuple[str, ...]:
        """The columns that a form must have."""
        return self.data.required

    @property
    def weights(self) -> Mapping[str, Decimal]:
        """Points of the execution rate, of the scored block and of the first-level blocks by default."""
        return self.data.weights

    @property
    def execution_points(self) -> Decimal:
        """Points of the execution rate."""
        return self.weights.get(_EXECUTION, Decimal(0))

    @property
    def management(self) -> Management | None:
        """The scored block that is no indicator, where it has one."""
        return self.data.management

    @property
    def management_points(self) -> Decimal:
        """The points of that block; 0 where there is none."""
        return self.weights.get(self.management.label, Decimal(0)) if self.management is not None else Decimal(0)

    @property
    def funds(self) -> tuple[str, ...]:
        """Rows of the block of funds, in printed order."""
        return self.data.funds

    @property
    def words(self) -> Mapping[str, str]:
        """What the blocks are called: ``funds``, ``total``, ``goals``, and what stands above their columns."""
        return {name: getattr(self.data.words, name) for name in Words.__struct_fields__}

    @property
    def tasks(self) -> TaskWords | None:
        """What the block of tasks is called that has the money, where it stands by tasks."""
        return self.data.tasks

    def printed(self, level: str) -> str:
        """The title above the form of a ``部门`` or a ``单位``."""
        return self.data.printed.format(level=level)

    @cached_property
    def scoring(self) -> Scoring:
        """How results are scored."""
        return scoring_of(msgspec.to_builtins(self.data.scoring, builtin_types=(Decimal,)))

    @property
    def grades(self) -> Mapping[str, Decimal]:
        """Least score of each grade, best first."""
        return self.data.grades

    @property
    def doubts(self) -> tuple[str, ...]:
        """What of its scoring no published rule was found for, and what is done instead."""
        return self.data.doubts

    def grade(self, score: Decimal) -> str:
        """The grade of a total score."""
        return next((name for name, least in self.grades.items() if score >= least), "")


class Templates(Struct, frozen=True, dict=True):
    """The performance forms of all layouts."""

    files: LayoutFiles

    @cached_property
    def by_id(self) -> Mapping[str, Template]:
        """All of them, by id.

        Raises:
            DataError: when one cannot be used.
        """
        return {found.id: found for layout in self.files.names for found in self.own(layout)}

    def __iter__(self) -> Iterator[Template]:
        return iter(self.by_id.values())

    def of_layout(self, layout: str, kind: str) -> Template:
        """What a layout prints: its own form, that of the nearest of its bases, or the reference's."""
        for name in (*reversed(self.files.chain(layout)), _FALLBACK):
            found = self.by_id.get(f"{name}-{_FILES[kind]}")
            if found is not None:
                return found
        raise DataError(f"layouts/{layout}/{_FOLDER}", "", f"没有 {_FILES[kind]}.toml")

    def named(self, name: str, kind: str, layout: str = "") -> Template:
        """The form that the layout of its document has of its own without signs to tell it by; else the one with that id, by whose
        signs it was recognised; else the reference's.
        """
        own = self.of_layout(layout if layout in self.files.names else _FALLBACK, kind)
        if not own.signs and own.layout != _FALLBACK:
            return own
        found = self.by_id.get(name)
        return found if found is not None and found.kind == kind else self.of_layout(_FALLBACK, kind)

    def recognised(self, kind: str, text: str) -> str:
        """Id of the form whose signs all occur in a text; the one with most signs; empty when none has."""
        found = [
            item
            for item in self
            if item.kind == kind
            and item.data.stage == "self"
            and item.signs
            and all(re.search(sign, text) for sign in item.signs)
        ]
        return max(found, key=lambda item: len(item.signs)).id if found else ""

    def own(self, layout: str) -> Iterator[Template]:
        """The forms of which a layout has a file itself."""
        for name in self.files.listed(layout, _FOLDER):
            raw, file = self._raw(layout, name)
            if file is not None:
                data = decode({key: value for key, value in raw.items() if key != "base"}, file, TemplateFile)
                for place, mistake in _mistakes(data):
                    raise DataError(file.name, place, mistake)
                yield Template(f"{layout}-{name.removesuffix('.toml')}", layout, data)

    def _raw(self, layout: str, name: str) -> tuple[Mapping[str, Any], File | None]:
        own, file = self.files.merged(layout, f"{_FOLDER}/{name}")
        if "base" not in own and _FALLBACK not in self.files.chain(layout):
            own = _over(self.files.merged(_FALLBACK, f"{_FOLDER}/{name}")[0], own)
        base = own.get("base")
        if base is None or file is None:
            return own, file
        if f"{base}.toml" == name or not (inherited := self._raw(layout, f"{base}.toml"))[0]:
            raise DataError(file.name, "base", f"同一文件夹里没有“{base}.toml”")
        return _over(inherited[0], own), file


def _mistakes(data: TemplateFile) -> Iterator[tuple[str, str]]:
    """What each key may say, but not together with the others; with the key."""
    points = sum(data.weights.values())
    if len(data.weights) > 1 and points != _ALL_POINTS:  # of some forms only the points of the execution rate are known
        yield "weights", f"各项分值合计 {points} 分，应为 {_ALL_POINTS} 分"
    if list(data.grades.values()) != sorted(data.grades.values(), reverse=True):
        yield "grades", "等级应由高到低排列，各等级的最低分依次减少"
    if missing := [column for column in data.required if column not in data.columns]:
        yield "required", f"columns 中没有“{missing[0]}”"


def _over(base: Mapping[str, Any], own: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**base, **own, "scoring": {**base.get("scoring", {}), **own.get("scoring", {})}}
