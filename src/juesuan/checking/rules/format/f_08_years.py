"""F-08 标题或文中的年度有误.

Looks where a year can only be the fiscal year: the title on the cover, titles of tables, headings that name 决算 or a 年度
(第三部分 2023年度部门决算情况说明), year ends
(截至2023年12月31日), a year that lost a digit (202年度), and sentences that open with last year's figures as this year's.
A section of a fund, of 三公, of running costs or of procurement that opens with another year, and names this one nowhere, too.
What a section states of another year without stating it of its own, and the note of an empty form, say this year's under a wrong
year. Comparisons with the year before are none of these; one with another year (较2019年), where the clause up to a semicolon compares with last year
nowhere, is. Years in the heads of tables are X-31.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from juesuan.checking.context import Context, passed, undecidable
from juesuan.checking.wording import Text, explanation, prose, texts
from juesuan.model import DatedClaim, Outcome, Passage, Place, State, Term
from juesuan.model.expressions import expression

RULE = "F-08"
_BROKEN = expression(r"(?<![\d.,])(?:\d{3}|20\d{3})(?=年度)")
_IN_HEADING = expression(r"(20\d\d)(?=年?度?(?:部门|单位|一般公共|财政拨款|收入|支出|收支|决算|政府性|国有资本))")
_YEAR_END = expression(r"截(?:至|止)(?:到)?(20\d\d)(?=年(?:12月(?:31日)?|末|底))")
_OPENING = expression(
    r"(?:^|。)(?:我|本)?(?:部门|单位)?(20\d\d)(?=年度(?:收、?支总计|收入、?支出总计|财政拨款收|一般公共预算财政拨款(?:基本)?支出"
    r"(?:年初预算)?[\d为]|收入合计[\d为]|支出合计[\d为]|本年收入合计|本年支出合计))"
)
_OF_A_FORM = expression(
    r"^(?:我|本)?(?:部门|单位)?(20\d\d)(?=年度?(?:政府性基金|国有资本经营|“三公”经费|机关运行经费|政府采购)[^。，；]*\d\.\d)"
)
_COMPARED = expression(
    r"(?:与|比|较|同|和)(20\d\d)(?=年(?:度)?(?:的)?(?:决算(?:数)?|同期|实际|支出|收入)?(?:数)?(?:相比|比较|对比|增|减|上升|下降|提高|降低|多|少|持平|基本持平))"
)
_OTHER_YEAR = "改为上年；确与其他年份比较的，写明原因。"
_ENDS = "。；;"
_EMPTY = expression(r"(20\d\d)(?=年度?[^。]*(?:没有|无|未)[^。]*(?:收入|支出|数据))")
_COVER = expression(
    r"(?:附件\d*)?[一-鿿（）()·]{0,40}?(20\d\d)年?度?[一-鿿（）()·]{0,40}?决算[一-鿿（）()“”]{0,12}(?:20\d\d年\d{1,2}月(?:\d{1,2}日)?)?"
    r"|[一-鿿·]{2,40}决算[（(](20\d\d)年?度?[）)]"
)
"""A title on a cover, whole; the day of publication may stand under it."""
_EVALUATION = "N13"
"""What was evaluated may be of any year."""


def check(context: Context) -> Iterator[Outcome]:
    """Fails once per wrong year."""
    year = context.disclosure.info.year
    broken = list(_matches(texts(context), _BROKEN))
    for text, match in broken:
        message = f"{text.where}中的“{match[0]}年度”年份不完整。"
        yield Outcome(State.FAIL, terms=(text.term(match.start(), match.end() + 2),), message=message)
    if year is None:
        yield undecidable("没有读到决算年度")
        return
    wrong = [
        *_cover(context, year),
        *_matches(_headings(context), _IN_HEADING),
        *_matches(explanation(context), _YEAR_END),
        *_matches(explanation(context), _OPENING),
        *_matches(_notes(context), _EMPTY),
        *_alone(context, year),
    ]
    compared = list(_compared(context, year))
    for text, match in compared:
        message = f"{text.where}中与 {match[1]} 年比较，本决算是 {year} 年度，上年应为 {year - 1} 年。"
        yield Outcome(State.FAIL, terms=(text.term(*match.span(1)),), message=message, hint=_OTHER_YEAR)
    wrong = [(text, match) for text, match in wrong if int(_said(match)) != year]
    for text, match in wrong:
        message = f"{text.where}中的年度写为 {_said(match)}，本决算是 {year} 年度。"
        yield Outcome(State.FAIL, terms=(text.term(*_span(match)),), message=message)
    named = {text.term(*_span(match)).place for text, match in wrong}
    dated = [term for term in _dated(context, year) if term.place not in named]
    for term in dated:
        message = f"{term.label}中的年度写为 {term.text}，本决算是 {year} 年度。"
        yield Outcome(State.FAIL, terms=(term,), message=message)
    if not broken and not wrong and not dated and not compared:
        yield passed()


def _span(match: re.Match[str]) -> tuple[int, int]:
    return match.span(match.lastindex or 0)


def _said(match: re.Match[str]) -> str:
    return match[match.lastindex or 0]


def _cover(context: Context, year: int) -> list[tuple[Text, re.Match[str]]]:
    """The titles on the cover where none has the document's year: pages of the web name accounts of other years around theirs."""
    titles = [
        (Text("封面标题", passage, section.place), match)
        for section in context.disclosure.sections
        if section.id == "cover"
        for passage in section.paragraphs
        if (match := _COVER.fullmatch(passage.text)) is not None
    ]
    return titles if all(int(_said(match)) != year for _, match in titles) else []


