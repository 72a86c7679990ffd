"""From the accountant's workbook and the bureau's evidence to scored forms, in the process that reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import Struct

from juesuan.corpus.evidence import evidence_of, given_away
from juesuan.corpus.gathering import Handed, HandOver, gathered
from juesuan.corpus.jobs import Job, Tools
from juesuan.corpus.wire import Duties

if TYPE_CHECKING:
    from juesuan.performance.scores import ScoreReport

__all__ = ["SCORES", "Jobs", "ScoreForms", "ScoredForms", "warm_up"]

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
            shown.said(tools.standard.evidence.said) if evidence is not None else (),
        )
        leaks = given_away(report, evidence.secrets if evidence is not None else None)
        if leaks:
            return ScoredForms(refusal=leaks)
        return ScoredForms(_rendered(report, self.form), report.is_whole)


Jobs = HandOver | ScoreForms
SCORES = Duties(__name__, writes=True)
"""Reading the workbook and the evidence; texts of workbooks are written anew for the engine that reads them."""


def warm_up() -> None:
    """Loads nothing: what is handed over may be of any kind."""


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
