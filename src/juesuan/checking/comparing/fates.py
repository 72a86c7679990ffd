"""What became of each finding of the old version.

A finding is found again by its fingerprint (nothing changed), else by its rule and the places it speaks of (other numbers, the same
contradiction), else through the cause it belongs to. One that is not found again is mended only where the rule was judged
again on the same subject; what the new version does not show, or what could not be read there, cannot be compared.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from juesuan.checking.comparing.alignment import Alignment
from juesuan.checking.comparing.version import Version, section_at
from juesuan.model import (
    Finding,
    Outcome,
    Severity,
    State,
    Substitution,
    Term,
)

__all__ = ["Compared", "Fate", "Proposal", "Rewrite", "fates"]

_HELD = (State.PASS, State.WITHIN_ROUNDING)
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_ANYWHERE = frozenset({"", "other"})
"""Parts that need not be found again for a text to be known as read."""


class Fate(enum.Enum):
    """What became of a cause."""

    LEFT = "left"
    NEW = "new"
    UNDECIDED = "undecided"
    MENDED = "mended"


class Proposal(enum.Enum):
    """How a correction relates to what the report had proposed."""

    FOLLOWED = "followed"
    OTHERWISE = "otherwise"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Something the finding speaks of that now reads otherwise."""

    before: Term
    after: Term


