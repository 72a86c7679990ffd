"""Partitions are trees: a bracket's part is of what stands in front of it, and what is divided once more keeps its whole."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan.model import NumberKind
from tests.departments import Chance
from tests.examples import examples
from tests.recognising.narrative.telling import amounts, claims, one, unbound
from tests.unknown import subject

FEW = settings(max_examples=examples(60), deadline=None)
SEEDS = st.integers(0, 2**32 - 1)
CRITERIA = st.text("粮棉油煤铁盐渔林牧窑陶瓷", min_size=1, max_size=5)
"""By what something is divided: characters that no word of the grammar is made of."""
DIVIDES = st.sampled_from(("按{}划分，", "按照{}分类：", "按{}分，", "按{}分：", "从{}资金看，"))
STOPS = st.sampled_from(("；", "。"))


def _money(value: int) -> str:
    return f"{value // 100}.{value % 100:02}"


@FEW
@given(
    parts=st.tuples(st.integers(1, 10**7), st.integers(1, 10**7), st.integers(1, 10**7)),
    criteria=st.tuples(CRITERIA, CRITERIA),
    divides=st.tuples(DIVIDES, DIVIDES),
    stop=STOPS,
    seed=SEEDS,
)
def test_every_partition_is_of_the_same_whole(
    parts: tuple[int, int, int], criteria: tuple[str, str], divides: tuple[str, str], stop: str, seed: int
) -> None:
    basic, project, fiscal = parts
    first, second = (text.format(by) for text, by in zip(divides, criteria, strict=True))
    read = one(
        "N03",
        f"本年支出合计{_money(basic + project)}万元，{first}财政拨款支出{_money(fiscal)}万元，占1.00%，"
        f"{subject(Chance(seed))}2.00万元，占2.00%{stop}"
        f"{second}基本支出{_money(basic)}万元，占3.00%，项目支出{_money(project)}万元，占4.00%。",
    )

    whole = next(s.id for s in read.statements if str(s.fact) == "spend")
    shares = {claim.amount.raw: claim.operands[1] for claim in claims(read, "share") if claim.amount is not None}
    assert {rate: shares.get(rate) for rate in ("1.00%", "3.00%", "4.00%")} == dict.fromkeys(
        ("1.00%", "3.00%", "4.00%"), whole
    )


@FEW
@given(
    others=st.lists(st.sampled_from(("财政拨款收入", "经营收入", "其他收入")), unique=True, min_size=1),
    opening=st.sampled_from(("其中", "其中：", "含", "", "其中，")),
    place=st.integers(0, 3),
)
def test_a_bracket_s_part_is_no_part_of_the_list_around_it(others: list[str], opening: str, place: int) -> None:
    listed = [f"{name}10.00万元，占20.00%" for name in others]
    listed.insert(min(place, len(listed)), f"事业收入40.00万元（{opening}教育收费25.00万元），占80.00%")
    read = one("N02", f"本年收入合计50.00万元，其中：{'；'.join(listed)}。")

    stated = amounts(read)
    assert (stated["income[source=business]"], stated["income[source=fees]"]) == ("40.00", "25.00")
    assert not unbound(read)
    ids = {str(s.fact): s.id for s in read.statements}
    assert all(ids["income[source=fees]"] not in claim.operands for claim in claims(read, "sum"))
    share = next(claim for claim in claims(read, "share") if claim.amount is not None and claim.amount.raw == "80.00%")
    assert share.operands == (ids["income[source=business]"], ids["income"])


@FEW
@given(rate=st.integers(0, 9999))
def test_the_share_of_a_bracket_s_part_is_of_what_stands_in_front_of_it(rate: int) -> None:
    printed = f"{rate // 100}.{rate % 100:02}%"
    read = one(
        "N02", f"本年收入合计50.00万元，其中：事业收入40.00万元（其中教育收费25.00万元，占{printed}），占80.00%。"
    )

    ids = {str(s.fact): s.id for s in read.statements}
    share = next(claim for claim in claims(read, "share") if claim.amount is not None and claim.amount.raw == printed)
    assert share.operands == (ids["income[source=fees]"], ids["income[source=business]"])


def test_what_makes_up_a_total_does_not_hand_its_fund_on() -> None:
    read = one(
        "N04",
        "财政拨款支出总计700.00万元，其中：一般公共预算支出600.00万元、政府性基金支出55.00万元，"
        "年末结转45.00万元（一般公共预算40.00万元、政府性基金5.00万元）。",
    )

    assert {fact: amount for fact, amount in amounts(read).items() if fact.startswith("balance")} == {
        "balance[fund=fiscal,at=closing]": "45.00",
        "balance[fund=gpb,at=closing]": "40.00",
        "balance[fund=gf,at=closing]": "5.00",
    }
    assert not [n for n in read.numbers if n.kind is NumberKind.AMOUNT and not n.bound]


@FEW
@given(
    parts=st.lists(st.sampled_from(("货物", "工程", "服务")), unique=True, min_size=2),
    rates=st.lists(st.integers(1, 9999), min_size=3),
)
def test_shares_in_a_row_are_of_the_parts_in_a_row(parts: list[str], rates: list[int]) -> None:
    printed = [f"{_money(rate)}%" for rate in rates[: len(parts)]]
    listed = "，".join(f"{name}{index}0.00万元" for index, name in enumerate(parts, 1))
    read = one("N11", f"全年采购980.00万元：{listed}，占比分别为{'、'.join(printed)}。")

    ids = {s.amount.raw: s.id for s in read.statements}
    assert [claim.operands for claim in claims(read, "share")] == [
        (ids[f"{index}0.00"], ids["980.00"]) for index in range(1, len(parts) + 1)
    ]


@FEW
@given(base=st.integers(1, 10**7), rate=st.integers(1, 9999))
def test_the_base_of_a_share_may_stand_with_its_amount(base: int, rate: int) -> None:
    printed = f"{_money(rate)}%"
    read = one(
        "N05", f"一般公共预算财政拨款支出600.00万元，占本年支出{_money(base)}万元的{printed}，比上年增加5.00万元。"
    )

    ids = {str(s.fact): s.id for s in read.statements}
    assert claims(read, "share")[0].operands == (ids["spend[fund=gpb]"], ids["spend"])
    assert claims(read, "change")[0].operands[0] == ids["spend[fund=gpb]"]
    assert unbound(read) == []


@FEW
@given(seed=SEEDS)
def test_the_parts_of_what_nobody_knows_are_unknown(seed: int) -> None:
    read = one(
        "N02",
        f"本年收入合计9.00万元，{subject(Chance(seed))}5.00万元（一般公共预算3.00万元、政府性基金预算2.00万元）。",
    )

    assert set(amounts(read)) == {"income"}


def test_two_budgets_completed_in_a_row() -> None:
    read = one(
        "N05",
        "1.小学教育（2050202）：年初预算50.00万元，全年预算60.00万元，支出决算57.00万元，完成年初预算的114.00%、全年预算的95.00%。",
    )

    assert [claim.operands[1].rpartition(".")[2] for claim in claims(read, "completion")] == ["initial", "adjusted"]


@FEW
@given(amount=st.integers(0, 9999), unit=st.sampled_from(("万元", "元", "亿元", "%")))
def test_an_amount_at_the_beginning_of_a_line_is_no_heading(amount: int, unit: str) -> None:
    rest = "占" if unit == "%" else "支出决算为"
    read = one("N09", f"1．因公出国（境）费年初预算为9.00万元，支出决算为3.00万元，{rest}\n{_money(amount)}{unit}。")

    assert len([section for section in read.sections if section.id.startswith("N09")]) == 1
