"""A statement: the claim, at a place, that a fact has a value. The unit everything else is built of."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from juesuan.model.amount import Amount
from juesuan.model.fact import FactKey
from juesuan.model.place import Place

__all__ = ["CERTAIN", "Certain", "Certainty", "Doubtful", "Part", "Quality", "Reader", "Statement"]


class Part(StrEnum):
    """Where in a document a statement stands: a cell of a form (an evaluation form is one, too), or the prose."""

    FORM = "form"
    PROSE = "prose"


class Reader(StrEnum):
    """What made a statement: the books it was computed of, or the way in which it was read.

    ``TABLE`` reads cells that the file has or that lines rule; ``COLUMNS`` text whose columns tabs or blanks keep; ``WORDS`` a stream of
    words that has lost them; ``PROSE`` sentences; ``DATA`` what another program wrote and does not say.
    """

    BOOKS = "books"
    TABLE = "table"
    WORKBOOK = "workbook"
    COLUMNS = "columns"
    WORDS = "words"
    PROSE = "prose"
    DATA = "data"


class Quality(StrEnum):
    """How far a number is the print's: as printed, settled by what it must add up to, or one reading of several."""

    PRINTED = "printed"
    DERIVED = "derived"
    DOUBTFUL = "doubtful"


class Certain(Struct, frozen=True, tag=True):
    """The only reading. ``derived``: the print alone left it open, the identities of its form did not."""

    derived: bool = False


class Doubtful(Struct, frozen=True, tag=True):
    """One reading of several. ``rivals``: what else the place may print, as far as that is known; empty for a blank."""

    rivals: tuple[str, ...] = ()


Certainty: TypeAlias = Certain | Doubtful

CERTAIN = Certain()


class Statement(Struct, frozen=True):
    """One number of the document bound to what it states.

    Attributes:
        id: unique in its disclosure and stable between runs on the same content, e.g. ``T03[2150517].C2``,
            ``N05.3#7.initial``, ``PP2[total].executed``.
        source: the form or section it stands in: ``T01``…``T10``, ``N01``…``N13`` (with ``.1``… for sub-sections), ``PO``,
            ``PP``.
        row, column: canonical keys in a form (``L27``, ``2150517``, ``*``; ``C2``).
        fact: what it states; None when it has a place in a form but the standard knows no fact for it.
        amount: the printed number; a blank cell is 0 with ``raw == ""``.
        place: where.
        label: how a person would name it in a message, in Chinese: ``支出决算表 2150517 产业发展 项目支出``.
        instance: 1… for forms that occur several times (project forms) and for numbered items of prose; else 0.
        part: a form, or the prose.
        reader: what made it. certainty: whether it can be read otherwise.
    """

    id: str
    source: str
    row: str
    column: str
    fact: FactKey | None
    amount: Amount
    place: Place
    label: str = ""
    instance: int = 0
    part: Part = Part.FORM
    reader: Reader = Reader.BOOKS
    certainty: Certainty = CERTAIN

    @property
    def value(self) -> Decimal:
        """The printed value, in the amount's own unit."""
        return self.amount.value

    @property
    def in_prose(self) -> bool:
        """Whether it stands in the prose, and not in a form."""
        return self.part is Part.PROSE

    @property
    def ambiguous(self) -> bool:
        """Whether the number may be another, or belong to another cell: nothing is concluded from it."""
        return type(self.certainty) is Doubtful

    @property
    def quality(self) -> Quality:
        """How far the number is the print's."""
        if self.ambiguous:
            return Quality.DOUBTFUL
        return Quality.DERIVED if self.certainty != CERTAIN else Quality.PRINTED

    @property
    def is_blank(self) -> bool:
        """Whether nothing was printed."""
        return not self.amount.raw
