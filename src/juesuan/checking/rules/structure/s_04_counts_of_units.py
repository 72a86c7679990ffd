"""S-04 单位或内设机构的个数与名单不一致.

纳入编制范围的单位共28个 and the list that follows; 设24个内设机构，包括办公室、… or 内设办公室、…24个科室 and the names in the sentence. A list that
was not read completely (its numbers do not count up from 1) decides nothing. What stands in brackets or quotes is about the name before it,
and a name inside may hold 和: where the joining word leaves two counts, either will do. Names in the sentence itself (units, or offices in front
of their number) are told apart by 、 alone: what they fail is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.listed_units import listed_units
from juesuan.checking.unit_counts import ToldUnits, told_units
from juesuan.checking.wording import Text, prose
from juesuan.model import Outcome, Severity, State
from juesuan.model.characters import has_chinese
from juesuan.model.expressions import expression
from juesuan.model.whole_numbers import spelt_number, whole_number

RULE = "S-04"
_NUMBER = r"(?P<count>\d{1,3}|[一二三四五六七八九十两]{1,3})"
_UNITS = expression(
    rf"(?P<lower>(?:所属|下属|下设)[^，。；：]{{0,6}})?单位(?:共有?|共计|合计|为|有|包括)?{_NUMBER}(?:个|家)"
)
_NAMED_UNITS = expression(
    rf"单位(?:共有?|共计|合计|为|有)?{_NUMBER}(?:个|家)(?:[，,：:]|分别|包括|即|为|是|具体(?=为|是|包括))+(?P<names>[^。；：\d]{{4,600}})。"
)
_OFFICES = expression(
    rf"(?:内?设有?|下设){_NUMBER}个(?:内设)?(?:职能)?(?:机构|科室|处室|股室|科|处|部门)"
    r"[，,（(：:]?(?:分别(?:是|为)|包括|即|为|：|:)+(?P<names>(?:[（(][^（）()]*[）)]|[^。；（()）]){4,600})[。；）)]"
)
_NAMED_OFFICES = expression(
    rf"(?:内设|下设|设有|设)(?:机构)?(?:有|包括|为|：)?(?P<names>[^。；：\d]{{4,600}}?)(?:共|共计|合计|等)?{_NUMBER}个(?:内设)?"
    r"(?:职能)?(?:机构|科室|处室|股室|科|处|部门)(?=[。；，,]|$)"
)
_BODIES = frozenset("局委会院校部厅办所站队馆社园区心室处库组府署级关")
_ASIDE = expression(r"[（(][^（）()]*[）)]|“[^“”]*”|《[^《》]*》")
_BETWEEN = expression(r"[、，,]")
_JOINED = expression(r"(?<=.)[和及](?=.)")
_ITSELF = expression(r"(?:本级|机关)(?:[)）]|单位)?[。；;]?$")
_ITEM = expression(r"^[（(]?(\d{1,3})[.．、）)]?")


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per stated number."""
    found = False
    for outcome in (*_offices(context), *_units(context), *_named_units(context), *_told(context)):
        found = True
        yield outcome
    if not found:
        yield not_applicable("没有写明单位或内设机构的个数")


def _offices(context: Context) -> Iterator[Outcome]:
    for text in prose(context, "organisation", "duties", "units"):
        counted = list(_OFFICES.finditer(text.passage.text))
        for match in counted or _NAMED_OFFICES.finditer(text.passage.text):
            bare = _ASIDE.sub("", match["names"]) if match["names"].count("（") == match["names"].count("）") else ""
            names = [name for name in _BETWEEN.split(bare) if name]
            last = _JOINED.split(names[-1]) if names else []
            if (not counted and len(names) == 1) or _is_open(match):
                yield undecidable("机构名单没有读全")
            elif not names or _stated(match) in range(len(names), len(names) + len(last)):
                yield passed() if names else undecidable("机构名单没有读全")
            else:
                outcome = _judge(text, match, len(names) + (len(last) == 2), "列出的机构")
                yield outcome if counted else _likely(outcome)


def _is_open(match: re.Match[str]) -> bool:
    """Whether the names end in 等: there are more."""
    names = match["names"] if match.start("names") > match.start("count") else match.string[: match.start("count")]
    return names.removesuffix("共计").removesuffix("共").endswith("等")


