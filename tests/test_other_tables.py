"""Tables that are none of the known forms are judged by what any table obeys, and only where they show that they obey it.

Both laws on invented tables beside a consistent disclosure: one that adds up is clean, and any number of it that is changed is told; one
that does not add up, or whose 合计 is of something else, accuses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from msgspec.structs import replace

import juesuan
from juesuan.model import Cell, Disclosure, Severity, Table
from juesuan.standard import builtin
from tests.departments import Chance
from tests.laws import page
from tests.told import mistold

_PROJECTS = ("沟渠改造", "泵站大修", "堤岸加固", "水样监测", "管网普查", "闸门更换", "河湖巡护")
_CODES = ("2130305", "2130306", "2130310", "2130311", "2130314", "2130399", "2130304")


def _amount(chance: Chance) -> Decimal:
    return Decimal(chance.randint(101, 99_999)) / 100


def html(title: str, rows: Sequence[Sequence[object]]) -> str:
    """A titled table of a web page."""
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<p>{title}</p><p>金额单位：万元</p><table>{body}</table>"


def _projects(chance: Chance) -> str:
    """Projects by code: what was there, came in from two sources, went out, and is left; 合计 above or below."""
    rows: list[list[object]] = []
    for code, project in zip(_CODES, _PROJECTS, strict=True):
        opening, fiscal, other = _amount(chance), _amount(chance), _amount(chance)
        spent = opening + fiscal + other - Decimal(chance.randint(1, 100)) / 100
        rows.append([code, project, opening, fiscal + other, fiscal, other, spent, opening + fiscal + other - spent])
    total = ["", "合计", *(sum((Decimal(str(row[i])) for row in rows), Decimal(0)) for i in range(2, 8))]
    head = [
        "科目编码",
        "项目名称",
        "年初结转和结余",
        "本年收入合计",
        "专项资金",
        "自筹资金",
        "本年支出",
        "年末结转和结余",
    ]
    return html("工程项目资金收支表", [head, *([total, *rows] if chance.randint(0, 1) else [*rows, total])])


def _economic(chance: Chance) -> str:
    """Economic codes with their sums, one column."""
    leaves = {
        "302": [("30201", "办公费"), ("30202", "印刷费"), ("30227", "委托业务费")],
        "310": [("31002", "办公设备购置"), ("31005", "基础设施建设")],
        "399": [("39908", "对民间非营利组织和群众性自治组织补贴"), ("39999", "其他支出")],
    }
    rows: list[list[object]] = []
    total = Decimal(0)
    for code, parts in leaves.items():
        amounts = [_amount(chance) for _ in parts]
        total += sum(amounts, Decimal(0))
        rows.append([code, "类", sum(amounts, Decimal(0))])
        rows += [[part, name, amount] for (part, name), amount in zip(parts, amounts, strict=True)]
    return html("工程支出分经济科目表", [["科目编码", "科目名称", "决算数"], *rows, ["", "合计", total]])


def _lines(chance: Chance) -> str:
    """Numbered lines with what stands below each, and their sum, in three columns."""
    rows: list[list[object]] = []
    whole = [Decimal(0)] * 3
    for number, kind in enumerate(("渠道", "泵站", "堤岸"), 1):
        below = [[_amount(chance) for _ in range(3)] for _ in range(3)]
        sums = [sum(column, Decimal(0)) for column in zip(*below, strict=True)]
        whole = [one + other for one, other in zip(whole, sums, strict=True)]
        rows.append([f"{'一二三'[number - 1]}、{kind}", *sums])
        rows += [[f"（{'一二三'[i]}）{kind}第{i + 1}段", *amounts] for i, amounts in enumerate(below)]
    return html("水利设施维护情况表", [["项目", "上级", "本级", "自筹"], *rows, ["合计", *whole]])


def _payments(chance: Chance) -> str:
    """A few lines and their 合计 in two columns, words between: the other column and the name are all that show what is meant."""
    rows = [[project, "工程股", _amount(chance), _amount(chance)] for project in _PROJECTS[: chance.randint(2, 4)]]
    total = ["合计", "", *(sum((Decimal(str(row[i])) for row in rows), Decimal(0)) for i in (2, 3))]
    return html("重点工程付款情况表", [["项目名称", "经办股室", "合同金额", "已付金额"], *rows, total])


CONSISTENT: dict[str, Callable[[Chance], str]] = {
    "projects": _projects, "economic": _economic, "lines": _lines, "payments": _payments,
}  # fmt: skip


def _no_sums(chance: Chance) -> str:
    """合计 of nothing that stands there."""
    rows = [[project, *(_amount(chance) for _ in range(4))] for project in _PROJECTS]
    head = ["项目", "合计", "渠道", "泵站", "堤岸"]
    return html("设施评估情况表", [head, *rows, ["合计", *(_amount(chance) for _ in range(4))]])


def _averages(chance: Chance) -> str:
    """The last row is a sum in three columns and an average in the others, whose headers say so."""
    rows = [[project, *(_amount(chance) for _ in range(5))] for project in _PROJECTS]
    columns = [[Decimal(str(row[i])) for row in rows] for i in range(1, 6)]
    sums = [sum(column, Decimal(0)) for column in columns]
    total = [*sums[:3], *(round(one / len(rows), 2) for one in sums[3:])]
    head = ["项目", "渠道", "泵站", "堤岸", "单价", "增长率"]
    return html("设施造价情况表", [head, *rows, ["合计", *total]])


def _one_column(chance: Chance) -> str:
    """合计 of more than what is listed, in the only column: nothing shows that it is their sum."""
    rows = [[project, _amount(chance)] for project in _PROJECTS[:4]]
    return html("部分工程付款情况表", [["项目名称", "已付金额"], *rows, ["合计", _amount(chance) + 9000]])


def _listed_in_part(chance: Chance) -> str:
    """Codes of which only some are listed below their class."""
    rows: list[list[object]] = [["302", "商品和服务支出", _amount(chance) + 3000]]
    rows += [["30201", "办公费", _amount(chance)], ["30202", "印刷费", _amount(chance)]]
    rows += [["310", "资本性支出", _amount(chance) + 3000], ["31002", "办公设备购置", _amount(chance)]]
    return html("部分科目情况表", [["科目编码", "科目名称", "决算数"], *rows])


UNRELATED: dict[str, Callable[[Chance], str]] = {
    "no sums": _no_sums, "averages": _averages, "one column": _one_column, "listed in part": _listed_in_part,
}  # fmt: skip


@lru_cache(maxsize=32)
def document(table: str) -> Disclosure:
    """A consistent disclosure with the table behind it, as it is read."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.html"
        path.write_text(page(7).replace("</body>", f"{table}</body>"), encoding="utf-8")
        return juesuan.read(path)


