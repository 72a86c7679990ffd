"""Plain text: encodings, lines with their places, pages where something marks them."""

import pytest

from juesuan.formats.errors import Unsupported
from juesuan.formats.opening import open_source
from tests.formats.builders import blocks


def read(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    return open_source(path)


def lines_of_pages(source):
    return {page.number: [block.raw for block in page.blocks] for page in source.pages}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(tmp_path, encoding):
    source = read(tmp_path, "第一部分 概况\n收入 3878.84 万元，占 61.13%\n" * 20, encoding)

    assert source.problems == ()
    assert [block.text for block in blocks(source)][:2] == ["第一部分概况", "收入3878.84万元，占61.13%"]


def test_a_cut_character_is_reported_and_kept_as_a_mark(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(("决算公开" * 100).encode()[:-1])
    source = open_source(path)

    assert source.pages[0].blocks[0].text == "决算公开" * 99 + "决算公\ufffd"
    assert "无法识别" in source.problems[0].message


def test_zero_bytes_are_dropped(tmp_path):
    source = read(tmp_path, "决算公开" * 50 + "\0" + "决算公开" * 50)

    assert source.pages[0].blocks[0].text == "决算公开" * 100


def test_lines_that_lost_characters_cost_themselves_only(tmp_path):
    """A file is text while most of its lines are whole, however much the others lost."""
    whole, lost = "决算公开情况说明\n" * 6, "\ufffd" * 20 + "10.00\n"

    assert len(read(tmp_path, whole + lost * 5).pages[0].blocks) == 11
    with pytest.raises(Unsupported):
        read(tmp_path, whole + lost * 7)


def test_lines_keep_their_number_and_their_blanks(tmp_path):
    source = read(tmp_path, "收入   支出\r\n\r\n  本年收入合计     3878.84\r\n")
    first, second = source.pages[0].blocks

    assert source.flattened
    assert (first.raw, second.raw) == ("收入   支出", "  本年收入合计     3878.84")
    assert [block.passage.place(0, 2).line for block in (first, second)] == [1, 3]
    assert first.passage.place(0, 2).page is None


def test_form_feeds_divide_pages(tmp_path):
    source = read(tmp_path, "封面\n\f目录\n一\n\f\n正文\n\f")

    assert lines_of_pages(source) == {1: ["封面"], 2: ["目录", "一"], 3: ["正文"]}
    assert [block.passage.pieces[0].place.line for block in blocks(source)] == [1, 2, 3, 5]
    assert [block.passage.pieces[0].place.page for block in blocks(source)] == [1, 2, 2, 3]


def test_page_numbers_that_count_on_are_furniture(tmp_path):
    source = read(tmp_path, "甲\n- 1 -\n\f乙\n2\n\f丙\n3\n\f302\n丁\n")

    assert lines_of_pages(source) == {1: ["甲"], 2: ["乙"], 3: ["丙"], 4: ["302", "丁"]}
    assert [mark.text for page in source.pages for mark in page.furniture] == ["-1-", "2", "3"]


def test_numbers_below_their_page(tmp_path):
    source = read(tmp_path, "甲\n- 3 -\n乙\n— 4 —\n丙\n")

    assert lines_of_pages(source) == {3: ["甲"], 4: ["乙"], 5: ["丙"]}


def test_numbers_above_their_page(tmp_path):
    source = read(tmp_path, "\n- 3 -\n甲\n- 4 -\n乙\n")

    assert lines_of_pages(source) == {3: ["甲"], 4: ["乙"]}


def test_blanks_in_place_of_form_feeds(tmp_path):
    """Pages that begin with a blank, and pages that begin with their number instead: the numbers confirm both."""
    text = " 封面\n\n- 5 -\n\n一、职责\n负责\n 全区\n\n工作\n 表\n- 8 -\n\n合计\n"

    source = read(tmp_path, text)

    assert lines_of_pages(source) == {
        4: [" 封面"],
        5: ["一、职责", "负责"],
        6: [" 全区", "工作"],
        7: [" 表"],
        8: ["合计"],
    }


def test_blanks_that_the_numbers_do_not_confirm_are_indents(tmp_path):
    source = read(tmp_path, "甲\n 缩进\n- 1 -\n乙\n 缩进\n- 2 -\n丙\n")

    assert lines_of_pages(source) == {1: ["甲", " 缩进"], 2: ["乙", " 缩进"], 3: ["丙"]}


def test_numbers_that_go_back_are_no_page_marks(tmp_path):
    source = read(tmp_path, "甲\n- 5 -\n乙\n- 3 -\n")

    assert len(source.pages) == 1
