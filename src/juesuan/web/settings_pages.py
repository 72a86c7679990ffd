"""The pages about what holds for all documents, and of what goes out to many units at once and comes back from them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from juesuan.web.answers import download, known_only
from juesuan.web.people.permitting import Who, needs
from juesuan.web.people.rights import Right
from juesuan.web.showing import Show
from juesuan.web.store.backup import BackupProblem, backed_up, restored
from juesuan.web.workbench import Workbench
from juesuan.web.zipping import zipped

__all__ = ["settings_pages"]

_MOST = 1000
"""Units in one archive."""
_TEMPLATE = 20 << 20
"""Bytes of a template that are taken."""
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def settings_pages(workbench: Workbench, show: Show, folder: Path) -> APIRouter:
    """All of them; ``folder``: where everything is kept."""
    router = APIRouter()

    @router.get("/settings", response_class=HTMLResponse, include_in_schema=False)
    def settings_page(person: Who) -> Response:
        return show("settings.html", letterhead=workbench.letterhead(), problem="", person=person)

    @router.post(
        "/settings/letterhead", response_class=HTMLResponse, include_in_schema=False, openapi_extra=needs(Right.MANAGE)
    )
    def set_letterhead(person: Who, upload: UploadFile | None = None) -> Response:
        content = upload.file.read(_TEMPLATE + 1) if upload is not None else b""
        problem = "模板超过 20 MB，请删去其中的大图。" if len(content) > _TEMPLATE else ""
        if not problem:
            problem = workbench.set_letterhead((upload.filename if upload else "") or "模板.docx", content, person)
        if problem:
            return show("settings.html", 422, letterhead=workbench.letterhead(), problem=problem, person=person)
        return RedirectResponse("/settings", 303)

    @router.get("/settings/letterhead", include_in_schema=False)
    def letterhead_file() -> Response:
        found = workbench.letterhead()
        if found is None:
            raise HTTPException(404, "没有自己的模板。")
        return download(*found, _WORD)

    @router.get("/backup.zip", include_in_schema=False, openapi_extra=needs(Right.MANAGE))
    def backup() -> Response:
        headers = {
            "Content-Disposition": "attachment; filename*=UTF-8''%E5%86%B3%E7%AE%97%E5%B7%A5%E4%BD%9C%E5%8F%B0%E5%A4%87%E4%BB%BD.zip"
        }
        return StreamingResponse(backed_up(folder, workbench.database), media_type="application/zip", headers=headers)

    @router.post(
        "/settings/restore", response_class=HTMLResponse, include_in_schema=False, openapi_extra=needs(Right.MANAGE)
    )
    def restore(upload: UploadFile, person: Who) -> Response:
        try:
            restored(upload.file, folder, workbench.database)
        except BackupProblem as problem:
            return show("settings.html", 422, letterhead=workbench.letterhead(), problem=str(problem), person=person)
        workbench.queue.wake()
        return RedirectResponse("/", 303)

    @router.get("/outgoing.zip", include_in_schema=False)
    def many(
        document: Annotated[list[int], Query(min_length=1, max_length=_MOST)],
        what: Annotated[list[Literal["letter", "reply", "checklist", "marked"]], Query(min_length=1, max_length=4)],
    ) -> Response:
        headers = {"Content-Disposition": "attachment; filename*=UTF-8''%E6%95%B4%E6%94%B9%E9%80%9A%E7%9F%A5.zip"}
        pieces = zipped(workbench, tuple(dict.fromkeys(document)), tuple(dict.fromkeys(what)))
        return StreamingResponse(pieces, media_type="application/zip", headers=headers)

    @router.get("/documents/{number}/answer", response_class=HTMLResponse, include_in_schema=False)
    def answer_page(number: int, person: Who) -> Response:
        return _answer(number, person.may(Right.DECIDE), "", "")

    @router.post(
        "/documents/{number}/answer",
        response_class=HTMLResponse,
        include_in_schema=False,
        openapi_extra=needs(Right.DECIDE),
    )
    def take_answer(number: int, upload: UploadFile, person: Who) -> Response:
        with known_only():
            count, problem = workbench.take_reply(
                number, upload.filename or "回执.xlsx", upload.file.read(_TEMPLATE), person
            )
        return _answer(number, True, f"记下了 {count} 条单位说明。" if count else "", problem)

    def _answer(number: int, may: bool, done: str, problem: str) -> Response:
        state = workbench.document(number)
        if state is None:
            raise HTTPException(404, "没有这份文件。")
        told = {each.finding: each.explanation for each in state.amendments if each.explanation}
        status = 422 if problem and not done else 200
        return show("answer.html", status, state=state, may=may, done=done, problem=problem, explanations=told)

    return router