def alarms(disclosure: Disclosure) -> list[str]:
    report = juesuan.check(disclosure)
    assert mistold(report) == []
    return [f"{f.rule}: {f.message}" for f in report.findings if f.severity is not Severity.INFO]


def alone(disclosure: Disclosure) -> Disclosure:
    """The table without what stands before it, which is judged in no time: each of its numbers is changed in turn."""
    return replace(disclosure, tables={}, statements=(), claims=(), sections=(), numbers=(), performance=())


def changed(disclosure: Disclosure, key: tuple[str, str], value: Decimal) -> Disclosure:
    """The same with another number in one cell of its only unknown table."""
    (table,) = disclosure.others
    cell = table.cells[key]
    assert cell.amount is not None
    other = Cell(str(value), replace(cell.amount, value=value, raw=str(value)), cell.place)
    return replace(disclosure, others=(replace(table, cells={**table.cells, key: other}),))


@pytest.mark.parametrize("name", CONSISTENT)
@pytest.mark.parametrize("seed", range(3))
def test_what_adds_up_is_clean(name: str, seed: int) -> None:
    found = document(CONSISTENT[name](Chance(seed)))

    assert [len(found.others), alarms(found)] == [1, []]


@pytest.mark.parametrize("name", CONSISTENT)
def test_any_number_that_is_changed_is_told_with_what_it_was(name: str) -> None:
    found = alone(document(CONSISTENT[name](Chance(1))))
    (table,) = found.others
    missed = [key for key in _judged(table) if not _told(found, key)]

    assert missed == []


def _judged(table: Table) -> list[tuple[str, str]]:
    return [key for key, cell in table.cells.items() if cell.amount is not None and cell.amount.value]


