"""One row of evidence changed changes exactly what rests on it: values, scores, totals; nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from juesuan.performance.computing import Computed, computed
from juesuan.performance.scores import scored_forms
from juesuan.preparing.books import Books, MeasureLine, ProjectWork, Target
from juesuan.preparing.example import example_books
from juesuan.standard import builtin
from tests.performance.tables import evidence, written

LAYOUT = builtin().layouts.named("henan-2022")
HEADER = ("问题编号", "企业名称", "反映日期", "问题类别", "办理状态", "办理天数")
STATES, KINDS, FIRMS = ("已解决", "办理中"), ("融资", "用工", "用地"), ("甲厂", "乙厂", "丙厂", "丁厂")


@dataclass(frozen=True)
class Row:
    """A problem that an enterprise had."""

    firm: str
    month: int
    kind: str
    state: str
    days: int

    def cells(self, number: int) -> tuple[str, ...]:
        return (f"{number}", self.firm, f"2022-{self.month:02}-01", self.kind, self.state, f"{self.days}")


ROWS = st.builds(
    Row, st.sampled_from(FIRMS), st.integers(1, 12), st.sampled_from(KINDS), st.sampled_from(STATES), st.integers(0, 30)
)
# project, indicator, target, measure, and what it comes to of rows
MEASURES = (
    ("甲项目", "问题数", "≥5个", MeasureLine("", "", "问题台账"), len),
    ("甲项目", "解决数", "≥3个", MeasureLine("", "", "问题台账", conditions="办理状态 是 已解决"), lambda rows: _count(rows, state="已解决")),
    ("甲项目", "融资问题", "≥1个", MeasureLine("", "", "问题台账", conditions="问题类别 是 融资"), lambda rows: _count(rows, kind="融资")),
    ("乙项目", "企业数", "≥3家", MeasureLine("", "", "问题台账", "distinct", "企业名称"), lambda rows: len({row.firm for row in rows})),
    ("乙项目", "上半年问题", "≥2个", MeasureLine("", "", "问题台账", period="上半年"), lambda rows: sum(row.month <= 6 for row in rows) or None),
    ("乙项目", "办理天数", "≤30天", MeasureLine("", "", "问题台账", "sum", "办理天数", "办理状态 是 已解决"),
     lambda rows: sum(row.days for row in rows if row.state == "已解决") if _count(rows, state="已解决") else None),
)  # fmt: skip


def _count(rows: Sequence[Row], **wanted: str) -> int:
    return sum(all(getattr(row, key) == value for key, value in wanted.items()) for row in rows)


def books() -> Books:
    made = example_books(builtin())

    def work(name: str) -> ProjectWork:
        targets = tuple(
            Target(("产出指标", "数量指标", indicator), target, "", "原因", Decimal(10))
            for project, indicator, target, *_ in MEASURES
            if project == name
        )
        return replace(made.projects[0], name=name, targets=targets)

    lines = tuple(replace(line, project=project, indicator=indicator) for project, indicator, _, line, _ in MEASURES)
    return replace(made, year=2022, overall=None, projects=(work("甲项目"), work("乙项目")), measures=lines)


BOOKS = books()


def found(rows: Sequence[Row], doubled: int | None = None) -> Computed:
    cells = [row.cells(number) for number, row in enumerate(rows, 1)]
    cells += [cells[doubled]] if doubled is not None else []
    with TemporaryDirectory() as folder:
        written(Path(folder), "问题台账.csv", [HEADER, *cells])
        return computed(BOOKS, evidence(Path(folder)))


def values(shown: Computed) -> dict[str, str | None]:
    return {
        name: one.value.rstrip("个家天") if one is not None and one.value is not None else None
        for project, name, *_ in MEASURES
        for one in [shown.of(project, name)]
    }


def wanted(rows: Sequence[Row]) -> dict[str, str | None]:
    return {name: None if value is None else f"{value}" for _, name, _, _, of in MEASURES for value in [of(rows)]}


@settings(phases=[Phase.explicit, Phase.generate])
@given(st.lists(ROWS, min_size=2, max_size=8), ROWS, st.data())
def test_what_rests_on_a_row_changes_with_it_and_nothing_else(rows: list[Row], other: Row, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(rows) - 1))
    changed = [*rows[:at], other, *rows[at + 1 :]]
    before, after = found(rows), found(changed)

    assert values(before) == wanted(rows)
    assert values(after) == wanted(changed)
    moved = {name for name in wanted(rows) if wanted(rows)[name] != wanted(changed)[name]}
    forms = [scored_forms(shown, LAYOUT) for shown in (before, after)]
    for one, two in zip(*forms, strict=True):
        for line, same in zip(one.lines, two.lines, strict=True):
            if line.name not in moved:
                assert (line.actual, line.score, line.deviation) == (same.actual, same.score, same.deviation)
        here = [(a, b) for a, b in zip(one.lines, two.lines, strict=True) if a.name in moved]
        assert two.total - one.total == sum(
            ((b.score or Decimal(0)) - (a.score or Decimal(0)) for a, b in here), Decimal(0)
        )


@settings(phases=[Phase.explicit, Phase.generate])
@given(st.lists(ROWS, min_size=2, max_size=8), st.data())
def test_a_row_that_stands_there_twice_changes_nothing(rows: list[Row], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(rows) - 1))
    once, twice = found(rows), found(rows, at)

    assert values(once) == values(twice)
    assert [form.total for form in scored_forms(once, LAYOUT)] == [form.total for form in scored_forms(twice, LAYOUT)]
