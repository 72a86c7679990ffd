"""One file with two disclosures, of two bodies or of two years one after the other: only the first is read, and that is said.

What the heads of the tables say tells them apart: from some table on all are another's, and they are the same forms again. The second
begins with the cover that names it, if it has one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from juesuan.formats.pages.source import Grid, Source
from juesuan.model import FormReading, Place, Problem
from juesuan.recognising.forms.titles import KnownForms, form_of_title, head_of

__all__ = ["first_disclosure"]

_LEAST = 3
"""So many forms of each make two disclosures: a slip in some heads, or a form printed twice, makes none."""
_ROWS_OF_HEAD = 3
_NEAR = 4
_LONGEST_TITLE = 60


class _ShortLine(Struct, frozen=True):
    """A short line: where it stands, what it says, and its form if it is the title of one."""

    page: int
    block: int
    text: str
    form: str = ""


class _Whose(Struct, frozen=True):
    """Whose table it is and of which year, as its head says."""

    unit: str
    year: int | None

    def __str__(self) -> str:
        """For people."""
        return f"{self.unit}{self.year}年度" if self.year is not None else self.unit


class _HeadOfForm(Struct, frozen=True):
    """The head of a form: the number of its line, the form, and whose it is."""

    line: int
    form: str
    whose: _Whose


def first_disclosure(source: Source, known: KnownForms) -> tuple[Source, tuple[FormReading, ...]]:
    """The file up to where a second disclosure begins, with a problem and a reading that say so; the file itself where there is none."""
    lines = list(_lines(source, known))
    heads = list(_heads(lines))
    at = next((n for n, head in enumerate(heads) if _differ(head.whose, heads[0].whose)), None)
    if at is None:
        return source, ()
    before, after = heads[:at], heads[at:]
    first, second = heads[0].whose, after[0].whose
    again = {head.form for head in before} & {head.form for head in after if not _differ(head.whose, second)}
    if len(again) < _LEAST or any(not _differ(head.whose, first) for head in after):
        return source, ()
    return _cut(source, lines[_start(lines, before[-1].line, after[0].line, second)], first, second)


def _lines(source: Source, known: KnownForms) -> Iterator[_ShortLine]:
    for page_index, page in enumerate(source.pages):
        for block_index, block in enumerate(page.blocks):
            top = (
                (cell.text for cell in block.cells if cell.row < _ROWS_OF_HEAD)
                if isinstance(block, Grid)
                else (block.text,)
            )
            for text in top:
                if text and len(text) <= _LONGEST_TITLE:
                    form = form_of_title(text, known)
                    yield _ShortLine(page_index, block_index, text, form.id if form is not None else "")


def _heads(lines: Sequence[_ShortLine]) -> Iterator[_HeadOfForm]:
    """The heads of the forms: each stands closely below the title of its own."""
    for index, line in enumerate(lines):
        head = head_of((line.text,))
        near = (above.form for above in reversed(lines[max(0, index - _NEAR) : index + 1]) if above.form)
        if head.unit_name and (form := next(near, "")):
            yield _HeadOfForm(index, form, _Whose(head.unit_name, head.year))


def _differ(one: _Whose, other: _Whose) -> bool:
    return one.unit != other.unit or (one.year is not None and other.year is not None and one.year != other.year)


def _start(lines: Sequence[_ShortLine], last_of_first: int, first_of_second: int, second: _Whose) -> int:
    """The line with which the second begins: its cover, or the title of its first form."""
    between = range(last_of_first + 1, first_of_second + 1)
    for index in between:
        text = lines[index].text
        names = text == second.unit or (second.unit in text and "决算" in text)
        if names and (second.year is None or not text[-1].isdigit()) and "。" not in text:
            return index
    return next((index for index in reversed(between) if lines[index].form), first_of_second)


def _cut(source: Source, start: _ShortLine, first: _Whose, second: _Whose) -> tuple[Source, tuple[FormReading, ...]]:
    page = source.pages[start.page]
    kept = (*source.pages[: start.page], replace(page, blocks=page.blocks[: start.block]))
    block = page.blocks[start.block]
    place = block.place if isinstance(block, Grid) else block.passage.place(0, len(block.text))
    message = f"文件中有两份决算：{first}，{second}；只读取了前一份，请把后一份另存为一个文件再核对"
    reading = FormReading("", f"{second}决算", "unreadable", reason="文件中有两份决算，只读取了前一份")
    return replace(source, pages=kept, problems=(*source.problems, Problem(message, place or Place()))), (reading,)
