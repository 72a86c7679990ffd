"""Numbers in a row (各为100.00万元、102.00万元；分别占60%、40%): each is of the subject that stands at its place in the row of subjects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from juesuan.model import BoundTo, NumberKind, ShareClaim
from juesuan.recognising.narrative.comparisons import (
    add_difference,
    change_without_amount,
    claim_rate,
    compared_with,
    denominator,
    flush_change,
)
from juesuan.recognising.narrative.grammar_tokens import GrammarToken
from juesuan.recognising.narrative.lists import enter_part
from juesuan.recognising.narrative.section_reading import SectionReading
from juesuan.recognising.narrative.topics import Topic

__all__ = ["bind_row", "row_of"]

_ROWS = frozenset({NumberKind.AMOUNT, NumberKind.PERCENT})


def row_of(tokens: Sequence[GrammarToken], index: int) -> tuple[GrammarToken, ...]:
    """The numbers of one kind that follow each other from a token on, joined by 、 or 和; one alone is no row.

    Words between them, known or not, are another subject's: 工程支出46.70万元、值守准备金113.89万元.
    """
    first = tokens[index].figure
    if first is None or first.kind not in _ROWS:
        return ()
    row = [tokens[index]]
    for joint, token in zip(tokens[index + 1 :: 2], tokens[index + 2 :: 2], strict=False):
        touches = row[-1].end == joint.start and joint.end == token.start
        if not (joint.is_joint and touches) or token.figure is None or token.figure.kind is not first.kind:
            break
        row.append(token)
    return tuple(row) if len(row) > 1 else ()


def bind_row(reading: SectionReading, row: Sequence[GrammarToken]) -> list[BoundTo | None]:
    """Binds the numbers of a row, if there are as many subjects: what each was bound to, or nothing for any."""
    state = reading.state
    if reading.has_content() and reading.is_sure() and state.relation is None:
        reading.settle_phrase()
    subjects, relation = state.subjects, state.relation
    if relation is not None and relation.is_word("share") and not reading.has_content():
        subjects = _listed(state.listed, len(row)) or subjects
    known = all(subject.facts for subject in subjects)
    if len(subjects) != len(row) or not known or state.mode or state.gaps or state.divides_unknown or state.ruling:
        return [None] * len(row)
    if relation is None:
        return list(_values(reading, row, subjects))
    if relation.is_word("direction"):
        return list(_changes(reading, row, subjects, relation))
    if relation.is_word("share"):
        return list(_shares(reading, row, subjects, relation))
    return [None] * len(row)


def _listed(stated: Sequence[Topic], count: int) -> tuple[Topic, ...]:
    """The parts that the sentence has given one after another, where they are as many as the row and all of one partition."""
    partition = stated[-1].partition if stated else ""
    parts: list[Topic] = []
    for topic in reversed(stated):
        if not partition or topic.partition != partition:
            break
        parts.append(topic)
    return tuple(reversed(parts)) if len(parts) == count else ()


def _values(
    reading: SectionReading, row: Sequence[GrammarToken], subjects: Sequence[Topic]
) -> Iterator[BoundTo | None]:
    state = reading.state
    stage = next((reading.stage_of(token) for token in reversed(state.phrase) if token.is_word("stage")), "")
    topic, ids = state.topic, list[str]()
    named = reading.has_content() or reading.sums_up()
    for token, subject in zip(row, subjects, strict=True):
        amount = token.figure.amount if token.figure is not None else None
        ours = state.year == 0 and compared_with(reading) is None
        if amount is None or not amount.unit.is_money or not named or not ours:
            yield None
            continue
        state.topic = subject
        statement = reading.state_amount(subject, stage, amount, token)
        if stage in {"", reading.final}:
            enter_part(reading, subject, statement)
        ids += statement
        yield BoundTo.making(statement[0])
    state.topic, state.said, state.subjects = topic, {}, tuple(subjects)
    if topic.facts and stage in {"", reading.final}:
        state.state(topic, tuple(ids))


def _changes(
    reading: SectionReading, row: Sequence[GrammarToken], subjects: Sequence[Topic], relation: GrammarToken
) -> Iterator[BoundTo | None]:
    state = reading.state
    if state.comparison is None:
        yield from (None for _ in row)
        return
    topic, pending = state.topic, state.changes
    percent = row[0].figure is not None and row[0].figure.kind is NumberKind.PERCENT
    if not percent or len(pending) != len(row):
        flush_change(reading)
        pending = ()
    else:
        state.changes = ()
    for index, (token, subject) in enumerate(zip(row, subjects, strict=True)):
        amount = token.figure.amount if token.figure is not None else None
        state.topic, state.said = subject, {}
        if amount is None:
            yield None
        elif percent:
            change = pending[index] if pending else change_without_amount(reading, relation)
            yield BoundTo.inside(claim_rate(reading, token, amount, change))
        else:
            yield BoundTo.making(add_difference(reading, token, amount, relation))
    state.topic, state.subjects = topic, tuple(subjects)


def _shares(
    reading: SectionReading, row: Sequence[GrammarToken], subjects: Sequence[Topic], relation: GrammarToken
) -> Iterator[BoundTo | None]:
    state = reading.state
    for token, subject in zip(row, subjects, strict=True):
        amount = token.figure.amount if token.figure is not None else None
        part = reading.told.find(subject.facts[0], reading.section.id, state.number)
        state.divided = subject
        whole = denominator(reading)
        if amount is None or amount.unit.is_money:
            yield None
            continue
        stands = reading.stands(token)
        share = ShareClaim(*stands, part=part, whole=whole, amount=amount, word=relation.text)
        yield BoundTo.inside(reading.claim(share))
