"""PP-22 表头填写完整.

项目名称, 主管部门 and 实施单位 are filled in, and no two forms of one implementing unit have the same project name.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, passed
from juesuan.checking.performance import FormView, performance_forms, text_term
from juesuan.model import Outcome, State

RULE = "PP-22"

_LABELS = {"project": "项目名称", "authority": "主管部门", "implementer": "实施单位"}


def check(context: Context) -> Iterator[Outcome]:
    """Looks for blanks and for names used twice."""
    seen: dict[tuple[str, str], FormView] = {}
    for view in performance_forms(context, "PP"):
        fields = {name: getattr(view.form, name) for name in _LABELS}
        blank = [_LABELS[name] for name, field in fields.items() if field is not None and not field.text]
        if blank:
            message = f"第{view.form.instance}份项目自评表的{'、'.join(blank)}没有填写。"
            yield Outcome(State.FAIL, terms=(view.term(),), message=message)
        project = fields["project"].text if fields["project"] else ""
        key = (project, fields["implementer"].text if fields["implementer"] else "")
        first = seen.setdefault(key, view) if project else view
        if first is not view and first.form.project is not None and view.form.project is not None:
            message = f"第{first.form.instance}份和第{view.form.instance}份项目自评表的项目名称都是“{project}”。"
            terms = (text_term("项目名称", first.form.project), text_term("项目名称", view.form.project, -1))
            yield Outcome(State.FAIL, terms=terms, message=message)
        elif not blank:
            yield passed()
