"""L-06 增减用词自相矛盾.

增加12.00万元，下降3.00%, or 减少为0.00万元，与上年持平: one movement, two directions. Nothing is said about changes of 0,
nor about 基本持平, which a small movement may be.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.claimed_changes import NEARLY
from juesuan.checking.claims import direction_of
from juesuan.checking.context import Context, passed, without_accounts
from juesuan.checking.wording import explanation
from juesuan.model import ChangeClaim, ComparedWith, Outcome, State, Term

RULE = "L-06"


def check(context: Context) -> Iterator[Outcome]:
    """Fails once per contradiction."""
    seen = False
    said: list[str] = []
    for text in explanation(context):
        seen = True
        for match in context.standard.language.contradiction.finditer(text.passage.text):
            said.append(match[0])
            message = f"“{match[0]}”一句中增减方向相反。"
            yield Outcome(State.FAIL, terms=(text.term(match.start(), match.end()),), message=message)
    for one, other in _opposed(context):
        if any(phrase in other.text for phrase in said):
            continue
        said.append(other.text)
        message = f"“{other.text}”一句中既写“{one.word}”又写“{other.word}”，增减方向相反。"
        terms = tuple(Term(sign, claim.word, None, claim.place, claim.text) for sign, claim in ((1, one), (-1, other)))
        yield Outcome(State.FAIL, terms=terms, message=message)
    if not seen:
        yield without_accounts(context, "没有读到决算情况说明")
    elif not said:
        yield passed()


def _opposed(context: Context) -> Iterator[tuple[ChangeClaim, ChangeClaim]]:
    """Successive changes of one statement, from one base, that go different ways."""
    last: dict[tuple[str, ComparedWith], ChangeClaim] = {}
    for claim in context.disclosure.claims:
        if not isinstance(claim, ChangeClaim):
            continue
        current, moved = claim.current, context.by_id.get(claim.difference)
        if not current or (moved is not None and not moved.value):
            continue
        before = last.get((current, claim.base))
        nearly = before is not None and any(NEARLY in one.word for one in (before, claim))
        if before is not None and not nearly and direction_of(before.word) != direction_of(claim.word):
            yield before, claim
        last[current, claim.base] = claim
