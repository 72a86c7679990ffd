"""The workbench itself, without pages: what can be asked of it and what can be done in it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from juesuan.corpus.listing import CheckLetterhead, Listed, ReadList, ReadReply
from juesuan.corpus.worker import WorkerCrash
from juesuan.model import Severity
from juesuan.web.acts import (
    Act,
    Decided,
    Explained,
    LetterheadSet,
    ListedUnit,
    OwnWithdrawn,
    ProposalsLeft,
    Received,
    Reviewed,
    Reworded,
    TakenOver,
    UnitsListed,
)
from juesuan.web.board import Board, BoardFilter, HandedIn, board, handed_in
from juesuan.web.by_hand import NewFinding, found_act, mended_together
from juesuan.web.charts import ChartsPage, charts_page
from juesuan.web.people.rights import NotPermitted, Person, Right
from juesuan.web.reviewing import DocumentState, document_state
from juesuan.web.sending import Outgoing, ReviewedVersion, Sender
from juesuan.web.store.database import Database
from juesuan.web.store.log import LETTERHEAD, LogLine, NoSuchDocument, acts_of, record
from juesuan.web.store.reports import Reports
from juesuan.web.store.schema import Conclusion, DocumentRow, Review, SettingRow, UnitRow
from juesuan.web.store.vault import Vault
from juesuan.web.telling import ToldLine, told_lines
from juesuan.web.waiting import JudgingQueue

__all__ = ["OUTGOING", "Workbench"]

OUTGOING = {"letter": "整改通知", "reply": "回执", "checklist": "核对表", "marked": "批注副本"}
"""What can be handed out, by the names of the sender's ways to make them, and as people call it."""

_WORDS = 2000
"""Characters of what is kept of a unit's answer."""


