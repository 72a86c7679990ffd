"""Whether two files are versions of one document: what they say they are, and, where that differs, what they print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from juesuan.checking.comparing.alignment import Alignment
from juesuan.model import Disclosure, DocumentInfo

__all__ = ["Kinship", "kinship"]


@dataclass(frozen=True, slots=True)
class Kinship:
    """How two files are related.

    Attributes:
        differences: what they say differently about themselves, in Chinese.
        same, shared: of the numbers other than zero that the tables of both print, how many are equal, and how many there are.
        kind_differs: one is a budget and the other is not, or the like: nothing could be compared.
    """

    differences: tuple[str, ...]
    same: int
    shared: int
    kind_differs: bool

    @property
    def is_plausible(self) -> bool:
        """Whether they are two versions of one document: they say so, or most of their numbers do.

        A wrong year or name on the cover is what a corrected version mends; two years or two units share few numbers.
        """
        return not self.kind_differs and (not self.differences or 2 * self.same > self.shared)


def kinship(old: Disclosure, new: Disclosure, alignment: Alignment) -> Kinship:
    """Compares what two documents say they are."""
    after = {statement.id: statement for statement in new.statements}
    pairs = [
        (s.value, after[alignment.statements[s.id]].value)
        for s in old.statements
        if s.source in old.tables
        and s.value
        and s.id in alignment.statements  # points of a score are the same every year
    ]
    return Kinship(
        differences=tuple(_differences(old.info, new.info)),
        same=sum(one == other for one, other in pairs),
        shared=sum(bool(other) for _, other in pairs),
        kind_differs=old.info.kind != new.info.kind,
    )


def _differences(old: DocumentInfo, new: DocumentInfo) -> Iterator[str]:
    if old.unit and new.unit and old.unit != new.unit:
        yield f"单位不同（{old.unit}，{new.unit}）"
    if old.year and new.year and old.year != new.year:
        yield f"年度不同（{old.year}，{new.year}）"
    if old.level and new.level and old.level != new.level:
        yield f"一份是{old.level}决算、一份是{new.level}决算"
