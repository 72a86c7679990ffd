"""Random consistent budgets of departments, as pages: the tables of the ministry in the ways in which places print them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import juesuan
from juesuan.model import Disclosure
from tests.departments.chance import Chance

__all__ = [
    "MadeBudget",
    "PrintedTable",
    "Style",
    "budget",
    "explanation",
    "page",
    "read_page",
    "read_some",
    "style",
    "tables",
]

_NAMES = {
    "201": "一般公共服务支出", "20106": "财政事务", "2010601": "行政运行", "2010602": "一般行政管理事务", "2010650": "事业运行",
    "204": "公共安全支出", "20406": "司法", "2040601": "行政运行", "2040604": "基层司法业务", "2040605": "普法宣传",
    "205": "教育支出", "20508": "进修及培训", "2050803": "培训支出",
    "208": "社会保障和就业支出", "20805": "行政事业单位养老支出", "2080501": "行政单位离退休", "2080505": "机关事业单位基本养老保险缴费支出",
    "210": "卫生健康支出", "21011": "行政事业单位医疗", "2101101": "行政单位医疗", "2101102": "事业单位医疗",
    "212": "城乡社区支出", "21208": "国有土地使用权出让收入安排的支出", "2120806": "土地出让业务支出",
    "221": "住房保障支出", "22102": "住房改革支出", "2210201": "住房公积金", "2210203": "购房补贴",
    "223": "国有资本经营预算支出", "22301": "解决历史遗留问题及改革成本支出", "2230105": "国有企业办职教幼教补助支出",
}  # fmt: skip
_ECONOMIC = {
    "301": "工资福利支出", "30101": "基本工资", "30102": "津贴补贴", "30103": "奖金", "30113": "住房公积金",
    "302": "商品和服务支出", "30201": "办公费", "30211": "差旅费", "30217": "公务接待费", "30231": "公务用车运行维护费",
    "303": "对个人和家庭的补助", "30302": "退休费", "30305": "生活补助",
}  # fmt: skip
_GPB = [code for code in _NAMES if len(code) == 7 and code[:3] not in {"212", "223"}]
_FUNDS = ("gpb", "gf", "sc")
_UNITS = ("本级", "执法大队", "信息中心", "服务中心")
_NATURES = ("personnel", "operating", "project")
_PLACE = "青禾市数据资源管理局"


@dataclass
class Line:
    """One 项 of one fund, or of other money (``own``): fen by nature."""

    code: str
    fund: str
    parts: dict[str, int]


@dataclass
class MadeBudget:
    """A budget in fen.

    Attributes:
        lines: the spending. carried: what was carried over, by fund. economic: 基本支出 of the general budget by 款 and nature.
        cars, reception, abroad: of the three public expenses. units: shares of the income by unit.
    """

    lines: list[Line]
    carried: dict[str, int]
    economic: dict[str, dict[str, int]]
    public: dict[str, int]
    shares: list[int] = field(default_factory=list)

    def spent(self, code: str = "", funds: Iterable[str] = (*_FUNDS, "own"), natures: Iterable[str] = _NATURES) -> int:
        """What is spent on a code and all below it."""
        wanted, kinds = set(funds), tuple(natures)
        return sum(
            line.parts.get(nature, 0)
            for line in self.lines
            if line.code.startswith(code) and line.fund in wanted
            for nature in kinds
        )

    def codes(self, funds: Iterable[str] = (*_FUNDS, "own")) -> list[str]:
        """The codes spent on, with the 类 and 款 above them, in order."""
        wanted = set(funds)
        items = {line.code for line in self.lines if line.fund in wanted}
        return sorted({code[:size] for code in items for size in (3, 5, 7)})

    def income(self, fund: str) -> int:
        """The income of the year."""
        return self.spent(funds=(fund,)) - self.carried.get(fund, 0)


@dataclass(frozen=True)
class Style:
    """How a place prints its budget.

    Attributes:
        prefix: what stands before a title, with ``{}`` for its number. yuan: in 元. total_first: 合计 is the first row. codes: 编码 are printed.
        by_units: the income is listed by unit. carries: there is a row, and a column, for what was carried over. details: lines list 款 and 项.
        further: the spending of all funds, and 基本支出 by function, have tables of their own.
        spent_by_units: the spending is listed by unit and fund. zero: what an empty cell shows.
    """

    prefix: str
    yuan: bool
    total_first: bool
    codes: bool
    by_units: bool
    carries: bool
    details: bool
    further: bool
    spent_by_units: bool
    zero: str

    def amount(self, fen: int) -> str:
        """As printed."""
        if not fen:
            return self.zero
        value = Decimal(fen).scaleb(-2 if self.yuan else -6)
        return f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP):,}"


def style(chance: Chance) -> Style:
    """Some place's way."""
    carries = chance.happens(0.7)
    return Style(
        chance.choice(["", "表{}：", "公开{:02}表 ", "{}．", "2026年", "2026年部门", "表{}：2026年市级部门"]),
        chance.happens(0.4),
        chance.happens(0.6),
        codes := chance.happens(0.7),
        chance.happens(0.4),
        carries,
        not codes and chance.happens(0.5),
        chance.happens(0.3),
        chance.happens(0.2),
        chance.choice(["", "0.00", "0"]),
    )


