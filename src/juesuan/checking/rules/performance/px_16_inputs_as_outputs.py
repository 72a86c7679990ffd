"""PX-16 项目自评：投入、工作过程当作产出.

An output is what the money has brought about; that money arrived or was spent (资金到位率), and that people met, travelled or wrote papers
(会议次数, 出差次数), says nothing of it. The words are data (``performance/vocabulary.toml``); a project whose very purpose they are is passed
over: it is named after them. Said once for all forms. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from juesuan.checking.context import Context
from juesuan.checking.performance import FormView, IndicatorRow
from juesuan.checking.performance.said_once import said_once
from juesuan.model import Outcome, Term
from juesuan.standard.patterns import full_match

RULE = "PX-16"

_RESULTS = ("产出", "效益", "效果")
_TOLD = 2


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for all project forms."""
    return said_once(context, _inputs, "把资金到位、开会出差等投入或工作过程当作产出、效益指标")


def _inputs(view: FormView) -> Sequence[Term] | None:
    rows = [
        row for row in view.rows if row.indicator.level1 is not None and row.indicator.level1.text.startswith(_RESULTS)
    ]
    if not rows:
        return None
    return [row.term(row.indicator.level3) for row in rows if _is_input(row)]


def _is_input(row: IndicatorRow) -> bool:
    known = row.view.context.standard.evaluations
    project = row.view.form.project.text if row.view.form.project is not None else ""
    return full_match(known.inputs, row.name) and row.name[:_TOLD] not in project
