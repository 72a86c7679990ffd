"""The comparison of two versions, arranged as a reviewer reads it. Every format is a view of this."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from juesuan.checking.comparing import Change, Compared, Comparison, Fate, Proposal, Rewrite, Version
from juesuan.model import Severity, Term
from juesuan.model.place import coordinates
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.words import PERFORMANCE_FORM, SEVERITY, extent

__all__ = ["FATE", "PROPOSAL", "ChangeGroup", "Recheck"]

FATE: Mapping[Fate, str] = {
    Fate.LEFT: "仍存在",
    Fate.NEW: "新出现",
    Fate.UNDECIDED: "无法比较",
    Fate.MENDED: "已改正",
}
PROPOSAL: Mapping[Proposal, str] = {
    Proposal.FOLLOWED: "照建议改正",
    Proposal.OTHERWISE: "没有照建议，另行改动",
    Proposal.NONE: "",
}
_COUNTING = (Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The changed numbers of one form or section.

    Attributes:
        title: its title as printed.
        changes: in printed order.
        whole: ``新增`` or ``删去`` when one of the versions prints no number of it at all; else empty.
    """

    title: str
    changes: tuple[Change, ...]
    whole: str

    @property
    def unasked(self) -> int:
        """How many of the changes no finding speaks of."""
        return sum(not change.asked for change in self.changes)


def _dossier(version: Version) -> Dossier:
    return Dossier(version.disclosure, version.report, version.context.standard)


