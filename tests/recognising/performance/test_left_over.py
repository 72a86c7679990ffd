"""No figure of a drawn form vanishes: under whatever header or label, it is read or stands among what was not understood."""

from __future__ import annotations

import pytest

from juesuan import check
from juesuan.recognising.performance import PerformanceRead
from tests import made
from tests.recognising.performance.grids import Cell, grid, line
from tests.recognising.performance.test_grids import FUNDS, GOALS, HEAD, INDICATORS, SUM, Rows, read

_FIGURES = {"全年预算数（A）": 2, "全年执行数（B）": 2, "分值": 1, "执行率（B/A）": 1, "得分": 1}
_VALUES = {"年度指标值": 2, "实际完成值": 2, "分值": 4, "得分": 4}


def _renamed(rows: Rows, header: str) -> Rows:
    """The rows under a header that nobody knows."""
    return [
        [_word(cell) if (cell if isinstance(cell, str) else cell[0]) == header else cell for cell in rows[0]],
        *rows[1:],
    ]


def _word(cell: Cell) -> Cell:
    return "生僻字" if isinstance(cell, str) else ("生僻字", *cell[1:])  # type: ignore[return-value]


def _form(*parts: Rows) -> PerformanceRead:
    rows = [row for part in parts for row in part]
    return read([line("示例市就业培训项目绩效自评表", centred=True), line("（2024年度）"), grid(*rows, width=40)])


def _gaps(found: PerformanceRead) -> str:
    disclosure = made.disclosure(prose=found.statements, performance=found.forms)
    return "；".join(gap.message for gap in check(disclosure).gaps)


def _loose(found: PerformanceRead) -> list[str]:
    return [number.text for number in found.numbers if number.bound is None]


def _printed(found: PerformanceRead) -> int:
    return len([s for s in found.statements if s.amount.raw]) + len(found.numbers)


def test_a_form_that_was_understood_leaves_nothing() -> None:
    found = _form(HEAD, FUNDS, GOALS, INDICATORS, SUM)

    assert (found.forms[0].unknown, _loose(found), _gaps(found)) == ((), [], "")


@pytest.mark.parametrize("header", _FIGURES)
def test_a_column_of_money_under_an_unknown_header(header: str) -> None:
    found = _form(HEAD, _renamed(FUNDS, header), GOALS, INDICATORS, SUM)

    assert len(_loose(found)) == _FIGURES[header]
    assert [field.text for field in found.forms[0].unknown] == ["生僻字"]
    assert "“生僻字”没有认出" in _gaps(found)
    assert _printed(found) == _printed(_form(HEAD, FUNDS, GOALS, INDICATORS, SUM))


@pytest.mark.parametrize("header", _VALUES)
def test_a_column_of_indicators_under_an_unknown_header(header: str) -> None:
    found = _form(HEAD, FUNDS, GOALS, _renamed(INDICATORS, header), SUM)

    assert len(_loose(found)) == _VALUES[header]
    assert "“生僻字”没有认出" in _gaps(found)


def test_an_unknown_column_of_words_is_no_gap() -> None:
    found = _form(HEAD, FUNDS, GOALS, _renamed(INDICATORS, "偏差原因分析及改进措施"), SUM)

    assert found.forms[0].unknown == ()


def test_an_unknown_row_of_money_and_a_figure_that_nothing_heads() -> None:
    row: Rows = [[("生僻字资金", 4), "1.00", "1.00", "1.00", "—", ("", 2), "—"]]
    loose: Rows = [["备注", "", "3.50", ("", 9)]]

    found = _form(HEAD, loose, FUNDS, row, GOALS, INDICATORS, SUM)

    assert [field.text for field in found.forms[0].unknown] == ["生僻字资金", "3.50"]
    assert sorted(_loose(found)) == ["1.00", "1.00", "1.00", "3.50"]


@pytest.mark.parametrize(
    ("parts", "missing"),
    [
        ((HEAD, FUNDS, GOALS, INDICATORS), "总分"),
        ((HEAD, FUNDS, GOALS), "绩效指标"),
        ((HEAD, GOALS, INDICATORS, SUM), "全年预算数、全年执行数"),
    ],
)
def test_a_part_that_is_not_there(parts: tuple[Rows, ...], missing: str) -> None:
    assert f"没有读到{missing}，表可能不完整" in _gaps(_form(*parts))
