"""The books of a department: what money they tell apart, and which facts their lines state. Data in ``data/bookkeeping.toml``.

Preparing asks here what a line of the books comes to; no module of it names a fact or a value of a dimension.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Generic, TypeVar

from msgspec import Struct

from juesuan.model import FactKey
from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataTable, Fact, Meaning, read_toml
from juesuan.standard.references import EconomicCode, FundName, ItemName, MeasureName, NatureName, SourceName, Text
from juesuan.standard.vocabulary import Vocabulary
from juesuan.standard.workbook import CellChoice, WorkbookSchema

__all__ = ["Bookkeeping", "Enterprises", "Flow", "Posted", "PostedRate", "Reception", "load_bookkeeping"]

FactOrText = TypeVar("FactOrText", FactKey, Fact)
"""A fact, or in the data the text of its key."""


class Flow(DataTable, frozen=True):
    """Money between units: what it is to who gets it, and to who pays it."""

    source: SourceName
    nature: NatureName


class Reception(DataTable, frozen=True):
    """The item that the books have as a whole and by one of its parts; the other part is the rest."""

    whole: ItemName
    part: ItemName
    rest: ItemName


class Enterprises(DataTable, frozen=True):
    """Contracts with small and medium enterprises, and those with small and micro ones among them."""

    small: ItemName
    micro: ItemName


class PostedRate(DataTable, Generic[FactOrText], frozen=True):
    """A result that the accounts give: ``of`` in per cent of ``base``; ``change``: by how many per cent of it they differ."""

    of: FactOrText
    base: FactOrText
    change: bool = False


class Posted(DataTable, Generic[FactOrText], frozen=True):
    """The facts that lines of the books state, as far as they do not say it themselves; see the data."""

    income: FactOrText
    spending: FactOrText
    initial: FactOrText
    adjusted: FactOrText
    opening: FactOrText
    closing: FactOrText
    basic: FactOrText
    projects: FactOrText
    office_costs: FactOrText
    three_public: FactOrText
    procurement: FactOrText
    vehicles: FactOrText
    vehicles_held: FactOrText
    surplus_used: FactOrText
    surplus_distributed: FactOrText
    running_costs: FactOrText
    affiliates: FactOrText
    offices: FactOrText
    evaluated_projects: FactOrText
    published_forms: FactOrText
    withheld_forms: FactOrText
    project_funds: FactOrText
    evaluations: FactOrText
    score: FactOrText


class _BookkeepingData(DataTable, frozen=True):
    """``bookkeeping.toml``."""

    appropriations: FundName
    own_money: Text
    carried_by_code: tuple[FundName, ...]
    own_classes: tuple[FundName, ...]
    appropriated: tuple[NatureName, ...]
    may_be_negative: tuple[SourceName, ...]
    capital: tuple[EconomicCode, ...]
    uncosted: tuple[ItemName, ...]
    of_institutions: tuple[Fact, ...]
    measures: tuple[MeasureName, ...]
    facts: Posted[Fact]
    flows: tuple[Flow, ...]
    reception: Reception
    enterprises: Enterprises
    counted: dict[ItemName, dict[Fact, Text]]
    rates: dict[Text, PostedRate[Fact]]
    grades: dict[Text, Fact]


class Bookkeeping(Struct, frozen=True, eq=False, dict=True):
    """What the books tell apart.

    Attributes:
        facts: what their lines state.
        appropriations: the fund that the budgets are parts of.
        carried_by_code: funds whose balances are kept by functional code.
        own_classes: funds that have no codes but those of their own classes.
        appropriated: natures of spending out of appropriations.
        may_be_negative: sources of income that may be.
        capital: economic 类 that basic spending is never of.
        uncosted: items whose things may be there without money.
        of_institutions: facts that only units have that are no offices.
        measures: what the books hold.
        flows: money between units.
        counted: by item what must be counted where there is an amount, each with its name.
        rates: results of indicators that the accounts give, by the name of the indicator.
        grades: projects of a grade, by the name of the grade, the best first.
    """

    facts: Posted[FactKey]
    appropriations: str
    carried_by_code: frozenset[str]
    own_classes: frozenset[str]
    appropriated: tuple[str, ...]
    may_be_negative: frozenset[str]
    capital: frozenset[str]
    uncosted: frozenset[str]
    of_institutions: tuple[FactKey, ...]
    measures: frozenset[str]
    flows: tuple[Flow, ...]
    reception: Reception
    enterprises: Enterprises
    counted: Mapping[str, Mapping[str, str]]
    rates: Mapping[str, PostedRate[FactKey]]
    grades: Mapping[str, FactKey]
    _own_money: str
    _vocabulary: Vocabulary
    _choices: Callable[[], Mapping[str, tuple[CellChoice, ...]]]
    _workbook: Callable[[], WorkbookSchema]

    @cached_property
    def funds(self) -> tuple[str, ...]:
        """The budgets, in the order of every form."""
        return self._vocabulary.within("fund", self.appropriations)

    @cached_property
    def own(self) -> str:
        """The department's own money: that which is no appropriation."""
        (choice,) = self._choices()["own"]
        return choice.key

    @cached_property
    def fund_names(self) -> Mapping[str, str]:
        """What messages call the budgets, and the department's own money."""
        known = self._vocabulary.values("fund")
        return {**{fund: known[fund].brief for fund in self.funds}, self.own: self._own_money}

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Where income comes from, the budgets first."""
        return tuple(choice.key for choice in self._choices()["source"])

    @cached_property
    def natures(self) -> tuple[str, ...]:
        """The natures of spending."""
        return tuple(self._vocabulary.values("nature"))

    @cached_property
    def flow_names(self) -> Mapping[str, str]:
        """What sources and natures of flows are called."""
        words = {choice.key: choice.word for name in ("source", "nature") for choice in self._choices()[name]}
        return {key: words[key] for flow in self.flows for key in (flow.source, flow.nature)}

    @cached_property
    def items(self) -> Mapping[str, str]:
        """The amounts that the books have of the “三公” and what is counted like them, with their names; no parts of others."""
        return {item: name for item, name in self._items.items() if item != self.reception.part}

    @cached_property
    def three_public(self) -> Mapping[str, str]:
        """The “三公” among them."""
        known = self._vocabulary.values("item", self.facts.three_public.measure)
        return {item: name for item, name in self.items.items() if not known[item].apart}

    @cached_property
    def _items(self) -> Mapping[str, str]:
        return {choice.key: choice.word for choice in self._choices()["three_public"]}

    @cached_property
    def stages(self) -> tuple[str, ...]:
        """The stages that the books have of them."""
        known = self._vocabulary.values("stage")
        return tuple(field.key for field in self._workbook().sheet("three_public").fields if field.key in known)

    @cached_property
    def procured(self) -> tuple[str, ...]:
        """The items of procurement that the books have."""
        known = self._vocabulary.values("item", self.facts.procurement.measure)
        return tuple(field.key for field in self._workbook().sheet("amounts").fields if field.key in known)


def load_bookkeeping(
    layers: Layers,
    meaning: Meaning,
    vocabulary: Vocabulary,
    choices: Callable[[], Mapping[str, tuple[CellChoice, ...]]],
    workbook: Callable[[], WorkbookSchema],
) -> Bookkeeping:
    """What the books tell apart; of several files the uppermost. The workbook is asked for only by whoever reads or fills in one.

    Raises:
        DataError: for its first mistake.
    """
    data = read_toml(layers.files("bookkeeping.toml")[-1], _BookkeepingData, meaning)
    return Bookkeeping(
        facts=Posted(**{name: getattr(data.facts, name).key for name in Posted.__struct_fields__}),
        appropriations=data.appropriations,
        carried_by_code=frozenset(data.carried_by_code),
        own_classes=frozenset(data.own_classes),
        appropriated=tuple(map(str, data.appropriated)),
        may_be_negative=frozenset(data.may_be_negative),
        capital=frozenset(data.capital),
        uncosted=frozenset(data.uncosted),
        of_institutions=tuple(fact.key for fact in data.of_institutions),
        measures=frozenset(data.measures),
        flows=data.flows,
        reception=data.reception,
        enterprises=data.enterprises,
        counted={item: {str(fact.key): name for fact, name in facts.items()} for item, facts in data.counted.items()},
        rates={
            name: PostedRate(of=rate.of.key, base=rate.base.key, change=rate.change)
            for name, rate in data.rates.items()
        },
        grades={name: fact.key for name, fact in data.grades.items()},
        _own_money=data.own_money,
        _vocabulary=vocabulary,
        _choices=choices,
        _workbook=workbook,
    )
