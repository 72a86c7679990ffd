"""S-01 文件组成部分不全.

概况, 决算表, 情况说明 and 名词解释 must be there. A part is there when one of its sections or tables was recognised, or when a
heading names it; explanations of words are known by what they are, whatever their heading. A file of tables only is not judged, nor is one
with pages that could not be read; and where no table was read at all the tables may be in a file of their own. A file without any of the parts is
not a disclosure: nothing is missing in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.absences import why_unsure
from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.wording import prose
from juesuan.model import Outcome, Place, State, Term
from juesuan.standard.patterns import without_number
from juesuan.standard.requirements import Requirement
from juesuan.standard.titles import explains_a_word

RULE = "S-01"
_SEVERAL = 2
_HEADING_WORDS = {
    "overview": ("概况", "职责", "职能", "机构"),
    "explanation": ("情况说明", "决算说明"),
    "glossary": ("名词解释", "术语解释", "名词说明"),
}


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per required part."""
    if not context.disclosure.sections:
        yield not_applicable("文件只有表格，没有文字部分")
        return
    there = {part.key for part in context.layout.parts if _is_there(part, context)}
    if not there:
        yield not_applicable("没有决算公开文件的任何一个部分，可能不是决算公开文件")
        return
    for part in context.layout.parts:
        if part.key in there:
            yield passed()
        elif unsure := why_unsure(part.evidence, context, by_heading=True):
            yield undecidable(f"没有找到“{part.label}”，但{unsure}")
        elif part.key == "tables":
            yield undecidable(f"没有读到“{part.label}”，可能在另外的文件中")
        else:
            term = Term(1, part.label, None, Place(), part.label)
            yield Outcome(State.FAIL, terms=(term,), message=f"文件中没有“{part.label}”。")


def _is_there(part: Requirement, context: Context) -> bool:
    disclosure = context.disclosure
    if any(key in disclosure.tables or context.section(key) is not None for key in part.evidence):
        return True
    if part.key == "glossary" and sum(_explains(text.passage.text, context) for text in prose(context)) >= _SEVERAL:
        return True
    words = _HEADING_WORDS.get(part.key, ())
    return any(word in section.heading for section in disclosure.sections if section.id != "toc" for word in words)


def _explains(text: str, context: Context) -> bool:
    """Whether a paragraph says what a word means: it says so, or what stands in front of its colon is a term of the glossary."""
    named = without_number(text).partition("：")[0]
    return explains_a_word(text) or any(named == entry.term for entry in context.standard.glossary)
