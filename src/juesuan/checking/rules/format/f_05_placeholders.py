"""F-05 残留占位符或公式错误.

XX and ×× of a template that nobody filled in, #REF! of a formula that broke, -0.00 of a subtraction.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, passed, undecidable
from juesuan.checking.wording import spread, texts
from juesuan.model import Outcome, State, Term

RULE = "F-05"


def check(context: Context) -> Iterator[Outcome]:
    """Fails once for all placeholders, for one hand forgot to fill the template in; once for each negative zero."""
    left: list[Term] = []
    seen = found = False
    for text in texts(context):
        seen = True
        left += [
            text.term(match.start(), match.end())
            for match in context.standard.language.placeholder.finditer(text.passage.text)
        ]
    if left:
        found = True
        more = f"等 {len(left)} 处" if len(left) > 1 else ""
        message = f"{spread(left)}残留“{left[0].text}”{more}，没有填写完整。"
        yield Outcome(State.FAIL, terms=tuple(left), message=message)
    for table in context.disclosure.tables.values():
        for cell in table.cells.values():
            if cell.amount is not None and not cell.amount.value and cell.raw[:1] in {"-", "－"} and len(cell.raw) > 1:
                found = True
                message = f"“{table.title}”中有负零“{cell.raw}”。"
                yield Outcome(State.FAIL, terms=(Term(1, table.title, None, cell.place, cell.raw),), message=message)
    if not seen:
        yield undecidable("没有读到文字")
    elif not found:
        yield passed()
