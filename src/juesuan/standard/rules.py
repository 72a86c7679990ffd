"""The register: one row of data per rule id, whatever its kind. Data in ``data/identities/*.csv``.

A folder of the user's own may have such files too, or a single ``identities.csv``: a row takes the place of ours of the same id, or is
one more. Those of ``layouts/<name>/identities.csv`` are for documents of that layout and of those it is the base of, and take the place
of another row for these alone. :mod:`juesuan.standard.register` reads them.

Columns of the CSV (UTF-8, header row):

``id``          id of DOMAIN section 2; never reused.
``severity``    ``error`` · ``warning`` · ``info`` on failure beyond rounding.
``category``    within_table | cross_table | cross_year | narrative | performance | classification | format |
                language | structure.
``title``       short Chinese name, as in the report.
``assertion``   what must hold, over facts: see :mod:`juesuan.arithmetic.grammar`. Empty for a rule in code; ``pattern`` and a name for what
                the failures of other rules have in common; such rules are judged last.
``scope``       where the terms stand that name no place: a form, a section, ``PO`` or ``PP`` (each form by itself); empty: anywhere.
``subject``     of a rule in code: the facts that it looks at, as far as it does not learn them from forms or words. Groups are separated by
                `` ; ``, the facts of a group, which belong together in a way that the rule says, by `` : ``.
``documents``   kinds of document that it is for, separated by blanks: ``final_accounts``, ``budget``, ``performance``, ``internal``;
                empty: final accounts, and of performance forms published by themselves what the category allows.
``layouts``     names of layouts that it is for; empty: all. Left empty in the folder of a layout.
``years``       ``2019-2021``, ``2022-``, ``-2020``: fiscal years that it is for; empty: all.
``needs``       of a rule in code: ``previous``, ``budget``, ``against``, ``units``, ``evidence`` when it needs other documents. A row
                asks for what its terms name.
``why``         one or two Chinese sentences for the rule page: what it means when it fails.
``hint``        what the user should do next, Chinese.
``basis``       keys of ``data/legal.csv``, separated by blanks; :attr:`Rule.basis` spells them out.
``since``       version of Juesuan that introduced it.
``together``    ``forms`` when its failures in several forms of one kind are one habit, and so one finding.
"""

from __future__ import annotations

from msgspec import Struct

from juesuan.arithmetic.assertion import Assertion, Claims, Copies
from juesuan.arithmetic.grammar import parse
from juesuan.model import FactKey

__all__ = [
    "PATTERN",
    "Rule",
]

PATTERN = "pattern"
_CODE = "code"
_GRADED = frozenset({"final_accounts", "budget"})


class Rule(Struct, frozen=True):
    """One row of the register; fields as in the module docstring."""

    id: str
    severity: str
    category: str
    title: str
    assertion: str = ""
    scope: str = ""
    subject: str = ""
    documents: str = ""
    layouts: str = ""
    years: str = ""
    needs: str = ""
    why: str = ""
    hint: str = ""
    basis: str = ""
    since: str = ""
    together: str = ""

    @property
    def parts(self) -> tuple[Assertion, ...]:
        """The assertions of a row, parsed; none for a rule in code and for a pattern."""
        return parse(self.assertion, self.scope) if self.assertion and not self.pattern else ()

    @property
    def subjects(self) -> tuple[tuple[FactKey, ...], ...]:
        """The facts of ``subject``, by groups.

        Raises:
            ValueError: when one is no fact key.
        """
        groups = self.subject.split(" ; ") if self.subject else []
        return tuple(tuple(FactKey.parse(text) for text in group.split(" : ")) for group in groups)

    @property
    def pattern(self) -> str:
        """What the failures of other rules have in common, by name: ``moved``, ``swapped``, ``stale``; empty for other rules."""
        word, _, name = self.assertion.partition(" ")
        return name if word == PATTERN else ""

    @property
    def kind(self) -> str:
        """``linear`` · ``same`` · ``claim`` by its first assertion; ``code``; ``pattern``."""
        if not self.assertion or self.pattern:
            return PATTERN if self.pattern else _CODE
        body = self.parts[0].body
        return "same" if isinstance(body, Copies) else "claim" if isinstance(body, Claims) else "linear"

    @property
    def is_general(self) -> bool:
        """Whether it is for the accounts or budgets of every place and year: such rows grade what was read before it is known what it is."""
        kinds = self.documents.split()
        return not (self.layouts or self.years) and (not kinds or not _GRADED.isdisjoint(kinds))

    def is_for_accounts(self, layout: str, year: int) -> bool:
        """Whether it is for the accounts of departments of a layout and a year."""
        kinds = self.documents.split()
        return (
            (not kinds or "final_accounts" in kinds)
            and layout in (self.layouts.split() or [layout])
            and self.is_for_year(year)
        )

    def is_for_year(self, year: int | None) -> bool:
        """Whether it is for a fiscal year; for one that is not known it is."""
        first, dash, last = self.years.partition("-")
        return year is None or not dash or int(first or year) <= year <= int(last or year)