def budget(chance: Chance, *, carries: bool) -> MadeBudget:
    """A consistent budget; where places print no carry-over there is none."""

    def money() -> int:
        return int(chance.amount(2000, 30_000_000).scaleb(2))

    lines: list[Line] = []
    for code in chance.some(_GPB, 9, 3):
        kinds = [kind for kind in _NATURES if chance.happens(0.6)] or ["project"]
        lines.append(Line(code, "gpb", {kind: money() for kind in kinds}))
        if chance.happens(0.2):
            lines.append(Line(code, "own", {"project": money()}))
    if chance.happens(0.4):
        lines.append(Line("2120806", "gf", {"project": money()}))
    if chance.happens(0.3):
        lines.append(Line("2230105", "sc", {"project": money()}))
    made = MadeBudget(lines, {}, {}, {})
    if carries and chance.happens(0.7):
        for fund in _FUNDS:
            spent = made.spent(funds=(fund,))
            if spent and chance.happens(0.5):
                made.carried[fund] = int(chance.part(Decimal(spent)).to_integral_value())
    for nature in ("personnel", "operating"):
        total = made.spent(funds=("gpb",), natures=(nature,))
        pool = [code for code in _ECONOMIC if len(code) == 5 and (code[:3] == "302") is (nature == "operating")]
        chosen = chance.some(pool, 4, 1)
        for code, part in zip(chosen, chance.shares(Decimal(total).scaleb(-2), len(chosen)), strict=True):
            if total:
                made.economic[code] = {nature: int(part.scaleb(2))}
    low = {
        name: sum(made.economic.get(code, {}).values()) for name, code in (("reception", "30217"), ("running", "30231"))
    }
    made.public = {
        "abroad": money() if chance.happens(0.3) else 0,
        "bought": money() if chance.happens(0.3) else 0,
        "running": low["running"] + (money() if chance.happens(0.4) else 0),
        "reception": low["reception"] + (money() if chance.happens(0.4) else 0),
    }
    made.shares = [chance.randint(1, 9) for _ in range(chance.randint(1, len(_UNITS)))]
    return made


Rows = list[list[str]]
Amounts = Callable[[str], list[str]]
"""The printed amounts of a code."""


@dataclass
class PrintedTable:
    """A table: its title, its rows, and how many of them are its head."""

    title: str
    rows: Rows
    head: int


def tables(made: MadeBudget, how: Style) -> Iterator[PrintedTable]:
    """The nine tables."""
    titles = [
        *("收支总表", "收入总表", "支出总表", "财政拨款收支总表", "一般公共预算支出表", "一般公共预算基本支出表"),
        *("一般公共预算“三公”经费支出表", "政府性基金预算支出表", "国有资本经营预算支出表"),
    ]
    printed = (_both_sides, _income, _spending, _fiscal, _general, _economic, _public, _government, _capital)
    for number, (title, table) in enumerate(zip(titles, printed, strict=True), 1):
        rows, head = table(made, how)
        yield PrintedTable(how.prefix.format(number) + title, rows, head)
    if how.further:
        for number, (title, table) in enumerate(
            (("财政拨款支出表", _all_funds), ("一般公共预算基本支出表（功能科目）", _basic)), 10
        ):
            rows, head = table(made, how)
            yield PrintedTable(how.prefix.format(number) + title, rows, head)


