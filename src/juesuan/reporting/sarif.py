"""SARIF 2.1.0: the findings for tools that collect results of checks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from juesuan import __version__
from juesuan.model import Finding, Place, Term
from juesuan.model.place import coordinates
from juesuan.reporting.dossier import Dossier
from juesuan.standard.rules import Rule

__all__ = ["log", "run", "unreadable_run"]

Object = dict[str, Any]

_LEVEL = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def log(runs: Iterable[Object]) -> Object:
    """The SARIF log of several runs, one a document."""
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": list(runs)}


def run(dossier: Dossier) -> Object:
    """The run on one document."""
    ids = list(dict.fromkeys(finding.rule for finding in dossier.report.findings))
    index = {rule: number for number, rule in enumerate(ids)}
    info = dossier.disclosure.info
    artifact: Object = {"location": {"uri": _uri(info.file)}}
    if info.sha256:
        artifact["hashes"] = {"sha-256": info.sha256}
    return {
        "tool": {"driver": {**_driver(), "rules": [_rule(rule, dossier) for rule in ids]}},
        "columnKind": "unicodeCodePoints",
        "artifacts": [artifact],
        "results": [_result(finding, index[finding.rule], dossier) for finding in dossier.report.findings],
        "invocations": [{"executionSuccessful": dossier.is_judged}],
    }


def unreadable_run(file: str, message: str) -> Object:
    """The run on a file that could not be opened."""
    trouble = {
        "level": "error",
        "message": {"text": message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(file)}}}],
    }
    return {
        "tool": {"driver": _driver()},
        "artifacts": [{"location": {"uri": _uri(file)}}],
        "results": [],
        "invocations": [{"executionSuccessful": False, "toolExecutionNotifications": [trouble]}],
    }


def _driver() -> Object:
    return {"name": "juesuan", "semanticVersion": __version__, "language": "zh-CN"}


def _uri(file: str) -> str:
    # A name that is no text keeps its bytes.
    return quote(PurePath(file).as_posix().encode(errors="surrogateescape"), safe="/:")


def _rule(rule_id: str, dossier: Dossier) -> Object:
    rule = dossier.standard.rules.get(rule_id)
    title = rule.title if rule else next(f.title for f in dossier.report.findings if f.rule == rule_id)
    described: Object = {"id": rule_id, "name": rule_id, "shortDescription": {"text": title}}
    return {**described, **_description(rule)} if rule else described


def _description(rule: Rule) -> Object:
    return {
        "fullDescription": {"text": rule.why or rule.title},
        "help": {"text": "\n".join(part for part in (rule.hint, rule.basis) if part) or rule.title},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
        "properties": {"category": rule.category, "basis": rule.basis},
    }


def _result(finding: Finding, rule_index: int, dossier: Dossier) -> Object:
    result: Object = {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": _LEVEL[finding.severity.value],
        "message": {"text": finding.message},
        "partialFingerprints": {"juesuan/v1": finding.id},
        "properties": {"category": finding.category, "equation": finding.equation, "root": finding.root},
    }
    if finding.terms:
        first = finding.suspects[0].term if finding.suspects else 0
        result["locations"] = [_location(finding.terms[first], dossier)]
        result["relatedLocations"] = [
            {"id": number, **_location(term, dossier), "message": {"text": f"{term.label} {term.text or '空'}"}}
            for number, term in enumerate(finding.terms)
        ]
    if finding.waived is not None:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": finding.waived}]
    return result


def _location(term: Term, dossier: Dossier) -> Object:
    """The file, a line where it has lines, and the place in words; PDF coordinates as properties."""
    place = term.place
    physical: Object = {"artifactLocation": {"uri": _uri(dossier.disclosure.info.file), "index": 0}}
    if place.line is not None:
        physical["region"] = {"startLine": place.line, "snippet": {"text": place.text}}
    location: Object = {"physicalLocation": physical}
    words = dossier.where(place)
    if words:
        location["logicalLocations"] = [{"name": _name(place, words), "fullyQualifiedName": words}]
    if place.page is not None:
        location["properties"] = {"page": place.page, "bbox": list(place.bbox) if place.bbox else None}
    return location


def _name(place: Place, words: str) -> str:
    return place.cell or place.row or next(iter(coordinates(place)), words)
