"""Forms in text that lost its columns, or kept them by tabs and blanks."""

from __future__ import annotations

from juesuan.model import Doubtful, Quality, Reader
from juesuan.recognising.forms import FormsRead, recognise_forms
from juesuan.standard import builtin
from tests.recognising.forms.pages import state, text_source, values

GPB = """一般公共预算财政拨款支出决算表
公开05表
部门：青禾市档案局 2022年度 金额单位：万元
项 目 本年支出
功能分类
科目编码
科目名称 小计 基本支出 项目支出
栏次 1 2 3
"""


def read(text: str) -> FormsRead:
    return recognise_forms(text_source(text), builtin())


def test_lost_blanks_are_found_by_the_sums() -> None:
    """Two figures on a line: basic or project? Only one reading adds up."""
    found = read(
        GPB + "合计 9.00 4.00 5.00\n201 一般公共服务支出 4.00 4.00\n205 教育支出 5.00 5.00\n注：本表反映支出情况。"
    )

    assert values(found, "T05") == {
        "*.C1": "9.00", "*.C2": "4.00", "*.C3": "5.00", "201.C1": "4.00", "201.C2": "4.00", "205.C1": "5.00", "205.C3": "5.00",
    }  # fmt: skip
    assert state(found, "T05") == "read"
    assert next(s for s in found.statements if s.id == "T05[205].C2").is_blank
    # The total of a row stands in the first column whatever follows: only the other two were open.
    settled = {f"T05[{code}].C{n}" for code in ("201", "205") for n in (2, 3)}
    assert {s.id: s.quality for s in found.statements} == {
        s.id: Quality.DERIVED if s.id in settled else Quality.PRINTED for s in found.statements
    }
    assert {s.reader for s in found.statements} == {Reader.WORDS}


def test_what_the_sums_leave_open_is_ambiguous() -> None:
    """Two equal amounts that may change places: both are said to be undecided, the rest is read."""
    found = read(
        GPB + "合计 9.00 4.50 4.50\n201 一般公共服务支出 4.50 4.50\n205 教育支出 4.50 4.50\n注：本表反映支出情况。"
    )

    undecided = {s.id for s in found.statements if s.ambiguous}
    assert undecided == {f"T05[{code}].C{n}" for code in ("201", "205") for n in (2, 3)}
    assert {s.id for s in found.statements if s.quality is Quality.DOUBTFUL} == undecided
    for s in found.statements:
        if isinstance(s.certainty, Doubtful):  # the number or a blank: whichever it is, the other is its rival
            assert {s.amount.raw, *s.certainty.rivals} == {"4.50", ""}
            assert len(s.certainty.rivals) == 1
    assert state(found, "T05") == "partial"


def test_another_form_decides_what_the_sums_leave_open() -> None:
    """The same fact is stated by 03 in full."""
    whole = (
        "支出决算表\n单位：万元\n科目编码 科目名称 本年支出合计 基本支出 项目支出 上缴上级支出 经营支出 对附属单位补助支出\n"
        "栏次 1 2 3 4 5 6\n合计 9.00 4.50 4.50 0.00 0.00 0.00\n201 一般公共服务支出 4.50 4.50 0.00 0.00 0.00 0.00\n"
        "205 教育支出 4.50 0.00 4.50 0.00 0.00 0.00\n注：本表反映支出情况。\n"
    )
    found = read(
        whole + GPB + "合计 9.00 4.50 4.50\n201 一般公共服务支出 4.50 4.50\n205 教育支出 4.50 4.50\n注：本表。"
    )

    assert values(found, "T05")["201.C2"] == "4.50"
    assert values(found, "T05")["205.C3"] == "4.50"
    assert state(found, "T05") == "read"


def test_a_sum_that_is_wrong_does_not_upset_the_rest() -> None:
    """One figure was mistyped: the reading that breaks least is taken."""
    body = "合计 9.00 4.00 5.00\n201 一般公共服务支出 4.00 4.00\n205 教育支出 5.00 5.00\n20502 普通教育 5.10 5.10\n"
    found = read(GPB + body + "注：本表反映支出情况。")

    assert values(found, "T05")["205.C3"] == "5.00"
    assert values(found, "T05")["20502.C3"] == "5.10"


def test_a_whole_number_that_looks_like_a_code() -> None:
    """205 ten thousand is an amount; 205 before a name is a code."""
    found = read(GPB + "合计 208 3 205\n201 一般公共服务支出 3 3\n205 教育支出 205 205\n注：本表反映支出情况。")

    assert found.tables["T05"].row_keys == ("*", "201", "205")
    assert values(found, "T05")["205.C3"] == "205"


