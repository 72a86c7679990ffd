"""What others write in other words accuses nobody; what the words say and the numbers deny is named."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.checking.narrative.told import alarms_of
from tests.departments import Chance
from tests.examples import examples
from tests.unknown import subject

FEW = settings(max_examples=examples(25), deadline=None)
SEEDS = st.integers(0, 2**32 - 1)
ITEM = "（三）具体情况。\n1.小学教育（2050202）：年初预算9.00万元，支出决算7.00万元，完成年初预算的77.78%"
YEARS = st.integers(2015, 2030).filter(lambda year: year != 2023)
STATED = (
    ("N02", "{}年度收入合计2012.00万元。"),
    ("N10", "{}年度机关运行经费支出59.72万元，比上年度减少3.28万元，下降5.21%。"),
    ("N11", "{}年度政府采购支出总额980.00万元。"),
    ("N12", "{}年期末，我部门共有车辆4辆。"),
    ("N12", "{}年末，共有车辆4辆。"),
    ("N09", "国内接待支出1.60万元，{}年共接待国内来访团组18个、来宾160人次。"),
    ("N08", "本部门{}年度没有国有资本经营预算财政拨款收入。"),
)


@FEW
@given(
    ending=st.sampled_from(("。{}延期", "。主要是{}偏低", "，系{}延期", "。因{}压减，决算数小于年初预算数")), seed=SEEDS
)
def test_a_clause_that_may_be_a_reason_is_not_missed(ending: str, seed: int) -> None:
    assert not alarms_of([("N05", f"{ITEM}{ending.format(subject(Chance(seed)))}。")], ["N05-17"])


def test_amounts_alone_are_no_reason() -> None:
    assert [rule for rule, _ in alarms_of([("N05", f"{ITEM}。")], ["N05-17"])] == ["N05-17"]


@FEW
@given(stated=st.sampled_from(STATED), back=st.booleans())
def test_the_wrong_year_of_what_a_section_states_is_named(stated: tuple[str, str], back: bool) -> None:
    section, text = stated
    year = "2022" if back or section != "N12" else "2021"

    assert [(rule, year in message) for rule, message in alarms_of([(section, text.format(year))], ["F-08"])] == [
        ("F-08", True)
    ]
    assert not alarms_of([(section, text.format(2023))], ["F-08"])


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("N10", "2023年度机关运行经费支出59.72万元，2022年度机关运行经费支出63.00万元，减少3.28万元。"),
        ("N10", "2022年度机关运行经费支出63.00万元。2023年度机关运行经费支出59.72万元。"),
        ("N01", "2022年末结转和结余20.00万元，2023年度收、支总计均为2038.00万元。"),
        ("N09", "2023年共接待国内来访团组18个、来宾160人次，2022年共接待国内来访团组20个、来宾170人次。"),
        ("N13", "2024年，我部门组织对2023年度5个项目开展绩效自评。"),
    ],
)
def test_another_year_beside_the_own_one_is_right(section: str, text: str) -> None:
    assert not alarms_of([(section, text)], ["F-08"])


@FEW
@given(final=st.integers(1, 10**6), budget=st.integers(1, 10**6), off=st.integers(-3, 3), word=st.sampled_from("多少"))
def test_more_or_less_than_the_budget_by_just_that(final: int, budget: int, off: int, word: str) -> None:
    moved = abs(final - budget) + off
    assume(moved > 0 and (not off or abs(off) > 1))  # by one in the last digit it may be rounded
    right = off == 0 and (final > budget) == (word == "多")
    said, planned, spent = (f"{value // 100}.{value % 100:02}万元" for value in (moved, budget, final))
    text = f"（三）具体情况。\n1.小学教育（2050202）：年初预算{planned}，支出{spent}，{word}支{said}，系调整。"

    assert bool(alarms_of([("N05", text)], ["N05-03"])) is (not right)


@pytest.mark.parametrize("published", ["现公开其中1个项目的自评表", "其余项目另行公开", "仅公开1个项目自评表"])
def test_a_name_behind_a_word_of_the_sentence_is_no_slip(published: str) -> None:
    text = f"支出合计5000.00万元，其中：项目支出1800.00万元；其中工资福利支出2600.00万元。{published}。"

    assert not alarms_of([("N03", text)], ["L-02"])


@FEW
@given(batches=st.integers(1, 500), people=st.integers(1, 500))
def test_there_are_no_more_batches_than_people(batches: int, people: int) -> None:
    text = f"国内接待支出1.60万元，共接待国内来访团组{batches}个、来宾{people}人次。"

    assert bool(alarms_of([("N09", text)], ["N09-11"])) is (batches > people)


def test_micro_enterprises_get_no_more_than_small_ones() -> None:
    text = "实际采购支出980.00万元。合同授予中小企业{}万元，其中小微企业441.00万元。"

    assert not alarms_of([("N11", text.format("882.00"))], ["N11-02"])
    assert alarms_of([("N11", text.format("414.00"))], ["N11-02"])


def test_alternatives_that_were_left_are_no_contradiction() -> None:
    text = "收、支总计均为2038.00万元。与上年度相比，收、支总计各增加/减少50.00万元，增长2.52%。"

    assert not alarms_of([("N01", text)], ["L-06"])
    assert alarms_of([("N01", text.replace("增加/", ""))], ["L-06"])


@FEW
@given(spent=st.integers(1000, 10**6), guests=st.integers(100, 5000), off=st.integers(-5, 5))
def test_what_a_guest_cost_follows_from_the_list(spent: int, guests: int, off: int) -> None:
    average = round(100 * spent / guests)
    assume(average + off > 0 and (off == 0 or abs(off) > 1))
    text = f"公务接待{spent // 100}.{spent % 100:02}万元，接待18批{guests}人，人均{average + off}元。"

    assert bool(alarms_of([("N09", text)], ["N09-12"])) is (off != 0)


@pytest.mark.parametrize("verb", ["说明具体", "填写", "简要说明", "列明主要"])
def test_what_a_template_asks_for_is_left(verb: str) -> None:
    text = f"机关运行经费支出59.72万元，比上年度减少3.28万元。主要原因是（请{verb}原因）。"

    assert alarms_of([("N10", text)], ["L-07"])
    assert not alarms_of([("N10", text.replace(f"（请{verb}原因）", "压减办公费（请见附件）"))], ["L-07"])


@FEW
@given(middle=st.sampled_from("攻改致效跋"))
def test_a_fund_with_one_wrong_character(middle: str) -> None:
    text = "财政拨款收、支总计均为2020.00万元。上级财务拨款、地方财力拨款另计。"

    assert not alarms_of([("N04", text)], ["L-02"])
    assert alarms_of([("N04", text.replace("财政", f"财{middle}", 1))], ["L-02"])


@FEW
@given(verb=st.sampled_from(("未组织", "没有安排", "无", "未派员参加")), seed=SEEDS)
def test_what_is_denied_in_unknown_words_may_be_what_is_missing(verb: str, seed: int) -> None:
    text = "因公出国（境）费支出0.00万元，{}。公务用车购置0辆，保有量2辆。接待国内来访团组18个、来宾160人次。"

    assert not alarms_of([("N09", text.format(verb + subject(Chance(seed))))], ["N09-05"])
    assert alarms_of([("N09", text.format("占0.00%"))], ["N09-05"])


@FEW
@given(seed=SEEDS, which=st.integers(0, 2))
def test_a_sum_with_one_part_that_nobody_knows_is_not_judged_over_the_others(seed: int, which: int) -> None:
    """Parts of an unknown name stand in a list of amounts: neither is a neighbour's, and what they lack may be theirs."""
    names = ["政府采购货物支出", "政府采购工程支出", "政府采购服务支出"]
    names[which] = subject(Chance(seed))
    parts = "、".join(f"{name}{amount}万元" for name, amount in zip(names, ("109.34", "46.70", "113.89"), strict=True))

    assert not alarms_of([("N11", f"2023年度政府采购支出总额269.93万元，其中：{parts}。")], ["N11-01"])


