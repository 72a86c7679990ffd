"""What the titles of a document say it is: whose, of which year, accounts or budget.

A title is a line of its own, or some short lines one below the other as covers have them. Nothing is taken from a sentence: that a text
speaks of somebody's accounts does not make it these accounts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from juesuan.formats.pages.source import Grid, Source
from juesuan.model.expressions import expression

__all__ = ["DocumentTitle", "lines_of", "names_a_body", "titles_in"]

_LONGEST = 60
_MOST_LINES = 4
_LOOKED_AT = 400
_NO_TITLE = expression(r"[，。；：！？,;!?]|\d\.\d")
_TITLE = expression(
    r"(?:附件\d*|[（(]?公开稿[）)]?|第[一二三四五六七八九十]{1,2}部分)?(?:(?P<before>20\d\d)年?(?:度)?)?(?P<unit>[一-鿿（）()·]{3,40}?)?(?:(?P<year>20\d\d)年?(?:度)?)?"
    r"(?P<level>部门|单位)?(?:收支|财务)?(?P<what>决算|预算)"
    r"(?:信息|情况|编制|公开|目录|说明|报告|报表|文本|草案|书|表|及|和|与|的|“三公”经费|绩效自评|[（(][^（）()]{1,10}[）)])*"
)
_ACT = expression(
    r"关于|通知|印发|做好|召开|部署|开展|推进|落实|加强|办法|规定|制度|解读|通报|批复|公示|纳入|超过|完成|财政拨款|公共预算|基金预算|经营预算"
    r"|经费|收入|支出|^[一二三四五六七八九十]+、"
)
_BODY = expression(r"[局委会院校部厅办所站队馆社团区县市镇乡道学司心关园室处库联组府署台场盟旗党军段庭地][）)]?$")
_BRACKETED = expression(r"[（(][^（）()]*[）)]$")
_OF_A_WHOLE_GOVERNMENT = expression(r"(?:全|本)[省市县区]")


class DocumentTitle(Struct, frozen=True):
    """A title: ``unit`` empty and ``year`` None where it does not say; ``level``: 部门, 单位 or empty; ``what``: 决算 or 预算."""

    unit: str
    year: int | None
    level: str
    what: str


def lines_of(source: Source, limit: int = _LOOKED_AT) -> list[str]:
    """The first lines and cells of a document, white space removed."""
    found: list[str] = []
    for page in source.pages:
        for block in page.blocks:
            found += [cell.text for cell in block.cells] if isinstance(block, Grid) else [block.text]
            if len(found) > limit:
                return found
    return found


def titles_in(lines: Sequence[str]) -> Iterator[DocumentTitle]:
    """The titles among some lines: each alone, else put together with those below it, as long as they are short."""
    start = 0
    while start < len(lines):
        length, title = _title_from(lines[start : start + _MOST_LINES])
        if title is not None:
            yield title
        start += length


def _title_from(lines: Sequence[str]) -> tuple[int, DocumentTitle | None]:
    """The title that begins with the first line, the longest that says whose it is; and how many lines it has."""
    best: tuple[int, DocumentTitle | None] = (1, None)
    joined = ""
    for number, line in enumerate(lines, 1):
        if number > 1 and (alone := _title(line)) is not None and alone.unit:
            break  # it begins there
        joined += line
        if not line or len(joined) > _LONGEST or _NO_TITLE.search(line):
            break
        title = _title(joined)
        if title is not None and (best[1] is None or (title.unit and not best[1].unit)):
            best = (number, title)
    return best


def _title(text: str) -> DocumentTitle | None:
    match = _TITLE.fullmatch(text)
    if match is None:
        return None
    unit = match["unit"] or ""
    year = match["year"] or match["before"]
    if (unit and not names_a_body(unit)) or (not year and not match["level"]):
        return None
    return DocumentTitle(unit, int(year) if year else None, match["level"] or "", match["what"])


def names_a_body(text: str) -> bool:
    """Whether words in front of 决算 can be the name of a department or unit: it ends like one, and says no act and no money."""
    name = _BRACKETED.sub("", text)
    return _BODY.search(name) is not None and not _ACT.search(name) and not _OF_A_WHOLE_GOVERNMENT.search(name)
