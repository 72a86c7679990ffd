"""Ruled tables: what is enclosed by lines is a cell, however the lines are drawn."""

from __future__ import annotations

import pytest

from tests.formats.pdf.made import (
    HEAD,
    TABLE,
    TITLE,
    first_page,
    grids,
    read,
    rotated,
    stream,
    table,
    texts,
    typeset,
    written_by_hand,
)  # fmt: skip

LAST = len(TABLE) - 1

STROKES = {
    "full": "0.5pt",
    "no left and right border": "(x, y) => (top: 0.5pt, bottom: 0.5pt, left: if x > 0 {0.5pt}, right: none)",
    "dashed": '(dash: "dashed", thickness: 0.4pt)',
    "thick": "2pt",
    "no lines in the body": f"(x, y) => (left: 0.5pt, right: 0.5pt, top: if y <= 1 {{0.5pt}}, bottom: if y == {LAST} "
    "{0.5pt})",
}


@pytest.mark.parametrize("stroke", STROKES.values(), ids=STROKES)
def test_cells_are_read_however_the_lines_are_drawn(stroke: str) -> None:
    """Every cell, wrapped names too, is in its row and column."""
    [grid] = grids(first_page(typeset(TITLE + table(stroke=stroke))))

    assert texts(grid) == TABLE
    assert grid.ruled


def test_white_lines_between_filled_cells() -> None:
    """Colour plays no part."""
    [grid] = grids(first_page(typeset(table(stroke="1pt + white", extra='fill: rgb("#dde"),'))))

    assert texts(grid) == TABLE


def test_merged_cells_keep_their_spans() -> None:
    """A header of two rows with cells over two rows and over two columns."""
    head = (
        "table.cell(rowspan: 2)[编码], table.cell(rowspan: 2)[名称], table.cell(colspan: 2)[支出],"
        "table.cell(rowspan: 2)[备注], [基本], [项目], "
    )
    [grid] = grids(first_page(typeset(table(TABLE[1:3], extra=head))))

    spans = {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells[:6]}
    assert spans == {
        "编码": (0, 0, 2, 1), "名称": (0, 1, 2, 1), "支出": (0, 2, 1, 2), "备注": (0, 4, 2, 1),
        "基本": (1, 2, 1, 1), "项目": (1, 3, 1, 1),
    }  # fmt: skip


def test_every_position_is_covered_once() -> None:
    """Cells with spans leave no hole and do not overlap."""
    markup = table(
        TABLE, extra="table.cell(colspan: 3)[项目], table.cell(colspan: 2, rowspan: 2)[金额], [甲], [乙], [丙],"
    )
    [grid] = grids(first_page(typeset(markup)))
    covered = [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]

    assert sorted(covered) == [(row, column) for row in range(grid.rows) for column in range(grid.columns)]
    assert [(cell.row, cell.column) for cell in grid.cells] == sorted((cell.row, cell.column) for cell in grid.cells)


def test_a_total_row_without_vertical_lines() -> None:
    """Amounts that stand under the columns belong to them although nothing separates them."""
    stroke = (
        f"(x, y) => (top: 0.5pt, bottom: 0.5pt, left: if y < {LAST} or x == 0 {{0.5pt}}, "
        f"right: if y < {LAST} or x == 4 {{0.5pt}})"
    )
    rows = (*TABLE[:LAST], ("", "合计", "1,534.66", "1,300.10", "234.56"))
    [grid] = grids(first_page(typeset(table(rows, stroke=stroke))))

    assert texts(grid) == rows


def test_a_note_over_all_columns_stays_one_cell() -> None:
    """Text that crosses columns is not taken apart, even with amounts in it."""
    note = "注：合计 1,534.66 万元，其中基本支出 1,300.10 万元，项目支出 234.56 万元。"
    [grid] = grids(first_page(typeset(table(TABLE[:3], extra=f"table.cell(colspan: 5)[{note}],"))))

    assert grid.cells[0].column_span == 5
    assert grid.cells[0].text == note.replace(" ", "")


def test_amounts_that_touch_the_next_column_are_divided_at_the_line() -> None:
    """Nothing is between 242.65 and 30239 but a line."""
    lines = (
        b"50 100 m 250 100 l S 50 130 m 250 130 l S 50 100 m 50 130 l S 150 100 m 150 130 l S 250 100 m 250 130 l S "
    )
    amount = b"BT /F 12 Tf 113.3 110 Td (242.65) Tj ET BT /F 12 Tf 150 110 Td (30239) Tj ET"
    [grid] = grids(first_page(written_by_hand(lines + amount)))

    assert texts(grid) == (("242.65", "30239"),)