def _told(found: Disclosure, key: tuple[str, str]) -> bool:
    """Whether a change is told, and put back by the first that is told of it or by one of what it may be."""
    before = found.others[0].cells[key].amount
    assert before is not None
    report = juesuan.check(changed(found, key, before.value + Decimal("31.07")))
    told = [f for f in report.findings if f.severity is not Severity.INFO and f.root is None]
    return any(before.value == Decimal((s.suggestion or "0").replace(",", "")) for f in told for s in f.suspects)


@pytest.mark.parametrize("name", UNRELATED)
@pytest.mark.parametrize("seed", range(4))
def test_what_does_not_add_up_by_its_nature_accuses_nothing(name: str, seed: int) -> None:
    found = document(UNRELATED[name](Chance(seed)))

    assert [len(found.others), alarms(found)] == [1, []]


def test_a_table_of_another_name_keeps_the_document_from_being_judged_in_full() -> None:
    found = document(CONSISTENT["lines"](Chance(0)))
    report = juesuan.check(found, standard=builtin())

    assert report.verdict == "incomplete"
    assert any("水利设施维护情况表”不是已知的表，只核对了表内 12 处加总关系" in gap.message for gap in report.gaps)


def test_what_was_not_judged_is_not_said_to_be() -> None:
    report = juesuan.check(document(UNRELATED["one column"](Chance(0))), standard=builtin())

    assert any("部分工程付款情况表”不是已知的表，表内没有看出可以核对的加总关系" in gap.message for gap in report.gaps)


def test_a_slip_in_the_only_column_is_told() -> None:
    rows = [["项目名称", "金额"], ["清淤", "120.50"], ["护坡", "64.20"], ["合计", "148.70"]]

    assert [each.partition(":")[0] for each in alarms(document(html("清淤付款情况表", rows)))] == ["T00-01"]


@pytest.mark.parametrize(
    ("title", "total", "told"),
    [
        ("清淤付款情况表", "214.70", ["T00-01"]),
        ("清淤付款情况表", "184.70", []),
        ("重点清淤付款情况表", "214.70", []),
        ("清淤付款情况表", "178.50", []),
    ],
)
def test_the_only_total_of_a_table_is_believed_in_no_case(title: str, total: str, told: list[str]) -> None:
    """What is called 合计 is the sum of all rows, or of those that are no parts of others, unless the title says that not all is listed."""
    rows = [["项目名称", "金额"], ["清淤", "120.50"], ["护坡", "58.00"], ["草皮", "6.20"], ["合计", total]]

    assert [each.partition(":")[0] for each in alarms(document(html(title, rows)))] == told


@pytest.mark.parametrize(("difference", "told"), [("11.98", []), ("19.98", ["T00-02"])])
@pytest.mark.parametrize("head", ["增减额", "2024年比2023年增减额", "差额"])
def test_a_column_called_a_difference_is_one(head: str, difference: str, told: list[str]) -> None:
    rows = [
        ["项目", "2023年度", "2024年度", head],
        ["清淤", "120.50", "132.48", difference],
        ["护坡", "58.00", "48.00", "-10.00"],
    ]

    assert [each.partition(":")[0] for each in alarms(document(html("清淤支出对比表", rows)))] == told


def test_a_difference_from_something_else_accuses_nobody() -> None:
    rows = [
        ["项目", "2023年度", "2024年度", "差额"],
        ["清淤", "120.50", "132.48", "3.10"],
        ["护坡", "58.00", "48.00", "7.20"],
    ]

    assert alarms(document(html("清淤支出对比表", rows))) == []


def test_a_line_with_the_number_of_a_table_is_not_its_title() -> None:
    rows = [["项目名称", "金额"], ["清淤", "120.50"], ["护坡", "58.00"], ["合计", "178.50"]]
    table = html("清淤付款情况表", rows).replace("<p>金额单位", "<p>附表2</p><p>金额单位")

    assert next(r.title for r in document(table).readings if not r.form) == "清淤付款情况表"


def test_tables_without_a_name_are_named_by_where_they_stand() -> None:
    rows = [["项目", "渠道", "泵站"], ["清淤", "120.50", "3.10"], ["护坡", "64.20", "2.10"], ["合计", "184.70", "5.20"]]
    read = document(html("以下另列。", rows))
    (reading,) = (reading for reading in read.readings if not reading.form)
    line = read.others[0].place.line

    assert line is not None and line > 1
    assert reading.title == f"没有表名的一张表（第 {line} 行）"
