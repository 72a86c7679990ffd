"""The pages of preparing: where one begins, where one fills in, and what is published. HTML for people, JSON under ``/api`` for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, BinaryIO, Literal

from fastapi import APIRouter, Form, HTTPException, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from juesuan.model.whole_numbers import whole_number
from juesuan.preparing.workbook.grid import CellText, RowsAdded, RowsRemoved, SheetChange
from juesuan.web.people.permitting import Who, needs
from juesuan.web.people.rights import Person, Right
from juesuan.web.preparing.answering import as_json, download
from juesuan.web.preparing.applied import NoSuchPreparation
from juesuan.web.preparing.asking import NotDone
from juesuan.web.preparing.desk import ChangedMeanwhile, Desk, UnitHead
from juesuan.web.preparing.state import PreparationState
from juesuan.web.preparing.tables import FileRole, Origin
from juesuan.web.preparing.words import FILE_ROLE, ORIGIN, ROUNDING, when
from juesuan.web.showing import Show

__all__ = ["answered", "framed", "framing", "preparing_data", "preparing_pages", "state_of"]

_PIECE = 1 << 20
WORKBOOK_MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FRAMED = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox allow-same-origin"
)
"""What is shown within our pages: a document without scripts."""
_FRAMING = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src 'self'"
)
"""Of the pages that show it."""


class ChangedCells(BaseModel):
    """One change: a text in a cell, or ``count`` rows added or removed at a row."""

    kind: Literal["text", "add", "remove"] = "text"
    sheet: str
    row: int
    field: str = ""
    text: str = ""
    count: int = 1

    def change(self) -> SheetChange:
        """As the workbook wants it."""
        if self.kind == "text":
            return CellText(self.sheet, self.row, self.field, self.text)
        return (RowsAdded if self.kind == "add" else RowsRemoved)(self.sheet, self.row, self.count)


class FilledCells(BaseModel):
    """What was filled in, into which version of the workbook."""

    version: int
    changes: Annotated[list[ChangedCells], Field(min_length=1, max_length=50_000)]


def preparing_pages(desk: Desk, show: Show) -> APIRouter:
    """The pages where one begins and fills in."""
    router = APIRouter()

    @router.get("/prepare", response_class=HTMLResponse, include_in_schema=False)
    def list_page(person: Who) -> Response:
        return _list_page(desk, show, person)

    @router.post("/prepare", include_in_schema=False, openapi_extra=needs(Right.PREPARE))
    def start(head: Annotated[_Started, Form()], person: Who) -> Response:
        try:
            number = desk.start(head.head(), head.layout, person)
        except NotDone as error:
            return _list_page(desk, show, person, str(error), 422)
        return RedirectResponse(f"/prepare/{number}", 303)

    @router.post("/prepare/from", include_in_schema=False, openapi_extra=needs(Right.PREPARE))
    def start_from(
        upload: UploadFile, origin: Annotated[Literal["renewed", "workbook"], Form()], person: Who
    ) -> Response:
        try:
            number, told = desk.start_from(upload.filename or "文件", pieces(upload.file), Origin(origin), person)
        except NotDone as error:
            return _list_page(desk, show, person, str(error), 422)
        if told:
            return show("prepare_taken.html", number=number, told=told)
        return RedirectResponse(f"/prepare/{number}", 303)

    @router.get("/prepare/{number}", response_class=HTMLResponse, include_in_schema=False)
    def fill_page(number: int, person: Who) -> Response:
        state = state_of(desk, number)
        return framing(
            show("prepare_fill.html", state=state, rounding=ROUNDING, roles=FILE_ROLE, at="fill", person=person)
        )

    @router.get("/prepare/{number}/preview", response_class=HTMLResponse, include_in_schema=False)
    def preview_page(number: int) -> Response:
        state_of(desk, number)
        try:
            return framed(desk.preview(number).page)
        except NotDone as error:
            raise HTTPException(422, str(error)) from None

    @router.get("/prepare/{number}/versions", response_class=HTMLResponse, include_in_schema=False)
    def versions_page(number: int, person: Who) -> Response:
        state = state_of(desk, number)
        lines = [*reversed(desk.versions(number))]
        return show("prepare_versions.html", state=state, lines=lines, at="versions", when=when, person=person)

    @router.post("/prepare/{number}/versions/{version}", include_in_schema=False, openapi_extra=needs(Right.PREPARE))
    def restore(number: int, version: int, person: Who) -> Response:
        state_of(desk, number)
        try:
            desk.restore(number, version, person)
        except NotDone as error:
            return show("message.html", 409, message=str(error))
        return RedirectResponse(f"/prepare/{number}", 303)

    @router.get("/prepare/{number}/versions/{version}", include_in_schema=False)
    def version_file(number: int, version: int) -> Response:
        state = state_of(desk, number)
        content = desk.version(number, version)
        if content is None:
            raise HTTPException(404, "没有这一版。")
        return download(f"{state.unit}{state.year}工作簿（第{version}版）.xlsx", content, WORKBOOK_MEDIA)

    @router.get("/prepare/{number}/workbook", include_in_schema=False)
    def workbook_file(number: int) -> Response:
        state_of(desk, number)
        return download(*desk.workbook(number), WORKBOOK_MEDIA)

    return router


def preparing_data(desk: Desk) -> APIRouter:
    """The addresses that the page where one fills in uses."""
    router = APIRouter()

    @router.get("/api/prepare")
    def list_data() -> Response:
        """The workbooks that are prepared here."""
        return as_json(desk.all())

    @router.get("/api/prepare/shape")
    def shape_data(year: str = "") -> Response:
        """What there is to fill in for a year: sheets, fields, words and codes."""
        return answered(lambda: desk.shape(whole_number(year) if len(year) == len("2022") else None))

    @router.get("/api/prepare/{number}")
    def workbook_data(number: int) -> Response:
        """A workbook: what stands in it, what is wrong with its cells, and what stands beside it."""

        def found() -> dict[str, Any]:
            edited = desk.edited(number)
            return {"state": desk.state(number), "grid": edited.grid, "issues": edited.issues}

        return answered(found)

    @router.post("/api/prepare/{number}/cells", openapi_extra=needs(Right.PREPARE))
    def change(number: int, filled: FilledCells, person: Who) -> Response:
        """Changes cells; answers with the new version, the sheets that were changed, and what is wrong with cells."""

        def done() -> dict[str, Any]:
            changes = [each.change() for each in filled.changes]
            edited = desk.change(number, filled.version, changes, person)
            sheets = {each.sheet for each in changes}
            state = desk.state(number)
            rows = {name: edited.grid[name] for name in sheets}
            return {"version": state.version, "saved": state.saved, "grid": rows, "issues": edited.issues}

        return answered(done)

    @router.get("/api/prepare/{number}/outcome")
    def outcome(number: int) -> Response:
        """What is open before the document can be published: problems, and what is asked for."""

        def found() -> dict[str, Any]:
            made = desk.preview(number)
            shown = {
                name: getattr(made, name) for name in ("layout", "issues", "questions", "notes", "is_sound", "refusal")
            }
            return {**shown, "has_page": bool(made.page)}

        return answered(found)

    @router.post("/api/prepare/{number}/settings", openapi_extra=needs(Right.PREPARE))
    def choose(number: int, layout: Annotated[str, Form()], rounding: Annotated[str, Form()], person: Who) -> Response:
        """Chooses the layout (empty: that of the place) and how yuan become wan: plain, footing, given."""

        def done() -> PreparationState:
            desk.choose(number, layout, rounding, person)
            return desk.state(number)

        return answered(done)

    @router.post("/api/prepare/{number}/files", openapi_extra=needs(Right.PREPARE))
    def attach(
        number: int,
        upload: list[UploadFile],
        role: Annotated[Literal["books", "previous", "evidence"], Form()],
        person: Who,
    ) -> Response:
        """Puts files beside the workbook: books (detail lines, internal accounts), previous (last year's disclosure), or evidence."""

        def done() -> PreparationState:
            for each in upload:
                desk.attach(number, FileRole(role), each.filename or "文件", pieces(each.file), person)
            return desk.state(number)

        return answered(done)

    @router.delete("/api/prepare/{number}/files/{attachment}", openapi_extra=needs(Right.PREPARE))
    def detach(number: int, attachment: int, person: Who) -> Response:
        """Takes a file away that stands beside the workbook."""

        def done() -> PreparationState:
            desk.detach(number, attachment, person)
            return desk.state(number)

        return answered(done)

    return router


class _Started(BaseModel):
    """The form with which one begins from nothing."""

    name: str = ""
    year: str = ""
    place: str = ""
    level: str = ""
    kind: str = ""
    layout: str = ""

    def head(self) -> UnitHead:
        """As the workbook wants it.

        Raises:
            NotDone: when nobody could say whose it is.
        """
        name, year = self.name.strip(), self.year.strip()
        if not name or not year:
            raise NotDone("请填写单位名称和决算年度。")
        return UnitHead(name, year, self.place.strip(), self.level, self.kind)


def _list_page(desk: Desk, show: Show, person: Person, problem: str = "", status: int = 200) -> Response:
    """The page where one begins, or goes on."""
    try:
        shape = desk.shape(None)
    except NotDone as error:
        return show("message.html", 500, message=str(error))
    department = next(sheet for sheet in shape.sheets if sheet.id == "department")
    choices = {item.key: item.choices for item in department.fields}
    return show(
        "prepare_list.html",
        status,
        all=desk.all(),
        layouts=shape.layouts,
        choices=choices,
        origins=ORIGIN,
        problem=problem,
        when=when,
        person=person,
    )


def answered(do: Callable[[], Any]) -> Response:
    """The answer to a program; what cannot be done is told.

    Raises:
        HTTPException: 404, 409 or 422.
    """
    try:
        return as_json(do())
    except NoSuchPreparation:
        raise HTTPException(404, "没有这份工作簿。") from None
    except ChangedMeanwhile as error:
        raise HTTPException(409, error.__doc__) from None
    except NotDone as error:
        raise HTTPException(422, str(error)) from None


def state_of(desk: Desk, number: int) -> PreparationState:
    """A workbook that a page is asked for.

    Raises:
        HTTPException: when there is none.
    """
    try:
        return desk.state(number)
    except NoSuchPreparation:
        raise HTTPException(404, "没有这份工作簿。") from None


def framing(page: Response) -> Response:
    """A page that shows a document within itself."""
    page.headers["Content-Security-Policy"] = _FRAMING
    return page


def framed(content: bytes) -> Response:
    """A document that is shown within a page."""
    return Response(content, media_type="text/html; charset=utf-8", headers={"Content-Security-Policy": _FRAMED})


def pieces(file: BinaryIO) -> Iterator[bytes]:
    """A file that was handed in, piece by piece."""
    while piece := file.read(_PIECE):
        yield piece
