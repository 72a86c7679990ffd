"""N00-04 文中变动数与前后两数不符.

由38.50%提高到40.00%，提高1.50个百分点: what moved from one number to another moved by their difference; what is left of income and spending is
theirs; more people are those who came less those who went. Only where the sentence gives both sides, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable
from juesuan.checking.sentences.moves import moves_of_sentences
from juesuan.model import Outcome

RULE = "N00-04"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per change."""
    found = list(moves_of_sentences(context))
    yield from found or [not_applicable("文中没有写明前后两数和变动数的句子")]
