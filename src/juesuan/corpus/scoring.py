"""From the accountant's workbook and the bureau's evidence to scored forms, in the process that reads them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import Struct, to_builtins

from juesuan.corpus.gathering import Handed, HandOver, gathered
from juesuan.corpus.jobs import Job, Tools
from juesuan.corpus.wire import Duties

if TYPE_CHECKING:
    from juesuan.performance.evidence.tables import Evidence
    from juesuan.performance.scores import ScoreReport
    from juesuan.preparing.books import Books
    from juesuan.standard import Standard

__all__ = ["SCORES", "Jobs", "ScoreForms", "ScoredForms", "evidence_of", "given_away", "warm_up"]

_NAMED = 10


class ScoredForms(Struct, frozen=True):
    """What came of it.

    Attributes:
        content: in the format wanted. whole: whether everything has a score, and nothing is wrong with what they rest on.
        refusal: why there is none, in Chinese.
    """

    content: bytes = b""
    whole: bool = False
    refusal: str = ""


class ScoreForms(Job["ScoredForms"], frozen=True, tag=True):
    """Scores every form of the books.

    Attributes:
        handed: what was handed over.
        workbook: the first of these files, as the system spells its path: evidence that its sheets name lies beside it.
        evidence: the folder of evidence, spelt so too; empty: what the workbook names.
        layout: by whose rules; None: those of the place. form: ``text`` | ``json`` | ``xlsx``.
    """

    handed: tuple[Handed, ...]
    workbook: bytes
    evidence: bytes = b""
    layout: str | None = None
    form: str = "text"
    answer: ClassVar[Any] = ScoredForms

    def do(self, tools: Tools) -> ScoredForms:
        """Scores them."""
        from juesuan.formats.errors import ReadError
        from juesuan.performance.computing import computed
        from juesuan.performance.scores import ScoreReport, scored_forms

        found = gathered(self.handed, tools.standard)
        books = found.books
        if books is None:
            told = "\n".join(problem.message for problem in found.problems[:_NAMED])
            return ScoredForms(refusal=f"工作簿还不能评分：\n{told}")
        try:
            evidence = evidence_of(books, self.evidence, self.workbook, tools.standard)
        except ReadError as error:
            return ScoredForms(refusal=str(error))
        shown = computed(books, evidence)
        layouts, place = tools.standard.layouts, books.department.place
        layout = (
            layouts.named(self.layout) if self.layout else layouts.of_place(place, books.year, books.department.level)
        )
        forms = scored_forms(shown, layout)
        report = ScoreReport(
            books.department.name,
            books.year,
            layout.id,
            forms,
            tuple((table.name, table.rows, len(table.sources)) for table in evidence.tables.values())
            if evidence
            else (),
            evidence.problems if evidence else (),
            evidence.notes if evidence else (),
            tuple(found.problems),
        )
        leaks = given_away(report, evidence)
        if leaks:
            return ScoredForms(refusal=leaks)
        return ScoredForms(_rendered(report, self.form), report.is_whole)


Jobs = HandOver | ScoreForms
SCORES = Duties(__name__, writes=True)
"""Reading the workbook and the evidence; texts of workbooks are written anew for the engine that reads them."""


def warm_up() -> None:
    """Loads nothing: what is handed over may be of any kind."""


def evidence_of(books: Books, folder: bytes, workbook: bytes, standard: Standard) -> Evidence | None:
    """The evidence in a folder, or that which the workbook names, which lies beside it; None when there is neither.

    Raises:
        ReadError: when there is no such folder, or far too much in it.
    """
    from juesuan.performance.evidence.loading import loaded_evidence

    called = {f"{file.file}!{file.sheet}" if file.sheet else file.file: file.name for file in books.evidence}
    if folder:
        return loaded_evidence(Path(os.fsdecode(folder)), standard, _by_end(called))
    if not books.evidence:
        return None
    beside = Path(os.fsdecode(workbook)).absolute().parent
    return loaded_evidence(beside, standard, called, [file.file for file in books.evidence])


def _by_end(called: Mapping[str, str]) -> Mapping[str, str]:
    """The same by paths from the last folder on, for those who name the folder too (``佐证/问题台账.xlsx``)."""
    shorter = {
        key.replace("\\", "/").partition("/")[2]: name for key, name in called.items() if "/" in key.partition("!")[0]
    }
    return {**shorter, **called}


def given_away(value: object, evidence: Evidence | None) -> str:
    """Why something must not be published: what it tells of people whom the evidence knows; empty when it tells nothing."""
    if evidence is None:
        return ""
    found = list(evidence.secrets.within(_texts(to_builtins(value, builtin_types=(bytes,), enc_hook=str))))
    if not found:
        return ""
    named = "、".join(f"“{secret}”（{where}）" for secret, where in found[:_NAMED])
    return f"结果中会出现个人信息 {len(found)} 处：{named}。没有写任何结果。请从工作簿的文字、文件名或指标名称中删去后再试。"


def _texts(value: object) -> Iterator[str]:
    """Every text in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(key)
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


def _rendered(report: ScoreReport, form: str) -> bytes:
    match form:
        case "xlsx":
            from juesuan.reporting.scores_workbook import scores_workbook

            return scores_workbook(report)
        case "json":
            from juesuan.reporting.scores_json import scores_json

            return f"{scores_json(report)}\n".encode()
    from juesuan.reporting.scores_text import render_scores

    return render_scores(report).encode()
