"""A proposal closes what it says and opens nothing: each sure one is put in, and what becomes of the document decides what is said of it.

What it leaves is mended with it where that has a proposal of its own (other forms filled in by the same habit, tails elsewhere); else it is
told apart, or said to stay. What opens something that was right is no sure proposal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from juesuan.checking.advice import changes_in_words, with_advice
from juesuan.checking.blame.repairs import with_repairs
from juesuan.checking.context import Context
from juesuan.checking.folding import OTHERS_ALIKE
from juesuan.checking.rendering import nested
from juesuan.checking.supposing.attempts import Attempt, attempt_of, extended, places_of, speaks_of, sure_puts, whole
from juesuan.checking.supposing.trials import Effect, Trials
from juesuan.model import Band, Finding, Place, Repair, RepairKind

__all__ = ["proved"]

_GOES = 2
"""What is told apart from its root is tried by itself then."""
_ROUNDS = 3
_SPELLED = 12
_NAMED = 3
_UNTRIED = "改动较多，未逐一试改，改后请重新核对。"


def proved(findings: Sequence[Finding], trials: Trials, context: Context) -> tuple[Finding, ...]:
    """The findings, folded, with proposals and advice that were tried.

    Args:
        findings: all, consequences marked with their root. trials: on the document. context: the document.
    """
    found = {finding.id: whole(finding, context) for finding in findings}
    told: set[str] = set()
    for _ in range(_GOES):
        roots = [finding.id for finding in found.values() if finding.root is None and finding.id not in told]
        attempts = list(_attempts(roots, found, context))
        told.update(roots)
        for attempt, effect in _settled(attempts, trials, context) if attempts else ():
            found |= {finding.id: finding for finding in _told(attempt, effect, context)}
    return tuple(found.values())


def _attempts(roots: Sequence[str], found: Mapping[str, Finding], context: Context) -> Iterator[Attempt]:
    for name in roots:
        attempt = attempt_of(found[name], (found[other] for other in found[name].folded), context)
        if attempt is not None:
            yield attempt


def _settled(attempts: Sequence[Attempt], trials: Trials, context: Context) -> Iterator[tuple[Attempt, Effect | None]]:
    """Each attempt, with what it takes besides, and what it does; no effect of those that a limit left untried.

    What it takes: the same in other forms, what it leaves, and other causes where only both together open nothing.
    """
    best: dict[str, tuple[Attempt, Effect | None]] = {attempt.finding.id: (attempt, None) for attempt in attempts}
    alone = {attempt.finding.id: attempt for attempt in attempts}
    shunned: dict[str, set[Place]] = {name: set() for name in alone}
    asked = [extended(attempt, _of_other_forms(attempt), frozenset(), context) for attempt in attempts]
    for _ in range(_ROUNDS):
        effects = trials.effects(asked)
        again: list[Attempt] = []
        for attempt in (attempt for attempt in asked if attempt.finding.id in effects):
            name = attempt.finding.id
            effect, known = effects[name], best[name][1]
            if known is None or _badness(effect) < _badness(known):
                best[name] = attempt, effect
            spoilt = [f for f in attempt.along if _is_spoken_of(f, effect)]
            shunned[name].update(*map(places_of, spoilt))
            others = [other.finding for other in attempts if other.finding.id != name]
            beside = [] if spoilt else [f for f in others if _is_spoken_of(f, effect)]
            more = extended(alone[name], [*attempt.along, *beside, *effect.left], shunned[name], context)
            if more.values != attempt.values and (spoilt or beside or not effect.opened):
                again.append(more)
        asked = again
        if not asked:
            break
    yield from best.values()


def _is_spoken_of(finding: Finding, effect: Effect) -> bool:
    """Whether what is opened speaks of a number that the finding would change."""
    return any(speaks_of(places_of(finding), outcome) for _, outcome in effect.opened)


def _of_other_forms(attempt: Attempt) -> list[Finding]:
    """What is told with it for being the same in another form: surely not settled by it."""
    return [finding for finding in attempt.told if finding.rule == attempt.finding.rule]


def _badness(effect: Effect) -> tuple[int, int]:
    return len(effect.opened), len(effect.left)


def _told(attempt: Attempt, effect: Effect | None, context: Context) -> Iterator[Finding]:
    """The finding, and what is told apart from it."""
    finding = attempt.finding
    if effect is None:
        yield replace(finding, advice=f"{finding.advice}{_UNTRIED}")
        return
    if any(other is finding for other in effect.left):
        yield _undecided(finding)
        return
    apart = [f for f in effect.left if not _is_of_one_kind(f, finding)]
    for other in apart:
        yield _by_itself(other, attempt, context)
    names = {f.id for f in apart}
    finding = replace(finding, folded=tuple(name for name in finding.folded if name not in names))
    stays = [f for f in effect.left if f.id not in names]
    yield (_opening(finding, effect, context) if effect.opened else _closing(finding, attempt, effect, stays, context))


def _is_of_one_kind(finding: Finding, root: Finding) -> bool:
    """Whether it is told with its root for being like it, not for following from it."""
    return finding.rule == root.rule or root.band is Band.COPY_TAIL


def _undecided(finding: Finding) -> Finding:
    """What is accused does not explain it: that is not known."""
    first = replace(finding.proposals[0], kind=RepairKind.UNDECIDABLE)
    suspects = tuple(replace(suspect, closes=()) for suspect in finding.suspects)
    return with_advice(replace(finding, proposals=(first, *finding.proposals[1:]), suspects=suspects))


def _by_itself(finding: Finding, attempt: Attempt, context: Context) -> Finding:
    """A cause of its own; what its root proposed, which leaves it, is no proposal for it."""
    if sure_puts(finding, context).keys() <= attempt.puts.keys():
        finding = with_repairs(replace(finding, proposals=(), suspects=()))
    return with_advice(replace(finding, root=None))


def _opening(finding: Finding, effect: Effect, context: Context) -> Finding:
    """Nobody knows whether it is that: something that is right would be wrong then."""
    first = finding.proposals[0]
    opened = list(dict.fromkeys(rule for rule, _ in effect.opened))
    more = f"等 {len(opened)} 项" if len(opened) > _NAMED else ""
    names = "、".join(f"{rule} {context.rules[rule].title}" for rule in opened[:_NAMED])
    changes = changes_in_words(first, finding)
    others = _others_spoken_of(effect, finding)
    checked = f"先对照账表核对{others}，" if others else "先对照账表核实，"
    advice = f"若只{changes}，这里相符，“{names}”{more}却又不相符，错的不止这一处或不是这一处：{checked}查清后把有关各处一并改正。"
    proposals = (replace(first, kind=RepairKind.ALTERNATIVE), *finding.proposals[1:])
    return _with_true_closing(
        replace(finding, proposals=proposals, advice=advice), {f.rule for f in effect.left} | set(opened)
    )


def _others_spoken_of(effect: Effect, finding: Finding) -> str:
    """What the opened failures speak of besides, by name: where the other mistake may be."""
    own = {change.term for repair in finding.proposals[:1] for change in repair.changes}
    changed = {finding.terms[index].place for index in own}
    terms = (term for _, outcome in effect.opened for term in outcome.terms)
    labels = dict.fromkeys(t.label for t in terms if t.statement is not None and t.place not in changed and t.label)
    more = "等处" if len(labels) > _NAMED else ""
    return "、".join(nested(f"“{label}”") for label in list(labels)[:_NAMED]) + more


def _paged(finding: Finding) -> str:
    """What it changes, with the page: forms of one name are told apart by it."""
    first = finding.proposals[0]
    page = next((finding.terms[change.term].place.page for change in first.changes), None)
    return changes_in_words(first, finding) + (f"（第 {page} 页）" if page else "")


def _staying(stays: Sequence[Finding], context: Context) -> str:
    """What is not settled: with nothing to put there, or because that would make something else wrong."""
    told = ""
    for group, how in (
        ([f for f in stays if not sure_puts(f, context)], "不会随之相符"),
        ([f for f in stays if sure_puts(f, context)], "照此改会使其他数不符，没有一并改"),
    ):
        if group:
            pages = dict.fromkeys(str(f.terms[0].place.page) for f in group if f.terms and f.terms[0].place.page)
            where = f"，第 {'、'.join(pages)} 页" if pages else ""
            rules = "、".join(dict.fromkeys(f.rule for f in group))
            told += f"另有 {len(group)} 处（{rules}{where}）{how}，须另行核对。"
    return told


def _closing(finding: Finding, attempt: Attempt, effect: Effect, stays: Sequence[Finding], context: Context) -> Finding:
    """Sure, with what is to be changed besides, and what is not settled by it."""
    first: Repair = replace(finding.proposals[0], along=tuple(f.id for f in attempt.along))
    advice = finding.advice
    if attempt.along:
        advice = advice.removesuffix(OTHERS_ALIKE)
        also = [_paged(f) for f in attempt.along]
        more = f"等 {len(also)} 处" if len(also) > _SPELLED else ""
        advice += f"同时{'；'.join(also[:_SPELLED])}{more}。"
    if stays:
        advice += _staying(stays, context)
    told = replace(finding, proposals=(first, *finding.proposals[1:]), advice=advice)
    return _with_true_closing(told, {f.rule for f in effect.left})


def _with_true_closing(finding: Finding, fail: set[str]) -> Finding:
    """Without rules that fail when it is done among those that are said to hold then."""
    changed = {change.term for change in finding.proposals[0].changes}
    return replace(
        finding,
        suspects=tuple(
            replace(suspect, closes=tuple(rule for rule in suspect.closes if rule not in fail))
            if suspect.term in changed
            else suspect
            for suspect in finding.suspects
        ),
    )