@dataclass(frozen=True)
class Recheck:
    """A comparison with both dossiers."""

    comparison: Comparison

    @cached_property
    def old(self) -> Dossier:
        """The version before."""
        return _dossier(self.comparison.old)

    @cached_property
    def new(self) -> Dossier:
        """The corrected version."""
        return _dossier(self.comparison.new)

    @property
    def heading(self) -> str:
        """Whose document it is."""
        return self.new.heading

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know before he trusts the comparison."""
        kinship, found = self.comparison.kinship, []
        if kinship.differences:
            share = f"各表中 {kinship.shared} 个数有 {kinship.same} 个相同，按同一文件的两个版本比较"
            found.append(f"{'，'.join(kinship.differences)}；{share}。")
        old, new = self.old.disclosure.info, self.new.disclosure.info
        if old.sha256 and old.sha256 == new.sha256:
            found.append("两份文件的内容完全相同。")
        if old.amount_unit and new.amount_unit and old.amount_unit is not new.amount_unit:
            found.append(f"金额单位由{old.amount_unit.value}改为{new.amount_unit.value}，换算后比较。")
        return tuple(found)

    @property
    def conclusion(self) -> str:
        """What it comes to."""
        if self.comparison.is_settled:
            rest = sum(len(self.causes(fate, (Severity.WARNING,))) for fate in Fate if fate is not Fate.MENDED)
            return "没有遗留的错误" + (f"，另有警告 {rest} 条待核实或说明" if rest else "")
        counts = [
            f"{FATE[fate]}错误 {found} 个"
            for fate in Fate
            if fate is not Fate.MENDED and (found := sum(cause.is_open for cause in self.comparison.of(fate)))
        ]
        return "，".join(counts)

    @property
    def tally(self) -> str:
        """Errors and warnings by what became of them."""
        parts = []
        for fate in (Fate.MENDED, Fate.LEFT, Fate.NEW, Fate.UNDECIDED):
            found = self.causes(fate)
            counts = [f"{SEVERITY[each]} {n}" for each in _COUNTING if (n := self._count(found, each))]
            parts.append(f"{FATE[fate]} {len(found)}" + (f"（{'、'.join(counts)}）" if counts else ""))
        return " · ".join(parts)

    @property
    def proposals(self) -> str:
        """How the corrections relate to what was proposed; empty when nothing was."""
        mended = self.causes(Fate.MENDED)
        counts = [(PROPOSAL[kind], sum(cause.proposal is kind for cause in mended)) for kind in PROPOSAL]
        return "，".join(f"{words} {count}" for words, count in counts if words and count)

    @property
    def numbers(self) -> str:
        """How many numbers changed, appeared, vanished."""
        found = self.comparison.changes
        counts = (
            ("改动", sum(change.before is not None and change.after is not None for change in found)),
            ("新增", sum(change.before is None for change in found)),
            ("删去", sum(change.after is None for change in found)),
        )
        text = " · ".join(f"{word} {count}" for word, count in counts)
        unasked, explained = len(self.comparison.unasked), sum(map(self.was_explained, found))
        parts = ((unasked, "没有问题涉及"), (explained, "原来作过说明"))
        left = "、".join(f"{count} 处{what}" for count, what in parts if count)
        return text + (f"，其中 {left}" if left else "")

    def was_explained(self, change: Change) -> bool:
        """Whether a finding that speaks of the changed number had been explained in the old version."""
        known = self.comparison.old.by_id
        return any(known[name].waived is not None for name in change.asked if name in known)

    @staticmethod
    def _count(causes: Iterable[Compared], severity: Severity) -> int:
        return sum(cause.finding.severity is severity for cause in causes)

    def causes(self, fate: Fate, severities: tuple[Severity, ...] = _COUNTING) -> tuple[Compared, ...]:
        """Causes of one fate; hints only when asked for."""
        return self.comparison.of(fate, severities)

    def shown_in(self, cause: Compared) -> Dossier:
        """The version in which the cause's finding stands."""
        return self.new if cause.new is not None else self.old

    def consequences(self, cause: Compared) -> str:
        """What became of the findings that followed from a cause; empty when there were none."""
        if not cause.follows:
            return ""
        if cause.fate is Fate.NEW:
            return f"{cause.follows} 处"
        left = cause.follows - cause.settled - cause.unclear
        if left == cause.follows:
            return f"{left} 处也仍不符"
        counts = (("已相符", cause.settled), ("仍不符", left), ("无法比较", cause.unclear))
        return "，".join(f"{number} 处{words}" for words, number in counts if number)

    @staticmethod
    def persistence(cause: Compared) -> str:
        """How a cause that is left relates to the old version; empty for the others."""
        if cause.fate is not Fate.LEFT or cause.old is None or cause.new is None:
            return ""
        if cause.old.id == cause.new.id:
            return "没有改动"
        if cause.old.rule != cause.new.rule:
            return f"原列在 {cause.old.rule} 下，这一处仍不符"
        return "改动过，仍不符" if cause.rewrites else "涉及的数字或文字有增减，仍不符"

    def rewritten(self, rewrite: Rewrite) -> str:
        """``第 18 页“0”改为第 21 页“2995.39”``."""
        before, after = (self._printed(term) for term in (rewrite.before, rewrite.after))
        return f"{before} 改为 {after}"

    def was_at(self, cause: Compared) -> str:
        """Where a mended finding stood, for those of which nothing reads otherwise: a word or a form that is gone or there."""
        if cause.fate is not Fate.MENDED or cause.rewrites or cause.old is None or not cause.old.terms:
            return ""
        return self._printed(cause.old.terms[0])

    def _printed(self, term: Term) -> str:
        where = coordinates(term.place)
        return f"{where[0] if where else ''}“{term.text or '空'}”"

    def place(self, change: Change) -> str:
        """Where a changed number stands: in the new version, or in the old one where it is gone."""
        return self.coordinates(change.after or change.before)

    @staticmethod
    def coordinates(term: Term | None) -> str:
        """Page, or sheet and cell, or paragraph of a number; empty where there is none."""
        return " ".join(coordinates(term.place)[:2]) if term is not None else ""

    @cached_property
    def groups(self) -> tuple[ChangeGroup, ...]:
        """The changed numbers by form and section."""
        found: dict[str, list[Change]] = {}
        for change in self.comparison.changes:
            found.setdefault(change.source, []).append(change)
        printed = [dict.fromkeys(s.source for s in dossier.disclosure.statements) for dossier in (self.old, self.new)]
        order = {source: index for index, source in enumerate({**printed[1], **printed[0], **dict.fromkeys(found)})}
        return tuple(
            ChangeGroup(self.title(source), tuple(changes), _whole(source, *printed))
            for source, changes in sorted(found.items(), key=lambda item: order[item[0]])
        )

    def title(self, source: str) -> str:
        """The title of a form, or the heading of a section, as the new version prints it."""
        for dossier in (self.new, self.old):
            for section in dossier.disclosure.sections:
                if section.id == source:
                    return section.heading
        if source in PERFORMANCE_FORM:
            return PERFORMANCE_FORM[source]
        return (self.new if source in self.new.disclosure.tables else self.old).title(source)

    @staticmethod
    def name(dossier: Dossier) -> str:
        """The name of a version's file, with its pages."""
        info = dossier.disclosure.info
        return PurePath(info.file).name + (f"（{extent(info)}）" if extent(info) else "")


def _whole(source: str, old: Container[str], new: Container[str]) -> str:
    if source not in old and source in new:
        return "新增"
    return "删去" if source in old and source not in new else ""