def page(printed: Iterable[PrintedTable], how: Style, prose: Sequence[str] = ()) -> str:
    """The budget as a page, the explanation in front of the tables."""
    parts = [f"<h1>{_PLACE}2026年部门预算公开</h1>", *(f"<p>{escape(text)}</p>" for text in prose)]
    for table in printed:
        lines = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in table.rows)
        unit = "元" if how.yuan else "万元"
        parts.append(f"<p>{table.title}</p><p>部门：{_PLACE} 单位：{unit}</p><table>{lines}</table>")
    return f'<html><head><meta charset="utf-8"></head><body>{"".join(parts)}</body></html>'


def explanation(made: MadeBudget, chance: Chance) -> list[str]:
    """The explanation of a budget that says what its tables say, in 万元."""

    def wan(fen: int) -> str:
        return f"{(Decimal(fen) / 1_000_000).quantize(Decimal('0.01'), ROUND_HALF_UP)}万元"

    def share(part: int, whole: int) -> str:
        return f"占{(Decimal(100 * part) / whole).quantize(Decimal('0.01'), ROUND_HALF_UP)}%"

    def moved(fen: int) -> str:
        before = max(fen - int(fen * chance.randint(-40, 60) / 100), 1_000_000)
        if before == fen:
            return f"{wan(fen)}，与上年预算数相同"
        word = "增加" if fen > before else "减少"
        rate = Decimal(100 * abs(fen - before)) / before
        return f"{wan(fen)}，与上年相比{word}{wan(abs(fen - before))}，{word}{rate.quantize(Decimal('0.01'), ROUND_HALF_UP)}%"

    spent, income = made.spent(), sum(made.income(fund) for fund in (*_FUNDS, "own"))
    names = ("一般公共预算拨款收入", "政府性基金预算拨款收入", "国有资本经营预算拨款收入", "其他收入")
    sources = [(name, made.income(fund)) for name, fund in zip(names, (*_FUNDS, "own"), strict=True)]
    basic, project = made.spent(natures=_NATURES[:2]), made.spent(natures=("project",))
    public = made.public
    cars = public["bought"] + public["running"]
    listed = [code for code in made.codes(("gpb",)) if len(code) == 7]
    return [
        "第三部分2026年度部门预算情况说明",
        "一、收支预算总体情况说明",
        f"{_PLACE}2026年度收入、支出预算总计{wan(spent)}。",
        "二、收入预算情况说明",
        f"{_PLACE}2026年收入预算合计{wan(income)}，其中："
        + "；".join(f"{name}{wan(value)}，{share(value, income)}" for name, value in sources if value)
        + "。",
        "三、支出预算情况说明",
        f"{_PLACE}2026年支出预算合计{wan(spent)}，其中：基本支出{wan(basic)}，{share(basic, spent)}；"
        f"项目支出{wan(project)}，{share(project, spent)}。",
        "四、财政拨款收支预算总体情况说明",
        f"{_PLACE}2026年度财政拨款收、支总预算{wan(made.spent(funds=_FUNDS))}。",
        "五、一般公共预算支出预算情况说明",
        f"{_PLACE}2026年一般公共预算支出预算{moved(made.spent(funds=('gpb',)))}。",
        *(
            f"{number}．{_NAMES[code[:3]]}（类）{_NAMES[code[:5]]}（款）{_NAMES[code]}（项）支出{moved(made.spent(code, ('gpb',)))}。"
            for number, code in enumerate(listed, 1)
        ),
        "六、一般公共预算基本支出预算情况说明",
        f"{_PLACE}2026年一般公共预算基本支出{wan(made.spent(funds=('gpb',), natures=_NATURES[:2]))}，其中："
        f"人员经费{wan(made.spent(funds=('gpb',), natures=('personnel',)))}；公用经费{wan(made.spent(funds=('gpb',), natures=('operating',)))}。",
        "七、政府性基金预算支出预算情况说明",
        f"2026年政府性基金预算支出{wan(made.spent(funds=('gf',)))}。",
        "八、国有资本经营预算支出预算情况说明",
        f"2026年国有资本经营预算支出{wan(made.spent(funds=('sc',)))}。",
        "九、“三公”经费预算情况说明",
        f"2026年“三公”经费预算{wan(sum(public.values()))}。其中：因公出国（境）费{wan(public['abroad'])}；"
        f"公务用车购置及运行费{wan(cars)}，其中：公务用车购置费{wan(public['bought'])}，公务用车运行费{wan(public['running'])}；"
        f"公务接待费{wan(public['reception'])}。",
    ]


