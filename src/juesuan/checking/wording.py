"""The words of a disclosure with their places: prose, headings, titles and labels of tables, texts of performance forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from juesuan.checking.context import Context
from juesuan.model import FormField, Indicator, Passage, PerformanceForm, Place, Section, Table, Term
from juesuan.standard.forms import BUDGET

__all__ = ["Text", "explanation", "first_word", "of_forms", "own_prose", "own_sections", "prose", "spread", "texts"]


class Text(Struct, frozen=True):
    """A piece of text.

    Attributes:
        where: what a person calls the place: ``“五、…”``, ``“收入决算表”的科目名称``.
        passage: the text, with places as far as it has them.
        anchor: the place of the whole, for text that has none of its own.
    """

    where: str
    passage: Passage
    anchor: Place

    def term(self, start: int, end: int, sign: int = 1) -> Term:
        """The operand that ``passage.text[start:end]`` makes."""
        words = self.passage.text[start:end]
        found = self.passage.place(start, end)
        place = found if self.passage.pieces else self.anchor.but(text=found.text)
        return Term(sign, self.where, None, place, words)


def spread(terms: Sequence[Term]) -> str:
    """Where a kind of words stands, as a message begins: the one place, else the pages, else how many places there are."""
    if len({term.label for term in terms}) == 1:
        return f"{terms[0].label}中"
    pages = [page for term in terms if (page := term.place.page)]
    if len(pages) < len(terms):
        return f"{terms[0].label}等 {len({term.label for term in terms})} 个部分中"
    return f"第 {min(pages)} 页至第 {max(pages)} 页" if min(pages) < max(pages) else f"第 {pages[0]} 页"


def prose(context: Context, *prefixes: str) -> Iterator[Text]:
    """Paragraphs of the sections with these ids (all without one), in document order."""
    for section in context.disclosure.sections:
        if not prefixes or any(section.id == prefix or section.id.startswith(prefix + ".") for prefix in prefixes):
            yield from _paragraphs(section)


def explanation(context: Context) -> Iterator[Text]:
    """Paragraphs of the 决算情况说明."""
    for section in context.sections_of_explanation:
        yield from _paragraphs(section)


_OTHERS_WORDS = ("cover", "toc", "glossary", "part5")
_OWN = ("duties", "organisation", "units")


def own_sections(context: Context) -> Iterator[tuple[Text, ...]]:
    """The paragraphs of each section that the department writes itself: what it is and does, and the explanation."""
    for section in context.disclosure.sections:
        other = section.id == "other" and context.disclosure.info.kind == BUDGET  # what its projects are
        if section.id in _OWN or other or (section.id[:1] == "N" and section.id[1:3].isdigit()):
            paragraphs = tuple(_paragraphs(section))
            if any(text.passage.text for text in paragraphs):
                yield paragraphs


def own_prose(context: Context) -> Iterator[Text]:
    """The same by paragraph, the unknown sections, and the notes under the tables."""
    for section in context.disclosure.sections:
        if section.id not in _OTHERS_WORDS:
            yield from (text for text in _paragraphs(section) if text.passage.text)
    for table in context.disclosure.tables.values():
        yield from (Text(f"“{table.title}”的注", Passage(note), table.place) for note in table.notes)


def texts(context: Context) -> Iterator[Text]:
    """Everything a reader sees as words: headings and paragraphs, then tables, then performance forms."""
    for section in context.disclosure.sections:
        yield Text(f"“{section.heading}”标题", Passage(section.heading), section.place)
        yield from _paragraphs(section)
    for table in context.disclosure.tables.values():
        yield from _of_table(table)
    yield from of_forms(context)


def of_forms(context: Context) -> Iterator[Text]:
    """The words of performance forms."""
    for form in context.disclosure.performance:
        yield from _of_form(form)


def first_word(words: tuple[str, ...], sections: tuple[Section, ...]) -> Term | None:
    """The first of some words that some sections have, as an operand; None where they have none of them."""
    for section in sections:
        for word in words:
            start = section.body.text.find(word)
            if start >= 0:
                return Term(1, word, None, section.body.place(start, start + len(word)), word)
    return None


def _paragraphs(section: Section) -> Iterator[Text]:
    for passage in section.paragraphs or (section.body,):
        named = "封面" if section.id == "cover" else "情况说明"
        yield Text(f"“{section.heading}”" if section.heading else named, passage, section.place)


def _of_table(table: Table) -> Iterator[Text]:
    yield Text(f"“{table.title}”标题", Passage(table.title), table.place)
    yield Text(f"“{table.title}”的部门名称", Passage(table.unit_name), table.place)
    for row in table.rows:
        yield Text(f"“{table.title}”的项目名称", Passage(row.label), row.place)
    for cell in table.cells.values():
        if cell.raw and cell.amount is None:
            yield Text(f"“{table.title}”的单元格", Passage(cell.raw), cell.place)
    for note in table.notes:
        yield Text(f"“{table.title}”的注", Passage(note), table.place)


def _of_form(form: PerformanceForm) -> Iterator[Text]:
    where = f"“{form.title.text}”"
    if form.project is not None and form.project.text:
        where = f"“{form.project.text}”自评表"
    passages = [
        passage for passage in (form.goals, form.results, *(part for task in form.tasks for part in task)) if passage
    ]
    fields = [field for indicator in form.indicators for field in _fields_of_indicator(indicator)]
    fields += [field for row in form.management for field in (row.name, row.text)]
    fields += form.headers
    fields += [field for field in (form.unit, form.authority, form.implementer, *form.unread) if field is not None]
    for passage in passages:
        yield Text(where, passage, form.place)
    for field in fields:
        if field.text:
            yield Text(where, Passage("".join(field.text.split())), field.place)


def _fields_of_indicator(indicator: Indicator) -> list[FormField]:
    fields = (indicator.level3, indicator.target, indicator.actual, indicator.reason)
    return [field for field in fields if field is not None]