def test_names_on_lines_of_their_own() -> None:
    body = "合计 8.69 8.69\n2080505\n机关事业单位基本养老保险缴\n费支出\n8.69 8.69\n"
    found = read(
        GPB
        + "合计 8.69 8.69\n208 社会保障和就业支出 8.69 8.69\n20805 养老支出 8.69 8.69\n"
        + body[body.index("2080505") :]
    )

    assert found.tables["T05"].row("2080505").label == "机关事业单位基本养老保险缴费支出"


def test_a_long_amount_on_two_lines() -> None:
    body = "合计 1,663,881,542.18 0.00 1,663,881,542.18\n201 一般公共服务支出\n1,663,881,542.1\n8\n0.00\n1,663,881,542\n.18\n"
    found = read(GPB + body + "注：本表反映支出情况。")

    assert values(found, "T05")["201.C1"] == values(found, "T05")["201.C3"] == "1,663,881,542.18"


def test_codes_in_pieces() -> None:
    found = read(
        GPB
        + "合计 4.00 4.00 0.00\n201 一般公共服务支出 4.00 4.00 0.00\n201 06 财政事务 4.00 4.00 0.00\n201 06 01 行政运行 4.00 4.00 0.00"
    )

    assert found.tables["T05"].row_keys == ("*", "201", "20106", "2010601")


def test_line_numbers_are_anchors() -> None:
    """Amounts run into the next label, blank ones are gone; figures equal to a line number do not confuse."""
    labels = ["一般公共服务", "外交", "国防", "公共安全", "教育", "科学技术"]
    income = [
        "一、一般公共预算财政拨款收入",
        "二、政府性基金预算财政拨款收入",
        "三、国有资本经营预算财政拨款收入",
        "",
        "",
        "",
    ]
    amounts = {"1": "33.00", "32": "32", "34": "1.00"}
    lines = []
    for index, (left, right) in enumerate(zip(income, labels, strict=True)):
        one, two = str(index + 1), str(index + 32)
        numeral = "一二三四五六"[index]
        lines.append(f"{left} {one} {amounts.get(one, '')}{numeral}、{right}支出 {two} {amounts.get(two, '')}")
    rest = [f"{n} {n + 31}" for n in range(7, 27)]
    totals = ["本年收入合计 27 33.00 本年支出合计 58 33.00", "总计 31 33.00 总计 62 33.00"]
    head = "收入支出决算总表\n公开01表\n金额单位：万元\n收入 支出\n项目 行次 金额 项目 行次 金额\n栏次 1 栏次 2\n"
    found = read(head + "\n".join([*lines, *rest, *totals]) + "\n注：本表反映总收支。")

    assert values(found, "T01") == {
        "L1.C1": "33.00", "L32.C2": "32", "L34.C2": "1.00", "L27.C1": "33.00", "L58.C2": "33.00", "L31.C1": "33.00",
        "L62.C2": "33.00",
    }  # fmt: skip


def test_two_sides_without_line_numbers() -> None:
    text = (
        "财政拨款收入支出决算总表\n单位：万元\n收入 支出\n项目 决算数 项目 合计 一般公共预算财政拨款 政府性基金预算财政拨款\n"
        "一、一般公共预算财政拨款 8.00 一、一般公共服务支出 8.00 8.00\n二、政府性基金预算财政拨款 二、外交支出\n"
        "本年收入合计 8.00 本年支出合计 8.00 8.00\n年初财政拨款结转和结余 1.00 年末财政拨款结转和结余 1.00 1.00\n"
        "一、一般公共预算财政拨款 1.00\n二、政府性基金预算财政拨款\n总计 9.00 总计 9.00 9.00\n"
    )
    found = read(text)

    assert values(found, "T04") == {
        "L1.C1": "8.00", "L33.C2": "8.00", "L33.C3": "8.00", "L27.C1": "8.00", "L59.C2": "8.00", "L59.C3": "8.00",
        "L28.C1": "1.00", "L60.C2": "1.00", "L60.C3": "1.00", "L29.C1": "1.00", "L32.C1": "9.00", "L64.C2": "9.00",
        "L64.C3": "9.00",
    }  # fmt: skip


