"""Precision and recall on labelled documents, and the share of numbers read, bound and checked.

    python bench/acceptance.py [--write]

Labels: the answer key beside the real documents, where they are at hand, and ``tests/samples/expectations.json`` for the
documents whose known defects are only described; ``tests/samples/judgements.json`` holds what a person decided about each error
finding after reading it (fingerprint -> true or false; no text of the documents). ``--write`` puts the table into
``docs/accuracy.md``, and the sums by rule into ``bench/labelled.csv``, from which ``tools/readings.py`` tells them on the rules' pages.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import juesuan
from juesuan.model import Disclosure, Finding, Report, Severity

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT.parent / "shared" / "samples"
EXPECTATIONS = ROOT / "tests" / "samples" / "expectations.json"
JUDGEMENTS = ROOT / "tests" / "samples" / "judgements.json"
LABELLED = ROOT / "bench" / "labelled.csv"
NEAR_LINES = 3


@dataclass
class Score:
    """What one document shows."""

    name: str
    found: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)
    true: int = 0
    false: int = 0
    unread: list[Finding] = field(default_factory=list)
    judged: list[tuple[str, bool]] = field(default_factory=list)
    warnings: int = 0
    numbers: str = ""


def main() -> int:
    """Scores every labelled document that is at hand."""
    if not SAMPLES.is_dir():
        print("no labelled documents at hand: nothing measured")
        return 0
    expectations = json.loads(EXPECTATIONS.read_text(encoding="utf-8"))
    judgements = json.loads(JUDGEMENTS.read_text(encoding="utf-8"))
    scores = [score(SAMPLES / name, labels, judgements.get(name, {})) for name, labels in expectations.items()]
    table = "\n".join(rows(scores))
    print(table)
    for one in scores:
        for finding in one.unread:
            print(f"not judged yet: {one.name} {finding.id} {finding.rule} {finding.message[:110]}")
    if "--write" in sys.argv:
        page(table)
        labelled(scores)
    return 0


def score(path: Path, labels: dict[str, Any], judged: dict[str, bool]) -> Score:
    """Confronts the findings on one document with its labels."""
    disclosure = juesuan.read(path)
    report = juesuan.check(disclosure)
    result = Score(path.name, numbers=coverage(disclosure, report))
    for label in (*labels.get("must", ()), *from_key(labels, "A")):
        hit = any(answers(finding, label) for finding in report.findings)
        (result.found if hit else result.missed).append(label["id"])
    errors = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    for label in (*labels.get("not_error", ()), *from_key(labels, "B")):
        result.forbidden += [label["id"] for finding in errors if answers(finding, label)]
    for finding in errors:
        if finding.root is not None:
            continue
        if finding.id in judged:
            result.judged.append((finding.rule, judged[finding.id]))
            result.true += judged[finding.id]
            result.false += not judged[finding.id]
        else:
            result.unread.append(finding)
    result.warnings = sum(f.severity is Severity.WARNING and f.root is None for f in report.findings)
    return result


def from_key(labels: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    """The labels of one class in an answer key; ``skip`` names those that only grammar can decide."""
    if "key" not in labels:
        return
    key = json.loads((SAMPLES / labels["key"]).read_text(encoding="utf-8"))
    for item in key["findings"]:
        if item["cls"] == kind and item["id"] not in labels.get("skip", ()):
            lines = [line for group in item["lines"] for line in group]
            yield {"id": item["id"], "rules": [rule.strip() for rule in item["rules"].split(",")], "lines": lines}


def answers(finding: Finding, label: dict[str, Any]) -> bool:
    """Whether a finding is the defect that a label describes: its rule (or a fellow of the same section) at its place."""
    if finding.rule not in label["rules"] and finding.rule not in label.get("also", ()):
        return False
    places = [term.place for term in finding.terms]
    if "page" in label:
        return any(place.page == label["page"] for place in places)
    if "lines" in label:
        return any(
            place.line is not None and abs(place.line - line) <= NEAR_LINES
            for place in places
            for line in label["lines"]
        )
    return True


def coverage(disclosure: Disclosure, report: Report) -> str:
    """Numbers read, share bound, share of statements that some rule confronted."""
    cells = [s for s in disclosure.statements if s.amount.raw]
    prose = [number for number in disclosure.numbers if number.section[:1] == "N"]
    amounts = [number for number in prose if number.kind in {"amount", "percent"}]
    typed = sum(number.kind != "other" for number in disclosure.numbers)
    bound = sum(bool(number.bound) for number in amounts)
    checked = sum(statement.id in report.checked for statement in cells)
    return f"{len(cells)} / {share(typed, len(disclosure.numbers))} / {share(bound, len(amounts))} / {share(checked, len(cells))}"


def share(part: int, whole: int) -> str:
    """A percentage, or a dash for nothing."""
    return f"{100 * part / whole:.1f} %" if whole else "–"


def rows(scores: list[Score]) -> Iterator[str]:
    """The table as Markdown."""
    heads = (
        "document",
        "defects found",
        "missed",
        "tails reported as errors",
        "errors true / false / not judged",
        "warnings",
        "cells / typed / prose bound / checked",
    )
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    for one in scores:
        total = len(one.found) + len(one.missed)
        missed = ", ".join(one.missed) or "–"
        forbidden = ", ".join(sorted(set(one.forbidden))) or "–"
        judged = f"{one.true} / {one.false} / {len(one.unread)}"
        yield f"| {one.name} | {len(one.found)} of {total} | {missed} | {forbidden} | {judged} | {one.warnings} | {one.numbers} |"
    true, false = sum(one.true for one in scores), sum(one.false for one in scores)
    found, total = sum(len(one.found) for one in scores), sum(len(one.found) + len(one.missed) for one in scores)
    yield f"| **all** | {found} of {total} | | | {true} / {false} / {sum(len(one.unread) for one in scores)} | | |"


def page(table: str) -> None:
    """Writes docs/accuracy.md between its markers."""
    path = ROOT / "docs" / "accuracy.md"
    text = path.read_text(encoding="utf-8")
    before, _, rest = text.partition("<!-- table -->")
    _, _, after = rest.partition("<!-- end -->")
    path.write_text(f"{before}<!-- table -->\n{table}\n<!-- end -->{after}", encoding="utf-8")


def labelled(scores: list[Score]) -> None:
    """Writes by rule how many of its errors were judged true, and false."""
    sums: dict[str, list[int]] = {}
    for rule, true in (pair for one in scores for pair in one.judged):
        counted = sums.setdefault(rule, [0, 0])
        counted[0 if true else 1] += 1
    lines = ["rule,true,false", *(f"{rule},{true},{false}" for rule, (true, false) in sorted(sums.items()))]
    LABELLED.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
