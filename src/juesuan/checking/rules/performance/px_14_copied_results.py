"""PX-14 项目自评：完成情况照抄目标.

Results that repeat the goals word for word report nothing. Short texts are not compared; PO-22 is the same of overall forms. Said once for
all forms. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from juesuan.checking.context import Context
from juesuan.checking.performance import FormView
from juesuan.checking.performance.copied_text import SHORTEST, is_copied, passage_term
from juesuan.checking.performance.said_once import said_once
from juesuan.model import Outcome, Term

RULE = "PX-14"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for all project forms."""
    return said_once(context, _copied, "的实际完成情况照抄预期目标，没有写完成的数量和效果")


def _copied(view: FormView) -> Sequence[Term] | None:
    goals, results = view.form.goals, view.form.results
    if goals is None or results is None or len(results.text) < SHORTEST:
        return None
    return [passage_term(results, "实际完成情况")] if is_copied(results.text, goals.text) else []
