"""F-07 表下没有注，或注说的是别的表.

The form has a 注 under every table; it also carries the sentence on rounding. A note, one for all tables that lack it. A note that says
there is nothing speaks of its own form: with the words of another fund it was copied from another form, a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, passed, without_accounts
from juesuan.checking.empty_forms import of_another_fund
from juesuan.model import Outcome, State, Term

RULE = "F-07"


def check(context: Context) -> Iterator[Outcome]:
    """Fails once, with every table that has no note, and once per note of another form."""
    tables = list(context.disclosure.tables.values())
    if not tables:
        yield without_accounts(context, "未读到决算表")
        return
    bare = [table for table in tables if not table.notes]
    copied = list(of_another_fund(context))
    yield from copied
    if not bare:
        if not copied:
            yield passed()
        return
    message = f"{'、'.join(f'“{table.title}”' for table in bare)}下没有注。"
    yield Outcome(State.FAIL, terms=tuple(Term(1, t.title, None, t.place, t.title) for t in bare), message=message)
