"""From what the accountant hands over to every published file, in the process that read it: nothing of it is looked at by the command."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct, field
from msgspec.structs import replace

from juesuan.checking.waivers import Waiver, explained, waive
from juesuan.corpus.evidence import evidenced, given_away
from juesuan.corpus.extracting import contents
from juesuan.corpus.gathering import Gathered, Handed, HandOver, gathered, is_of_unit
from juesuan.corpus.jobs import Job, Tools
from juesuan.corpus.reading import Pack, Packed
from juesuan.corpus.wire import Duties
from juesuan.model import Disclosure, Fault, Finding, Problem
from juesuan.unfinished import Unfinished

if TYPE_CHECKING:
    from juesuan.corpus.publications import Publication, Unproven
    from juesuan.performance.evidence.people import Secrets
    from juesuan.preparing.books import Books
    from juesuan.preparing.magnitudes import Doubt
    from juesuan.publishing.proof import Proof
    from juesuan.reporting.dossier import Dossier
    from juesuan.standard import Standard
    from juesuan.standard.layouts import Layout

__all__ = ["BOOKS", "Compose", "Examine", "ExaminedBooks", "Jobs", "PrepareOptions", "PreparedFiles", "warm_up"]

_DRAFT = "（草稿）"
_DRAFT_MARK = "草稿，不得公开"
_NAMED = 3


class ExaminedBooks(Struct, frozen=True):
    """What there is to say of the books.

    Attributes:
        year: theirs; None when there are none.
        problems: what has to be mended. remarks: what was left aside.
    """

    year: int | None
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


class Examine(Job["ExaminedBooks"], frozen=True, tag=True):
    """Looks at everything that was handed over, before anything is made of it."""

    handed: tuple[Handed, ...]
    answer: ClassVar[type[ExaminedBooks]] = ExaminedBooks

    def do(self, tools: Tools) -> ExaminedBooks:
        """Looks at it."""
        found = gathered(self.handed, tools.standard)
        year = found.books.year if found.books is not None else None
        return ExaminedBooks(year, tuple(found.problems), tuple(found.remarks))


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


class PreparedFiles(Struct, frozen=True):
    """What came of it.

    Attributes:
        told: for the user, as it came up. problems: what is wrong with the books; then nothing was made.
        refusal: why nothing was made; empty when all went well.
        files: what was made, by name.
        unheard: amounts of the prose that were not read back.
        name: of the first document; verdict: on it; findings: its errors and warnings as they are told.
        faults: what of the program failed in single rules.
        explained: the accepted errors that occur, by fingerprint.
    """

    told: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    refusal: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    unheard: tuple[str, ...] = ()
    name: str = ""
    verdict: str = ""
    findings: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    explained: Mapping[str, Waiver] = field(default_factory=dict)


class _Stopped(Exception):
    """Why nothing can be made, for the user."""


class Compose(Job["PreparedFiles"], frozen=True, tag=True):
    """Composes the disclosure, publishes it, reads every file back and checks it.

    Attributes:
        handed: what was handed over, without problems.
        options: what is wanted.
        previous: last year's disclosure.
    """

    handed: tuple[Handed, ...]
    options: PrepareOptions
    previous: Packed | None = None
    answer: ClassVar[type[PreparedFiles]] = PreparedFiles

    def do(self, tools: Tools) -> PreparedFiles:
        """Does all of it."""
        told: list[str] = []
        try:
            return self._composed(tools.standard, told)
        except _Stopped as stopped:
            return PreparedFiles(tuple(told), refusal=str(stopped))

    def _composed(self, standard: Standard, told: list[str]) -> PreparedFiles:
        from juesuan.corpus.publications import Publication
        from juesuan.preparing.prepare import fingerprint_of, prepare
        from juesuan.preparing.previous import with_previous
        from juesuan.standard.loading import DataError

        found = gathered(self.handed, standard)
        books = found.books
        assert books is not None
        previous = self.previous.unpacked() if self.previous is not None else None
        if previous is not None and not previous.statements:
            raise _Stopped(f"{Path(previous.info.file).name}：没有读出任何数据，不能用作上年决算。")
        if previous is not None and not is_of_unit(previous.info, books.department):
            raise _Stopped(_of_another_unit(previous, books))
        books = books if previous is None else with_previous(books, previous)
        books, secrets = self._evidenced(books, standard, told)
        if self.options.rounding == "given" and not books.given:
            raise _Stopped("--rounding given 照已经定稿的公开表列数，请把公开表（.xlsx .docx .pdf）与工作簿一起给出。")
        layout = _layout(self.options.layout, books, standard, told)
        told.append(f"版式：{layout.id}")
        if self.options.has_own_standard:
            told += _unrecognised(layout, books, standard)
        doubted, answered = self._doubted(found, books, previous, standard, told)
        if doubted:
            return PreparedFiles(tuple(told), tuple(doubt.problem for doubt in doubted), explained=answered)
        try:
            accepted = {waiver.finding: waiver for waiver in self.options.accepted}
            prepared = prepare(
                books, layout, self.options.rounding, draft=self.options.draft, accepted=frozenset(accepted)
            )
        except DataError as error:
            raise _Stopped(str(error)) from error
        told += [f"提示  {note}" for note in prepared.notes]
        if prepared.disclosure is None:
            problems = (_placed(item, books.year, standard) for item in prepared.problems)
            if accepted:  # who prints something as it stands is told how to answer for the rest
                problems = (
                    replace(item, message=f"{item.message}（指纹 {fingerprint_of(item.message)}）") for item in problems
                )
            return PreparedFiles(tuple(told), tuple(problems), explained=answered)
        answered = {**answered, **{name: accepted[name] for name in prepared.answered}}
        if leaks := given_away(prepared.disclosure, secrets):
            raise _Stopped(leaks)
        made = Publication(_marked(prepared.disclosure, draft=self.options.draft), layout, books.previous)
        with Unfinished(Path(tempfile.gettempdir())) as where:
            folder = where / "made"
            folder.mkdir()
            first = self._published(made, folder)
            files = contents(folder)
        dossier = _checked(first.disclosure, previous, made.layout.standard)
        held = {**answered, **explained(dossier.report, self.options.accepted)}
        dossier = replace(dossier, report=waive(dossier.report, self.options.accepted))
        errors = [] if self.options.draft else list(_errors(dossier))
        return PreparedFiles(
            tuple(told),
            refusal=_blocked(errors) if errors else "",
            files={} if errors else files,
            unheard=tuple(map(str, first.unheard)),
            name=Path(dossier.disclosure.info.file).name,
            verdict=dossier.verdict,
            findings=tuple(_findings(dossier)),
            faults=dossier.report.faults,
            explained=held,
        )

    def _evidenced(self, books: Books, standard: Standard, told: list[str]) -> tuple[Books, Secrets | None]:
        """The books with what the evidence shows of indicators, and what it knows of people.

        Raises:
            _Stopped: when the evidence cannot be read.
        """
        from juesuan.formats.errors import ReadError

        if not books.measures and not self.options.evidence:
            return books, None
        try:
            found = evidenced(books, self.options.evidence, self.options.workbook, standard)
        except ReadError as error:
            raise _Stopped(str(error)) from error
        told += [f"提示  {note}" for note in found.told]
        return found.books, found.secrets

    def _doubted(
        self, found: Gathered, books: Books, previous: Disclosure | None, standard: Standard, told: list[str]
    ) -> tuple[list[Doubt], Mapping[str, Waiver]]:
        """Amounts that seem to be in another unit and that nobody answers for, none in a draft; and those somebody answers for."""
        from juesuan.preparing.magnitudes import doubted_figures, named_figures
        from juesuan.preparing.previous import previous_values

        last = previous_values(previous) if previous is not None else {}
        seen, alone = doubted_figures(found.rows, books, standard, last)
        accepted = {waiver.finding: waiver for waiver in self.options.accepted}
        answered = {doubt.fingerprint: accepted[doubt.fingerprint] for doubt in seen if doubt.fingerprint in accepted}
        open_ones = [doubt for doubt in seen if doubt.fingerprint not in answered]
        if alone:
            told.append(f"提示  这些格没有可比的数，没有核对是不是按万元填的，请自己核对：{named_figures(alone)}。")
        if self.options.draft:
            told += [
                f"提示  {doubt.problem.place.sheet}!{doubt.problem.place.cell}：{doubt.problem.message}。"
                for doubt in open_ones
            ]
            return [], answered
        return open_ones, answered

    def _published(self, made: Publication, where: Path) -> Proof:
        """Every format, each read back as the public will; the first of them.

        Raises:
            _Stopped: when a file says something else than was prepared, or the user's template cannot be filled.
        """
        from juesuan.corpus.publications import Unproven, file_name, written

        name = file_name(made.disclosure) + (_DRAFT if self.options.draft else "")
        try:
            proofs = list(written(made, self.options.formats, where, name))
        except Unproven as error:
            raise _Stopped(_unproven(error)) from error
        if self.options.template:
            _fill(Path(os.fsdecode(self.options.template)), made, where / f"{name}（按模板）.docx")
        return proofs[0]


Jobs = HandOver | Pack | Examine | Compose
BOOKS = Duties(__name__, writes=True)
"""Everything from what the accountant hands over to what is published: detail lines are added up from files, for there may be millions
of them, and what is published is written and read back.
"""


def warm_up() -> None:
    """Loads nothing: what is handed over may be of any kind."""


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
            raise _Stopped(_unknown_place(place, layout))
        told.append(_NO_PLACE.format(layout=layout.id))
    return layout


_NO_PLACE = (
    "提示  没有填行政区划。不知道属于哪个省，按通行的版式 {layout} 编制。当地有自己版式的，请在“单位信息”的行政区划中写全省、市名称"
    "（如 河南省焦作市），或用 --layout 指定版式。"
)


def _unknown_place(place: str, layout: Layout) -> str:
    """The place decides how the document looks: one that nobody knows must not do so in silence."""
    from juesuan.preparing.workbook.values import nearest

    return (
        f"单位信息：行政区划“{place}”不认识。{nearest(place, layout.standard.places.provinces)}不知道属于哪个省，没有生成任何文件。"
        f"请写全省、市名称（如 河南省焦作市）；当地没有自己版式的，用 --layout 指定，如 --layout {layout.id}（通行的版式）。"
    )


def _unrecognised(layout: Layout, books: Books, standard: Standard) -> Iterator[str]:
    """What is printed in a layout of the user's own shall be checked by it, but a file tells whose it is by the name of its unit alone."""
    from juesuan.standard.layouts import LayoutEvidence

    name, forms = books.department.name, layout.form_ids
    titles = tuple(layout.title(form) for form in forms)
    if standard.layouts.recognised(LayoutEvidence(name, year=books.year, forms=forms, titles=titles)).id != layout.id:
        yield f"提示  从单位名称“{name}”认不出版式，以后核对这些文件时请加 --layout {layout.id}。"


