"""The forms of the year's performance cycle: ``layouts/<name>/stages/*.toml``, one file a form of a place.

How a place *scores* is data of its self-evaluation forms (``performance/*.toml``); what the form of each stage *prints* is data here:
blocks of fields, of rows under columns, and of text. ``<stage>-<kind>.toml`` is what a layout prints at a stage; a place may have more
under other names, which are printed when they are asked for. A file states what differs from the one that it names as its ``base``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Literal

from msgspec import Struct

from juesuan.standard.layout_files import LayoutFiles
from juesuan.standard.loading import DataError, DataTable, File, decode
from juesuan.standard.performance_templates import Template, Templates
from juesuan.standard.references import Text

__all__ = ["SHOWN", "STAGES", "Stage", "StageBlock", "StageColumn", "StageForm", "StageForms", "StageLine"]

_FOLDER = "stages"
_FALLBACK = "mof-2022"

Stage = Literal["goals", "monitoring", "self", "department", "summary", "application"]

STAGES: Mapping[str, str] = {
    "goals": "目标申报",
    "monitoring": "监控",
    "self": "自评",
    "department": "部门评价",
    "summary": "汇总",
    "application": "应用",
}
"""The stages of a year in their order, by what they are called."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TEXTS = _names(
    "name unit code authority implementer category attribute type term declared evaluated reviewed evaluator term_goal goal result"
    " content total_score grade conclusion reasons problems remedies lead finance_lead"
)

SHOWN: Mapping[str, frozenset[str]] = {
    "work": _TEXTS,
    "funds": _names(
        "label term initial change adjusted executed rate balance balance_rate points score reached reached_rate likely"
        " reason"
    ),
    "management": _names("name text points score shortcoming"),
    "tasks": _names(
        "name content result total fiscal other adjusted_total adjusted_fiscal adjusted_other executed_total executed_fiscal"
        " executed_other rate points score"
    ),
    "indicators": _names(
        "level1 level1_weighted level2 level3 target term_target nature value measure points actual score deviation reason evidence"
        " method plan reached likely chance cause remedy"
    ),
    "approvals": _names("date kind document amount subject before after note"),
    "review": _names("level1 level2 level3 points score rate ground"),
    "review_levels": _names("level1 points score rate"),
    "works": _TEXTS | _names("number initial adjusted executed rate"),
    "applications": _names("number name problem measure owner due consequence amount done done_date score grade"),
}
"""What there is to print, by what a block has a row of: ``work`` is the one project (or the whole)."""

Each = Literal[
    "work",
    "funds",
    "management",
    "tasks",
    "indicators",
    "approvals",
    "review",
    "review_levels",
    "works",
    "applications",
]


class StageColumn(DataTable, frozen=True, kw_only=True):
    """A column, or a field with its label.

    ``key``: what of :data:`SHOWN`. ``title`` may have a placeholder, and in front of ``｜`` what it shares with its neighbours, above them;
    ``width`` is relative to the other columns.
    """

    key: Text
    title: str
    width: int = 2
    align: Literal["left", "centre"] = "centre"


class StageLine(DataTable, frozen=True, kw_only=True):
    """A row of the block of funds: the source and its printed label; ``none``: a row that forms print of money that no record has."""

    key: Literal["total", "fiscal", "special", "own", "carryover", "other", "none"]
    label: Text


class StageBlock(DataTable, frozen=True, kw_only=True):
    """A part of a form: fields, rows, or text.

    Attributes:
        fields: lines of fields, each a label and its value.
        each: what there is a row of; columns: of the rows; lines: of ``funds``, its rows.
        label: what stands on the left over all rows. merge: columns whose equal cells are one.
        total: the label of a last row with the sums of points and scores, or of amounts; empty: none.
        heading, text: a paragraph under a heading; ``text``: key of ``report``, or words with placeholders.
        caption: title of a table that follows text.
    """

    fields: tuple[tuple[StageColumn, ...], ...] = ()
    each: Each | None = None
    columns: tuple[StageColumn, ...] = ()
    lines: tuple[StageLine, ...] = ()
    label: str = ""
    merge: tuple[Text, ...] = ()
    total: str = ""
    heading: str = ""
    text: str = ""
    caption: str = ""


class _StageFile(DataTable, frozen=True, kw_only=True):
    """``stages/*.toml``.

    Attributes:
        stage, kind: when, and of what: one ``project``, the ``overall`` work, or ``all`` of them in one list.
        title: for people. printed, corner: the printed title, and the text below it; both may have placeholders.
        basis: the regulation. source: what was seen that the columns were taken from: the regulation's text, or filled-in forms that
            were published. doubt: why it cannot be held to be the form of its basis (依据不足: its text was not found, there is none);
            such a form is printed only when it is asked for by its name. One of the two must be said, and doubt goes before.
        cover: of a report, what stands on its cover below the title; a line none of whose placeholders says anything is left out.
        scoring: name of the file of ``performance/`` that scores it. landscape: how the paper lies. notes: under the form.
        blocks: in printed order.
    """

    stage: Stage
    kind: Literal["project", "overall", "all"]
    title: Text
    printed: Text
    basis: Text
    source: str = ""
    doubt: str = ""
    corner: str = "（{year}年度）"
    cover: tuple[Text, ...] = ()
    scoring: str = ""
    landscape: bool = False
    notes: tuple[str, ...] = ()
    blocks: tuple[StageBlock, ...]


