"""What checking says: the outcome of a rule on one instance, the result of a rule, findings for people, and the verdict on the whole document."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct, field

from juesuan.fault import Fault
from juesuan.model.disclosure import Problem
from juesuan.model.place import Place
from juesuan.model.slip import Slip
from juesuan.model.statement import Statement

__all__ = [
    "Band",
    "Finding",
    "Outcome",
    "OutcomeName",
    "PrintedSumOf",
    "Reason",
    "Repair",
    "RepairKind",
    "Report",
    "RuleResult",
    "Severity",
    "State",
    "Substitution",
    "Suspect",
    "Term",
    "Touch",
]


class State(enum.Enum):
    """How a rule ended on one instance."""

    PASS = "pass"
    WITHIN_ROUNDING = "within_rounding"
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    UNDECIDABLE = "undecidable"


class Severity(enum.Enum):
    """How bad a failure is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Band(enum.Enum):
    """Which of the bands of DESIGN "Rounding" a numeric failure fell into."""

    ERROR = "error"
    UNLIKELY_ROUNDING = "unlikely_rounding"
    COPY_TAIL = "copy_tail"


class Term(Struct, frozen=True):
    """One operand of a finding, with its own place.

    Attributes:
        sign: +1 or -1 in ``left - right = 0``.
        label: what a person calls it.
        statement: the statement, or None when the term is a piece of text.
        place: where.
        text: what is printed there.
    """

    sign: int
    label: str
    statement: Statement | None
    place: Place
    text: str = ""

    @classmethod
    def of(cls, statement: Statement, sign: int = 1) -> Term:
        """The term that a statement makes."""
        return cls(sign, statement.label or statement.id, statement, statement.place, statement.amount.raw)


class Suspect(Struct, frozen=True):
    """A statement that may be the wrong one. ``term`` indexes the finding's terms."""

    term: int
    probability: Decimal
    suggestion: str | None = None
    slip: Slip | None = None
    closes: tuple[str, ...] = ()


class RepairKind(enum.Enum):
    """How a repair stands to the others of its finding.

    SINGLE: one number, and nothing else would do nearly as well. JOINT: several numbers that are wrong together; none alone would do.
    ALTERNATIVE: one of several of which exactly one is to be made; alone: it would do here, but something else would be wrong then.
    UNDECIDABLE: it is not known what to change, or what to.
    """

    SINGLE = "single"
    JOINT = "joint"
    ALTERNATIVE = "alternative"
    UNDECIDABLE = "undecidable"


class Substitution(Struct, frozen=True):
    """An operand, by its index among the terms, and what should stand there; None where that is not known."""

    term: int
    to: str | None


class Repair(Struct, frozen=True):
    """One way to mend a finding: all its substitutions together. ``probability`` is that it is the right one.

    ``along`` are the ids of findings whose first proposals are to be made with it: only together they hold and open nothing.
    """

    kind: RepairKind
    probability: Decimal
    changes: tuple[Substitution, ...] = ()
    along: tuple[str, ...] = ()


class Outcome(Struct, frozen=True):
    """What a rule yields for one instance.

    A rule that cannot look yields NOT_APPLICABLE or UNDECIDABLE with a ``reason``: it never stays silent.

    Attributes:
        state: see :class:`State`.
        terms: operands with places; for FAIL at least one.
        message: one or two sentences in Chinese with the numbers; only for FAIL.
        band, stated, expected, difference, allowed: numeric detail, in the document's unit.
        equation: the equation rendered with its values.
        severity: overrides the severity in the register (lower for COPY_TAIL and the like).
        reason: why not applicable or undecidable, in Chinese.
        suspects: which term is probably wrong, best first.
        hint: overrides the register's hint.
        relation: ``=``, ``<=`` or ``>=`` when what was judged is ``Σ sign × term  relation  0`` over all terms; else empty.
        equals: what each of the terms must be by itself; None when it was not that what was judged.
        instance: what it speaks of, by facts and places, without the numbers: unique among the outcomes of its rule on a document,
            and the same on a corrected version. Given by the engine; the rule leaves it empty.
    """

    state: State
    terms: tuple[Term, ...] = ()
    message: str = ""
    band: Band | None = None
    stated: Decimal | None = None
    expected: Decimal | None = None
    difference: Decimal | None = None
    allowed: Decimal | None = None
    equation: str = ""
    severity: Severity | None = None
    reason: str = ""
    suspects: tuple[Suspect, ...] = ()
    hint: str = ""
    relation: str = ""
    equals: Decimal | None = None
    instance: str = ""


