"""The forms of the performance cycle, printed in the process that read the workbook or the record."""

from __future__ import annotations

import dataclasses
import datetime
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from msgspec.structs import replace

from juesuan.corpus.jobs import Job, Tools
from juesuan.corpus.wire import Duties
from juesuan.model import Problem
from juesuan.unfinished import Unfinished

if TYPE_CHECKING:
    from juesuan.performance.cycle.record import Cycle, CycleWork
    from juesuan.performance.cycle.shown import View
    from juesuan.preparing.workbook import InputSheet
    from juesuan.standard import Standard
    from juesuan.standard.stage_forms import StageForm

__all__ = ["CYCLE", "Jobs", "PrintStage", "StageAsked", "StagePrinted", "warm_up"]

WHOLE = "整体"
_JSON = ".json"


class StageAsked(Struct, frozen=True):
    """What is wanted.

    Attributes:
        stage: of the year; empty with a form. form: id of a form; empty: that of the place.
        project: name of a project, ``整体``, or empty: all.
        date: the day of monitoring as ``2022-07-31``; empty: the last one.
        layout: None: that of the place. suffix: the format, or ``.json``: the record itself.
        evidence: the folder of evidence, as the system spells it; empty: what the workbook names.
    """

    stage: str
    form: str = ""
    project: str = ""
    date: str = ""
    layout: str | None = None
    suffix: str = ".docx"
    evidence: bytes = b""


class StagePrinted(Struct, frozen=True):
    """The file, or why there is none: ``problems`` of the record, or a ``refusal``.

    ``remarks``: what was left aside of the sheets, and ``told``: for the user, in any case.
    """

    content: bytes = b""
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    refusal: str = ""
    told: tuple[str, ...] = ()


class PrintStage(Job["StagePrinted"], frozen=True, tag=True):
    """Prints the forms of a stage.

    Attributes:
        path: of a workbook or a record, as the system spells it.
        asked: what is wanted.
    """

    path: bytes
    asked: StageAsked
    answer: ClassVar[type[StagePrinted]] = StagePrinted

    def do(self, tools: Tools) -> StagePrinted:
        """Prints them."""
        from juesuan.formats.errors import ReadError

        try:
            found = _record(Path(os.fsdecode(self.path)), self.asked.evidence, tools.standard)
        except ReadError as error:
            return StagePrinted(refusal=str(error))
        if found.cycle is None:
            return StagePrinted(problems=found.problems, remarks=found.remarks)
        made = _printed(found.cycle, self.asked, tools.standard)
        is_telling = found.told and (made.problems or self.asked.suffix == _JSON)
        return replace(made, remarks=found.remarks, told=(*made.told, found.told) if is_telling else made.told)


Jobs = PrintStage
CYCLE = Duties(__name__, writes=True)


def warm_up() -> None:
    """Loads nothing: the form decides what is needed."""


@dataclass(frozen=True, slots=True)
class _Recorded:
    """The record, or what is wrong with it; what was left aside, and what is said of it where it does not suffice."""

    cycle: Cycle | None
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    told: str = ""


_NO_EVIDENCE = (
    "提示  “佐证取数”表写明 {count} 个数从佐证表算出，这次没有给出佐证表：请加 --evidence 佐证文件夹（或在“佐证表”中写明文件），"
    "不必逐个填写实际完成值。"
)


def _record(path: Path, evidence: bytes, standard: Standard) -> _Recorded:
    """The record in a workbook or a document, with what evidence shows of its results, or what is wrong with it.

    Raises:
        ReadError: when the file cannot be read.
    """
    from juesuan.formats.files import load
    from juesuan.performance.cycle.documents import read_document
    from juesuan.performance.cycle.from_sheets import read_cycle
    from juesuan.recognising.workbook_input import open_input

    data = load(path)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        found = read_document(data.removeprefix(b"\xef\xbb\xbf"))
        return _Recorded(None, (found,)) if isinstance(found, Problem) else _Recorded(found)
    sheets = open_input(path).sheets
    read = read_cycle(sheets, standard)
    if read.cycle is None:
        return _Recorded(None, read.problems, read.remarks)
    return dataclasses.replace(_with_evidence(read.cycle, sheets, path, evidence, standard), remarks=read.remarks)


def _with_evidence(
    cycle: Cycle, sheets: Sequence[InputSheet], path: Path, folder: bytes, standard: Standard
) -> _Recorded:
    """The record with the values that its measures give; what was filled in stands.

    Raises:
        ReadError: when there is no such folder.
    """
    from juesuan.corpus.evidence import evidence_of, given_away
    from juesuan.performance.computing import computed
    from juesuan.performance.cycle.evidenced import evidenced
    from juesuan.preparing.workbook import read_books

    books = read_books(sheets, standard).books
    if books is None or not books.measures:
        return _Recorded(cycle)
    evidence = evidence_of(books, folder, os.fsencode(path), standard)
    shown, problems = evidenced(cycle, computed(books, evidence), evidence)
    leaks = given_away(shown, evidence.secrets if evidence is not None else None)
    if leaks or problems:
        return _Recorded(None, (Problem(leaks),) if leaks else problems)
    return _Recorded(shown, told="" if evidence is not None else _NO_EVIDENCE.format(count=len(books.measures)))


