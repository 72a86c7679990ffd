"""Percentages, changes and comparisons: what the prose claims about the amounts it has stated."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from juesuan.model import Amount, BoundTo, ChangeClaim, ComparedWith, CompletionClaim, FactKey, OrderClaim, ShareClaim
from juesuan.recognising.narrative.grammar_tokens import GrammarToken
from juesuan.recognising.narrative.section_reading import SectionReading
from juesuan.recognising.narrative.state import SaidChange, SaidComparison, StatedSubject
from juesuan.recognising.narrative.topics import UNKNOWN, Topic, named_topic, whole_of

__all__ = [
    "add_difference",
    "change_without_amount",
    "claim_change_of_count",
    "claim_direction",
    "claim_order",
    "claim_percent",
    "claim_rate",
    "compared_with",
    "denominator",
    "flush_change",
    "named_whole",
    "state_difference",
    "state_order_difference",
]

_ORDERS = (
    (("大于", "高于", "多于", "超"), 1),
    (("小于", "低于", "少于"), -1),
    (("等于", "持平", "一致", "相同", "相等", "无差异", "没有差异"), 0),
)
_BY_ITSELF = frozenset("多少")
_ALL_SPENDING = FactKey.of("spend")


def claim_percent(reading: SectionReading, token: GrammarToken, amount: Amount) -> str:
    """A percentage is a share, a completion rate or a rate of change, by the relation that was opened; else nothing."""
    relation = reading.state.relation
    if relation is None:
        return ""
    if relation.is_word("share"):
        return _claim_share(reading, token, amount, relation)
    if reading.state.topic == UNKNOWN:
        return ""
    if relation.is_word("completion"):
        part = reading.said(reading.final)
        whole = meant_budget(reading, relation, lambda final, budget: _is_rate(amount, final, budget))
        return reading.claim(
            CompletionClaim(*reading.stands(token), part=part, whole=whole, amount=amount, word=relation.text)
        )
    return _claim_rate(reading, token, amount, relation)


def _claim_share(reading: SectionReading, token: GrammarToken, amount: Amount, relation: GrammarToken) -> str:
    if not reading.state.numerator:
        return _claim_stray_share(reading, token, amount, relation)
    part, whole = reading.state.numerator[0], denominator(reading)
    return reading.claim(ShareClaim(*reading.stands(token), part=part, whole=whole, amount=amount, word=relation.text))


def _claim_stray_share(reading: SectionReading, token: GrammarToken, amount: Amount, relation: GrammarToken) -> str:
    """The share of something unknown in what a bracket is about (项目支出40.00万元（其中：租金10.00万元，占项目支出的25.00%）).

    Anywhere else it may be a share of what others spend.
    """
    outer = reading.state.outer[-1].topic if reading.state.outer else UNKNOWN
    stray = reading.state.stray
    seen = reading.told.seen_at(reading.place(stray)) if stray is not None else None
    printed = stray.figure.amount if stray is not None and stray.figure is not None else None
    if stray is None or seen is None or printed is None or not reading.is_sure():
        return ""
    if not outer.facts or named_whole(reading).facts != outer.facts or not reading.has_content():
        return ""
    whole = denominator(reading)
    name = f"{reading.source}.share{len(reading.told.statements)}"
    part = reading.write(name, None, printed, stray, f"说明{reading.section.mark} 所占的一项")
    reading.told.bind(seen, BoundTo.making(part))
    return reading.claim(ShareClaim(*reading.stands(token), part=part, whole=whole, amount=amount, word=relation.text))


def denominator(reading: SectionReading) -> str:
    """What a share is of: what the sentence names, else the whole that is being divided."""
    state = reading.state
    if state.gaps:
        return ""
    if state.base:
        return state.base
    part = state.divided.facts[0] if state.divided is not None and state.divided.facts else None
    relative = any(token.word is not None and token.word.relative for token in state.phrase)
    if part is not None and (relative or not reading.has_content()):
        whole = state.whole_with(part, reading.lexicon)
        if whole is not None and whole.ids:
            return whole.ids[0]
        if not reading.has_content():
            above = whole_of(part) if not state.divides_unknown else None
            return reading.told.find(above, reading.section.id, state.number) if above is not None else ""
    named = named_whole(reading)
    return _stated(reading, named.facts[0]) if named.facts else ""


def named_whole(reading: SectionReading) -> Topic:
    """What a share is said to be of: spending of all funds where none is named."""
    state, fund = reading.state, reading.state.scope.get("fund")
    scope = Topic((FactKey.of("spend", fund=fund) if fund else _ALL_SPENDING,), "")
    return named_topic(state.phrase, UNKNOWN, Topic((_ALL_SPENDING,), ""), scope, reading.lexicon)


def _stated(reading: SectionReading, fact: FactKey) -> str:
    """What states a denominator: 占基本支出的 in a section about one fund means the 基本支出 of that fund."""
    state, fund = reading.state, reading.state.scope.get("fund")
    if fund and fact.get("nature") and not fact.get("fund"):
        nearer = reading.told.find(fact.but(fund=fund), reading.section.id, state.number)
        if nearer.startswith(reading.section.main):
            return nearer
    return reading.told.find(fact, reading.section.id, state.number)


def compared_with(reading: SectionReading) -> SaidComparison | None:
    """The comparison with last year that what the phrase names belongs to (比上年|收入总计); None where it ended before."""
    state = reading.state
    compared = state.comparison
    if compared is None or not compared.opens or compared.against or not reading.has_content():
        return None
    first = min(token.start for token in state.phrase)
    return compared if state.clause <= compared.end <= first else None


def state_difference(reading: SectionReading, token: GrammarToken, amount: Amount, relation: GrammarToken) -> str:
    """增加…万元: a statement without a fact of its own, and a claim with the percentage that may follow."""
    state = reading.state
    if state.comparison is None and (relation.text[0] in _BY_ITSELF or state.ruling == -1):
        state.comparison = _compared_by_itself(reading, relation)
    if state.comparison is None or state.gaps or reading.has_content() or state.topic == UNKNOWN:
        return ""
    flush_change(reading)
    return add_difference(reading, token, amount, relation)


def _compared_by_itself(reading: SectionReading, relation: GrammarToken) -> SaidComparison | None:
    """多支 behind 决算 and the one other amount that was given of the subject compares the two; 减少 behind last year's with that."""
    topic = reading.state.topic
    if not topic.facts or not reading.said_here(reading.final):
        return None
    budgets = bool(reading.budgets_given()) and reading.state.ruling != -1
    before = reading.told.find_here(reading.year_before(topic.facts[0]), reading.source, reading.state.number)
    if budgets == before:
        return None
    return SaidComparison("budget" if budgets else "previous", relation.end)


