"""Numbers bound to what they state: amounts of a topic, counts, and what :mod:`comparisons` makes of the others.

A number that is not surely of its topic — an unknown word stands between them, the sentence gives a reason — stays unbound.
"""

from __future__ import annotations

from msgspec.structs import replace

from juesuan.model import Amount, BoundTo, FactKey, ItemClaim, NumberKind, Unit
from juesuan.model.expressions import expression
from juesuan.recognising.narrative.comparisons import (
    claim_change_of_count,
    claim_direction,
    claim_percent,
    compared_with,
    named_whole,
    state_difference,
    state_order_difference,
)
from juesuan.recognising.narrative.grammar_tokens import GrammarToken
from juesuan.recognising.narrative.lists import enter_part
from juesuan.recognising.narrative.section_reading import SectionReading
from juesuan.recognising.narrative.state import SaidComparison
from juesuan.recognising.narrative.topics import UNKNOWN, Topic
from juesuan.recognising.narrative.totals import read_as_meant
from juesuan.standard.narrative import Count

__all__ = ["bind"]

_EACH = ("均", "各", "都")
_BEGINNING = "年初"
_TO = frozenset("较比与")
_INTO = expression(r"[为到至]")
_OF = "的"
_SPENT = ("支出", "金额")
_RESTATED = expression(r"[（(](?:约合|折合|约|合|即)?$")
_FOR_EACH = expression(r"(?P<items>[^，。；：]+、[^，。；：]+?)(?:各|均|都)(?:为|是|有)?$")
_OF_LIST = expression(r"、(?:以及|及|和)?")
_REACH = 90
_SENTENCE = expression(r"[。；;]")


def bind(reading: SectionReading, token: GrammarToken) -> BoundTo | None:
    """Binds one number and gives what it was bound to: statements, or a claim; None when it was not bound."""
    figure = token.figure
    if figure is None or figure.amount is None:
        return None
    if reading.state.mode == "reason":
        return _bind_of_item(reading, token, figure.measure, figure.amount)
    if reading.state.elsewhere:
        return None
    if changed := _change_of_count(reading, token, figure.kind, figure.amount):
        return BoundTo.making(changed)
    counted = _bind_count(reading, token, figure.measure, figure.amount)
    if counted or reading.state.mode:
        return BoundTo.making(counted)
    if figure.kind is NumberKind.OTHER:
        return _bind_bare(reading, token, figure.amount)
    if figure.kind is NumberKind.PERCENT:
        return BoundTo.inside(claim_percent(reading, token, figure.amount))
    return BoundTo.making(*_bind_amount(reading, token, figure.amount)) if figure.kind is NumberKind.AMOUNT else None


def _restated(reading: SectionReading, token: GrammarToken, amount: Amount) -> tuple[str, ...]:
    """4982.62万元（约合0.50亿元）: the amount in front of a bracket that says it again in another unit, and nothing else."""
    text, start = reading.passage.text, token.start
    opened = _RESTATED.search(text[:start]) if text[token.end : token.end + 1] in set("）)") else None
    before = next((one for one in reversed(reading.tokens) if opened is not None and one.end == opened.start()), None)
    figure = before.figure if before is not None else None
    seen = reading.told.seen_at(reading.place(before)) if before is not None else None
    if figure is None or figure.amount is None or seen is None or figure.amount.unit in {amount.unit, Unit.NONE}:
        return ()
    said = [reading.told.statement(name) for name in seen.statements]
    return tuple(
        reading.write(f"{one.id}.again", one.fact, amount, token, f"{one.label}（换算）")
        for one in said
        if one is not None
    )


