"""What differs between two records, instance by instance, grouped by rule and by kind of difference.

Instances are matched by their operands; what is left over is matched without the operands that print nothing, and then by the first
operand, so that an identity that gained or lost a number is one difference and not two. What has no operands, because it was not
looked at, is matched by the reason that it gives, and then by its state.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import msgspec

__all__ = ["Wanted", "compare", "digest"]

Row = Sequence[Any]
"""An outcome or a finding: its rule, its operands (sign, name, value), its state or severity, and more."""
Line = Mapping[str, Any]
_LEVELS = ("outcomes", "findings")
_REST = {
    "outcomes": ("state", "numbers", "band", "relation", "severity", "reason"),
    "findings": ("severity", "band", "root", "suspects"),
}
_TELLING = {"outcomes": "state", "findings": "severity"}


@dataclass(frozen=True)
class Difference:
    """One difference.

    Attributes:
        document: its name.
        level: outcomes, findings, or document.
        rule: the rule; empty for what concerns the document.
        kind: vanished, appeared, fewer or more (of what gives no operands, and is still said), values (what was read differs), operands,
            odds (of suspects: the first is the same), or the field that differs (state, numbers, …).
        old, new: the state (or severity), or the field that differs, before and after.
        shown: the instance.
    """

    document: str
    level: str
    rule: str
    kind: str
    old: str
    new: str
    shown: str = ""


@dataclass
class Accepted:
    """A group of differences that are wanted: patterns of what they look like (of rules, several), and why."""

    reason: str
    level: str = "*"
    rule: str = "*"
    kind: str = "*"
    document: str = "*"
    old: str = "*"
    new: str = "*"
    seen: int = field(default=0, compare=False)

    def covers(self, difference: Difference) -> bool:
        """Whether the difference is one of the group."""
        names = ("level", "kind", "document", "old", "new")
        return any(fnmatchcase(difference.rule, rule) for rule in self.rule.split()) and all(
            fnmatchcase(getattr(difference, name), getattr(self, name)) for name in names
        )


@dataclass(frozen=True)
class Wanted:
    """Which differences are looked at: of rules and documents whose names match, of documents that both records have."""

    rule: str = "*"
    document: str = "*"
    common: bool = False


def compare(old: Path, new: Path, accepted: Path, wanted: Wanted, show: int) -> int:
    """Prints what differs; 1 when something does that is not accepted, and 2 when nothing could be compared."""
    groups, renamed = _accepted(accepted)
    before, after = _lines(old, wanted.document, renamed), _lines(new, wanted.document, lambda name: name)
    found: dict[tuple[str, ...], list[Difference]] = defaultdict(list)
    compared = 0
    for name in sorted(before.keys() | after.keys()):
        in_both = name in before and name in after
        compared += in_both
        if wanted.common and not in_both:
            continue
        for difference in _differences(name, before.get(name), after.get(name)):
            if not fnmatchcase(difference.rule, wanted.rule):
                continue
            group = next((group for group in groups if group.covers(difference)), None)
            if group is not None:
                group.seen += 1
                continue
            told = (difference.old, difference.new) if difference.kind == _TELLING.get(difference.level) else ("", "")
            found[difference.rule, difference.level, difference.kind, *told].append(difference)
    _print(found, show)
    for group in groups:
        print(f"accepted {group.seen:6}  {group.rule} {group.kind}: {group.reason}")
    left = sum(map(len, found.values()))
    print(f"{compared} documents compared, {left} differences left")
    return 2 if not compared else int(left > 0)


def _print(found: Mapping[tuple[str, ...], list[Difference]], show: int) -> None:
    for (rule, level, kind, old, new), differences in sorted(found.items()):
        change = f" {old} → {new}" if old or new else ""
        documents = len({difference.document for difference in differences})
        print(f"{rule or '-'} {level} {kind}{change}: {len(differences)} in {documents} documents")
        for difference in differences[:show]:
            print(f"    {difference.document}: {difference.shown} {difference.old} → {difference.new}")


def _accepted(path: Path) -> tuple[list[Accepted], Callable[[str], str]]:
    """The accepted groups, and how the names of operands of the older record are to be read.

    Raises:
        ValueError: when a group has no reason, or covers everything.
    """
    raw = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    groups = [Accepted(**group) for group in raw.get("accepted", ())]
    for group in groups:
        if not group.reason or group == Accepted(group.reason):
            raise ValueError(f"{path}: a group needs a reason, and something that tells what it is about")
    renamed = [(re.compile(entry["old"]), entry["new"]) for entry in raw.get("renamed", ())]

    def read(name: str) -> str:
        for pattern, replacement in renamed:
            name = pattern.sub(replacement, name)
        return name

    return groups, read


def _lines(path: Path, document: str, renamed: Callable[[str], str]) -> dict[str, Line]:
    """The documents of a record whose names match, compressed as they are on disk, for they are many."""
    found: dict[str, Line] = {}
    with gzip.open(path, "rb") as stream:
        for text in stream:
            line: dict[str, Any] = msgspec.json.decode(text)
            if not fnmatchcase(line["name"], document):
                continue
            for level in _LEVELS:
                line[level] = [_renamed(row, renamed) for row in line.get(level, ())]
            found[line["name"]] = line
    return found


def _renamed(row: Row, renamed: Callable[[str], str]) -> Row:
    operands = tuple((sign, sys.intern(renamed(name)), value) for sign, name, value in row[1])
    return (row[0], operands, *(tuple(item) if isinstance(item, list) else item for item in row[2:]))


def _differences(name: str, old: Line | None, new: Line | None) -> Iterator[Difference]:
    if old is None or new is None:
        kind, there = ("appeared", new) if old is None else ("vanished", old)
        yield Difference(name, "document", "", kind, "", "", str((there or {}).get("state")))
        return
    for key in ("file", "state", "kind", "layout", "reading", "claims", "problems", "verdict"):
        if old.get(key) != new.get(key):
            yield Difference(name, "document", "", key, str(old.get(key)), str(new.get(key)))
    for level in _LEVELS:
        yield from _of_level(name, level, old[level], new[level])


def _of_level(name: str, level: str, old: Sequence[Row], new: Sequence[Row]) -> Iterator[Difference]:
    before, after = Counter(old), Counter(new)
    gone, come = list((before - after).elements()), list((after - before).elements())
    for kind, key in (("", _whole), ("operands", _printed), ("operands", _first), ("operands", _reason), ("", _state)):
        pairs, gone, come = _paired(gone, come, key)
        for one, other in pairs:
            yield from _changes(name, level, one, other, kind)
    for kinds, rows, others in ((("vanished", "fewer"), gone, new), (("appeared", "more"), come, old)):
        still = {(row[0], row[2]) for row in others if not row[1]}
        for row in rows:
            kind = kinds[not row[1] and (row[0], row[2]) in still]
            told: tuple[str, str] = (row[2], "") if kind in {"vanished", "fewer"} else ("", row[2])
            yield Difference(name, level, row[0], kind, *told, _shown(row))


def _paired(
    gone: list[Row], come: list[Row], key: Callable[[Row], object]
) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Pairs of rows with one key, in order, and what is left on both sides; a row whose key is None has none."""
    waiting: dict[object, list[Row]] = defaultdict(list)
    for row in come:
        waiting[key(row)].append(row)
    pairs, left = [], []
    for row in gone:
        others = waiting[key(row)] if key(row) is not None else []
        if others:
            pairs.append((row, others.pop(0)))
        else:
            left.append(row)
    return pairs, left, [row for rows in waiting.values() for row in rows]


