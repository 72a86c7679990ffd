"""S-09 科目层次不全而没有涉密说明.

Codes may be withheld as state secrets; then the document says so. Without such a sentence a branch that ends above 项 is an
omission (T02-06).
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.coded import coded_rows, cut_short, row_term
from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.wording import texts
from juesuan.model import Outcome, State, Term
from juesuan.model.expressions import expression

RULE = "S-09"
_SECRECY = expression(r"涉密|国家秘密|保密(?:规定|要求|事项)")
_FORMS = ("T03", "T05")


def check(context: Context) -> Iterator[Outcome]:
    """Fails once, with every branch that ends too early."""
    rows = list(coded_rows(context, *_FORMS))
    if not rows:
        yield undecidable("未读到按科目列示的支出表")
        return
    torn = next((table for table, _ in rows if len(table.unknown) > len(table.unknown_columns)), None)
    if torn is not None:
        yield undecidable(f"“{torn.title}”中有未能识别的行：{torn.unknown[0]}")
        return
    listed = {row.key for _, row in rows}
    ends: dict[str, Term] = {}
    for form in _FORMS:
        for row in cut_short(context, form):
            if not any(key != row.key and key.startswith(row.key) for key in listed):
                ends.setdefault(row.key, row_term(context.disclosure.tables[form], row))
    if not ends:
        yield not_applicable("支出科目均已列到项级")
    elif any(_SECRECY.search(text.passage.text) for text in texts(context)):
        yield passed()
    else:
        message = f"有 {len(ends)} 个科目没有列到项级，文中没有涉密不予公开的说明。"
        yield Outcome(State.FAIL, terms=tuple(ends.values()), message=message)