def _bind_amount(reading: SectionReading, token: GrammarToken, amount: Amount) -> tuple[str, ...]:
    if again := _restated(reading, token, amount):
        return again
    relation = reading.state.relation
    if reading.state.divides_unknown:
        return ()
    if relation is not None and reading.state.topic == UNKNOWN:
        return ()
    if relation is not None and relation.is_word("completion"):
        return reading.state_amount(reading.state.topic, reading.stage_of(relation), amount, token)
    if relation is not None and relation.is_word("direction"):
        if _INTO.match(reading.passage.text, relation.end):
            ids = _state_value(reading, token, amount, reading.final)
            claim_direction(reading, relation)
            return ids
        return tuple(filter(None, [state_difference(reading, token, amount, relation)]))
    if relation is not None and relation.is_word("order"):
        return state_order_difference(reading, token, amount, relation)
    if relation is not None and relation.is_word("share"):
        return _state_whole(reading, token, amount)
    if _is_base(reading, token):
        return _state_base(reading, token, amount)
    if (compared := compared_with(reading)) is not None:
        return _state_compared(reading, token, amount, compared)
    counted = _money_of_counted(reading)
    named = reading.has_content() or reading.sums_up() or _is_of_a_year(reading) or counted is not None
    if relation is not None or not named or not reading.is_sure():
        return ()
    if reading.subjects() and not any(token.text.startswith(_EACH) for token in reading.state.phrase):
        return ()
    if reading.state.year is None or (reading.state.ruling != 0 and not reading.state.dated):
        return ()
    if _is_part_of_unknown_kind(reading, amount):
        return ()
    read_as_meant(reading, token, amount)
    reading.settle_phrase()
    if counted is not None:
        reading.state.opened = reading.state.opened or reading.state.topic
        reading.state.speak_of(counted)
    stage = next((reading.stage_of(t) for t in reversed(reading.state.phrase) if t.is_word("stage")), "")
    stage = stage or reading.state.part_stage
    if reading.state.topic == UNKNOWN:
        return tuple(name for one in reading.state.subjects for name in reading.state_amount(one, stage, amount, token))
    return _state_value(reading, token, amount, stage)


def _is_part_of_unknown_kind(reading: SectionReading, amount: Amount) -> bool:
    """支出合计100.00万元，按单位划分：局机关支出60.00万元: the first of a list, called as the whole is, is a part of it by what we do not know."""
    state = reading.state
    whole = state.wholes[-1] if len(state.wholes) > state.own_lists else None
    if whole is None or not whole.fresh or whole.parts or state.year != 0 or not whole.ids:
        return False
    stage = next((reading.stage_of(t) for t in state.phrase if t.is_word("stage")), "") or state.part_stage
    given = reading.told.amount_of(whole.ids[0])
    named = reading.phrase_topic().facts == whole.topic.facts and reading.has_content()
    return named and stage in {"", reading.final} and given is not None and given.value != amount.value


def _money_of_counted(reading: SectionReading) -> Topic | None:
    """外宾接待0批次，共计支出0万元: money that names nothing is of what was counted right before it, where that is a part of the subject."""
    state, grammar = reading.state, reading.lexicon.grammar
    named = any(token.names is not None or token.is_word("measure", "fund", "stage") for token in state.phrase)
    spent = any(word in token.text for token in state.phrase for word in _SPENT)
    counted = state.last is not None and state.last.of_count and state.counted_in == state.group
    money = next((group.money for group in grammar.groups if group.name == state.group), None)
    if named or not spent or not counted or money is None or state.topic == UNKNOWN:
        return None
    wholes = {whole for _, above in reading.lexicon.vocabulary.above(money) for whole in above}
    word = next((word for word in grammar.words if word.facts == (money,)), None)
    if word is None or not wholes & {*state.topic.facts, *(state.opened.facts if state.opened is not None else ())}:
        return None
    return Topic(word.facts, word.label, word.partition)


def _bind_bare(reading: SectionReading, token: GrammarToken, amount: Amount) -> BoundTo | None:
    """A number whose unit was left out, where only one unit can be meant: 增加158.29，下降4.25。"""
    state, relation = reading.state, reading.state.relation
    if (amount.value and not amount.decimals) or (state.phrase and relation is not None):
        return None  # nothing needs no unit; a whole number may count something
    if relation is None:
        bare = replace(amount, unit=state.bare)
        return BoundTo.making(*_bind_amount(reading, token, bare)) if reading.has_content() else None
    if relation.end != token.start:
        return None
    if relation.is_word("direction") and not state.changes and reading.moves_behind(token):
        return BoundTo.making(*_bind_amount(reading, token, replace(amount, unit=state.bare)))
    return BoundTo.inside(claim_percent(reading, token, replace(amount, unit=Unit.PERCENT)))


def _is_of_a_year(reading: SectionReading) -> bool:
    """Whether the phrase names only a year (上年为…): the subject in hand is meant."""
    state = reading.state
    return state.dated and state.year == -1 and state.topic != UNKNOWN and not state.lost


