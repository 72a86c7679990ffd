"""Which documents belong together, by what they say they are."""

from __future__ import annotations

import pytest

from juesuan.corpus.pairing import Partners, pair, plain_name
from juesuan.model import DocumentInfo


def document(
    unit: str, year: int | None, kind: str = "final_accounts", level: str = "部门", sha: str = ""
) -> DocumentInfo:
    name = f"{unit}{year}{kind}{level}{sha}"
    return DocumentInfo(file=f"{name}.pdf", sha256=name, kind=kind, level=level, unit=unit, year=year)


@pytest.mark.parametrize(
    "name",
    [
        "某市财政局",
        "某市财政局（本级）",
        "某市财政局(本级)",
        "某市财政局部门决算",
        "某 市 财政局",
        "某市财政局部门",
        "某市财政局2023年度部门决算公开",
    ],
)
def test_what_is_no_part_of_a_name(name: str) -> None:
    assert plain_name(name) == "某市财政局"


@pytest.mark.parametrize("name", ["某市财政局国库支付中心", "某县财政局", "某市财政局机关服务中心", "某市财政"])
def test_what_is_another_name(name: str) -> None:
    assert plain_name(name) != "某市财政局"


def test_the_year_before_and_the_budget() -> None:
    documents = [
        document("某局", 2023),
        document("某局", 2024, "budget"),
        document("某局", 2024),
        document("另局", 2023),
        document("某局", 2022),
    ]
    pairing = pair(documents)

    assert pairing.partners == (Partners(previous=4), Partners(), Partners(0, 1), Partners(), Partners())
    assert pairing.unclear == ()


def test_a_gap_between_the_years_is_no_year_before() -> None:
    assert pair([document("某局", 2024), document("某局", 2022)]).partners == (Partners(), Partners())


def test_a_department_and_its_own_office_are_two() -> None:
    """The consolidated accounts and those of the unit itself bear one name."""
    documents = [
        document("某局", 2024),
        document("某局", 2024, level="单位"),
        document("某局", 2023),
        document("某局", 2023, level="单位"),
    ]

    assert [partners.previous for partners in pair(documents).partners] == [2, 3, None, None]


def test_two_versions_are_nobodys_partner() -> None:
    documents = [
        document("某局", 2024),
        document("某局", 2023, sha="a"),
        document("某局", 2023, sha="b"),
        document("某局", 2022),
    ]
    pairing = pair(documents)

    assert pairing.partners == (Partners(),) * 4
    assert len(pairing.unclear) == 1
    assert "某局 2023 年度决算有几个版本" in pairing.unclear[0]


def test_two_budgets_leave_the_year_before() -> None:
    documents = [
        document("某局", 2024),
        document("某局", 2023),
        document("某局", 2024, "budget", sha="a"),
        document("某局", 2024, "budget", sha="b"),
    ]

    assert pair(documents).partners[0] == Partners(previous=1)


def test_who_is_not_known_is_not_paired() -> None:
    documents = [
        document("", 2024),
        document("", 2023),
        document("某局", None),
        None,
        document("某局", 2023, "performance"),
    ]

    assert set(pair(documents).partners) == {Partners()}
    assert pair(documents).unclear == ()
