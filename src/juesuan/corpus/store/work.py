"""The kinds of job that a process does for a corpus, and what it loads before the first."""

from __future__ import annotations

from juesuan.corpus.keeping import Fingerprint, ProgramBasis
from juesuan.corpus.listing import ReadList
from juesuan.corpus.reading import Contained
from juesuan.corpus.store.processing import Process, Rejudge

__all__ = ["Jobs", "warm_up"]

Jobs = Contained | Fingerprint | ProgramBasis | ReadList | Process | Rejudge


def warm_up() -> None:
    """Imports what nearly every job needs, while whoever asks is still busy."""
    import juesuan.checking.engine
    import juesuan.recognising.file_to_disclosure  # noqa: F401