LAST_YEAR = (
    "机关运行经费支出{now}，比上年的{then}{word}{moved}，{word}{rate}%。",
    "机关运行经费支出{now}，2022年度机关运行经费支出{then}，{word}{moved}。",
    "机关运行经费支出{now}，上年为{then}，同比{word}{rate}%。",
    "机关运行经费支出{now}，与2022年度的{then}相比，{word}{moved}，{word}{rate}%。",
)


@FEW
@given(
    sentence=st.sampled_from(LAST_YEAR),
    now=st.integers(10**5, 10**6),
    then=st.integers(10**5, 10**6),
    wrong=st.sampled_from(["", "way", "amount", "rate"]),
)
def test_what_is_printed_of_last_year_is_what_it_changed_from(sentence: str, now: int, then: int, wrong: str) -> None:
    """Amount, rate and way of a change against last year's amount, where the prose prints it."""
    assume(abs(now - then) > 1000 and now != 2 * then)
    up = (now > then) != (wrong == "way")
    moved = abs(now - then) + 7 * (wrong == "amount")
    rate = round(10000 * abs(now - then) / then) + 70 * (wrong == "rate")
    said = {
        name: f"{value // 100}.{value % 100:02}万元" for name, value in (("now", now), ("then", then), ("moved", moved))
    }
    text = sentence.format(**said, word="增加" if up else "减少", rate=f"{rate // 100}.{rate % 100:02}")
    planted = wrong == "way" or f"{{{wrong.replace('amount', 'moved')}}}" in sentence

    assert bool(alarms_of([("N10", text)], ["N10-02", "L-06"])) is planted


