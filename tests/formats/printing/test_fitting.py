"""Tables fit their paper, whatever stands in them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan.formats.printing.around_tables import part_size, title_size
from juesuan.formats.printing.fitting import Room, fitted, line_count, text_width, without_orphan
from juesuan.formats.printing.printed_blocks import CellContent, PrintedTable, placed
from tests.examples import examples

ROOM = Room(width=480, height=700, above=60, again=0, below=20, inset=3)
amounts = st.integers(0, 10**11).map(lambda fen: f"{fen // 100:,}.{fen % 100:02d}")
names = st.text("一般公共预算财政拨款支出决算", min_size=1, max_size=30)


def table(rows: list[tuple[str, list[str]]], columns: int) -> PrintedTable:
    head = [[CellContent("项目"), *(CellContent("本年收入合计") for _ in range(columns))]]
    body = [
        [CellContent(name, align="left"), *(CellContent(text, align="right") for text in texts)] for name, texts in rows
    ]
    return PrintedTable("表", "", ("", "", ""), columns + 1, (24, *[12] * columns), 1, placed(head + body))


@settings(max_examples=examples(60), deadline=None)
@given(st.data(), st.integers(1, 8))
def test_amounts_never_leave_their_column(data: st.DataObject, columns: int) -> None:
    rows = data.draw(
        st.lists(st.tuples(names, st.lists(amounts, min_size=columns, max_size=columns)), min_size=1, max_size=30)
    )
    fit = fitted(table(rows, columns), ROOM, 9.0, repeat=True)

    assert sum(fit.widths) == pytest.approx(ROOM.width)
    for _, texts in rows:
        for text, width in zip(texts, fit.widths[1:], strict=True):
            assert text_width(text) * fit.size <= width - 2 * ROOM.inset + 0.01


def test_a_table_that_nearly_fits_is_made_to_fit() -> None:
    rows = [("一般公共服务支出", ["1.00"])] * 36
    loose = fitted(table(rows[:20], 1), ROOM, 9.0, repeat=True)
    tight = fitted(table(rows, 1), ROOM, 9.0, repeat=True)
    long = fitted(table(rows * 5, 1), ROOM, 9.0, repeat=True)

    assert (loose.pages, loose.size, loose.padding) == (1, 9.0, 4.5)
    assert tight.pages == 1
    assert tight.padding < loose.padding
    assert long.pages > 1
    assert long.size >= 7


def test_notes_go_with_the_last_row() -> None:
    rows = [("一般公共服务支出", ["1.00"])] * 30
    fit = fitted(table(rows, 1), ROOM, 9.0, repeat=True)
    exact = replace(ROOM, height=ROOM.above + sum(fit.heights) + ROOM.below + 40)
    less = replace(exact, height=exact.height - 45)

    assert fitted(table(rows, 1), exact, 9.0, repeat=True).padding == fit.padding
    assert fitted(table(rows, 1), less, 9.0, repeat=True).padding < fit.padding


def test_digits_stay_together_and_punctuation_begins_no_line() -> None:
    assert line_count("收入1234.56万元", 4.5) == 3
    assert line_count("收入支出，", 4) == 2
    assert line_count("收入支\n出", 10) == 2


def test_long_titles_take_smaller_letters() -> None:
    assert title_size("收入决算表", 480) == 18
    assert part_size("第二部分 某某省某某市某某区某某某某某某局2024年度部门决算表", 442) < 22


def test_no_character_stands_alone_on_the_last_line() -> None:
    assert without_orphan("资金管理情况", 5.2) == "资金管理\n情况"
    assert without_orphan("资金管理情况", 6) == "资金管理情况"
    assert without_orphan("资金管理情况", 4) == "资金管理情况"
    assert without_orphan("2022年度决算", 5) == "2022年度决算"
    assert without_orphan("指标", 1) == "指标"