def _placed(problem: Problem, year: int, standard: Standard) -> Problem:
    """A problem of the books with the row of the workbook where its answer belongs, as far as it has one."""
    from juesuan.preparing.workbook.naming import row_for

    key = problem.place.row
    if key is None:
        return problem
    return Problem(problem.message, problem.place.but(sheet=row_for(key, year, standard)), problem.file)


def _unproven(error: Unproven) -> str:
    """The message about a file that reads otherwise than it was written."""
    more = f"等 {len(error.wrong)} 处" if len(error.wrong) > _NAMED else ""
    return (
        f"{error.path.name}：写好后重新读取，与编制的内容不同：{'；'.join(error.wrong[:_NAMED])}{more}。没有生成任何文件。"
        "用了自己的版式的，请检查版式；否则请把工作簿和这条信息一起反馈，也可以先用 --formats 去掉这种格式。"
    )


def _fill(template: Path, made: Publication, out: Path) -> None:
    from juesuan.publishing.word_template import fill_template

    problems = fill_template(template, made.disclosure, out, made.layout.standard, made.layout.style)
    if problems:
        told = "\n".join(f"{template.name}：{problem.message}" for problem in problems)
        raise _Stopped(f"{told}\n模板没有填写，没有生成任何文件。改好模板后重新运行。")


