"""Percentages, changes and comparisons: what the prose claims about the amounts it has stated."""

from __future__ import annotations

from juesuan.model import Amount, ChangeClaim, ComparedWith, CompletionClaim, FactKey, OrderClaim, ShareClaim
from juesuan.reading.narrative.desk import Desk
from juesuan.reading.narrative.state import Change
from juesuan.reading.narrative.tokens import Token
from juesuan.reading.narrative.topics import UNKNOWN, Topic, named_topic, whole_of

__all__ = ["claim_direction", "claim_order", "claim_percent", "flush_change", "state_difference"]

_ALL_SPENDING = FactKey.of("spend")


def claim_percent(desk: Desk, token: Token, amount: Amount) -> str:
    """A percentage is a share, a completion rate or a rate of change, by the relation that was opened; else nothing."""
    relation = desk.state.relation
    if relation is None:
        return ""
    if relation.is_word("share"):
        part, whole = desk.state.numerator[0] if desk.state.numerator else "", _denominator(desk)
        return desk.claim(ShareClaim(*desk.stands(token), part=part, whole=whole, amount=amount, word=relation.text))
    if relation.is_word("completion"):
        part, whole = desk.said(desk.final), desk.said(desk.stage_of(relation))
        return desk.claim(
            CompletionClaim(*desk.stands(token), part=part, whole=whole, amount=amount, word=relation.text)
        )
    return _claim_rate(desk, token, amount, relation)


def _denominator(desk: Desk) -> str:
    """What a share is of: what the sentence names, else the whole that is being divided."""
    state = desk.state
    if state.gaps:
        return ""
    part = state.last_topic.facts[0] if state.last_topic is not None and state.last_topic.facts else None
    relative = any(token.word is not None and token.word.relative for token in state.phrase)
    if part is not None and (relative or not desk.has_content()):
        whole = state.whole_with(part, desk.lexicon)
        if whole is not None and whole.ids:
            return whole.ids[0]
        if not desk.has_content():
            above = whole_of(part)
            return desk.ledger.find(above, desk.section.id, state.number) if above is not None else ""
    fund = state.scope.get("fund")
    scope = Topic((FactKey.of("spend", fund=fund) if fund else _ALL_SPENDING,), "")
    named = named_topic(state.phrase, UNKNOWN, Topic((_ALL_SPENDING,), ""), scope, desk.lexicon)
    return _stated(desk, named.facts[0]) if named.facts else ""


def _stated(desk: Desk, fact: FactKey) -> str:
    """What states a denominator: 占基本支出的 in a section about one fund means the 基本支出 of that fund."""
    state, fund = desk.state, desk.state.scope.get("fund")
    if fund and fact.get("nature") and not fact.get("fund"):
        nearer = desk.ledger.find(fact.but(fund=fund), desk.section.id, state.number)
        if nearer.startswith(desk.section.main):
            return nearer
    return desk.ledger.find(fact, desk.section.id, state.number)


def state_difference(desk: Desk, token: Token, amount: Amount, relation: Token) -> str:
    """增加…万元: a statement without a fact of its own, and a claim with the percentage that may follow."""
    state = desk.state
    if state.comparison is None or state.gaps or desk.has_content():
        return ""
    flush_change(desk)
    name, label = f"{desk.name_of(state.topic, '')}.change", f"{desk.label_of(state.topic, '')}增减额"
    statement = desk.write(name, None, amount, token, label)
    state.change = Change(state.topic, relation, desk.place(relation), desk.clause(token), statement, _base(desk))
    state.compared = (desk.said(desk.final), statement)
    return statement


def _claim_rate(desk: Desk, token: Token, amount: Amount, relation: Token) -> str:
    """The percentage belongs to the amount in front of it when both go the same way."""
    state = desk.state
    if state.comparison is None:
        return ""
    pending = state.change
    if pending is None or _direction(pending.token) != _direction(relation):
        flush_change(desk)
        current, difference = desk.said(desk.final), pending.difference if pending is not None else ""
        word, base = relation.text, _base(desk)
    else:
        current, difference = desk.said(desk.final, pending.topic), pending.difference
        word, base = pending.token.text, pending.base
    state.change = None
    return desk.claim(
        ChangeClaim(*desk.stands(token), current=current, difference=difference, amount=amount, word=word, base=base)
    )


def flush_change(desk: Desk) -> None:
    """Writes down a change that got no percentage."""
    pending, desk.state.change = desk.state.change, None
    if pending is not None:
        desk.claim(
            ChangeClaim(
                desk.source,
                pending.place,
                pending.text,
                desk.state.number,
                current=desk.said(desk.final, pending.topic),
                difference=pending.difference,
                word=pending.token.text,
                base=pending.base,
            )
        )


def claim_direction(desk: Desk, relation: Token) -> None:
    """增加 or 持平 without an amount; 增长的主要原因 behind the amount says nothing new."""
    state = desk.state
    if state.comparison is None or not desk.is_sure():
        return
    desk.settle_phrase()
    if state.compared and state.compared[0] == desk.said(desk.final) and state.compared[1]:
        return
    if relation.word is not None and relation.word.value == "level" and state.comparison.base == "budget":
        claim_order(desk, relation, relation.text)
        return
    current = desk.said(desk.final)
    state.compared = (current, "")
    base = _base(desk)
    desk.claim(ChangeClaim(*desk.stands(relation), current=current, difference="", word=relation.text, base=base))


def claim_order(desk: Desk, token: Token, word: str) -> None:
    """决算数大于预算数."""
    desk.settle_phrase()
    budget = desk.said(desk.unnamed_budget)
    final = desk.said(desk.final)
    desk.state.compared = (final, budget)
    desk.claim(OrderClaim(*desk.stands(token), final=final, budget=budget, word=word))


def _base(desk: Desk) -> ComparedWith:
    """What the open comparison compares with: last year, or the budget that was given."""
    comparison = desk.state.comparison
    if comparison is None or comparison.base == "previous":
        return ComparedWith.PREVIOUS
    adjusted = ComparedWith.ADJUSTED
    return adjusted if adjusted in desk.state.said else ComparedWith(desk.unnamed_budget)


def _direction(token: Token) -> str:
    return token.word.value if token.word is not None else ""
