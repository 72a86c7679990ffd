"""Every number of a passage, and what kind of number it is: nothing that has a digit is passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from juesuan.model import Amount, NumberKind, Unit
from juesuan.model.expressions import expression
from juesuan.recognising.printed_numbers import parse_number
from juesuan.standard.narrative import Grammar

__all__ = ["Figure", "figures", "is_page_number", "ordinal", "stands_in_sentences"]

_NUMBER = expression(r"\d{1,2}(?=[.．]20\d\d年)|\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?|\d+(?:\.\d+)?")
_MONEY = expression(r"亿元|万元|元(?![旦月素件器宝宵])|万(?=[（(，。；、）)]|$)")
_THRESHOLD = expression(r"[（(]含[)）]|[及或]?以[上下内]")
_PERCENT = expression(r"%|个?百分点")
_YEAR = expression(r"年(?![均级])|[-—~～至、到和]+(?:19|20)\d\d年")
_RECENT = expression(r"20[0-4]\d")
_DATE = expression(r"月(?![均度嫂])|日(?![均常])|年(?=\d{1,2}月)|时\d|[:：]\d\d")
_POINTS = expression(r"分(?![别配钟析类局为之部校公管布期支享])")
_IDENTIFIER_BEHIND = expression(r"号(?!召)|条(?!件)|款|章|[〕\]】]|年第")
_SHEETS = expression(r"[份套]")
"""How many of something, which a 表1 is not: 自评表1份."""
_IDENTIFIER_BEFORE = expression(r"(?:第|〔|\[|【|[表图]|附件|No\.|NO\.|电话[:：]?|邮编[:：]?|号码[:：]?|-|—)$")
_FORM_BEFORE = expression(r"(?:公开|财决|预算|附)$")
_FORM_BEHIND = expression(r"(?:-\d{1,2})?表")
_CODE_LEVEL = expression(r"[类款项][)）]")
_RANGE = expression(r"[-—~～至]+\d+(?:\.\d+)?(?:(?P<percent>%)|[万亿]?元)")
_SCALE = expression(r"[百千万亿]?[余多]?")
_TIMES = "倍"
_TIMES_BEHIND = expression(r"倍(?![多余左以])")
_RATE_BEFORE = expression(
    r"(?:(?:增长|增加|上升|提高|上涨|下降|减少|降低)了?|(?:完成|达到|[为占了])(?:年初|全年|当年|本年|调整后?)?(?:支出)?预算数?的)$"
)
"""What makes so many times a rate: 增长1倍 is +100 %, 年初预算的1.08倍 is 108 % of it."""
_SCORE_BEFORE = expression(r"(?:得分|评分)(?:为|是)?[“\"]?$")
_PAGE_NUMBER = expression(r"[-—–－·]*\d{1,4}[-—–－·]*|第\d+页(?:[,，]?共\d+页)?|[ivxIVX]{1,5}")
_ORDINAL = expression(
    r"(?:(?P<plain>\d{1,3})(?:[．.](?!\d|$)|[．.](?=20\d\d年)|、)|[(（](?P<bracket>\d{1,2})[)）]|(?P<round>[①-⑳]))"
)
_SENTENCE_START = "。；：:;！？"
_FULL_STOPS = frozenset("。！？")
_SHORTEST_IDENTIFIER = 7
_REACH = 12
"""How far in front of a number the words stand that say what it is."""
_NO_QUANTITY = frozenset({NumberKind.NUMBER, NumberKind.CODE, NumberKind.DATE, NumberKind.YEAR})
_MEASURED = frozenset({NumberKind.AMOUNT, NumberKind.PERCENT})
_UNIT_OF = {NumberKind.PERCENT: Unit.PERCENT, NumberKind.SCORE: Unit.POINTS, NumberKind.COUNT: Unit.COUNT}
_UNITS = {"亿元": Unit.YI, "万元": Unit.WAN, "万": Unit.WAN, "元": Unit.YUAN}


class Figure(Struct, frozen=True):
    """A number.

    Attributes:
        start, end: of its digits, with a sign in front.
        stop: end of its measure word.
        kind: what it is.
        measure: measure word as printed, or empty.
        amount: its value; None for a string of digits that is no quantity.
    """

    start: int
    end: int
    stop: int
    kind: NumberKind
    measure: str
    amount: Amount | None


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but a page number."""
    return _PAGE_NUMBER.fullmatch(text) is not None


def ordinal(text: str, start: int = 0) -> re.Match[str] | None:
    """The list number (``3．``, ``（2）``, ``①``) that stands at an offset."""
    return _ORDINAL.match(text, start)


def stands_in_sentences(text: str, start: int) -> bool:
    """Whether at an offset a list number stands of a list whose parts end with full stops, so that what follows one is still said of it."""
    here = _ORDINAL.match(text, start) if not start or text[start - 1] in _SENTENCE_START else None
    if here is None:
        return False
    if text[start - 1 : start] in _FULL_STOPS:
        return True
    others = (m for m in _ORDINAL.finditer(text, here.end()) if text[m.start() - 1] in _SENTENCE_START)
    following = next((other for other in others if other.lastgroup == here.lastgroup), None)
    return following is not None and text[following.start() - 1] in _FULL_STOPS


