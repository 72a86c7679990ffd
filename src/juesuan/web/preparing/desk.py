"""What can be done with a workbook that is prepared here, without pages. Everything that reads or makes a file happens in a process with limits.

The workbook stays the one format: each save is a new version of it in the vault, and the log says so before anybody is told that it is saved.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, structs
from sqlalchemy import select

from juesuan.checking.waivers import Waiver
from juesuan.corpus.composing import Compose, PreparedFiles
from juesuan.corpus.gathering import Handed
from juesuan.corpus.monitoring import MonitorAsked, MonitoredMonth, MonitorMonth
from juesuan.corpus.previewing import PreviewBooks, PreviewedBooks
from juesuan.corpus.publications import FORMATS
from juesuan.corpus.readied import PrepareOptions
from juesuan.corpus.reading import Packed
from juesuan.corpus.renewing import Renew
from juesuan.corpus.scoring import ScoredForms, ScoreForms
from juesuan.corpus.workbook_editing import (
    EditedWorkbook,
    EditWorkbook,
    ImportWorkbook,
    WorkbookShape,
)
from juesuan.preparing.workbook.grid import CellText, Grid, SheetChange
from juesuan.web.acts import Act
from juesuan.web.people.rights import NotPermitted, Person, Right
from juesuan.web.preparing.acts import (
    ErrorAccepted,
    ErrorNotAccepted,
    FileAttached,
    FileDetached,
    PreparationSet,
    PreparationStarted,
    PublicationMade,
    PublishedFile,
    WorkbookSaved,
)
from juesuan.web.preparing.applied import NoSuchPreparation
from juesuan.web.preparing.asking import WORKBOOK, Asker, NotDone, keep
from juesuan.web.preparing.state import PreparationState, preparation_state, preparations, savers
from juesuan.web.preparing.tables import AttachmentRow, FileRole, Origin, PreparationRow
from juesuan.web.preparing.versions import VersionOfWorkbook, versions_of
from juesuan.web.store.database import Database
from juesuan.web.store.log import record
from juesuan.web.store.vault import Vault

__all__ = ["ROUNDINGS", "ChangedMeanwhile", "Desk", "UnitHead"]

ROUNDINGS = ("plain", "footing", "given")


class ChangedMeanwhile(Exception):
    """这份工作簿在别的窗口改过。请刷新页面，再填没有保存的内容。"""


class UnitHead(Struct, frozen=True):
    """What a new workbook says of itself: the texts of the sheet of the unit."""

    name: str
    year: str
    place: str
    level: str
    kind: str


class Desk:
    """All workbooks that are prepared here."""

    def __init__(self, database: Database, vault: Vault, asker: Asker) -> None:
        """Everything is kept in the database and the vault; ``asker`` has it read and made."""
        self._database = database
        self._vault = vault
        self._asker = asker
        self._changing = threading.Lock()
        self._previews: dict[tuple[object, ...], PreviewedBooks] = {}

    def all(self) -> tuple[PreparationState, ...]:
        """Every workbook, the one that was saved last first."""
        with self._database.reading() as session:
            return preparations(session)

    def state(self, number: int) -> PreparationState:
        """One of them, with what stands beside it and what was published of it.

        Raises:
            NoSuchPreparation: when there is none.
        """
        with self._database.reading() as session:
            found = preparation_state(session, number)
        if found is None:
            raise NoSuchPreparation
        return found

    def shape(self, year: int | None) -> WorkbookShape:
        """What there is to fill in for a year.

        Raises:
            NotDone: when nobody can say.
        """
        return self._asker.shape(year)

    def edited(self, number: int) -> EditedWorkbook:
        """What stands in the workbook, and what is wrong with its cells.

        Raises:
            NoSuchPreparation: when there is none. NotDone: when it cannot be read.
        """
        row = self._row(number)
        return self._asker.at_once(EditWorkbook(self._asker.grid(row.vault), (), self._beside(number, FileRole.BOOKS)))

    def workbook(self, number: int) -> tuple[str, bytes]:
        """The workbook as a file, and its name.

        Raises:
            NoSuchPreparation: when there is none.
        """
        row = self._row(number)
        return f"{row.unit}{row.year}工作簿.xlsx", self._vault.path(row.vault).read_bytes()

    def start(self, head: UnitHead, layout: str, person: Person) -> int:
        """Begins with an empty workbook: its number.

        Raises:
            NotDone: when what is said of the unit cannot stand in a workbook.
        """
        texts = {"name": head.name, "year": head.year, "place": head.place, "level": head.level, "kind": head.kind}
        changes = tuple(CellText("department", 0, key, text) for key, text in texts.items())
        made = self._asker.at_once(EditWorkbook({}, changes))
        return self._started(made.content, made, PreparationStarted("", "", "", Origin.EMPTY, layout=layout), person)

    def start_from(
        self, name: str, parts: Iterable[bytes], origin: Origin, person: Person
    ) -> tuple[int, tuple[str, ...]]:
        """Begins with last year's workbook or disclosure, or with a workbook that is filled in: its number, and what was not taken over.

        Raises:
            NotDone: when the file is none that one can begin with.
        """
        kept = self._vault.put(name, parts)
        path, content = kept.path, b""
        if origin is Origin.RENEWED:
            renewed = self._asker.made(Renew(os.fsencode(path)))
            content = renewed.content
            path = self._vault.put(WORKBOOK, [content]).path
        taken = self._asker.made(ImportWorkbook(os.fsencode(path)))
        act = PreparationStarted("", "", "", origin, source=name)
        return self._started(taken.content, taken, act, person), taken.told

    def change(self, number: int, version: int, changes: Sequence[SheetChange], person: Person) -> EditedWorkbook:
        """Changes cells. Once this returns nothing can lose them.

        Raises:
            NoSuchPreparation: when there is none. ChangedMeanwhile: when ``version`` is not the last one.
            NotDone: when something of it cannot be; then nothing was changed.
        """
        with self._changing:
            row = self._row(number)
            if row.version != version:
                raise ChangedMeanwhile
            job = EditWorkbook(self._asker.grid(row.vault), tuple(changes), self._beside(number, FileRole.BOOKS))
            made = self._asker.at_once(job)
            if not made.content:
                return made
            kept = self._vault.put(WORKBOOK, [made.content])
            unit, year = _called(made.grid)
            self._do(WorkbookSaved(number, kept.digest, len(changes), unit, year), person)
            self._asker.remember(kept.digest, made.grid)
            return made

    def versions(self, number: int) -> tuple[VersionOfWorkbook, ...]:
        """All versions of the workbook, the first first."""
        with self._database.reading() as session:
            return versions_of(session, number)

    def version(self, number: int, version: int) -> bytes | None:
        """A version of the workbook as a file; None where there is none."""
        found = next((each for each in self.versions(number) if each.version == version), None)
        return self._vault.path(found.vault).read_bytes() if found is not None else None

    def restore(self, number: int, version: int, person: Person) -> None:
        """Makes an earlier version the last one; those in between stay.

        Raises:
            NoSuchPreparation: when there is none. NotDone: when there is no such version, or it is the last.
        """
        with self._changing:
            row = self._row(number)
            found = next((each for each in self.versions(number) if each.version == version), None)
            if found is None or version == row.version:
                raise NotDone("没有这一版，或者它就是现在的一版。")
            unit, year = _called(self._asker.grid(found.vault))
            self._do(WorkbookSaved(number, found.vault, 0, unit, year, version), person)

    def choose(self, number: int, layout: str, rounding: str, person: Person) -> None:
        """Chooses how it is printed.

        Raises:
            NoSuchPreparation: when there is none. NotDone: when there is no such layout or way to round.
        """
        known = {each.name for each in self.shape(None).layouts} | {""}
        if layout not in known or rounding not in ROUNDINGS:
            raise NotDone("没有这个版式或取舍方式。")
        self._do(PreparationSet(number, layout, rounding), person)

    def attach(self, number: int, role: FileRole, name: str, parts: Iterable[bytes], person: Person) -> None:
        """Puts a file beside the workbook, in the place of one of that name.

        Raises:
            NoSuchPreparation: when there is none. NotDone: when the file cannot be used so.
        """
        state = self.state(number)
        kept = self._vault.put(name, parts)
        if role is FileRole.BOOKS:
            self._asker.handed(kept.digest)
        elif role is FileRole.PREVIOUS:
            self._asker.packed(kept.digest)
        with self._database.writing() as session:
            for each in state.attachments:
                if each.role == role and (each.name == name or role is FileRole.PREVIOUS):
                    record(session, FileDetached(number, each.number), person.name)
            record(session, FileAttached(number, role, kept.digest, name, kept.size), person.name)

    def detach(self, number: int, attachment: int, person: Person) -> None:
        """Takes a file away.

        Raises:
            NoSuchPreparation: when there is none.
        """
        self._do(FileDetached(number, attachment), person)

    def accept(self, act: ErrorAccepted, person: Person) -> None:
        """Has somebody answer for something that is in the way of publishing.

        Raises:
            NoSuchPreparation: when there is none. NotDone: when it is not said why or by whom.
        """
        if not act.reason.strip() or not act.name.strip() or not act.fingerprint:
            raise NotDone("请写明为什么确实如此，以及由谁负责。")
        self._do(structs.replace(act, reason=act.reason.strip(), name=act.name.strip()), person)

    def accept_no_more(self, number: int, fingerprint: str, person: Person) -> None:
        """Has nobody answer for it any more.

        Raises:
            NoSuchPreparation: when there is none, or nobody did.
        """
        self._do(ErrorNotAccepted(number, fingerprint), person)

    def preview(self, number: int) -> PreviewedBooks:
        """The document as it would be, and what is open.

        Raises:
            NoSuchPreparation: when there is none. NotDone: when nobody can say.
        """
        row, state = self._row(number), self.state(number)
        beside = tuple(each.number for each in state.attachments)
        key = (row.vault, row.layout, row.rounding, beside, state.accepted)
        if key not in self._previews:
            with self._evidence(number) as evidence:
                options = self._options(row, state, evidence, ("html",), is_draft=True)
                job = PreviewBooks(
                    self._asker.grid(row.vault), self._beside(number, FileRole.BOOKS), options, self._previous(number)
                )
                made = self._asker.made(job, refusals=False)
            keep(self._previews, key, made)
        return self._previews[key]

    def publish(self, number: int, person: Person, *, is_draft: bool) -> PreparedFiles:
        """Makes every file, each read back; where something is open and it is no draft, nothing is made and it is said what.

        Raises:
            NoSuchPreparation: when there is none. NotDone: when the program failed. NotPermitted: when another person has to do it.
        """
        row = self._row(number)
        if not is_draft and (why := self.why_not_published_by(number, person)):
            raise NotPermitted(why)
        open_cells = [issue for issue in self.edited(number).issues if not issue.is_remark]
        if open_cells:
            told = "\n".join(issue.told for issue in open_cells)
            return PreparedFiles(refusal=told)
        handed = (self._asker.handed(row.vault), *self._beside(number, FileRole.BOOKS))
        with self._evidence(number) as evidence:
            options = self._options(row, self.state(number), evidence, tuple(FORMATS), is_draft=is_draft)
            made = self._asker.made(Compose(handed, options, self._previous(number)), refusals=False)
        if made.files:
            files = []
            for name, content in made.files.items():
                kept = self._vault.put(name, [content])
                files.append(PublishedFile(name, kept.digest, kept.size))
            self._do(PublicationMade(number, row.version, is_draft, made.verdict, tuple(files)), person)
        return made

    def why_not_published_by(self, number: int, person: Person) -> str:
        """Why somebody may not publish the document; empty: he may."""
        if person.is_alone:
            return ""
        if not person.may(Right.PUBLISH):
            return "公开文件由有“复核”角色、没有填过这份工作簿的人来生成。"
        with self._database.reading() as session:
            if person.name in savers(session, number):
                return "编制和公开不能是同一个人：填过这份工作簿的人不能公开，请由另一个有“复核”角色的人来公开。"
        return ""

    def published(self, number: int, publication: int, position: int) -> tuple[str, Path] | None:
        """One of the files that were made: its name, and where it is."""
        for line in self.state(number).published:
            if line.number == publication and 0 <= position < len(line.files):
                return line.files[position].name, self._vault.path(line.files[position].vault)
        return None

    def scores(self, number: int, form: str) -> ScoredForms:
        """The scores of its performance forms: ``json`` or ``xlsx``.

        Raises:
            NoSuchPreparation: when there is none. NotDone: when they cannot be computed.
        """
        row = self._row(number)
        handed = (self._asker.handed(row.vault), *self._beside(number, FileRole.BOOKS))
        with self._evidence(number) as evidence:
            path = os.fsencode(self._vault.path(row.vault))
            return self._asker.made(ScoreForms(handed, path, evidence, row.layout or None, form))

    def month(self, number: int, asked: MonitorAsked) -> MonitoredMonth:
        """The brief of a month, of the evidence beside the workbook.

        Raises:
            NoSuchPreparation: when there is none. NotDone: when there is no evidence, or nothing of the month.
        """
        with self._evidence(number) as evidence:
            if not evidence:
                raise NotDone("还没有佐证表。请先在上面添加企业月报、问题台账等表。")
            return self._asker.made(MonitorMonth(evidence, asked))

    def _started(self, content: bytes, made: EditedWorkbook, act: PreparationStarted, person: Person) -> int:
        kept = self._vault.put(WORKBOOK, [content])
        unit, year = _called(made.grid)
        self._asker.remember(kept.digest, made.grid)
        return self._do(PreparationStarted(kept.digest, unit, year, act.origin, act.source, act.layout), person)

    def _row(self, number: int) -> PreparationRow:
        with self._database.reading() as session:
            row = session.get(PreparationRow, number)
        if row is None:
            raise NoSuchPreparation
        return row

    def _attached(self, number: int, role: FileRole) -> list[AttachmentRow]:
        with self._database.reading() as session:
            wanted = select(AttachmentRow).where(AttachmentRow.preparation_id == number, AttachmentRow.role == role)
            return [*session.scalars(wanted.order_by(AttachmentRow.id))]

    def _beside(self, number: int, role: FileRole) -> tuple[Handed, ...]:
        return tuple(self._asker.handed(each.vault) for each in self._attached(number, role))

    def _previous(self, number: int) -> Packed | None:
        return next((self._asker.packed(each.vault) for each in self._attached(number, FileRole.PREVIOUS)), None)

    @contextmanager
    def _evidence(self, number: int) -> Iterator[bytes]:
        with self._asker.folder_of([each.vault for each in self._attached(number, FileRole.EVIDENCE)]) as folder:
            yield folder

    def _options(
        self, row: PreparationRow, state: PreparationState, evidence: bytes, formats: tuple[str, ...], *, is_draft: bool
    ) -> PrepareOptions:
        return PrepareOptions(
            formats,
            row.layout or None,
            row.rounding,
            is_draft,
            tuple(Waiver(each.fingerprint, each.reason, each.name, each.at[:10]) for each in state.accepted),
            evidence=evidence,
            workbook=os.fsencode(self._vault.path(row.vault)),
        )

    def _do(self, act: Act, person: Person) -> int:
        with self._database.writing() as session:
            return record(session, act, person.name)


def _called(grid: Grid) -> tuple[str, str]:
    """The unit and the year that a workbook says it is of."""
    head: Mapping[str, str] = next(iter(grid.get("department", ())), {})
    return head.get("name", ""), head.get("year", "")
