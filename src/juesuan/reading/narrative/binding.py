"""Numbers bound to what they state: amounts of a topic, counts, and what :mod:`comparisons` makes of the others.

A number that is not surely of its topic — an unknown word stands between them, the sentence gives a reason — stays unbound.
"""

from __future__ import annotations

from juesuan.model import Amount, ItemClaim, NumberKind
from juesuan.model.expressions import expression
from juesuan.reading.narrative.comparisons import claim_direction, claim_percent, state_difference
from juesuan.reading.narrative.desk import Desk
from juesuan.reading.narrative.lists import enter_part
from juesuan.reading.narrative.tokens import Token
from juesuan.reading.narrative.topics import UNKNOWN, Topic
from juesuan.standard.narrative import Count

__all__ = ["bind"]

_INTO = expression(r"[为到至]")
_REACH = 90


def bind(desk: Desk, token: Token) -> str:
    """Binds one number and gives what it was bound to: statement ids, or a claim's text; empty when it was not bound."""
    figure = token.figure
    if figure is None or figure.amount is None or desk.state.mode == "reason":
        return ""
    counted = _bind_count(desk, token, figure.measure, figure.amount)
    if counted or desk.state.mode:
        return counted
    if figure.kind is NumberKind.PERCENT:
        return claim_percent(desk, token, figure.amount)
    return " ".join(_bind_amount(desk, token, figure.amount)) if figure.kind is NumberKind.AMOUNT else ""


def _bind_amount(desk: Desk, token: Token, amount: Amount) -> tuple[str, ...]:
    relation = desk.state.relation
    if relation is not None and relation.is_word("completion"):
        return desk.state_amount(desk.state.topic, desk.stage_of(relation), amount, token)
    if relation is not None and relation.is_word("direction"):
        if _INTO.match(desk.passage.text, relation.end):
            ids = _state_value(desk, token, amount, desk.final)
            claim_direction(desk, relation)
            return ids
        return tuple(filter(None, [state_difference(desk, token, amount, relation)]))
    if relation is not None and relation.is_word("order"):
        return (
            desk.write(f"{desk.name_of(desk.state.topic, '')}.change", None, amount, token, _difference_label(desk)),
        )
    if _is_base(desk, token):
        return _state_base(desk, token, amount)
    if relation is not None or not (desk.has_content() or desk.sums_up()) or not desk.is_sure():
        return ()
    if desk.state.year is None:
        return ()
    desk.settle_phrase()
    if desk.state.topic == UNKNOWN:
        return ()
    stage = next((t for t in reversed(desk.state.phrase) if t.is_word("stage")), None)
    return _state_value(desk, token, amount, desk.stage_of(stage) if stage is not None else "")


def _difference_label(desk: Desk) -> str:
    return f"{desk.label_of(desk.state.topic, '')}增减额"


def _is_base(desk: Desk, token: Token) -> bool:
    """Whether the number stands right behind 比年初预算数: it is what is compared with."""
    comparison = desk.state.comparison
    return comparison is not None and comparison.end == token.start and desk.state.topic != UNKNOWN


def _state_base(desk: Desk, token: Token, amount: Amount) -> tuple[str, ...]:
    comparison = desk.state.comparison
    if comparison is not None and comparison.base == "budget":
        return desk.state_amount(desk.state.topic, desk.unnamed_budget, amount, token)
    desk.state.year = -1
    return desk.state_amount(desk.state.topic, desk.final, amount, token)


def _state_value(desk: Desk, token: Token, amount: Amount, stage: str) -> tuple[str, ...]:
    """An amount of the topic; a final one may be a part in a list, and the 类 of a list of 类."""
    topic = desk.state.topic
    ids = desk.state_amount(topic, stage, amount, token)
    if stage in {"", desk.final} and desk.state.year == 0:
        desk.state.last, desk.state.last_topic = ids, topic
        enter_part(desk, topic, ids)
        if topic.partition == "function" and desk.state.item is None:
            _claim_class(desk, ids)
    return ids


def _claim_class(desk: Desk, ids: tuple[str, ...]) -> None:
    token = next((t for t in reversed(desk.state.phrase) if t.names is not None), None)
    if token is not None and token.names is not None:
        code = desk.state.topic.get("function") or ""
        desk.claim(
            ItemClaim(*desk.stands(token, token.text), names=token.names.names, code=code, final=ids[0], budget="")
        )


def _bind_count(desk: Desk, token: Token, measure: str, amount: Amount) -> str:
    rule = _count_rule(desk, token, measure)
    if rule is None:
        return ""
    state = desk.state
    stated = bool(amount.value) or not rule.nonzero
    fact = rule.fact.but(project=str(state.number)) if rule.per_item and state.number else rule.fact
    topic = Topic((fact,) if stated else (), rule.label, rule.partition)
    number = f"#{state.number}" if state.number else ""
    name = ".".join([rule.fact.measure, *(value for _, value in rule.fact.dimensions)])
    label = f"说明{desk.section.mark} {rule.label}"
    statement = desk.write(f"{desk.source}{number}.{name}", fact if stated else None, amount, token, label)
    state.last, state.last_topic = (statement,), topic
    if amount.unit.is_money:
        state.speak_of(Topic(tuple(key.but(stage=None) for key in topic.facts), rule.label))
        state.said[rule.fact.get("stage") or desk.final] = statement
    enter_part(desk, topic, (statement,))
    return statement


def _count_rule(desk: Desk, token: Token, measure: str) -> Count | None:
    """The count that a number is, by its measure word, the words around it and what the sentence is about."""
    text, state = desk.passage.text, desk.state
    start = token.figure.start if token.figure is not None else token.start
    before = text[max(state.sentence, start - _REACH) : start]
    for rule in desk.lexicon.grammar.counts:
        if not desk.section.id.startswith(rule.sections) or not rule.units.fullmatch(measure):
            continue
        if rule.groups and state.group not in rule.groups:
            continue
        if rule.before is None and rule.after is None:
            return rule
        if rule.before is not None and rule.before.search(before):
            return rule
        if rule.after is not None and rule.after.match(text, token.end):
            return rule
    return None