@dataclass(frozen=True, slots=True)
class Compared:
    """One cause in both versions.

    Attributes:
        fate: what became of it.
        old, new: the findings that stand for it; None where there is none.
        rewrites: what of it reads otherwise now.
        proposal: how that relates to what was proposed.
        follows: how many other findings the cause had in the old version.
        settled, unclear: how many of these are gone, and how many cannot be compared.
        reason: why it cannot be compared, or what of it the old version did not show, in Chinese.
    """

    fate: Fate
    old: Finding | None
    new: Finding | None
    rewrites: tuple[Rewrite, ...] = ()
    proposal: Proposal = Proposal.NONE
    follows: int = 0
    settled: int = 0
    unclear: int = 0
    reason: str = ""

    @property
    def finding(self) -> Finding:
        """The finding to show: of the new version where there is one."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def is_open(self) -> bool:
        """Whether an error is not known to be gone, nor explained."""
        return self.fate is not Fate.MENDED and self.finding.severity is Severity.ERROR and self.finding.waived is None


@dataclass(frozen=True, slots=True)
class _Answer:
    """What became of one finding: found again, or judged again, or neither (with the reason)."""

    finding: Finding
    again: Finding | None = None
    held: Outcome | None = None
    reason: str = ""


def fates(old: Version, new: Version, alignment: Alignment) -> tuple[Compared, ...]:
    """Every cause of both versions, once: what is left or undecided or mended of the old ones, then the new ones."""
    again = _found_again(old.report.findings, new.report.findings, alignment)
    found = [_compared(case, again, old, new, alignment) for case in old.cases]
    # Every root is told already, wherever its cause is now seen: what repeats one is not told as left once more.
    before = {match.id: old.by_id[name] for name, match in again.items() if old.by_id[name].root is not None}
    shown = {compared.new.id for compared in found if compared.new is not None}
    for case in new.cases:
        root = case[0]
        as_bad = [member for member in case if member.severity is root.severity]
        if any(member.id in shown for member in as_bad):
            continue  # another root perhaps, but the cause is told
        repeated = next((member for member in as_bad if member.id in before), None)
        if repeated is None:
            reason = _unseen(root, alignment)
            found.append(Compared(Fate.NEW, None, root, follows=len(case) - 1, reason=reason))
        else:  # it was told with another cause, from which it is now seen to be independent
            answer = _Answer(before[repeated.id], repeated)
            found.append(Compared(Fate.LEFT, answer.finding, root, _rewrites(answer, new, alignment)))
    order = list(Fate)
    return tuple(sorted(found, key=lambda item: (order.index(item.fate), _ORDER[item.finding.severity])))


def _unseen(finding: Finding, alignment: Alignment) -> str:
    """What a new finding speaks of that the old version did not show: it may not be new at all."""
    known = set(alignment.statements.values())
    stated = (term for term in finding.terms if term.statement is not None and not term.statement.is_blank)
    term = next((term for term in stated if term.statement is not None and term.statement.id not in known), None)
    return f"原版本中没有读到“{term.label}”" if term is not None else ""


def _found_again(old: tuple[Finding, ...], new: tuple[Finding, ...], alignment: Alignment) -> Mapping[str, Finding]:
    """Findings of the new version by the fingerprint of those of the old version that they repeat; each at most once."""
    keys = {finding.id: alignment.keys_of_new(finding.terms) for finding in new}
    found: dict[str, Finding] = {}
    free = {finding.id: finding for finding in new}
    tests: tuple[Callable[[Finding, frozenset[Hashable], Finding], bool], ...] = (
        lambda before, _, after: before.id == after.id,
        lambda before, known, after: before.rule == after.rule and known == keys[after.id],
        lambda before, known, after: before.rule == after.rule and _is_most(known & keys[after.id], known),
    )
    for test in tests:
        for finding in old:
            if finding.id in found:
                continue
            known = alignment.keys_of_old(finding)
            match = next((candidate for candidate in free.values() if test(finding, known, candidate)), None)
            if match is not None:
                found[finding.id] = free.pop(match.id)
    return found


def _is_most(part: frozenset[Hashable], whole: frozenset[Hashable]) -> bool:
    return 2 * len(part) > len(whole)


def _compared(
    case: tuple[Finding, ...], again: Mapping[str, Finding], old: Version, new: Version, alignment: Alignment
) -> Compared:
    answers = [_answer(finding, again.get(finding.id), old, new, alignment) for finding in case]
    first, follows = answers[0], answers[1:]
    made = Compared(
        fate=Fate.MENDED,
        old=first.finding,
        new=None,
        rewrites=_rewrites(first, new, alignment),
        follows=len(follows),
        settled=sum(answer.again is None and not answer.reason for answer in follows),
        unclear=sum(bool(answer.reason) for answer in follows),
    )
    left = [answer for answer in answers if answer.again is not None and _counts(answer.again, first.finding)]
    if left:
        return replace(made, fate=Fate.LEFT, new=_standing(left, case, again, new))
    if first.reason:
        return replace(made, fate=Fate.UNDECIDED, reason=first.reason)
    return replace(made, proposal=_proposal(first, made.rewrites))


def _counts(again: Finding, root: Finding) -> bool:
    """A hint that is left of an error is not what was to be mended."""
    return again.severity is not Severity.INFO or root.severity is Severity.INFO


def _standing(left: list[_Answer], case: tuple[Finding, ...], again: Mapping[str, Finding], new: Version) -> Finding:
    """The finding that stands for what is left: what repeats the old root; else the worst; or their root if it is of this case.

    The others of a cause that fell apart are told with the causes they belong to now.
    """
    mine = {again[finding.id].id for finding in case if finding.id in again}
    standing = [answer.again for answer in left if answer.again is not None]
    repeats = [answer.again for answer in left if answer.again is not None and answer.finding.root is None]
    roots = [root for root in map(new.root_of, repeats or standing) if root.id in mine]
    return min(roots or repeats or standing, key=lambda finding: _ORDER[finding.severity])


def _answer(finding: Finding, again: Finding | None, old: Version, new: Version, alignment: Alignment) -> _Answer:
    if again is not None:
        return _Answer(finding, again)
    subject = frozenset(key for key in alignment.keys_of_old(finding))
    stated = any(term.statement is not None for term in finding.terms)
    if stated:
        for outcome in new.outcomes_of(finding.rule):
            known = alignment.keys_of_new(term for term in outcome.terms if term.statement is not None)
            if outcome.state in _HELD and _is_most(subject & known, subject):
                return _Answer(finding, held=outcome)
    return _Answer(finding, reason=_unread(finding, old, new, alignment) or _unjudged(finding, new))


def _unread(finding: Finding, old: Version, new: Version, alignment: Alignment) -> str:
    """What the finding speaks of that the new version does not show."""
    for term in finding.terms:
        gone = term.statement is not None and term.statement.id not in alignment.statements
        if gone and _form_of(term) in new.disclosure.tables:
            return f"新版本中没有读到“{term.label}”"
        if gone:
            return _form_unread(term, new) or f"新版本中没有读到“{term.label}”"
        if term.statement is None and (reason := _form_unread(term, new)):
            return reason
    if all(term.statement is None for term in finding.terms):
        return _text_unread(finding, old, new)
    return ""


def _form_of(term: Term) -> str:
    return term.place.form or ""


def _form_unread(term: Term, new: Version) -> str:
    """Why the form of an operand cannot be looked into, where it is a form that the new version does not show in full."""
    form = _form_of(term)
    for reading in new.disclosure.readings:
        if reading.form == form and reading.state != "read":
            return f"新版本的“{reading.title}”没有读全" + (f"：{reading.reason}" if reading.reason else "")
    return ""


def _text_unread(finding: Finding, old: Version, new: Version) -> str:
    parts = {section.id: section.heading for section in old.disclosure.sections}
    present = {section.id for section in new.disclosure.sections}
    for term in finding.terms:
        part = "" if term.place.form else section_at(term.place, old.disclosure)
        if part not in present | _ANYWHERE:
            return f"新版本中没有读到“{parts[part]}”"
    pages = set(new.disclosure.unreadable_pages)
    if pages and finding.terms:
        return f"新版本有 {len(pages)} 页没有读取"
    return ""


def _unjudged(finding: Finding, new: Version) -> str:
    result = new.results.get(finding.rule)
    if result is not None and result.state is State.UNDECIDABLE:
        return result.reason or "这项检查在新版本上未能判断"
    kinds = {term.statement is None for term in finding.terms}
    if result is not None and result.state is State.NOT_APPLICABLE and len(kinds) > 1:
        # Words about numbers that are not there any more: deleted, or not understood.
        return f"新版本中没有这项检查的对象：{result.reason or '没有相应的表述'}"
    return ""


def _rewrites(answer: _Answer, new: Version, alignment: Alignment) -> tuple[Rewrite, ...]:
    """The operands that read otherwise, each with what stands there now."""
    terms: Iterable[Term] = ()
    if answer.again is not None:
        terms = answer.again.terms
    elif answer.held is not None:
        terms = answer.held.terms
    parallel = tuple(terms) if len(tuple(terms)) == len(answer.finding.terms) else ()
    found = []
    for index, before in enumerate(answer.finding.terms):
        after = _counterpart(before, new, alignment)
        if before.statement is None and parallel and parallel[index].statement is None:
            after = parallel[index]
        if after is not None and not _reads_alike(before, after):
            found.append(Rewrite(before, after))
    return tuple(found)


def _counterpart(term: Term, new: Version, alignment: Alignment) -> Term | None:
    if term.statement is None:
        return None
    statement = new.context.by_id.get(alignment.statements.get(term.statement.id, ""))
    return Term.of(statement, term.sign) if statement is not None else None


def _reads_alike(one: Term, other: Term) -> bool:
    if one.statement is not None and other.statement is not None:
        return one.statement.value == other.statement.value
    return one.text == other.text


def _proposal(answer: _Answer, rewrites: tuple[Rewrite, ...]) -> Proposal:
    """Whether all that one of the proposals changes now reads so."""
    proposed = [r for r in answer.finding.proposals if r.changes and all(change.to is not None for change in r.changes)]
    if not proposed or not rewrites:
        return Proposal.NONE
    after = {rewrite.before: rewrite.after for rewrite in rewrites}
    followed = any(
        all(_follows(change, after.get(answer.finding.terms[change.term])) for change in repair.changes)
        for repair in proposed
    )
    return Proposal.FOLLOWED if followed else Proposal.OTHERWISE


def _follows(change: Substitution, after: Term | None) -> bool:
    if after is None or change.to is None:
        return False
    wanted, printed = _figure(change.to), _figure(after.text)
    if wanted is not None and printed is not None:
        return wanted == printed
    return change.to in after.text


def _figure(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "").rstrip("%"))
    except InvalidOperation:
        return None