def test_text_that_sticks_out_of_its_cell_is_none_of_the_next() -> None:
    """Spreadsheets cut it off or print it over the neighbour; it is given back to the cell that it comes from."""
    clipped = "#box(width: 0pt)[一般性支出情况说明#h(-2pt)]"
    rows = [HEAD, (f"#box(width: 20mm - 8pt)[{clipped}]", "服务对象满意度", "99.14", "", "")]
    [grid] = grids(first_page(typeset(table(rows))))

    assert texts(grid)[1] == ("一般性支出情况说明", "服务对象满意度", "99.14", "", "")


def test_digits_on_another_baseline_stay_in_their_cell_and_line() -> None:
    """A number set a little higher than its unit is read before it."""
    [grid] = grids(first_page(typeset(table([HEAD, ("甲", "共#text(baseline: -4pt)[123.45]万元整", "", "", "")]))))

    assert [cell.text for cell in grid.cells[5:7]] == ["甲", "共123.45万元整"]
    assert len(grid.cells[6].lines) == 1


def test_a_table_over_two_pages_is_one_grid_a_page() -> None:
    """Joining is the recognisers' business; the header that typst repeats is there twice."""
    rows = [(str(number), "名称", "1.00", "1.00", "0.00") for number in range(60)]
    header = "table.header(" + ", ".join(f"[{text}]" for text in HEAD) + "),"
    pages = read(typeset(table(rows, extra=header))).pages
    found = [texts(grid) for page in pages for grid in grids(page)]

    assert len(pages) == len(found) == 2
    assert found[0][0] == found[1][0] == HEAD
    assert [row for part in found for row in part[1:]] == rows


@pytest.mark.parametrize(("angle", "rotation"), [(0, 0), (-90, 90), (180, 180), (90, 270)])
def test_pages_displayed_turned(angle: int, rotation: int) -> None:
    """/Rotate: the table stands upright on the displayed page, and its places are those of that page."""
    page = first_page(rotated(table(), angle, rotation))
    [grid] = grids(page)

    assert texts(grid) == TABLE
    assert page.width > page.height if rotation % 180 else page.width < page.height
    assert grid.place.bbox is not None
    assert grid.place.bbox[2] - grid.place.bbox[0] > grid.place.bbox[3] - grid.place.bbox[1]


@pytest.mark.parametrize(("angle", "rotation"), [(-90, 0), (90, 0), (0, 90), (180, 0)])
def test_tables_set_sideways(angle: int, rotation: int) -> None:
    """Text that runs up or down the displayed page is read all the same; places are where the user sees it."""
    page = first_page(rotated(table(), angle, rotation))
    [grid] = grids(page)
    left, top, right, bottom = grid.place.bbox or (0, 0, 0, 0)

    assert texts(grid) == TABLE
    assert (right - left < bottom - top) == (angle != 180)
    assert 0 <= left < right <= page.width
    assert 0 <= top < bottom <= page.height


def test_lines_of_a_form_with_a_matrix() -> None:
    """A table drawn once and placed, scaled, by a form XObject."""
    lines = b"0 0 m 400 0 l S 0 40 m 400 40 l S 0 0 m 0 40 l S 200 0 m 200 40 l S 400 0 m 400 40 l S "
    words = b"BT /F 24 Tf 20 12 Td (12.50) Tj ET BT /F 24 Tf 220 12 Td (99) Tj ET"
    form = stream(lines + words, b"/Type/XObject/Subtype/Form/BBox[0 0 400 40]/Resources<</Font<</F<</Type/Font/Subtype"
                  b"/Type1/BaseFont/Helvetica>>>>>>")  # fmt: skip
    data = written_by_hand(b"q .5 0 0 .5 50 100 cm /X Do Q", resources=b"/XObject<</X 5 0 R>>", objects=[form])
    [grid] = grids(first_page(data))

    assert texts(grid) == (("12.50", "99"),)
    assert grid.place.bbox == pytest.approx((50, 180, 250, 200), abs=1)


def test_places_are_those_of_the_visible_page() -> None:
    """With a crop box the top left corner of what is shown is the origin."""
    page = first_page(written_by_hand(b"BT /F 12 Tf 150 150 Td (12.50) Tj ET", page=b"/CropBox[100 100 300 200]"))
    [piece] = page.blocks[0].passage.pieces

    assert (page.width, page.height) == (200, 100)
    assert piece.place.bbox == pytest.approx((50, 38, 80, 52), abs=3)


def test_frames_and_underlines_are_no_tables() -> None:
    """A box around text, a page border and underlined words have no cells."""
    markup = "#rect(width: 100%)[某部门说明如下]\n这是#underline[有下划线的]一行文字。"

    assert grids(first_page(typeset(markup))) == []


def test_thousands_of_drawn_lines_do_not_hang() -> None:
    """A map or a chart is looked at only so far."""
    curves = b"".join(b"%d %d m %d %d l S " % (x % 400, x % 299, (x * 7) % 400, (x * 3) % 300) for x in range(30_000))
    boxes = b"".join(b"%d %d 3 3 re S " % (4 * (x % 99), 4 * (x // 99)) for x in range(7000))

    assert first_page(written_by_hand(curves + boxes)).number == 1
