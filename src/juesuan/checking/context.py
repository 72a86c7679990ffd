"""What a rule may look at: the disclosure, indexed; the standard; the second document if one was given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from juesuan.model import Claim, Disclosure, Outcome, Section, State, Statement, Table, Term, Unit

__all__ = ["Context", "not_applicable", "passed", "undecidable"]


@dataclass(frozen=True)
class Context:
    """Indexes over one disclosure. Built once per check; rules only read.

    Attributes:
        disclosure: the document judged.
        previous: last year's disclosure of the same unit, or None.
        budget: this year's published budget of the same unit, or None.
    """

    disclosure: Disclosure
    previous: Disclosure | None = None
    budget: Disclosure | None = None

    @cached_property
    def by_id(self) -> Mapping[str, Statement]:
        """Statements by id."""
        return {statement.id: statement for statement in self.disclosure.statements}

    @cached_property
    def by_cell(self) -> Mapping[tuple[str, int, str, str], Statement]:
        """Statements of forms by (source, instance, row, column)."""
        return {(s.source, s.instance, s.row, s.column): s for s in self.disclosure.statements if s.row}

    @cached_property
    def by_fact(self) -> Mapping[str, tuple[Statement, ...]]:
        """Statements by the text of their fact."""
        found: dict[str, list[Statement]] = {}
        for statement in self.disclosure.statements:
            if statement.fact is not None:
                found.setdefault(str(statement.fact), []).append(statement)
        return {key: tuple(items) for key, items in found.items()}

    @property
    def unit(self) -> Unit:
        """The document's unit of money; 万元 when it states none."""
        return self.disclosure.info.amount_unit or Unit.WAN

    def cell(self, form: str, row: str, column: str, instance: int = 0) -> Statement | None:
        """The statement in a cell; None when the cell is not printed or could not be read."""
        return self.by_cell.get((form, instance, row, column))

    def table(self, form: str) -> Table | None:
        """The form as printed, or None."""
        return self.disclosure.tables.get(form)

    def why_absent(self, form: str) -> str:
        """In Chinese, why the form cannot be used: not found, on pages without text, partly read …"""
        for reading in self.disclosure.readings:
            if reading.form == form and reading.state != "read":
                return reading.reason or f"未找到“{reading.title}”"
        return f"未找到 {form} 表"

    def section(self, prefix: str) -> Section | None:
        """The first section whose id is ``prefix`` or starts with ``prefix.``."""
        return next((s for s in self.disclosure.sections if s.id == prefix or s.id.startswith(prefix + ".")), None)

    def sections(self, prefix: str) -> tuple[Section, ...]:
        """All sections with that id or prefix, in document order."""
        return tuple(s for s in self.disclosure.sections if s.id == prefix or s.id.startswith(prefix + "."))

    def claims(self, prefix: str, *kinds: str) -> tuple[Claim, ...]:
        """Claims of a section (with its sub-sections), of the kinds given."""
        return tuple(
            claim
            for claim in self.disclosure.claims
            if (claim.section == prefix or claim.section.startswith(prefix + ".")) and (not kinds or claim.kind in kinds)
        )

    def prose(self, prefix: str) -> tuple[Statement, ...]:
        """Statements made in a section and its sub-sections."""
        return tuple(
            s for s in self.disclosure.statements if not s.row and (s.source == prefix or s.source.startswith(prefix + "."))
        )

    def operands(self, claim: Claim) -> tuple[Statement | None, ...]:
        """The statements a claim speaks of, None where it printed none."""
        return tuple(self.by_id.get(operand) if operand else None for operand in claim.operands)


def not_applicable(reason: str) -> Outcome:
    """The rule has nothing to say about this document, and why (Chinese)."""
    return Outcome(State.NOT_APPLICABLE, reason=reason)


def undecidable(reason: str) -> Outcome:
    """The rule would apply, but something it needs could not be read, and what (Chinese)."""
    return Outcome(State.UNDECIDABLE, reason=reason)


def passed(terms: Iterable[Statement] = ()) -> Outcome:
    """The rule holds; ``terms`` are the statements it looked at, so that they count as checked."""
    return Outcome(State.PASS, terms=tuple(Term.of(statement) for statement in terms))
