"""With its folder gone nothing is left of a layout, and everything else works: Henan's, which most was first written for."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from juesuan.standard import Standard
from juesuan.standard.layers import Layers

GONE = "henan-2022"
DATA = Path(str(files("juesuan.standard") / "data"))
SOURCE = DATA.parent.parent
HAN = re.compile(r"[一-龥]{5,}")

# The books of an invented department are what a user has, no part of what the standard knows; and provinces are places, not layouts.
NOT_STANDARD = ("examples", "places.csv")

OTHERS_TOO = {
    "预算绩效管理情况",
    "绩效管理情况",
    "存在问题和改进措施",
    "年度公开的自评表",
    "执行率怎样计分没有找到公布的办法",
    "由单位填写",
}
"""Common words, which 上海 has in a heading, or forms of other places print; and what is said of rules that no place published."""

MADE = """
import sys
from pathlib import Path
import juesuan.standard as standard
from juesuan.standard.layers import Layers
whole = standard.Standard(Layers((("", Path(sys.argv[1])),)))
import juesuan
from juesuan.demo import demo_layout
from juesuan.preparing.example import example_books
assert demo_layout(whole).id == "mof-2022"
for name in ("mof-2022", "shaanxi-2022"):
    layout = whole.layouts.named(name)
    made = juesuan.prepare(example_books(whole), layout, standard=whole)
    assert made.disclosure is not None, made.problems
    path = Path(sys.argv[2]) / f"{name}.html"
    juesuan.publish(made.disclosure, path, layout, standard=whole)
    read = juesuan.read(path, name, standard=whole)
    report = juesuan.check(read, standard=whole)
    print(name, report.verdict, len(read.statements), [item.message for item in report.findings])
"""


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the data without the folder."""
    copy = tmp_path_factory.mktemp("standard") / "data"
    shutil.copytree(DATA, copy, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.rmtree(copy / "layouts" / GONE)
    return copy


def texts(value: Any) -> Iterator[str]:
    """The keys and texts of plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def words_of(layout: str) -> set[str]:
    """The runs of Chinese in the files of a layout."""
    found = (tomllib.loads(path.read_text(encoding="utf-8")) for path in (DATA / "layouts" / layout).rglob("*.toml"))
    return {word for data in found for text in texts(data) for word in HAN.findall(text)}


def test_none_of_its_words_stands_anywhere_else(rest: Path) -> None:
    reference = "\n".join(words_of("mof-2022"))
    words = {word for word in words_of(GONE) - OTHERS_TOO if word not in reference}
    assert {"资金管理情况", "投入管理指标", "部门预算总额", "项目支出绩效自评情况表"} <= words

    kept = [
        path for path in rest.rglob("*") if path.is_file() and not set(path.relative_to(rest).parts) & set(NOT_STANDARD)
    ]
    left = {
        f"{path.name}: {word}"
        for path in (*kept, *SOURCE.rglob("*.py"))
        for text in [path.read_text(encoding="utf-8")]
        for word in words
        if word in text
    }

    assert left == set()


def test_what_is_left_is_right(rest: Path) -> None:
    standard = Standard(Layers((("", rest),), strict=True)).verified()

    assert GONE not in standard.layouts.by_name
    assert standard.layouts.of_place("郑州市", 2023).id == "mof-2022"
    assert not any(field.key.startswith("management") for sheet in standard.workbook.sheets for field in sheet.fields)


def test_other_layouts_are_published_read_and_checked(rest: Path, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", MADE, str(rest), str(tmp_path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert run.returncode == 0, run.stderr
    lines = run.stdout.splitlines()
    assert [line.split()[:2] for line in lines] == [["mof-2022", "clean"], ["shaanxi-2022", "clean"]], lines
