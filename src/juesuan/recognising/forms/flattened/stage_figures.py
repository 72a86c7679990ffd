"""Form 09 in text: the figures in order, by the order in which the header names stages and items."""

from __future__ import annotations

from collections.abc import Sequence

from juesuan.model import Row
from juesuan.model.expressions import expression
from juesuan.model.notes_of_nothing import denies
from juesuan.recognising.forms.flattened.loose import LooseRow, header_end
from juesuan.recognising.forms.flattened.text_words import TextWord, joined
from juesuan.recognising.forms.form_draft import FormDraft
from juesuan.recognising.forms.stages_form import stage_columns
from juesuan.standard.forms import Form
from juesuan.standard.vocabulary import Vocabulary

__all__ = ["read_stage_row"]

_STAGE = expression(r"预算数?|决算数?")


def read_stage_row(draft: FormDraft, words: Sequence[TextWord]) -> list[LooseRow]:
    """Puts the figures of form 09 into the draft, loose where fewer than the columns are printed.

    Where not even a header stands under the title there is no table, and not an empty one, unless a note says that nothing is in it.
    """
    form = draft.form
    if not words and not any(map(denies, draft.notes)):
        return []
    start, _ = header_end(words)
    if not start:
        start = next((index for index, word in enumerate(words) if word.is_figure), len(words))
    header, body = joined(words[:start]), words[start:]
    rows = _stage_rows(form, words)
    if not rows:
        order = (_interleaved if header.count("决算数") > 1 else _halves)(form, draft.vocabulary)
        rows = [(order, tuple(word for word in body if word.is_figure))]
    place = body[0].place if body else draft.place
    loose: list[LooseRow] = []
    for columns, figures in rows:
        printed = columns if len(figures) <= len(columns) else ()
        if not printed:
            draft.unknown.append(joined(figures))
            continue
        key = draft.form.total
        if key not in draft.rows:
            draft.add(Row(key, "合计", place=place), {})
        loose.append(LooseRow(draft, key, printed, figures, place))
    return loose


def _stage_rows(form: Form, body: Sequence[TextWord]) -> list[tuple[tuple[str, ...], tuple[TextWord, ...]]]:
    """One row per stage, where figures follow the words 预算数 and 决算数."""
    stages = [index for index, word in enumerate(body) if not word.is_figure and _STAGE.fullmatch(word.text)]
    marks = [index for index in stages if index + 1 < len(body) and body[index + 1].is_figure]
    if sorted(body[mark].text[:2] for mark in marks) != ["决算", "预算"]:
        return []
    rows: list[tuple[tuple[str, ...], tuple[TextWord, ...]]] = []
    for at, end in zip(marks, [*marks[1:], len(body)], strict=True):
        figures = tuple(word for word in body[at + 1 : end] if word.is_figure)
        rows.append((stage_columns(form, body[at].text), figures))
    return rows


def _usual(form: Form, columns: tuple[str, ...], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The columns of the three public expenses proper, without what stands apart of their sum: 会议费 and 培训费."""
    facts = {key: fact for key in columns if (fact := form.fact(form.total, key)) is not None}
    items = {key: vocabulary.values("item", fact.measure).get(fact.get("item") or "") for key, fact in facts.items()}
    return tuple(key for key, item in items.items() if item is None or not item.apart)


def _by_stage(form: Form, vocabulary: Vocabulary) -> tuple[tuple[str, ...], tuple[str, ...]]:
    budget, final = stage_columns(form, "预算数"), stage_columns(form, "决算数")
    return _usual(form, budget, vocabulary), _usual(form, final, vocabulary)


def _halves(form: Form, vocabulary: Vocabulary) -> tuple[str, ...]:
    budget, final = _by_stage(form, vocabulary)
    return budget + final


def _interleaved(form: Form, vocabulary: Vocabulary) -> tuple[str, ...]:
    pairs = zip(*_by_stage(form, vocabulary), strict=True)
    return tuple(key for pair in pairs for key in pair)
