"""The books of a department for one year, exact to the yuan: what a disclosure is prepared from.

Nothing here is rounded and nothing is a total: every sum, balance and ratio is computed in :mod:`juesuan.preparing.facts`,
so that a document made from books agrees with itself by construction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from juesuan.model import Amount
from juesuan.preparing.annual_tasks import AnnualTask
from juesuan.standard.codes import Codes

__all__ = [
    "LEFT_OUT",
    "Adjustment",
    "Agency",
    "AnnualTask",
    "Basic",
    "Books",
    "Contract",
    "Department",
    "EvidenceFile",
    "GivenCell",
    "Income",
    "Initial",
    "ManagementPoints",
    "MeasureLine",
    "Money",
    "Opening",
    "OverallWork",
    "ProjectWork",
    "Spending",
    "Target",
]

LEFT_OUT = "—"
"""What stands in each cell of a column that a form does not print."""


@dataclass(frozen=True, slots=True)
class Agency:
    """A unit in the scope of the accounts. ``kind``: 行政 | 参公 | 事业."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Department:
    """Who publishes.

    Attributes:
        name: 部门 or 单位; level: ``部门`` | ``单位``; place: 行政区划 name.
        kind: ``行政`` | ``参公`` | ``事业``: who has 机关运行经费 and who has not.
        duties: 主要职责, one clause each. divisions: 内设机构. agencies: names of the units whose accounts are included, itself first.
        kinds: what each of them is, by name; those that are not named are of the department's own kind.
        former: the name under which it published the year before, where that was another.
    """

    name: str
    level: str
    place: str
    kind: str
    duties: tuple[str, ...]
    divisions: tuple[str, ...]
    agencies: tuple[str, ...]
    kinds: tuple[Agency, ...] = ()
    former: str = ""

    @property
    def has_running_costs(self) -> bool:
        """Whether 机关运行经费 exists at all: only for 行政单位 and 参公 units."""
        return bool(self.kinds_in_scope & {"行政", "参公"})

    @property
    def kinds_in_scope(self) -> frozenset[str]:
        """The kinds of all units whose accounts are included."""
        return frozenset(self.kind_of(agency) for agency in self.agencies) or frozenset({self.kind})

    def kind_of(self, agency: str) -> str:
        """What a unit in scope is."""
        return next((item.kind for item in self.kinds if item.name == agency), self.kind)


@dataclass(frozen=True, slots=True)
class Income:
    """Income of the year.

    Attributes:
        function: functional code it is meant for.
        source: a fund (``gpb`` ``gf`` ``sc``) or superior | business | operating | affiliate | other.
        agency: name of the unit whose income it is; empty where the books are not kept by unit.
        counterpart: name of the unit that paid it, if that is one of the same accounts: then it is eliminated in consolidation.
    """

    function: str
    source: str
    amount: Decimal
    agency: str = ""
    counterpart: str = ""


@dataclass(frozen=True, slots=True)
class Spending:
    """Spending of the year.

    Attributes:
        function: functional code.
        fund: ``gpb`` ``gf`` ``sc``, or ``own``: money that is no fiscal appropriation.
        nature: basic | project | remit | operating | subsidy.
        agency, counterpart: as of :class:`Income`; the counterpart is who was paid.
        project: name of the project it was spent on, empty if none or not known.
    """

    function: str
    fund: str
    nature: str
    amount: Decimal
    agency: str = ""
    counterpart: str = ""
    project: str = ""


@dataclass(frozen=True, slots=True)
class Basic:
    """Basic spending out of the general public budget by economic 款."""

    economic: str
    amount: Decimal
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """Carry-over and surplus at the start of the year; ``function`` is needed for gf and sc, whose forms print it."""

    fund: str
    amount: Decimal
    function: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Initial:
    """年初预算 of a functional 项."""

    function: str
    fund: str
    amount: Decimal
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A change of the budget in the year, approved by a document (``number``, ``date``); of a project where it names one."""

    fund: str
    amount: Decimal
    number: str = ""
    date: str = ""
    project: str = ""


@dataclass(frozen=True, slots=True)
class Contract:
    """A procurement contract.

    Attributes:
        kind: goods | works | services. size: of the supplier, large | medium | small | micro; empty where nobody knows.
        amount: of the contract. paid: spent of it in the year, None: all of it. budget: what was budgeted.
    """

    name: str
    kind: str
    amount: Decimal
    supplier: str = ""
    size: str = ""
    budget: Decimal = Decimal(0)
    paid: Decimal | None = None

    @property
    def spent(self) -> Decimal:
        """What it cost in the year."""
        return self.amount if self.paid is None else self.paid


@dataclass(frozen=True, slots=True)
class ManagementPoints:
    """Points and score of a row of the block that evaluates how money was managed, by its name; None: an equal share, and all of it."""

    name: str
    points: Decimal | None = None
    score: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """The three stages of an amount in a performance form."""

    initial: Decimal = Decimal(0)
    adjusted: Decimal = Decimal(0)
    executed: Decimal = Decimal(0)

    def __add__(self, other: Money) -> Money:
        return Money(self.initial + other.initial, self.adjusted + other.adjusted, self.executed + other.executed)


@dataclass(frozen=True, slots=True)
class Target:
    """A performance indicator with its result; its score follows from them.

    Attributes:
        levels: 一级, 二级 and 三级 names.
        target: 年度指标值 as printed (``≥90%``).
        actual: 实际完成值 as printed; empty for the rates that the accounts themselves give (预算执行率 …).
        reason: 偏差原因分析及改进措施.
        points: 分值; None shares the weight of the block equally.
        score: 得分 as the unit gave it; None: it follows from target and result.
        computed: what the evidence shows, as printed, which stands where no result was filled in; no workbook holds it.
        origin: how the evidence shows it, in words; where it shows nothing though it was asked, why.
    """

    levels: tuple[str, str, str]
    target: str
    actual: str
    reason: str = ""
    points: Decimal | None = None
    score: Decimal | None = None
    computed: str = ""
    origin: str = ""

    @property
    def name(self) -> str:
        """What it is called: the deepest of its names that the form prints."""
        return next((level for level in reversed(self.levels) if level not in {"", LEFT_OUT}), "")

    @property
    def result(self) -> str:
        """What was filled in, else what the evidence shows; where the form prints no results, what it shows all the same."""
        return self.computed or self.actual if self.actual == LEFT_OUT else self.actual or self.computed


@dataclass(frozen=True, slots=True)
class GivenCell:
    """A cell of a performance form that is printed as it is given, whatever is computed.

    Attributes:
        project: whose form; see :class:`MeasureLine`. row, column: as forms call them; no row: the whole column.
        value: what is printed, as it is printed. reason: why, in the words of the unit.
    """

    project: str
    column: str
    value: str
    reason: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """How the actual value of an indicator is found in evidence, as it was written.

    Attributes:
        project: name of the project, or what stands for the overall form. indicator: its 三级指标.
        table, statistic, field, conditions, share, period, sql: see
            :class:`~juesuan.performance.evidence.measures.EvidenceMeasure`.
    """

    project: str
    indicator: str
    table: str = ""
    statistic: str = "count"
    field: str = ""
    conditions: str = ""
    share: str = ""
    period: str = ""
    sql: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A table of evidence: its name, and the file and the sheet where it is."""

    name: str
    file: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class ProjectWork:
    """A project as its self-evaluation form tells it.

    Attributes:
        funds: by source, ``fiscal`` | ``special`` | ``own``.
        goal, result: 预期目标 and 实际完成情况.
        management: what a scored block that is no indicator says, by row name, for the places that have one.
        managed: points and scores of its rows, where they are not equal shares and full.
    """

    name: str
    implementer: str
    funds: Mapping[str, Money]
    goal: str
    result: str
    targets: tuple[Target, ...]
    management: Mapping[str, str] = field(default_factory=dict)
    managed: tuple[ManagementPoints, ...] = ()


