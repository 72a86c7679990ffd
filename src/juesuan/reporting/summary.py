"""The summary of many documents that a reviewer hands up: one line a document, all problems in one sortable list, and which rules
are broken by how many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath

from juesuan.model import Severity
from juesuan.reporting.dossier import Case, Dossier, advice, suspected
from juesuan.reporting.sheets import Book, Value
from juesuan.reporting.words import CATEGORY, DOCUMENT_KIND, SEVERITY, VERDICT
from juesuan.standard.forms import BUDGET

__all__ = ["Entry", "ProblemLine", "entry", "render", "unread_entry"]

_DOCUMENTS = (
    ("序号", 6),
    ("单位", 34),
    ("层级", 7),
    ("年度", 7),
    ("文件类型", 10),
    ("结论", 16),
    ("错误", 7),
    ("警告", 7),
    ("提示", 7),
    ("已说明", 7),
    ("应有表", 8),
    ("读出表", 8),
    ("数字", 8),
    ("核对到", 8),
    ("勾稽闭合率%", 11),
    ("未能判断的检查", 12),
    ("对照的上年决算", 28),
    ("对照的本年预算", 28),
    ("文件", 44),
    ("情况", 44),
)
_PROBLEMS = (
    ("单位", 30),
    ("年度", 7),
    ("级别", 6),
    ("类别", 11),
    ("规则", 9),
    ("问题", 28),
    ("说明", 60),
    ("位置", 40),
    ("建议", 30),
    ("由此引起处数", 10),
    ("文件", 36),
)
_RULES = (("规则", 9), ("问题", 44), ("级别", 6), ("类别", 11), ("涉及文件", 10), ("处数", 8))


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One cause of a document, for the list of all problems."""

    severity: Severity
    category: str
    rule: str
    title: str
    message: str
    where: str
    advice: str
    follows: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One document.

    Attributes:
        file: as the user named it. unit, level, year, kind: what it is; empty where that is not known.
        conclusion: the verdict for people.
        problems: errors and warnings that nobody has explained.
        hints, waived: how many hints and explained causes there are.
        forms, forms_read: forms the layout has, and those read in full.
        numbers, checked, closure, undecided: how much of it was judged. closure in percent; None when nothing was.
        previous, budget: names of the files it was compared with.
        message: why it was not read.
    """

    file: str
    conclusion: str
    unit: str = ""
    level: str = ""
    year: int | None = None
    kind: str = ""
    problems: tuple[ProblemLine, ...] = ()
    hints: int = 0
    waived: int = 0
    forms: int = 0
    forms_read: int = 0
    numbers: int = 0
    checked: int = 0
    closure: Decimal | None = None
    undecided: int = 0
    previous: str = ""
    budget: str = ""
    message: str = ""

    def count(self, severity: Severity) -> int:
        """How many problems there are of one severity."""
        return sum(problem.severity is severity for problem in self.problems)


def entry(dossier: Dossier) -> Entry:
    """The line of a document that was read."""
    info, readings = dossier.disclosure.info, dossier.disclosure.readings
    others = dict(dossier.compared_with)
    grade = dossier.disclosure.grade
    cases = (*dossier.of(Severity.ERROR), *dossier.of(Severity.WARNING))
    return Entry(
        file=info.file,
        conclusion=dossier.conclusion,
        unit=info.unit,
        level=info.level,
        year=info.year,
        kind=DOCUMENT_KIND.get(info.kind, ""),
        problems=tuple(_problem(case, dossier) for case in cases),
        hints=len(dossier.of(Severity.INFO)),
        waived=len(dossier.waived),
        forms=len(readings),
        forms_read=sum(reading.state == "read" for reading in readings),
        numbers=dossier.coverage.numbers,
        checked=dossier.coverage.checked,
        closure=(grade * 100).quantize(Decimal("0.01")) if grade is not None and info.kind != BUDGET else None,
        undecided=sum(len(ids) for ids in dossier.undecided.values()),
        previous=others.get("上年决算", ""),
        budget=others.get("本年预算", ""),
        message="没有读出任何数据" if dossier.verdict == "unreadable" else "",
    )


def unread_entry(file: str, message: str) -> Entry:
    """The line of a file that could not be read."""
    return Entry(file, VERDICT["unreadable"], message=message)


def _problem(case: Case, dossier: Dossier) -> ProblemLine:
    finding = case.finding
    return ProblemLine(
        severity=finding.severity,
        category=finding.category,
        rule=finding.rule,
        title=finding.title,
        message=finding.message,
        where=dossier.named(suspected(finding)) if finding.terms else "",
        advice="；".join(advice(finding, suspect) for suspect in finding.suspects[:1]),
        follows=len(case.consequences),
    )


def render(entries: Iterable[Entry]) -> bytes:
    """The .xlsx file."""
    documents = list(entries)
    book = Book()
    book.list("汇总", _DOCUMENTS, _document_rows(documents))
    book.list("问题清单", _PROBLEMS, _problem_rows(documents))
    book.list("常见问题", _RULES, _rule_rows(documents))
    return book.finished()


def _document_rows(documents: Sequence[Entry]) -> Iterator[list[Value]]:
    for number, one in enumerate(documents, start=1):
        yield [
            number,
            one.unit,
            one.level,
            one.year,
            one.kind,
            one.conclusion,
            one.count(Severity.ERROR),
            one.count(Severity.WARNING),
            one.hints,
            one.waived,
            one.forms,
            one.forms_read,
            one.numbers,
            one.checked,
            one.closure,
            one.undecided,
            one.previous,
            one.budget,
            one.file,
            one.message,
        ]


def _problem_rows(documents: Sequence[Entry]) -> Iterator[list[Value]]:
    for one in documents:
        for problem in one.problems:
            yield [
                one.unit,
                one.year,
                SEVERITY[problem.severity],
                CATEGORY[problem.category],
                problem.rule,
                problem.title,
                problem.message,
                problem.where,
                problem.advice,
                problem.follows or None,
                PurePath(one.file).name,
            ]


def _rule_rows(documents: Sequence[Entry]) -> Iterator[list[Value]]:
    """The rules by how many documents break them."""
    places: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    known: dict[str, ProblemLine] = {}
    for one in documents:
        places.update(problem.rule for problem in one.problems)
        broken.update({problem.rule for problem in one.problems})
        for problem in one.problems:
            known.setdefault(problem.rule, problem)
    for rule in sorted(broken, key=lambda rule: (-broken[rule], rule)):
        problem = known[rule]
        words = SEVERITY[problem.severity], CATEGORY[problem.category]
        yield [rule, problem.title, *words, broken[rule], places[rule]]
