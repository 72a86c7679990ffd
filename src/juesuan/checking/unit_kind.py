"""What kind of unit a disclosure is of, as its 科目 show it."""

from __future__ import annotations

from juesuan.checking.context import Context

__all__ = ["has_institutions"]

_OF_INSTITUTIONS = {"事业运行", "事业单位医疗", "事业单位离退休"}
_OF_ADMINISTRATION = {"行政运行", "行政单位医疗", "行政单位离退休", "归口管理的行政单位离退休"}


def has_institutions(context: Context) -> bool | None:
    """Whether some 科目 shows an 事业单位; None when nothing shows what kind of unit it is."""
    names = {row.label for form in ("T03", "T05") for table in [context.table(form)] if table for row in table.rows}
    wages = context.cell("T06", "30107", "C1")
    if names & _OF_INSTITUTIONS or (wages is not None and wages.value):
        return True
    return False if names & _OF_ADMINISTRATION else None
