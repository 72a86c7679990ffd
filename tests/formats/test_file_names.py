"""Names that we make are such as every system bears, whatever they are made after, and no two of them are one file."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from juesuan.formats.file_names import apart, safe_stem, same_file

HARD = st.sampled_from(
    [
        "CON",
        "nul",
        "LPT1",
        ".",
        " ",
        "..",
        "\u202e",
        "\x00",
        "\n",
        "/",
        "\\",
        ":",
        "决" * 99,
        "é",
        "e\u0301",
        "\ud800",
        "~",
    ]
)
WANTED = st.lists(HARD | st.text(max_size=8), max_size=4).map("".join)
DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in range(10))}


@given(WANTED, st.integers(0, 60))
@example(". 0", 0)
@example("0 .\u3000.", 0)
def test_every_system_bears_a_name(wanted: str, around: int) -> None:
    stem = safe_stem(wanted, around)
    name = f"{stem}.docx"

    assert stem
    assert len(stem.encode()) + around <= 232
    assert not stem.startswith(".")
    assert stem == stem.rstrip(". ")
    assert not re.search(r'[\\/:*?"<>|\x00-\x1f]', name)
    assert not any(unicodedata.category(character) in {"Cf", "Cc", "Cs"} for character in name)
    assert name.partition(".")[0].strip().upper() not in DEVICES
    assert safe_stem(stem, around) == stem


@given(st.lists(WANTED.map(safe_stem), max_size=12), st.lists(st.just("汇总") | WANTED.map(safe_stem), max_size=2))
def test_no_two_are_one_file(stems: list[str], taken: list[str]) -> None:
    names = apart(stems, taken)

    assert len(names) == len(stems)
    assert len(set(map(same_file, names))) == len(names)
    assert set(map(same_file, names)).isdisjoint(map(same_file, taken))


@pytest.mark.parametrize(
    ("wanted", "made"),
    [
        ("青禾市数据资源管理局2022年度部门决算", "青禾市数据资源管理局2022年度部门决算"),
        ("a/b:c", "a_b_c"),
        ("甲\u202efdp", "甲_fdp"),
        (".隐藏", "隐藏"),
        ("结尾. .", "结尾"),
        ("con", "_con"),
        ("COM1.txt", "_COM1.txt"),
        ("CONTRACT", "CONTRACT"),
        ("", "_"),
    ],
)
def test_as_near_as_can_be(wanted: str, made: str) -> None:
    assert safe_stem(wanted) == made


def test_numbers_go_on() -> None:
    assert apart(["甲", "甲", "A", "a", "甲-2", "汇总"], ["汇总"]) == ["甲", "甲-2", "A", "a-2", "甲-2-2", "汇总-2"]