def _printed(cycle: Cycle, asked: StageAsked, standard: Standard) -> StagePrinted:
    from juesuan.performance.cycle.documents import cycle_document
    from juesuan.publishing.stages import publish_stages

    if asked.suffix == _JSON:
        return StagePrinted(cycle_document(cycle))
    told: list[str] = []
    works = _works(cycle, asked.project)
    if isinstance(works, str):
        return StagePrinted(refusal=works)
    pairs = _chosen_forms(cycle, works, asked, standard, told)
    if isinstance(pairs, str):
        return StagePrinted(refusal=pairs, told=tuple(told))
    made = _views(cycle, pairs, asked, standard)
    problems = [item for item in made if isinstance(item, Problem)]
    if problems:
        return StagePrinted(problems=tuple(dict.fromkeys(problems)), told=tuple(told))
    views: list[View] = [item for item in made if not isinstance(item, Problem)]
    style = standard.layouts.of_place(cycle.place, cycle.year, cycle.level).style
    with Unfinished(Path(tempfile.gettempdir())) as where:
        path = where / f"stage{asked.suffix}"
        publish_stages(views, style, path)
        return StagePrinted(path.read_bytes(), told=tuple(told))


def _works(cycle: Cycle, project: str) -> Sequence[CycleWork] | str:
    """The works that are meant, or why there are none."""
    from juesuan.preparing.workbook.values import nearest, same_name

    if not cycle.works:
        return "没有一个项目，也没有整体绩效。"
    if not project:
        return cycle.works
    wanted = same_name(project)
    found = [
        work
        for work in cycle.works
        if (same_name(work.name) == wanted and work.kind == "project")
        or (work.kind == "overall" and project.startswith(WHOLE))
    ]
    names = [work.name if work.kind == "project" else WHOLE for work in cycle.works]
    return found or f"没有名为“{project}”的项目。{nearest(project, names)}有的是：{'、'.join(names)}。"


def _chosen_forms(
    cycle: Cycle, works: Sequence[CycleWork], asked: StageAsked, standard: Standard, told: list[str]
) -> list[tuple[StageForm, CycleWork | None]] | str:
    """Each form with the work that fills it, or why there is none."""
    from juesuan.performance.cycle.choosing import form_of, named_form

    if asked.form:
        found = named_form(asked.form, standard)
        if isinstance(found, str):
            return found
        if found.data.doubt:
            told.append(f"提示  {found.data.title}：依据不足，{found.data.doubt}")
        if found.kind == "all":
            return [(found, None)]
        fitting = [work for work in works if work.kind == found.kind]
        return [
            (found, work) for work in fitting
        ] or f"“{found.data.title}”是{'项目' if found.kind == 'project' else '整体'}的表，没有可填的内容。"
    whole = form_of(cycle, asked.stage, "all", asked.layout, standard)
    kinds = ["all"] if whole is not None else list(dict.fromkeys(work.kind for work in works))
    pairs: list[tuple[StageForm, CycleWork | None]] = []
    for kind in kinds:
        choice = whole if kind == "all" else form_of(cycle, asked.stage, kind, asked.layout, standard)
        if choice is None:
            continue
        if choice.refusal:
            if len(kinds) == 1 or asked.project:
                return choice.refusal
            told.append(f"提示  {choice.refusal}")
            continue
        told += [f"提示  {note}" for note in choice.notes]
        told.append(f"表式：{choice.form.data.title}（{choice.form.id}），依据{choice.form.data.basis}")
        if asked.stage == "self":
            told += [f"提示  计分依据不足：{doubt}" for doubt in choice.form.template.doubts]
        pairs += (
            [(choice.form, None)] if kind == "all" else [(choice.form, work) for work in works if work.kind == kind]
        )
    return pairs or "这一阶段没有可以生成的表。"


def _views(
    cycle: Cycle, pairs: Sequence[tuple[StageForm, CycleWork | None]], asked: StageAsked, standard: Standard
) -> list[View | Problem]:
    """What each form prints, or what is lacking for it."""
    from juesuan.performance.cycle.choosing import scoring_of_place
    from juesuan.performance.cycle.shown import View
    from juesuan.performance.cycle.stages import lacking, monitoring_of

    date = datetime.date.fromisoformat(asked.date) if asked.date else None
    templates = scoring_of_place(cycle, asked.layout, standard)
    made: list[View | Problem] = []
    for form, work in pairs:
        made += lacking(cycle, form, work, date)
        monitoring = monitoring_of(work, date) if work is not None and form.stage == "monitoring" else None
        made.append(View(cycle, form, work, monitoring, templates))
    return made
