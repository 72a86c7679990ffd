"""The loader of data files."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.standard import builtin
from juesuan.standard.loading import (
    DataError,
    DataTable,
    EntryName,
    Fact,
    File,
    Meaning,
    Regex,
    StandardError,
    every,
    read_csv,
    read_toml,
)


class Line(DataTable, frozen=True):
    """A row of some file."""

    key: str
    year: int | None = None
    kind: Literal["one", "two"] = "one"
    fact: Fact | None = None
    form: FormId | None = None


class FormId(EntryName):
    """The id of a form."""


class Thing(DataTable, frozen=True):
    """A file."""

    lines: tuple[Line, ...] = ()
    by_key: dict[str, Line] = msgspec.field(default_factory=dict)
    patterns: tuple[Regex, ...] = ()
    words: dict[str, str] = msgspec.field(default_factory=dict)


MEANING = Meaning(builtin().vocabulary.parse, {FormId: ("表", lambda: {"T01"})})


def toml(folder: Path, text: str) -> Thing:
    """A file decoded."""
    path = folder / "thing.toml"
    path.write_text(text, encoding="utf-8")
    return read_toml(File(path, path.name), Thing, MEANING)


def table(folder: Path, content: str | bytes) -> list[Line]:
    """A table decoded."""
    path = folder / "lines.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [line for _, line in read_csv(File(path, path.name), Line, MEANING)]


def test_a_file_becomes_a_value(tmp_path: Path) -> None:
    """Frozen, with its keys parsed."""
    thing = toml(
        tmp_path,
        'patterns = ["<n>x"]\n[words]\nn = "a+"\n[[lines]]\nkey = "a"\nyear = 2020\nfact = "income"\n[by_key.b]\nkey = "c"\n',
    )

    assert thing.lines[0].fact is not None
    assert str(thing.lines[0].fact.key) == "income"
    assert thing.by_key["b"].key == "c"


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("line = []", "line", "不认识的项“line”"),
        ('[[lines]]\nkey = "a"\n[[lines]]\nkey = "a"\nyaer = 1', "lines[1].yaer", "不认识的项“yaer”"),
        ("[[lines]]\nyear = 1", "lines[0]", "缺少 key"),
        ('[by_key.a]\nkey = "a"\n[by_key.b]\nkey = 3', "by_key.b.key", "应为文字，实为整数"),
        ('[by_key.a]\nkey = "a"\nfact = "incom"', "by_key.a.fact", "没有名为“incom”的指标"),
        ('[[lines]]\nkey = "a"\nkind = "three"', "lines[0].kind", "不认识的值 'three'"),
        ('[[lines]]\nkey = "a"\nform = "T99"', "lines[0].form", "没有名为“T99”的表"),
        ('[[lines]]\nkey = "a"\nform = 3', "lines[0].form", "应为文字，实为整数"),
        ('patterns = ["(x"]', "patterns[0]", "不是正则表达式"),
        ('patterns = ["x", "<whem>"]', "patterns[1]", "<whem> 没有定义"),
        ("lines = 3", "lines", "应为列表，实为整数"),
        ('[[lines]]\nkey = "a"\nyear 3', "第 3 行", "不是 TOML 格式"),
        ("year = " + "9" * 5000, "", "数字太长"),
        ("a = " + "[" * 5000 + "]" * 5000, "", "嵌套太深"),
    ],
)
def test_mistakes_in_toml(tmp_path: Path, text: str, place: str, message: str) -> None:
    """Each with its key path."""
    with pytest.raises(DataError) as caught:
        toml(tmp_path, text)

    assert (caught.value.file, caught.value.place) == ("thing.toml", place)
    assert message in caught.value.message


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("", "", "是空文件"),
        ("key,yaer\na,1\n", "第 1 行", "不认识的列“yaer”"),
        ("key,key\na,1\n", "第 1 行", "重复"),
        ("year\n1\n", "第 1 行", "缺少列“key”"),
        ("key,year\na,1\nb,x\n", "第 3 行", "year：应为整数 或 空，实为文字"),
        ("key,year\na\n", "第 2 行", "有 1 格，表头有 2 格"),
        ('key,year\na,1\n"b,2\nc,3\n', "第 3 行", "引号没有成对"),
        ('key,year\n"a\nb",1\n,2\n', "第 4 行", "缺少 key"),
        ("key,kind\na,three\n", "第 2 行", "kind：不认识的值 'three'"),
        ("key,fact\na,income[source=afiliate]\n", "第 2 行", "afiliate"),
    ],
)
def test_mistakes_in_csv(tmp_path: Path, text: str, place: str, message: str) -> None:
    """Each with its line."""
    with pytest.raises(DataError) as caught:
        table(tmp_path, text)

    assert (caught.value.file, caught.value.place) == ("lines.csv", place)
    assert message in caught.value.message


@given(
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
    st.sampled_from(["\n", "\r\n"]),
    st.text("甲乙丙丁㐀𠀀", min_size=1),
)
def test_what_excel_saves_is_read(tmp_path_factory: pytest.TempPathFactory, encoding: str, end: str, key: str) -> None:
    """With a byte-order mark, in GB18030, with either line end."""
    content = f"key,year{end}{key},2022{end}{end}".encode(encoding)

    assert table(tmp_path_factory.mktemp("csv"), content) == [Line(key=key, year=2022)]


def test_the_first_mistake_of_every_file() -> None:
    """In one go."""

    def wrong(file: str, place: str) -> None:
        raise DataError(file, place, "不对")

    with pytest.raises(StandardError) as caught:
        every([lambda: wrong("a", "1"), lambda: None, lambda: wrong("a", "2"), lambda: wrong("b", "3")])

    assert str(caught.value) == "a：1：不对\nb：3：不对"
