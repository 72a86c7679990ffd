"""The summary of many documents as a workbook: one line a document, all problems in one sortable list, and which rules are broken by
how many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from juesuan.formats.excel.writing.list_sheets import ListBook, Value
from juesuan.model import Severity
from juesuan.reporting.entries import InputAccount, ProblemLine, SummaryEntry
from juesuan.reporting.words import CATEGORY, SEVERITY

__all__ = ["render"]

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


_ACCOUNTS = (
    ("序号", 6),
    ("文件", 60),
    ("处理", 30),
    ("单位", 34),
    ("年度", 7),
    ("结论", 16),
    ("说明", 50),
)
_RESULT = ("结果", 34)
_MISSING = (("序号", 6), ("名单上没有文件的单位", 50))


def render(
    entries: Iterable[SummaryEntry], accounts: Sequence[InputAccount] = (), missing: Sequence[str] | None = None
) -> bytes:
    """The .xlsx file.

    Args:
        entries: the documents.
        accounts: of every file that was given.
        missing: units of a list that sent nothing; None: there was no list.
    """
    documents = list(entries)
    book = ListBook()
    book.list("汇总", _DOCUMENTS, _document_rows(documents))
    book.list("问题清单", _PROBLEMS, _problem_rows(documents))
    book.list("常见问题", _RULES, _rule_rows(documents))
    if accounts:
        most = max(len(one.results) for one in accounts)
        rows = ([number, *_account(one)] for number, one in enumerate(accounts, start=1))
        sheet = book.list("全部文件", (*_ACCOUNTS, *[_RESULT] * most), rows)
        for number, one in enumerate(accounts, start=1):
            for place, result in enumerate(one.results):
                book.link(sheet, (number, len(_ACCOUNTS) + place), result)
    if missing is not None:
        book.list("没有文件的单位", _MISSING, ([number, unit] for number, unit in enumerate(missing, start=1)))
    return book.finished()


def _account(one: InputAccount) -> list[Value]:
    return [one.file, one.fate, one.unit, one.year, one.conclusion, one.note]


def _document_rows(documents: Sequence[SummaryEntry]) -> Iterator[list[Value]]:
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


def _problem_rows(documents: Sequence[SummaryEntry]) -> Iterator[list[Value]]:
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


def _rule_rows(documents: Sequence[SummaryEntry]) -> Iterator[list[Value]]:
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
