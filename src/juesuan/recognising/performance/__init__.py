"""Recognises the performance self-evaluation forms (部门整体 and 项目支出绩效自评表) of a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from typing import TYPE_CHECKING

from msgspec import Struct

from juesuan.formats.pages.source import Source
from juesuan.model import FormField, NumberSeen, PerformanceForm, Place, Reader, Statement
from juesuan.recognising.performance.outline import BlockId, FormRegion, locate
from juesuan.standard import Standard

if TYPE_CHECKING:
    from juesuan.recognising.performance.evaluation_draft import EvaluationDraft
    from juesuan.standard.performance import EvaluationVocabulary

__all__ = ["PerformanceRead", "recognise_performance"]


class PerformanceRead(Struct, frozen=True):
    """What was found.

    Attributes:
        forms: in printed order. statements: of all forms.
        consumed: (page number, block index) of the blocks that belong to a form.
        numbers: the numbers in the running texts of the forms.
    """

    forms: tuple[PerformanceForm, ...] = ()
    statements: tuple[Statement, ...] = ()
    consumed: frozenset[BlockId] = frozenset()
    numbers: tuple[NumberSeen, ...] = ()


def recognise_performance(
    source: Source, standard: Standard, consumed_blocks: Container[BlockId] = frozenset()
) -> PerformanceRead:
    """Reads every performance form. ``consumed_blocks`` belong to the accounts' own tables."""
    words = standard.evaluations
    regions = locate(source, consumed_blocks, words)
    if not regions:
        return PerformanceRead()
    from juesuan.recognising.performance.numbers_in_texts import numbers_of
    from juesuan.recognising.performance.statements import form_of, statements_of

    drafts = [(region, _draft(region, words)) for region in regions]
    drafts = [(region, draft) for region, draft in drafts if draft.indicators or draft.funds]
    total = Counter(draft.kind for _, draft in drafts)
    seen: Counter[str] = Counter()
    forms: list[PerformanceForm] = []
    statements: list[Statement] = []
    numbers: list[NumberSeen] = []
    for _, draft in drafts:
        seen[draft.kind] += 1
        form = form_of(draft, seen[draft.kind], standard.templates)
        forms.append(form)
        statements += statements_of(draft, form, standard, alone=total[draft.kind] == 1)
        numbers += numbers_of(draft, form)
    blocks = frozenset(block for region, _ in drafts for block in region.blocks)
    return PerformanceRead(tuple(forms), tuple(statements), blocks, tuple(numbers))


def _draft(region: FormRegion, words: EvaluationVocabulary) -> EvaluationDraft:
    from juesuan.recognising.performance.evaluation_draft import EvaluationDraft, date_in, year_in

    title = FormField(
        "".join(title.text for title in region.titles), region.titles[-1].place if region.titles else Place()
    )
    draft = EvaluationDraft(region.kind, title, title.place, text=title.text)
    for caption in (title, *region.captions):
        draft.year = draft.year or year_in(caption.text)
        draft.dated = draft.dated or date_in(caption)
    if region.grids:
        draft.reader = Reader.TABLE if draft.place.sheet is None else Reader.WORKBOOK
        from juesuan.recognising.performance.filled import fill

        fill(draft, region.rows, words)
        pages = [page for page, _ in region.grids]
    else:
        draft.reader = Reader.WORDS
        from juesuan.recognising.performance.flattened import fill_flattened

        region.blocks = fill_flattened(draft, region, words)
        pages = [page for page, _ in region.blocks]
    draft.pages = tuple(sorted(set(pages)))
    return draft
