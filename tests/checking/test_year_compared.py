"""A comparison with a year that is neither this one nor the last: its rate is judged, it is none with last year, and the year is doubted."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan.model import ChangeClaim, ComparedWith
from tests.checking.narrative.told import alarms_of
from tests.examples import examples
from tests.recognising.narrative.telling import one

_SAID = "本年收入合计110.00万元，较{}年增加10.00万元，增长{}%，主要原因是项目经费增加。"


@settings(max_examples=examples(12))
@given(year=st.integers(2015, 2022), rate=st.sampled_from(["10.00", "11.00"]))
def test_of_every_year_the_rate_is_judged_and_only_another_than_the_last_is_doubted(year: int, rate: str) -> None:
    alarms = alarms_of([("N02", _SAID.format(year, rate))], {"F-08", "N02-06"})

    assert {rule for rule, _ in alarms} == ({"F-08"} if year != 2022 else set()) | (
        {"N02-06"} if rate != "10.00" else set()
    )


@given(year=st.integers(2015, 2023))
def test_it_is_none_with_last_year(year: int) -> None:
    bases = {claim.base for claim in one("N02", _SAID.format(year, "10.00")).claims if isinstance(claim, ChangeClaim)}

    usual = {2022: {ComparedWith.PREVIOUS}, 2023: {ComparedWith.INITIAL}}
    assert bases == usual.get(year, {ComparedWith.OTHER})


def test_beside_one_with_last_year_it_is_no_mistake() -> None:
    text = "本年收入合计110.00万元，较2022年增加10.00万元，增长10.00%，较2019年增加20.00万元，增长22.22%，主要原因是项目经费增加。"

    assert alarms_of([("N02", text)], {"F-08", "N02-06"}) == []
