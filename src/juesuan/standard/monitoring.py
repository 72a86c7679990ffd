"""The month: what is watched, how a figure is judged, from where on something is a warning. Data in ``data/performance/monitoring.toml``."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

import msgspec

from juesuan.standard.evidence import EvidenceSchema
from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataError, DataTable, File, read_toml
from juesuan.standard.references import Text

__all__ = [
    "Holiday",
    "Judging",
    "MonitoringSchema",
    "MonthLine",
    "Plan",
    "ReportFields",
    "Threshold",
    "WarningKind",
    "WarningLevel",
    "load_monitoring",
]

Kind = Literal[
    "fall", "rise", "slip", "zero", "negative", "stuck", "sharp", "missing", "late", "problem", "pace", "overdue"
]
LevelId = Literal["red", "orange", "yellow"]
MonthNumber = Annotated[int, msgspec.Meta(ge=1, le=12)]


class Threshold(DataTable, frozen=True):
    """A number with the reason for it."""

    value: Decimal
    reason: Text


class Holiday(DataTable, frozen=True):
    """Months in which a fall up to so large a part is what a holiday does."""

    months: tuple[MonthNumber, ...]
    fall: Decimal
    name: Text
    reason: Text


class Judging(DataTable, frozen=True):
    """How an enterprise's figure is judged.

    Attributes:
        window: months before, and as many behind, whose median is the level. least_neighbours: of them, at least.
        least_peers: enterprises of a sector, else all are the peers. least_history: months before which nothing is compared with a
            year ago.
        factor: how many times its own scale an outlier is away. season: how much nearer years are than months where there is a season.
        fall, rise: the least parts of what was expected that are told.
        slip_factor: how many times its own scale a figure is away that is near a power of ten: it is a slip sooner than chance.
        slip: how near a power of ten a figure is taken for a slip, as a ratio.
        zero_share: from which part of its months on zeros are nothing strange with an enterprise.
        distinct: figures within its scale, at least, that a repetition be strange.
        chance: how many repetitions in all enterprises chance may make, of those that are strange.
        sharp: how many times its own scale a fall against the year before is, at least.
    """

    window: Threshold
    least_neighbours: Threshold
    least_peers: Threshold
    least_history: Threshold
    factor: Threshold
    season: Threshold
    fall: Threshold
    rise: Threshold
    slip_factor: Threshold
    slip: Threshold
    zero_share: Threshold
    distinct: Threshold
    chance: Threshold
    sharp: Threshold
    holidays: tuple[Holiday, ...] = ()

    def holiday(self, month: int) -> Holiday | None:
        """The holiday of a month of the year."""
        return next((holiday for holiday in self.holidays if month in holiday.months), None)


class WarningLevel(DataTable, frozen=True):
    """A level; ``meaning``: what is done about it."""

    id: LevelId
    name: Text
    meaning: Text


class WarningKind(DataTable, frozen=True):
    """Something that is warned of; ``levels``: from which value on at which level; ``value``: what that is."""

    name: Text
    value: Text
    levels: dict[LevelId, Decimal]
    reason: Text


class ReportFields(DataTable, frozen=True):
    """The columns of the enterprises' reports; ``judged``: measures whose figures are judged one by one; ``sums``: those that add up."""

    kind: Text
    enterprise: Text
    month: Text
    sector: Text
    reported: Text
    measures: tuple[Text, ...]
    judged: tuple[Text, ...]
    sums: tuple[Text, ...]
    no_sector: Text


class _Late(DataTable, frozen=True):
    """``gone``: months without a report after which an enterprise has left."""

    gone: Threshold


class _Problems(DataTable, frozen=True):
    """The columns of the list of problems, and where ages are parted, in days."""

    kind: Text
    number: Text
    enterprise: Text
    opened: Text
    closed: Text
    owner: Text
    status: Text
    no_owner: Text
    ages: tuple[Annotated[int, msgspec.Meta(ge=1)], ...]


class Plan(DataTable, frozen=True):
    """Something that goes by a plan: ``pace``: a part of a year's sum by every month; ``due``: done by a day."""

    way: Literal["pace", "due"]
    kind: Text
    name: Text
    owner: Text
    planned: Text
    done: Text
    finished: Text


class MonthLine(DataTable, frozen=True):
    """A measure of a month and of a year; see :class:`juesuan.performance.evidence.measures.EvidenceMeasure`. ``by_date``: by which date."""

    name: Text
    table: Text
    statistic: Literal["count", "sum", "average", "share", "growth", "distinct", "latest"]
    field: str = ""
    conditions: str = ""
    share: str = ""
    by_date: str = ""
    unit: str = ""


class MonitoringSchema(DataTable, frozen=True, dict=True):
    """``monitoring.toml``."""

    reports: ReportFields
    judging: Judging
    levels: tuple[WarningLevel, ...]
    warnings: dict[Kind, WarningKind]
    late: _Late
    problems: _Problems
    plans: tuple[Plan, ...]
    lines: tuple[MonthLine, ...]

    @cached_property
    def _kinds(self) -> Mapping[str, WarningKind]:
        return {str(kind): words for kind, words in self.warnings.items()}

    def title(self, kind: str) -> str:
        """What a kind of warning is called."""
        return self._kinds[kind].name

    def level(self, kind: str, value: Decimal) -> WarningLevel | None:
        """The gravest level that a value reaches; None when it is none to warn of."""
        least = {str(level): limit for level, limit in self._kinds[kind].levels.items()}
        return next((level for level in self.levels if level.id in least and value >= least[level.id]), None)


def load_monitoring(layers: Layers, evidence: EvidenceSchema) -> MonitoringSchema:
    """What is watched; of several files the uppermost.

    Raises:
        DataError: for its first mistake.
    """
    file = layers.files("performance/monitoring.toml")[-1]
    data = read_toml(file, MonitoringSchema)
    _require_columns(file, data, evidence)
    for kind in Kind.__args__:  # type: ignore[attr-defined]
        if kind not in data.warnings:
            raise DataError(file.name, "warnings", f"缺少“{kind}”")
    return data


def _require_columns(file: File, data: MonitoringSchema, evidence: EvidenceSchema) -> None:
    """That every table and every column of it is one of the evidence."""
    kinds = {kind.id: {field.key for field in kind.fields} for kind in evidence.kinds}
    reports, problems = data.reports, data.problems
    cited: Iterable[tuple[str, str, tuple[tuple[str, str], ...]]] = (
        (
            "reports",
            reports.kind,
            (
                *((name, getattr(reports, name)) for name in ("enterprise", "month", "sector", "reported")),
                *((f"measures[{number}]", key) for number, key in enumerate(reports.measures)),
                *((f"judged[{number}]", key) for number, key in enumerate(reports.judged)),
                *((f"sums[{number}]", key) for number, key in enumerate(reports.sums)),
            ),
        ),
        (
            "problems",
            problems.kind,
            tuple(
                (name, getattr(problems, name))
                for name in ("number", "enterprise", "opened", "closed", "owner", "status")
            ),
        ),
        *(
            (
                f"plans[{number}]",
                plan.kind,
                tuple((name, getattr(plan, name)) for name in ("name", "owner", "planned", "done", "finished")),
            )
            for number, plan in enumerate(data.plans)
        ),
    )
    for place, kind, columns in cited:
        if kind not in kinds:
            raise DataError(file.name, f"{place}.kind", f"没有名为“{kind}”的佐证表")
        for name, key in columns:
            if key not in kinds[kind]:
                raise DataError(file.name, f"{place}.{name}", f"佐证表没有名为“{key}”的栏")
