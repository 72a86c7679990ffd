"""How the tests of code rules ask: which states a rule ends in, and what its failures say."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from juesuan.checking.context import Context
from juesuan.checking.engine import asserted, outcomes
from juesuan.checking.registry import code_rules
from juesuan.model import Disclosure, Outcome, Passage, Place, Section, State
from juesuan.standard import builtin
from tests.conftest import seen
from tests.contexts import context_of

__all__ = ["failures", "relabelled", "said", "section", "states"]


def said(rule: str, context: Context) -> list[Outcome]:
    """Everything a rule says, whatever kind of document it is."""
    found = builtin().rules[rule]
    told = asserted(found.parts, context) if found.parts else list(code_rules()[rule](context))
    seen(rule, told)
    return told


def states(rule: str, disclosure: Disclosure) -> set[State]:
    """The states of all instances of a rule."""
    return {outcome.state for outcome in outcomes(builtin().rules[rule], context_of(disclosure))}


def failures(rule: str, disclosure: Disclosure) -> list[Outcome]:
    """The failures of a rule; each has a message and a place for its first term."""
    found = [o for o in outcomes(builtin().rules[rule], context_of(disclosure)) if o.state is State.FAIL]
    assert all(outcome.message and outcome.terms for outcome in found)
    return found


def relabelled(disclosure: Disclosure, labels: Mapping[tuple[str, str], str]) -> Disclosure:
    """The same with other names for some rows, ``{(form, row key): name}``."""
    tables = {
        form: replace(
            table, rows=tuple(replace(row, label=labels.get((form, row.key), row.label)) for row in table.rows)
        )
        for form, table in disclosure.tables.items()
    }
    return replace(disclosure, tables=tables)


def section(name: str, *paragraphs: str, heading: str = "") -> Section:
    """A section of several paragraphs."""
    passages = tuple(Passage(text) for text in paragraphs)
    return Section(name, heading or name, Place(text=heading), Passage.joined(list(passages)), passages)