@dataclass(frozen=True)
class Workbench:
    """Everything behind the pages: the store, the queue and who makes what goes out."""

    database: Database
    vault: Vault
    reports: Reports
    queue: JudgingQueue
    sender: Sender

    def receive(self, name: str, parts: Iterable[bytes], person: Person) -> int:
        """Takes a file in, to be judged when its turn comes: the number of the document. Once this returns nothing can lose it."""
        kept = self.vault.put(name, parts)
        number = self._do(Received(kept.digest, name, kept.size), person)
        self.queue.wake()
        return number

    def decide(self, decided: Decided, person: Person) -> None:
        """Says what holds of findings; an empty judgement takes it back.

        Raises:
            ValueError: when there is no such judgement.
            NoSuchDocument: when there is no such document, or none whose unit is known.
            NotPermitted: when somebody else reviews the unit.
        """
        said = Conclusion(decided.judgement) if decided.judgement else ""
        self._review_act(decided.document, replace(decided, judgement=said, note=decided.note.strip()), person)

    def add_finding(self, document: int, new: NewFinding, person: Person) -> None:
        """Adds a finding of the person.

        Raises:
            ValueError: with a message for the user when it says nothing, or of nothing.
            NoSuchDocument: when there is no such document, or none whose unit is known.
            NotPermitted: when somebody else reviews the unit.
        """
        self._review_act(document, found_act(document, new, self.reports), person)

    def withdraw_finding(self, document: int, fingerprint: str, person: Person) -> None:
        """Takes a finding of a reviewer back; raises as the others do."""
        self._review_act(document, OwnWithdrawn(document, fingerprint), person)

    def reword(self, document: int, fingerprint: str, message: str, value: str, person: Person) -> None:
        """Other words for a finding, another value for what it proposes; raises as the others do."""
        self._review_act(document, Reworded(document, fingerprint, message.strip(), value.strip()), person)

    def leave_proposals(self, document: int, fingerprint: str, is_left: bool, person: Person) -> None:
        """Leaves out or takes in again what is proposed for a finding and what is to be mended together with it; raises as the others do."""
        together = mended_together(document, fingerprint, self.reports)
        self._review_act(document, ProposalsLeft(document, together, is_left), person)

    def _review_act(self, document: int, act: Act, person: Person) -> None:
        with self.database.writing() as session:
            _open(session, document, person)
            _held(session, document, person)
            record(session, act, person.name)

    def review(self, document: int, review: str, person: Person) -> None:
        """Moves the review of a document on. Where there are several people, nobody lets pass alone.

        Raises:
            ValueError: when there is no such state.
            NoSuchDocument: when there is no such document.
            NotPermitted: when somebody else has to do it.
        """
        wanted = Review(review)
        with self.database.writing() as session:
            if wanted is Review.PASSED and not person.is_alone:
                _may_pass(session, document, person)
            elif wanted is not Review.PASSED:
                _held(session, document, person)
            record(session, Reviewed(document, wanted), person.name)

    def take_over(self, document: int, person: Person) -> None:
        """Whoever asks reviews the unit of the document from now on.

        Raises:
            NoSuchDocument: when there is no such document, or none whose unit is known.
        """
        self._do(TakenOver(document), person)

    def list_units(self, units: Sequence[ListedUnit], person: Person) -> None:
        """Sets the list of units that have to publish."""
        self._do(UnitsListed(tuple(units)), person)

    def units(self) -> tuple[ListedUnit, ...]:
        """The units that have to publish, as they were listed last."""
        wanted = select(UnitRow).where(UnitRow.is_expected).order_by(UnitRow.id)
        with self.database.reading() as session:
            return tuple(ListedUnit(row.name, row.due, row.person) for row in session.scalars(wanted))

    def read_list(self, name: str, content: bytes) -> tuple[Listed, ...] | str:
        """The lines of a list of units in a workbook or a CSV file; a text says why it cannot be used. Nothing is kept of it."""
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            path = Path(folder) / f"名单{PurePosixPath(name).suffix.lower()}"
            path.write_bytes(content)
            answer = self.sender.ask(ReadList(os.fsencode(path)))
        return answer.reason if isinstance(answer, WorkerCrash) else answer

    def board(self, wanted: BoardFilter) -> Board:
        """A page of the board."""
        with self.database.reading() as session:
            return board(session, wanted)

    def handed_in(self) -> tuple[HandedIn, ...]:
        """What was handed in last."""
        with self.database.reading() as session:
            return handed_in(session)

    def document(self, number: int) -> DocumentState | None:
        """A document under review."""
        with self.database.reading() as session:
            return document_state(session, number)

    def charts(self, number: int) -> ChartsPage | None:
        """The charts of a document and of the years of its unit; None where there are none."""
        with self.database.reading() as session:
            return charts_page(number, session, self.reports)

    def outgoing(self, number: int, what: str) -> Outgoing | None:
        """Something to hand out; None where there is no such document."""
        state = self.document(number)
        with self.database.reading() as session:
            document = session.get(DocumentRow, number)
        if state is None or document is None:
            return None
        make = {
            "letter": self.sender.letter,
            "reply": self.sender.reply,
            "checklist": self.sender.checklist,
            "marked": self.sender.marked,
        }
        return make[what](document, state)

    def letterhead(self) -> tuple[str, bytes] | None:
        """The template of the bureau's own that letters are written on: its name and content; None: there is none."""
        with self.database.reading() as session:
            setting = session.get(SettingRow, LETTERHEAD)
        return (setting.name, self.vault.path(setting.vault).read_bytes()) if setting is not None else None

    def set_letterhead(self, name: str, content: bytes, person: Person) -> str:
        """Has letters written on a template from now on, or on our own where there is no content: why not; empty: it is done."""
        if not content:
            self._do(LetterheadSet("", ""), person)
            return ""
        kept = self.vault.put(f"{PurePosixPath(name).stem}.docx", [content])
        answer = self.sender.ask(CheckLetterhead(os.fsencode(kept.path)))
        if isinstance(answer, WorkerCrash):
            return f"{answer.reason}。"
        if not answer:
            self._do(LetterheadSet(kept.digest, name), person)
        return answer

    def take_reply(self, document: int, name: str, content: bytes, person: Person) -> tuple[int, str]:
        """Takes what a unit wrote into the form that went out: of how many findings it says something, and what is wrong with it.

        Raises:
            NoSuchDocument: when there is no such document. NotPermitted: when somebody else reviews the unit.
        """
        state = self.document(document)
        if state is None:
            raise NoSuchDocument
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            path = Path(folder) / f"回执{PurePosixPath(name).suffix.lower()}"
            path.write_bytes(content)
            answer = self.sender.ask(ReadReply(os.fsencode(path)))
        if not isinstance(answer, tuple):
            return 0, answer if isinstance(answer, str) else f"{answer.reason}。"
        known = {each.fingerprint for each in state.findings}
        meant = [reply for reply in answer if reply.finding in known]
        for reply in meant:
            self.explain(document, reply.finding, reply.text[:_WORDS], person)
        strange = len(answer) - len(meant)
        return len(meant), f"有 {strange} 行不是这份文件的问题，没有记下。" if strange else ""

    def compared(self, old: int, new: int) -> Outgoing | None:
        """Two versions compared; None where one is not there, or they are of different units or years."""
        versions = []
        for number in (old, new):
            state = self.document(number)
            with self.database.reading() as session:
                row = session.get(DocumentRow, number)
            if state is None or row is None:
                return None
            versions.append(ReviewedVersion(row, state))
        one, other = versions
        if (one.state.unit, one.state.year, one.state.kind) != (other.state.unit, other.state.year, other.state.kind):
            return None
        return self.sender.compared(one, other)

    def explain(self, document: int, fingerprint: str, text: str, person: Person) -> None:
        """What the unit says of a finding; raises as the others do."""
        self._review_act(document, Explained(document, fingerprint, text.strip()), person)

    def log(self) -> tuple[LogLine, ...]:
        """Everything that happened."""
        with self.database.reading() as session:
            return tuple(acts_of(session))

    def told(self, most: int) -> tuple[ToldLine, ...]:
        """What happened last, as people tell it, the newest first: so many lines at most."""
        with self.database.reading() as session:
            return told_lines(session, most)

    def _do(self, act: Act, person: Person) -> int:
        with self.database.writing() as session:
            return record(session, act, person.name)


