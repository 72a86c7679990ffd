"""The economic 科目 that section six lists behind “主要包括”, against 基本支出表.

人员经费 and 公用经费 are said to include exactly the economic 款 that have an amount in table 06. A list that ends in 等 may leave some
out; a 类 named in it stands for all its 款. Names joined by 及, 和 and the like are several, unless they are one together (商品和服务支出).
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from juesuan.checking.absences import why_unsure_in
from juesuan.checking.context import Context, absent, not_applicable, passed, undecidable
from juesuan.model import ListingClaim, Outcome, State, Statement, Term
from juesuan.model.expressions import expression
from juesuan.standard.codes import plain_name

__all__ = ["listed_economic"]

_ITEM_DIGITS = 5
_AMOUNT = "C1"
_JOINT = expression(r"(以及|及其|(?:并|还)(?:包括|含|有|且)|[及和与或并暨])")


def listed_economic(context: Context, rule: str) -> Iterator[Outcome]:
    """One outcome per list of the block of economic codes that the rule is about."""
    ((subject,),) = context.rules[rule].subjects
    block = subject.get("economic")
    claims = [c for c in context.claims("N06", ListingClaim) if _block(c, context) == block]
    table = context.table("T06")
    if not claims:
        yield not_applicable("文字说明没有列出所包括的科目")
        return
    if table is None:
        yield absent(context, "T06")
        return
    codes = [row for row in context.rows_of("T06") if context.standard.vocabulary.block("economic", row) == block]
    rows = {row: cell for row in codes if row.isdigit() and (cell := context.cell("T06", row, _AMOUNT)) is not None}
    for claim in claims:
        yield _judge(claim, rows, block or "", context)


def _block(claim: ListingClaim, context: Context) -> str | None:
    stated = context.by_id.get(claim.of)
    return stated.fact.get("economic") if stated is not None and stated.fact is not None else None


def _unread(block: str, context: Context) -> Iterator[str]:
    """The rows whose amount is printed and no number: what is listed of them is there."""
    table = context.table("T06")
    for row in table.rows if table is not None else ():
        broken = row.key.isdigit() and context.unreadable_cell("T06", row.key, _AMOUNT)
        if broken and context.standard.vocabulary.block("economic", row.key) == block:
            yield row.key


def _judge(claim: ListingClaim, rows: dict[str, Statement], block: str, context: Context) -> Outcome:
    names = {row: _names(row, context) for row in rows}
    labels = frozenset().union(*names.values())
    listed = {plain_name(name): name for joined in claim.names for name in _apart(joined, labels, context)}
    covered = {row for row in rows if names[row] & set(listed) or names.get(row[:3], set()) & set(listed)}
    known = set().union(*(names[row] for row in rows if rows[row].value))
    unread = {name: row for row in _unread(block, context) for name in _names(row, context)}
    known |= set(unread)
    extra = [printed for name, printed in listed.items() if name not in known]
    missing = [cell for row, cell in rows.items() if len(row) == _ITEM_DIGITS and cell.value and row not in covered]
    if claim.is_open:
        missing = []
    if (extra or missing) and (unsure := why_unsure_in("N06", context)):
        return undecidable(unsure)
    table = context.table("T06")
    if extra and not missing and table is not None and table.unknown:
        return undecidable(f"“{table.title}”中有未能识别的行或栏：{'、'.join(table.unknown[:3])}")
    strange = [name for name in extra if not _is_official(name, context)] if claim.is_open else []
    extra = [name for name in extra if name not in strange]
    if strange and not extra:
        return undecidable(f"所列{'、'.join(f'“{name}”' for name in strange)}不是科目名称")
    if not extra and not missing and (doubtful := unread.keys() & listed.keys()):
        name = next(name for name in listed if name in doubtful)
        return undecidable(context.unreadable_cell("T06", unread[name], _AMOUNT))
    if not extra and not missing:
        return passed(cell for cell in rows.values() if cell.value)
    parts = [f"列有{'、'.join(f'“{name}”' for name in extra)}而表中没有数"] if extra else []
    parts += (
        [f"没有列表中有数的{'、'.join(f'“{_label(cell, context)}”{cell.amount.raw}' for cell in missing)}"]
        if missing
        else []
    )
    empty = [cell for row, cell in rows.items() if not cell.value and names[row] & {plain_name(name) for name in extra}]
    terms = (Term(1, "主要包括", None, claim.place, claim.text), *(Term.of(cell, -1) for cell in (*empty, *missing)))
    to_do = ["删去表中没有数的科目"] if extra else []
    to_do += ["补写表中有数的科目"] if missing else []
    hint = f"{'，'.join(to_do)}；表中漏填的，先改正表格。"
    return Outcome(State.FAIL, terms=terms, message=f"“主要包括”{'；'.join(parts)}。", hint=hint)


def _apart(name: str, labels: Set[str], context: Context) -> list[str]:
    """The names that joints set apart; the whole where none of them is a name by itself."""

    def is_name(text: str) -> bool:
        return plain_name(text) in labels or _is_official(text, context)

    if is_name(name):
        return [name]
    pieces = _JOINT.split(name)
    found: list[str] = []
    start = 0
    while start < len(pieces):
        ends = range(len(pieces), start, -2)  # every second piece is a joint
        end = next((end for end in ends if is_name("".join(pieces[start:end]))), start + 1)
        found.append("".join(pieces[start:end]))
        start = end + 1
    found = [piece for piece in found if piece]
    return found if any(map(is_name, found)) else [name]


def _names(row: str, context: Context) -> set[str]:
    """The names that a row goes by: printed in the table, and official in any year."""
    table = context.table("T06")
    printed = table.row(row) if table is not None else None
    return {
        plain_name(name)
        for name in (*context.standard.codes.economic_names(row), printed.label if printed is not None else "")
        if name
    }


def _is_official(name: str, context: Context) -> bool:
    codes = context.standard.codes
    return any(plain_name(name) in map(plain_name, codes.economic_names(code)) for code in codes.economic)


def _label(cell: Statement, context: Context) -> str:
    table = context.table("T06")
    row = table.row(cell.row) if table is not None else None
    return row.label if row is not None else cell.label
