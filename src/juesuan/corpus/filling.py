"""A Word template of the user's own, filled in the process that read the disclosure."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import ClassVar

from msgspec import Struct

from juesuan.corpus.jobs import Job, Tools
from juesuan.corpus.reading import Packed
from juesuan.model import Problem
from juesuan.unfinished import Unfinished

__all__ = ["Fill", "Filled"]


class Filled(Struct, frozen=True):
    """The filled template, or what is wrong with it."""

    content: bytes = b""
    problems: tuple[Problem, ...] = ()


class Fill(Job["Filled"], frozen=True, tag=True):
    """Fills a template.

    Attributes:
        template: its path, as the system spells it.
        document: what it is filled from.
    """

    template: bytes
    document: Packed
    answer: ClassVar[type[Filled]] = Filled

    def do(self, tools: Tools) -> Filled:
        """Fills it."""
        from juesuan.publishing import fill_template

        with Unfinished(Path(tempfile.gettempdir())) as where:
            made = where / "filled.docx"
            template = Path(os.fsdecode(self.template))
            problems = fill_template(template, self.document.unpacked(), made, tools.standard)
            return Filled(b"" if problems else made.read_bytes(), tuple(problems))
