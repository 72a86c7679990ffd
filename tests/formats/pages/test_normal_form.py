"""The normal form of printed text, and places that survive it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.formats.pages.normal_form import Run, collapsed, join_runs, normalise, passage_of, printed_lines
from juesuan.model import Place


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        (" 第一部分\u3000概况\t\r\n", "第一部分概况"),
        ("２０２２年Ａ座", "2022年A座"),
        ("９６．２３％", "96.23%"),
        ("6．资源勘探", "6．资源勘探"),
        ("（一）“三公”经费：合计，共２个；", "（一）“三公”经费：合计，共2个；"),
        ("1，234，567.89", "1,234,567.89"),
        ("2020，2021", "2020，2021"),
        ("⽀⽂⾦⻔⻓⻋⺠⻝⻘⼾", "支文金门长车民食青户"),
        ("①20个", "①20个"),
        ("面积5㎡或5m²", "面积5㎡或5m²"),
        ("零\u200b宽\ufeff\u00ad\x00符", "零宽符"),
        ("－5.6", "-5.6"),
        ("……", "……"),
        ("", ""),
    ],
)
def test_normal_form(printed, normal):
    assert normalise(printed) == normal


@given(st.text())
def test_normal_form_is_a_fixed_point_without_white_space(text):
    normal = normalise(text)

    assert normalise(normal) == normal
    assert not any(character.isspace() for character in normal)


def test_lines_as_printed():
    assert collapsed(" 项目 \u3000 行次  ") == "项目 行次"
    assert printed_lines("年度\n\n 指标  值\r\n") == ("年度", "指标 值")


def test_a_passage_knows_the_line_of_every_part():
    runs = [Run("支出决算为 202.48", Place(line=3)), Run("   ", Place(line=4)), Run("万元", Place(line=5))]
    passage = join_runs(runs)

    assert passage.text == "支出决算为202.48万元"
    assert passage.place(5, 11).line == 3
    assert passage.place(11, 13).line == 5


def test_edges_stay_aligned_when_blanks_are_dropped():
    run = Run("金 额", Place(bbox=(0.0, 0.0, 30.0, 10.0)), (0.0, 10.0, 20.0, 30.0))
    passage = join_runs([run])

    assert passage.pieces[0].edges == (0.0, 20.0, 30.0)
    assert passage.place(1, 2).bbox == (20.0, 0.0, 30.0, 10.0)


def test_edges_stay_aligned_when_a_character_expands():
    passage = join_runs([Run("㈠总", Place(bbox=(0.0, 0.0, 18.0, 9.0)), (0.0, 9.0, 18.0))])

    assert passage.text == "(一)总"
    assert passage.pieces[0].edges == (0.0, 3.0, 6.0, 9.0, 18.0)


@given(st.text(max_size=30))
def test_every_character_has_two_edges(text):
    passage = join_runs([Run(text, Place(), tuple(map(float, range(len(text) + 1))))])

    assert passage.text == normalise(text)
    assert all(len(piece.edges) == len(passage.text) + 1 for piece in passage.pieces)


def test_a_blank_cell_keeps_its_place():
    assert passage_of(" ", Place(sheet="Z01", cell="C7")).place(0, 0).cell == "C7"


@given(st.text(alphabet="12，．,.（元", max_size=24))
def test_full_width_points_and_commas_are_half_width_inside_a_number_alone(text):
    expected = re.sub(r"(?<=\d)．(?=\d)", ".", text)
    expected = re.sub(r"(?<!\d)\d{1,3}(?:，\d{3})+(?=\.\d)", lambda match: match[0].replace("，", ","), expected)

    assert normalise(text) == expected
