"""Reports of evaluations by the department or the finance bureau (绩效评价报告), as documents attach or quote them: scores in words.

A report is prose of its own kind: what it says of points (赋分20分，得分18分，得分率90%), of its score and of its grade is found by these words
alone, wherever they stand; a sentence that says it otherwise says nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from juesuan.checking.context import Context
from juesuan.model import Amount, Passage, Term, Unit
from juesuan.model.expressions import expression

__all__ = ["ReportedGrade", "ReportedScore", "ReportedShare", "reported_grades", "reported_scores", "reported_shares"]

_SCORE_DECIMALS = 2
_NUMBER = r"\d{1,3}(?:\.\d{1,4})?"
_SHARE = expression(
    rf"(?:赋分|分值|满分)(?:为|是)?(?P<points>{_NUMBER})分，(?:综合|实际|评价)?得分(?:为|是)?(?P<score>{_NUMBER})分，得分率(?:为|是|达)?(?P<rate>{_NUMBER})[%％]"
)
_GRADED = expression(
    rf"评价(?:综合|最终|总)?得分(?:为|是)?[“]?(?P<score>{_NUMBER})[”]?分[^“]{{0,40}}(?:评价|评级|评定)(?:结果|等级|级别)(?:为|是)[：:]?[“](?P<grade>优秀|优|良好|良|中等|中|较差|差)[”]"
)
_TOLD = expression(
    rf"评价(?:综合|最终|总)?得分(?:为|是)?[“]?(?P<score>{_NUMBER})[”]?分?(?=[，,。；”]).{{0,40}}详见所附(?:报告|评价报告)"
)
_OWN = expression(rf"评价(?:综合|最终|总)?得分(?:为|是)?[“]?(?P<score>{_NUMBER})[”]?分")


class ReportedShare(Struct, frozen=True):
    """Points, score and 得分率 of a part; ``term``: the words."""

    points: Amount
    score: Amount
    rate: Amount
    term: Term


class ReportedGrade(Struct, frozen=True):
    """The score of a whole evaluation with the grade that it is given."""

    score: Decimal
    grade: str
    term: Term


class ReportedScore(Struct, frozen=True):
    """A score that the explanation tells of a report that it attaches, or (``told`` False) the report's own."""

    score: Amount
    term: Term
    told: bool


def _paragraphs(context: Context) -> Iterator[Passage]:
    return (paragraph for section in context.disclosure.sections for paragraph in section.paragraphs)


def _amount(text: str, unit: Unit = Unit.POINTS) -> Amount:
    return Amount(Decimal(text), unit, len(text.partition(".")[2]), text)


def _given(text: str) -> Amount:
    """Points as they were given: 18 stands for 18.00."""
    return _amount(text).with_decimals(_SCORE_DECIMALS)


def _term(passage: Passage, start: int, end: int, label: str) -> Term:
    return Term(1, label, None, passage.place(start, end), passage.text[start:end])


def reported_shares(context: Context) -> list[ReportedShare]:
    """Every 得分率 beside the points and the score that it is computed from."""
    return [
        ReportedShare(
            _given(match["points"]),
            _given(match["score"]),
            _amount(match["rate"], Unit.PERCENT),
            _term(passage, match.start(), match.end(), "得分率"),
        )
        for passage in _paragraphs(context)
        for match in _SHARE.finditer(passage.text)
    ]


def reported_grades(context: Context) -> list[ReportedGrade]:
    """Every score of an evaluation beside its grade."""
    return [
        ReportedGrade(Decimal(match["score"]), match["grade"], _term(passage, match.start(), match.end(), "评价等级"))
        for passage in _paragraphs(context)
        for match in _GRADED.finditer(passage.text)
    ]


def reported_scores(context: Context) -> list[ReportedScore]:
    """The scores that the explanation tells of attached reports, and those that reports give themselves."""
    found: list[ReportedScore] = []
    for passage in _paragraphs(context):
        told = _TOLD.search(passage.text)
        match = told or _OWN.search(passage.text)
        if match is not None:
            term = _term(passage, match.start(), match.end(), "评价得分")
            found.append(ReportedScore(_amount(match["score"]), term, told is not None))
    return found
