"""All kinds of job that a process of ours does, and what it loads before the first."""

from __future__ import annotations

from juesuan.corpus.comparing import CompareVersions
from juesuan.corpus.extracting import Extract
from juesuan.corpus.filling import Fill
from juesuan.corpus.judging import Judge
from juesuan.corpus.keeping import Fingerprint, ProgramBasis
from juesuan.corpus.listing import CheckLetterhead, ReadList, ReadReply
from juesuan.corpus.overlay import Draw
from juesuan.corpus.reading import Contained, Pack

__all__ = ["Jobs", "warm_up"]

Jobs = (
    Contained
    | Pack
    | Judge
    | CompareVersions
    | Extract
    | Fill
    | Draw
    | ProgramBasis
    | Fingerprint
    | ReadList
    | ReadReply
    | CheckLetterhead
)


def warm_up() -> None:
    """Imports what nearly every job needs, while whoever asks is still busy."""
    import juesuan.checking.engine
    import juesuan.recognising.file_to_disclosure
    import juesuan.reporting.dossier  # noqa: F401
