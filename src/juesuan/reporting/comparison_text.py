"""The comparison of two versions for a terminal: what is left and new first, then what was mended, then the numbers."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.comparing import Change, Compared, Fate
from juesuan.formats.text.width import padded, width, wrapped
from juesuan.model import Severity
from juesuan.reporting.dossier import doubts, suspected
from juesuan.reporting.equation import equation_of, shown
from juesuan.reporting.recheck import FATE, PROPOSAL, ChangeGroup, Recheck
from juesuan.reporting.style import Style
from juesuan.reporting.words import SEVERITY

__all__ = ["render"]

_COLOUR = {Fate.LEFT: "red", Fate.NEW: "red", Fate.UNDECIDED: "yellow", Fate.MENDED: "green"}
_LONG_LIST = 12
_UNASKED = "没有问题涉及"


def render(recheck: Recheck, style: Style | None = None) -> str:
    """The whole comparison, ending in a line feed."""
    return "\n".join(_ComparisonPrinter(recheck, style or Style()).lines()) + "\n"


class _ComparisonPrinter:
    """Prints one comparison in one style."""

    def __init__(self, recheck: Recheck, style: Style) -> None:
        self._recheck = recheck
        self._style = style

    def lines(self) -> Iterator[str]:
        yield from self._summary()
        number = 0
        for fate in Fate:
            hints = (Severity.INFO,) if self._style.everything else ()
            causes = self._recheck.causes(fate, (Severity.ERROR, Severity.WARNING, *hints))
            if causes:
                yield from self._rule(f"{FATE[fate]} {len(causes)}", _COLOUR[fate])
            for cause in causes:
                number += 1
                yield from self._cause(number, cause)
        yield from self._changes()

    def _rule(self, title: str, colour: str) -> Iterator[str]:
        yield ""
        yield self._style.paint(f"──── {title} ────", colour, "bold")

    def _summary(self) -> Iterator[str]:
        recheck = self._recheck
        yield self._style.paint(recheck.heading, "bold")
        yield from self._labelled("原版本", recheck.name(recheck.old))
        yield from self._labelled("新版本", recheck.name(recheck.new))
        for note in recheck.notes:
            yield from self._labelled("注意", note)
        colour = "green" if recheck.comparison.is_settled else "red"
        yield from self._labelled("结论", recheck.conclusion, colour=colour)
        yield from self._labelled("问题", recheck.tally)
        if recheck.proposals:
            yield from self._labelled("改正", recheck.proposals)
        yield from self._labelled("数字", recheck.numbers)
        hints = sum(len(recheck.causes(fate, (Severity.INFO,))) for fate in Fate)
        if hints and not self._style.everything:
            yield from self._labelled("提示", f"{hints} 条，不影响结论，加 --all 列出")

    def _labelled(self, label: str, text: str, indent: int = 0, colour: str = "") -> Iterator[str]:
        hang = indent + width(label) + 2
        for index, line in enumerate(wrapped(text, self._style.columns - hang)):
            head = " " * indent + self._style.paint(label, "grey") + "  " if index == 0 else " " * hang
            yield head + (self._style.paint(line, colour, "bold") if colour else line)

    def _cause(self, number: int, cause: Compared) -> Iterator[str]:
        finding, colour = cause.finding, _COLOUR[cause.fate]
        text = f"［{SEVERITY[finding.severity]}］{finding.message}"
        first, *rest = wrapped(text, self._style.columns - 4)
        yield self._style.paint(f"{number:>2}. {first}", colour, "bold")
        for line in rest:
            yield " " * 4 + self._style.paint(line, colour, "bold")
        yield " " * 4 + self._style.paint(f"{finding.rule} {finding.title}", "grey")
        if cause.fate is not Fate.MENDED:
            yield from self._terms(cause)
        if cause.reason:
            yield from self._labelled("原因" if cause.fate is Fate.UNDECIDED else "说明", cause.reason, 4)
        yield from self._rewrites(cause)
        if cause.fate in {Fate.LEFT, Fate.NEW}:
            for line in doubts(finding)[:1]:
                yield from self._labelled("疑为", line, 4)
            if finding.waived is not None:
                yield from self._labelled("已说明", finding.waived, 4)
        if cause.fate is Fate.UNDECIDED:
            yield from self._labelled("处理", "请人工核对新版本：可能已删去，也可能没有读出。", 4)
        if follow := self._recheck.consequences(cause):
            yield from self._labelled("由此引起", follow, 4)

    def _rewrites(self, cause: Compared) -> Iterator[str]:
        if words := self._recheck.persistence(cause):
            yield from self._labelled("与原版本", words, 4)
        if was := self._recheck.was_at(cause):
            yield from self._labelled("原为", was, 4)
        for rewrite in cause.rewrites:
            yield from self._labelled("改动", self._recheck.rewritten(rewrite), 4)
        if PROPOSAL[cause.proposal]:
            yield from self._labelled("建议", PROPOSAL[cause.proposal], 4)

    def _terms(self, cause: Compared) -> Iterator[str]:
        """Each operand with where it stands in the version that has it."""
        dossier, finding = self._recheck.shown_in(cause), cause.finding
        equation = equation_of(finding)
        operators = equation.operators if equation is not None else {}
        operands = shown(finding)[: None if self._style.everything else _LONG_LIST]
        unchanged = cause.old is not None and cause.new is not None and cause.old.id == cause.new.id
        if unchanged and not self._style.everything:
            # The report on the old version has told it in full, and nothing of it has changed.
            operands = tuple(addend for addend in operands if addend.term is suspected(finding))
            operators = {}
        printed = [f"{operators.get(addend.index, '')} {addend.term.text or '空'}".strip() for addend in operands]
        column = min(16, max((width(text) for text in printed), default=0))
        for text, addend in zip(printed, operands, strict=True):
            first, *rest = wrapped(dossier.named(addend.term), self._style.columns - column - 8) or [""]
            yield " " * 6 + padded(text, column, right=True) + "  " + self._style.paint(first, "grey")
            for line in rest:
                yield " " * (column + 8) + self._style.paint(line, "grey")

    def _changes(self) -> Iterator[str]:
        if not self._recheck.groups:
            return
        yield from self._rule(f"数字变动 {len(self._recheck.comparison.changes)}", "grey")
        for group in self._recheck.groups:
            yield from self._group(group)

    def _group(self, group: ChangeGroup) -> Iterator[str]:
        yield ""
        yield self._style.paint(f"【{group.title}】", "bold")
        if group.whole and not self._style.everything:
            asked = f"，{_UNASKED}" if group.unasked == len(group.changes) else ""
            yield f"    {group.whole} {len(group.changes)} 个数{asked}，加 --all 逐个列出"
            return
        for change in group.changes:
            yield from self._change(change)

    def _change(self, change: Change) -> Iterator[str]:
        before, after = (term.text or "空" if term is not None else "无" for term in (change.before, change.after))
        flag = "" if change.asked else f"〔{_UNASKED}〕"
        text = f"{before} → {after}  {change.label}  {self._recheck.place(change)}{flag}"
        first, *rest = wrapped(text, self._style.columns - 4)
        colour = () if change.asked else ("yellow",)
        yield " " * 4 + self._style.paint(first, *colour)
        for line in rest:
            yield " " * 8 + self._style.paint(line, *colour)