def _whole(row: Row) -> object:
    return (row[0], tuple((sign, name) for sign, name, _ in row[1])) if row[1] else None


def _printed(row: Row) -> object:
    printed = tuple((sign, name) for sign, name, value in row[1] if value not in {"", "0"})
    return (row[0], printed) if row[1] else None


def _first(row: Row) -> object:
    return (row[0], row[1][0][1]) if row[1] else None


def _reason(row: Row) -> object:
    """What was not judged, by why: the numbers that it speaks of may be told or not."""
    return (row[0], row[2], row[-1]) if isinstance(row[-1], str) and row[-1] else None


def _state(row: Row) -> object:
    return None if row[1] else (row[0], row[2])


def _changes(name: str, level: str, old: Row, new: Row, kind: str) -> Iterator[Difference]:
    """What changed of one instance: its operands if they did, else every field that did."""
    if kind:
        told: tuple[str, str] = _only(old[1], new[1]), _only(new[1], old[1])
        yield Difference(name, level, old[0], kind, *told, _shown(old))
        if old[2] != new[2]:
            yield Difference(name, level, old[0], _TELLING[level], old[2], new[2], _shown(old))
        return
    if old[1] != new[1]:
        yield Difference(name, level, old[0], "values", _values(old), _values(new), _shown(old))
    for field_name, one, other in zip(_REST[level], old[2:], new[2:], strict=True):
        if one != other:
            kind = "odds" if field_name == "suspects" and _lead(one) == _lead(other) else field_name
            yield Difference(name, level, old[0], kind, str(one), str(other), _shown(old))


