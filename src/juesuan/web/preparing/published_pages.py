"""The pages of what follows from a workbook: what was published of it, the scores of its forms, and the brief of a month."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Form, HTTPException, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from msgspec import Struct
from pydantic import BaseModel, Field

from juesuan.corpus.monitoring import MonitorAsked
from juesuan.corpus.workbook_editing import told_problem
from juesuan.reporting.words import VERDICT
from juesuan.web.people.permitting import Who, needs
from juesuan.web.people.rights import NotPermitted, Person, Right
from juesuan.web.preparing.acts import ErrorAccepted
from juesuan.web.preparing.answering import download
from juesuan.web.preparing.applied import NoSuchPreparation
from juesuan.web.preparing.asking import NotDone
from juesuan.web.preparing.desk import Desk
from juesuan.web.preparing.pages import WORKBOOK_MEDIA, answered, framed, framing, state_of
from juesuan.web.preparing.state import PreparationState
from juesuan.web.preparing.words import FILE_ROLE, when
from juesuan.web.showing import Show

__all__ = ["AcceptedAsked", "OpenLine", "published_pages"]


def published_pages(desk: Desk, show: Show) -> APIRouter:
    """All addresses of what follows from a workbook."""
    router = APIRouter()

    @router.get("/prepare/{number}/publish", response_class=HTMLResponse, include_in_schema=False)
    def publish_page(number: int, person: Who) -> Response:
        return _publish_page(desk, show, number, person)

    @router.post("/prepare/{number}/draft", include_in_schema=False, openapi_extra=needs(Right.PREPARE))
    def draft(number: int, person: Who) -> Response:
        return _made(desk, show, number, person, is_draft=True)

    @router.post("/prepare/{number}/publish", include_in_schema=False, openapi_extra=needs(Right.PUBLISH))
    def publish(number: int, person: Who) -> Response:
        return _made(desk, show, number, person, is_draft=False)

    @router.post("/prepare/{number}/accepted", include_in_schema=False, openapi_extra=needs(Right.PREPARE))
    def accept(number: int, said: Annotated[_Accepted, Form()], person: Who) -> Response:
        state_of(desk, number)
        try:
            desk.accept(said.act(number), person)
        except NotDone as error:
            return _publish_page(desk, show, number, person, (OpenLine(str(error)),), status=422)
        return RedirectResponse(f"/prepare/{number}/publish", 303)

    @router.post(
        "/prepare/{number}/accepted/{fingerprint}", include_in_schema=False, openapi_extra=needs(Right.PREPARE)
    )
    def accept_no_more(number: int, fingerprint: str, person: Who) -> Response:
        try:
            desk.accept_no_more(number, fingerprint, person)
        except NoSuchPreparation:
            raise HTTPException(404, "没有这一条。") from None
        return RedirectResponse(f"/prepare/{number}/publish", 303)

    @router.post("/api/prepare/{number}/accepted", openapi_extra=needs(Right.PREPARE))
    def accepted(number: int, said: AcceptedAsked, person: Who) -> Response:
        """Has somebody answer for something that is in the way of publishing: it is published as it stands."""

        def done() -> PreparationState:
            desk.accept(ErrorAccepted(number, said.fingerprint, said.message, said.reason, said.name), person)
            return desk.state(number)

        return answered(done)

    @router.get("/prepare/{number}/published/{publication}/{position}", include_in_schema=False)
    def published_file(number: int, publication: int, position: int) -> Response:
        state_of(desk, number)
        found = desk.published(number, publication, position)
        if found is None:
            raise HTTPException(404, "没有这个文件。")
        name, path = found
        return download(name, path.read_bytes(), _ANY)

    @router.get("/prepare/{number}/evidence", response_class=HTMLResponse, include_in_schema=False)
    def evidence_page(number: int, month: str = "") -> Response:
        state, told, scores = state_of(desk, number), "", None
        try:
            scores = msgspec.json.decode(desk.scores(number, "json").content)
        except NotDone as error:
            told = str(error)
        page = show(
            "prepare_evidence.html", state=state, scores=scores, told=told, month=month, roles=FILE_ROLE, at="evidence"
        )
        return framing(page)

    @router.get("/prepare/{number}/scores.xlsx", include_in_schema=False)
    def scores_file(number: int) -> Response:
        state = state_of(desk, number)
        try:
            made = desk.scores(number, "xlsx")
        except NotDone as error:
            return show("message.html", 409, message=str(error))
        return download(f"{state.unit}{state.year}得分.xlsx", made.content, WORKBOOK_MEDIA)

    @router.get("/prepare/{number}/month", include_in_schema=False)
    def month(number: int, asked: Annotated[_Month, Query()]) -> Response:
        state_of(desk, number)
        try:
            made = desk.month(
                number, MonitorAsked(asked.month.strip(), (asked.form,), asked.unit, asked.to, asked.date)
            )
        except NotDone as error:
            return _told_within(show("prepare_within.html", told=str(error)))
        if asked.form == "html":
            return framed(made.contents[0])
        return download(f"简报{asked.month.strip()}.{asked.form}", made.contents[0], _ANY)

    return router


_ANY = "application/octet-stream"
_WORDS = 2000
"""Characters of a text that somebody types."""
_Words = Annotated[str, Field(max_length=_WORDS)]


class OpenLine(Struct, frozen=True):
    """Something that is in the way of publishing, and the fingerprint by which somebody may answer for it; empty: nobody can."""

    text: str
    fingerprint: str = ""


class AcceptedAsked(BaseModel):
    """What somebody answers for, why, and who that is."""

    fingerprint: _Words
    message: _Words
    reason: _Words
    name: _Words


class _Accepted(AcceptedAsked):
    """The same as a form of a page."""

    fingerprint: str = ""
    message: str = ""
    reason: str = ""
    name: str = ""

    def act(self, number: int) -> ErrorAccepted:
        """As the log wants it."""
        return ErrorAccepted(number, self.fingerprint, self.message[:_WORDS], self.reason[:_WORDS], self.name[:_WORDS])


class _Month(BaseModel):
    """Which month, in which form, and what the brief says of who signs it, to whom it goes, and when."""

    month: str = ""
    form: Literal["html", "docx", "xlsx"] = "html"
    unit: str = ""
    to: str = ""
    date: str = ""


def _told_within(page: Response) -> Response:
    return framed(bytes(page.body))


def _made(desk: Desk, show: Show, number: int, person: Person, *, is_draft: bool) -> Response:
    """The page after something was to be made: with what is open where nothing was."""
    state_of(desk, number)
    try:
        made = desk.publish(number, person, is_draft=is_draft)
    except NotDone as error:
        return _publish_page(desk, show, number, person, (OpenLine(str(error)),), status=422)
    except NotPermitted as error:
        return _publish_page(desk, show, number, person, (OpenLine(str(error)),), status=403)
    told = [OpenLine(told_problem(each.problem), each.fingerprint) for each in made.problems]
    if made.files and not told:
        return RedirectResponse(f"/prepare/{number}/publish", 303)
    told = told or [OpenLine(line) for line in made.refusal.splitlines()]
    status = 200 if made.files else 422
    return _publish_page(desk, show, number, person, tuple(told), status=status, is_made=bool(made.files))


def _publish_page(
    desk: Desk,
    show: Show,
    number: int,
    person: Person,
    open_ones: tuple[OpenLine, ...] = (),
    *,
    status: int = 200,
    is_made: bool = False,
) -> Response:
    """The page; ``is_made``: of what is open a draft was made all the same."""
    return show(
        "prepare_publish.html",
        status,
        state=state_of(desk, number),
        open_ones=open_ones,
        is_made=is_made,
        verdicts=VERDICT,
        when=when,
        at="publish",
        person=person,
        may_prepare=person.may(Right.PREPARE),
        why_not=desk.why_not_published_by(number, person),
    )
