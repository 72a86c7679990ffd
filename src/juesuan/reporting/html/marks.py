"""Where the findings point to in the picture of the document: one mark a place, whoever mentions it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Protocol, TypeVar

from msgspec import Struct, field

from juesuan.checking.closing import number_of
from juesuan.formats.html.elements import Markup
from juesuan.model import Finding, Severity, Term
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.equation import shown
from juesuan.reporting.numbers import NumbersTold

__all__ = ["NumberSpot", "Picture", "PictureMark", "collect", "shown_terms"]

_ORDER = tuple(Severity)
Key = TypeVar("Key", bound=Hashable)


class PictureMark(Struct):
    """A place that findings mention.

    Attributes:
        id: id of its element in the page.
        findings: the findings that mention it, most severe first.
        number: the printed number that stands there, by its index; None where words stand there.
    """

    id: str
    findings: list[Finding] = field(default_factory=list)
    number: int | None = None

    @property
    def attributes(self) -> dict[str, str | int | None]:
        """Attributes of the element that makes it clickable."""
        worst = min(self.findings, key=lambda finding: _ORDER.index(finding.severity))
        ids = dict.fromkeys(finding.id for finding in self.findings)
        return {
            "id": self.id,
            "class_": f"mark {worst.severity.value}",
            "href": f"#f-{worst.id}",
            "title": "\n".join(dict.fromkeys(f"{finding.rule} {finding.title}" for finding in self.findings)),
            "data_findings": " ".join(ids),
            "data_n": self.number,
        }


class Picture(Protocol):
    """The document as the report shows it."""

    def anchor(self, term: Term) -> str | None:
        """Id of the element in which the operand stands; None when it cannot be shown."""

    def spot(self, number: int) -> NumberSpot | None:
        """On which page a printed number stands and where on it; None where it is an element of the picture, or cannot be shown."""

    def markup(self) -> Markup:
        """The whole picture."""


class NumberSpot(Struct, frozen=True):
    """A page, and boxes on it: left, top, width and height of each in hundredths of a percent of the page."""

    page: int
    boxes: tuple[tuple[int, int, int, int], ...]


def shown_terms(dossier: Dossier) -> Iterator[tuple[Finding, Term]]:
    """The operands that the list of findings shows, those of the most severe findings first."""
    for finding in sorted(dossier.report.findings, key=lambda finding: _ORDER.index(finding.severity)):
        for addend in shown(finding):
            yield finding, addend.term


def collect(keyed: Iterator[tuple[Key, Finding, Term]], numbers: NumbersTold) -> dict[Key, PictureMark]:
    """One mark for each distinct key."""
    marks: dict[Key, PictureMark] = {}
    for key, finding, term in keyed:
        mark = marks.setdefault(key, PictureMark(f"m{len(marks)}"))
        mark.findings.append(finding)
        if mark.number is None:
            mark.number = numbers.by_identity.get(number_of(term))
    return marks
