"""From the books of a department to the disclosure that goes out to the public, or to everything that is wrong with the books.

Nothing that the document needs is made up: what the books do not say is a problem, or in a draft a marker that nobody overlooks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from juesuan.model import Disclosure, Place, Problem
from juesuan.preparing.books import Books, GivenCell
from juesuan.preparing.compose import composed, plain_figures, shown_facts
from juesuan.preparing.consolidation import consolidated
from juesuan.preparing.narrative import AskedText
from juesuan.preparing.performance import fund_facts, posted_rates
from juesuan.preparing.rounding import POLICIES, Figures
from juesuan.preparing.soundness import MISSING, NOTE, WRONG, Complaint, Examined, complaints
from juesuan.preparing.soundness.evaluations import unscored
from juesuan.preparing.workbook.indicators import OVERALL
from juesuan.standard import Standard
from juesuan.standard.layouts import Layout

__all__ = ["Prepared", "fingerprint_of", "prepare", "question"]

_KINDS = {
    "reason": ("原因", "缺少“{what}”的原因说明。请填写主要原因。"),
    "purpose": ("主要用途", "缺少“{what}”的主要用途。请填写资金主要用于什么。"),
    "text": ("内容", "“{what}”没有内容。请填写；没有这项工作的，写明没有。"),
    "previous": (
        "上年数及增减变化",
        "缺少“{what}”的上年数，无法与上年比较。请给出上年决算公开文件，或填写上年数；本年新设的单位在“没有上年数（本年新设）”填“是”。",
    ),
}
"""What is asked for, as the marker in a draft names it, and as the message says it."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What came of it.

    Attributes:
        disclosure: the document, or None when the books have a problem that stands in its way.
        problems: what is wrong or missing, all at once, in Chinese, with what to do.
        notes: what the user should know of how the document was made.
        answered: fingerprints of what is wrong with the books and somebody answers for.
        asked: what only the accountant can say, whether it is in the way or a marker stands for it.
        lacking: messages of what stands in the way of a final document and not of a draft, what is asked for apart.
        answerable: messages of those problems that somebody may answer for.
    """

    disclosure: Disclosure | None
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    asked: tuple[AskedText, ...] = ()
    lacking: tuple[str, ...] = ()
    answerable: tuple[str, ...] = ()


def prepare(
    books: Books,
    edition: Layout,
    rounding: str = "plain",
    *,
    draft: bool = False,
    accepted: Collection[str] = frozenset(),
) -> Prepared:
    """Prepares the disclosure of these books as the edition prints it.

    Args:
        rounding: one of :data:`~juesuan.preparing.rounding.policies.POLICIES`: ``plain`` ``footing`` ``given``.
        draft: what only the accountant can say (reasons, purposes, last year's amounts) may be missing: a marker
            ``〔待填写：…〕`` stands in the text, and ``notes`` lists it.
        accepted: fingerprints (:func:`fingerprint_of`) of what is wrong with the books that somebody answers for: a document that was
            approved as it stands is printed as it stands.

    Raises:
        LayoutError: when a layout of the user's own cannot be used.
    """
    edition = edition.at(books.year)
    whole = consolidated(books, edition.standard)
    books = whole.books
    figures = plain_figures(books, edition)
    examined = Examined(books, figures.facts, edition, _rates(books, figures, edition))
    said = complaints(examined)
    wrong, missing, notes = (_of_weight(said, weight) for weight in (WRONG, MISSING, NOTE))
    answered = [text for text in (*whole.problems, *wrong, *missing) if fingerprint_of(text) in accepted]
    wrong = [text for text in (*whole.problems, *wrong) if text not in answered]
    missing, notes = [text for text in missing if text not in answered], [*whole.notes, *notes]
    told: list[str] = []
    if not wrong:
        shown = shown_facts(books, figures.facts, edition)
        figures, told = POLICIES[rounding](figures, shown, books.given)
    blank = unscored(books.overall, examined) if books.overall is not None else None
    if blank is not None:  # a draft; no other document is made without it
        books = replace(books, form_cells=(*books.form_cells, blank))
    made = composed(books, figures, edition, _marker, rounding)
    problems = [*map(Problem, wrong + missing), *_asked_for(made.asked)]
    lacking, asked = tuple(missing), tuple(dict.fromkeys(made.asked))
    missing = [problem.message for problem in problems[len(wrong) :]]
    strange = [_strange(cell, edition.standard) for cell in made.strange]
    problems += strange
    if wrong or strange or (missing and not draft):
        open_ones = (*wrong, *lacking)
        return Prepared(None, tuple(problems), tuple(notes), asked=asked, lacking=lacking, answerable=open_ones)
    said_of_it = tuple(notes + told + missing)
    return Prepared(made.disclosure, (), said_of_it, tuple(map(fingerprint_of, answered)), asked, lacking)


def fingerprint_of(message: str) -> str:
    """By which something that is wrong with the books is answered for: the same while it says the same."""
    return hashlib.sha256(message.encode()).hexdigest()[:16]


def _rates(books: Books, figures: Figures, edition: Layout) -> Mapping[str, str]:
    """What indicators of the overall form are scored by, so that a reason that is missing is found before anything is written."""
    if books.overall is None:
        return {}
    return posted_rates(figures.extended(fund_facts(books, figures.facts, edition)))


def _of_weight(said: Iterable[Complaint], weight: str) -> list[str]:
    return [complaint.text for complaint in said if complaint.weight == weight]


def _strange(cell: GivenCell, standard: Standard) -> Problem:
    """A cell that was given of a form which has no row or column that is called so."""
    where = f"“{cell.row}”行" if cell.row else "整栏（填报数应为“—”）"
    schema = standard.workbook
    whose = schema.sheet("overall").name if cell.project == OVERALL else cell.project
    sheet = schema.sheet("form_cells").name
    return Problem(f"“{sheet}”：{whose}的自评表没有{where}“{cell.column}”这一格。请照自评表的行名、栏名填写。")


def question(asked: AskedText) -> str:
    """What is said of something that only the accountant can say."""
    return _KINDS[asked.kind][1].format(what=asked.what)


def _marker(asked: AskedText) -> str:
    return f"〔待填写：{asked.what}的{_KINDS[asked.kind][0]}〕"


def _asked_for(asked: Iterable[AskedText]) -> list[Problem]:
    """Every request as a problem, each once; its place names the key under which the books would have the answer."""
    found = (Problem(question(item), Place(row=item.key)) for item in asked)
    return list(dict.fromkeys(found))
