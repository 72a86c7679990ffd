"""The addresses by which a reviewer decides: what holds of findings, findings of one's own, other words, what is proposed and what is not."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import Response
from pydantic import BaseModel, Field

from juesuan.web.acts import Decided
from juesuan.web.answers import as_json, known_only
from juesuan.web.by_hand import NewFinding
from juesuan.web.people.permitting import Who, needs
from juesuan.web.people.rights import Right
from juesuan.web.workbench import Workbench

__all__ = ["deciding"]

_WORDS = 2000
"""Characters of a text that somebody types."""
_FAR = 100_000.0
"""Points; no page is wider or higher."""
_Edge = Annotated[float, Field(ge=-_FAR, le=_FAR)]


class SaidOfFindings(BaseModel):
    """What is said of findings.

    ``judgement`` is true, false or ask; empty takes it back. ``for_layout``: what is false is false of the same in all documents of the layout.
    """

    fingerprints: list[str]
    judgement: str
    note: str = ""
    for_layout: bool = False


class NewFindingAsked(BaseModel):
    """A finding of the reviewer: of a number (its index among ``numbers``), or of a frame (left, top, right, bottom in points) on a page."""

    severity: str
    message: Annotated[str, Field(max_length=_WORDS)] = ""
    value: Annotated[str, Field(max_length=_WORDS)] = ""
    number: Annotated[int, Field(ge=0)] | None = None
    page: Annotated[int, Field(ge=1)] | None = None
    frame: tuple[_Edge, _Edge, _Edge, _Edge] | None = None


class OtherWords(BaseModel):
    """Other words for a finding and another value for what it proposes; empty: as they were."""

    fingerprint: str
    message: Annotated[str, Field(max_length=_WORDS)] = ""
    value: Annotated[str, Field(max_length=_WORDS)] = ""


class SaidByUnit(BaseModel):
    """What the unit says of a finding; empty: nothing any more."""

    fingerprint: str
    text: Annotated[str, Field(max_length=_WORDS)] = ""


class TakenOrLeft(BaseModel):
    """Whether what is proposed for a finding, and for those to be mended together with it, is left out."""

    fingerprint: str
    is_left: bool


def deciding(workbench: Workbench) -> APIRouter:
    """All of them; each answers with the document."""
    router = APIRouter()
    right = needs(Right.DECIDE)

    @router.post("/api/documents/{number}/decisions", openapi_extra=right)
    def decide(number: int, said: SaidOfFindings, person: Who) -> Response:
        """Says what holds of findings."""
        with known_only():
            workbench.decide(
                Decided(number, tuple(said.fingerprints), said.judgement, said.note, said.for_layout), person
            )
        return _document(number)

    @router.post("/api/documents/{number}/findings", openapi_extra=right)
    def add(number: int, asked: NewFindingAsked, person: Who) -> Response:
        """Adds a finding of the reviewer."""
        new = NewFinding(asked.severity, asked.message, asked.value, asked.number, asked.page, asked.frame)
        with known_only():
            workbench.add_finding(number, new, person)
        return _document(number)

    @router.post("/api/documents/{number}/findings/{fingerprint}/withdraw", openapi_extra=right)
    def withdraw(number: int, fingerprint: str, person: Who) -> Response:
        """Takes a finding of a reviewer back."""
        with known_only():
            workbench.withdraw_finding(number, fingerprint, person)
        return _document(number)

    @router.post("/api/documents/{number}/wording", openapi_extra=right)
    def reword(number: int, words: OtherWords, person: Who) -> Response:
        """Other words for a finding, another value for what it proposes."""
        with known_only():
            workbench.reword(number, words.fingerprint, words.message, words.value, person)
        return _document(number)

    @router.post("/api/documents/{number}/explanation", openapi_extra=right)
    def explain(number: int, said: SaidByUnit, person: Who) -> Response:
        """What the unit says of a finding."""
        with known_only():
            workbench.explain(number, said.fingerprint, said.text, person)
        return _document(number)

    @router.post("/api/documents/{number}/proposals", openapi_extra=right)
    def take_or_leave(number: int, said: TakenOrLeft, person: Who) -> Response:
        """Takes or leaves what is proposed, for all that is to be mended together."""
        with known_only():
            workbench.leave_proposals(number, said.fingerprint, said.is_left, person)
        return _document(number)

    @router.post("/api/documents/{number}/review", openapi_extra=right)
    def review(number: int, state: Annotated[str, Form()], person: Who) -> Response:
        """Moves the review on: open, returned, second, passed."""
        with known_only():
            workbench.review(number, state, person)
        return _document(number)

    @router.post("/api/documents/{number}/holder", openapi_extra=right)
    def take_over(number: int, person: Who) -> Response:
        """Whoever asks reviews the unit of the document from now on."""
        with known_only():
            workbench.take_over(number, person)
        return _document(number)

    def _document(number: int) -> Response:
        state = workbench.document(number)
        if state is None:
            raise HTTPException(404, "没有这份文件。")
        return as_json(state)

    return router
