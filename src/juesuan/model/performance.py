"""Performance self-evaluation forms (部门整体 and 项目支出绩效自评表) as printed and as understood."""

from __future__ import annotations

from msgspec import Struct, field

from juesuan.model.place import Passage, Place

__all__ = ["FormField", "Indicator", "ManagementRow", "PerformanceForm"]


class FormField(Struct, frozen=True):
    """A text of the form with its place; ``text`` is empty when the cell is blank."""

    text: str
    place: Place = field(default_factory=Place)


class Indicator(Struct, frozen=True):
    """One row of the indicator table. A field is None when the form has no such column, blank when the cell is empty.

    Attributes:
        level1, level2, level3: names as printed; merged cells are repeated on every row they cover.
        target: 年度指标值. actual: 实际完成值. points: 分值. score: 得分. deviation: 偏差度. reason: 偏差原因分析及改进措施.
        place: place of the row.
    """

    level1: FormField | None
    level2: FormField | None
    level3: FormField | None
    target: FormField | None
    actual: FormField | None
    points: FormField | None
    score: FormField | None
    deviation: FormField | None
    reason: FormField | None
    place: Place = Place()


class ManagementRow(Struct, frozen=True):
    """One row of a scored block that is not an indicator."""

    name: FormField
    text: FormField
    points: FormField | None
    score: FormField | None


class PerformanceForm(Struct, frozen=True):
    """One form. Its numbers are also statements of the disclosure, with source ``PO`` or ``PP`` and this ``instance``.

    Statement rows are ``total``, ``fiscal``, ``special``, ``own``, ``carryover``, ``other`` (funds), ``i1``… (indicators), ``m1``…
    (management rows), ``sum`` (总分); columns ``initial``, ``adjusted``, ``executed``, ``points``, ``rate``, ``score``,
    ``target``, ``actual``, ``deviation``.

    Attributes:
        kind: ``PO`` (overall) or ``PP`` (project).
        instance: 1… in printed order, per kind.
        title, year, unit, project, authority, implementer: head of the form.
        template: id of the performance template it was recognised as, or empty.
        columns: canonical columns of the indicator table that the form prints, in order.
        goals: 预期目标; results: 实际完成情况; tasks: (name, content, result) rows of 年度主要任务.
        indicators, management: rows.
        pages: pages it stands on. place: place of its title. unread: cells nobody understood.
        headers: the headers of the indicator table as printed; strange_headers: those of them that mean no column we know.
        dated: the date on which it was filled in.
        unknown: headers and labels of any block that nobody knows and that have figures, and figures that nothing heads;
            unknown_funds: those of them that are rows of the block of funds, so that its sums may lack a part;
            unknown_scores: figures in a column of points or scores that belong to no row that was understood.
    """

    kind: str
    instance: int
    title: FormField
    year: int | None
    unit: FormField | None
    project: FormField | None
    authority: FormField | None
    implementer: FormField | None
    template: str
    columns: tuple[str, ...]
    goals: Passage | None
    results: Passage | None
    tasks: tuple[tuple[Passage, Passage, Passage], ...]
    indicators: tuple[Indicator, ...]
    management: tuple[ManagementRow, ...]
    pages: tuple[int, ...] = ()
    place: Place = field(default_factory=Place)
    unread: tuple[FormField, ...] = ()
    headers: tuple[FormField, ...] = ()
    strange_headers: tuple[FormField, ...] = ()
    unknown: tuple[FormField, ...] = ()
    dated: FormField | None = None
    unknown_funds: tuple[FormField, ...] = ()
    unknown_scores: tuple[FormField, ...] = ()
