"""What the accountant hands over, made ready to be prepared: last year's amounts, what evidence shows, the layout, doubts about units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from juesuan.checking.waivers import Waiver
from juesuan.corpus.evidence import evidenced
from juesuan.corpus.gathering import Gathered, Handed, gathered, is_of_unit
from juesuan.corpus.reading import Packed
from juesuan.model import Disclosure, Problem

if TYPE_CHECKING:
    from decimal import Decimal

    from juesuan.performance.evidence.people import Secrets
    from juesuan.preparing.books import Books
    from juesuan.preparing.magnitudes import Doubt
    from juesuan.standard import Standard
    from juesuan.standard.layouts import Layout

__all__ = ["PrepareOptions", "ReadyBooks", "Stopped", "named_row", "noted", "readied"]


class PrepareOptions(Struct, frozen=True):
    """What is wanted.

    Attributes:
        formats: of the publication. layout: None: the one of the place.
        rounding: how yuan become wan. draft: whether texts may still be missing and errors are left: then every page says so.
        accepted: errors with which the document is published all the same, each with who answers for it and why.
        template: a Word template of the user's own, as the system spells its path; empty: none.
        has_own_standard: whether a folder of the user's is laid over the standard.
        evidence: the folder of evidence, spelt as the template; empty: what the workbook names. workbook: beside which that lies.
    """

    formats: tuple[str, ...]
    layout: str | None = None
    rounding: str = "plain"
    draft: bool = False
    accepted: tuple[Waiver, ...] = ()
    template: bytes = b""
    has_own_standard: bool = False
    evidence: bytes = b""
    workbook: bytes = b""


class Stopped(Exception):
    """Why nothing can be made, for the user."""


class ReadyBooks(Struct, frozen=True):
    """Books that can be prepared.

    Attributes:
        books: with last year's amounts and what evidence shows. layout: as which they are printed. previous: last year's disclosure.
        secrets: what the evidence knows of people.
        doubted: amounts that seem to be in another unit and that nobody answers for. answered: those somebody answers for.
    """

    books: Books
    layout: Layout
    previous: Disclosure | None
    secrets: Secrets | None
    doubted: tuple[Doubt, ...]
    answered: Mapping[str, Waiver]


def readied(
    handed: Sequence[Handed], options: PrepareOptions, packed: Packed | None, standard: Standard, told: list[str]
) -> ReadyBooks:
    """The books of what was handed over, ready to be prepared.

    Args:
        handed: what was handed over; it has to tell books.
        options: what is wanted.
        packed: last year's disclosure.
        standard: what they are understood by.
        told: takes what the user should know, as it comes up.

    Raises:
        Stopped: when something of it belongs to another unit or year, or cannot be read.
    """
    from juesuan.preparing.previous import previous_values, with_previous

    found = gathered(handed, standard)
    books = found.books
    if books is None:
        raise Stopped("单位信息还没有填全，不能编制。")
    previous = packed.unpacked() if packed is not None else None
    if previous is not None and not previous.statements:
        raise Stopped(f"{Path(previous.info.file).name}：没有读出任何数据，不能用作上年决算。")
    if previous is not None and not is_of_unit(previous.info, books.department):
        raise Stopped(_of_another_unit(previous, books))
    books = books if previous is None else with_previous(books, previous)
    books, secrets = _evidenced(books, options, standard, told)
    if options.rounding == "given" and not books.given:
        raise Stopped("元换算成万元选了照已经定稿的公开表（given），请把公开表（.xlsx .docx .pdf）与工作簿一起给出。")
    layout = _layout(options.layout, books, standard, told)
    told.append(f"版式：{layout.id}")
    if options.has_own_standard:
        told += _unrecognised(layout, books, standard)
    accepted = {waiver.finding: waiver for waiver in options.accepted}
    seen = _doubted(found, books, previous_values(previous) if previous is not None else {}, standard, told)
    answered = {doubt.fingerprint: accepted[doubt.fingerprint] for doubt in seen if doubt.fingerprint in accepted}
    doubted = tuple(doubt for doubt in seen if doubt.fingerprint not in answered)
    return ReadyBooks(books, layout, previous, secrets, doubted, answered)


def noted(doubt: Doubt) -> str:
    """What a draft says of an amount that seems to be in another unit."""
    place = doubt.problem.place
    return f"提示  {place.sheet}!{place.cell}：{doubt.problem.message}。"


def _evidenced(
    books: Books, options: PrepareOptions, standard: Standard, told: list[str]
) -> tuple[Books, Secrets | None]:
    """The books with what the evidence shows of indicators, and what it knows of people.

    Raises:
        Stopped: when the evidence cannot be read.
    """
    from juesuan.formats.errors import ReadError

    if not books.measures and not options.evidence:
        return books, None
    try:
        found = evidenced(books, options.evidence, options.workbook, standard)
    except ReadError as error:
        raise Stopped(str(error)) from error
    told += [f"提示  {note}" for note in found.told]
    return found.books, found.secrets


def _doubted(
    found: Gathered, books: Books, last: Mapping[str, Decimal], standard: Standard, told: list[str]
) -> tuple[Doubt, ...]:
    """Amounts that seem to be in another unit; those that nothing can be said of are told."""
    from juesuan.preparing.magnitudes import doubted_figures, named_figures

    seen, alone = doubted_figures(found.rows, books, standard, last)
    if alone:
        told.append(f"提示  这些格没有可比的数，没有核对是不是按万元填的，请自己核对：{named_figures(alone)}。")
    return tuple(seen)


def _of_another_unit(previous: Disclosure, books: Books) -> str:
    return (
        f"{Path(previous.info.file).name}：这是“{previous.info.unit}”的决算，工作簿填的是“{books.department.name}”，不能用作上年决算。"
        "请核对文件；机构更名的，在“单位信息”的“曾用名”中填写上年的名称。"
    )


def _layout(name: str | None, books: Books, standard: Standard, told: list[str]) -> Layout:
    if name:
        return standard.layouts.named(name)
    place = books.department.place
    layout = standard.layouts.of_place(place, books.year, books.department.level)
    if layout.is_reference and not standard.places.province_of(place):
        if place:
            raise Stopped(_unknown_place(place, layout))
        told.append(_NO_PLACE.format(layout=layout.id))
    return layout


_NO_PLACE = (
    "提示  没有填行政区划。不知道属于哪个省，按通行的版式 {layout} 编制。当地有自己版式的，请在“单位信息”的行政区划中写全省、市名称"
    "（如 河南省焦作市），或者指定版式。"
)


def _unknown_place(place: str, layout: Layout) -> str:
    """The place decides how the document looks: one that nobody knows must not do so in silence."""
    from juesuan.preparing.workbook.values import nearest

    return (
        f"单位信息：行政区划“{place}”不认识。{nearest(place, layout.standard.places.provinces)}不知道属于哪个省，没有生成任何文件。"
        f"请写全省、市名称（如 河南省焦作市）；当地没有自己版式的，请指定版式，如 {layout.id}（通行的版式）。"
    )


def _unrecognised(layout: Layout, books: Books, standard: Standard) -> Iterator[str]:
    """What is printed in a layout of the user's own shall be checked by it, but a file tells whose it is by the name of its unit alone."""
    from juesuan.standard.layouts import LayoutEvidence

    name, forms = books.department.name, layout.form_ids
    titles = tuple(layout.title(form) for form in forms)
    if standard.layouts.recognised(LayoutEvidence(name, year=books.year, forms=forms, titles=titles)).id != layout.id:
        yield f"提示  从单位名称“{name}”认不出版式，以后核对这些文件时请指定版式 {layout.id}。"


def named_row(problem: Problem, year: int, standard: Standard) -> Problem:
    """A problem of the books with the row of the workbook where its answer belongs, as far as it has one."""
    from juesuan.preparing.workbook.naming import row_for

    key = problem.place.row
    if key is None:
        return problem
    return Problem(problem.message, problem.place.but(sheet=row_for(key, year, standard)), problem.file)
