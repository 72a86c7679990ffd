"""Two versions of a document, judged and compared, and the comparison rendered, in the process that read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct

from juesuan.checking.by_hand import Amendment, OwnFinding
from juesuan.checking.waivers import Waiver
from juesuan.corpus.jobs import Job, Tools
from juesuan.corpus.reading import Packed
from juesuan.model import Disclosure, Fault
from juesuan.reporting.style import HostPage, Style

if TYPE_CHECKING:
    from juesuan.checking.comparing import Comparison, Version
    from juesuan.reporting.recheck import Recheck
    from juesuan.standard import Standard

__all__ = ["CompareVersions", "ComparedVersions", "Named"]


class Named(Struct, frozen=True):
    """A document that was read, with the name of its file as it is told."""

    name: str
    document: Packed


class ComparedVersions(Struct, frozen=True):
    """What came of it.

    Attributes:
        refusal: why the two cannot be compared; empty when they were.
        explained: for each version the explanations that hold for it; none when it did not come so far.
        text, file: the rendered comparison, as the one or the other.
        notes: for the user, on standard error.
        faults: what of the program failed in single rules, by the version.
        is_settled: whether nothing is left to mend.
    """

    refusal: str = ""
    explained: tuple[Mapping[str, Waiver], ...] = ()
    text: str = ""
    file: bytes = b""
    notes: tuple[str, ...] = ()
    faults: tuple[tuple[Fault, ...], ...] = ()
    is_settled: bool = False

    @property
    def content(self) -> str | bytes:
        """The rendered comparison."""
        return self.file or self.text


class CompareVersions(Job["ComparedVersions"], frozen=True, tag=True):
    """Judges both versions and compares them.

    Attributes:
        old, new: the versions.
        previous, budget: what both are compared with.
        waivers: what was explained earlier.
        own, own_of_new, amendments: findings of a reviewer on the old version and on the new one, and what a reviewer changes in findings.
        format, style: of the rendered comparison. frame: the server whose page it becomes.
    """

    old: Named
    new: Named
    format: str
    style: Style
    previous: Named | None = None
    budget: Named | None = None
    waivers: tuple[Waiver, ...] = ()
    own: tuple[OwnFinding, ...] = ()
    own_of_new: tuple[OwnFinding, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    frame: HostPage | None = None
    answer: ClassVar[type[ComparedVersions]] = ComparedVersions

    def do(self, tools: Tools) -> ComparedVersions:
        """Compares them."""
        from juesuan.checking.comparing import compare
        from juesuan.checking.waivers import explained
        from juesuan.reporting.recheck import Recheck

        named = (self.previous, self.budget, self.old, self.new)
        documents = [item.document.unpacked() if item is not None else None for item in named]
        for item, document in zip(named, documents, strict=True):
            if item is not None and document is not None and not document.statements:
                return ComparedVersions(f"{item.name}：没有读出任何数据，不能比较。")
        previous, budget, *both = documents
        own = (self.own, self._own_of_new(both[1]) if both[1] else ())
        old, new = (
            self._version(document, previous, budget, mine, tools.standard)
            for document, mine in zip(both, own, strict=True)
            if document
        )
        held = tuple(explained(version.report, self.waivers) for version in (old, new)) if self.waivers else ()
        comparison = compare(old, new)
        for refusal in self._refusals(comparison):
            return ComparedVersions(refusal, held)
        recheck = Recheck(comparison)
        content = _rendered(recheck, self.format, self.style, self.frame)
        return ComparedVersions(
            explained=held,
            text=content if isinstance(content, str) else "",
            file=content if isinstance(content, bytes) else b"",
            notes=tuple(recheck.notes),
            faults=tuple(version.report.faults for version in (comparison.old, comparison.new)),
            is_settled=comparison.is_settled,
        )

    def _own_of_new(self, document: Disclosure) -> tuple[OwnFinding, ...]:
        """Those of the old version that stand in the new one, and those that were found in it."""
        from juesuan.checking.amending import carried

        known = {each.id: each for each in (*carried(self.own, document), *self.own_of_new)}
        return tuple(known.values())

    def _version(
        self,
        document: Disclosure,
        previous: Disclosure | None,
        budget: Disclosure | None,
        own: tuple[OwnFinding, ...],
        standard: Standard,
    ) -> Version:
        from juesuan.checking.amending import amended
        from juesuan.checking.comparing import Version
        from juesuan.checking.context import Context
        from juesuan.checking.engine import check
        from juesuan.checking.waivers import waive

        report = amended(check(document, previous, budget, standard=standard), document, own, self.amendments)
        return Version(Context(document, previous, budget, standard=standard), waive(report, self.waivers))

    def _refusals(self, comparison: Comparison) -> Iterator[str]:
        """Why the two are no versions of one document."""
        from juesuan.reporting.words import DOCUMENT_KIND

        kinship = comparison.kinship
        if kinship.kind_differs:
            versions = ((self.old, comparison.old), (self.new, comparison.new))
            kinds = (f"{item.name} 是{DOCUMENT_KIND[version.disclosure.info.kind]}" for item, version in versions)
            yield f"{'，'.join(kinds)}，不能比较。"
        elif not kinship.is_plausible:
            yield (
                f"{self.old.name} 与 {self.new.name}：{'，'.join(kinship.differences)}，"
                f"各表中 {kinship.shared} 个数只有 {kinship.same} 个相同，不像同一文件的两个版本。请检查是否选错了文件。"
            )


def _rendered(recheck: Recheck, form: str, style: Style, frame: HostPage | None) -> str | bytes:
    match form:
        case "json":
            from juesuan.reporting.comparison_json import comparison_object
            from juesuan.reporting.json_report import dumps

            return dumps(comparison_object(recheck)) + "\n"
        case "html":
            from juesuan.reporting.comparison_html import render as page

            return page(recheck, frame)
        case "xlsx":
            from juesuan.reporting.comparison_workbook import render as workbook

            return workbook(recheck)
        case _:
            from juesuan.reporting.comparison_text import render as text

            return text(recheck, style)
