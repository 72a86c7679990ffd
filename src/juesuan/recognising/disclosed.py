"""Whether a document is a disclosure, or a part of one: what it has in it tells, not what it speaks of.

News of accounts, regulations with the list of what has to be published, indexes, landing pages, reports on the accounts of a whole government and
blank forms all use the words of disclosures. None of them has a table with amounts of a body, an evaluation form of a project, or an
explanation whose sections state facts under the title of a department's accounts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from juesuan.model import NumberKind, PerformanceForm, Section, Table
from juesuan.recognising.narrative import NarrativeRead
from juesuan.recognising.titles_of_documents import DocumentTitle
from juesuan.standard.titles import explains_a_word

__all__ = ["is_disclosed"]

_ENOUGH_SECTIONS = 4
"""So many sections of the explanation with facts of their own are one under any title."""
_SEVERAL = 2
_EXPLANATION = "part3"
_OVERVIEW = {"duties", "organisation", "units"}


def is_disclosed(
    tables: Iterable[Table], forms: Iterable[PerformanceForm], narrative: NarrativeRead, titles: Sequence[DocumentTitle]
) -> bool:
    """Whether anything of a disclosure is there."""
    if any(map(_is_filled_in, tables)) or any(map(_names_its_subject, forms)):
        return True
    told = {s.source.partition(".")[0] for s in narrative.statements if s.amount.raw and s.source[:1] == "N"}
    titled = any(title.what == "决算" and (title.unit or title.level) for title in titles)
    # Under the title of accounts a section that denies something, or gives an amount of what nobody knows, is of an explanation, too.
    said = {claim.section for claim in narrative.claims}
    said |= {number.section for number in narrative.numbers if number.kind is NumberKind.AMOUNT}
    if len(told) >= _ENOUGH_SECTIONS or (titled and (told or any(section[:1] == "N" for section in said))):
        return True
    owned = any(title.what == "决算" and title.unit for title in titles)
    return titled and (_has_other_parts(narrative.sections) or (owned and _explains(narrative)))


def _is_filled_in(table: Table) -> bool:
    """Whether a form is somebody's: it names the body, or has an amount."""
    return bool(table.unit_name) or any(cell.amount is not None and cell.amount.value for cell in table.cells.values())


def _names_its_subject(form: PerformanceForm) -> bool:
    return any(
        named is not None and named.text for named in (form.project, form.unit, form.authority, form.implementer)
    )


def _explains(narrative: NarrativeRead) -> bool:
    """Whether an amount stands under the heading of the explanation, whatever its sections are called: a fragment may have none that we know."""
    ids = [section.id for section in narrative.sections]
    behind = set(ids[ids.index(_EXPLANATION) :]) if _EXPLANATION in ids else set()
    return any(number.kind is NumberKind.AMOUNT and number.section in behind for number in narrative.numbers)


def _has_other_parts(sections: Iterable[Section]) -> bool:
    """Whether the first part and the glossary are there with what belongs into them: the tables may be pictures."""
    paragraphs = [paragraph.text for section in sections for paragraph in section.paragraphs]
    explained = sum(map(explains_a_word, paragraphs))
    return explained >= _SEVERAL and any(section.id in _OVERVIEW and section.paragraphs for section in sections)
