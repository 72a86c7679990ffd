"""N01-04 … N06-04: code rules on documents whose prose was read, not made."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from juesuan.formats.pages.normal_form import passage_of
from juesuan.formats.pages.source import Paragraph
from juesuan.model import Disclosure, DocumentInfo, FormReading, Place, Severity, State, Unit
from juesuan.recognising.narrative import read_narrative
from juesuan.standard import builtin
from tests import made
from tests.checking.judging import failures, states
from tests.recognising.narrative.telling import HEADINGS

INFO = DocumentInfo(kind="final_accounts", level="部门", unit="示例局", year=2024, amount_unit=Unit.WAN)
NAMES = {
    "205": "教育支出",
    "20502": "普通教育",
    "2050201": "学前教育",
    "2050202": "小学教育",
    "206": "科学技术支出",
    "20604": "技术研究与开发",
    "2060404": "科技成果转化与扩散",
}
SPENT = {
    "205": "5.00",
    "20502": "5.00",
    "2050201": "3.00",
    "2050202": "2.00",
    "206": "4.00",
    "20604": "4.00",
    "2060404": "4.00",
}
PRIMARY = "教育支出（类）普通教育（款）小学教育（项）"
NURSERY = "教育支出（类）普通教育（款）学前教育（项）"
RESEARCH = "科学技术支出（类）技术研究与开发（款）科技成果转化与扩散（项）"


def document(
    prose: Mapping[str, str], cells: Mapping[str, Mapping[tuple[str, str], str]] | None = None, *, heading: str = ""
) -> Disclosure:
    """A document with these sections and tables; table 05 is there unless other cells for it are given."""
    t05 = {(code, "C1"): value for code, value in (("*", "9.00"), *SPENT.items())}
    wanted = {"T05": t05, **(cells or {})}
    tables = {form: made.table(form, found, labels=NAMES if form == "T05" else None) for form, found in wanted.items()}
    lines = [line for section, text in prose.items() for line in (heading or HEADINGS[section], *text.splitlines())]
    blocks = [Paragraph(passage_of(line, Place(line=number)), line) for number, line in enumerate(lines, 1)]
    told = read_narrative(blocks, {form: table for form, (table, _) in tables.items()}, INFO, builtin())
    return made.disclosure(
        None, told.statements, told.claims, told.sections, tables_made=tables, info=INFO, numbers=told.numbers
    )


def items(*lines: str) -> Disclosure:
    """A document with a list of 科目; each line is names, budget, final and what follows, separated by blanks."""
    text = "（三）具体情况。\n"
    for number, line in enumerate(lines, 1):
        names, initial, final, *rest = line.split()
        text += f"{number}．{names}。年初预算为{initial}万元，支出决算为{final}万元{rest[0] if rest else '。'}\n"
    return document({"N05": text})


CHANGED = "收、支总计均为9.00万元。与上年度相比，收、支总计各减少1.00万元，下降10.00%。"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        (CHANGED + "主要原因是项目减少。", State.PASS),
        (CHANGED, State.FAIL),
        ("收、支总计均为9.00万元。与上年度相比，收、支总计持平。", State.NOT_APPLICABLE),
    ],
)
def test_n01_04_changes_are_explained(text: str, state: State) -> None:
    assert states("N01-04", document({"N01": text})) == {state}


@pytest.mark.parametrize(("fiscal", "state"), [("9.00", State.PASS), ("5.00", State.FAIL)])
def test_n01_05_a_copied_section(fiscal: str, state: State) -> None:
    totals = {"T01": {("L31", "C1"): "9.00"}, "T04": {("L32", "C1"): fiscal}}
    prose = {"N01": CHANGED, "N04": CHANGED.replace("收、支", "财政拨款收、支")}

    assert states("N01-05", document(prose, totals)) == {state}


def test_n01_05_needs_both_tables() -> None:
    prose = {"N01": CHANGED, "N04": CHANGED.replace("收、支", "财政拨款收、支")}

    unread = replace(document(prose), readings=(FormReading("T01", "收入支出决算总表", "absent"),))

    assert states("N01-05", unread) == {State.UNDECIDABLE}
    assert states("N01-05", document(prose)) == {State.NOT_APPLICABLE}
    assert states("N01-05", document({"N01": CHANGED})) == {State.NOT_APPLICABLE}


def test_n02_05_every_income_is_mentioned() -> None:
    cells = {"T02": {("*", "C1"): "9.00", ("*", "C2"): "8.00", ("*", "C4"): "1.00"}}
    complete = "收入合计9.00万元，其中：一般公共预算财政拨款收入8.00万元，占88.89%；事业收入1.00万元，占11.11%。"

    assert states("N02-05", document({"N02": complete}, cells)) == {State.PASS}
    (missing,) = failures("N02-05", document({"N02": complete.partition("；")[0]}, cells))
    assert "C4" in missing.message
    assert states("N02-05", document({"N01": CHANGED}, cells)) == {State.UNDECIDABLE}


@pytest.mark.parametrize(
    ("words", "state"),
    [("，全部来自财政拨款。", State.PASS), ("，全部是县里给的钱。", State.UNDECIDABLE), ("。", State.FAIL)],
)
def test_n02_05_accuses_no_sentence_that_was_not_understood(words: str, state: State) -> None:
    """收入合计…，全部来自…: where that was not understood it may say what is missing."""
    cells = {"T02": {("*", "C1"): "9.00", ("*", "C2"): "9.00"}}

    assert states("N02-05", document({"N02": f"2024年度收入合计9.00万元{words}"}, cells)) == {state}


@pytest.mark.parametrize(("fiscal", "state"), [("8.00", State.PASS), ("10.00", State.FAIL)])
def test_n04_03_a_part_is_not_larger(fiscal: str, state: State) -> None:
    prose = {"N01": "收、支总计均为9.00万元。", "N04": f"财政拨款收、支总计均为{fiscal}万元。"}

    assert states("N04-03", document(prose)) == {state}


def test_n04_03_leaves_wrong_totals_to_others() -> None:
    prose = {"N01": "收、支总计均为0万元。", "N04": "财政拨款收、支总计均为8.00万元。"}

    assert states("N04-03", document(prose, {"T01": {("L31", "C1"): "9.00"}})) == {State.NOT_APPLICABLE}


STRUCTURE = "（二）结构情况。\n支出9.00万元，主要用于以下方面："


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("教育支出5.00万元，占55.56%；科学技术支出4.00万元，占44.44%。", []),
        ("教育（类）5.00万元，占55.56%；科学技术支出（类）4.00万元，占44.44%；国防支出（类）0.00万元，占0%。", []),
        ("教育支出（类）5.00万元，占55.56%；外交支出（类）4.00万元，占44.44%。", ["外交支出", "科学技术支出"]),
        ("教育支出（类）5.00万元，占55.56%；科学科术支出（类）4.00万元，占44.44%。", ["科学科术支出"]),
    ],
)
def test_n05_07_classes(text: str, words: list[str]) -> None:
    found = [outcome.message for outcome in failures("N05-07", document({"N05": STRUCTURE + text}))]

    assert len(found) == len(words)
    assert all(word in message for word, message in zip(words, sorted(found), strict=False)) or len(words) == 2


ALL = (f"{NURSERY} 3.00 3.00", f"{PRIMARY} 2.00 2.00", f"{RESEARCH} 4.00 4.00")


def test_n05_09_names_of_items() -> None:
    assert states("N05-09", items(*ALL)) == {State.PASS}
    assert states("N05-09", items(ALL[0].replace("教育支出（类）", "教育（类）"))) == {State.PASS}
    (misspelt,) = failures("N05-09", items(*ALL[:2], ALL[2].replace("科学技术支出", "科学科术支出")))
    assert "应为“科学技术支出”" in misspelt.message
    (unknown,) = failures("N05-09", items(*ALL[:2], "某某支出（类）某某事务（款）某某运行（项） 4.00 4.00"))
    assert "找不到" in unknown.message


@pytest.mark.parametrize("code", ["（2050203）", "2050203"])
def test_n05_09_a_code_without_a_row_beside_the_name_of_another(code: str) -> None:
    """One finding with both that may be meant: the amount is that of the name, and nothing else is accused."""
    document = items(ALL[0], ALL[1].replace(PRIMARY, PRIMARY + code), ALL[2])

    (found,) = failures("N05-09", document)
    assert "编码印为 2050203" in found.message
    assert "编码应为 2050202" in found.message
    assert "名称应为“初中教育”" in found.message
    assert not failures("N05-10", document)


def test_n05_09_a_code_with_a_row_beside_a_name_without_one() -> None:
    """Either may be the slip: the advice asks for one of the two, as the message does."""
    (found,) = failures(
        "N05-09", items(ALL[0], ALL[1].replace(PRIMARY, PRIMARY.replace("小学", "初中") + "（2050202）"), ALL[2])
    )

    assert "应为“小学教育”" in found.message
    assert "编码 2050202 应为 2050203" in found.message
    assert "名称写错还是编码写错" in found.hint


def test_n05_09_codes_in_the_brackets_of_the_levels() -> None:
    marked = "教育支出（205类）普通教育（20502款）小学教育（{}项）"

    assert states("N05-09", items(ALL[0], ALL[1].replace(PRIMARY, marked.format("2050202")), ALL[2])) == {State.PASS}
    (found,) = failures("N05-09", items(ALL[0], ALL[1].replace(PRIMARY, marked.format("2050201")), ALL[2]))
    assert "编码印为 2050201" in found.message


def test_n05_07_the_code_beside_a_class() -> None:
    said = "（二）结构情况。\n主要用于以下方面：教育支出（{}类）5.00万元，占55.56%；科学技术支出（206类）4.00万元，占44.44%。"

    assert not failures("N05-07", document({"N05": said.format("205")}))
    (found,) = failures("N05-07", document({"N05": said.format("208")}))
    assert "印为 208，按名称应为 205" in found.message


def test_n05_09_a_name_of_another_year_is_a_warning() -> None:
    cells = {("*", "C1"): "1.00", ("208", "C1"): "1.00", ("20805", "C1"): "1.00", ("2080505", "C1"): "1.00"}
    text = "1．社会保障和就业支出（类）行政事业单位离退休（款）机关事业单位基本养老保险缴费支出（项）。支出决算为1.00万元。"
    labels = {
        "208": "社会保障和就业支出",
        "20805": "行政事业单位养老支出",
        "2080505": "机关事业单位基本养老保险缴费支出",
    }
    table, stated = made.table("T05", cells, labels=labels)
    blocks = [Paragraph(passage_of(line, Place(line=1)), line) for line in (HEADINGS["N05"], text)]
    told = read_narrative(blocks, {"T05": table}, INFO, builtin())
    disclosure = made.disclosure(
        None, told.statements, told.claims, told.sections, tables_made={"T05": (table, stated)}, info=INFO
    )

    assert [outcome.severity for outcome in failures("N05-09", disclosure)] == [Severity.WARNING]


def test_n05_10_items_and_codes() -> None:
    assert states("N05-10", items(*ALL)) == {State.PASS}
    (twice,) = failures("N05-10", items(ALL[0], ALL[0], ALL[2]))
    assert "第 1、2 项" in twice.message
    assert "2050202" in twice.message
    (missing,) = failures("N05-10", items(*ALL[:2]))
    assert "2060404" in missing.message
    extra = "公共安全支出（类）公安（款）行政运行（项） 1.00 1.00"
    assert len(failures("N05-10", items(*ALL, extra))) == 1
    assert states("N05-10", items(*ALL, extra.replace("1.00 1.00", "1.00 0.00"))) == {State.PASS}


def test_n05_10_an_item_under_another_name_with_the_amount_of_the_missing_one() -> None:
    """The name of 2050203, the amount of 2050202: one finding for both, and not one that asks to write a second item."""
    (found,) = failures("N05-10", items(ALL[0], ALL[1].replace("小学教育", "初中教育"), ALL[2]))

    assert "报表“2050202”支出 2.00" in found.message
    assert "应是同一项" in found.message
    other = failures(
        "N05-10", items(ALL[0], ALL[1].replace("小学教育", "初中教育").replace("2.00 2.00", "2.00 1.00"), ALL[2])
    )
    assert len(other) == 2


def test_n05_10_an_unknown_item_may_be_the_missing_one() -> None:
    unknown = items(*ALL[:2], "某某支出（类）某某事务（款）某某运行（项） 4.00 4.00")

    assert states("N05-10", unknown) == {State.PASS, State.UNDECIDABLE}


def test_n05_10_says_which_of_two_items_has_the_wrong_name() -> None:
    (renamed,) = failures("N05-10", items(NURSERY + " 3.00 3.00", NURSERY + " 2.00 2.00", ALL[2]))
    assert "第2项" in renamed.hint
    assert "不要删除" in renamed.hint
    (unclear,) = failures("N05-10", items(NURSERY + " 3.00 3.00", NURSERY + " 3.00 3.00", ALL[2]))
    assert "不要删除" not in unclear.hint


FUND = "城乡社区支出（类）国有土地使用权出让收入安排的支出（款）农村基础设施建设支出（项）"
FUND_ROWS = {("*", "C3"): "1.50", ("212", "C3"): "1.50", ("21208", "C3"): "1.50", ("2120804", "C3"): "1.50"}


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (FUND_ROWS, {State.PASS}),
        ({("*", "C3"): "0.00"}, {State.PASS, State.FAIL}),
        (None, {State.PASS, State.UNDECIDABLE}),
    ],
)
def test_n05_10_items_of_all_funds(rows: Mapping[tuple[str, str], str] | None, wanted: set[State]) -> None:
    """A section about 财政拨款 speaks of the three funds: the fund's items are held against the fund's form, and follow the others."""
    others = {} if rows is None else {"T07": rows, "T08": {("*", "C3"): "0.00"}}
    text = "".join(
        f"{number}．{names}。支出决算为{amount}万元。\n"
        for number, (names, amount) in enumerate(
            ((NURSERY, "3.00"), (PRIMARY, "2.00"), (RESEARCH, "4.00"), (FUND, "1.50")), 1
        )
    )
    told = document({"N05": text}, others, heading="五、财政拨款支出决算情况说明")

    assert states("N05-10", told) == wanted
    assert states("N05-18", told) == {State.PASS}


def test_n05_18_numbers_begin_again_below_each_class() -> None:
    text = (
        f"1．{NURSERY}。支出决算为3.00万元。\n2．{PRIMARY}。支出决算为2.00万元。\n1．{RESEARCH}。支出决算为4.00万元。"
    )

    assert states("N05-18", document({"N05": text})) == {State.PASS}


@pytest.mark.parametrize(
    ("line", "state"),
    [
        (f"{PRIMARY} 4.00 2.00 ，完成年初预算的50.00%。", State.PASS),
        (f"{PRIMARY} 0 2.00 ，完成年初预算的100.00%。", State.FAIL),
        (f"{PRIMARY} 0 2.00", State.NOT_APPLICABLE),
    ],
)
def test_n05_15_no_rate_of_nothing(line: str, state: State) -> None:
    assert states("N05-15", items(line)) == {state}


def test_n05_15_nothing_of_nothing_is_a_note() -> None:
    (outcome,) = failures("N05-15", items(f"{PRIMARY} 0 0 ，完成年初预算的0%。"))

    assert outcome.severity is Severity.INFO


@pytest.mark.parametrize(
    ("line", "state"),
    [
        (f"{PRIMARY} 4.00 2.00 。决算数小于年初预算数的主要原因是压减。", State.PASS),
        (f"{PRIMARY} 2.00 2.00 。决算数等于年初预算数。", State.PASS),
        (f"{PRIMARY} 4.00 2.00", State.FAIL),
        (f"{PRIMARY} 2.00 2.00 。决算数与年初预算数存在差异的主要原因是压减。", State.FAIL),
    ],
)
def test_n05_17_reasons_where_there_is_a_difference(line: str, state: State) -> None:
    assert states("N05-17", items(line)) == {state}


def test_n05_18_order_and_numbers() -> None:
    assert states("N05-18", items(*ALL)) == {State.PASS}
    (unordered,) = failures("N05-18", items(ALL[2], *ALL[:2]))
    assert "没有按科目次序" in unordered.message
    text = f"1．{NURSERY}。支出决算为3.00万元。\n3．{PRIMARY}。支出决算为2.00万元。"
    (gap,) = failures("N05-18", document({"N05": text}))
    assert "编号不连续" in gap.message


def test_n05_19_the_same_budget_twice() -> None:
    assert states("N05-19", items(*ALL)) == {State.PASS}
    (copied,) = failures(
        "N05-19", items(f"{NURSERY} 3000.00 3.00", f"{PRIMARY} 3000.00 2.00", f"{RESEARCH} 3000.00 4.00")
    )
    assert "第 1、2 项" in copied.message
    assert [term.sign for term in copied.terms] == [
        1,
        -1,
    ]  # put right, one of the two settles it: no list of wrong numbers
    assert states("N05-19", items(f"{NURSERY} 0.02 3.00", f"{PRIMARY} 0.02 2.00", f"{RESEARCH} 7.00 4.00")) == {
        State.PASS
    }


def test_n05_20_the_same_reason() -> None:
    why = "。决算数小于年初预算数的主要原因是{}。"
    lines = [
        f"{name} 9.00 {final} "
        for name, final in ((NURSERY, "3.00"), (PRIMARY, "2.00"), (RESEARCH, "4.00"), (RESEARCH, "4.00"))
    ]
    same = items(*(line + why.format("部分项目调整") for line in lines))
    different = items(*(line + why.format(f"项目{number}调整") for number, line in enumerate(lines)))

    assert states("N05-20", same) == {State.FAIL}
    assert states("N05-20", different) == {State.PASS}
    assert states("N05-20", items(*ALL)) == {State.NOT_APPLICABLE}


def test_n05_21_whole_percentages() -> None:
    cut = items(f"{NURSERY} 8.91 8.69 ，完成年初预算的98.00%。", f"{PRIMARY} 4.27 4.10 ，完成年初预算的96.00%。")
    exact = items(f"{NURSERY} 8.91 8.69 ，完成年初预算的97.53%。", f"{PRIMARY} 2.00 2.00 ，完成年初预算的100.00%。")

    assert states("N05-21", cut) == {State.FAIL}
    assert states("N05-21", exact) == {State.PASS}
    assert states("N05-21", items(*ALL)) == {State.NOT_APPLICABLE}


BASIC = {
    "T06": {
        ("301", "C1"): "5.00",
        ("30101", "C1"): "3.00",
        ("30103", "C1"): "2.00",
        ("30107", "C1"): "0.00",
        ("302", "C1"): "1.00",
        ("30201", "C1"): "1.00",
        ("30206", "C1"): "0.00",
        ("310", "C1"): "4.00",
        ("31002", "C1"): "4.00",
    }
}


@pytest.mark.parametrize(
    ("rule", "wages", "costs", "words"),
    [
        ("N06-03", "基本工资、奖金", "办公费、办公设备购置", []),
        ("N06-03", "工资福利支出", "办公费", []),
        ("N06-03", "基本工资、奖金、绩效工资", "办公费", ["绩效工资"]),
        ("N06-03", "基本工资", "办公费", ["奖金"]),
        ("N06-03", "基本工资等", "办公费", []),
        ("N06-04", "基本工资", "办公费、办公设备购置", []),
        ("N06-04", "基本工资", "办公费、电费", ["电费", "办公设备购置"]),
    ],
)
def test_n06_lists(rule: str, wages: str, costs: str, words: list[str]) -> None:
    text = f"基本支出10.00万元。其中：人员经费5.00万元，主要包括：{wages}；公用经费5.00万元，主要包括：{costs}。"
    found = failures(rule, document({"N06": text}, BASIC))

    assert len(found) == bool(words)
    assert all(word in found[0].message for word in words)
    for said, wanted in (("而表中没有数", "删去"), ("没有列表中有数的", "补写")):
        assert all((said in outcome.message) is (wanted in outcome.hint) for outcome in found)
    assert states(rule, document({"N01": CHANGED}, BASIC)) == {State.NOT_APPLICABLE}


_MORE = (
    "等",
    "等支出",
    "等方面的支出",
    "等各项开支",
    "等费用支出",
    "等其他支出",
    "等，用于单位日常运转",
    "等支出，保证人员待遇落实",
)


@pytest.mark.parametrize("more", _MORE)
@pytest.mark.parametrize("joint", ["、", "，"])
def test_n06_examples_of_a_list(more: str, joint: str) -> None:
    """Whatever the words behind the examples are, they are no name, and what the list leaves out is not missed."""
    text = "基本支出10.00万元。其中：人员经费5.00万元，主要包括：{}；公用经费5.00万元，主要包括：{}。"
    known = document({"N06": text.format(f"基本工资{more}", f"办公费{joint}办公设备购置{more}")}, BASIC)
    odd = document({"N06": text.format(f"基本工资{joint}绩效工资{more}", f"办公费{joint}电费{more}")}, BASIC)

    assert failures("N06-03", known) == failures("N06-04", known) == []
    assert [("绩效工资" in one.message, more in one.message) for one in failures("N06-03", odd)] == [(True, False)]
    assert ["电费" in one.message for one in failures("N06-04", odd)] == [True]


@pytest.mark.parametrize("joint", ["及", "和", "与", "以及", "或", "，并含", "、还包括"])
def test_n06_joined_names_are_several(joint: str) -> None:
    text = "基本支出10.00万元。其中：人员经费5.00万元，主要包括：{}；公用经费5.00万元，主要包括：{}。"
    right = document({"N06": text.format(f"基本工资{joint}奖金", f"办公费{joint}办公设备购置")}, BASIC)
    wrong = document({"N06": text.format(f"基本工资{joint}奖金", f"办公费{joint}办公设备购置和取暖费")}, BASIC)

    assert states("N06-03", right) == states("N06-04", right) == {State.PASS}
    (found,) = failures("N06-04", wrong)
    assert found.message == "“主要包括”列有“取暖费”而表中没有数。"


@pytest.mark.parametrize(("bonus", "wrong"), [("2.00", False), ("20.00", True)])
@pytest.mark.parametrize("opening", ["主要包括：", "包括：", "，占50.00%，主要包括"])
def test_n06_lists_with_amounts_are_held_against_the_table(bonus: str, opening: str, wrong: bool) -> None:
    listed = f"基本工资3.00万元、奖金{bonus}万元"
    text = f"基本支出10.00万元。其中：人员经费5.00万元，{opening.removeprefix('，')}{listed}；公用经费5.00万元。"
    made_of = document({"N06": text}, BASIC)

    assert bool(failures("N06-02", made_of)) is wrong
    assert states("N06-03", made_of) == {State.PASS}


def test_n06_a_list_with_amounts_of_other_things_is_left_alone() -> None:
    text = "基本支出10.00万元。其中：人员经费5.00万元，主要包括：基本工资3.00万元、防暑降温待遇2.00万元；公用经费5.00万元。"
    made_of = document({"N06": text}, BASIC)

    assert {n.text for n in made_of.numbers if not n.bound} >= {"3.00万元", "2.00万元"}


def test_n06_examples_that_are_no_names_are_not_understood() -> None:
    text = "基本支出10.00万元。其中：人员经费5.00万元，主要包括：基本工资、防暑降温待遇等支出；公用经费5.00万元。"

    assert states("N06-03", document({"N06": text}, BASIC)) == {State.UNDECIDABLE}