@FEW
@given(now=st.integers(2, 40), then=st.integers(2, 40), off=st.integers(-1, 1))
def test_as_many_fewer_as_last_year_s_count_says(now: int, then: int, off: int) -> None:
    assume(now != then and abs(now - then) + off > 0)
    word = "增加" if now > then else "减少"
    text = f"截至年末，本部门共有车辆{now}辆，比上年的{then}辆{word}{abs(now - then) + off}辆。"

    assert bool(alarms_of([("N12", text)], ["Y-09"])) is (off != 0)


PARTS_OF = (
    ("N03", "基本支出{whole}万元（人员经费{one}万元、公用经费{other}万元）。"),
    ("N05", "2023年度一般公共预算财政拨款支出{whole}万元（基本支出{one}万元、项目支出{other}万元）。"),
    (
        "N04",
        "财政拨款本年收入{whole}万元，其中：一般公共预算财政拨款收入{one}万元，政府性基金预算财政拨款收入{other}万元。",
    ),
    ("N04", "财政拨款收、支总计均为{whole}万元，其中年初财政拨款结转和结余{one}万元，本年收入{other}万元。"),
    ("N07", "政府性基金预算财政拨款支出{whole}万元（其中：基本支出{one}万元，项目支出{other}万元）。"),
    ("N09", "公务用车购置及运行维护费支出{whole}万元（购置费{one}万元，运行维护费{other}万元）。"),
)


@FEW
@given(
    stated=st.sampled_from(PARTS_OF),
    one=st.integers(1, 10**6),
    other=st.integers(1, 10**6),
    off=st.sampled_from([0, 9]),
)
def test_the_parts_that_a_bracket_or_a_list_gives_make_up_the_whole(
    stated: tuple[str, str], one: int, other: int, off: int
) -> None:
    section, text = stated
    values = {"one": one, "other": other, "whole": one + other + off}
    said = {name: f"{value // 100}.{value % 100:02}" for name, value in values.items()}
    found = alarms_of([(section, text.format(**said))])

    assert bool([rule for rule, message in found if "之和" in message]) is (off != 0), found


@FEW
@given(now=st.integers(10**5, 10**6), moved=st.integers(10**3, 10**4), up=st.booleans())
def test_a_rate_that_fits_the_other_way_says_so(now: int, moved: int, up: bool) -> None:
    before = now - moved if up else now + moved
    rate = round(10000 * moved / before)
    assume(abs(rate - round(10000 * moved / (now + moved if up else now - moved))) > 1)
    said = [f"{value // 100}.{value % 100:02}" for value in (now, moved, rate)]
    text = f"机关运行经费支出{said[0]}万元，比上年{'减少' if up else '增加'}{said[1]}万元，{'下降' if up else '增长'}{said[2]}%。"

    assert [
        f"按“{'增加' if up else '减少'}”计算恰为" in message for _, message in alarms_of([("N10", text)], ["N10-02"])
    ] == [True]


@pytest.mark.parametrize(("amount", "alarmed"), [("0.00", False), ("5.00", True)])
def test_what_stayed_nothing_may_be_explained(amount: str, alarmed: bool) -> None:
    text = f"“三公”经费支出{amount}万元，与上年持平，主要原因是继续严控支出。"

    assert bool(alarms_of([("N09", text)], ["Y-09"])) is alarmed


def test_one_wrong_order_is_told_once() -> None:
    text = "公务接待费预算2.50万元，支出决算2.60万元，决算数小于预算数，主要原因是批次增加。"

    assert [rule for rule, message in alarms_of([("N09", text)]) if "应为“大于”" in message] == ["N09-04"]


@FEW
@given(
    spent=st.integers(1000, 10**6),
    number=st.integers(2, 300),
    off=st.integers(-5, 5),
    how=st.sampled_from(
        [
            "因公出国（境）费{money}万元，全年出国（境）团组1个，累计{number}人次，人均{average}元。",
            "公务接待费{money}万元，共接待{number}批次，批均接待费{average}元。",
            "公务接待费{money}万元，国内接待{number}批次900人次，平均每批次{average}元。",
            "公务用车购置费{money}万元，购置{number}辆，均价{average}元。",
            "公务用车运行维护费{money}万元，公务用车保有量为{number}辆，车均{average}元。",
            "公务用车运行维护费{money}万元，公务用车保有量为{number}辆，车均运行维护费{average}元。",
        ]
    ),
)
def test_averages_follow_from_what_is_counted(spent: int, number: int, off: int, how: str) -> None:
    """Whatever is given to the full yuan is held to that, and the money only to what its two decimals leave open."""
    average = round(100 * spent / number)
    missed = abs((average + off) * number - 100 * spent)  # yuan, in all
    assume(average + off > 0 and (off == 0 or 2 * missed > number + 100))
    text = how.format(money=f"{spent // 100}.{spent % 100:02}", number=number, average=average + off)

    assert bool(alarms_of([("N09", text)], ["N09-12"])) is (off != 0)


def test_averages_of_nobody_knows_what_are_not_judged() -> None:
    for text in ("公务用车购置费40.00万元，车均3.00万元。", "国内公务接待12批次96人次，人均消费标准90元。"):
        assert not alarms_of([("N09", text)], ["N09-12"])