def _lead(suspects: Sequence[str]) -> str:
    """The first suspect with what is proposed for it, but for how likely it is."""
    return re.sub(r" [01]\.\d\d ", " ", suspects[0], count=1) if suspects else ""


def _only(operands: Sequence[Any], others: Sequence[Any]) -> str:
    names = {operand[1] for operand in others}
    return ", ".join(f"{sign}{name}={value}" for sign, name, value in operands if name not in names)


def _values(row: Row) -> str:
    return " ".join(value or "·" for _, _, value in row[1])


def _shown(row: Row) -> str:
    names = [f"{sign}{name}" for sign, name, _ in row[1]]
    return " ".join(names[:3]) + (f" … {len(names)} operands" if len(names) > 3 else "")


def digest(path: Path, against: Path | None) -> int:
    """Prints one line for each document and each rule; or which of them are not as in a digest that was kept, with status 1."""
    lines = list(_digest(path))
    if against is None:
        csv.writer(sys.stdout, lineterminator="\n").writerows(lines)
        return 0
    with against.open(encoding="utf-8", newline="") as stream:
        before = {line[0]: tuple(line[1:]) for line in csv.reader(stream)}
    after = {line[0]: line[1:] for line in lines}
    other = [name for name in sorted(before.keys() | after.keys()) if before.get(name) != after.get(name)]
    print(*other, f"{len(other)} of {len(after)} documents and rules differ", sep="\n")
    return int(bool(other))


def _digest(path: Path) -> Iterator[tuple[str, str, str]]:
    """For each document and each rule: how many outcomes of each state there are, and a digest of all."""
    by_rule: dict[str, tuple[Counter[str], Any]] = defaultdict(lambda: (Counter(), hashlib.sha256()))
    for name, line in sorted(_lines(path, "*", lambda text: text).items()):
        states, of_document = Counter(row[2] for row in line["outcomes"]), hashlib.sha256()
        for row in (*line["outcomes"], *line["findings"]):
            text = repr(row).encode()
            of_document.update(text)
            by_rule[row[0]][1].update(text)
        for row in line["outcomes"]:
            by_rule[row[0]][0][row[2]] += 1
        yield name, _told(states), of_document.hexdigest()[:12]
    for rule, (states, of_rule) in sorted(by_rule.items()):
        yield rule, _told(states), of_rule.hexdigest()[:12]


def _told(states: Counter[str]) -> str:
    return " ".join(f"{state}={number}" for state, number in sorted(states.items()))
