"""Tables without vertical lines are found by aligned amounts, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from tests.formats.pdf.made import HEAD, TABLE, TITLE, first_page, grids, paragraphs, read, table, texts, typeset

LAST = len(TABLE) - 1
STROKES = {
    "no lines": "none",
    "horizontal lines": "(left: none, right: none, top: 0.5pt, bottom: 0.5pt)",
    "three lines": f"(x, y) => (top: if y <= 1 {{0.7pt}}, bottom: if y == {LAST} {{0.7pt}})",
    "vertical lines": "(top: none, bottom: none, left: 0.5pt, right: 0.5pt)",
}


@pytest.mark.parametrize("stroke", STROKES.values(), ids=STROKES)
def test_columns_are_found_by_the_gaps(stroke: str) -> None:
    """Title and unit stay outside, wrapped names in their row, blank cells blank."""
    page = first_page(typeset(TITLE + table(stroke=stroke)))
    [grid] = grids(page)

    assert texts(grid) == TABLE
    assert not grid.ruled
    assert [paragraph.text for paragraph in paragraphs(page)] == ["支出决算表", "单位：万元"]


def test_names_centred_beside_wrapped_text_keep_their_row() -> None:
    """Amounts in the middle between the two lines of a name belong to both."""
    [grid] = grids(
        first_page(typeset("#set table.cell(align: horizon)\n" + table(stroke="none", extra="row-gutter: 6pt,")))
    )

    assert texts(grid) == TABLE


def test_a_column_without_entries_is_known_from_the_header() -> None:
    """上级补助收入 stands over nothing."""
    rows = [(*row[:3], "上级补助" if row is TABLE[0] else "", row[3]) for row in TABLE]
    [grid] = grids(first_page(typeset(table(rows, stroke="none"))))

    assert grid.columns == 5
    assert [row[3] for row in texts(grid)] == ["上级补助", *[""] * LAST]


def test_rows_without_amounts_are_rows() -> None:
    """二、外交支出 is blank, and is not the continuation of the name above."""
    names = ("一、一般公共服务支出", "二、外交支出", "三、国防支出", "四、公共安全支出", "五、教育支出")
    amounts = ("2,106.66", "", "", "35.10", "17.02")
    rows = [("", name, amount, "", "") for name, amount in zip(names, amounts, strict=True)]
    [grid] = grids(first_page(typeset(TITLE + table(rows, stroke="none"))))

    assert texts(grid) == tuple(zip(names, amounts, strict=True))


def test_one_row_of_many_amounts() -> None:
    """The table of the three public expenses has a single row of amounts."""
    rows = [("合计", "因公出国（境）费", "购置费", "运行费", "公务接待费"), ("10.95", "1.00", "3.20", "5.80", "0.95")]
    [grid] = grids(first_page(typeset(TITLE + table(rows, stroke="none"))))

    assert texts(grid) == tuple(rows)


@pytest.mark.parametrize(
    "stroke", [STROKES["horizontal lines"], "(x, y) => (top: if y <= 1 {0.7pt}, bottom: if y == 1 {0.7pt})"]
)
def test_a_single_row_between_rules(stroke: str) -> None:
    """Rules above and below say that even one row with one amount is a table."""
    rows = [HEAD, ("", "合计", "0.03", "", "")]
    [grid] = grids(
        first_page(typeset(TITLE + table(rows, stroke=stroke) + "注：本部门没有其他收支，四舍五入可能存在尾差。"))
    )

    assert texts(grid) == tuple(rows)


def test_a_single_row_in_a_box() -> None:
    """So does a box around it."""
    rows = [HEAD, ("", "合计", "0.03", "", "")]
    [grid] = grids(first_page(typeset(f"{TITLE}#rect(inset: 2pt)[{table(rows, stroke='none')}]")))

    assert texts(grid) == tuple(rows)


def test_a_table_that_goes_on_keeps_its_columns() -> None:
    """The one row on the second page has too few amounts to know the columns by itself."""
    last = ("", "总计", "", "", "234.56")
    rows = [HEAD, *[(str(number), "名称", "1.00", "2.00", "3.00") for number in range(4)]]
    head, tail = table(rows, stroke="none"), table([HEAD, last], stroke="none")
    pages = read(typeset(f'#set page(numbering: "1")\n{TITLE}{head}#pagebreak()\n{tail}')).pages

    assert [row for page in pages for grid in grids(page) for row in texts(grid)] == [*rows, HEAD, last]


PROSE = {
    "prose": "本年收入合计 2,946.25 万元，其中：财政拨款收入 2,940.05 万元，占 99.79%；其他收入 6.20 万元，占 0.21%。"
    * 5,
    "contents": "\n\n".join(f"第{n}部分 情况说明 #box(width: 1fr, repeat[.]) {3 * n}" for n in range(1, 8)),
    "contents without dots": "\n\n".join(f"第{n}部分 情况说明 #h(1fr) {3 * n}" for n in range(1, 8)),
    "list": "\n\n".join(f"{n}．公务接待费 {n}.50 万元，与上年持平。" for n in range(1, 8)),
    "names": "\n\n".join(f"{n} #h(2cm) 某某事业单位 #h(3cm) 财政补助" for n in range(1, 8)),
    "signature": "单位负责人：某某 #h(3cm) 填表人：某某 #h(3cm) 联系电话：029-12345678",
}


@pytest.mark.parametrize("markup", PROSE.values(), ids=PROSE)
def test_running_text_is_no_table(markup: str) -> None:
    """Nothing but rows of aligned amounts is."""
    assert grids(first_page(typeset(TITLE + markup))) == []
