"""A count that is said of each of several things is the count of all of them; of none where one of them is not known."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.recognising.narrative.telling import amounts, one

VEHICLES = {
    "副部（省）级及以上领导用车": "province",
    "主要领导干部用车": "leader",
    "机要通信用车": "confidential",
    "应急保障用车": "emergency",
    "执法执勤用车": "enforcement",
    "特种专业技术用车": "special",
    "离退休干部用车": "retired",
}


@settings(deadline=None)
@given(
    names=st.lists(st.sampled_from(sorted(VEHICLES)), min_size=2, max_size=6, unique=True),
    count=st.integers(0, 40),
    each=st.sampled_from(["各", "均为", "各有", "均", "都是"]),
)
def test_a_count_of_each_is_the_count_of_all(names: list[str], count: int, each: str) -> None:
    text = f"2023年期末，我部门共有车辆90辆，其中：{'、'.join(names)}{each}{count}辆。"

    told = amounts(one("N12", text))
    assert {name: told.get(f"vehicles[item={VEHICLES[name]}]") for name in names} == dict.fromkeys(names, str(count))


@pytest.mark.parametrize("stranger", ["沿河巡护艇", "清雪机具"])
def test_beside_what_nobody_knows_it_is_of_none(stranger: str) -> None:
    text = f"我部门共有车辆90辆，其中：机要通信用车、{stranger}各3辆。"

    assert "vehicles[item=confidential]" not in amounts(one("N12", text))