class StageForm(Struct, frozen=True, dict=True):
    """A form of a stage. ``id``: the layout and the name of the file; the rest as in the file."""

    id: str
    layout: str
    data: _StageFile
    template: Template

    @property
    def stage(self) -> str:
        """One of :data:`STAGES`."""
        return self.data.stage

    @property
    def kind(self) -> str:
        """``project``, ``overall`` or ``all``."""
        return self.data.kind

    @property
    def is_sourced(self) -> bool:
        """Whether the form was taken from something that was seen, and nothing speaks against it."""
        return not self.data.doubt

    @property
    def is_report(self) -> bool:
        """Whether it is text with tables, rather than one table."""
        return any(block.heading for block in self.data.blocks)


class StageForms(Struct, frozen=True, dict=True):
    """The stage forms of all layouts."""

    files: LayoutFiles
    templates: Templates

    @cached_property
    def by_id(self) -> Mapping[str, StageForm]:
        """All of them, by id.

        Raises:
            DataError: when one cannot be used.
        """
        return {form.id: form for layout in self.files.names for form in self.own(layout)}

    def __iter__(self) -> Iterator[StageForm]:
        return iter(self.by_id.values())

    def of_layouts(self, layouts: tuple[str, ...], stage: str, kind: str) -> StageForm | None:
        """What the first of some layouts prints that prints it at all; else the Ministry's; None where there is none."""
        chains = [name for layout in layouts for name in reversed(self.files.chain(layout))]
        for name in dict.fromkeys([*chains, _FALLBACK]):
            if (found := self.by_id.get(f"{name}-{stage}-{kind}")) is not None:
                return found
        return None

    def own(self, layout: str) -> Iterator[StageForm]:
        """The forms of which a layout has a file itself."""
        for name in self.files.listed(layout, _FOLDER):
            raw, file = self._raw(layout, name)
            if file is None:
                continue
            data = decode(raw, file, _StageFile)
            for place, mistake in _mistakes(data):
                raise DataError(file.name, place, mistake)
            yield StageForm(f"{layout}-{name.removesuffix('.toml')}", layout, data, self._template(layout, data, file))

    def _template(self, layout: str, data: _StageFile, file: File) -> Template:
        """What scores a form: the one it names, else that of its layout."""
        kind = "PO" if data.kind == "overall" else "PP"
        if not data.scoring:
            return self.templates.of_layout(layout, kind)
        found = self.templates.by_id.get(data.scoring)
        if found is None:
            raise DataError(
                file.name, "scoring", f"没有名为“{data.scoring}”的计分办法，可选：{'、'.join(self.templates.by_id)}"
            )
        return found

    def _raw(self, layout: str, name: str, seen: tuple[str, ...] = ()) -> tuple[Mapping[str, Any], File | None]:
        """The file, with what it inherits from the form that it is based on (``<layout>/<name>``)."""
        merged: dict[str, Any] = {}
        last: File | None = None
        for raw, file in self.files.own(layout, f"{_FOLDER}/{name}"):
            merged, last = {**merged, **raw}, file
        base = merged.pop("base", None)
        if base is None or last is None:
            return merged, last
        where, _, what = str(base).rpartition("/")
        inherited: Mapping[str, Any] = {}
        found: File | None = None
        if base not in seen and (where or layout) in self.files.names:
            inherited, found = self._raw(where or layout, f"{what}.toml", (*seen, str(base)))
        if found is None:
            raise DataError(last.name, "base", f"没有名为“{base}”的表式，应写成“版式/文件名”")
        return {**inherited, **merged}, last


def _mistakes(data: _StageFile) -> Iterator[tuple[str, str]]:
    """What each key may say, but not together with the others; with the key."""
    if not (data.source or data.doubt):
        yield "source", "请写明栏目照什么录入的；没有找到依据的，在 doubt 中写明缘由"
    if not data.blocks:
        yield "blocks", "没有内容"
    for index, block in enumerate(data.blocks):
        place = f"blocks[{index}]"
        kinds = [bool(block.fields), block.each is not None, bool(block.heading)]
        if sum(kinds) != 1:
            yield place, "应是 fields、each、heading 中的一种"
            continue
        each = "work" if block.fields else block.each
        columns = [*block.columns, *(item for line in block.fields for item in line)]
        for column in columns if each else ():
            if column.key not in SHOWN[str(each)]:
                yield (
                    f"{place}.columns",
                    f"{each} 没有名为“{column.key}”的内容，可选：{'、'.join(sorted(SHOWN[str(each)]))}",
                )
        if block.each is not None and not block.columns:
            yield f"{place}.columns", "没有栏"
        if block.each == "funds" and not block.lines:
            yield f"{place}.lines", "没有资金的行"
        if unknown := [key for key in block.merge if key not in {column.key for column in block.columns}]:
            yield f"{place}.merge", f"columns 中没有“{unknown[0]}”"
