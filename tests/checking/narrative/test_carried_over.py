"""L-12: what the text says of money that was carried over, and what the tables have of it."""

from __future__ import annotations

import pytest

from juesuan import check
from juesuan.model import Disclosure, NumberKind, NumberSeen, Place, Severity, State
from tests import made
from tests.checking.judging import failures, states

USED = (
    "主要原因是使用上年结转资金。",
    "主要原因是动用以前年度财政拨款结转结余。",
    "支出增加，系安排年初结转和结余支出。",
)
NONE = ("主要原因是没有年初结转资金。", "主要原因是无上年结转和结余。")
NEITHER = ("主要原因是新增人员。", "除使用上年结转外均为当年拨款。", "使用非财政拨款结余弥补差额。")


def document(text: str, opening: str, section: str, **changes: object) -> Disclosure:
    tables = {"T01": {("L29", "C1"): opening}}
    return made.disclosure(tables, sections=(made.section(section, text),), **changes)


@pytest.mark.parametrize("section", ["N01", "N03"])
@pytest.mark.parametrize("text", USED)
def test_nothing_was_there_to_be_used(text: str, section: str) -> None:
    (found,) = failures("L-12", document(text, "0.00", section))

    assert found.message.endswith("为 0.00，请核对。")
    assert states("L-12", document(text, "3.00", section)) == {State.PASS}


@pytest.mark.parametrize("text", NONE)
def test_something_was_there(text: str) -> None:
    assert failures("L-12", document(text, "3.00", "N03"))
    assert states("L-12", document(text, "0.00", "N03")) == {State.PASS}


@pytest.mark.parametrize("text", NEITHER)
def test_other_words(text: str) -> None:
    assert states("L-12", document(text, "0.00", "N03")) == {State.NOT_APPLICABLE}


def test_of_what_was_not_understood_nothing_is_said() -> None:
    seen = NumberSeen("3.00万元", NumberKind.AMOUNT, "N03", None, Place(text="3.00万元"))

    assert states("L-12", document(USED[0], "0.00", "N03", numbers=(seen,))) == {State.UNDECIDABLE}
    assert states("L-12", made.disclosure(sections=(made.section("N03", USED[0]),))) == {State.UNDECIDABLE}


def test_it_is_a_warning_in_a_whole_document() -> None:
    found = [one for one in check(document(USED[0], "0.00", "N03")).findings if one.rule == "L-12"]

    assert [one.severity for one in found] == [Severity.WARNING]
