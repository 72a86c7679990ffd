"""Why something differs is said in many ways; a clause in unknown words may be one of them, and is kept as that."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.departments import Chance
from tests.examples import examples
from tests.recognising.narrative.telling import claims, one, unbound
from tests.unknown import subject

FEW = settings(max_examples=examples(80), deadline=None)
ITEM = "（三）具体情况。\n1.小学教育（2050202）：年初预算9.00万元，支出决算7.00万元，完成年初预算的77.78%"
WAYS = (
    "。差异原因：{}调整",
    "。减少的原因为{}调出",
    "。下降系{}延期",
    "。因{}压减，决算数小于年初预算数",
    "。由于{}核减，决算数小于年初预算数",
    "。决算数比年初预算数少2.00万元，主要受{}影响",
    "。（差异说明：{}结转下年）",
    "。少于预算主要为{}偏低所致",
    "，系{}延期",
    "。少支2.00万元，系{}压减0.50万元",
)
UNKNOWN = ("。主要是{}偏低", "。{}延期", "，{}同上", "（{}未开工）")
SEEDS = st.integers(0, 2**32 - 1)


@FEW
@given(way=st.sampled_from(WAYS), seed=SEEDS)
def test_a_reason_however_it_is_said(way: str, seed: int) -> None:
    read = one("N05", ITEM + way.format(subject(Chance(seed))) + "。")

    reasons = claims(read, "reason")
    assert [claim.item for claim in reasons] == [1]
    assert "N05.3#1.final" in reasons[0].operands


@FEW
@given(way=st.sampled_from(UNKNOWN), seed=SEEDS)
def test_what_is_not_understood_may_be_the_reason(way: str, seed: int) -> None:
    read = one("N05", ITEM + way.format(subject(Chance(seed))) + "。")

    assert [(claim.item, claim.section) for claim in claims(read, "remark")] == [(1, "N05.3")]


def test_amounts_alone_leave_no_remark() -> None:
    read = one("N05", f"{ITEM}。")

    assert claims(read, "remark") == []
    assert claims(read, "reason") == []


@pytest.mark.parametrize("word", ["系", "因", "由于"])
def test_a_cause_explains_only_what_was_compared(word: str) -> None:
    read = one("N02", f"本年收入合计9.00万元，{word}利息增加，其中：财政拨款收入7.00万元，占77.78%。")

    assert claims(read, "reason") == []


@pytest.mark.parametrize(
    ("text", "difference", "base"),
    [
        ("1.小学教育（2050202）：年初预算9.00万元，支出7.00万元，少支2.00万元。", "2.00", "initial"),
        ("1.小学教育（2050202）：年初预算5.00万元，支出7.00万元。多支2.00万元。", "2.00", "initial"),
    ],
)
def test_more_or_less_was_spent_than_the_one_other_amount(text: str, difference: str, base: str) -> None:
    read = one("N05", f"（三）具体情况。\n{text}")

    (change,) = claims(read, "change")
    stated = {s.id: s.amount.raw for s in read.statements}
    assert (stated[change.operands[1]], change.base) == (difference, base)
    assert unbound(read) == []
