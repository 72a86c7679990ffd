"""N00-03 文中比率与同句的数不符.

A rate of two numbers of its own sentence: 整改率 of what was found and what was mended, 占教职工总数的 of the number of 教职工, 是…的2倍. A rate of
something else that the name tells (重大隐患整改率), of about so much, or of a number that is not printed, is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable
from juesuan.checking.sentences.rates import rates_of_sentences
from juesuan.model import Outcome

RULE = "N00-03"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per rate."""
    found = list(rates_of_sentences(context))
    yield from found or [not_applicable("文中没有由同句两个数得出的比率")]