def _held(session: Session, number: int, person: Person) -> None:
    """Sees to it that a unit is reviewed by one person at a time: the first who decides anything takes it, and another has to take it over.

    Raises:
        NotPermitted: when somebody else reviews it.
    """
    document = session.get(DocumentRow, number)
    if person.is_alone or document is None or document.unit_id is None:
        return
    unit = session.get_one(UnitRow, document.unit_id)
    if not unit.person:
        record(session, TakenOver(number), person.name)
    elif unit.person != person.name and not (document.review == Review.SECOND and person.may(Right.PASS)):
        raise NotPermitted(f"“{unit.name}”由{unit.person}审核。要由您来审核的，请先点“由我接手”。")


def _open(session: Session, number: int, person: Person) -> None:
    """Sees to it that what somebody else let pass stays as it was then.

    Raises:
        NotPermitted: when the document has passed.
    """
    document = session.get(DocumentRow, number)
    if not person.is_alone and document is not None and document.review == Review.PASSED:
        raise NotPermitted("已经通过，结论不能再改。要改的，请先把状态改回“待审”，改好后再交复核、通过。")


def _may_pass(session: Session, number: int, person: Person) -> None:
    document = session.get(DocumentRow, number)
    if not person.may(Right.PASS):
        raise NotPermitted("“通过”要由有“复核”角色的人来定。请先把状态改为“复核”。")
    if document is None or document.review != Review.SECOND:
        raise NotPermitted("要先由审核人把状态改为“复核”，才能通过。")
    if document.reviewer == person.name:
        raise NotPermitted("审核和复核不能是同一个人：请由另一个人来定“通过”。")
    state = document_state(session, number)
    findings = state.findings if state is not None else ()
    if any(finding.judgement and finding.person == person.name for finding in findings):
        raise NotPermitted(
            "您自己作过结论的，要由另一个人来定“通过”。不同意审核人的结论，请把状态改为“退回”，由审核人改。"
        )
    undecided = sum(finding.severity == Severity.ERROR.value and not finding.judgement for finding in findings)
    if undecided:
        raise NotPermitted(f"还有 {undecided} 个错误没有作出结论，不能通过。")
