"""F-05 残留占位符或公式错误.

XX and ×× of a template that nobody filled in, #REF! of a formula that broke, -0.00 of a subtraction.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, passed, undecidable
from juesuan.checking.wording import texts
from juesuan.model import Outcome, State, Term
from juesuan.standard.wording import language

RULE = "F-05"


def check(context: Context) -> Iterator[Outcome]:
    """Fails once per paragraph or cell; every placeholder in it is a term."""
    found = seen = False
    for text in texts(context):
        seen = True
        matches = list(language().placeholder.finditer(text.passage.text))
        if matches:
            found = True
            message = f"{text.where}中残留“{matches[0][0]}”，没有填写完整。"
            terms = tuple(text.term(match.start(), match.end()) for match in matches)
            yield Outcome(State.FAIL, terms=terms, message=message)
    for table in context.disclosure.tables.values():
        for cell in table.cells.values():
            if (
                cell.amount is not None
                and not cell.amount.value
                and cell.raw.startswith(("-", "－"))
                and len(cell.raw) > 1
            ):
                found = True
                message = f"“{table.title}”中有负零“{cell.raw}”。"
                yield Outcome(State.FAIL, terms=(Term(1, table.title, None, cell.place, cell.raw),), message=message)
    if not seen:
        yield undecidable("没有读到文字")
    elif not found:
        yield passed()
