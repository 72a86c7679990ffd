"""From what the accountant hands over to every published file, in the process that read it: nothing of it is looked at by the command."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct, field
from msgspec.structs import replace

from juesuan.checking.waivers import Waiver, explained, waive
from juesuan.corpus.evidence import given_away
from juesuan.corpus.extracting import contents
from juesuan.corpus.gathering import Handed, HandOver, gathered
from juesuan.corpus.jobs import Job, Tools
from juesuan.corpus.readied import PrepareOptions, Stopped, named_row, noted, readied
from juesuan.corpus.reading import Pack, Packed
from juesuan.corpus.wire import Duties
from juesuan.model import Disclosure, Fault, Finding, Problem
from juesuan.unfinished import Unfinished

if TYPE_CHECKING:
    from juesuan.corpus.publications import Publication, Unproven
    from juesuan.publishing.proof import Proof
    from juesuan.reporting.dossier import Dossier
    from juesuan.standard import Standard

__all__ = [
    "BOOKS",
    "Blocking",
    "Compose",
    "Examine",
    "ExaminedBooks",
    "Jobs",
    "PrepareOptions",
    "PreparedFiles",
    "warm_up",
]

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


class Blocking(Struct, frozen=True):
    """Something that keeps a document from being published.

    Attributes:
        problem: what it is. fingerprint: by which somebody answers for it; empty: nobody can, it has to be mended.
        is_of_files: whether the check of the files found it, not a look at the books. is_doubt: whether it only seems to be wrong.
    """

    problem: Problem
    fingerprint: str = ""
    is_of_files: bool = False
    is_doubt: bool = False


class PreparedFiles(Struct, frozen=True):
    """What came of it.

    Attributes:
        told: for the user, as it came up. problems: what is in the way; then nothing was made, but of a draft, in whose way nothing of it is.
        refusal: why nothing was made; empty when all went well.
        files: what was made, by name.
        unheard: amounts of the prose that were not read back.
        name: of the first document; verdict: on it; findings: its errors and warnings as they are told.
        faults: what of the program failed in single rules.
        explained: the accepted errors that occur, by fingerprint.
    """

    told: tuple[str, ...] = ()
    problems: tuple[Blocking, ...] = ()
    refusal: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    unheard: tuple[str, ...] = ()
    name: str = ""
    verdict: str = ""
    findings: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    explained: Mapping[str, Waiver] = field(default_factory=dict)


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
        except Stopped as stopped:
            return PreparedFiles(tuple(told), refusal=str(stopped))

    def _composed(self, standard: Standard, told: list[str]) -> PreparedFiles:
        from juesuan.corpus.publications import Publication
        from juesuan.preparing.prepare import fingerprint_of, prepare
        from juesuan.standard.loading import DataError

        ready = readied(self.handed, self.options, self.previous, standard, told)
        books, layout, previous = ready.books, ready.layout, ready.previous
        if ready.doubted and not self.options.draft:
            problems = tuple(Blocking(doubt.problem, doubt.fingerprint, is_doubt=True) for doubt in ready.doubted)
            return PreparedFiles(tuple(told), problems, explained=ready.answered)
        told += [noted(doubt) for doubt in ready.doubted]
        try:
            accepted = {waiver.finding: waiver for waiver in self.options.accepted}
            prepared = prepare(
                books, layout, self.options.rounding, draft=self.options.draft, accepted=frozenset(accepted)
            )
        except DataError as error:
            raise Stopped(str(error)) from error
        told += [f"提示  {note}" for note in prepared.notes]
        if prepared.disclosure is None:
            wrong = (
                Blocking(
                    named_row(item, books.year, standard),
                    fingerprint_of(item.message) if item.message in prepared.answerable else "",
                )
                for item in prepared.problems
            )
            return PreparedFiles(tuple(told), tuple(wrong), explained=ready.answered)
        answered = {**ready.answered, **{name: accepted[name] for name in prepared.answered}}
        if leaks := given_away(prepared.disclosure, ready.secrets):
            raise Stopped(leaks)
        made = Publication(_marked(prepared.disclosure, draft=self.options.draft), layout, books.previous)
        with Unfinished(Path(tempfile.gettempdir())) as where:
            folder = where / "made"
            folder.mkdir()
            first = self._published(made, folder)
            files = contents(folder)
        dossier = _checked(first.disclosure, previous, made.layout.standard)
        held = {**answered, **explained(dossier.report, self.options.accepted)}
        dossier = replace(dossier, report=waive(dossier.report, self.options.accepted))
        errors = tuple(_errors(dossier))
        return PreparedFiles(
            tuple(told),
            errors,
            files={} if errors and not self.options.draft else files,
            unheard=tuple(map(str, first.unheard)),
            name=Path(dossier.disclosure.info.file).name,
            verdict=dossier.verdict,
            findings=tuple(_findings(dossier)),
            faults=dossier.report.faults,
            explained=held,
        )

    def _published(self, made: Publication, where: Path) -> Proof:
        """Every format, each read back as the public will; the first of them.

        Raises:
            Stopped: when a file says something else than was prepared, or the user's template cannot be filled.
        """
        from juesuan.corpus.publications import Unproven, file_name, written

        name = file_name(made.disclosure) + (_DRAFT if self.options.draft else "")
        try:
            proofs = list(written(made, self.options.formats, where, name))
        except Unproven as error:
            raise Stopped(_unproven(error)) from error
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


def _unproven(error: Unproven) -> str:
    """The message about a file that reads otherwise than it was written."""
    more = f"等 {len(error.wrong)} 处" if len(error.wrong) > _NAMED else ""
    return (
        f"{error.path.name}：写好后重新读取，与编制的内容不同：{'；'.join(error.wrong[:_NAMED])}{more}。没有生成任何文件。"
        "用了自己的版式的，请检查版式；否则请把工作簿和这条信息一起反馈，也可以先不生成这种格式。"
    )


def _fill(template: Path, made: Publication, out: Path) -> None:
    from juesuan.publishing.word_template import fill_template

    problems = fill_template(template, made.disclosure, out, made.layout.standard, made.layout.style)
    if problems:
        told = "\n".join(f"{template.name}：{problem.message}" for problem in problems)
        raise Stopped(f"{told}\n模板没有填写，没有生成任何文件。改好模板后重新运行。")


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


def _errors(dossier: Dossier) -> Iterator[Blocking]:
    """The errors that stand in the way."""
    from juesuan.model import Severity

    for finding in _told_findings(dossier):
        if finding.severity is Severity.ERROR:
            yield Blocking(Problem(f"{finding.message}（{finding.rule}）"), finding.id, is_of_files=True)
