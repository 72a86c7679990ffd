"""What stands under the headings of the explanation: nothing, or what belongs under another heading."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.absences import why_attachments_unsure
from juesuan.checking.contents import contents_of
from juesuan.checking.context import Context, undecidable
from juesuan.checking.required_sections import section_title
from juesuan.model import Outcome, Section, State, Term
from juesuan.model.expressions import expression

__all__ = ["bodies_of_sections"]

_FIRST_WORDS = expression(r"[^\d。；：]{0,60}(?=[\d。])")
_YEARS = expression(r"\d{4}年(?:度|\d{1,2}月\d{1,2}日)?")


def bodies_of_sections(context: Context) -> Iterator[Outcome]:
    """One outcome per section that has a heading and nothing below it, or begins as only another section does."""
    explained = context.sections_of_explanation
    found = [section for section in contents_of(context).body if section in explained and section.heading]
    mains = dict.fromkeys(section.id.partition(".")[0] for section in found)
    for main in mains:
        own = [section for section in found if section.id.partition(".")[0] == main]
        texts = [paragraph.text for section in own for paragraph in section.paragraphs]
        if main not in context.layout.sections:
            continue
        if not any(text.strip() for text in texts):
            yield _hollow(own[0], context)
        elif other := _other(main, texts, context):
            message = f"“{own[0].heading}”下写的是“{section_title(other, context)}”的内容，这一节应写的没有写。"
            hint = "核对这一节：内容贴错的，换成这一节的；标题写错的，改正标题。"
            yield Outcome(State.FAIL, terms=(_heading(own[0]),), message=message, hint=hint)


def _hollow(section: Section, context: Context) -> Outcome:
    """A heading over nothing; what stands below may be a picture or a table that nobody read."""
    strange = next((reading.title for reading in context.disclosure.readings if not reading.form), "")
    unsure = why_attachments_unsure(context) or (f"“{strange}”没有认出，可能是其内容" if strange else "")
    if unsure:
        return undecidable(f"“{section.heading}”下没有读到内容，{unsure}")
    message = f"“{section.heading}”只有标题，没有内容。"
    return Outcome(State.FAIL, terms=(_heading(section),), message=message, hint="补写这一节；没有发生的也应写明。")


def _other(main: str, texts: list[str], context: Context) -> str:
    """The only other section whose first sentence may begin as the paragraphs do, where none begins as the section's own."""
    kinds = {kind.id: kind.opening for kind in context.standard.grammar.sections if kind.opening is not None}
    if main not in kinds:
        return ""
    opened: set[str] = set()
    for text in texts:
        words = _FIRST_WORDS.match(_YEARS.sub("", text))
        opened |= {key for key, opening in kinds.items() if words is not None and opening.search(words[0])}
    title = context.standard.grammar.section(main)
    named = title is not None and any(title.heading.search(text) for text in texts)
    others = {key for key in opened if key.partition(".")[0] != main}
    return others.pop() if len(others) == 1 and len(opened) == 1 and not named else ""


def _heading(section: Section) -> Term:
    return Term(1, section.heading, None, section.place, section.heading)
