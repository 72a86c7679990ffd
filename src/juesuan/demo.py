"""What ``juesuan demo`` shows: an invented department's disclosure, and a copy with eight errors of the kind people make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from juesuan.model import Disclosure
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.preparing.planting import with_cell, with_text, without_form
from juesuan.publishing import publish
from juesuan.standard import Standard
from juesuan.standard.layouts import Layout

__all__ = ["PLANTED", "DemoFiles", "Planted", "demo_disclosure", "demo_layout", "flawed", "write_demo"]


@dataclass(frozen=True, slots=True)
class Planted:
    """An error put into the copy.

    Attributes:
        rules: rules of which at least one must notice it.
        what: for people, in Chinese.
        plant: puts it into a disclosure.
    """

    rules: frozenset[str]
    what: str
    plant: Callable[[Disclosure], Disclosure]


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """The two documents of the demonstration."""

    good: Path
    flawed: Path


PLANTED = (
    Planted(
        frozenset({"N05-13", "N05-14", "N05-19"}),
        "说明五（三）第7项职业年金缴费的年初预算照抄了上一项的82.00万元，应为41.00万元",
        lambda made: with_text(made, "N05.3", "年初预算为41.00万元", "年初预算为82.00万元"),
    ),
    Planted(
        frozenset({"T03-01", "T03-04"}),
        "支出决算表中其他技术研究与开发支出的项目支出421.00万元颠倒成412.00万元",
        lambda made: with_cell(made, "T03", "2060499", "C3", "412.00"),
    ),
    Planted(
        frozenset({"T06-06", "X-14"}),
        "基本支出决算表的公用经费合计195.76万元写成205.76万元",
        lambda made: with_cell(made, "T06", "operating", "C1", "205.76"),
    ),
    Planted(
        frozenset({"N03-03"}),
        "说明三中项目支出占比67.59%写成76.59%",
        lambda made: with_text(made, "N03", "占67.59%", "占76.59%"),
    ),
    Planted(
        frozenset({"N05-16"}),
        "说明五（三）第10项公务员医疗补助的决算数大于年初预算数，写成了小于",
        lambda made: with_text(
            made, "N05.3", "决算数大于年初预算数的主要原因是补助人数", "决算数小于年初预算数的主要原因是补助人数"
        ),
    ),
    Planted(
        frozenset({"N04-01"}),
        "说明四的财政拨款收、支总计误用了收入支出总计4452.73万元，应为4366.25万元",
        lambda made: with_text(made, "N04", "总计均为4366.25万元", "总计均为4452.73万元"),
    ),
    Planted(
        frozenset({"N05-09", "L-02", "L-03"}),
        "说明五（三）第4项的类名“科学技术支出”写成“科学科术支出”",
        lambda made: with_text(made, "N05.3", "科学技术支出（类）", "科学科术支出（类）"),
    ),
    Planted(
        frozenset({"S-03"}),
        "缺少国有资本经营预算财政拨款收入支出决算表（无数据也应列出空表并说明）",
        lambda made: without_form(made, "T08"),
    ),
)


def demo_layout(standard: Standard) -> Layout:
    """The layout of the example department's place and year."""
    books = example_books(standard)
    return standard.layouts.of_place(books.department.place, books.year, books.department.level)


def demo_disclosure(standard: Standard) -> Disclosure:
    """The example department's disclosure, without an error."""
    return compose(example_books(standard), demo_layout(standard))


def flawed(disclosure: Disclosure) -> Disclosure:
    """A copy of the example's disclosure with every error of :data:`PLANTED`."""
    for error in PLANTED:
        disclosure = error.plant(disclosure)
    return disclosure


def write_demo(folder: Path, standard: Standard) -> DemoFiles:
    """Writes both documents as PDF into a folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    good = demo_disclosure(standard)
    layout = demo_layout(standard).style
    name = f"{good.info.unit}{good.info.year}年度部门决算"
    files = DemoFiles(folder / f"{name}.pdf", folder / f"{name}（含差错）.pdf")
    publish(good, layout, files.good, standard)
    publish(flawed(good), layout, files.flawed, standard)
    return files
