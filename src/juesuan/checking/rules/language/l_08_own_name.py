"""L-08 文中的单位名称与封面不一致.

The titles and heads of a document name the body it is of. A part of the name, the name with its superior in front or 本级 behind
it, and a short form are the same body; anything else, and in the prose the name with one character replaced, is another or a slip.
Heads that differ from each other are for X-31. Numbers and directions inside a name (第一, 第二) tell bodies apart and are no slips.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.wording import explanation, of_forms, own_prose, prose
from juesuan.model import Outcome, Place, State, Term
from juesuan.model.characters import is_chinese
from juesuan.model.expressions import expression

RULE = "L-08"
_PART = expression(r"^第[一二三四五六七八九十]+部分(?P<name>.+?)(?:\d{4}年度?|概况|基本情况|(?:部门|单位)?决算)")
_TITLE = expression(r"^(?P<name>[一-鿿（）()]+?)\d{4}年度?")
_BRACKETED = expression(r"[（(][^（）()]*[）)]")
_BODIES = frozenset("局委会院校部厅办所站队馆社团区县市镇乡道学司心关园室处库联组府署")
_LEAST_OF_BODY = 4
_SUBJECT = expression(
    r"(?:^|(?<=[。；]))(?:\d{1,2}[．.、])?(?P<name>[一-鿿]{4,30}?)(?=\d{4}年度?(?:财政|收入|支出|收、支|收支|本年|一般公共|政府|机关|国有|“三公”))"
)
_TELLING = frozenset("一二三四五六七八九十东西南北中上下前后左右内外新老大小高初女男")
_GENERAL = ("部门", "单位", "本级", "机关", "地区")
_SHORT = 0.6
_LEAST = 6  # characters; shorter names are too like each other
_LEAST_WITHOUT = 8
_SUPERIOR = expression(r"[省市州盟区](?=[一-鿿]{2,}?[市县区旗])")
_SEEN = 2


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per other name, with every place where it stands."""
    own = _BRACKETED.sub("", context.disclosure.info.unit)
    if not own:
        yield undecidable("没有读到封面的单位名称")
        return
    other: dict[str, list[Term]] = {}
    seen = 0
    for name, term in (*_headed(context), *_misspelt(own, context), *_of_sentences(context)):
        seen += 1
        if not _is_same(name, own):
            other.setdefault(name, []).append(term)
    if not seen:
        yield not_applicable("标题和表头没有印单位名称")
    elif not other:
        yield passed()
    elif _printed(own, context) < _SEEN:
        yield undecidable(f"“{own}”只出现一次，不能确定单位名称")
        return
    for name, terms in other.items():
        times = f"（{len(terms)} 处）" if len(terms) > 1 else ""
        message = f"{terms[0].label}为“{name}”{times}，与本文件的单位名称“{own}”不一致。"
        yield Outcome(State.FAIL, terms=tuple(terms), message=message)


def _headed(context: Context) -> Iterator[tuple[str, Term]]:
    """The names in the titles of parts and tables, and in the heads of tables where those agree."""
    for section in context.disclosure.sections:
        yield from _in_title(_PART, section.heading, section.place, "标题中的单位名称")
    tables = context.disclosure.tables.values()
    for table in tables:
        yield from _in_title(_TITLE, table.title, table.place, f"“{table.title}”标题中的单位名称")
    heads = {_BRACKETED.sub("", table.unit_name) for table in tables if table.unit_name}
    if len(heads) == 1:
        for table in tables:
            if _is_body(name := _BRACKETED.sub("", table.unit_name)):
                yield name, Term(1, f"“{table.title}”表头的单位名称", None, table.place, table.unit_name)


def _in_title(pattern: re.Pattern[str], title: str, place: Place, where: str) -> Iterator[tuple[str, Term]]:
    match = pattern.match(title)
    name = _BRACKETED.sub("", match["name"]) if match is not None else ""
    if _is_body(name):
        yield name, Term(1, where, None, place, title)


def _misspelt(own: str, context: Context) -> Iterator[tuple[str, Term]]:
    """The name in the prose, or in a performance form, with one character inside replaced; the name without its superior, too."""
    names = [own, *(own[end:] for end in _superiors(own))]
    for text in (*own_prose(context), *of_forms(context)):
        for name in names if len(own) >= _LEAST else ():
            for start, printed, meant in _changed(name, text.passage.text):
                if is_chinese(printed) and not _TELLING & {printed, meant}:
                    yield text.passage.text[start : start + len(name)], text.term(start, start + len(name))


def _superiors(own: str) -> Iterator[int]:
    """Where the names of provinces and cities end that stand in front of a name which is long enough without them."""
    ends = (match.end() for match in _SUPERIOR.finditer(own))
    yield from (end for end in ends if len(own) - end >= _LEAST_WITHOUT)


def _changed(own: str, text: str) -> Iterator[tuple[int, str, str]]:
    """Where the name stands with one character inside replaced, the character printed, and the one of the name."""
    half = len(own) // 2
    for match in re.finditer(re.escape(own[0]), text):
        printed = text[match.start() : match.start() + len(own)]
        is_half_there = printed.startswith(own[:half]) or printed.endswith(own[half:])
        if len(printed) == len(own) and is_half_there and printed[-1] == own[-1]:
            found = [(a, b) for a, b in zip(printed, own, strict=True) if a != b]
            if len(found) == 1:
                yield match.start(), *found[0]


def _is_body(name: str) -> bool:
    return len(name) >= _LEAST_OF_BODY and name[-1] in _BODIES and is_chinese(name)


def _of_sentences(context: Context) -> Iterator[tuple[str, Term]]:
    """The body whose year a sentence of the explanation is about; units that the document names as its own are part of it."""
    units = "".join(text.passage.text for text in prose(context, "duties", "organisation", "units"))
    for text in explanation(context):
        for match in _SUBJECT.finditer(text.passage.text):
            if _is_body(match["name"]) and match["name"][-2:] not in _GENERAL and match["name"] not in units:
                yield match["name"], text.term(match.start("name"), match.end("name"))


def _is_same(name: str, own: str) -> bool:
    """Whether a name is another way to name the body: a part of its name, one that has it as a part, a short form."""
    if name in own or own in name:
        return True
    short, full = sorted((name, own), key=len)
    return len(short) <= len(full) * _SHORT and _runs_through(short, full)


def _runs_through(short: str, full: str) -> bool:
    rest = iter(full)
    return all(character in rest for character in short)


def _printed(own: str, context: Context) -> int:
    """How often the document prints its name."""
    headings = sum(section.heading.count(own) for section in context.disclosure.sections)
    heads = sum((table.unit_name + table.title).count(own) for table in context.disclosure.tables.values())
    return headings + heads + sum(section.body.text.count(own) for section in context.disclosure.sections)