def state_order_difference(
    reading: SectionReading, token: GrammarToken, amount: Amount, relation: GrammarToken
) -> tuple[str, ...]:
    """超预算0.10万元: the difference from the budget that a comparison says."""
    state = reading.state
    if state.topic == UNKNOWN:
        return ()
    name, label = f"{reading.name_of(state.topic, '')}.change", f"{reading.label_of(state.topic, '')}增减额"
    difference = reading.write(name, None, amount, token, label)
    current = reading.said(reading.final)
    named = reading.named_budget(relation)
    base = ComparedWith(named) if named not in {"", "budget"} else _budget(reading)
    reading.claim(
        ChangeClaim(*reading.stands(token), current=current, difference=difference, word=relation.text, base=base)
    )
    return (difference,)


def add_difference(reading: SectionReading, token: GrammarToken, amount: Amount, relation: GrammarToken) -> str:
    """One of the differences that the clause states, of the subject in hand."""
    state = reading.state
    name, label = f"{reading.name_of(state.topic, '')}.change", f"{reading.label_of(state.topic, '')}增减额"
    statement = reading.write(name, None, amount, token, label)
    stands = reading.place(relation), reading.clause(token)
    change = SaidChange(state.topic, relation, *stands, statement, _base(reading), _against(reading))
    state.changes = (*state.changes, change)
    state.compared = (reading.said(reading.final), statement)
    if state.first is None or state.last is None or state.last.topic != state.topic:
        state.last = StatedSubject(state.topic, ())  # what is divided behind it is the change
    return statement


def _claim_rate(reading: SectionReading, token: GrammarToken, amount: Amount, relation: GrammarToken) -> str:
    """The percentage belongs to the amount in front of it when both go the same way."""
    state = reading.state
    if state.comparison is None:
        return ""
    if not state.changes or _direction(state.changes[0].token) != _direction(relation):
        difference = state.changes[0].difference if len(state.changes) == 1 else ""
        flush_change(reading)
        return claim_rate(reading, token, amount, change_without_amount(reading, relation, difference))
    changes, state.changes = state.changes, ()
    return " ".join(dict.fromkeys(claim_rate(reading, token, amount, change) for change in changes))


def claim_rate(reading: SectionReading, token: GrammarToken, amount: Amount, change: SaidChange) -> str:
    """The rate of a change."""
    current = reading.said(reading.final, change.topic)
    return reading.claim(
        ChangeClaim(
            *reading.stands(token),
            current=current,
            difference=change.difference,
            amount=amount,
            word=change.token.text,
            base=change.base,
            against=change.against,
        )
    )


def claim_change_of_count(
    reading: SectionReading, token: GrammarToken, relation: GrammarToken, current: str, difference: str
) -> None:
    """A count that has changed by as many."""
    previous = ComparedWith.PREVIOUS
    stands = reading.stands(token)
    reading.claim(ChangeClaim(*stands, current=current, difference=difference, word=relation.text, base=previous))
    reading.state.compared = (current, difference)


def change_without_amount(reading: SectionReading, relation: GrammarToken, difference: str = "") -> SaidChange:
    """A change of the subject in hand of which only the rate is printed."""
    place = reading.place(relation)
    return SaidChange(reading.state.topic, relation, place, "", difference, _base(reading), _against(reading))


