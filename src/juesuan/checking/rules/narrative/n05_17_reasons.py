"""N05-17 五（三）有差异才说明原因.

An item whose 决算数 differs from its budget gives the reason; one without difference gives none, else the sentence was copied.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.narrated_items import narrated_items
from juesuan.model import Outcome, State, Term

RULE = "N05-17"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per item that states both amounts."""
    found = False
    for item in narrated_items(context):
        if item.final is None or item.initial is None:
            continue
        found = True
        differs = context.in_document_unit(item.final).value != context.in_document_unit(item.initial).value
        terms = (item.term, Term.of(item.final), Term.of(item.initial, -1))
        if differs == bool(item.reasons):
            yield passed(item.statements)
        elif differs and item.unclear:
            yield undecidable(f"{item.name}的有些话未能识别，可能就是差异原因", item.statements)
        elif differs:
            message = f"{item.name}决算数 {item.final.amount.raw}、预算数 {item.initial.amount.raw}，没有说明差异原因。"
            yield Outcome(State.FAIL, terms=terms, message=message)
        else:
            message = f"{item.name}决算数与预算数同为 {item.final.amount.raw}，却写有差异原因“{item.reasons[0].text}”。"
            yield Outcome(State.FAIL, terms=terms, message=message)
    if not found:
        yield not_applicable("文字说明没有逐项写明预算数和决算数")
