"""机构运行信息表 (T11) and 国有资产占用情况表 (T12): what they print is what the explanation says, whatever lines they have."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

import juesuan
from juesuan.model import Disclosure, Unit
from tests.laws import alarms, judged, page

_TITLES = ("机构运行信息表", "机构运行经费支出、国有资产占用情况及政府采购支出信息表")
_LINES = (
    ("一、机构运行经费支出", None),
    ("（一）行政单位", "running_costs"),
    ("（二）参照公务员法管理事业单位", ""),
    ("二、国有资产占用情况", None),
    ("（一）车辆数合计（台、辆）", "vehicles"),
    ("1.主要负责人用车", "vehicles[item=leader]"),
    ("2.机要通信用车", "vehicles[item=confidential]"),
    ("3.应急保障用车", "vehicles[item=emergency]"),
    ("4.执法执勤用车", "vehicles[item=enforcement]"),
    ("5.特种专业技术用车", "vehicles[item=special]"),
    ("6.离退休干部服务用车", "vehicles[item=retired]"),
    ("7.副部（省）级及以上领导用车", "vehicles[item=province]"),
    ("8.其他用车", "vehicles[item=other]"),
    ("三、政府采购支出信息", None),
    ("（一）政府采购支出合计", "procurement"),
    ("1.政府采购货物支出", "procurement[item=goods]"),
    ("2.政府采购工程支出", "procurement[item=works]"),
    ("3.政府采购服务支出", "procurement[item=services]"),
    ("（二）政府采购授予中小企业合同金额", "procurement[item=sme]"),
)


def told(disclosure: Disclosure) -> dict[str, str]:
    """What the document states of the lines, as printed."""
    found: dict[str, str] = {}
    for statement in disclosure.statements:
        if statement.in_prose and statement.amount.raw and statement.source[:3] in {"N10", "N11", "N12"}:
            found.setdefault(str(statement.fact), re.sub("[^0-9.,]", "", statement.amount.raw))
    return found


def table(title: str, stated: dict[str, str]) -> str:
    """The form as a web page prints it; what is not stated is blank."""
    rows = [
        f"<tr><td>{label}</td><td>{line}</td><td>{stated.get(fact or '', '')}</td></tr>"
        for line, (label, fact) in enumerate(_LINES, 1)
    ]
    head = "<tr><td>项目</td><td>行次</td><td>统计数</td></tr>"
    return f"<p>{title}</p><p>金额单位：万元</p><table>{head}{''.join(rows)}</table>"


def read_text(text: str, folder: Path) -> Disclosure:
    """The page as it is read."""
    path = folder / "made.html"
    path.write_text(text, encoding="utf-8")
    return juesuan.read(path)


def with_form(text: str, title: str, stated: dict[str, str]) -> str:
    return text.replace("</body>", f"{table(title, stated)}</body>")


@pytest.mark.parametrize("title", _TITLES)
def test_what_agrees_is_clean_and_each_number_is_judged(title: str, tmp_path: Path) -> None:
    text = page(7)
    stated = told(read_text(text, tmp_path))
    assert {"running_costs", "procurement", "vehicles"} <= set(stated)

    assert alarms(with_form(text, title, stated)) == []
    for fact, printed in stated.items():
        if fact not in dict(map(reversed, _LINES)) or not Decimal(printed.replace(",", "")):
            continue
        wrong = str(Decimal(printed.replace(",", "")) + 3)
        assert alarms(with_form(text, title, stated | {fact: wrong})), fact


def test_counts_are_counts_and_a_heading_left_blank_is_no_zero(tmp_path: Path) -> None:
    stated = {"vehicles": "3", "procurement": "9.00"}
    text = with_form("<html><body><p>2023年度部门决算</p></body></html>", _TITLES[0], stated)
    cells = {s.row: s for s in read_text(text, tmp_path).statements if s.source == "T11"}

    assert cells["cars"].amount.unit is Unit.COUNT
    assert cells["procurement"].amount.unit is Unit.WAN
    assert "running_costs" not in cells
    assert cells["civil"].is_blank


def assets(stated: dict[str, str], *, down: bool, title: str = "国有资产占用情况表", unknown: bool = False) -> str:
    """The table of vehicles and equipment, its lines one below the other or from left to right."""
    lines = [(re.sub(r"^(?:（.）|\d\.)", "", label), fact) for label, fact in _LINES if "vehicles" in (fact or "")]
    lines.append(("单价100万元（含）以上设备（不含车辆）（台、套）", "equipment"))
    pairs = [
        (f"第{n}类物品" if unknown else label, stated.get(fact or "", "0")) for n, (label, fact) in enumerate(lines)
    ]
    rows = [("项目", "数量"), *pairs]
    printed = rows if down else list(zip(*rows, strict=True))
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in printed)
    return f"<h3>{title}</h3><p>公开10表</p><p>单位：辆、台（套）</p><table>{cells}</table></body>"


@pytest.mark.parametrize("down", [True, False])
def test_the_table_of_assets_says_what_the_explanation_says(down: bool, tmp_path: Path) -> None:
    text = page(7)
    stated = told(read_text(text, tmp_path))
    vehicles = [fact for fact in stated if fact.startswith("vehicles") and "held" not in fact and "bought" not in fact]
    assert len(vehicles) > 2

    assert alarms(text.replace("</body>", assets(stated, down=down))) == []
    for fact in vehicles:
        wrong = stated | {fact: str(int(stated[fact]) + 1)}
        assert alarms(text.replace("</body>", assets(wrong, down=down))), fact


@pytest.mark.parametrize("down", [True, False])
def test_a_numbered_table_that_nobody_knows_is_named(down: bool, tmp_path: Path) -> None:
    printed = assets({}, down=down, title="物品占用情况表", unknown=True).removesuffix("</body>")
    text, times = re.subn("(?=<h1[^>]*>第三部分)", lambda _: printed, page(7))
    assert times == 1

    assert judged(text).verdict == "incomplete"
    assert "物品占用情况表" in [
        reading.title for reading in read_text(text, tmp_path).readings if reading.state == "partial"
    ]
