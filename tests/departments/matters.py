"""What a disclosure tells beside the accounts: budgets, “三公”经费, things, procurement, reasons, last year.

Cars, guests and journeys go with their costs; budgets are rarely less than what was spent of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from juesuan.preparing.books import Books, Initial
from juesuan.preparing.facts import facts
from juesuan.standard import builtin
from tests.departments.chance import ZERO, Chance
from tests.departments.ledger import Accounts

__all__ = ["counts", "initial", "previous", "procurement", "reasons", "three_public"]

_REASONS = (
    "年中追加项目资金{n}笔",
    "在职人员变动，人员经费调整",
    "部分项目跨年实施，尾款结转下年支付",
    "按规定压减一般性支出，减少会议{n}次",
    "上级专项资金下达时间变化",
    "新增建设项目{n}个",
    "{n}个合同重新招标，价格下降",
)
_ITEMS = {
    "30212": "abroad",
    "30217": "reception",
    "30231": "vehicle_operation",
    "30215": "meeting",
    "30216": "training",
}
_BY_PROJECTS = ("abroad", "reception", "vehicle_operation", "vehicle_purchase")


def initial(made: Accounts) -> Iterator[Initial]:
    """Budgets at the start of the year: most items have one; some are met to the fen."""
    chance = made.chance
    for (code, fund), amount in made.by_item().items():
        if fund in builtin().bookkeeping.funds:
            planned = amount if chance.happens(0.2) else chance.part(amount, 40, 200)
            yield Initial(code, fund, planned if chance.happens(0.8) else ZERO)
    if chance.happens(0.2):  # planned and not spent
        code = chance.choice(made.items())
        if (code, "gpb") not in made.by_item() and code[:5] not in {"20805", "21011"}:
            yield Initial(code, "gpb", chance.amount(5_000, 900_000))


def three_public(made: Accounts) -> Mapping[str, Mapping[str, Decimal]]:
    """Actual spending at least what 06 shows, budgets at least the actual."""
    chance = made.chance
    final = {item: made.basic.get(code, ZERO) for code, item in _ITEMS.items()} | {"vehicle_purchase": ZERO}
    if made.total(fund="gpb", nature="project") > 1_000_000:
        for item in _BY_PROJECTS:
            final[item] += chance.amount(20_000, 300_000) if chance.happens(0.15) else ZERO
    planned = {item for item, amount in final.items() if amount or ("vehicle" not in item and chance.happens(0.2))}
    adjusted = {
        item: amount + (chance.amount(1, 200_000) if item in planned and chance.happens(0.5) else ZERO)
        for item, amount in final.items()
    }
    return {"adjusted": adjusted, "final": final}


def counts(chance: Chance, public: Mapping[str, Mapping[str, Decimal]]) -> dict[str, int]:
    """Numbers of things that go with the amounts: none without money, some with it."""
    final = public["final"]
    found: dict[str, int] = {}
    if final["abroad"]:
        found["delegations"] = chance.randint(1, 9)
        found["travellers"] = found["delegations"] * chance.randint(1, 6)
    bought = chance.randint(1, 3) if final["vehicle_purchase"] else 0
    running = final["vehicle_operation"]
    least = int(running // 70_000) + 1
    held = chance.randint(least, max(least, int(running // 6_000))) if running else bought
    found |= {"vehicles[item=bought]": min(bought, held), "vehicles[item=held]": held}
    found |= {"vehicles[item=confidential]": held // 2, "vehicles[item=emergency]": held - held // 2}
    found |= {"vehicles[item=special]": chance.choice((0, 0, 0, 2)), "equipment": chance.choice((0, 0, 1, 37))}
    if final["reception"]:
        found["guests"] = max(1, round(final["reception"] / chance.randint(20, 160)))
        found["receptions"] = max(1, found["guests"] // chance.randint(4, 12))
    return found


def procurement(made: Accounts) -> Mapping[str, Decimal]:
    """Some of what was spent, none of it now and then; contracts of small firms are part of it."""
    chance = made.chance
    bought = made.total(nature="project")
    bought += sum((amount for code, amount in made.basic.items() if code[:3] in {"302", "310"}), ZERO)
    if chance.happens(0.15) or not bought:
        return {}
    total = chance.part(bought, 1, 60)
    goods, works, services = chance.shares(total, 3) if chance.happens(0.7) else (total, ZERO, ZERO)
    sme = chance.part(total, 30, 100)
    return {"goods": goods, "works": works, "services": services, "sme": sme, "micro": chance.part(sme, 0, 100)}


def reasons(made: Accounts, planned: Sequence[Initial]) -> Mapping[str, str]:
    """A reason for everything that may have changed, and the paragraph that only the department can write."""
    keys = ["N01", "N04", "N05.1", "N09.1", "N09.2", "N10"]
    keys += [code for code, _, _ in made.spending] + [item.function for item in planned]
    told = {key: made.chance.choice(_REASONS).format(n=made.chance.randint(2, 9)) for key in keys}
    return {**told, "N13.3": "本年度财政评价未选取本单位项目开展重点绩效评价。"}


def previous(chance: Chance, books: Books) -> Mapping[str, Decimal]:
    """Last year's totals, each at least the next: all money, appropriations, general budget."""
    known = facts(books, builtin().layouts.reference)
    if chance.happens(0.05):
        return {}  # the first year of a new department
    names = ("total[side=income]", "total[fund=fiscal,side=income]", "spend[fund=gpb]", "running_costs")
    if chance.happens(0.2):
        return {name: known.get(name) for name in names}
    found = {names[3]: chance.part(known.get(names[3]), 50, 180), names[2]: chance.part(known.get(names[2]), 30, 180)}
    for inner, outer in ((names[2], names[1]), (names[1], names[0])):
        same = known.get(inner) == known.get(outer)
        found[outer] = found[inner] + (ZERO if same else chance.amount(1, 5_000_000))
    return found
