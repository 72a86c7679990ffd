"""Projects by grade, as one sentence counts them: 5个项目中，评定为“优”的4个，“良”的1个."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from juesuan.checking.context import Context
from juesuan.checking.sentences.told import NUMBER, Sentence, ToldNumber, sentences
from juesuan.model.expressions import expression

__all__ = ["GradedProjects", "graded_projects"]

_N = NUMBER[1:-1]
_CALLED = r"(?:秀|好|等|级)?[”’\"]?"
_SECTION = "N13"
_REST = expression(r"其余|其他|未评|尚未|另|等级不|等\d|部分")


class GradedProjects(Struct, frozen=True):
    """How many projects a sentence counts of each grade, and of how many. ``entire``: whether no words say that there are others."""

    total: ToldNumber
    grades: dict[str, ToldNumber]
    entire: bool


def graded_projects(context: Context) -> Iterator[GradedProjects]:
    """The sentences of the section on performance that count at least two grades, and the projects."""
    grades = "".join(context.standard.bookkeeping.grades)
    behind = expression(
        rf"(?:[“‘\"]|(?<=为))(?P<grade>[{grades}]){_CALLED}(?:等级|等次|级)?(?:的)?(?:项目)?(?:数量|数)?(?:有|为|共|是)?(?P<number>{NUMBER})"
    )
    before = expression(
        rf"(?P<number>{NUMBER})[^，。；“”{_N}]{{0,14}}?(?:[“‘\"]|为)(?P<grade>[{grades}]){_CALLED}(?=[，、；。（）(]|$)"
    )
    for sentence in sentences(context):
        if not sentence.section.startswith(_SECTION):
            continue
        for pattern in (behind, before):
            found = [(match["grade"], sentence.numbers[match["number"]]) for match in pattern.finditer(sentence.outer)]
            named = dict(found)
            total = _total(sentence, found[0][1]) if found else None
            if total is not None and 2 <= len(named) == len(found) and all(n.is_like(total) for n in named.values()):
                yield GradedProjects(total, named, _REST.search(sentence.outer) is None)
                break


_COUNTED = expression(
    rf"(?P<first>{NUMBER})[^，。；“”{_N}]{{0,10}}?项目|项目(?:总数|个数|数量|数)?(?:共计|共|为|有)*(?P<second>{NUMBER})"
)


def _total(sentence: Sentence, first: ToldNumber) -> ToldNumber | None:
    """The number of projects in front of the first grade; none where several may be meant."""
    matches = [match["first"] or match["second"] for match in _COUNTED.finditer(sentence.outer)]
    numbers = [sentence.numbers[one] for one in matches if sentence.numbers[one].start < first.start]
    return numbers[0] if len({number.value for number in numbers}) == 1 else None
