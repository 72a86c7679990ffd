"""What a rule may look at: the disclosure, indexed; the standard; the second document if one was given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from juesuan.checking.left_out import left_out
from juesuan.checking.naming import Names
from juesuan.checking.other_numbers import numbers_of_other
from juesuan.checking.stated import StatedNumbers
from juesuan.model import (
    Amount,
    ClauseOfProse,
    Disclosure,
    EvidencedValue,
    FactKey,
    Outcome,
    Section,
    State,
    Statement,
    Table,
    Term,
    Unit,
)
from juesuan.model.notes_of_nothing import is_said_to_be_empty
from juesuan.standard import Standard
from juesuan.standard.forms import PERFORMANCE
from juesuan.standard.layouts import Layout
from juesuan.standard.register import Register

__all__ = ["EVALUATIONS", "Context", "absent", "not_applicable", "passed", "undecidable", "without_accounts"]

EVALUATIONS = {"PO": "部门整体支出绩效自评表", "PP": "项目支出绩效自评表"}
"""The performance forms by kind: attachments, which a document may have or not."""

_SCORE_DECIMALS = 2

OneClaim = TypeVar("OneClaim", bound=ClauseOfProse)


class _Judge(Struct, frozen=True, kw_only=True):
    standard: Standard


class Context(_Judge, frozen=True, eq=False, dict=True):
    """Indexes over one disclosure. Built once per check; rules only read.

    Attributes:
        disclosure: the document judged.
        previous: last year's disclosure of the same unit, or None.
        budget: this year's published budget of the same unit, or None.
        against: the approved figures of the same unit and year (批复, 财决), or None.
        units: the accounts of the department's units of the same year, as far as they are given.
        days_to_publication: days from 批复 to publication, which only the user knows; None when not given.
        evidence: what the bureau's own evidence shows; None when none was given.
        standard: what it is judged by.
    """

    disclosure: Disclosure
    previous: Disclosure | None = None
    budget: Disclosure | None = None
    days_to_publication: int | None = None
    against: Disclosure | None = None
    units: tuple[Disclosure, ...] = ()
    evidence: tuple[EvidencedValue, ...] | None = None

    @cached_property
    def layout(self) -> Layout:
        """The layout that the document is of."""
        return self.standard.layouts.of_document(self.disclosure.info.profile)

    @cached_property
    def rules(self) -> Register:
        """The rules that the document is judged by: those of its layout among them."""
        known = self.standard.rules
        return known.of_layout(self.layout.id) if known.differs_by_layout else known

    def trial(self, disclosure: Disclosure) -> Context:
        """A changed document by itself, before the same judge."""
        return Context(disclosure, standard=self.standard)

    def with_numbers(self, disclosure: Disclosure) -> Context:
        """The same document with other numbers in its statements, beside the same other documents."""
        both = zip(self.disclosure.statements, disclosure.statements, strict=True)
        changed = {(new.source, 0 if new.in_prose else new.instance) for old, new in both if new is not old}
        made = replace(self, disclosure=disclosure)
        if disclosure.sections is self.disclosure.sections and "sentences" in self.__dict__:
            made.__dict__["sentences"] = self.__dict__["sentences"]  # what is printed is what it was
        made.__dict__["stated"] = StatedNumbers(
            made, self.stated.elsewhere(changed)
        )  # long to make, and mostly the same
        return made

    @cached_property
    def names(self) -> Names:
        """What operands are called."""
        return Names(self.disclosure, self.previous, self.budget)

    @cached_property
    def by_id(self) -> Mapping[str, Statement]:
        """Statements by id."""
        return {statement.id: statement for statement in self.disclosure.statements}

    @cached_property
    def by_source(self) -> Mapping[str, tuple[Statement, ...]]:
        """Statements by the form or section that states them."""
        found: dict[str, list[Statement]] = {}
        for statement in self.disclosure.statements:
            found.setdefault(statement.source, []).append(statement)
        return {source: tuple(items) for source, items in found.items()}

    def stated_in(self, source: str) -> tuple[Statement, ...]:
        """Statements of one form or section, without its sub-sections."""
        return self.by_source.get(source, ())

    def of_code(self, code: str) -> tuple[Statement, ...]:
        """What the document states of a functional code, in whatever form or section."""
        return self._by_code.get(code, ())

    @cached_property
    def _by_code(self) -> Mapping[str, tuple[Statement, ...]]:
        found: dict[str, list[Statement]] = {}
        for s in self.disclosure.statements:
            if s.fact is not None and (code := s.fact.get("function")) is not None and s.amount.unit.is_money:
                found.setdefault(code, []).append(s)
        return {code: tuple(statements) for code, statements in found.items()}

    @cached_property
    def _by_form(self) -> Mapping[tuple[str, int], Mapping[tuple[str, str], Statement]]:
        found: dict[tuple[str, int], dict[tuple[str, str], Statement]] = {}
        for s in self.disclosure.statements:
            if not s.in_prose:
                found.setdefault((s.source, s.instance), {})[s.row, s.column] = s
        return found | {(table.form, 0): numbers_of_other(table) for table in self.disclosure.others}

    def cells_of(self, form: str, instance: int) -> Mapping[tuple[str, str], Statement]:
        """Statements of one form by row and column."""
        return self._by_form.get((form, instance), {})

    @cached_property
    def by_fact(self) -> Mapping[str, tuple[Statement, ...]]:
        """Statements by the text of their fact."""
        found: dict[str, list[Statement]] = {}
        for statement in self.disclosure.statements:
            if statement.fact is not None:
                found.setdefault(str(statement.fact), []).append(statement)
        return {key: tuple(items) for key, items in found.items()}

    @cached_property
    def stated_repeatedly(self) -> tuple[tuple[Statement, ...], ...]:
        """The statements of each fact that several forms or sections state."""
        return tuple(group for group in self.by_fact.values() if len({s.source for s in group}) > 1)

    @cached_property
    def present_sources(self) -> frozenset[str]:
        """Forms and sections that state at least one number, and forms that were recognised."""
        return frozenset(self.by_source) | frozenset(self.disclosure.tables)

    @cached_property
    def _grid(self) -> Mapping[tuple[str, int], tuple[tuple[str, ...], frozenset[str]]]:
        return {
            key: (tuple(dict.fromkeys(row for row, _ in cells)), frozenset(column for _, column in cells))
            for key, cells in self._by_form.items()
        }

    @cached_property
    def repeated(self) -> frozenset[tuple[str, int]]:
        """The forms that occur several times, with their numbers."""
        return frozenset(key for key in self._grid if key[1])

    @property
    def performance_kinds(self) -> Iterable[str]:
        """The kinds of performance form."""
        return EVALUATIONS

    @cached_property
    def stated(self) -> StatedNumbers:
        """What is stated where, by fact: the source of the identities of the register."""
        return StatedNumbers(self)

    def instances_of(self, form: str) -> tuple[int, ...]:
        """Instance numbers of a form: (0,) for the forms that occur once."""
        return tuple(sorted({number for source, number in self._grid if source == form})) or (0,)

    def _instance(self, form: str, instance: int) -> int:
        return (
            instance if (form, instance) in self._grid else 0
        )  # one that occurs once is the same beside every instance

    def rows_of(self, form: str, instance: int = 0) -> tuple[str, ...]:
        """Keys of the rows that state numbers, in printed order."""
        return self._grid.get((form, self._instance(form, instance)), ((), frozenset()))[0]

    def rows_down(self, form: str, instance: int = 0) -> tuple[str, ...]:
        """The same as they stand below one another: rows of a form in blocks side by side go by their codes."""
        rows = self.rows_of(form, instance)
        known = self.standard.forms.get(form)
        in_blocks = known is not None and known.kind == "economic"
        return tuple(sorted(rows, key=lambda row: (not row.isdigit(), row))) if in_blocks else rows

    def columns_of(self, form: str, instance: int = 0) -> frozenset[str]:
        """Keys of the columns that state numbers."""
        return self._grid.get((form, self._instance(form, instance)), ((), frozenset()))[1]

    def unreadable_cell(self, form: str, row: str, column: str) -> str:
        """Why a printed cell gives no number (Chinese); empty when the cell is not printed at all."""
        table = self.disclosure.tables.get(form)
        cell = table.cells.get((row, column)) if table is not None else None
        return f"单元格“{cell.raw}”不是数字" if cell is not None and cell.amount is None and cell.raw else ""

    @cached_property
    def table_decimals(self) -> int:
        """The decimals that the document's tables print as a rule (DOMAIN 0.3: d belongs to the document)."""
        printed = (s.amount for s in self.disclosure.statements if s.source in self.disclosure.tables and s.value)
        counts = Counter(amount.decimals for amount in printed if amount.unit is self.unit)
        return counts.most_common(1)[0][0] if counts else 2

    def in_document_unit(self, statement: Statement) -> Amount:
        """The amount in the document's unit; what is printed in that unit has at least the document's decimals.

        ``56 万元`` in the text of a two-decimal document is 56.00: authors drop zeros, they do not round (DOMAIN 0.3).
        """
        amount = statement.amount
        if not amount.value and (statement.source, statement.row) in self._next_to_nothing:
            amount = replace(amount, trace=True)
        if amount.unit is self.unit:
            return amount.with_decimals(self.table_decimals)
        return amount.to(self.unit) if amount.unit.is_money else amount

    def judged(self, statement: Statement) -> Amount:
        """The amount as equations take it: scores are given to two decimals, however they are printed."""
        amount = self.in_document_unit(statement)
        return amount.with_decimals(_SCORE_DECIMALS) if amount.unit is Unit.POINTS else amount

    def usual_points(self, statement: Statement) -> str:
        """The points that all other evaluation forms of the kind print in that place of theirs, where several do; else empty.

        The weight of the budget's execution is that of the place's template: a blank one was hardly meant to be another.
        """
        if statement.amount.unit is not Unit.POINTS or statement.row != "total":
            return ""
        printed = self._points_of_execution.get((statement.source, statement.column), ())
        return printed[0].raw if len(printed) > 1 and len({amount.value for amount in printed}) == 1 else ""

    @cached_property
    def _points_of_execution(self) -> Mapping[tuple[str, str], tuple[Amount, ...]]:
        found: dict[tuple[str, str], tuple[Amount, ...]] = {}
        for s in self.disclosure.statements:
            if s.source in EVALUATIONS and s.row == "total" and s.column == "points" and s.amount.raw:
                found[s.source, s.column] = (*found.get((s.source, s.column), ()), s.amount)
        return found

    def is_unfilled(self, statement: Statement) -> bool:
        """Whether a blank cell says nothing, not even that there was nothing.

        So it is in an evaluation form beside what its row prints, and in a form of any kind that prints no figure at all, unless
        a note under it says that there is nothing.
        """
        if not statement.is_blank:
            return False
        if statement.source in EVALUATIONS:
            beside = (statement.source, statement.instance, statement.row) in self._with_figures
            return beside or (statement.source, statement.instance, "") not in self._with_figures
        if (statement.source, statement.instance, "") in self._with_figures:
            return False
        table = self.table(statement.source)
        return table is None or not is_said_to_be_empty(table)

    @cached_property
    def _with_figures(self) -> frozenset[tuple[str, int, str]]:
        """The rows that print something, and (with an empty row) the forms that do."""
        stated = [s for s in self.disclosure.statements if not s.in_prose and s.value]
        return frozenset(key for s in stated for key in ((s.source, s.instance, s.row), (s.source, s.instance, "")))

    @cached_property
    def _next_to_nothing(self) -> frozenset[tuple[str, str]]:
        """The rows of code forms that print nothing above one unit in the last place.

        A code has a row because there was some money of it: of 49 yuan 0.00万元 is printed, and two such rows may add up to 0.01.
        """
        found: set[tuple[str, str]] = set()
        for (form, _), cells in self._by_form.items():
            if form not in self.standard.forms or self.standard.forms[form].kind != "codes":
                continue
            largest: dict[str, Decimal] = {}
            for (row, _), statement in cells.items():
                largest[row] = max(largest.get(row, Decimal(0)), abs(statement.value))
            least = Decimal(1).scaleb(-self.table_decimals)
            found |= {(form, row) for row, value in largest.items() if value <= least and row.isdigit()}
        return frozenset(found)

    @cached_property
    def unit(self) -> Unit:
        """The document's unit of money; 万元 when it states none."""
        return self.disclosure.info.amount_unit or Unit.WAN

    def previous_value(self, fact: FactKey | None) -> Decimal | None:
        """Last year's value of a fact, in this document's unit; None without last year's document or the fact in it."""
        for statement in self.previous.statements if self.previous is not None and fact is not None else ():
            if statement.fact == fact and statement.amount.unit.is_money and not statement.ambiguous:
                return statement.amount.to(self.unit).value
        return None

    def budget_statements(self, fact: FactKey) -> tuple[Statement, ...]:
        """What the published budget states of a fact; nothing without the budget or the fact in it."""
        stated = self.budget.statements if self.budget is not None else ()
        return tuple(s for s in stated if s.fact == fact and s.amount.unit.is_money and not s.ambiguous)

    def cell(self, form: str, row: str, column: str, instance: int = 0) -> Statement | None:
        """The statement in a cell; None when the cell is not printed or could not be read."""
        return self.cells_of(form, self._instance(form, instance)).get((row, column))

    def table(self, form: str) -> Table | None:
        """The form as printed, or None."""
        return self.disclosure.tables.get(form)

    def expects(self, form: str) -> bool:
        """Whether the document's profile has this form at all; sections and performance forms always may be there."""
        known = any(one.form == form for one in self.disclosure.readings) or form not in self.standard.forms
        return known and form not in self.needless

    @cached_property
    def needless(self) -> frozenset[str]:
        """The forms that a budget leaves out because it has nothing of their fund."""
        return left_out(self.disclosure, self.standard.forms)

    def why_absent(self, form: str) -> str:
        """In Chinese, why the form cannot be used: not found, on pages without text, partly read …"""
        for reading in self.disclosure.readings:
            if reading.form == form and reading.state != "read":
                return reading.reason or f"未找到“{reading.title}”"
        known = self.standard.forms.get(form)
        title = known.title if known is not None else EVALUATIONS.get(form, form)
        table = self.disclosure.tables.get(form)
        return f"“{table.title}”中没有读到所需的行或栏" if table is not None else f"未找到“{title}”"

    def section(self, prefix: str) -> Section | None:
        """The first section whose id is ``prefix`` or starts with ``prefix.``."""
        return next((s for s in self.disclosure.sections if s.id == prefix or s.id.startswith(prefix + ".")), None)

    def sections(self, prefix: str) -> tuple[Section, ...]:
        """All sections with that id or prefix, in document order."""
        return tuple(s for s in self.disclosure.sections if s.id == prefix or s.id.startswith(prefix + "."))

    @cached_property
    def sections_of_explanation(self) -> tuple[Section, ...]:
        """The sections of the 决算情况说明 (N01…N13 with their sub-sections), in document order."""
        return tuple(s for s in self.disclosure.sections if s.id[:1] == "N" and s.id[1:3].isdigit())

    def claims(self, prefix: str, kind: type[OneClaim]) -> tuple[OneClaim, ...]:
        """Claims of one kind in a section (with its sub-sections)."""
        return tuple(
            claim
            for claim in self.disclosure.claims
            if isinstance(claim, kind) and (claim.section == prefix or claim.section.startswith(prefix + "."))
        )

    def prose(self, prefix: str) -> tuple[Statement, ...]:
        """Statements made in a section and its sub-sections."""
        return tuple(s for s in self._in_prose if s.source == prefix or s.source.startswith(prefix + "."))

    @cached_property
    def _in_prose(self) -> tuple[Statement, ...]:
        return tuple(s for s in self.disclosure.statements if s.in_prose)


