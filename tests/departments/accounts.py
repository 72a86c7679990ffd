"""The books of random departments.

What a department spends follows from what it is: 行政 and 参公 units have 行政运行, 公务员医疗补助, 其他交通费用 and running costs, 事业
units 事业运行, 绩效工资, business income and the surplus of it. Social contributions and pensions are the same money by 项 and by 款.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from juesuan.preparing.books import Agency, Basic, Books, Department, Income, Opening, Spending
from juesuan.standard import builtin
from juesuan.standard.layouts import Layout
from tests.departments.chance import ZERO, Chance
from tests.departments.evaluations import overall_work, project_works, with_execution_score
from tests.departments.ledger import Accounts, Body
from tests.departments.matters import counts, initial, previous, procurement, reasons, three_public

__all__ = ["accounts"]

# 款 by the 项 that its money is spent on: of 行政 and 参公 units, of 事业 units.
_SHOWS = Decimal(300)  # less other income than that need not show in the total, which is worth a warning
_TIED = {
    "30108": ("2080505", "2080505"),
    "30109": ("2080506", "2080506"),
    "30110": ("2101101", "2101102"),
    "30111": ("2101103", ""),
    "30113": ("2210201", "2210201"),
    "30302": ("2080501", "2080502"),
    "30304": ("2080801", "2080801"),
}
_PAY = {"30101": 45_000, "30102": 30_000, "30103": 25_000, "30112": 900, "30199": 9_000}  # yuan a head and year
_CONTRIBUTIONS = {"30108": 12_000, "30109": 6_000, "30110": 5_000, "30111": 2_000, "30113": 9_000}
_PERFORMANCE_PAY = 20_000
_PENSIONS = ("30302", "30304", "30305", "30309", "30301", "30399")
_OPERATING = (
    "30201", "30202", "30203", "30204", "30205", "30206", "30207", "30208", "30209", "30211", "30213", "30214", "30215",
    "30216", "30218", "30224", "30225", "30226", "30227", "30228", "30229", "30239", "30240", "30299", "31002", "31003",
    "31007", "31022", "31099", "30701", "39999",
)  # fmt: skip
_NOT_A_PROJECT = ("20805", "21011", "22102", "20808")
_RUN = ("行政运行", "事业运行", "机关服务")
_NATURES = {"basic": 0.8, "project": 0.5, "operating": 0.3, "remit": 0.1, "subsidy": 0.1}
_PLACES = ("示例县", "青禾市", "云岭省白沙市", "河东区")
_BODIES = ("综合管理局", "水利移民（后期扶持）工作办公室", "农业农村和水务局", "人民检察院", "中级人民法院")
_INSTITUTIONS = ("行政服务中心", "人民医院", "第一中学", "图书馆", "公路养护中心")


def accounts(chance: Chance, edition: Layout, most: int) -> Books:
    """A department's books for an edition, with at most about ``most`` functional 项."""
    made = Accounts(chance, edition)
    made.agencies += _bodies(made)
    for body in made.agencies:
        _run(made, body)
    _projects(made, most)
    _own_spending(made)
    short = _paid(made)
    used, distributed = _surplus(made, short)
    spending = tuple(Spending(*key, amount) for key, amount in made.spending.items())
    public = three_public(made)
    planned = tuple(initial(made))
    projects = project_works(chance, spending)
    books = Books(
        department=_department(made),
        year=edition.year,
        income=tuple(made.income),
        spending=spending,
        basic=tuple(Basic(code, amount) for code, amount in made.basic.items()),
        opening=tuple(made.opening),
        initial=planned,
        surplus_used=used,
        surplus_distributed=distributed,
        three_public=public,
        procurement=procurement(made),
        counts=counts(chance, public),
        running_costs=made.running_costs,
        reasons=reasons(made, planned),
        purposes=dict.fromkeys(
            [*(item.function for item in spending), *(item.function for item in planned)], "履行部门职责"
        ),
        projects=projects,
        overall=overall_work(chance, spending, projects, edition) if chance.happens(0.6) else None,
    )
    before = previous(chance, books)
    return with_execution_score(replace(books, previous=before, without_previous=not before), edition)