def read_page(text: str) -> Disclosure:
    """What is read from a page."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "budget.html"
        path.write_text(text, encoding="utf-8")
        return juesuan.read(path)


def read_some(seed: int) -> Disclosure:
    """One of them with its explanation, as read."""
    chance = Chance(seed)
    how = style(chance)
    made = budget(chance, carries=how.carries)
    return read_page(page(tables(made, how), how, explanation(made, chance)))


def _sides(left: Rows, right: Rows, ends: tuple[Rows, Rows]) -> Rows:
    """Two lists side by side, with what closes both on the same rows."""
    width = max(map(len, right + ends[1]))
    length = max(len(left), len(right))
    left, right = left + [["", ""]] * (length - len(left)), right + [[""] * width] * (length - len(right))
    return [a + b for a, b in zip(left + ends[0], right + ends[1], strict=True)]


def _both_sides(made: MadeBudget, how: Style) -> tuple[Rows, int]:
    spent, carried = made.spent(), sum(made.carried.values())
    fiscal = sum(made.income(fund) for fund in _FUNDS)
    left = [["一、财政拨款收入", how.amount(fiscal)]]
    names = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
    left += [[name, how.amount(made.income(fund))] for name, fund in zip(names, _FUNDS, strict=True)]
    left += [["二、事业收入", how.zero], ["三、其他收入", how.amount(made.income("own"))]]
    right = _spent_rows(made, how, (*_FUNDS, "own"), lambda code: [how.amount(made.spent(code))])
    ends: tuple[Rows, Rows] = ([], [])
    if how.carries:
        ends[0].append(["本年收入合计", how.amount(spent - carried)])
        ends[1].append(["本年支出合计", how.amount(spent)])
        ends[0].append(["上年结转结余", how.amount(carried)])
        ends[1].append(["年终结转结余", how.zero])
    ends[0].append(["收入总计", how.amount(spent)])
    ends[1].append(["支出总计", how.amount(spent)])
    return [["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"], *_sides(left, right, ends)], 2


def _spent_rows(made: MadeBudget, how: Style, funds: Iterable[str], amounts: Amounts) -> Rows:
    """The 类 of two-sided tables, numbered; or with the 款 and 项 below them."""
    codes = made.codes(funds)
    if how.details:
        return [[_NAMES[code], *amounts(code)] for code in codes]
    return [
        [f"（{number}）{_NAMES[code]}", *amounts(code)]
        for number, code in enumerate((c for c in codes if len(c) == 3), 1)
    ]


def _income(made: MadeBudget, how: Style) -> tuple[Rows, int]:
    heads = [
        "合计",
        *(["本年收入小计"] if how.carries else []),
        "一般公共预算",
        "政府性基金预算",
        "国有资本经营预算",
        "其他收入",
    ]
    heads += ["上年结转"] if how.carries else []

    def amounts(share: tuple[int, int]) -> list[str]:
        part, whole = share
        shown = {fund: made.income(fund) * part // whole for fund in (*_FUNDS, "own")}
        carried = sum(made.carried.values()) * part // whole
        total = sum(shown.values())
        found = [
            total + carried,
            *([total] if how.carries else []),
            *shown.values(),
            *([carried] if how.carries else []),
        ]
        return [how.amount(value) for value in found]

    if how.by_units:
        whole, steps = sum(made.shares), [sum(made.shares[:end]) for end in range(len(made.shares) + 1)]
        rows: Rows = [["合计", *amounts((1, 1))]]
        values = [_cut(made, start, end, whole) for start, end in pairwise(steps)]
        for name, shown in zip(_UNITS, values, strict=False):
            total = sum(shown[fund] for fund in (*_FUNDS, "own"))
            found = [total + shown["carried"], *([total] if how.carries else [])]
            found += [shown[fund] for fund in (*_FUNDS, "own")] + ([shown["carried"]] if how.carries else [])
            rows.append([f"{_PLACE}{name}", *map(how.amount, found)])
        return [["单位名称", *heads], *rows], 1
    return _by_code(made, how, (*_FUNDS, "own"), heads, lambda code: _income_of(made, how, code))


def _cut(made: MadeBudget, start: int, end: int, whole: int) -> dict[str, int]:
    """What one unit has of everything, so that all of them have it all."""
    sums = {fund: made.income(fund) for fund in (*_FUNDS, "own")} | {"carried": sum(made.carried.values())}
    return {name: value * end // whole - value * start // whole for name, value in sums.items()}


def _income_of(made: MadeBudget, how: Style, code: str) -> list[str]:
    """The income that pays for a code: what was carried over pays the first 项 of its fund, 款 by 款 as far as it reaches."""
    carried = {fund: _carried_for(made, fund, code) for fund in _FUNDS}
    shown = {fund: made.spent(code, (fund,)) - carried.get(fund, 0) for fund in (*_FUNDS, "own")}
    total, before = sum(shown.values()), sum(carried.values())
    found = [total + before, *([total] if how.carries else []), *shown.values(), *([before] if how.carries else [])]
    return [how.amount(value) for value in found]


def _carried_for(made: MadeBudget, fund: str, code: str) -> int:
    left, found = made.carried.get(fund, 0), 0
    for line in made.lines:
        if line.fund == fund:
            part = min(left, sum(line.parts.values()))
            left -= part
            found += part if line.code.startswith(code) else 0
    return found


def _by_code(
    made: MadeBudget, how: Style, funds: Iterable[str], heads: list[str], amounts: Amounts
) -> tuple[Rows, int]:
    funds = tuple(funds)
    total = (["", "合计"] if how.codes else ["合计"]) + amounts("")
    rows = [([code, _NAMES[code]] if how.codes else [_NAMES[code]]) + amounts(code) for code in made.codes(funds)]
    named = ["科目编码", "科目名称"] if how.codes else ["功能分类科目名称"]
    return [[*named, *heads], *([total, *rows] if how.total_first else [*rows, total])], 1


def _natures(made: MadeBudget, how: Style, funds: Iterable[str]) -> tuple[Rows, int]:
    funds = tuple(funds)

    def amounts(code: str) -> list[str]:
        basic = [made.spent(code, funds, (nature,)) for nature in ("personnel", "operating")]
        found = [made.spent(code, funds), sum(basic), *basic, made.spent(code, funds, ("project",))]
        return [how.amount(value) for value in found]

    return _by_code(made, how, funds, ["合计", "基本支出", "人员经费", "公用经费", "项目支出"], amounts)


def _spending(made: MadeBudget, how: Style) -> tuple[Rows, int]:
    if not how.spent_by_units:
        return _natures(made, how, (*_FUNDS, "own"))
    values = [made.spent(funds=(fund,)) for fund in (*_FUNDS, "own")]
    steps = [sum(made.shares[:end]) for end in range(len(made.shares) + 1)]
    parts = [[v * end // steps[-1] - v * start // steps[-1] for v in values] for start, end in pairwise(steps)]
    head = ["单位名称", "合计", "一般公共预算拨款", "政府性基金拨款", "国有资本经营预算拨款"]
    rows = [["合计", how.amount(sum(values)), *map(how.amount, values[:3])]]
    for name, part in zip(_UNITS, parts, strict=False):
        rows.append([f"{_PLACE}{name}", how.amount(sum(part)), *map(how.amount, part[:3])])
    return [head, *rows], 1


def _general(made: MadeBudget, how: Style) -> tuple[Rows, int]:
    return _natures(made, how, ("gpb",))


def _all_funds(made: MadeBudget, how: Style) -> tuple[Rows, int]:
    return _natures(made, how, _FUNDS)


def _basic(made: MadeBudget, how: Style) -> tuple[Rows, int]:
    def amounts(code: str) -> list[str]:
        basic = [made.spent(code, ("gpb",), (nature,)) for nature in ("personnel", "operating")]
        return [how.amount(value) for value in (sum(basic), *basic)]

    return _by_code(made, how, ("gpb",), ["合计", "人员经费", "公用经费"], amounts)


def _government(made: MadeBudget, how: Style) -> tuple[Rows, int]:
    return _natures(made, how, ("gf",))


def _capital(made: MadeBudget, how: Style) -> tuple[Rows, int]:
    return _natures(made, how, ("sc",))


def _fiscal(made: MadeBudget, how: Style) -> tuple[Rows, int]:
    spent, carried = made.spent(funds=_FUNDS), sum(made.carried.values())
    names = ("一般公共预算拨款", "政府性基金预算拨款", "国有资本经营预算拨款")

    def amounts(code: str) -> list[str]:
        return [how.amount(made.spent(code, _FUNDS)), *(how.amount(made.spent(code, (fund,))) for fund in _FUNDS)]

    left: Rows = [["一、本年收入", how.amount(spent - carried)]]
    left += [
        [f"（{n}）{name}", how.amount(made.income(fund))] for n, name, fund in zip("一二三", names, _FUNDS, strict=True)
    ]
    if how.carries:
        left.append(["二、上年结转", how.amount(carried)])
        left += [
            [f"（{n}）{name}", how.amount(made.carried.get(fund, 0))]
            for n, name, fund in zip("一二三", names, _FUNDS, strict=True)
        ]
    right = [["一、本年支出", *amounts("")], *_spent_rows(made, how, _FUNDS, amounts)]
    ends = ([["收入总计", how.amount(spent)]], [["支出总计", *amounts("")]])
    head = [
        ["收入", "", "支出", "", "", "", ""],
        ["项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"],
    ]
    return [*head, *_sides(left, right, ends)], 2


def _economic(made: MadeBudget, how: Style) -> tuple[Rows, int]:
    def amounts(code: str) -> list[str]:
        found = [
            sum(p.get(n, 0) for c, p in made.economic.items() if c.startswith(code)) for n in ("personnel", "operating")
        ]
        return [how.amount(value) for value in (sum(found), *found)]

    codes = sorted({code[:size] for code in made.economic for size in (3, 5)})
    total, rows = ["", "合计", *amounts("")], [[code, _ECONOMIC[code], *amounts(code)] for code in codes]
    head = ["科目编码", "科目名称", "合计", "人员经费", "公用经费"]
    return [head, *([total, *rows] if how.total_first else [*rows, total])], 1


def _public(made: MadeBudget, how: Style) -> tuple[Rows, int]:
    public = made.public
    cars = public["bought"] + public["running"]
    found = [sum(public.values()), public["abroad"], cars, public["bought"], public["running"], public["reception"]]
    head = [
        "“三公”经费合计",
        "因公出国（境）费",
        "公务用车购置及运行费小计",
        "公务用车购置费",
        "公务用车运行费",
        "公务接待费",
    ]
    if how.by_units:
        return [["单位名称", *head], ["合计", *map(how.amount, found)], *_public_of_units(made, how, found)], 1
    return [head, [how.amount(value) for value in found]], 1


def _public_of_units(made: MadeBudget, how: Style, whole: list[int]) -> Iterator[list[str]]:
    """Each unit's part, so that every column and every row adds up."""
    steps = [sum(made.shares[:end]) for end in range(len(made.shares) + 1)]
    for name, (start, end) in zip(_UNITS, pairwise(steps), strict=False):
        _, abroad, _, bought, running, reception = (v * end // steps[-1] - v * start // steps[-1] for v in whole)
        cars = bought + running
        found = [abroad + cars + reception, abroad, cars, bought, running, reception]
        yield [f"{_PLACE}{name}", *map(how.amount, found)]