class OutcomeName(Struct, frozen=True):
    """Which outcome: the rule and the instance."""

    rule: str
    instance: str


class Reason(Struct, frozen=True):
    """Why a rule did not judge: ``state`` is NOT_APPLICABLE or UNDECIDABLE, ``instances`` are the outcomes with this reason."""

    state: State
    text: str
    instances: tuple[str, ...]


class RuleResult(Struct, frozen=True):
    """A rule's end on the whole document.

    Attributes:
        rule: its id.
        state: the worst state of its instances.
        applied, passed: how many instances were judged, and how many of these hold.
        reason: the first reason of the worst state, if it has one.
        reasons: all reasons, whatever the worst state is.
    """

    rule: str
    state: State
    applied: int
    passed: int
    reason: str | None = None
    reasons: tuple[Reason, ...] = ()

    def unjudged(self, state: State) -> int:
        """How many instances were not judged and ended in the state."""
        return sum(len(reason.instances) for reason in self.reasons if reason.state is state)


class Touch(Struct, frozen=True):
    """What one rule said of one printed number: in how many relations it looked at it that ended alike, and why where it could not judge."""

    rule: str
    state: State
    count: int
    reason: str = ""


class PrintedSumOf(Struct, frozen=True):
    """That a rule says a printed number to be the sum of others, by their identities; ``state`` is how it ended."""

    rule: str
    state: State
    addends: tuple[str, ...]


class Finding(Struct, frozen=True):
    """A failure as the user sees it. Fields as in CONTRACT ``findings``; ``relation`` as in :class:`Outcome`.

    Attributes:
        outcomes: the failing outcomes that it tells of: over all findings of a report every one stands exactly once.
        proposals: how it could be mended, likeliest first; ``suspects`` are the printed operands that they change: none of a row that is
            not there.
        advice: one sentence: what to change, as the proposals say; what to do in general where there is none.
        formerly: its fingerprint as versions before 0.2 made it, which files of explanations may still have.
        note: what a reviewer says of it to the unit.
    """

    id: str
    rule: str
    category: str
    severity: Severity
    title: str
    message: str
    terms: tuple[Term, ...]
    band: Band | None = None
    equation: str = ""
    stated: Decimal | None = None
    expected: Decimal | None = None
    difference: Decimal | None = None
    allowed: Decimal | None = None
    suspects: tuple[Suspect, ...] = ()
    root: str | None = None
    folded: tuple[str, ...] = ()
    hint: str = ""
    basis: str = ""
    waived: str | None = None
    relation: str = ""
    outcomes: tuple[OutcomeName, ...] = ()
    proposals: tuple[Repair, ...] = ()
    advice: str = ""
    formerly: str = ""
    note: str = ""


class Report(Struct, frozen=True):
    """The whole answer of ``check``: findings, results per rule and counts over all instances.

    Attributes:
        findings: top-level ones first (``root is None``), most severe first, then in document order.
        results: one per rule of the catalogue that is in force for the document.
        counts: instances per state.
        checked: ids of the statements that at least one rule confronted.
        catalogue: sha256 of the standard used.
        faults: rules that the program itself failed in; each has an undecidable outcome, and no other rule is touched.
        decided: identities of the printed numbers on which at least one rule about values decided.
        limited: those of them that rules only held to limits, or to being there: another value would have passed as well.
        gaps: what of the forms and the explanation was not understood or not decided; empty when the reading is complete.
        touches: by the identity of a printed number what each rule that looked at it said; those not there nobody looked at.
        sums: by the identity of a printed number what it is made of, where rules about sums looked at it.
    """

    findings: tuple[Finding, ...]
    results: tuple[RuleResult, ...]
    counts: dict[State, int] = field(default_factory=dict)
    checked: frozenset[str] = frozenset()
    catalogue: str = ""
    faults: tuple[Fault, ...] = ()
    decided: frozenset[str] = frozenset()
    limited: frozenset[str] = frozenset()
    gaps: tuple[Problem, ...] = ()
    touches: Mapping[str, tuple[Touch, ...]] = field(default_factory=dict)
    sums: Mapping[str, tuple[PrintedSumOf, ...]] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        """errors | incomplete | warnings | clean, over the findings that are not waived: what was not understood is not clean."""
        severities = {finding.severity for finding in self.findings if finding.waived is None}
        if Severity.ERROR in severities:
            return "errors"
        if self.gaps or self.faults:
            return "incomplete"
        return "warnings" if Severity.WARNING in severities else "clean"
