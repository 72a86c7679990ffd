"""A document printed with damage: what the writers are given is changed, so that every format has the same fault."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

from juesuan.formats.printing.printed_blocks import Printed
from juesuan.publishing import publish
from juesuan.publishing.printed_document import printed_document
from juesuan.standard import builtin
from tests.departments import Made

__all__ = ["printed", "published"]

_WRITERS = ("html", "docx", "xlsx", "pdf")


def printed(made: Made) -> Printed:
    """What the document prints."""
    return printed_document(made.disclosure, made.layout, builtin())


def published(made: Made, path: Path, change: Callable[[Printed], Printed]) -> None:
    """Writes the document as changed, in the format of the path."""

    def changed(*arguments: object) -> Printed:
        return change(printed_document(*arguments))  # type: ignore[arg-type]

    with ExitStack() as stack:
        for name in _WRITERS:
            stack.enter_context(patch(f"juesuan.publishing.{name}.printed_document", changed))
        publish(made.disclosure, made.layout, path, builtin())
