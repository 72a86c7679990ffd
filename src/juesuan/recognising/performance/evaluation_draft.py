"""What a reader of either kind (grids, flattened text) finds in one form, before it becomes statements."""

from __future__ import annotations

from msgspec import Struct, field

from juesuan.model import FormField, Indicator, ManagementRow, Passage, Place, Reader, Unit
from juesuan.model.expressions import expression

__all__ = ["EvaluationDraft", "FundRow", "date_in", "year_in"]

_YEAR = expression(r"(20\d{2})年度|[（(](20\d{2})年?[）)]")


def year_in(text: str) -> int | None:
    """The fiscal year that a title or caption states; the date of filling in is none."""
    match = _YEAR.search(text)
    return int(match[1] or match[2]) if match else None


_DATED = expression(
    r"(?:填报|填表|填写|填制|评价|报送|上报|编制)(?:日期|时间)[：:]?(20\d{2}[年.．/-]\d{1,2}(?:[月.．/-](?:\d{1,2}日?)?)?)"
)


def date_in(field: FormField) -> FormField | None:
    """The date of filling in that a caption, or a label with its value, states."""
    match = _DATED.search(field.text)
    return FormField(match[1], field.place) if match is not None else None


class FundRow(Struct, frozen=True):
    """A row of the block of funds: canonical key, label as printed, cells by canonical column."""

    key: str
    label: str
    cells: dict[str, FormField]


class EvaluationDraft(Struct):
    """One form as read.

    Attributes:
        kind: ``PO`` or ``PP``.
        title: as printed, empty text when the form has none.
        dated: the date of filling in.
        head: fields by name: ``project``, ``unit``, ``authority``, ``implementer``.
        money: unit of the block of funds.
        headers: canonical column of the indicator table and the header as printed, in order.
        strange_headers: headers of the indicator table that mean no column we know.
        unknown: headers and labels that nobody knows with figures under or beside them, and figures that nothing heads;
            unknown_funds: those of them that are rows of the block of funds.
        unknown_scores: figures in a column of points or scores that no row took.
        sums: 总分 by column (``points``, ``score``).
        remarks: what belongs to no field: conclusions, notes, rows nobody understood.
        reader: what reads it.
        text: everything, without white space, for telling the template.
    """

    kind: str
    title: FormField
    place: Place
    year: int | None = None
    dated: FormField | None = None
    head: dict[str, FormField] = field(default_factory=dict)
    money: Unit = Unit.WAN
    funds: list[FundRow] = field(default_factory=list)
    headers: list[tuple[str, FormField]] = field(default_factory=list)
    strange_headers: list[FormField] = field(default_factory=list)
    unknown: list[FormField] = field(default_factory=list)
    unknown_funds: list[FormField] = field(default_factory=list)
    unknown_scores: list[FormField] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    management: list[ManagementRow] = field(default_factory=list)
    tasks: list[tuple[Passage, Passage, Passage]] = field(default_factory=list)
    goals: Passage | None = None
    results: Passage | None = None
    sums: dict[str, FormField] = field(default_factory=dict)
    remarks: list[Passage] = field(default_factory=list)
    text: str = ""
    pages: tuple[int, ...] = ()
    reader: Reader = Reader.TABLE
