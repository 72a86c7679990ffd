"""The workbench itself, without pages: what can be asked of it and what can be done in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from juesuan.web.acts import Act, Decided, ListedUnit, Received, Reviewed, UnitsListed
from juesuan.web.board import Board, BoardFilter, HandedIn, board, handed_in
from juesuan.web.reviewing import DocumentState, document_state
from juesuan.web.sending import Outgoing, Sender
from juesuan.web.store.database import Database
from juesuan.web.store.log import LogLine, acts_of, record
from juesuan.web.store.reports import Reports
from juesuan.web.store.schema import Conclusion, DocumentRow, Review
from juesuan.web.store.vault import Vault
from juesuan.web.waiting import JudgingQueue

__all__ = ["OUTGOING", "Workbench"]

OUTGOING = ("letter", "checklist", "marked")
"""What can be handed out, by the names of the sender's ways to make them."""


@dataclass(frozen=True)
class Workbench:
    """Everything behind the pages: the store, the queue and who makes what goes out."""

    database: Database
    vault: Vault
    reports: Reports
    queue: JudgingQueue
    sender: Sender

    def receive(self, name: str, parts: Iterable[bytes], person: str) -> int:
        """Takes a file in, to be judged when its turn comes: the number of the document. Once this returns nothing can lose it."""
        kept = self.vault.put(name, parts)
        number = self._do(Received(kept.digest, name, kept.size), person)
        self.queue.wake()
        return number

    def decide(self, document: int, fingerprints: Sequence[str], judgement: str, note: str, person: str) -> None:
        """Says what holds of findings; an empty judgement takes it back.

        Raises:
            ValueError: when there is no such judgement.
            NoSuchDocument: when there is no such document, or none whose unit is known.
        """
        said = Conclusion(judgement) if judgement else ""
        self._do(Decided(document, tuple(fingerprints), said, note.strip()), person)

    def review(self, document: int, review: str, person: str) -> None:
        """Moves the review of a document on.

        Raises:
            ValueError: when there is no such state.
            NoSuchDocument: when there is no such document.
        """
        self._do(Reviewed(document, Review(review)), person)

    def list_units(self, units: Sequence[ListedUnit], person: str) -> None:
        """Sets the list of units that have to publish."""
        self._do(UnitsListed(tuple(units)), person)

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

    def outgoing(self, number: int, what: str) -> Outgoing | None:
        """Something to hand out; None where there is no such document."""
        state = self.document(number)
        with self.database.reading() as session:
            document = session.get(DocumentRow, number)
        if state is None or document is None:
            return None
        make = {"letter": self.sender.letter, "checklist": self.sender.checklist, "marked": self.sender.marked}
        return make[what](document, state)

    def log(self) -> tuple[LogLine, ...]:
        """Everything that happened."""
        with self.database.reading() as session:
            return tuple(acts_of(session))

    def _do(self, act: Act, person: str) -> int:
        with self.database.writing() as session:
            return record(session, act, person)
