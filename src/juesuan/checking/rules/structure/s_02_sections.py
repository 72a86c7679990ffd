"""S-02 情况说明的章节不全或次序不对.

The sections of the place's format, in its order. Where only the ministry's reference format is known, a missing section is a note, for the
place may have a format of its own; what the contents list and the body lacks, though it goes on behind, is missing anywhere. Of a
document with fewer than half of them nothing is missing: it is a part of one. Nor does the order of the reference format accuse a
document that numbers its sections one after another: its place has an order of its own. What has no heading has no place in the order.
A heading over nothing, or over what only another section begins with, is no section.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from juesuan.checking.contents import contents_of, number_of
from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.required_sections import is_whole, missing_sections, promised_sections, section_title
from juesuan.checking.section_bodies import bodies_of_sections
from juesuan.model import Outcome, Place, Section, Severity, State, Term
from juesuan.model.whole_numbers import spelt_number
from juesuan.standard.layouts import Layout

RULE = "S-02"


def check(context: Context) -> Iterator[Outcome]:
    """Fails once for the sections that are missing and once for each that stands too early."""
    present: dict[str, Section] = {}
    for section in contents_of(context).body:
        if section in context.sections_of_explanation:
            present.setdefault(section.id.partition(".")[0], section)
    if not present:
        yield not_applicable("没有读到决算情况说明")
        return
    layout = context.layout
    missing = missing_sections(context) if is_whole(context) else ()
    headed = [key for key, section in present.items() if key in layout.sections and section.heading]
    early = [
        pair for pair in _out_of_order(headed, layout) if not (layout.is_reference and _is_numbered(*pair, present))
    ]
    promised = promised_sections(context)
    if missing:
        names = "、".join(f"“{section_title(key, context)}”" for key in missing)
        terms = tuple(
            Term(1, section_title(key, context), None, Place(), section_title(key, context)) for key in missing
        )
        listed = "、".join(f"“{section_title(key, context)}”" for key in promised)
        also = f"目录列有{'' if promised == missing else listed}，正文没有。" if promised else ""
        message = f"按{layout.label}，情况说明缺少 {names}{'；' + also if also else '。'}"
        severity = Severity.INFO if layout.is_reference and not promised else None
        yield Outcome(State.FAIL, terms=terms, message=message, severity=severity)
    for before, after in early:
        section = present[before]
        message = f"“{section.heading}”应在“{present[after].heading}”之后。"
        term = Term(1, section.heading, None, section.place, section.heading)
        yield Outcome(State.FAIL, terms=(term,), message=message, severity=Severity.INFO)
    under = list(bodies_of_sections(context))
    yield from under
    if missing or early or under:
        return
    yield passed() if is_whole(context) else undecidable("只读到情况说明的一部分")


def _out_of_order(keys: list[str], layout: Layout) -> Iterator[tuple[str, str]]:
    """Neighbours in the wrong order."""
    rank = {key: index for index, key in enumerate(layout.sections)}
    for one, other in pairwise(keys):
        if rank[one] > rank[other]:
            yield one, other


def _is_numbered(one: str, other: str, present: Mapping[str, Section]) -> bool:
    """Whether the headings themselves say that one section stands before the other: 七、…, 八、…."""
    numbers = [spelt_number(number_of(present[key].heading)) for key in (one, other)]
    return numbers[0] is not None and numbers[1] is not None and numbers[0] < numbers[1]