def _compared(context: Context, year: int) -> Iterator[tuple[Text, re.Match[str]]]:
    """Comparisons with a year that is not the last, in clauses up to a semicolon that say nothing of that; a budget is of any year."""
    told_of = [f"N{number:02}" for number in range(1, 13)]
    for text, match in _matches(prose(context, *told_of), _COMPARED):
        printed = text.passage.text
        start = max(printed.rfind(mark, 0, match.start()) for mark in _ENDS)
        end = min(at for mark in _ENDS if (at := (printed + _ENDS).find(mark, match.end())) >= 0)
        sentence = printed[start + 1 : end]
        told = f"{year - 1}年" in sentence or "上年" in sentence or "上一年" in sentence or "去年" in sentence
        if int(match[1]) not in {year, year - 1} and not told:
            yield text, match


def _alone(context: Context, year: int) -> Iterator[tuple[Text, re.Match[str]]]:
    """Openings of sections that state the money of a form, where the document's year is said nowhere in the section."""
    for section in context.sections_of_explanation:
        if f"{year}年" not in section.body.text and not section.id.startswith(_EVALUATION):
            yield from _matches(prose(context, section.id), _OF_A_FORM)


def _dated(context: Context, year: int) -> Iterator[Term]:
    """The years of what a section states of another year and not of its own."""
    claims = [
        c for c in context.disclosure.claims if isinstance(c, DatedClaim) and not c.section.startswith(_EVALUATION)
    ]
    elsewhere = {name for claim in claims for name in claim.of}
    seen: set[Place] = set()
    for claim in claims:
        if int(claim.year) != year and claim.place not in seen and not _told_of_year(claim, context, elsewhere, year):
            seen.add(claim.place)
            section = context.section(claim.section)
            label = f"“{section.heading}”" if section is not None else claim.section
            yield Term(1, label, None, claim.place, claim.year)


def _told_of_year(claim: DatedClaim, context: Context, elsewhere: set[str], year: int) -> bool:
    """Whether the section says the same of the document's year, too; the balance at the end of the year before is this year's opening."""
    main = claim.section.partition(".")[0]
    if not claim.of:
        return any(f"{year}年" in section.body.text for section in context.sections(main))
    facts = {s.fact for name in claim.of if (s := context.by_id.get(name)) is not None and s.fact is not None}
    if not facts or any(fact.get("at") or fact.get("stage") for fact in facts):
        return True
    own = {s.fact for s in context.prose(main) if s.id not in elsewhere}
    return bool({fact.but(year=None) for fact in facts} & own)


def _notes(context: Context) -> Iterator[Text]:
    for table in context.disclosure.tables.values():
        yield from (Text(f"“{table.title}”的注", Passage(note), table.place) for note in table.notes)


def _headings(context: Context) -> Iterator[Text]:
    for section in context.disclosure.sections:
        if section.id == "toc":
            yield from (Text("目录", entry, section.place) for entry in section.paragraphs)
    for section in context.disclosure.sections:
        if section.id != "other":
            yield Text("标题", Passage(section.heading), section.place)
    for table in context.disclosure.tables.values():
        if table.year is None:  # else X-31
            yield Text(f"“{table.title}”标题", Passage(table.title), table.place)


def _matches(found: Iterator[Text], pattern: re.Pattern[str]) -> Iterator[tuple[Text, re.Match[str]]]:
    for text in found:
        for match in pattern.finditer(text.passage.text):
            yield text, match
