from juesuan.formats.printing.printed_blocks import CellContent, placed
from juesuan.publishing.headers import header_rows, path


def spans(labels: list[str]) -> list[list[tuple[str, int, int]]]:
    rows = header_rows([path(label) for label in labels])
    return [[(slot.text, slot.column_span, slot.row_span) for slot in row] for row in rows]


def test_neighbours_share_what_they_have_in_common() -> None:
    assert spans(["项目/编码", "项目/名称", "本年收入", "本年支出/小计", "本年支出/基本支出"]) == [
        [("项目", 2, 1), ("本年收入", 1, 2), ("本年支出", 2, 1)],
        [("编码", 1, 1), ("名称", 1, 1), ("小计", 1, 1), ("基本支出", 1, 1)],
    ]


def test_a_short_path_reaches_to_the_bottom() -> None:
    assert spans(["预算数/合计", "预算数/公车/小计", "预算数/公车/购置"]) == [
        [("预算数", 3, 1)],
        [("合计", 1, 2), ("公车", 2, 1)],
        [("小计", 1, 1), ("购置", 1, 1)],
    ]


def test_the_same_words_apart_are_two_cells() -> None:
    assert spans(["甲/金额", "乙", "甲/金额"])[0] == [("甲", 1, 1), ("乙", 1, 2), ("甲", 1, 1)]


def test_rows_skip_what_is_covered_from_above() -> None:
    cells = placed([[CellContent("a", row_span=2), CellContent("b", 2)], [CellContent("c"), CellContent("d")]])
    assert [(cell.slot.text, cell.row, cell.column) for cell in cells] == [
        ("a", 0, 0),
        ("b", 0, 1),
        ("c", 1, 1),
        ("d", 1, 2),
    ]