def _units(context: Context) -> Iterator[Outcome]:
    for section in ("organisation", "duties", "units"):
        paragraphs = list(prose(context, section))
        items = [_number_of(text.passage.text) for text in paragraphs]
        for index, text in enumerate(paragraphs):
            match = _UNITS.search(text.passage.text)
            behind = items[index + 1 :] if section != "units" else items
            numbers = [number for number in behind if number is not None]
            named = _NAMED_UNITS.search(text.passage.text) is not None
            if match is None or named or (section != "units" and behind[:1] != [1]):
                continue
            plain = [text.passage.text for text in paragraphs[index + 1 :]]
            if not numbers and _stated(match) == len(plain) and all(name[-1:] in _BODIES for name in plain):
                yield passed()
            elif not numbers or numbers != list(range(1, len(numbers) + 1)):
                yield undecidable(
                    "单位名单没有按 1、2、3 编号，逐行读到的与所写个数对不上"
                    if not numbers
                    else "单位名单的编号没有读全"
                )
            else:
                listed = [t.passage.text for t in paragraphs if _number_of(t.passage.text) is not None]
                below = [name for name in listed if not _is_itself(name)]
                of_them = match["lower"] and _stated(match) == len(below)
                yield passed() if of_them else _judge(text, match, len(numbers), "名单中的单位")


def _named_units(context: Context) -> Iterator[Outcome]:
    """Units that are named behind their number: names of bodies, apart by 、."""
    for text in prose(context, "organisation", "duties", "units"):
        for match in _NAMED_UNITS.finditer(text.passage.text):
            names = [name for name in _BETWEEN.split(_ASIDE.sub("", match["names"])) if name]
            joined = sum(len(_JOINED.split(name)) - 1 for name in names)
            if not names or _is_open(match) or not all(name[-1] in _BODIES for name in names):
                yield undecidable("单位名单没有读全")
            elif _stated(match) in range(len(names), len(names) + joined + 1):
                yield passed()
            else:
                yield _likely(_judge(text, match, len(names), "列出的单位"))


def _told(context: Context) -> Iterator[Outcome]:
    """Numbers of units told elsewhere: those of the accounts are one number, and those below the department no fewer than are listed."""
    told = list(told_units(context))
    names = listed_units(context).names
    first = next((one for one in told if one.in_accounts and not one.lower), None)
    listed = len(names) or (first.count if first is not None else 0)
    below = len([name for name in names if not _is_itself(name)]) if names else max(listed - 1, 0)
    for one in told:
        if one is first or not listed:
            continue
        where = "单位名单" if names else "另一处写明的单位"
        counts = f"文中写 {one.text.passage.text[one.start : one.end]} 个单位，{where}为 {listed} 个"
        if one.count in {listed, below} if one.lower else one.count == listed:
            yield passed()
        elif one.lower and one.count > listed:
            yield _outcome(one, f"{counts}：未纳入决算的单位应写明。", Severity.INFO)
        else:
            yield _outcome(one, f"{counts}。", Severity.WARNING)


def _outcome(told: ToldUnits, message: str, severity: Severity) -> Outcome:
    return Outcome(State.FAIL, terms=(told.text.term(told.start, told.end),), message=message, severity=severity)


def _is_itself(name: str) -> bool:
    return _ITSELF.search(name) is not None


def _likely(outcome: Outcome) -> Outcome:
    """A warning where it fails."""
    return replace(outcome, severity=Severity.WARNING) if outcome.state is State.FAIL else outcome


def _number_of(item: str) -> int | None:
    match = _ITEM.match(item)
    return int(match[1]) if match is not None and has_chinese(item[match.end() :][:1]) else None


def _stated(match: re.Match[str]) -> int | None:
    return whole_number(match["count"]) if match["count"].isdecimal() else spelt_number(match["count"])


def _judge(text: Text, match: re.Match[str], listed: int, what: str) -> Outcome:
    stated = _stated(match)
    if stated is None:
        return undecidable(f"“{match['count']}”是多少没有读懂")
    if stated == listed:
        return passed()
    message = f"文中写 {match['count']} 个，{what}为 {listed} 个。"
    return Outcome(State.FAIL, terms=(text.term(match.start("count"), match.end("count")),), message=message)
