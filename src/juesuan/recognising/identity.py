"""What the document is: kind, unit, year, level, place, unit of money — from its cover, its table heads and its headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from juesuan.formats.pages.source import Grid, Source
from juesuan.model import DocumentInfo, PerformanceForm, Table, Unit
from juesuan.model.characters import leading_chinese
from juesuan.model.expressions import expression
from juesuan.recognising.titles_of_documents import DocumentTitle, names_a_body
from juesuan.standard.forms import ACCOUNTS, BUDGET, PERFORMANCE, Form

__all__ = ["identify", "opening_text", "speaks_of_budget", "speaks_of_internal"]

_YEAR_OF_ACCOUNTS = expression(r"(20\d\d)年?度?(?:部门|单位)?决算")
_YEAR_OF_BUDGET = expression(r"(20\d\d)年?度?(?:部门|单位)?预算")
_OVERVIEW = expression(r"第一部分(?P<unit>[一-鿿（）()]{4,40}?)(?:单位|部门)?(?:概况|基本情况|概述)")
_SUFFIX = expression(r"[（(](?:本级|汇总|部门|机关)[）)]$")
_PLACE = expression(r"^(?:.{2,7}?(?:省|自治区))?(?:.{2,7}?(?:市|自治州|盟|地区))?(?:.{1,7}?(?:区|县|旗))?")
_OF_A_WHOLE = expression(
    r"^(?:中国共产党|中共|中国共产主义青年团|共青团|中国人民政治协商会议|政协|民革|民盟|民建|民进|农工党|致公党|九三学社|台盟"
    r"|中国[一-鿿]{2,8}?(?:委员会|总会|联合会|同盟|党|会)|中华全国[一-鿿]{2,8}?(?:总工会|联合会)|国家[一-鿿]{1,12}?(?:总局|局|委员会)驻?)"
)
_NOT_FILLED_IN = expression(r"^(?P<place>[一-鿿]{1,8}?[省市区县州盟旗])[XxＸ×✕]{2,}", re.MULTILINE)
_INTERNAL_SHEET = expression(r"Z\d{2}(?:[_-]\d)?(?!\d)")
_OPENING = 6000
_Said = TypeVar("_Said", int, str)


def opening_text(source: Source, limit: int = _OPENING) -> str:
    """The first characters of the document, tables included, paragraphs separated by line ends."""
    parts: list[str] = []
    length = 0
    for page in source.pages:
        for block in page.blocks:
            text = "\n".join(cell.text for cell in block.cells) if isinstance(block, Grid) else block.text
            parts.append(text)
            length += len(text)
            if length > limit:
                return "\n".join(parts)
    return "\n".join(parts)


def speaks_of_budget(source: Source) -> bool:
    """Whether the first pages speak of budgets much more than of final accounts, whose funds are budgets by name too."""
    return _much_more_budget(opening_text(source))


def speaks_of_internal(source: Source) -> bool:
    """Whether sheets or tables are numbered as the accounts reported to the ministry are: ``Z01 …``, 财决01表."""
    return any(_INTERNAL_SHEET.match(page.name) for page in source.pages) or "财决" in opening_text(source)


def _much_more_budget(text: str) -> bool:
    return text.count("预算") > 3 * text.count("决算")


def identify(
    source: Source,
    titles: Sequence[DocumentTitle],
    tables: Mapping[str, Table],
    performance: Sequence[PerformanceForm],
    known: Mapping[str, Form],
) -> DocumentInfo:
    """The head data of a document. Fields that cannot be told are empty, never guessed from the file name.

    ``titles``: those that the document has (:func:`juesuan.recognising.titles_of_documents.titles_in`); ``performance``: its evaluation
    forms, which alone say what a document of nothing else is; ``known``: all forms.
    """
    text = opening_text(source)
    kind = known[next(iter(tables))].document if tables else _kind_by_text(text, len(performance))
    forms = performance if kind == PERFORMANCE else ()
    unit = _unit(text, titles, tables) or _agreed(form.unit.text for form in forms if form.unit is not None) or ""
    year = _year(text, kind, titles, tables) or _agreed(form.year for form in forms)
    return DocumentInfo(
        file=source.path,
        sha256=source.sha256,
        kind=kind,
        level=_level(text),
        unit=unit,
        year=year,
        place=_place(unit) or _place_of_a_template(text),
        amount_unit=_amount_unit(tables),
        pages=len(source.pages),
    )


def _agreed(said: Iterable[_Said | None]) -> _Said | None:
    """What the heads of evaluation forms alone say, where they say one thing."""
    told = {one for one in said if one}
    return told.pop() if len(told) == 1 else None


def _kind_by_text(text: str, performance_forms: int) -> str:
    if re.search(r"(部门|单位|年度)决算", text) and not _much_more_budget(text):
        return ACCOUNTS
    if performance_forms:
        return PERFORMANCE
    return BUDGET if _much_more_budget(text) and re.search(r"(部门|单位)预算", text) else "unknown"


def _unit(text: str, titles: Sequence[DocumentTitle], tables: Mapping[str, Table]) -> str:
    """The name on which the heads of the tables, the titles and the heading of the first part agree most; of a tie the first of these."""
    heads = [name for table in tables.values() if "：" not in (name := _SUFFIX.sub("", table.unit_name)) and name]
    told = [_SUFFIX.sub("", title.unit) for title in titles if title.unit]
    overview = [m["unit"] for m in _OVERVIEW.finditer(text) if names_a_body(m["unit"])]
    votes = Counter([*heads, *told, *overview])
    return max(votes, key=votes.__getitem__) if votes else ""


def _year(text: str, kind: str, titles: Sequence[DocumentTitle], tables: Mapping[str, Table]) -> int | None:
    if kind == BUDGET:
        return _budget_year(text, tables)
    # Heads and titles say of which year they are; sentences compare with other years, and are asked last.
    votes = Counter(table.year for table in tables.values() if table.year is not None)
    votes.update(title.year for title in titles if title.year is not None and title.what == "决算")
    if not votes:
        votes.update(int(found) for found in _YEAR_OF_ACCOUNTS.findall(text))
    return votes.most_common(1)[0][0] if votes else None


def _budget_year(text: str, tables: Mapping[str, Table]) -> int | None:
    """The year in the heads of the tables, else the first named: the prose compares with last year's at every step."""
    printed = Counter(table.year for table in tables.values() if table.year is not None)
    if printed:
        return printed.most_common(1)[0][0]
    match = _YEAR_OF_BUDGET.search(text)
    return int(match[1]) if match is not None else None


def _level(text: str) -> str:
    accounts = Counter(re.findall(r"(部门|单位)(?:决算|预算)", text))
    return accounts.most_common(1)[0][0] if accounts else ""


def _place(unit: str) -> str:
    """The places at the beginning of a name, behind the words that say of what whole a body is a part (中共、共青团、国家税务总局)."""
    match = _PLACE.match(leading_chinese(_OF_A_WHOLE.sub("", unit)))
    return match[0] if match is not None else ""


def _place_of_a_template(text: str) -> str:
    """The place in front of a name that nobody filled in (上海市XX局2024年度部门决算): whose template it is."""
    match = _NOT_FILLED_IN.search(text)
    return match["place"] if match is not None else ""


def _amount_unit(tables: Mapping[str, Table]) -> Unit | None:
    units = Counter(table.amount_unit for table in tables.values() if table.amount_unit is not None)
    return units.most_common(1)[0][0] if units else None
