"""The addresses of what is made of documents: charts, comparisons, and what goes back to the units."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, Response

from juesuan.web.answers import as_json, download
from juesuan.web.showing import Show
from juesuan.web.workbench import OUTGOING, Workbench

__all__ = ["looking"]


def looking(workbench: Workbench, show: Show) -> APIRouter:
    """All of them."""
    router = APIRouter()

    @router.get("/documents/{number}/charts", response_class=HTMLResponse, include_in_schema=False)
    def charts(number: int) -> Response:
        shown = workbench.charts(number)
        if shown is None:
            raise HTTPException(404, "没有这份文件的数据图。")
        return show("charts.html", shown=shown)

    @router.get("/api/documents/{number}/charts")
    def charts_data(number: int) -> Response:
        """The numbers of the charts of a document and of the years of its unit."""
        shown = workbench.charts(number)
        if shown is None:
            raise HTTPException(404, "没有这份文件的数据图。")
        return as_json(shown)

    @router.get("/documents/{number}/{what}", include_in_schema=False)
    def outgoing(number: int, what: str, undecided: str = "") -> Response:
        state = workbench.document(number) if what in OUTGOING else None
        if state is None:
            raise HTTPException(404, "没有这份文件。")
        left = state.undecided
        if undecided != "yes" and (left.errors or left.warnings or left.asked):
            return show("undecided.html", state=state, left=left, what=what, name=OUTGOING[what])
        made = workbench.outgoing(number, what)
        if made is None:
            raise HTTPException(404, "没有这份文件。")
        if not made.content:
            return show("message.html", 409, message=made.complaint)
        return download(made.name, made.content, "application/octet-stream")

    @router.get("/compare/{old}/{new}", response_class=HTMLResponse, include_in_schema=False)
    def compared(old: int, new: int) -> Response:
        made = workbench.compared(old, new)
        if made is None:
            raise HTTPException(404, "没有这两个版本，或者不是同一单位同一年度的文件。")
        if not made.content:
            return show("message.html", 409, message=made.complaint)
        return Response(made.content, media_type="text/html; charset=utf-8")

    return router
