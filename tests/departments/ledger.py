"""What a random department spends and receives, as it comes together."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from juesuan.preparing.books import Income, Opening
from juesuan.standard import builtin
from juesuan.standard.layouts import Layout
from tests.departments.chance import ZERO, Chance

__all__ = ["Accounts", "Body"]

_NO_DEPARTMENT = ("234",)  # 抗疫特别国债: spent of several budgets


@dataclass(frozen=True)
class Body:
    """One unit while its accounts are made: what it is, where its own 项 stand, how many people work there."""

    name: str
    kind: str
    section: str
    staff: int

    @property
    def administrative(self) -> bool:
        return self.kind != "事业"

    @property
    def home(self) -> str:
        """The 项 that it runs on."""
        return self.section + ("01" if self.administrative else "50")


@dataclass
class Accounts:
    """What the units of a department spend and receive, as it comes together."""

    chance: Chance
    edition: Layout
    agencies: list[Body] = field(default_factory=list)
    spending: dict[tuple[str, str, str], Decimal] = field(default_factory=dict)
    basic: dict[str, Decimal] = field(default_factory=dict)
    income: list[Income] = field(default_factory=list)
    opening: list[Opening] = field(default_factory=list)
    running_costs: Decimal = ZERO

    @property
    def institutions(self) -> bool:
        """Whether some unit is an 事业单位: only they have business, surplus of it and 经营支出."""
        return any(not agency.administrative for agency in self.agencies)

    def items(self, fund: str = "") -> tuple[str, ...]:
        """The 项 of a fund (none: the general budget) that the edition's tables can show in the year."""
        key = self.edition.id, self.edition.year, fund
        if key not in _ITEMS:
            _ITEMS[key] = _items(self.edition, fund)
        return _ITEMS[key]

    def name(self, code: str) -> str:
        return builtin().codes.function_name(code, self.edition.year)

    def spend(self, function: str, fund: str, nature: str, amount: Decimal) -> None:
        key = function, fund, nature
        if amount:
            self.spending[key] = self.spending.get(key, ZERO) + amount

    def total(self, **wanted: str) -> Decimal:
        """The sum of the spending with that fund or nature."""
        names = ("function", "fund", "nature")
        return sum((amount for key, amount in self.spending.items()
                    if all(key[names.index(name)] == value for name, value in wanted.items())), ZERO)  # fmt: skip

    def by_item(self) -> dict[tuple[str, str], Decimal]:
        """What was spent by 项 and fund."""
        found: dict[tuple[str, str], Decimal] = {}
        for (function, fund, _), amount in self.spending.items():
            found[function, fund] = found.get((function, fund), ZERO) + amount
        return found


_ITEMS: dict[tuple[str, int, str], tuple[str, ...]] = {}


def _items(edition: Layout, fund: str) -> tuple[str, ...]:
    form, year = edition.form("T01"), edition.year
    assert form is not None
    if fund and edition.form({"gf": "T07", "sc": "T08"}[fund]) is None:
        return ()
    printed = {(fact := form.form.row(key)) and fact.fact for key in form.rows}
    return tuple(  # a few codes of old lists have the names of others: which is meant no reader can tell
        code
        for code in builtin().codes.function_codes(year)
        if len(code) == 7
        and builtin().codes.fund_of(code, year) == fund
        and code[:3] not in _NO_DEPARTMENT
        and f"spend[function={code[:3]}]" in printed
        and builtin().codes.lookup(*(builtin().codes.function_name(code[:digits], year) for digits in (3, 5, 7)))
        == (code,)
    )
