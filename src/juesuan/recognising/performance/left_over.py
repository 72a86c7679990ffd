"""The figures of a drawn form that no field took: under a header nobody knows, beside a label nobody knows, in a block without header.

None is dropped: each stands among the numbers of the document that were not understood, and what heads it is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from juesuan.model import FormField, Passage, Place
from juesuan.model.expressions import expression
from juesuan.recognising.performance.evaluation_cells import SheetCell
from juesuan.recognising.performance.evaluation_draft import EvaluationDraft
from juesuan.recognising.performance.zones import Zone
from juesuan.standard.quantity import parse_quantity

__all__ = ["gather_left_over"]

_DIGIT = expression(r"\d")
_AMOUNT = expression(r"-?\d[\d,]*(?:\.\d+(?:[万亿]?元)?|(?:\.\d+)?(?:[万亿]?元|%))")
_SCORES = frozenset({"points", "score"})
_TABLES = frozenset({"funds", "management", "tasks", "indicators", "sum"})
"""Blocks whose cells have headers; in the others only what is plainly money or a rate is a figure of the form."""


def gather_left_over(draft: EvaluationDraft, zones: Sequence[Zone]) -> None:
    """Adds the figures that no field took to the draft's remarks, and what heads them to its unknown parts."""
    taken = Counter(_taken(draft))
    passages = _passages(draft)
    whole, texts = {id(passage) for passage in passages}, "".join(passage.text for passage in passages)
    strangers: list[SheetCell] = []
    for zone in zones:
        strangers = strangers if zone.kind == "sum" else zone.strangers
        for cell in zone.cells:
            key = (_bare(cell.place), cell.text)
            if taken[key]:
                taken[key] -= 1
                continue
            figure = zone.kind in _TABLES or (_AMOUNT.fullmatch(cell.text) and cell.text not in texts)
            if figure and _DIGIT.search(cell.text) and id(cell.passage) not in whole:
                _add(draft, cell, strangers)
                if any(column.key in _SCORES and column.cell_in([cell]) for column in zone.columns):
                    draft.unknown_scores.append(FormField(cell.text, cell.place))
    first: dict[str, FormField] = {}
    for field in (*draft.unknown_funds, *draft.unknown):
        first.setdefault(field.text, field)
    draft.unknown = list(first.values())


def _add(draft: EvaluationDraft, cell: SheetCell, strangers: Iterable[SheetCell]) -> None:
    """A figure: among those that were not understood, with the header that nobody knows, or by itself."""
    draft.remarks.append(cell.passage)
    header = next((head for head in strangers if cell.overlap(head.left, head.right) > 0), None)
    if header is not None and parse_quantity(cell.text) is not None:
        draft.unknown.append(FormField(header.text, header.place))
    elif header is None and _AMOUNT.fullmatch(cell.text):
        draft.unknown.append(FormField(cell.text, cell.place))


def _bare(place: Place) -> Place:
    """Where a cell stands, without the names that were given to it."""
    return place.but(form=None, row=None, column=None, text="", further=())


def _taken(draft: EvaluationDraft) -> Iterator[tuple[Place, str]]:
    """The cells that are fields: where they stand and what is printed there."""
    fields: list[FormField | None] = [*draft.head.values(), *draft.sums.values()]
    fields += [field for row in draft.funds for field in row.cells.values()]
    for indicator in draft.indicators:
        fields += [indicator.level1, indicator.level2, indicator.level3, indicator.actual, indicator.points]
        fields += [indicator.score, indicator.deviation, indicator.reason]
        if indicator.target is not None:  # sign, number and unit may stand in three cells
            yield _bare(indicator.target.place), indicator.target.place.text
    for row in draft.management:
        fields += [row.name, row.text, row.points, row.score]
    yield from ((_bare(field.place), field.text) for field in fields if field is not None)


def _passages(draft: EvaluationDraft) -> list[Passage]:
    """The running texts."""
    found = [draft.goals, draft.results, *draft.remarks, *(part for parts in draft.tasks for part in parts)]
    return [passage for passage in found if passage is not None]
