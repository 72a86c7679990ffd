"""One cause, one finding: failures of one cause are put under one of them, the root; the others are its consequences.

What tells one cause: the same figures of the same forms broken by the same rule; the same wrong words, or what a rule repeats of another;
one number that the blame finds wrong; the very same few numbers; a sum inside another, off by the same amount; items of a list taken for one
another, with what is wrong in those items; a block of funds copied from form to form; forms that are not attached, and their money; and copy
tails of the same figures or the same number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from decimal import Decimal

from msgspec.structs import replace

from juesuan.checking.blame import Verdict
from juesuan.checking.closing import is_equation, is_left_over, numbers_of, settles, values_of
from juesuan.checking.context import EVALUATIONS, Context
from juesuan.checking.performance.copied_funds import forms_with_the_block
from juesuan.checking.told_again import told_again
from juesuan.model import Band, Finding, RepairKind, Severity, Unit
from juesuan.model.characters import has_chinese

__all__ = ["OTHERS_ALIKE", "fold", "in_order"]

OTHERS_ALIKE = "其余各份照此处理。"
_FEW = 3
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def fold(verdict: Verdict, context: Context) -> tuple[Finding, ...]:
    """Marks consequences with their root and puts the findings in reading order: roots first, most severe first.

    Args:
        verdict: all failures, unfolded, with what the blame says of them.
        context: for the order of statements in the document.
    """
    findings = list(verdict.findings)
    following = list(_following(findings, context))
    causes = _Causes(findings, verdict.structural | {group[0].id for group in following})
    blamed = frozenset[str]().union(*verdict.groups)
    shared = frozenset[str]().union(*(group for group in verdict.groups if len(group) > 1))
    together = list(_mended_together(findings, shared, context))
    explained = blamed.union(*({finding.id for finding in group} for group in together if len(group) > 1))
    for group in (
        *_repeated(findings),
        *_left_blank(findings),
        *_worded(findings, context),
        *told_again(findings, context),
        *following,
        *_copied(findings, context),
        *_blamed(findings, verdict),
        *(_closed(group, causes, context) for group in _contained(findings)),
        *together,
        *_confused(findings, explained),
    ):
        causes.join(group)
    for group in _alike(findings, causes, context):
        causes.join(group)
    for group in _tails(findings, causes):
        causes.join(group)
    return _ordered(findings, causes, context)


class _Causes:
    """Findings grouped by cause; each group's root is its most severe finding, of these the first that says what is wrong."""

    def __init__(self, findings: list[Finding], first: frozenset[str]) -> None:
        self._first = first
        self._group = {finding.id: [finding] for finding in findings}

    def join(self, findings: list[Finding]) -> None:
        """Says that findings have one cause, and so all that share a cause with them."""
        merged: list[Finding] = []
        for finding in findings:
            group = self._group[finding.id]
            if not merged or group is not self._group[merged[0].id]:
                merged = [*merged, *group]
                self._group.update({member.id: merged for member in merged})

    def root_of(self, finding: Finding) -> Finding:
        """The finding under which the cause is shown."""
        return self.root_among(self._group[finding.id])

    def root_among(self, findings: list[Finding]) -> Finding:
        """Which of several findings would be shown."""
        return min(findings, key=self._rank)

    def _rank(self, finding: Finding) -> tuple[bool, int, bool]:
        return finding.id not in self._first, _ORDER[finding.severity], not finding.suspects

    def consequences_of(self, finding: Finding) -> tuple[str, ...]:
        """Ids of the findings shown under a root; none for a consequence."""
        if self.root_of(finding) is not finding:
            return ()
        return tuple(sorted(member.id for member in self._group[finding.id] if member is not finding))


def _repeated(findings: list[Finding]) -> Iterator[list[Finding]]:
    """The same rule broken by the same figures of the same forms at another place: one contradiction, printed twice."""
    found: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        stated = [term.statement for term in finding.terms if term.statement is not None]
        figures = [statement.amount.raw for statement in stated]
        forms = frozenset((statement.source, statement.instance) for statement in stated if not statement.in_prose)
        if len([figure for figure in figures if figure]) > 1:
            found.setdefault((finding.rule, forms, *figures), []).append(finding)
    yield from found.values()


def _left_blank(findings: list[Finding]) -> Iterator[list[Finding]]:
    """What a rule asks of several cells of one table that are all blank: nobody filled it in."""
    found: dict[tuple[str, str, int], list[Finding]] = {}
    for finding in findings:
        stated = [term.statement for term in finding.terms]
        blank = [s for s in stated if s is not None and s.is_blank and not s.in_prose]
        if len(blank) == len(stated) == 1:
            found.setdefault((finding.rule, blank[0].source, blank[0].instance), []).append(finding)
    yield from found.values()


def _worded(findings: list[Finding], context: Context) -> Iterator[list[Finding]]:
    """The same words called wrong by several rules or at several places: a misspelt term is also no name of a code.

    Figures are no words: 0% stands in many sentences, and each is a fault of its own.
    """
    headings = {section.heading for section in context.disclosure.sections}
    headings |= {table.title for table in context.disclosure.tables.values()}
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        term = finding.terms[0] if finding.terms else None
        worded = term is not None and term.statement is None and has_chinese(term.text)
        if term is not None and worded and finding.band is None and term.text not in headings:
            found.setdefault(term.text, []).append(finding)
    yield from (group for group in found.values() if len({finding.rule for finding in group}) > 1)


