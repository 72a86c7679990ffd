"""The pages of what follows from a workbook: what was published of it, the scores of its forms, and the brief of a month."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from juesuan.corpus.monitoring import MonitorAsked
from juesuan.corpus.workbook_editing import told_problem
from juesuan.reporting.words import VERDICT
from juesuan.web.people.permitting import Who, needs
from juesuan.web.people.rights import NotPermitted, Person, Right
from juesuan.web.preparing.answering import download
from juesuan.web.preparing.asking import NotDone
from juesuan.web.preparing.desk import Desk
from juesuan.web.preparing.pages import WORKBOOK_MEDIA, framed, framing, state_of
from juesuan.web.preparing.words import FILE_ROLE, when
from juesuan.web.showing import Show

__all__ = ["published_pages"]


def published_pages(desk: Desk, show: Show) -> APIRouter:
    """All addresses of what follows from a workbook."""
    router = APIRouter()

    @router.get("/prepare/{number}/publish", response_class=HTMLResponse, include_in_schema=False)
    def publish_page(number: int) -> Response:
        return _publish_page(desk, show, number)

    @router.post("/prepare/{number}/draft", include_in_schema=False, openapi_extra=needs(Right.PREPARE))
    def draft(number: int, person: Who) -> Response:
        return _made(desk, show, number, person, is_draft=True)

    @router.post("/prepare/{number}/publish", include_in_schema=False, openapi_extra=needs(Right.PUBLISH))
    def publish(number: int, person: Who) -> Response:
        return _made(desk, show, number, person, is_draft=False)

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
        return _publish_page(desk, show, number, (str(error),), 422)
    except NotPermitted as error:
        return _publish_page(desk, show, number, (str(error),), 403)
    if made.files:
        return RedirectResponse(f"/prepare/{number}/publish", 303)
    told = [told_problem(problem) for problem in made.problems] or made.refusal.splitlines()
    return _publish_page(desk, show, number, tuple(told), 422)


def _publish_page(desk: Desk, show: Show, number: int, open_ones: tuple[str, ...] = (), status: int = 200) -> Response:
    state = state_of(desk, number)
    return show(
        "prepare_publish.html", status, state=state, open_ones=open_ones, verdicts=VERDICT, when=when, at="publish"
    )
