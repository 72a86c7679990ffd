"""The register of rules: one row of data per rule id, whatever its kind. Data in ``data/rules/*.csv``.

Columns of the CSV (UTF-8, header row):

``id``          id of DOMAIN section 2; never reused.
``kind``        ``linear`` · ``same`` · ``claim`` · ``code``; of several parts, the kind of the first. ``pattern``: what the
                failures of other rules have in common; such rules are judged last.
``severity``    ``error`` · ``warning`` · ``info`` on failure beyond rounding.
``category``    within_table | cross_table | cross_year | narrative | performance | classification | format |
                language | structure.
``title``       short Chinese name, as in the report.
``expression``  what the rule asserts; several assertions are joined by `` & ``. Code rules: empty.
                linear: ``T01.L27 = sum(T01.L1:L8)``, see :mod:`juesuan.standard.expression`;
                same: ``T01 ~ T02 : income[source=*]`` (two places that state the same fact; patterns of facts
                separated by ``;``);
                claim: ``share @ N02`` (claim kind, section with its sub-sections; ``=N05`` the section alone).
``tolerance``   ``R`` rounding bands · ``Z`` exact (copies of one forced number) · empty for kinds with their own.
``needs``       ``previous`` or ``budget`` when a second document is needed; else empty.
``why``         one or two Chinese sentences for the rule page: what it means when it fails.
``hint``        what the user should do next, Chinese.
``basis``       keys of ``data/legal.csv``, separated by blanks; :attr:`Rule.basis` spells them out.
``since``       version of Juesuan that introduced it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from juesuan.standard.legal import citation

__all__ = ["PATTERN", "Rule", "rules"]

PATTERN = "pattern"

_CONJUNCTION = " & "


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the register; fields as in the module docstring."""

    id: str
    kind: str
    severity: str
    category: str
    title: str
    expression: str
    tolerance: str
    needs: str
    why: str
    hint: str
    basis: str
    since: str

    @property
    def parts(self) -> tuple[Rule, ...]:
        """The assertions of a data rule one by one, each as a rule of its own kind; none for a code rule."""
        return _parts(self)


@lru_cache(maxsize=1024)
def _parts(rule: Rule) -> tuple[Rule, ...]:
    texts = rule.expression.split(_CONJUNCTION) if rule.expression else []
    return tuple(replace(rule, expression=text, kind=_kind(text)) for text in texts)


def _kind(expression: str) -> str:
    if " ~ " in expression:
        return "same"
    return "claim" if " @ " in expression else "linear"


@lru_cache(maxsize=1)
def rules() -> Mapping[str, Rule]:
    """All rules by id, in register order.

    Raises:
        ValueError: when an id stands twice in the register.
    """
    found: dict[str, Rule] = {}
    folder = files("juesuan.standard") / "data" / "rules"
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if not entry.name.endswith(".csv"):
            continue
        for row in csv.DictReader(entry.read_text(encoding="utf-8").splitlines()):
            if row["id"] in found:
                raise ValueError(f"rule {row['id']} stands twice in the register")
            found[row["id"]] = Rule(**{**row, "basis": citation(row["basis"].split())})
    return found
