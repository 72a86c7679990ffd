"""Forms of which nothing but the title was read: why their table is not there to be read.

It is a picture, it stands in another file, or nobody knows. A list of titles (the contents, the heading of the part) announces tables and is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from juesuan.formats.pages.source import Page, Paragraph, Source
from juesuan.model.excerpt import shortened
from juesuan.model.expressions import expression
from juesuan.recognising.forms.titles import KnownForms, form_of_title, is_caption
from juesuan.standard.forms import Form

__all__ = ["BareTitle", "bare_titles"]

_NEAR = 4
_LONGEST_TOLD = 40
_TARGET = r"(?:附件|附表|附后|附录|网站|网页|链接|文件|电子表格|[Ee][Xx][Cc][Ee][Ll])"
_ELSEWHERE = expression(
    rf"(?<!意)见[^。；]{{0,20}}{_TARGET}|另附|[另单](?:行|独)(?:公开|公布|发布|上传|成册|成文|附)|以附件[^。；]{{0,6}}(?:公开|公布|形式|方式)"
    r"|(?:点击|请|另行?)下载"
)
"""The words of a sentence that says that something is in another file."""
_TABLES = expression(r"(?:各|上述|以下|下列|其余|全部|所有|部分|决算|公开|相关|明细)(?:公开|决算|报)?表")
_NAMES = expression(r"[、，,；。：:（）()《》“”\s]|和|及|与")
_SENTENCE = expression(r"[。；]")


class BareTitle(Struct, frozen=True):
    """A form by its title as printed, the page of that, and in Chinese why there is no table."""

    title: str
    pages: tuple[int, ...]
    reason: str


class _TitledLine(Struct, frozen=True):
    """A paragraph between tables; ``table``: a table stands there instead."""

    text: str
    page: Page
    form: Form | None = None
    table: bool = False


def bare_titles(source: Source, known: KnownForms) -> Mapping[str, BareTitle]:
    """By form id, the titles under which no table stands, and the forms that a sentence says to be elsewhere; of a form that was read, too,
    it may be printed twice.
    """
    lines = [line for page in source.pages for line in _lines(page, known)]
    found: dict[str, BareTitle] = {}
    for at, line in enumerate(lines):
        if line.form is None:
            continue
        below = lines[at + 1 : _next(lines, at)]
        told = next((told for each in below[:_NEAR] if (told := _told_elsewhere(each.text))), "")
        if reason := _why(line, told) if told or _stands_alone(lines, at) else "":
            found.setdefault(line.form.id, BareTitle(line.text, (line.page.number,), reason))
    for line in lines:
        for form, told in _named_elsewhere(line.text, known):
            reason = f"文中写“{told}”，“{form.title}”不在本文件中"
            found.setdefault(form.id, BareTitle(form.title, (line.page.number,), reason))
    return found


def _lines(page: Page, known: KnownForms) -> list[_TitledLine]:
    found: list[_TitledLine] = []
    for block in page.blocks:
        if not isinstance(block, Paragraph):
            found.append(_TitledLine("", page, table=True))
        elif block.text:
            found.append(_TitledLine(block.text, page, form_of_title(block.text, known)))
    return found


def _next(lines: Sequence[_TitledLine], at: int) -> int:
    """Where the next title or table stands."""
    later = (index for index in range(at + 1, len(lines)) if lines[index].form is not None or lines[index].table)
    return next(later, len(lines))


def _stands_alone(lines: Sequence[_TitledLine], at: int) -> bool:
    """Whether small lines as over a table stand by a title, no table follows, and it is none in a list of titles."""
    end = _next(lines, at)
    near = (*lines[max(0, at - 1) : at], *lines[at + 1 : end][:_NEAR])
    if _has_table(lines, at) or not any(is_caption(line.text) for line in near if not line.table):
        return False
    others = [index for index in (_before(lines, at), end) if 0 <= index < len(lines)]
    listed = any(
        lines[index].form is not None and not _has_table(lines, index) and not lines[index].page.has_picture
        for index in others
        if all(is_caption(line.text) for line in lines[min(index, at) + 1 : max(index, at)])
    )
    return lines[at].page.has_picture or not listed


def _before(lines: Sequence[_TitledLine], at: int) -> int:
    return next((i for i in range(at - 1, -1, -1) if lines[i].form is not None or lines[i].table), -1)


def _has_table(lines: Sequence[_TitledLine], at: int) -> bool:
    """Whether a table follows a title, with nothing but captions between."""
    end = _next(lines, at)
    return end < len(lines) and lines[end].table and all(is_caption(line.text) for line in lines[at + 1 : end])


def _why(line: _TitledLine, told: str) -> str:
    if told:
        return f"标题“{line.text}”下写“{told}”，表不在本文件中"
    if line.page.has_picture:
        return f"标题“{line.text}”下没有表格，可能是图片；图片中的内容不能读取"
    return f"标题“{line.text}”下没有读到表格"


def _told_elsewhere(text: str) -> str:
    """The sentence that says that something is in another file; empty where none does."""
    said = (sentence for sentence in _SENTENCE.split(text) if _ELSEWHERE.search(sentence))
    return shortened(next(said, ""), _LONGEST_TOLD)


def _named_elsewhere(text: str, known: KnownForms) -> list[tuple[Form, str]]:
    """The forms that a sentence says to be in another file: those that it names, or all tables that are not here."""
    found: list[tuple[Form, str]] = []
    for sentence in _SENTENCE.split(text) if _ELSEWHERE.search(text) else ():
        if not _ELSEWHERE.search(sentence):
            continue
        told = shortened(sentence, _LONGEST_TOLD)
        named = [form for part in _NAMES.split(sentence) if (form := form_of_title(part, known)) is not None]
        every = known.by_id.values() if not named and _TABLES.search(sentence) else ()
        found += [(form, told) for form in (*named, *every)]
    return found
