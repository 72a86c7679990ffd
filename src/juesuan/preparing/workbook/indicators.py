"""Rows of indicators, and of how their actual values are found in evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from juesuan.model import Problem
from juesuan.preparing.books import MeasureLine, Target
from juesuan.preparing.workbook.sheets import FilledRow
from juesuan.preparing.workbook.values import nearest, same_name
from juesuan.standard.evidence import SaidWords

__all__ = ["OVERALL", "indicator_of", "measure_lines", "targets_of", "without_indicator"]

OVERALL = "overall"
"""What the sheet of indicators has in place of a project for those of the overall form."""

IndicatorId = tuple[str, str]
"""The project, and the name of the indicator as names are compared."""


def indicator_of(entry: FilledRow, key: str) -> IndicatorId:
    """Which indicator a row speaks of in the field of that key."""
    return str(entry.values.get("project", "")), same_name(str(entry.values.get(key, "")))


def _named(entry: FilledRow) -> str:
    """What an indicator is called, as names are compared: the deepest of its names that is none of a column left out."""
    levels = [str(entry.values.get(key, "")) for key in ("level1", "level2", "level3")]
    return same_name(Target((levels[0], levels[1], levels[2]), "", "").name)


def targets_of(
    entries: Iterable[FilledRow], rates: Collection[str], measured: Collection[IndicatorId], problems: list[Problem]
) -> Mapping[str, list[Target]]:
    """Indicators by project. The accounts give some actual values of the overall form (``rates``), evidence gives others; the rest is
    filled in.
    """
    found: dict[str, list[Target]] = {}
    for entry in entries:
        project, name = (str(entry.values.get(key, "")) for key in ("project", "level3"))
        of_accounts = project == OVERALL and name in rates
        if "actual" not in entry.values and not of_accounts and (project, _named(entry)) not in measured:
            problems.append(entry.problem("actual", f"没有填指标“{name}”的实际完成值"))
            continue
        points, score = entry.values.get("points"), entry.values.get("score")
        texts = {key: str(entry.values.get(key, "")) for key in ("level1", "level2", "target", "actual", "reason")}
        target = Target(
            (texts["level1"], texts["level2"], name),
            texts["target"],
            texts["actual"],
            texts["reason"],
            points if isinstance(points, Decimal) else None,
            score if isinstance(score, Decimal) else None,
        )
        found.setdefault(project, []).append(target)
    return found


def measure_lines(entries: Iterable[FilledRow]) -> Iterator[MeasureLine]:
    """The measures that rows write down."""
    for entry in entries:
        yield MeasureLine(**{key: str(value) for key, value in entry.values.items()})


def without_indicator(
    entries: Iterable[FilledRow],
    targets: Mapping[str, Sequence[Target]],
    texts: Mapping[str, Sequence[str]],
    words: SaidWords,
) -> Iterator[Problem]:
    """Measures of indicators that there are none of, and that no text of the project names: ``texts`` by project."""
    for entry in entries:
        project, name = indicator_of(entry, "indicator")
        names = [target.name for target in targets.get(project, ())]
        if name not in map(same_name, names) and not _is_named(name, texts.get(project, ()), words):
            close = nearest(str(entry.values.get("indicator", "")), names)
            yield entry.problem("indicator", f"“绩效指标”表中没有这个指标，文字中也没有这个名称。{close}")


def _is_named(name: str, texts: Iterable[str], words: SaidWords) -> bool:
    """Whether texts name a measure; of a growth they name what grew."""
    subject = next((name.removesuffix(word) for word in words.growth if name.endswith(word)), name)
    return bool(subject) and any(subject in same_name(text) for text in texts)
