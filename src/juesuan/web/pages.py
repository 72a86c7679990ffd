"""The pages: each asks the workbench one thing and shows it, or has it do one thing. HTML for people, JSON under ``/api`` for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, BinaryIO
from urllib.parse import urlencode

import msgspec
from fastapi import APIRouter, Form, HTTPException, Query, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from juesuan.reporting.words import SEVERITY, VERDICT
from juesuan.web.answers import as_json, download
from juesuan.web.board import ORDERS, BoardFilter
from juesuan.web.lists import csv_of, text_of, units_of
from juesuan.web.people.permitting import Who, needs
from juesuan.web.people.rights import Right
from juesuan.web.showing import Show, shower
from juesuan.web.words import JUDGEMENT, RECEIPT, REVIEW, STATES, local_time
from juesuan.web.workbench import Workbench

__all__ = ["list_pages", "pages", "workbench_templates"]

_PIECE = 1 << 20


def pages(workbench: Workbench, show: Show) -> APIRouter:
    """The board, and all addresses about documents."""
    router = APIRouter()

    @router.get("/", response_class=HTMLResponse, include_in_schema=False)
    def board_page(request: Request, wanted: Annotated[_Asked, Query()], person: Who) -> Response:
        filters = wanted.filters()
        name = "lines.html" if _asks_for_part(request, "lines") else "board.html"
        return show(
            name, board=workbench.board(filters), wanted=filters, progress=workbench.queue.progress(), person=person
        )

    @router.get("/api/board")
    def board_data(wanted: Annotated[_Asked, Query()]) -> Response:
        """A page of the board."""
        return as_json(workbench.board(wanted.filters()))

    @router.get("/board.csv", include_in_schema=False)
    def board_list(wanted: Annotated[_Asked, Query()]) -> Response:
        content = csv_of(workbench, wanted.filters())
        return download("台账.csv", content, "text/csv")

    @router.get("/files", response_class=HTMLResponse, include_in_schema=False)
    def files_page(request: Request, person: Who) -> Response:
        name = "received.html" if _asks_for_part(request, "received") else "files.html"
        return show(name, received=workbench.handed_in(), progress=workbench.queue.progress(), person=person)

    @router.get("/api/files")
    def files_data() -> Response:
        """What was handed in last, and what became of each file."""
        return as_json(workbench.handed_in())

    @router.get("/progress", response_class=HTMLResponse, include_in_schema=False)
    def progress_part() -> Response:
        return show("progress.html", progress=workbench.queue.progress())

    @router.post("/files", openapi_extra=needs(Right.HAND_IN))
    def hand_in(upload: list[UploadFile], person: Who) -> Response:
        """Takes files in; their numbers, in the order given."""
        numbers = [workbench.receive(each.filename or "文件", _pieces(each.file), person) for each in upload]
        return as_json({"documents": numbers}, 201)

    @router.get("/documents/{number}", response_class=HTMLResponse, include_in_schema=False)
    def document_page(number: int) -> Response:
        report = workbench.reports.get(number, "page.html")
        if report is None:
            raise HTTPException(404, "没有这份文件的核对报告。")
        return Response(report, media_type="text/html; charset=utf-8")

    @router.get("/api/documents/{number}")
    def document_data(number: int) -> Response:
        """A document under review: its findings and what was decided of them, its versions."""
        state = workbench.document(number)
        if state is None:
            raise HTTPException(404, "没有这份文件。")
        return as_json(state)

    @router.get("/api/documents/{number}/report")
    def report_data(number: int) -> Response:
        """The report, as ``juesuan check --format json`` writes it."""
        report = workbench.reports.get(number, "report.json")
        if report is None:
            raise HTTPException(404, "没有这份文件的核对报告。")
        return Response(report, media_type="application/json")

    @router.get("/api/documents/{number}/numbers")
    def numbers_data(number: int) -> Response:
        """Every printed number: where it stands, what it states, what became of it."""
        numbers = workbench.reports.get(number, "numbers.json")
        if numbers is None:
            raise HTTPException(404, "没有这份文件的核对报告。")
        return Response(numbers, media_type="application/json")

    return router


def list_pages(workbench: Workbench, show: Show) -> APIRouter:
    """The list of units, and what happened."""
    router = APIRouter()

    @router.get("/units", response_class=HTMLResponse, include_in_schema=False)
    def units_page(person: Who) -> Response:
        return show("units.html", problems=(), text="", taken="", units=workbench.units(), person=person)

    @router.post("/units/file", response_class=HTMLResponse, include_in_schema=False, openapi_extra=needs(Right.MANAGE))
    def read_list(upload: UploadFile, person: Who) -> Response:
        """Shows the list of a file, to be saved by whoever has looked at it."""
        name = upload.filename or "文件"
        found = workbench.read_list(name, upload.file.read(_LIST))
        if isinstance(found, str):
            return show("units.html", 422, problems=(found,), text="", taken="", units=(), person=person)
        text = text_of(found)
        return show("units.html", problems=units_of(text)[1], text=text, taken=name, units=(), person=person)

    @router.post("/units", response_class=HTMLResponse, include_in_schema=False, openapi_extra=needs(Right.MANAGE))
    def list_units(person: Who, text: Annotated[str, Form()] = "") -> Response:
        units, problems = units_of(text)
        if problems:
            return show("units.html", 422, problems=problems, text=text, taken="", units=(), person=person)
        workbench.list_units(units, person)
        return RedirectResponse("/?state=missing", 303)

    @router.get("/log", response_class=HTMLResponse, include_in_schema=False)
    def log_page() -> Response:
        return show("log.html", lines=workbench.told(_LINES))

    return router


_LIST = 20 << 20
"""Bytes of a list of units that are taken."""
_LINES = 500
"""Lines of the log that its page shows."""


class _Asked(BaseModel):
    """The filter as it stands in an address; what makes no sense there counts as not said."""

    search: str = ""
    year: str = ""
    kind: str = ""
    state: str = ""
    order: str = "unit"
    page: str = "1"

    def filters(self) -> BoardFilter:
        """As the board wants it."""
        return BoardFilter(
            self.search.strip(),
            int(self.year) if self.year.isdecimal() and len(self.year) == 4 else None,
            self.kind,
            self.state if self.state in STATES else "",
            self.order if self.order.removeprefix("-") in ORDERS else "unit",
            int(self.page) if self.page.isdecimal() and len(self.page) < 6 else 1,
        )


def _asks_for_part(request: Request, name: str) -> bool:
    """Whether only the element of that id is wanted, to be put into the page that is shown; HTMX names it as ``section#lines``."""
    return request.headers.get("hx-target", "").endswith(f"#{name}")


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


def workbench_templates() -> Show:
    """Shows the templates of the workbench, with its words."""
    return shower(
        {
            "RECEIPT": RECEIPT,
            "REVIEW": REVIEW,
            "STATES": STATES,
            "SEVERITY": SEVERITY,
            "VERDICT": VERDICT,
            "JUDGEMENT": JUDGEMENT,
            "local_time": local_time,
            "address": _address,
        }
    )


def _address(wanted: BoardFilter, **changed: object) -> str:
    """The address of the board with a filter, one thing of it changed."""
    values: Mapping[str, object] = msgspec.structs.asdict(wanted) | {"page": 1} | changed
    return "/?" + urlencode({name: value for name, value in values.items() if value not in (None, "", 1)})