def not_applicable(reason: str) -> Outcome:
    """The rule has nothing to say about this document, and why (Chinese)."""
    return Outcome(State.NOT_APPLICABLE, reason=reason)


def absent(context: Context, form: str) -> Outcome:
    """What a rule about a form ends in where the form is not there: a form that the layout does not have is no gap."""
    if not context.expects(form):
        return not_applicable("本版式没有此表")
    return undecidable(context.why_absent(form))


def undecidable(reason: str, about: Iterable[Statement] = ()) -> Outcome:
    """The rule would apply, but something it needs could not be read, and what (Chinese); ``about`` is what it asks about."""
    return Outcome(State.UNDECIDABLE, terms=tuple(Term.of(statement) for statement in about), reason=reason)


def without_accounts(context: Context, reason: str) -> Outcome:
    """What a rule about tables or the explanation ends in where there are none: evaluation forms alone have none to be read."""
    if context.disclosure.info.kind == PERFORMANCE:
        return not_applicable("文件只有绩效自评表")
    return undecidable(reason)


def passed(terms: Iterable[Statement] = ()) -> Outcome:
    """The rule holds; ``terms`` are the statements it looked at, so that they count as checked."""
    return Outcome(State.PASS, terms=tuple(Term.of(statement) for statement in terms))