@dataclass(frozen=True, slots=True)
class OverallWork:
    """The overall self-evaluation. What was executed, and the initial budget of appropriations, stand in the accounts.

    Attributes:
        adjusted: 全年预算数 by source, ``fiscal`` | ``own``. own_initial: 年初预算数 of own money.
    """

    adjusted: Mapping[str, Decimal]
    own_initial: Decimal
    goals: tuple[str, ...]
    results: tuple[str, ...]
    tasks: tuple[AnnualTask, ...]
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Books:
    """Everything that one disclosure is made from.

    Attributes:
        department, year: whose accounts, of which fiscal year.
        income, spending, basic, opening, initial: the accounts.
        surplus_used: 使用非财政拨款结余. surplus_distributed: 结余分配.
        three_public: ``stage -> item -> amount``; items abroad, vehicle_purchase, vehicle_operation, reception, meeting, training,
            and foreign (外宾接待), which is a part of reception.
        procurement: goods, works, services, sme (中小企业), micro (小微企业).
        counts: numbers of things by fact text: ``vehicles[item=…]``, ``equipment``, ``delegations``, ``visitors`` …
        running_costs: 机关运行经费 of the units that have it.
        previous: last year's exact values by fact text, for the comparisons.
        reasons: 主要原因 by section id (``N01``, ``N09.2``, ``N09.2.abroad`` …), or by functional code, with its fund where a code is
            in several (``2010301``, ``gf:2120803``); also what only words can say (``N13.3``: 重点绩效评价).
        purposes: 主要用于 by functional code.
        overall, projects: performance.
        given: printed amounts that are decided already, in yuan by fact text: what the approved reporting tables show.
        given_cells: the same cell by cell, by form, row and column, as they are printed: what is printed twice may differ in its last digit.
        closing: closing balances as the ledger has them, if it does: they must be those that follow from the accounts.
        names: names of codes as the ledger has them, for codes that the standard lists do not know.
        measures: how actual values of indicators are found in evidence. evidence: the tables of it that are named one by one.
        adjustments: of the budget. contracts: of procurement.
        form_cells: cells of performance forms that are printed as they are given.
        texts: paragraphs of the user's own, each with the section that it belongs to, as the user calls it.
        without_previous: there was no last year to compare with: the unit is new.
    """

    department: Department
    year: int
    income: tuple[Income, ...]
    spending: tuple[Spending, ...]
    basic: tuple[Basic, ...]
    opening: tuple[Opening, ...] = ()
    initial: tuple[Initial, ...] = ()
    surplus_used: Decimal = Decimal(0)
    surplus_distributed: Decimal = Decimal(0)
    three_public: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    procurement: Mapping[str, Decimal] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    running_costs: Decimal = Decimal(0)
    previous: Mapping[str, Decimal] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    purposes: Mapping[str, str] = field(default_factory=dict)
    overall: OverallWork | None = None
    projects: tuple[ProjectWork, ...] = ()
    given: Mapping[str, Decimal] = field(default_factory=dict)
    without_previous: bool = False
    closing: tuple[Opening, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    measures: tuple[MeasureLine, ...] = ()
    evidence: tuple[EvidenceFile, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    contracts: tuple[Contract, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    form_cells: tuple[GivenCell, ...] = ()
    given_cells: Mapping[tuple[str, str, str], Amount] = field(default_factory=dict)

    def function_name(self, code: str, codes: Codes) -> str:
        """The name to print for a functional code: that of the lists, else the ledger's, else nothing."""
        return codes.function_name(code, self.year) or self.names.get(code, "")