def _is_base(reading: SectionReading, token: GrammarToken) -> bool:
    """Whether the number stands right behind 比年初预算数: it is what is compared with."""
    comparison = reading.state.comparison
    return comparison is not None and comparison.end == token.start and reading.state.topic != UNKNOWN


def _state_whole(reading: SectionReading, token: GrammarToken, amount: Amount) -> tuple[str, ...]:
    """占本年支出640.00万元的93.75%: what the share is of is named with its amount."""
    state = reading.state
    behind = reading.passage.text[token.end : token.end + 1]
    topic = named_whole(reading)
    if behind != _OF or not reading.has_content() or not reading.is_sure() or not topic.facts:
        return ()
    spoken, said, stage = state.topic, dict(state.said), state.stage
    ids = reading.state_amount(topic, "", amount, token)
    state.topic, state.said, state.stage, state.base = spoken, said, stage, ids[0]
    return ids


def _state_base(reading: SectionReading, token: GrammarToken, amount: Amount) -> tuple[str, ...]:
    comparison = reading.state.comparison
    if comparison is not None and comparison.base == "budget":
        return reading.state_amount(reading.state.topic, reading.budget_behind(token), amount, token)
    if comparison is not None and comparison.base != "previous":
        return ()  # 比2019年的100.00万元: of a year of which nothing else is known
    reading.state.year = -1
    return reading.state_amount(reading.state.topic, "", amount, token)


def _state_compared(
    reading: SectionReading, token: GrammarToken, amount: Amount, compared: SaidComparison
) -> tuple[str, ...]:
    """比上年收入总计90.00万元: last year's, and of what the words name; what is spoken of stays what it was.

    较年初结转和结余24.50万元: what there was when the year began is a figure of this year.
    """
    state, named = reading.state, reading.phrase_topic()
    if state.topic == UNKNOWN or not reading.is_sure() or not named.facts or state.relation is not None:
        return ()
    stage = next((reading.stage_of(one) for one in reversed(state.phrase) if one.is_word("stage")), "")
    to = reading.passage.text[compared.end - 1 : compared.end] in _TO  # and not to last year: 比上年年初结转…
    begins = to and any(one.text.startswith(_BEGINNING) for one in state.phrase if not one.is_word("stage"))
    state.year = 0 if begins else -1
    said, stated = dict(state.said), state.stage
    ids = reading.state_amount(named, stage, amount, token)
    state.said, state.stage = said, stated
    state.comparison = replace(compared, against=ids[0])
    return ids


def _change_of_count(reading: SectionReading, token: GrammarToken, kind: NumberKind, amount: Amount) -> str:
    """车辆9辆，比上年的11辆减少2辆: last year's count, and by how much it has changed; empty where neither is said."""
    state, relation = reading.state, reading.state.relation
    last, comparison = state.last, state.comparison
    counted = last if last is not None and last.of_count and not last.passed and len(last.ids) == 1 else None
    if kind is not NumberKind.COUNT or comparison is None or counted is None or not counted.topic.facts or state.mode:
        return ""
    if comparison.base != "previous" or state.gaps or reading.has_content():
        return ""
    name, label = counted.ids[0], counted.topic.label
    if comparison.end == token.start and relation is None:
        fact = reading.year_before(counted.topic.facts[0])
        return reading.write(f"{name}.previous", fact, amount, token, f"说明{reading.section.mark} 上年{label}")
    if relation is None or not relation.is_word("direction") or relation.end != token.start:
        return ""
    difference = reading.write(f"{name}.change", None, amount, token, f"说明{reading.section.mark} {label}增减数")
    claim_change_of_count(reading, token, relation, name, difference)
    return difference


def _state_value(reading: SectionReading, token: GrammarToken, amount: Amount, stage: str) -> tuple[str, ...]:
    """An amount of the topic; a final one may be a part in a list, and the 类 of a list of 类."""
    topic = reading.state.topic
    ids = reading.state_amount(topic, stage, amount, token)
    if stage in {"", reading.final} and reading.state.year == 0:
        reading.state.state(topic, ids)
        enter_part(reading, topic, ids)
        if topic.partition == "function" and reading.state.item is None:
            _claim_class(reading, ids)
    return ids


def _claim_class(reading: SectionReading, ids: tuple[str, ...]) -> None:
    token = next((t for t in reversed(reading.state.phrase) if t.names is not None), None)
    if token is not None and token.names is not None:
        code = reading.state.topic.get("function") or ""
        reading.claim(
            ItemClaim(*reading.stands(token, token.text), names=token.names.names, code=code, final=ids[0], budget="")
        )


