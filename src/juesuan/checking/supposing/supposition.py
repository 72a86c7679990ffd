"""What may have happened to a document, so that numbers that are right fail."""

from __future__ import annotations

from msgspec import Struct

from juesuan.model import Disclosure, Finding, Substitution, Term

__all__ = ["Supposition"]


class Supposition(Struct, frozen=True):
    """What may have happened.

    Attributes:
        pattern: the name of the pattern, whose rule reports it; ``terms``, ``message``, ``advice`` and ``changes`` are those of its finding.
        known: the finding that says it already. line: what other suppositions that are one cause with it have, too; empty: none is.
        rows: the rows that are not there, each with its figures, of which message and advice are made.
        what: what was left unfilled, a row (行) or several columns (栏).
        what: what was left unfilled, a row (行) or several columns (栏).
        mended: the document without it. least: how many failures it must explain; ``form``: that speak of amounts outside this form.
    """

    pattern: str
    mended: Disclosure
    terms: tuple[Term, ...] = ()
    message: str = ""
    advice: str = ""
    changes: tuple[Substitution, ...] = ()
    known: Finding | None = None
    least: int = 1
    form: str = ""
    line: str = ""
    rows: tuple[str, ...] = ()
    what: str = "行"
