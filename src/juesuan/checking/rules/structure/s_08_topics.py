"""S-08 缺少政府采购、国有资产或绩效的说明.

A topic is told in its own section or, where a place puts several under one heading, in a paragraph that names it, wherever that
stands but in what the department is and what words mean. Of a document that has only some of the sections of its layout nothing can
be said to be missing: it may be a part of one.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.absences import why_unsure
from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.required_sections import is_whole, missing_sections, section_title
from juesuan.model import Outcome, Place, State, Term

RULE = "S-08"
_NOT_OF_THE_YEAR = ("cover", "toc", "duties", "organisation", "units", "glossary")
_WORDS = {"procurement": "政府采购", "assets": "国有资产", "performance": "绩效"}


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per topic of the layout."""
    if not context.sections_of_explanation:
        yield not_applicable("没有读到决算情况说明")
        return
    told = "\n".join(
        section.heading + section.body.text
        for section in context.disclosure.sections
        if section.id not in _NOT_OF_THE_YEAR
    )
    for topic in context.layout.topics:
        if any(context.section(key) is not None for key in topic.evidence) or _WORDS[topic.key] in told:
            yield passed()
        elif unsure := why_unsure(topic.evidence, context):
            yield undecidable(f"没有找到“{topic.label}”，但{unsure}")
        elif not is_whole(context):
            yield undecidable(f"没有找到“{topic.label}”，但只读到情况说明的一部分")
        else:
            # Called as S-02 calls it, which misses the same section: it is one cause.
            lacking = (section_title(key, context) for key in topic.evidence if key in missing_sections(context))
            name = next(lacking, topic.label)
            term = Term(1, name, None, Place(), name)
            yield Outcome(State.FAIL, terms=(term,), message=f"情况说明中没有“{topic.label}”。")
