"""C-07 说明和名词解释中的科目不是当年科目.

A 科目 named in the explanation or the glossary, by levels (…（类）…（款）…（项）) or with its code (重点实验室（2060204）), has that
name in the year of the document. A glossary copied from an earlier year still has the old ones. A name that a table of the document
prints is for the rules on tables; what is like no name of the lists is no name, and a code of which they know too little is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from juesuan.checking.coded import coded_rows
from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.wording import Text, explanation, prose
from juesuan.model import Outcome, State
from juesuan.model.expressions import expression
from juesuan.standard.codes import Codes, plain_name
from juesuan.standard.patterns import without_number

RULE = "C-07"
_NAME = r"(?P<name>[一-鿿][^（）()。；：，．.\d]{1,40}?(?:[（(][^（）()类款项\d]{1,6}[）)][^（）()。；：，\d]{0,20})?)"
_LEVELLED = expression(rf"(?:^|(?<=[）)。；：，、\d．.])){_NAME}[（(]\d{{0,3}}(?P<level>[类款项])[）)]")
_CODED = expression(rf"(?:^|(?<=[。；：，、\d．.])){_NAME}[（(](?P<code>\d{{3}}(?:\d{{2}}){{0,2}})[）)]")
_DIGITS = {"类": 3, "款": 5, "项": 7}
_LAST = "支出"
_ALIKE = 0.5  # words in front of a code that are like no name at all are no name: 年中按实际需要调整（20805）


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per name; the same wrong name is told once."""
    year, codes = context.disclosure.info.year, context.standard.codes
    if year is None:
        yield undecidable("没有读到决算年度")
        return
    printed: dict[str, set[str]] = {}
    for _, row in coded_rows(context):
        printed.setdefault(plain_name(row.label), set()).add(row.key)
    judged: dict[str, Outcome] = {}
    for text in (*explanation(context), *prose(context, "glossary")):
        for match in _LEVELLED.finditer(text.passage.text):
            name = plain_name(without_number(match["name"]))
            wrong = "" if name in printed else _outdated(name, _DIGITS[match["level"]], year, codes)
            judged.setdefault(match[0], _outcome(text, match.start("name"), match.end(), wrong))
        for match in _CODED.finditer(text.passage.text):
            name = plain_name(without_number(match["name"]))
            wrong = (
                _miscoded(match["code"], printed[name])
                if name in printed
                else _misnamed(name, match["code"], year, codes)
            )
            judged.setdefault(match[0], _outcome(text, match.start("name"), match.end(), wrong))
    yield from judged.values() or (not_applicable("文字中没有写明类、款、项或编码的科目"),)


def _outcome(text: Text, start: int, end: int, wrong: str) -> Outcome:
    if not wrong:
        return passed()
    message = f"{text.where}中的“{text.passage.text[start:end]}”{wrong}。"
    return Outcome(State.FAIL, terms=(text.term(start, end),), message=message)


def _outdated(name: str, level: int, year: int, codes: Codes) -> str:
    """What is wrong with a name of that level: only names that were once right and are so no more."""
    known = [code for ending in (name, name + _LAST) for code in codes.by_name.get((level, ending), ())]
    if not known or any(_is_named(code, name, year, codes) for code in known):
        return ""
    return _renamed(known[0], year, codes)


def _miscoded(code: str, printed: set[str]) -> str:
    """What is wrong with the code of a name that the tables print with one code of that level, and with another one."""
    alike = [other for other in printed if len(other) == len(code)]
    return f"的编码应为 {alike[0]}，各表均为此编码" if len(alike) == 1 and code not in printed else ""


def _misnamed(name: str, code: str, year: int, codes: Codes) -> str:
    """What is wrong with the name of a code."""
    if codes.uncertain(code) or _is_named(code, name, year, codes):
        return ""
    means = (code, *(other for level in _DIGITS.values() for other in codes.by_name.get((level, name), ())))
    names = [entry.name for other in means for entry in codes.functional.get(other, ())]
    return _renamed(code, year, codes) if get_close_matches(name, names, n=1, cutoff=_ALIKE) else ""


def _is_named(code: str, name: str, year: int, codes: Codes) -> bool:
    names = {plain_name(one) for one in codes.function_names(code, year)}
    return bool(names & {name, name + _LAST})


def _renamed(code: str, year: int, codes: Codes) -> str:
    now = codes.function_name(code, year)
    return f"不是{year}年的科目名称，编码 {code} 的名称为“{now}”" if now else f"的编码 {code} 不在{year}年科目中"