def _checked(disclosure: Disclosure, previous: Disclosure | None, standard: Standard) -> Dossier:
    from juesuan.checking.engine import check
    from juesuan.reporting.dossier import Dossier

    return Dossier(disclosure, check(disclosure, previous, standard=standard), standard)


def _marked(disclosure: Disclosure, *, draft: bool) -> Disclosure:
    return replace(disclosure, info=replace(disclosure.info, mark=_DRAFT_MARK)) if draft else disclosure


def _told_findings(dossier: Dossier) -> Iterator[Finding]:
    """The findings that are told: causes, neither notes nor accepted."""
    from juesuan.model import Severity

    for finding in dossier.report.findings:
        if finding.root is None and finding.severity is not Severity.INFO and finding.waived is None:
            yield finding


def _findings(dossier: Dossier) -> Iterator[str]:
    from juesuan.reporting.words import SEVERITY

    for finding in _told_findings(dossier):
        yield f"{SEVERITY[finding.severity]}  {finding.message}（{finding.rule}）"


def _errors(dossier: Dossier) -> Iterator[str]:
    """The errors that stand in the way, each with the fingerprint by which it can be accepted."""
    from juesuan.model import Severity

    for finding in _told_findings(dossier):
        if finding.severity is Severity.ERROR:
            yield f"错误  {finding.message}（{finding.rule}，指纹 {finding.id}）"


def _blocked(errors: Sequence[str]) -> str:
    told = "\n".join(errors)
    return (
        f"{told}\n生成的文件有 {len(errors)} 处错误，没有写入任何文件。请在工作簿中改正后重新运行。"
        "已经批准、必须照原样公开的，把指纹和原因填进清单（CSV，第一行是 指纹,说明,作者,日期），加 --as-it-stands 清单.csv；"
        "先看样子的，加 --draft，每页都会注明是草稿。"
    )
