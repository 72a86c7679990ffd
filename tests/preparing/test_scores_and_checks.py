"""What prepare gives an indicator is never contradicted by what check says of it, whatever targets and results say."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from juesuan.model import Disclosure, DocumentInfo
from juesuan.preparing.books import Books, Money, OverallWork, ProjectWork, Target
from juesuan.preparing.compose import plain_figures
from juesuan.preparing.example import example_books
from juesuan.preparing.performance import evaluation
from juesuan.standard import builtin
from juesuan.standard.layouts import Layout
from juesuan.standard.performance import Template
from tests.checking.judging import failures

FORMS = 2_000
RULES = ("PO-08", "PO-11", "PO-12", "PO-13", "PP-04", "PP-07", "PP-08", "PP-09", "PP-10")
"""The rules that judge a score or a deviation by itself."""

_BATCH = 50
_SIGNS = ("≥", "≤", ">", "<", "=", "", "不低于", "至多")
_UNITS = ("%", "人", "名", "家", "万元", "元", "万人", "亿", "")
_WORDS = ("明显", "提升", "达成年度指标", "部分达成年度指标并具有一定效果", "未达成年度指标且效果较差", "12月底前")


def _value(chance: random.Random, near: Decimal, unit: str, *, signed: bool) -> str:
    """A quantity, often near a number, at times zero or below it; or words."""
    if chance.random() < 0.15:
        return chance.choice(_WORDS)
    number = chance.choice((near, near, -near, Decimal(0), near * chance.randint(1, 300) / 100))
    places = chance.randint(0, 4)
    unit = unit if chance.random() < 0.85 else chance.choice(_UNITS)
    return f"{chance.choice(_SIGNS) if signed or chance.random() < 0.05 else ''}{number:.{places}f}{unit}"


def _target(chance: random.Random, block: str) -> Target:
    near = Decimal(chance.randint(-100, 10 ** chance.randint(1, 9))).scaleb(-chance.randint(0, 2))
    unit = chance.choice(_UNITS)
    points = Decimal(chance.randint(0, 4_000)).scaleb(-chance.randint(0, 2)) if chance.random() < 0.7 else None
    return Target(
        (block, "数量指标", "某项工作"),
        _value(chance, near, unit, signed=chance.random() < 0.8),
        _value(chance, near, unit, signed=False),
        "原因。",
        points,
    )


def _targets(chance: random.Random, form: Template) -> tuple[Target, ...]:
    blocks = [name for name in form.weights if name.endswith("指标")] or ["产出指标"]
    return tuple(_target(chance, chance.choice(blocks)) for _ in range(chance.randint(1, 8)))


def _money(chance: random.Random) -> Money:
    adjusted, executed = (Decimal(chance.choice((0, 3, 49, chance.randint(-100, 10**8)))) for _ in range(2))
    return Money(Decimal(0), max(adjusted, Decimal(0)), executed)


class _Mixed(Layout, frozen=True, kw_only=True):
    """A layout with performance forms of others."""

    chosen: Mapping[str, Template]

    @property
    def overall(self) -> Template:
        return self.chosen["PO"]

    @property
    def project(self) -> Template:
        return self.chosen["PP"]


def _edition(chance: random.Random) -> Layout:
    """Any layout, with any performance forms."""
    known = {kind: [item for item in builtin().templates if item.kind == kind] for kind in ("PO", "PP")}
    layout = chance.choice(list(builtin().layouts.prepared.values()))
    parts = {name: getattr(layout, name) for name in layout.__struct_fields__}
    return _Mixed(**parts, chosen={kind: chance.choice(found) for kind, found in known.items()})


def _books(chance: random.Random, edition: Layout) -> Books:
    projects = tuple(
        ProjectWork(
            name=f"项目{number}",
            implementer="某中心",
            funds={"fiscal": _money(chance)},
            goal="完成任务。",
            result="任务完成。",
            targets=_targets(chance, edition.project),
            management={},
        )
        for number in range(_BATCH - 1)
    )
    overall = OverallWork(
        adjusted={"fiscal": Decimal(chance.randint(0, 10**8))},
        own_initial=Decimal(0),
        goals=("目标。",),
        results=("结果。",),
        tasks=(),
        targets=_targets(chance, edition.overall),
    )
    return replace(example_books(builtin()), year=edition.year, projects=projects, overall=overall, form_cells=())


def _contradictions(seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    edition = _edition(chance)
    books = _books(chance, edition)
    made = evaluation(books, plain_figures(books, edition), edition)
    info = DocumentInfo(kind="final_accounts", unit="某局", year=books.year, amount_unit=edition.unit)
    document = Disclosure(info=info, statements=made.statements, performance=made.forms)
    for rule in RULES:
        yield from (f"{rule} {outcome.message}" for outcome in failures(rule, document))


@pytest.mark.parametrize("seed", range(FORMS // _BATCH))
def test_no_score_that_prepare_gives_is_contradicted(seed: int) -> None:
    assert list(_contradictions(seed)) == []