def figures(text: str, grammar: Grammar) -> Iterator[Figure]:
    """All numbers of a text, in order; what counts things is told by the measure words of a grammar."""
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if start and text[start - 1] in "-－−" and _signed(text, start - 1, end):
            start -= 1
        kind, stop = _kind(text, start, end, grammar)
        yield Figure(start, end, stop, kind, text[end:stop], _amount(text, start, end, stop, kind))


def _signed(text: str, sign: int, end: int) -> bool:
    """Whether a dash is a minus: before an amount or a rate, and not between two numbers or words."""
    before = text[sign - 1] if sign else ""
    between = before.isascii() and before.isalnum()
    return not between and before not in set(")）年月日") and bool(_MONEY.match(text, end) or _PERCENT.match(text, end))


def _kind(text: str, start: int, end: int, grammar: Grammar) -> tuple[NumberKind, int]:
    """The kind of a number and where its measure word ends."""
    digits = text[start:end]
    span = _RANGE.match(text, end)
    if span is not None:
        return (NumberKind.PERCENT if span["percent"] else NumberKind.AMOUNT), end
    for kind, pattern in ((NumberKind.AMOUNT, _MONEY), (NumberKind.PERCENT, _PERCENT)):
        match = pattern.match(text, end)
        if match is not None:
            threshold = kind is NumberKind.AMOUNT and _THRESHOLD.match(text, match.end())
            return (NumberKind.NUMBER if threshold else kind), match.end()
    if _TIMES_BEHIND.match(text, end) and _RATE_BEFORE.search(text, max(0, start - _REACH), start):
        return NumberKind.PERCENT, end + 1
    if text.endswith("百分之", 0, start):
        return NumberKind.PERCENT, end
    if _is_letter(text, start - 1) or _is_letter(text, end):
        return NumberKind.OTHER, end
    if _stands_as_code(text, start, end):
        return NumberKind.CODE, end
    if len(digits) == 4 and digits[:2] in {"19", "20"} and _YEAR.match(text, end):
        return NumberKind.YEAR, end + (2 if text.startswith("年度", end) else text[end] == "年")
    if _DATE.match(text, end):
        return NumberKind.DATE, end + 1
    named = _IDENTIFIER_BEFORE.search(text, max(0, start - _REACH), start)
    if _stands_as_ordinal(text, start) or (named is not None and not _SHEETS.match(text, end)):
        return NumberKind.NUMBER, end
    if _IDENTIFIER_BEHIND.match(text, end):
        return NumberKind.NUMBER, end + 1
    if _FORM_BEHIND.match(text, end) and _FORM_BEFORE.search(text, max(0, start - _REACH), start):
        return NumberKind.NUMBER, end  # 公开01表, which stands by itself over the table that bears it
    match = _POINTS.match(text, end)
    if match is not None or _SCORE_BEFORE.search(text, max(0, start - _REACH), start):
        return NumberKind.SCORE, match.end() if match is not None else end
    kind, stop = _counted(text, end, grammar)
    if kind is NumberKind.OTHER and digits.isdigit():
        kind = (
            NumberKind.YEAR
            if _RECENT.fullmatch(digits)
            else NumberKind.NUMBER
            if len(digits) >= _SHORTEST_IDENTIFIER
            else kind
        )
    return kind, stop


def _counted(text: str, end: int, grammar: Grammar) -> tuple[NumberKind, int]:
    scale = _SCALE.match(text, end)
    behind = scale.end() if scale is not None else end
    stop = grammar.unit_behind(text, behind)
    if stop > behind:
        return NumberKind.COUNT, stop
    return (NumberKind.COUNT, behind) if behind > end else (NumberKind.OTHER, end)


def _is_letter(text: str, index: int) -> bool:
    return 0 <= index < len(text) and text[index].isascii() and text[index].isalpha()


def _stands_as_code(text: str, start: int, end: int) -> bool:
    if not 2 <= end - start <= 7 or not text[start:end].isdigit():
        return False
    bracketed = start > 0 and text[start - 1] in "(（" and text[end : end + 1] in set(")）")
    return (bracketed and end - start in {3, 5, 7}) or _CODE_LEVEL.match(text, end) is not None


def _stands_as_ordinal(text: str, start: int) -> bool:
    """A list number at the beginning of the text or of a sentence."""
    if start == 0 or text[start - 1] in _SENTENCE_START:
        return ordinal(text, start) is not None
    return text[start - 1] in "(（" and ordinal(text, start - 1) is not None


def _amount(text: str, start: int, end: int, stop: int, kind: NumberKind) -> Amount | None:
    if kind in _NO_QUANTITY or (stop == end and kind in _MEASURED):
        return None
    if kind is NumberKind.AMOUNT:
        return parse_number(text[start:end], _UNITS[text[end:stop]])
    if kind is NumberKind.PERCENT and text[end:stop] == _TIMES:
        times = parse_number(text[start:end], Unit.PERCENT)
        return times and Amount(times.value.scaleb(2) + 0, Unit.PERCENT, times.decimals - 2, text[start:stop])
    digits = text[start:stop] if text[end:stop] == "%" else text[start:end]
    return parse_number(digits, _UNIT_OF.get(kind, Unit.NONE))
