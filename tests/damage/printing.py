"""A document printed with damage: what the writers are given is changed, so that every format has the same fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from juesuan.formats.printing.printed_blocks import Printed
from juesuan.publishing import publish
from juesuan.publishing.printed_document import printed_document
from juesuan.standard import builtin
from tests.departments import Made

__all__ = ["printed", "published"]


def printed(made: Made) -> Printed:
    """What the document prints."""
    return printed_document(made.disclosure, made.layout, builtin())


def published(made: Made, path: Path, change: Callable[[Printed], Printed]) -> None:
    """Writes the document as changed, in the format of the path."""

    def changed(*arguments: object) -> Printed:
        return change(printed_document(*arguments))  # type: ignore[arg-type]

    with patch("juesuan.publishing.publishers.printed_document", changed):
        publish(made.disclosure, made.layout, path, builtin())