def _following(findings: list[Finding], context: Context) -> Iterator[list[Finding]]:
    """What a rule found, and what other rules found only because of it: more forms than are told, and so more money."""
    leads = context.standard.blame.follows
    for lead in sorted(set(leads.values())):
        root = next((finding for finding in findings if finding.rule == lead), None)
        if root is None:
            continue
        behind = [f for f in findings if leads.get(f.rule) == lead and _gap(f) and (_gap(f) > 0) == (_gap(root) > 0)]
        if behind:
            yield [root, *behind]


def _copied(findings: list[Finding], context: Context) -> Iterator[list[Finding]]:
    """What contradicts blocks of funds that several forms print alike: one block, one cause, whatever was copied where."""
    found: dict[int, list[Finding]] = {}
    alike = forms_with_the_block(context)
    for finding in findings:
        held = [
            t.statement
            for t in finding.terms
            if t.sign < 0 and t.statement is not None and t.statement.amount.unit.is_money
        ]
        said = any(term.statement is None for term in finding.terms)
        forms = {s.instance for s in held if s.source == "PP"}
        if said and len(forms) == 1 and (views := alike.get(*forms)):
            found.setdefault(views[0].form.instance, []).append(finding)
    yield from found.values()


def _tails(findings: list[Finding], causes: _Causes) -> Iterator[list[Finding]]:
    """Copy tails of the same two figures, or of the same number: another pair of figures was rounded by itself."""
    found: dict[object, list[Finding]] = {}
    for finding in findings:
        if causes.root_of(finding).band is Band.COPY_TAIL:
            figures = frozenset(term.statement.value for term in finding.terms if term.statement is not None)
            for key in (figures, *numbers_of(finding.terms)):
                found.setdefault(key, []).append(finding)
    yield from found.values()


def _gap(finding: Finding) -> Decimal:
    """By how much more is stated than is expected."""
    return (finding.stated or Decimal(0)) - (finding.expected or Decimal(0))


def _blamed(findings: list[Finding], verdict: Verdict) -> Iterator[list[Finding]]:
    """The failures that one wrong number explains; those that two explain go with the first."""
    taken: set[str] = set()
    for group in verdict.groups:
        yield [finding for finding in findings if finding.id in group - taken]
        taken |= group


def _closed(group: list[Finding], causes: _Causes, context: Context) -> list[Finding]:
    """The likeliest root of a group and what its repair settles; all of it, where it is not known how to mend the root."""
    root = causes.root_among(group)
    values = values_of(root.proposals[0], root, context) if root.proposals else None
    if values is None:
        return group
    return [finding for finding in group if finding is root or _is_settled(finding, values, context)]


def _is_settled(finding: Finding, values: Mapping[str, Decimal], context: Context) -> bool:
    return not is_left_over(finding, values) and settles(finding, values, context)


def _contained(findings: list[Finding]) -> Iterator[list[Finding]]:
    """Failures about the very same few numbers, as a rate that is off and a limit that is exceeded, both of one fund row; and
    sums off by the same amount, one inside the other."""
    stated = {f.id: {term.statement.id for term in f.terms if term.statement is not None} for f in findings}
    confronted = [finding for finding in findings if finding.stated is not None and len(stated[finding.id]) > 1]
    for finding in confronted:
        inside = [other for other in confronted if other is not finding and stated[other.id] <= stated[finding.id]]
        yield [finding, *(other for other in inside if _is_about_few(finding) or _off(other) == _off(finding))]


def _is_about_few(finding: Finding) -> bool:
    """Whether it is about a few numbers; rows that repeat the figures of another count once."""
    figures = {(t.statement.column, t.statement.amount.raw) for t in finding.terms if t.statement is not None}
    return len(figures) <= _FEW


def _off(finding: Finding) -> Decimal | None:
    """By how much what is stated misses what is expected."""
    return None if finding.stated is None or finding.expected is None else abs(finding.stated - finding.expected)


def _mended_together(findings: list[Finding], blamed: Set[str], context: Context) -> Iterator[list[Finding]]:
    """What no number alone explains beside others, and is settled once all are changed that one finding wants to be changed together."""
    for finding in findings:
        joint = finding.proposals[0] if finding.proposals else None
        values = values_of(joint, finding, context) if joint is not None and joint.kind is RepairKind.JOINT else None
        if values is not None:
            left = (other for other in findings if other is not finding and other.id not in blamed)
            about = (other for other in left if numbers_of(other.terms) & values.keys())
            yield [finding, *(other for other in about if _is_settled(other, values, context))]


def _alike(findings: list[Finding], causes: _Causes, context: Context) -> Iterator[list[Finding]]:
    """The same fault in several evaluation forms: the same number for another that should stand there, the same sums, or what a
    rule says of forms that were all filled in by the same habit."""
    found: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        habit = _habit(finding, context) if causes.root_of(finding) is finding else None
        if habit is not None:
            found.setdefault((finding.rule, finding.severity, *habit), []).append(finding)
    yield from found.values()