def _bodies(made: Accounts) -> list[Body]:
    """The units whose accounts these are: one of them, or a department's own and those below it."""
    chance, codes = made.chance, made.items()
    homes = sorted({code[:5] for code in codes if made.name(code) == "行政运行"})
    with_institutions = [home for home in homes if f"{home}50" in codes]
    kind = chance.choice(("行政", "行政", "参公", "事业", "事业"))
    count = 1 if chance.happens(0.4) else chance.randint(2, 9)
    below = {"行政": ("行政", "参公", "事业", "事业"), "参公": ("参公", "事业"), "事业": ("事业",)}[kind]
    kinds = [kind, *(chance.choice(below) for _ in range(count - 1))]
    place, home = chance.choice(_PLACES), chance.choice(homes)
    names = [place + chance.choice(_BODIES if kind != "事业" else _INSTITUTIONS)]
    names += [f"{place}{chance.choice(_INSTITUTIONS)}第{number}分部" for number in range(2, count + 1)]
    found = []
    for name, own in zip(names, kinds, strict=True):
        section = home if own != "事业" or home in with_institutions else chance.choice(with_institutions)
        found.append(Body(name, own, section, int(10 ** (chance.random() * 3.3)) + 2))
    return found


def _department(made: Accounts) -> Department:
    bodies = made.agencies
    one = len(bodies) == 1
    names = [bodies[0].name + ("" if one else "本级"), *(body.name for body in bodies[1:])]
    return Department(
        name=bodies[0].name,
        level="单位" if one and made.chance.happens(0.6) else "部门",
        place=bodies[0].name[:3],
        kind=bodies[0].kind,
        duties=("贯彻执行有关法律法规。", "完成交办的其他任务。"),
        divisions=("办公室", "综合科"),
        agencies=tuple(names),
        kinds=tuple(Agency(name, body.kind) for name, body in zip(names, bodies, strict=True)),
    )


def _run(made: Accounts, body: Body) -> None:
    """Basic spending of one unit: by 款, then by the 项 that each 款 belongs to."""
    form = made.edition.form("T06")
    assert form is not None
    paid = {code: amount for code, amount in _wages(made.chance, body).items() if code in form.rows}
    operating = {code: amount for code, amount in _operating(made.chance, body).items() if code in form.rows}
    if body.administrative:
        made.running_costs += sum(operating.values(), ZERO)
    for code, amount in {**paid, **operating}.items():
        made.basic[code] = made.basic.get(code, ZERO) + amount
        item = _TIED.get(code, ("", ""))[not body.administrative]
        tied = item and made.name(item) and made.chance.happens(0.95)
        made.spend(item if tied else body.home, "gpb", "basic", amount)


def _wages(chance: Chance, body: Body) -> dict[str, Decimal]:
    """What is paid to and for the staff and the retired."""
    paid = {code: chance.part(Decimal(each * body.staff), 60, 140) for code, each in {**_PAY, **_CONTRIBUTIONS}.items()}
    if not body.administrative:
        paid["30107"] = chance.part(Decimal(_PERFORMANCE_PAY * body.staff), 60, 140)
        del paid["30111"]
    return paid | {code: chance.amount(10, 800_000) for code in chance.some(_PENSIONS, 4)}


