"""Profiles are recognised from what a document says of itself; a new place is a new file."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan.standard.forms import forms
from juesuan.standard.profiles import DEFAULT, Evidence, profile_named, profiles, province_of, recognise

NEW = ("T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08", "T09")
OLD = ("T01", "T02", "T03", "T04", "T05", "T06", "T09", "T07", "T08")


@pytest.mark.parametrize(
    ("evidence", "profile"),
    [
        (Evidence("焦作市某某局", "焦作市", 2022, NEW), "henan-2022"),
        (Evidence("西安市某某委员会", "西安市", 2022, NEW), "shaanxi-2022"),
        (Evidence("上海市普陀区某某局", "上海市普陀区", 2024, OLD), "shanghai-2024"),
        (Evidence("佛山市某某局", "佛山市", 2019, OLD[:8]), "guangdong-2019"),
        (Evidence("某某大学", "", 2023, ("T01", "T02", "T03", "T10"), ("高等学校收支决算总表",)), "university-2023"),
        (Evidence("国家统计局", "", 2023, NEW), "central-2023"),
        (Evidence("长沙市某某局", "长沙市", 2021, OLD), "mof-2020"),
        (Evidence("长沙市某某局", "长沙市", 2023, NEW), "mof-2022"),
        (Evidence("某某局", "", 2018, OLD[:8]), "mof-2019"),
        (Evidence("某某局", "", None, OLD[:8]), "mof-2019"),
        (Evidence(), DEFAULT),
    ],
)
def test_recognised(evidence: Evidence, profile: str) -> None:
    assert recognise(evidence).id == profile


def test_province_of_a_prefecture() -> None:
    assert province_of("焦作市城乡一体化示范区") == "河南省"
    assert province_of("上海市普陀区") == "上海市"
    assert province_of("某某大学") == ""


def test_profiles_name_forms_and_titles_that_exist() -> None:
    for profile in profiles().values():
        assert set(profile.forms) <= set(forms())
        assert all(forms()[form].has_title(profile.title(form)) for form in profile.forms)


def test_an_unknown_name_is_the_default() -> None:
    assert profile_named("没有").id == DEFAULT


def test_a_new_place_is_a_new_file(tmp_path: Path) -> None:
    (tmp_path / "yunnan-2030.toml").write_text(
        'extends = "mof-2022"\nlabel = "云南省（2030 年度起）"\nforms = ["T01", "T02", "T03"]\n'
        '[titles]\nT01 = "收支决算总表"\n[when]\nplaces = ["云南省"]\nfirst_year = 2030\n',
        encoding="utf-8",
    )

    found = recognise(Evidence("昆明市某某局", "昆明市", 2030, ("T01", "T02", "T03")), tmp_path)

    assert found.id == "yunnan-2030"
    assert found.forms == ("T01", "T02", "T03")
    assert found.title("T01") == "收支决算总表"
    assert found.parts == profiles()[DEFAULT].parts
    assert recognise(Evidence("昆明市某某局", "昆明市", 2029, NEW), tmp_path).id == "mof-2022"
