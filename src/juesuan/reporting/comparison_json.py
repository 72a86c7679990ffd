"""The JSON of ``compare``; ``schema/comparison.schema.json`` describes it. Findings and operands are those of the report."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from juesuan import __version__
from juesuan.checking.comparing import Change, Compared, Fate
from juesuan.model import Finding, Severity, Term
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.json_report import document_object, finding_object, report_schema, term_object
from juesuan.reporting.recheck import Recheck

__all__ = ["SCHEMA_VERSION", "comparison_object", "comparison_schema"]

SCHEMA_VERSION = 1

Object = dict[str, Any]


def comparison_schema() -> Object:
    """The JSON Schema of :func:`comparison_object`; what both formats have in common is taken from the report's."""
    text = (files("juesuan.reporting") / "schema" / "comparison.schema.json").read_text(encoding="utf-8")
    schema: Object = json.loads(text)
    schema["$defs"] = {**report_schema()["$defs"], **schema["$defs"]}
    return schema


def comparison_object(recheck: Recheck) -> Object:
    """The comparison as plain JSON values."""
    comparison = recheck.comparison
    return {
        "schema": SCHEMA_VERSION,
        "juesuan": {"version": __version__, "catalogue": comparison.new.report.catalogue},
        "old": _version(recheck.old),
        "new": _version(recheck.new),
        "settled": comparison.is_settled,
        "notes": list(recheck.notes),
        "counts": {
            fate.value: {severity.value: len(comparison.of(fate, (severity,))) for severity in Severity}
            for fate in Fate
        },
        "causes": [_cause(cause) for cause in comparison.causes],
        "changes": [_change(change, recheck) for change in comparison.changes],
    }


def _version(dossier: Dossier) -> Object:
    return {"document": document_object(dossier.disclosure.info), "verdict": dossier.verdict}


def _cause(cause: Compared) -> Object:
    return {
        "fate": cause.fate.value,
        "severity": cause.finding.severity.value,
        "rule": cause.finding.rule,
        "old": _finding(cause.old),
        "new": _finding(cause.new),
        "rewrites": [{"before": term_object(r.before), "after": term_object(r.after)} for r in cause.rewrites],
        "proposal": cause.proposal.value,
        "follows": cause.follows,
        "settled": cause.settled,
        "unclear": cause.unclear,
        "reason": cause.reason or None,
    }


def _finding(finding: Finding | None) -> Object | None:
    return finding_object(finding) if finding is not None else None


def _change(change: Change, recheck: Recheck) -> Object:
    return {
        "source": change.source,
        "title": recheck.title(change.source),
        "before": _term(change.before),
        "after": _term(change.after),
        "asked": list(change.asked),
    }


def _term(term: Term | None) -> Object | None:
    return term_object(term) if term is not None else None
