"""The formats of ``check``: how each is made from a dossier, and how several documents go into one result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from juesuan.formats.errors import ReadError
from juesuan.model import Place
from juesuan.reporting.style import HostPage, Style

if TYPE_CHECKING:
    from juesuan.formats.page_drawings import DrawPage
    from juesuan.reporting.dossier import Dossier
    from juesuan.reporting.html import PageImage, PageImages
    from juesuan.reporting.review_workbook import Clip

__all__ = ["OUTPUTS", "Look", "Output"]

_FINE, _SMALL = 1.5, 1.0
"""Pixels a point of the page pictures with findings, and of the others: about 45 and 25 KB a page."""


class Look(Struct, frozen=True):
    """Where the report goes.

    Attributes:
        style: of text.
        several: whether it is one of several documents.
        frame: the server whose page the html report becomes; None: a file of its own.
    """

    style: Style
    several: bool
    frame: HostPage | None = None


class Output(Struct, frozen=True):
    """One format.

    Attributes:
        render: the report on one document; the path is that of the document.
        refuse: the report on a file that could not be opened; empty when the message on standard error is all.
        join: makes one result of the parts; None when they just follow one another.
    """

    render: Callable[[Dossier, Path, Look], str | bytes]
    refuse: Callable[[Path, str, Look], str]
    join: Callable[[Iterable[str]], str] | None = None


def _text(dossier: Dossier, path: Path, look: Look) -> str:
    from juesuan.reporting.terminal import render

    return render(dossier, look.style) + ("\n" if look.several else "")


def _json(dossier: Dossier, path: Path, look: Look) -> str:
    from juesuan.reporting.json_report import dumps, report_object

    return dumps(report_object(dossier), one_line=look.several) + "\n"


def _json_refusal(path: Path, message: str, look: Look) -> str:
    from juesuan.reporting.json_report import dumps, unreadable_object

    return dumps(unreadable_object(str(path), message), one_line=look.several) + "\n"


def _numbers(dossier: Dossier, path: Path, look: Look) -> bytes:
    """Every printed number, for the workbench."""
    import msgspec

    from juesuan.reporting.numbers import number_records, numbers_told

    return msgspec.json.encode(number_records(numbers_told(dossier)))


def _charts(dossier: Dossier, path: Path, look: Look) -> bytes:
    """The numbers of its charts, for the workbench."""
    import msgspec

    from juesuan.publishing.charts import charts_of_document

    return msgspec.json.encode(charts_of_document(dossier.disclosure, dossier.standard))


def _sarif(dossier: Dossier, path: Path, look: Look) -> str:
    from juesuan.reporting.json_report import dumps
    from juesuan.reporting.sarif import run

    return dumps(run(dossier), one_line=True)


def _sarif_refusal(path: Path, message: str, look: Look) -> str:
    from juesuan.reporting.json_report import dumps
    from juesuan.reporting.sarif import unreadable_run

    return dumps(unreadable_run(str(path), message), one_line=True)


def _sarif_log(runs: Iterable[str]) -> str:
    import json

    from juesuan.reporting.json_report import dumps
    from juesuan.reporting.sarif import log

    return dumps(log(json.loads(run) for run in runs)) + "\n"


def _html(dossier: Dossier, path: Path, look: Look) -> str:
    from juesuan.reporting.html import render

    if not _has_pages(dossier):
        return render(dossier, frame=look.frame)
    from juesuan.formats.page_drawings import page_drawings

    with page_drawings(path) as draw:
        return render(dossier, _page_images(draw) if draw is not None else None, look.frame)


def _xlsx(dossier: Dossier, path: Path, look: Look) -> bytes:
    from juesuan.reporting.review_workbook import render

    return render(dossier, _clips(dossier, path))


def _clips(dossier: Dossier, path: Path) -> Callable[[Place], Clip | None] | None:
    """How to draw a place; None for formats without pages."""
    if not _has_pages(dossier):
        return None
    from juesuan.formats.pdf.pictures import render_strip

    def clip(place: Place) -> Clip | None:
        if place.page is None or place.bbox is None:
            return None
        try:
            return render_strip(path, place.page, place.bbox)
        except ReadError:
            return None

    return clip


def _has_pages(dossier: Dossier) -> bool:
    """Whether its numbers have places on the pages of one file."""
    document = dossier.disclosure
    return not document.info.parts and any(statement.place.bbox for statement in document.statements)


def _nothing(path: Path, message: str, look: Look) -> str:
    return ""


def _page_images(draw: DrawPage) -> PageImages:
    """How to draw the document's pages: those with findings finely, the others small."""
    from juesuan.reporting.html import PageImage

    def image(number: int, fine: bool) -> PageImage | None:
        drawn = draw(number, _FINE if fine else _SMALL)
        return PageImage(drawn.content, drawn.width, drawn.height, drawn.media) if drawn is not None else None

    return image


OUTPUTS: Mapping[str, Output] = {
    "text": Output(_text, _nothing),
    "json": Output(_json, _json_refusal),
    "sarif": Output(_sarif, _sarif_refusal, _sarif_log),
    "html": Output(_html, _nothing),
    "xlsx": Output(_xlsx, _nothing),
    "numbers": Output(_numbers, _nothing),
    "charts": Output(_charts, _nothing),
}
