"""Performance self-evaluation forms: what rules ask of them, and the checks that several rules share."""

from juesuan.checking.performance.views import (
    FormView,
    IndicatorRow,
    only_overall,
    performance_forms,
    project_forms,
    ratio,
    text_term,
)

__all__ = ["FormView", "IndicatorRow", "only_overall", "performance_forms", "project_forms", "ratio", "text_term"]
