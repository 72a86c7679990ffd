"""F-14 标题序号重复.

Two headings of the explanation, one behind the other and of one level, with the same number (六、…, 六、…). A level begins anew under another
heading; the same section over several pages repeats its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from juesuan.checking.contents import contents_of
from juesuan.checking.context import Context, not_applicable, passed
from juesuan.model import Outcome, Section, State, Term
from juesuan.model.expressions import expression
from juesuan.standard.patterns import without_number

RULE = "F-14"
_NUMBERS = (expression(r"[一二三四五六七八九十]+(?=[、.．])"), expression(r"[（(][一二三四五六七八九十]+[）)]"))
_ALIKE = str.maketrans("()", "（）")


def check(context: Context) -> Iterator[Outcome]:
    """Fails once per heading that repeats the number of the one before it."""
    explained = set(map(id, context.sections_of_explanation))
    body = [section for section in contents_of(context).body if id(section) in explained and section.heading]
    pairs = [pair for level, _ in enumerate(_NUMBERS) for pair in pairwise(_numbered(body, level))]
    repeated = [(one, other) for one, other in pairs if _repeats(one, other)]
    for (number, one), (_, other) in repeated:
        message = f"“{one.heading}”之后的“{other.heading}”，序号又是“{number}”。"
        terms = (
            Term(1, other.heading, None, other.place, other.heading),
            Term(-1, one.heading, None, one.place, one.heading),
        )
        yield Outcome(State.FAIL, terms=terms, message=message)
    if not repeated:
        yield passed() if pairs else not_applicable("没有读到带序号的标题")


def _numbered(body: list[Section], level: int) -> list[tuple[str, Section]]:
    """The headings of a level with their numbers, in printed order."""
    found = ((_NUMBERS[level].match(section.heading), section) for section in body)
    return [(match[0].translate(_ALIKE), section) for match, section in found if match is not None]


def _repeats(one: tuple[str, Section], other: tuple[str, Section]) -> bool:
    (number, first), (again, second) = one, other
    if number != again or without_number(first.heading) == without_number(second.heading):
        return False
    beside = first.id.partition(".")[0] == second.id.partition(".")[0]
    return beside if number.startswith("（") else not beside
