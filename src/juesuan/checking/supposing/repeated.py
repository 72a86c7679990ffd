"""Indicators of an evaluation form that are printed twice: without the second the sums of the form hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from juesuan.checking.context import Context
from juesuan.checking.performance import performance_forms
from juesuan.checking.performance.doubles import doubled_rows
from juesuan.checking.supposing.supposition import Supposition
from juesuan.model import Finding

__all__ = ["repeated_indicators"]


def repeated_indicators(findings: Sequence[Finding], context: Context) -> Iterator[Supposition]:
    """Each that a finding tells of, without what it states."""
    for view in performance_forms(context, ""):
        for before, again in doubled_rows(view):
            places = [before.indicator.place, again.indicator.place]
            known = next((f for f in findings if [term.place for term in f.terms[:2]] == places), None)
            if known is not None:
                where = view.form.kind, view.form.instance, again.key
                kept = tuple(s for s in context.disclosure.statements if (s.source, s.instance, s.row) != where)
                yield Supposition("", replace(context.disclosure, statements=kept), known=known)