def _habit(finding: Finding, context: Context) -> tuple[object, ...] | None:
    """What makes a finding about one form the same as one about another form; None where nothing does."""
    stated = [term.statement for term in finding.terms if term.statement is not None]
    if context.rules[finding.rule].together:
        return ()
    if (
        len({(s.source, s.instance) for s in stated}) != 1
        or not stated[0].instance
        or stated[0].source not in EVALUATIONS
    ):
        return None
    repair = finding.proposals[0] if finding.proposals else None
    if repair is not None and repair.changes:
        of_points = (
            stated[0].amount.unit is Unit.POINTS
        )  # a total with the weight that it lacks is a total all the same
        told = repair.changes[:1] if of_points else repair.changes
        changed = ((finding.terms[change.term], change.to) for change in told)
        return tuple((t.statement.column if t.statement is not None else "", t.text, to) for t, to in changed)
    return None if finding.stated is None or finding.expected is None else (finding.stated, finding.expected)


def _confused(findings: list[Finding], explained: Set[str]) -> Iterator[list[Finding]]:
    """Items of a list taken for one another: what fails in those items alone, and the sums that contain their numbers.

    What a wrong number explains stays with that: it is mended there.
    """
    left = [finding for finding in findings if finding.id not in explained]
    for finding in left:
        items = _items(finding)
        if finding.band is not None or len(items) < 2:
            continue
        numbers = numbers_of(term for term in finding.terms if term.statement is not None)
        inside = [other for other in left if _items(other) and _items(other) <= items]
        sums = [other for other in left if is_equation(other) and numbers & numbers_of(other.terms)]
        yield [finding, *inside, *sums]


def _items(finding: Finding) -> set[tuple[str, int]]:
    """The numbered items of the prose that a finding speaks of."""
    stated = (term.statement for term in finding.terms if term.statement is not None)
    return {(statement.source, statement.instance) for statement in stated if statement.instance and statement.in_prose}


def _told_of_all(finding: Finding, folded: list[Finding], context: Context) -> Finding:
    """A root that stands for the same fault in other forms says so."""
    habit = _habit(finding, context)
    alike = [f for f in folded if f.rule == finding.rule] if habit is not None and folded else []
    if not alike or finding.band is Band.COPY_TAIL:
        return finding
    own = _forms_of(finding)
    others_of = {form: f for f in reversed(alike) for form in sorted(_forms_of(f) - own)}
    if own and not others_of:
        return finding
    count = len(others_of) if own else len(alike)
    shown = [others_of[form] for form in sorted(others_of)] if others_of else alike
    pages = list(dict.fromkeys(str(f.terms[0].place.page) for f in shown if f.terms[0].place.page))
    where = f"（第 {'、'.join(pages)} 页）" if pages else ""
    others = f"另有 {count} 份表{'同样如此' if habit else '也有这类问题'}{where}。"
    return replace(finding, message=f"{finding.message}{others}", advice=finding.advice + OTHERS_ALIKE)


def _with_part(finding: Finding, folded: list[Finding]) -> Finding:
    """A sum of which nobody knows what is wrong, and of whose parts one is off by as much: that is where to look."""
    gap, own = _off(finding), _forms_of(finding)
    if any(repair.changes for repair in finding.proposals) or gap is None or not own:
        return finding
    inside = [f for f in folded if f.rule != finding.rule and _forms_of(f) == own]
    parts = [f for f in inside if (off := _off(f)) is not None and not gap - off]
    if len(parts) != 1:
        return finding
    return replace(finding, message=f"{finding.message.rstrip('。')}；这一差额就在其中一组：{parts[0].message}")


def _forms_of(finding: Finding) -> set[tuple[str, int]]:
    """The evaluation forms that a finding speaks of."""
    stated = (term.statement for term in finding.terms if term.statement is not None)
    return {(statement.source, statement.instance) for statement in stated if statement.source in EVALUATIONS}


def _ordered(findings: list[Finding], causes: _Causes, context: Context) -> tuple[Finding, ...]:
    marked = []
    for finding in findings:
        root = causes.root_of(finding)
        name = None if root is finding else root.id
        folded = causes.consequences_of(finding)
        inside = [other for other in findings if other.id in folded]
        told = _told_of_all(_with_part(finding, inside), inside, context)
        marked.append(replace(told, root=name, folded=folded))
    return in_order(marked, context)


def in_order(findings: Iterable[Finding], context: Context) -> tuple[Finding, ...]:
    """In reading order: roots first, the most severe first, then as they stand in the document."""
    position = {statement.id: index for index, statement in enumerate(context.disclosure.statements)}

    def key(finding: Finding) -> tuple[int, int, int, str]:
        # Numbers of tables that are none of the forms are no statements of the document: they come last.
        first = min(
            (position.get(t.statement.id, len(position)) for t in finding.terms if t.statement), default=len(position)
        )
        return (finding.root is not None, _ORDER[finding.severity], first, finding.rule)

    return tuple(sorted(findings, key=key))