def _operating(chance: Chance, body: Body) -> dict[str, Decimal]:
    """公用经费, among it a few yuan now and then."""
    costs = {
        code: chance.amount(1, 99) if chance.happens(0.03) else chance.amount(500, 500 + 8_000 * body.staff)
        for code in chance.some(_OPERATING, 26, 2)
    }
    least = {"30212": 20_000, "30217": 300}  # nobody travels abroad for less
    costs |= {code: chance.amount(amount, 1_500_000) for code, amount in least.items() if chance.happens(0.4)}
    if chance.happens(0.6):
        costs["30231"] = chance.part(Decimal(40_000 * chance.randint(1, 2 + body.staff // 20)), 20, 180)
    if not body.administrative:
        costs.pop("30239", None)
    return costs or {"30201": chance.amount(500, 90_000)}


def _projects(made: Accounts, most: int) -> None:
    """Project spending of the three budgets; a department may have none."""
    chance = made.chance
    if chance.happens(0.1):
        return
    homes = {body.section for body in made.agencies if body.administrative}
    pool = [code for code in made.items() if code[:5] not in _NOT_A_PROJECT and made.name(code) not in _RUN]
    pool = [code for code in pool if code[:5] in homes or made.name(code) != "一般行政管理事务"]
    near = [code for code in pool if code[:5] in homes]
    for code in sorted({*chance.some(near, 3), *chance.some(pool, max(1, most - 8))}):
        made.spend(code, "gpb", "project", chance.amount(1, 300_000_000))
    for fund in ("gf", "sc"):
        for code in chance.some(made.items(fund), 4, 1) if chance.happens(0.35) else ():
            made.spend(code, fund, "project", chance.amount(1, 1_000_000_000))


def _own_spending(made: Accounts) -> None:
    """Spending of other money than appropriations: interest in any unit, business in 事业 units."""
    chance = made.chance
    if chance.happens(0.4):
        return
    for body in chance.some(made.agencies, 3, 1):
        if body.administrative:
            made.spend(body.home, "own", "basic", chance.amount(1, 50_000))
            continue
        for nature, likely in _NATURES.items():
            if chance.happens(likely):
                made.spend(body.home, "own", nature, chance.amount(100, 20_000_000))


def _paid(made: Accounts) -> Decimal:
    """Income and opening balances that pay for the spending and leave what they leave: nothing ever goes below zero.

    What other income than appropriations leaves uncovered is returned.
    """
    chance, spent = made.chance, made.by_item()
    if chance.happens(0.1):
        spent.setdefault((next(iter(spent))[0], "own"), ZERO)  # money that came in and was not spent
    if (funds := made.items("gf")) and chance.happens(0.1):
        spent.setdefault((chance.choice(funds), "gf"), ZERO)
    carries = chance.choice((0.0, 0.2, 0.6))
    sources = ("superior", "other", *(("business", "operating", "affiliate") if made.institutions else ()))
    short = ZERO
    for (code, fund), amount in spent.items():
        moves = chance.happens(carries)
        before = chance.part(amount, 1, 100) if moves and chance.happens(0.7) else ZERO
        after = chance.amount(1, 9_000_000) if (moves or not amount) and chance.happens(0.8) else ZERO
        received = amount - before + after
        if fund == "own" and made.institutions and not after and chance.happens(0.3):
            filled = chance.part(received, 1, 60)
            short, received = short + filled, received - filled
        if received:
            made.income.append(
                Income(code, fund if fund in builtin().bookkeeping.funds else chance.choice(sources), received)
            )
        if before:
            made.opening.append(Opening(fund, before, code))
    others = [item for item in made.income if item.source not in builtin().bookkeeping.funds]
    if others and sum((item.amount for item in others), ZERO) < _SHOWS:
        made.income.append(Income(others[0].function, "other", _SHOWS))
    return short


def _surplus(made: Accounts, short: Decimal) -> tuple[Decimal, Decimal]:
    """Surplus that fills what is short, which it does only where spending exceeds income, and surplus that is distributed."""
    if short and sum((item.amount for item in made.income), ZERO) >= made.total():
        made.income.append(Income(next(iter(made.spending))[0], "other", short))
        short = ZERO
    left = sum(
        (item.amount for item in made.income if item.source not in builtin().bookkeeping.funds), ZERO
    ) - made.total(fund="own")
    left += sum((item.amount for item in made.opening if item.fund == "own"), ZERO)
    distributes = made.institutions and not short and left > 0 and made.chance.happens(0.2)
    return short, made.chance.part(left, 1, 100) if distributes else ZERO
