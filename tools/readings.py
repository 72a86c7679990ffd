"""How often findings were right on real documents: the readings kept in ``bench/readings.*``, as tables and as a line on each rule's page.

``bench/readings.csv`` has a line a finding: the reading's name, the kind of document (``市级部门决算，PDF``), rule, severity (error or
warning), judged (true, arguable or false), reason: why it was argued or false, in a few words and without a word of the document.
``bench/labelled.csv`` is written by ``bench/acceptance.py``: what a person decided about the errors of the labelled documents.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from juesuan.standard.rules import Rule

ROOT = Path(__file__).resolve().parent.parent
JUDGED = ("true", "arguable", "false")
SEVERITIES = ("error", "warning")
COLUMNS = ("reading", "kind", "rule", "severity", "judged", "reason")


Sums = tuple[int, int, int]
"""How many were true, arguable, false."""


class NotAReading(ValueError):
    """A file of readings that says what cannot be."""


@dataclass(frozen=True)
class Judged:
    """One finding, as a person judged it."""

    reading: str
    kind: str
    rule: str
    severity: str
    judged: str
    reason: str


@dataclass(frozen=True)
class Reading:
    """One reading.

    Attributes:
        name: its date, with a letter when a day has several.
        documents: how many were read; what: which.
        sums: by severity how many findings were true, arguable, false.
        noise: the share waved away or told twice; empty when not counted.
    """

    name: str
    documents: int
    what: str
    sums: Mapping[str, Sums]
    noise: str


@dataclass(frozen=True)
class Readings:
    """All of them."""

    readings: tuple[Reading, ...]
    findings: tuple[Judged, ...]
    labelled: Mapping[str, tuple[int, int]]
    """By rule how many of its errors on the labelled documents were judged true, and false."""

    def of_rule(self, rule: str) -> str:
        """How often the rule was right, in Chinese, for its page; empty when nobody has judged a finding of it."""
        said = []
        if rule in self.labelled:
            true, false = self.labelled[rule]
            said.append(f"有标注的文件上报错 {true + false} 处，属实 {true}，不属实 {false}")
        mine = [finding for finding in self.findings if finding.rule == rule]
        if mine:
            true, arguable, false = _sums(mine)
            said.append(f"生疏的文件上 {len(mine)} 处，属实 {true}，可商榷 {arguable}，不属实 {false}")
        return "；".join(said) + "。" if said else ""

    def page(self, rules: Mapping[str, Rule]) -> str:
        """The section of ``docs/accuracy.md``: the readings, the rules in them, and what was argued."""
        parts = ["\n".join(_readings_table(self.readings))]
        if self.findings:
            parts.append("\n".join(_rules_table(self.findings, rules)))
            parts.append("\n".join(_arguments(self.findings, rules)))
        else:
            parts.append("Of these readings only the sums were kept: which rules they are about is not known.")
        return "\n\n".join(part for part in parts if part)


def load(folder: Path = ROOT / "bench") -> Readings:
    """Reads and validates the files.

    Raises:
        NotAReading: an unknown judgement, severity or reading, or sums that the lines contradict.
    """
    findings = tuple(_findings(folder / "readings.csv"))
    entries = tomllib.loads((folder / "readings.toml").read_text(encoding="utf-8"))["reading"]
    readings = tuple(_reading(entry, findings) for entry in entries)
    unknown = {finding.reading for finding in findings} - {reading.name for reading in readings}
    if unknown:
        raise NotAReading(f"readings.csv: no reading {', '.join(sorted(unknown))} in readings.toml")
    return Readings(readings, findings, _labelled(folder / "labelled.csv"))


def _findings(path: Path) -> Iterator[Judged]:
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            if tuple(row) != COLUMNS:
                raise NotAReading(f"{path.name}: the columns are {', '.join(COLUMNS)}")
            if row["judged"] not in JUDGED or row["severity"] not in SEVERITIES:
                raise NotAReading(
                    f"{path.name}:{number}: judged is {'/'.join(JUDGED)}, severity {'/'.join(SEVERITIES)}"
                )
            if row["judged"] != "true" and not row["reason"]:
                raise NotAReading(f"{path.name}:{number}: what was argued has its reason")
            yield Judged(**row)


def _reading(entry: Mapping[str, Any], findings: Iterable[Judged]) -> Reading:
    name = str(entry["name"])
    mine = [finding for finding in findings if finding.reading == name]
    sums: dict[str, Sums] = {}
    for severity, key in zip(SEVERITIES, ("errors", "warnings"), strict=True):
        counted = _sums(finding for finding in mine if finding.severity == severity)
        true, arguable, false = entry.get(key, counted)
        if mine and (true, arguable, false) != counted:
            raise NotAReading(f"readings.toml: {name} says {entry[key]} {key}, readings.csv {list(counted)}")
        sums[severity] = (true, arguable, false)
    return Reading(name, int(entry["documents"]), str(entry["what"]), sums, str(entry.get("noise", "")))


def _labelled(path: Path) -> dict[str, tuple[int, int]]:
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["rule"]: (int(row["true"]), int(row["false"])) for row in csv.DictReader(file)}


def _sums(findings: Iterable[Judged]) -> Sums:
    judged = [finding.judged for finding in findings]
    return judged.count("true"), judged.count("arguable"), judged.count("false")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"


def _readings_table(readings: Iterable[Reading]) -> Iterator[str]:
    yield "| reading | documents | errors: true / arguable / false | true | warnings: true / arguable / false | true | noise |"
    yield "|---|---|---|---|---|---|---|"
    for one in readings:
        cells = []
        for severity in SEVERITIES:
            sums = one.sums[severity]
            cells += [" / ".join(map(str, sums)), _share(sums[0], sum(sums))]
        yield f"| {one.name} | {one.documents}: {one.what} | {' | '.join(cells)} | {one.noise or '–'} |"


def _rules_table(findings: Iterable[Judged], rules: Mapping[str, Rule]) -> Iterator[str]:
    by_rule: dict[str, list[Judged]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    yield "| rule | | shown | true | arguable | false |"
    yield "|---|---|---|---|---|---|"
    for rule, mine in sorted(by_rule.items(), key=lambda item: (-sum(_sums(item[1])[1:]), item[0])):
        title = rules[rule].title if rule in rules else ""
        yield f"| {rule} | {title} | {len(mine)} | {' | '.join(map(str, _sums(mine)))} |"


def _arguments(findings: Iterable[Judged], rules: Mapping[str, Rule]) -> Iterator[str]:
    told: dict[tuple[str, str, str], int] = {}
    for finding in findings:
        if finding.judged != "true":
            key = (finding.rule, finding.judged, finding.reason)
            told[key] = told.get(key, 0) + 1
    if told:
        yield "What was argued:"
        yield ""
    for (rule, judged, reason), count in sorted(told.items()):
        yield f"- {rule} ({judged}{f', {count} times' if count > 1 else ''}): {reason}"
