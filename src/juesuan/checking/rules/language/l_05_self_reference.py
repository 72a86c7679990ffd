"""L-05 部门与单位的自称不一.

The explanation of a 部门 account says 我部门 or 本部门, that of a 单位 account 我单位 or 本单位. A note.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.wording import explanation
from juesuan.model import Outcome, State, Term
from juesuan.model.expressions import expression

RULE = "L-05"
_SELF = expression(r"[我本](部门|单位)")
_SHOWN = 10


def check(context: Context) -> Iterator[Outcome]:
    """Fails once, with the words that do not fit the level of the document."""
    words: dict[str, list[Term]] = {"部门": [], "单位": []}
    for text in explanation(context):
        for match in _SELF.finditer(text.passage.text):
            words[match[1]].append(text.term(match.start(), match.end()))
    level = context.disclosure.info.level
    if not words["部门"] and not words["单位"]:
        yield not_applicable("文字说明中没有自称")
    elif level not in words:
        yield not_applicable("没有读到是部门决算还是单位决算")
    else:
        wrong = words["单位" if level == "部门" else "部门"]
        if not wrong:
            yield passed()
            return
        message = f"这是{level}决算，文中有 {len(wrong)} 处自称“{wrong[0].text}”。"
        yield Outcome(State.FAIL, terms=tuple(wrong[:_SHOWN]), message=message)
