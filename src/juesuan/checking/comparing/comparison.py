"""Two versions of a document, judged, made into one answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from juesuan.checking.comparing.alignment import align
from juesuan.checking.comparing.changes import Change, changes
from juesuan.checking.comparing.fates import Compared, Fate, fates
from juesuan.checking.comparing.kinship import Kinship, kinship
from juesuan.checking.comparing.version import Version
from juesuan.model import Severity

__all__ = ["Comparison", "compare"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer.

    Attributes:
        old, new: the versions.
        kinship: whether they are versions of one document at all.
        causes: what became of every cause: left, new, undecided, mended; most severe first.
        changes: numbers that differ.
    """

    old: Version
    new: Version
    kinship: Kinship
    causes: tuple[Compared, ...]
    changes: tuple[Change, ...]

    def of(self, fate: Fate, severities: Iterable[Severity] = tuple(Severity)) -> tuple[Compared, ...]:
        """The causes of one fate."""
        wanted = tuple(severities)
        return tuple(cause for cause in self.causes if cause.fate is fate and cause.finding.severity in wanted)

    @property
    def is_settled(self) -> bool:
        """Whether no error is left, new, or not known to be gone."""
        return not any(cause.is_open for cause in self.causes)

    @property
    def unasked(self) -> tuple[Change, ...]:
        """The changes that no finding of the old version speaks of."""
        return tuple(change for change in self.changes if not change.asked)


def compare(old: Version, new: Version) -> Comparison:
    """Compares the two versions, whatever they are; whether that makes sense is for :attr:`Comparison.kinship` to say."""
    alignment = align(old.disclosure, new.disclosure)
    return Comparison(
        old=old,
        new=new,
        kinship=kinship(old.disclosure, new.disclosure, alignment),
        causes=fates(old, new, alignment),
        changes=changes(old, new, alignment),
    )
