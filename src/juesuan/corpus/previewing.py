"""What would be published of a workbook while it is being filled in: the document as a web page, what is open, and what is asked for."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct, structs
from msgspec import field as default

from juesuan.corpus.composing import Compose
from juesuan.corpus.evidence import given_away
from juesuan.corpus.gathering import Handed, HandOver
from juesuan.corpus.jobs import Job, Tools
from juesuan.corpus.monitoring import MonitorMonth
from juesuan.corpus.readied import PrepareOptions, ReadyBooks, Stopped, readied
from juesuan.corpus.reading import Pack, Packed
from juesuan.corpus.renewing import Renew
from juesuan.corpus.scoring import ScoreForms
from juesuan.corpus.wire import Duties
from juesuan.corpus.workbook_editing import CellIssue, DescribeWorkbook, EditWorkbook, ImportWorkbook, issue_of
from juesuan.fault import Fault, attempt
from juesuan.model import Problem
from juesuan.preparing.workbook.grid import Grid, GridRow, sheets_of
from juesuan.unfinished import Unfinished

if TYPE_CHECKING:
    from juesuan.model import Disclosure
    from juesuan.preparing.prepare import Prepared
    from juesuan.standard import Standard

__all__ = ["DESK", "Jobs", "OpenQuestion", "PreviewBooks", "PreviewedBooks", "warm_up"]

_MARK = "草稿，不得公开"
_CODE = len("2010301")
_SCRIPTS = re.compile(rb"<script\b.*?</script>", re.DOTALL)
"""Of our own page: texts of users are escaped in it."""


class OpenQuestion(Struct, frozen=True):
    """Something that only the accountant can say, and the cell in which the answer belongs.

    Attributes:
        message: what is asked. sheet, row, field: the cell; an empty sheet: none is known.
        with_it: what else has to stand in that row, by field.
    """

    message: str
    sheet: str = ""
    row: int = 0
    field: str = ""
    with_it: Mapping[str, str] = default(default_factory=dict)


class PreviewedBooks(Struct, frozen=True):
    """What came of it.

    Attributes:
        page: the document as a web page; empty where none can be made yet. layout: in which it is printed.
        issues: what has to be mended. questions: what is asked for. notes: what the user should know.
        is_sound: whether the page shows books in which nothing is wrong.
        refusal: why there is no page, in Chinese.
    """

    page: bytes = b""
    layout: str = ""
    issues: tuple[CellIssue, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()
    notes: tuple[str, ...] = ()
    is_sound: bool = False
    refusal: str = ""


class PreviewBooks(Job["PreviewedBooks"], frozen=True, tag=True):
    """Composes the document as a draft; where the books are wrong, as it would look with what is wrong.

    Attributes:
        grid: of the workbook. beside: what else is handed over. options: what is wanted. previous: last year's disclosure.
    """

    grid: Grid
    beside: tuple[Handed, ...]
    options: PrepareOptions
    previous: Packed | None = None
    answer: ClassVar[type[PreviewedBooks]] = PreviewedBooks

    def do(self, tools: Tools) -> PreviewedBooks:
        """Composes it."""
        told: list[str] = []
        standard = tools.standard
        handed = (Handed(sheets_of(self.grid, standard)), *self.beside)
        try:
            ready = readied(handed, self.options, self.previous, standard, told)
            return self._composed(ready, standard, told)
        except Stopped as stopped:
            return PreviewedBooks(notes=tuple(told), refusal=str(stopped))

    def _composed(self, ready: ReadyBooks, standard: Standard, told: list[str]) -> PreviewedBooks:
        from juesuan.preparing.prepare import fingerprint_of, prepare, question
        from juesuan.standard.loading import DataError

        books, layout, rounding = ready.books, ready.layout, self.options.rounding
        accepted = [waiver.finding for waiver in self.options.accepted]
        try:
            prepared = prepare(books, layout, rounding, draft=True, accepted=accepted)
        except DataError as error:
            raise Stopped(str(error)) from error
        shown, asked = prepared, {question(item) for item in prepared.asked}
        wrong = [
            item for item in prepared.problems if item.message not in asked and item.message not in prepared.lacking
        ]
        if wrong:
            found = attempt(
                lambda: prepare(
                    books,
                    layout,
                    rounding,
                    draft=True,
                    accepted=[*accepted, *(fingerprint_of(item.message) for item in wrong)],
                )
            )
            shown = prepared if isinstance(found, Fault) else found
        issues = [issue_of(doubt.problem, standard.workbook, fingerprint=doubt.fingerprint) for doubt in ready.doubted]
        for item in (*wrong, *map(Problem, prepared.lacking)):
            mark = fingerprint_of(item.message) if item.message in {*prepared.answerable, *prepared.lacking} else ""
            issues.append(issue_of(item, standard.workbook, fingerprint=mark))
        page = self._page(shown.disclosure, ready) if shown.disclosure is not None else b""
        kept = {*asked, *prepared.lacking}
        return PreviewedBooks(
            page,
            layout.id,
            tuple(issues),
            tuple(_questions(prepared, self.grid, books.year, standard)),
            (*(line.removeprefix("提示  ") for line in told), *(note for note in prepared.notes if note not in kept)),
            is_sound=not wrong,
        )

    def _page(self, disclosure: Disclosure, ready: ReadyBooks) -> bytes:
        """The web page of ``prepare`` without what it does by script, marked as a draft.

        Raises:
            Stopped: when it would tell of people.
        """
        from juesuan.publishing import publish_html

        if leaks := given_away(disclosure, ready.secrets):
            raise Stopped(leaks)
        marked = structs.replace(disclosure, info=structs.replace(disclosure.info, mark=_MARK))
        layout = ready.layout.at(ready.books.year)
        with Unfinished(Path(tempfile.gettempdir())) as where:
            made = where / "preview.html"
            publish_html(marked, layout.style, made, layout.standard, ready.books.previous)
            return _SCRIPTS.sub(b"", made.read_bytes())


Jobs = (
    HandOver
    | Pack
    | Compose
    | Renew
    | EditWorkbook
    | ImportWorkbook
    | DescribeWorkbook
    | PreviewBooks
    | ScoreForms
    | MonitorMonth
)
DESK = Duties(__name__, writes=True)
"""All that a workbook goes through from the first cell to what is published of it."""


def warm_up() -> None:
    """Loads what the first save needs."""
    import juesuan.preparing.workbook.to_books
    import juesuan.publishing.template_workbook  # noqa: F401


def _questions(prepared: Prepared, grid: Grid, year: int, standard: Standard) -> Iterator[OpenQuestion]:
    """Each with its cell; answers that have no row yet get new rows below the last one."""
    from juesuan.preparing.prepare import question

    given = len(grid.get("reasons", ()))
    rows, taken = [*grid.get("reasons", ())], set[tuple[int, str]]()
    for asked in prepared.asked:
        message, field = question(asked), "purpose" if asked.kind == "purpose" else "reason"
        if asked.kind == "previous":
            fields = {item.key for item in standard.workbook.sheet("previous").fields}
            yield OpenQuestion(message, "previous", 0, asked.key) if asked.key in fields else OpenQuestion(message)
            continue
        fund, _, topic = asked.key.rpartition(":")
        word = _topic_word(topic, year, standard)
        if not word:
            yield OpenQuestion(message)
            continue
        mine = [
            number
            for number, row in enumerate(rows)
            if _topic(row, standard) == topic and not row.get(field) and (number, field) not in taken
        ]
        number = min(mine, key=lambda row: _strangeness(_fund(rows[row], standard), fund), default=len(rows))
        if number < len(rows) and _fund(rows[number], standard) not in {fund, ""}:
            number = len(rows)
        if number == len(rows):
            is_alone = all(_topic(row, standard) != topic for row in rows)
            name = standard.workbook.sheet("reasons").field("fund").word(fund)
            rows.append({"topic": word} if is_alone or not name else {"topic": word, "fund": name})
        taken.add((number, field))
        yield OpenQuestion(message, "reasons", number, field, {} if number < given else dict(rows[number]))


def _topic_word(topic: str, year: int, standard: Standard) -> str:
    """How the sheet of reasons calls a topic; empty where it has none of the kind."""
    from juesuan.preparing.workbook.values import spelt

    field = standard.workbook.sheet("reasons").field("topic")
    return str(spelt(field, topic, standard.codes, year)) if topic.isdigit() or field.word(topic) else ""


def _topic(row: GridRow, standard: Standard) -> str:
    """The topic of a row of reasons: the key of its word, or its code."""
    text = row.get("topic", "")
    code = text[:_CODE]
    return standard.workbook.sheet("reasons").field("topic").chosen(text) or (code if code.isdigit() else "")


def _fund(row: GridRow, standard: Standard) -> str:
    return standard.workbook.sheet("reasons").field("fund").chosen(row.get("fund", ""))


def _strangeness(there: str, wanted: str) -> int:
    """How far the fund of a row is from the one that is asked for: the same, none, another one."""
    return 0 if there == wanted else 2 if there else 1
