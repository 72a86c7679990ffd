"""A whole and the parts that a sentence lists of it: by 由…构成, 具体包括, 合计 they are all of it; by 其中 each is no more than it.

Where the words leave open which number is divided, a list that makes up any of them is right. Where they leave open whether it is all, or whether
the parts overlap, a part that is no more than its whole is not thereby decided on; only a list that is called by the noun of its whole is added up,
and what it lacks is asked to be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from juesuan.checking.context import Context, passed
from juesuan.checking.linear import equation_of, judge
from juesuan.checking.percentages import direction_of
from juesuan.checking.sentences.told import NUMBER, Sentence, ToldNumber, sentences, summed
from juesuan.model import NumberKind, Outcome, Severity, State
from juesuan.model.expressions import expression

__all__ = ["parts_of_wholes", "some_of_wholes"]

_WORDS = rf"(?:(?!其中)[^，、；：:。（）(){NUMBER[1:-1]}]){{1,30}}?"
_SHARE = rf"(?:，?占[^，。；、{NUMBER[1:-1]}]{{0,20}}{NUMBER})?"
_ITEM = rf"{_WORDS}{NUMBER}{_SHARE}"
_LAST = r"(?:以及|和|及|与)"
_JOINTS = (rf"(?:、{_LAST}?|{_LAST})", rf"(?:，{_LAST}?|{_LAST})", rf"(?:；{_LAST}?|{_LAST})")
_TIGHT_LIST, *_OTHERS = (rf"{_ITEM}(?:{joint}{_ITEM})+" for joint in _JOINTS)
_LIST = "|".join(
    rf"(?:{one})" for one in (_TIGHT_LIST, *_OTHERS)
)  # something said behind a list is joined in another way
_PART = expression(rf"(?P<name>{_WORDS})(?P<number>{NUMBER}){_SHARE}(?:[、，；]?{_LAST}?)")

_COMPOSED = expression(
    rf"(?P<whole>{NUMBER})，?(?:全部|均)?由(?P<parts>{_LIST})(?:[一二三四五六七八九十两几多\d]+(?:个|大)?(?:部分|方面|项))?(?:共同)?(?:构成|组成)"
)
_SPECIFIED = expression(
    rf"(?P<whole>{NUMBER})，?(?:其)?(?:(?:具体|明细|详细)(?:内容|项目|情况|明细|用途|构成|支出)?(?:包括|如下|为|是|有|分别为)?|分别(?:为|是))[：:]?"
    rf"(?P<parts>{_LIST})(?=[。]|$)"
)
_SUMMED = expression(rf"(?:^|[。；：:，])(?P<parts>{_TIGHT_LIST})，?(?:合计|共计|总计|共)(?:为|达)?(?P<whole>{NUMBER})")
_APART = expression(r"[辆台套架艘]|台（?套）?")
"""Measures of things of which each is of one kind only, so that kinds with more than all of them are wrong; people may be of several."""
_OF_WHICH = expression(rf"(?P<whole>{NUMBER})[，（(]?其中[：:，]?(?P<parts>{_LIST}|{_ITEM})(?P<end>[。；，）)]|$)?")
_NO_PART = expression(
    r"比|较|超|上年|去年|同期|预算|年初|占|累计|平均|人均|[每均各](?=$)|每|涉及|其余|剩余|主要|另|还|此外|完成|目标|计划"
)
_TAKEN_OFF = expression(r"冲[减销回]|退回|红字|负[数值]|抵[减扣]")
_MOVED = expression(r"(?:增加|增长|上升|减少|下降|降低|净增|净减)(?:了)?$")


class _Some(Struct, frozen=True):
    """A whole with some of its parts by name. ``ends``: whether the list ends with them, and not with 等 or something compared."""

    whole: ToldNumber
    parts: tuple[tuple[str, ToldNumber], ...]
    ends: bool


class _Listed(Struct, frozen=True):
    """A whole with the parts that are listed; ``signs``: how each counts. ``likely``: how sure the words are that they are all."""

    sentence: Sentence
    whole: ToldNumber
    parts: tuple[ToldNumber, ...]
    names: tuple[str, ...]
    signs: tuple[int, ...]
    likely: Severity | None = None


def parts_of_wholes(context: Context) -> Iterator[Outcome]:
    """One outcome for each list that is said to be all of a whole, or is called by its noun."""
    for sentence in sentences(context):
        for pattern, likely in ((_COMPOSED, None), (_SPECIFIED, Severity.WARNING), (_SUMMED, Severity.WARNING)):
            for match in pattern.finditer(sentence.outer):
                listed = _listed(sentence, match["whole"], match["parts"], match.start("whole"), likely)
                if listed is not None:
                    yield _all_of_it(listed, context)
        for some in _some(sentence):
            if some.ends and len(some.parts) > 1 and _are_of_one_kind(some):
                yield _together(some, context)


def some_of_wholes(context: Context) -> Iterator[Outcome]:
    """Counts that are said to be some of a whole, each against the largest number that may be meant.

    Of money the rules of its facts say it; what a bracket gives of an unknown thing may be of anything.
    """
    for sentence in sentences(context):
        for some in _some(sentence):
            for _, part in some.parts:
                outcome = judge(equation_of(((1, some.whole.statement), (-1, part.statement)), ">="), context)
                yield outcome if outcome.state is State.FAIL and _is_most(some, sentence) else passed()


def _parts(sentence: Sentence, text: str) -> list[tuple[str, ToldNumber]]:
    return [(match["name"], sentence.numbers[match["number"]]) for match in _PART.finditer(text)]


def _listed(sentence: Sentence, whole: str, text: str, start: int, likely: Severity | None) -> _Listed | None:
    """The list, if all of it is of one kind, and nothing is compared in it."""
    head, found = sentence.numbers[whole], _parts(sentence, text)
    if len(found) < 2 or not all(n.is_exact and n.is_like(head) for _, n in found) or not head.is_exact:
        return None
    way = _way(sentence.outer[:start])
    signs = [_sign(name, way) for name, _ in found]
    if None in signs or any(_NO_PART.search(_MOVED.sub("", name)) for name, _ in found):
        return None
    names, numbers = zip(*found, strict=True)
    return _Listed(sentence, head, numbers, names, tuple(sign for sign in signs if sign is not None), likely)


def _way(before: str) -> int | None:
    """+1 where the words say that something grew, -1 where it fell; None where they say neither."""
    moved = _MOVED.search(before)
    return (direction_of(moved[0]) or (1 if moved[0].startswith("净增") else -1)) if moved is not None else None


def _sign(name: str, way: int | None) -> int | None:
    """How a part counts in a whole that moves one way; None where that is not told."""
    own = _way(name)
    if own is None:
        return 1
    return own * way if way is not None else None


def _equation(listed: _Listed, whole: ToldNumber, context: Context, first: int = 0) -> Outcome:
    signed = zip(listed.signs[first:], listed.parts[first:], strict=True)
    return summed(((1, whole.statement), *((-sign, part.statement) for sign, part in signed)), context)


def _all_of_it(listed: _Listed, context: Context) -> Outcome:
    """Right if the list, or its end, makes up the number that it is said of, or another one in front of it."""
    told = _equation(listed, listed.whole, context)
    if told.state is not State.FAIL:
        return told
    before = listed.sentence.before(listed.parts[0])
    for whole in dict.fromkeys((listed.whole.start, *(n.start for n in before))):
        number = next(n for n in (listed.whole, *before) if n.start == whole)
        for first in range(max(1, len(listed.parts) - 1)):
            other = _equation(listed, number, context, first)
            if other.state is not State.FAIL:
                return other
    return replace(told, severity=listed.likely or told.severity)


def _some(sentence: Sentence) -> Iterator[_Some]:
    """The lists behind 其中, of the sentence and of its brackets."""
    for text in dict.fromkeys((sentence.outer, sentence.text)):
        for match in _OF_WHICH.finditer(text):
            if text is sentence.outer or match[0][1] in "（(":  # the others are read without brackets
                some = _some_of_it(sentence, match["whole"], match["parts"], bool(match["end"]))
                if some is not None:
                    yield some


def _some_of_it(sentence: Sentence, whole: str, text: str, ends: bool) -> _Some | None:
    head, found = sentence.numbers[whole], []
    for name, number in _parts(sentence, text):
        if not number.is_like(head):  # of something else: the list was at its end
            ends = True
            break
        if not number.is_exact or _NO_PART.search(name) or _MOVED.search(name):
            ends = False
            break
        found.append((name, number))
    if not found or not head.is_exact or head.seen.kind is not NumberKind.COUNT or _may_be_less(sentence):
        return None
    return _Some(head, tuple(found), ends)


def _may_be_less(sentence: Sentence) -> bool:
    """Whether something is taken off, so that a part may be more than its whole."""
    return _TAKEN_OFF.search(sentence.text) is not None or any(n.value < 0 for n in sentence.numbers.values())


def _is_most(some: _Some, sentence: Sentence) -> bool:
    """Whether no number in front of a whole is larger: 比上年增加6人，其中… may be of those who have become more."""
    return all(n.value <= some.whole.value for n in sentence.before(some.whole))


def _are_of_one_kind(some: _Some) -> bool:
    """Whether the parts are called by the noun of the whole (公务用车: 越野车, 载客汽车)."""
    noun = some.whole.statement.label[-1:]
    return all(name.endswith(noun) for name, _ in some.parts)


def _together(some: _Some, context: Context) -> Outcome:
    head, parts = some.whole, [number for _, number in some.parts]
    outcome = summed(((1, head.statement), *((-1, part.statement) for part in parts)), context)
    if outcome.state is not State.FAIL:
        return outcome
    total = sum((part.value for part in parts), Decimal(0))
    listed = " + ".join(f"{part.statement.label} {part.seen.text}" for part in parts)
    asked = "各类不应重复计数" if total > head.value else "没有列全的，应写“等”或写全"
    message = (
        f"“{head.statement.label}”为 {head.seen.text}，其中所列 {listed} 合计 {total} {head.measure}；{asked}，请核对。"
    )
    twice = total > head.value and _APART.fullmatch(head.measure) is not None
    severity = Severity.WARNING if twice else Severity.INFO
    return replace(outcome, message=message, severity=severity, relation="", equation="")
