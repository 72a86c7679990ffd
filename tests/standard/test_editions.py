"""Editions: what a place prints. A new place is a new file; nothing else knows their names."""

import pytest

from juesuan.model import Unit
from juesuan.standard.editions import Edition, editions


@pytest.fixture(params=editions().values(), ids=lambda edition: edition.id)
def edition(request: pytest.FixtureRequest) -> Edition:
    return request.param


def test_every_column_and_row_is_one_of_the_form(edition: Edition) -> None:
    for printed in edition.forms:
        assert all(printed.form.column(key) for key in printed.columns)
        assert all(printed.form.row(key) for key in printed.rows)


def test_line_numbers_are_those_of_two_halves_without_a_gap(edition: Edition) -> None:
    for printed in edition.forms:
        if printed.lines:
            numbers = list(printed.lines.values())
            assert numbers == sorted(set(numbers))
            assert numbers[0] == 1


def test_2022_numbers_the_lines_as_the_canonical_keys_do() -> None:
    for name in ("T01", "T04"):
        printed = editions()["henan-2022"].form(name)
        assert printed is not None
        assert all(key == f"L{line}" for key, line in printed.lines.items())


def test_items_are_numbered_up_to_the_total() -> None:
    printed = editions()["shanghai-2024"].form("T01")
    assert printed is not None
    assert printed.labels["L8"] == "八、其他收入"
    assert printed.labels["L27"] == "本年收入合计"
    assert printed.labels["L28"] == "使用非财政拨款结余（含专用结余）"
    assert printed.labels["L57"].startswith("二十六、")


def test_classes_have_their_name_of_the_year() -> None:
    labels = {name: editions()[name].form("T01").labels["L45"] for name in ("guangdong-2019", "henan-2022")}  # type: ignore[union-attr]
    assert labels == {"guangdong-2019": "十四、资源勘探信息等支出", "henan-2022": "十四、资源勘探工业信息等支出"}


def test_eight_tables_in_yuan_until_2019() -> None:
    edition = editions()["guangdong-2019"]
    assert [form.id for form in edition.forms] == ["T01", "T02", "T03", "T04", "T05", "T06", "T09", "T07"]
    assert edition.unit is Unit.YUAN
    assert edition.form("T08") is None
