"""Cells that are no number as they stand: another reading of the same print, where it is the only one that adds up.

Two numbers run together, a number torn by a blank or a line end, a letter that looks like a digit: what the cell must say is told by
the identities of its row and column. Without them, or with two readings that both add up, the cell stays unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from juesuan.checking.closure import confronted
from juesuan.formats.pages.normal_form import normalise
from juesuan.model import Certain, Outcome, Problem, Unit
from juesuan.model.expressions import expression
from juesuan.recognising.forms.form_draft import FormDraft, usual_decimals
from juesuan.recognising.printed_numbers import parse_number
from juesuan.standard import Standard

__all__ = ["reread"]

_MOST_CELLS = 20
_LOOKALIKES = str.maketrans(
    {"O": "0", "o": "0", "〇": "0", "l": "1", "I": "1", "|": "1", "，": ",", "。": ".", "·": "."}
)
_LETTER = expression(r"[Oo〇lI|]")
_AMOUNT = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2}"
_TWO = expression(rf"({_AMOUNT})\s*({_AMOUNT})")

_Key = tuple[str, str]


def reread(drafts: Sequence[FormDraft], standard: Standard) -> None:
    """Reads what can be read of the cells that are no numbers, and says so in the problems of the form."""
    strange = [
        (draft, key)
        for draft in drafts
        for key, (raw, _) in draft.cells.items()
        if parse_number(raw) is None and any(character.isdigit() for character in raw)
    ]
    for draft, key in strange[:_MOST_CELLS]:
        found = [other for other in _readings(draft, key) if _adds_up(draft, key[0], other, drafts, standard)]
        if len(found) == 1:
            _take(draft, key, found[0])


def _readings(draft: FormDraft, key: _Key) -> Iterator[Mapping[str, str]]:
    """What the print may say, by column."""
    row, column = key
    spelt = normalise(draft.cells[key][0])
    single = dict.fromkeys((re.sub(r"\s", "", spelt), re.sub(r"\s", "", spelt.translate(_LOOKALIKES))))
    yield from ({column: text} for text in single if parse_number(text) is not None)
    match = _TWO.fullmatch(spelt) or _TWO.fullmatch(re.sub(r"\s", "", spelt))
    columns = [item.key for item in draft.columns()]
    place = columns.index(column) if column in columns else -1
    for left in (place - 1, place) if match is not None and place >= 0 else ():
        pair = columns[left : left + 2] if left >= 0 else []
        if len(pair) == 2 and all(other == column or _is_blank(draft, row, other) for other in pair):
            assert match is not None
            yield dict(zip(pair, match.groups(), strict=True))


def _is_blank(draft: FormDraft, row: str, column: str) -> bool:
    return (row, column) in draft.cells and not draft.cells[row, column][0].strip()


def _adds_up(
    draft: FormDraft, row: str, reading: Mapping[str, str], drafts: Sequence[FormDraft], standard: Standard
) -> bool:
    """Whether every number read is confronted by an equation, and no equation that mentions one fails."""
    before = dict(draft.cells)
    draft.cells.update({(row, column): (text, before[row, column][1]) for column, text in reading.items()})
    told = _outcomes(drafts, standard)
    draft.cells.clear()
    draft.cells.update(before)
    for column in reading:
        name = f"{draft.form.id}[{row}].{column}"
        about = [holds for outcome, holds in told if any(t.statement and t.statement.id == name for t in outcome.terms)]
        if not about or not all(about):
            return False
    return True


def _outcomes(drafts: Sequence[FormDraft], standard: Standard) -> tuple[tuple[Outcome, bool], ...]:
    decimals = usual_decimals(drafts)
    # Unknown rows excuse a sum that does not come out; here they must not.
    tables = {draft.form.id: replace(draft.table(Unit.WAN, decimals), unknown=()) for draft in drafts}
    return confronted(tables, [s for draft in drafts for s in draft.statements(tables[draft.form.id])], standard)


def _take(draft: FormDraft, key: _Key, reading: Mapping[str, str]) -> None:
    raw, place = draft.cells[key]
    row = draft.rows[key[0]]
    if len(reading) == 1 and _LETTER.search(raw):
        draft.misprints[key] = raw
    for column, text in reading.items():
        draft.cells[key[0], column] = (text, place)
        draft.certainty.setdefault((key[0], column), Certain(derived=True))
    read = " 和 ".join(reading.values())
    name = f"{row.code} {row.label}".strip()
    draft.problems.append(
        Problem(f"“{draft.title}”“{name}”行的“{raw}”不是数字，按勾稽关系读作 {read}，请与原件核对", place)
    )