def test_torn_codes_and_a_page_break_inside_one() -> None:
    """The names find the rows; what a page break tore off a code belongs to nobody."""
    text = (
        "一般公共预算财政拨款基本支出决算表\n单位：万元\n人员经费 公用经费\n科目\n编码\n科目名称 决算数\n科\n目\n科目名称 决算数\n"
        "301 工资福利支出 9.00 302 商品和服务支出 5.00 310 资本性支出 0.00\n30101 基本工资 9.00\n302\n01\n办公费 4.00\n310\n01\n"
        "房屋建筑物购建 0.00\n30110 职工基本医疗保险缴费 302 取暖费 1.00 310 大型修缮 0.00\n08 06\n"
        "30111 公务员医疗补助缴费 0.00\n302\n09\n物业管理费 0.00\n人员经费合计 9.00 公用经费合计 5.00\n注：本表。"
    )
    found = read(text)

    assert values(found, "T06") == {
        "301.C1": "9.00", "302.C1": "5.00", "310.C1": "0.00", "30101.C1": "9.00", "30201.C1": "4.00", "31001.C1": "0.00",
        "30208.C1": "1.00", "31006.C1": "0.00", "30111.C1": "0.00", "30209.C1": "0.00", "personnel.C1": "9.00",
        "operating.C1": "5.00",
    }  # fmt: skip
    assert found.tables["T06"].cells["30110", "C1"].raw == ""


def test_twelve_figures_of_the_three_public_expenses() -> None:
    figures = "3.90 0.00 3.00 0.00 3.00 0.90 1.50 0.00 1.20 0.00 1.20 0.30"
    head = "财政拨款“三公”经费支出决算表\n单位：万元\n预算数 决算数\n合计\n因公出国\n（境）费\n1 2 3 4 5 6 7 8 9 10 11 12\n"
    found = read(head + figures)

    assert values(found, "T09") == {f"*.C{n}": text for n, text in enumerate(figures.split(), 1)}


def test_a_row_of_figures_for_each_stage() -> None:
    head = "财政拨款“三公”经费支出决算表\n单位：万元\n项目 合计 因公出国（境）费 小计 购置费 运行费 公务接待费\n栏次 1 2 3 4 5 6\n"
    found = read(head + "预算数 3.90 0.00 3.00 0.00 3.00 0.90\n决算数 1.50 0.00 1.20 0.00 1.20 0.30\n")

    assert values(found, "T09")["*.C5"] == "3.00"
    assert values(found, "T09")["*.C11"] == "1.20"


def test_an_empty_form() -> None:
    text = "政府性基金预算财政拨款收入支出决算表\n单位：万元\n科目编码 科目名称 小计 基本支出 项目支出\n栏次 1 2 3 4 5 6\n合计\n说明：本表无数据。"
    found = read(text)

    assert {s.id for s in found.statements if s.is_blank} == {f"T07[*].C{n}" for n in range(1, 7)}
    assert found.tables["T07"].notes == ("说明：本表无数据。",)
    assert state(found, "T07") == "read"


def test_the_contents_are_no_forms() -> None:
    found = read(
        "目录\n一、收入支出决算总表\n二、收入决算表\n三、支出决算表\n第三部分 情况说明\n一、收入支出决算总体情况说明"
    )

    assert not found.tables


def test_tabs_keep_the_columns() -> None:
    rows = [
        "科目编码\t科目名称\t小计\t基本支出\t项目支出",
        "\t合计\t9.00\t\t9.00",
        "205\t教育支出\t9.00\t\t9.00",
        "注：本表反映支出情况。",
    ]
    found = read("一般公共预算财政拨款支出决算表\n单位：万元\n" + "\n".join(rows))

    assert values(found, "T05") == {"*.C1": "9.00", "*.C3": "9.00", "205.C1": "9.00", "205.C3": "9.00"}
    assert found.tables["T05"].notes == ("注：本表反映支出情况。",)


def test_blanks_line_the_columns_up() -> None:
    rows = [
        "科目编码  科目名称          小计    基本支出  项目支出",
        "          合计              9.00    4.50      4.50",
        "201       一般公共服务支出  4.50              4.50",
        "205       教育支出          4.50    4.50",
    ]
    found = read("一般公共预算财政拨款支出决算表\n单位：万元\n" + "\n".join(rows))

    assert values(found, "T05")["201.C3"] == "4.50"
    assert values(found, "T05")["205.C2"] == "4.50"


def test_a_reading_that_does_not_add_up_is_not_trusted() -> None:
    """Names and amounts on different lines: no identity holds, so no number is judged."""
    text = (
        "一般公共预算财政拨款基本支出决算表\n单位：万元\n科目编码 科目名称 决算数\n301 9.00\n302 5.00\n工资福利支出\n"
        "商品和服务支出\n30101 8.00\n30201 4.00\n基本工资\n办公费\n30102 1.00\n津贴补贴\n人员经费合计\n9.00\n公用经费合计\n5.00\n"
    )
    found = read(text)

    assert state(found, "T06") == "partial"
    assert all(s.ambiguous for s in found.statements if s.amount.raw)