def flush_change(reading: SectionReading) -> None:
    """Writes down changes that got no percentage."""
    pending, reading.state.changes = reading.state.changes, ()
    for change in pending:
        reading.claim(
            ChangeClaim(
                reading.source,
                change.place,
                change.text,
                reading.state.number,
                current=reading.said(reading.final, change.topic),
                difference=change.difference,
                word=change.token.text,
                base=change.base,
                against=change.against,
            )
        )


def claim_direction(reading: SectionReading, relation: GrammarToken) -> None:
    """增加 or 持平 without an amount; 增长的主要原因 behind the amount says nothing new."""
    state = reading.state
    if state.comparison is None or not reading.is_sure():
        return
    reading.settle_phrase()
    if state.topic == UNKNOWN:
        return
    if state.compared and state.compared[0] == reading.said(reading.final) and state.compared[1]:
        return
    if relation.word is not None and relation.word.value == "level" and state.comparison.base == "budget":
        claim_order(reading, relation, relation.text)
        return
    current = reading.said(reading.final)
    state.compared = (current, "")
    stands, base, against = reading.stands(relation), _base(reading), _against(reading)
    reading.claim(ChangeClaim(*stands, current=current, difference="", word=relation.text, base=base, against=against))


def claim_order(reading: SectionReading, token: GrammarToken, word: str) -> None:
    """决算数大于预算数."""
    if not reading.has_content():
        _speak_of_what_fits(reading, token, word)
    reading.settle_phrase()
    if reading.state.topic == UNKNOWN:
        return
    final, budget = _compared(reading, token, word)
    reading.state.compared = (final, budget)
    said = reading.clause(token).rpartition("，")[2]
    stands = reading.stands(token, said if token.text in said else None)
    reading.claim(OrderClaim(*stands, final=final, budget=budget, word=word))


def _compared(reading: SectionReading, token: GrammarToken, word: str) -> tuple[str, str]:
    """Ids of the accounts and the budget of the subject in hand that a word compares."""
    budget = meant_budget(reading, token, lambda final, budget: _is_order(word, final, budget))
    return reading.said(reading.final), budget


def _speak_of_what_fits(reading: SectionReading, token: GrammarToken, word: str) -> None:
    """A sentence that names nothing, behind one that gave a whole and parts of it: it may go on about the whole or the last part.

    The whole is meant, unless only the part fits: what may be said of either accuses neither.
    """
    state = reading.state
    whole, last = state.topic, state.last
    if state.listed or last is None or last.of_count or not last.topic.facts or last.topic == whole or not whole.facts:
        return
    if _fits(reading, token, word) is False:
        said = state.said
        state.speak_of(last.topic)
        if _fits(reading, token, word) is not True:
            state.speak_of(whole)
            state.said = said


def _fits(reading: SectionReading, token: GrammarToken, word: str) -> bool | None:
    """Whether a word agrees with what it would compare of the subject in hand; None where one of the two is not known."""
    final, budget = map(reading.told.amount_of, _compared(reading, token, word))
    if final is None or budget is None or final.unit is not budget.unit:
        return None
    return _is_order(word, final.value, budget.value)


def meant_budget(reading: SectionReading, token: GrammarToken, fits: Callable[[Decimal, Decimal], bool]) -> str:
    """The budget that a word means: the one that it names; of several that were given, the one that what is said of it fits."""
    named = token.word.value if token.word is not None and token.is_word("completion") else reading.named_budget(token)
    if named not in {"", "budget"}:
        return reading.said(reading.stage_of(token) if token.is_word("completion") else named)
    given = reading.budgets_given()
    final = reading.told.amount_of(reading.said(reading.final))
    if len(given) < 2 or final is None:
        return given[-1] if given else reading.said(reading.unnamed_budget)
    for statement in reversed(given):
        budget = reading.told.amount_of(statement)
        if budget is not None and budget.unit is final.unit and fits(final.value, budget.value):
            return statement
    return given[-1]


def _is_rate(printed: Amount, final: Decimal, budget: Decimal) -> bool:
    return bool(budget) and abs(100 * final / budget - printed.value) <= 2 * printed.half_width


def _is_order(word: str, final: Decimal, budget: Decimal) -> bool:
    sign = (final > budget) - (final < budget)
    return sign == next((sign for words, sign in _ORDERS if any(item in word for item in words)), sign)


def _base(reading: SectionReading) -> ComparedWith:
    """What the open comparison compares with: last year, or the budget that was given."""
    comparison = reading.state.comparison
    if comparison is None or comparison.base in {"previous", "other"}:
        return ComparedWith.OTHER if comparison is not None and comparison.base == "other" else ComparedWith.PREVIOUS
    return _budget(reading)


def _against(reading: SectionReading) -> str:
    comparison = reading.state.comparison
    return comparison.against if comparison is not None else ""


def _budget(reading: SectionReading) -> ComparedWith:
    """The budget that was given, if none is named."""
    adjusted = ComparedWith.ADJUSTED
    return adjusted if adjusted in reading.state.said else ComparedWith(reading.unnamed_budget)


def _direction(token: GrammarToken) -> str:
    return token.word.value if token.word is not None else ""