def _bind_count(reading: SectionReading, token: GrammarToken, measure: str, amount: Amount) -> str:
    """Binds a count; one that is said of each of several things (A、B各1辆) to all of them."""
    rules = _count_rules(reading, token, measure)
    return " ".join(_state_count(reading, rule, token, amount) for rule in rules)


def _bind_of_item(reading: SectionReading, token: GrammarToken, measure: str, amount: Amount) -> BoundTo | None:
    """In the reasons that a summary gives only what each of its items states is understood (…问题及原因：无。满意度为98%)."""
    rules = () if reading.compares else _count_rules(reading, token, measure)
    told = [_state_count(reading, rule, token, amount) for rule in rules if rule.per_item]
    return BoundTo.making(" ".join(told)) if told else None


def _state_count(reading: SectionReading, rule: Count, token: GrammarToken, amount: Amount) -> str:
    state = reading.state
    stated = bool(amount.value) or not rule.nonzero
    fact = _of_one_project(reading, token, rule, amount) if rule.per_item else rule.fact
    stated = stated and fact is not None
    topic = Topic((fact,) if stated and fact is not None else (), rule.label, rule.partition)
    number = f"#{state.number}" if state.number else ""
    name = ".".join([rule.fact.measure, *(value for _, value in rule.fact.dimensions)])
    label = f"说明{reading.section.mark} {rule.label}"
    statement = reading.write(f"{reading.source}{number}.{name}", fact if stated else None, amount, token, label)
    state.state(topic, (statement,), of_count=not amount.unit.is_money)
    state.counted_in = state.group
    if amount.unit.is_money:
        state.speak_of(Topic(tuple(key.but(stage=None) for key in topic.facts), rule.label))
        state.said[rule.fact.get("stage") or reading.final] = statement
        state.stage = rule.fact.get("stage") or reading.final
    enter_part(reading, topic, (statement,))
    return statement


def _of_one_project(reading: SectionReading, token: GrammarToken, rule: Count, amount: Amount) -> FactKey | None:
    """The fact of the project that the list item is about, or the sentence; None of a sentence that has told it already."""
    state = reading.state
    if not amount.unit.is_money:
        return rule.fact.but(project=str(state.number)) if state.number else rule.fact
    numbered = rule.fact.but(project=str(state.number))
    if state.number and not reading.told.find_here(numbered, reading.source, state.number):
        return numbered
    begins = max((match.end() for match in _SENTENCE.finditer(reading.passage.text, 0, token.start)), default=0)
    fact = rule.fact.but(project=f"{reading.source}-{reading.paragraph}-{begins}")
    return None if reading.told.find_here(fact, reading.source, state.number) else fact


def _count_rules(reading: SectionReading, token: GrammarToken, measure: str) -> tuple[Count, ...]:
    """The counts that a number is: one as a rule; of a number for each of a list those of all its items, none if one is not known."""
    text, state = reading.passage.text, reading.state
    start = token.figure.start if token.figure is not None else token.start
    before = text[max(state.sentence, start - _REACH) : start]
    each = _FOR_EACH.search(before)
    if each is None:
        rule = _count_rule(reading, token, measure, before)
        return (rule,) if rule is not None else ()
    found = [_count_rule(reading, token, measure, item) for item in _OF_LIST.split(each["items"])]
    return tuple(dict.fromkeys(rule for rule in found if rule is not None)) if all(found) else ()


def _count_rule(reading: SectionReading, token: GrammarToken, measure: str, before: str) -> Count | None:
    """The count that a number is, by its measure word, the words around it and what the sentence is about."""
    text, state = reading.passage.text, reading.state
    of_money = token.figure is not None and token.figure.kind is NumberKind.AMOUNT
    for rule in reading.lexicon.grammar.counts:
        if not reading.section.id.startswith(rule.sections) or not rule.units.fullmatch(measure):
            continue
        if rule.groups and (state.group not in rule.groups or (of_money and (state.foreign or state.year != 0))):
            continue  # behind money of something unknown, money is no more the group's
        if rule.before is None and rule.after is None:
            return rule
        if rule.before is not None and rule.before.search(before):
            return rule
        if rule.after is not None and rule.after.match(text, token.end):
            return rule
    return None
