"""The comparison of two versions as a workbook: what it comes to, every cause, every changed number."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.comparing import Compared, Fate
from juesuan.formats.excel.writing.list_sheets import ListBook, Value
from juesuan.model import Severity, Term
from juesuan.reporting.dossier import Dossier, doubts
from juesuan.reporting.recheck import FATE, PROPOSAL, Recheck
from juesuan.reporting.words import SEVERITY

__all__ = ["render"]

_CAUSES = (
    ("序号", 6),
    ("去向", 9),
    ("级别", 6),
    ("规则", 9),
    ("问题", 28),
    ("说明", 56),
    ("原版本位置", 36),
    ("新版本位置", 36),
    ("与原版本", 18),
    ("改动", 36),
    ("与建议", 14),
    ("现在的建议", 28),
    ("由此引起", 18),
    ("原因", 34),
    ("已作说明", 18),
)
_CHANGES = (
    ("所在", 34),
    ("项目", 44),
    ("原版本", 15),
    ("新版本", 15),
    ("原版本位置", 20),
    ("新版本位置", 20),
    ("有无问题涉及", 13),
)


def render(recheck: Recheck) -> bytes:
    """The .xlsx file."""
    book = ListBook()
    book.list("概况", (("项目", 14), ("内容", 90)), _summary(recheck))
    book.list("问题", _CAUSES, _cause_rows(recheck))
    book.list("数字变动", _CHANGES, _change_rows(recheck))
    return book.finished()


def _summary(recheck: Recheck) -> Iterator[list[Value]]:
    yield ["文件", recheck.heading]
    yield ["原版本", recheck.name(recheck.old)]
    yield ["新版本", recheck.name(recheck.new)]
    for note in recheck.notes:
        yield ["注意", note]
    yield ["结论", recheck.conclusion]
    yield ["问题", recheck.tally]
    yield ["改正", recheck.proposals]
    yield ["数字", recheck.numbers]


def _cause_rows(recheck: Recheck) -> Iterator[list[Value]]:
    causes = (cause for fate in Fate for cause in recheck.causes(fate, tuple(Severity)))
    for number, cause in enumerate(causes, start=1):
        finding = cause.finding
        yield [
            number,
            FATE[cause.fate],
            SEVERITY[finding.severity],
            finding.rule,
            finding.title,
            finding.message,
            _first_place(cause.old.terms if cause.old else (), recheck.old),
            _first_place(cause.new.terms if cause.new else (), recheck.new),
            recheck.persistence(cause),
            "\n".join(recheck.rewritten(rewrite) for rewrite in cause.rewrites),
            PROPOSAL[cause.proposal],
            _advice(cause),
            recheck.consequences(cause),
            cause.reason,
            finding.waived,
        ]


def _advice(cause: Compared) -> str:
    if cause.new is None:
        return ""
    return "；".join(doubts(cause.new))


def _first_place(terms: tuple[Term, ...], dossier: Dossier) -> str:
    return dossier.named(terms[0]) if terms else ""


def _change_rows(recheck: Recheck) -> Iterator[list[Value]]:
    for group in recheck.groups:
        for change in group.changes:
            before, after = change.before, change.after
            yield [
                group.title,
                change.label,
                _value(before),
                _value(after),
                recheck.coordinates(before),
                recheck.coordinates(after),
                "有" if change.asked else "没有问题涉及",
            ]


def _value(term: Term | None) -> Value:
    """A number as a number; a blank cell and a number that is not there as words."""
    if term is None:
        return "无"
    if term.statement is None or term.statement.is_blank:
        return term.text or "空"
    return term.statement.value
