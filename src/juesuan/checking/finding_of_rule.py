"""The one place where a failure becomes a finding: of a rule, or of a pattern that explains other findings."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from juesuan.checking.context import Context
from juesuan.checking.fingerprints import Fingerprints, fingerprint, former_fingerprint, instance
from juesuan.checking.naming import Names
from juesuan.checking.rendering import nested
from juesuan.model import Band, Finding, Outcome, OutcomeName, Severity
from juesuan.standard.rules import Rule

__all__ = ["finding_of", "pattern_finding"]

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def finding_of(rule: Rule, outcome: Outcome, names: Names, numbering: Fingerprints) -> Finding:
    """The finding that tells of a failing outcome; what rounding explains, though hardly, is no error.

    Args:
        rule: whose outcome it is; its severity and hint hold where the outcome has none of its own.
        outcome: with its instance.
        names: what the document calls its operands.
        numbering: tells apart findings of the same numbers.
    """
    severity = outcome.severity or Severity(rule.severity)
    if outcome.band in (Band.COPY_TAIL, Band.UNLIKELY_ROUNDING) and severity is Severity.ERROR:
        severity = Severity.WARNING
    return Finding(
        id=fingerprint(rule.id, outcome.terms, names, numbering),
        rule=rule.id,
        category=rule.category,
        severity=severity,
        title=rule.title,
        message=nested(outcome.message),
        terms=outcome.terms,
        band=outcome.band,
        equation=outcome.equation,
        relation=outcome.relation,
        stated=outcome.stated,
        expected=outcome.expected,
        difference=outcome.difference,
        allowed=outcome.allowed,
        suspects=outcome.suspects,
        hint=outcome.hint or rule.hint,
        basis=rule.basis,
        outcomes=(OutcomeName(rule.id, outcome.instance),),
        formerly=former_fingerprint(rule.id, outcome.terms),
    )


def pattern_finding(
    pattern: str, outcome: Outcome, explained: Sequence[Finding], context: Context, numbering: Fingerprints
) -> Finding:
    """The finding of a pattern by its name: an error as bad as the worst of what it explains."""
    rule = next(rule for rule in context.rules.values() if rule.pattern == pattern)
    told = replace(
        outcome,
        band=Band.ERROR,
        severity=min((finding.severity for finding in explained), key=_ORDER.index),
        instance=numbering.next(instance(outcome.terms, context.names)),
    )
    return finding_of(rule, told, context.names, numbering)
