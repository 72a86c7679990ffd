"""Ready-made questions, as data: ``questions.toml`` beside this."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

__all__ = ["Condition", "Question", "questions"]


class Condition(Struct, frozen=True, forbid_unknown_fields=True):
    """A parameter of a question: ``name`` for the user, ``key`` in the SQL; ``default`` None: it must be given, empty: it is nothing."""

    name: str
    key: str
    type: str
    about: str = ""
    default: str | None = None

    def value(self, text: str) -> int | str | None:
        """What goes into the question.

        Raises:
            ValueError: when it is no number where one is needed.
        """
        if text == "":
            return None
        return int(text) if self.type == "number" else text


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """A question: one SELECT."""

    name: str
    title: str
    about: str
    sql: str
    parameters: tuple[Condition, ...] = ()


class _Questions(Struct, frozen=True, forbid_unknown_fields=True):
    question: tuple[Question, ...]


@lru_cache(maxsize=1)
def questions() -> tuple[Question, ...]:
    """All of them, in their order."""
    path = Path(__file__).with_name("questions.toml")
    return msgspec.toml.decode(path.read_bytes(), type=_Questions).question
