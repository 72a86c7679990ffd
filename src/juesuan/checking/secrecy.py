"""What a document says it does not publish because it is secret: its lists of 科目 then add up to no more than their totals.

Of a 类 or 款 whose items are partly secret the secret ones are left out (and the 其他 of their level with them), so that sums over 科目 become
inequalities. Which codes are left out the document does not say. Source: 财预〔2016〕143号 第五章.
"""

from __future__ import annotations

from juesuan.checking.context import Context
from juesuan.checking.wording import Text, own_prose
from juesuan.model.expressions import expression

__all__ = ["WITHHELD", "is_of_secrets", "why_row_withheld", "withheld"]

WITHHELD = "文件说明涉密科目不予公开，明细之和可以小于合计"
"""Why a list of 科目 that adds up to less than its total is not judged."""
_ROW = "文件说明涉密科目不予公开，这个科目可能因此没有列出"
_SECRET = r"(?:(?<![不无未])(?<!没有)涉密|(?<![不无未])涉及(?:国家)?秘密|国家秘密|保密)"
_LEFT_OUT = (
    r"(?:[不未免](?:予|便|宜|再)?(?:以)?(?:[在于][^，。；不未]{0,12})?(?:公开|公布|列示|列出|反映|细化|单列)"
    r"|[只仅](?:公开|列示|列|细化|反映)(?:到|至)|隐去|略去|省略|剔除|小于)"
)
_WITHHELD = expression(rf"{_SECRET}[^。；]*{_LEFT_OUT}|{_LEFT_OUT}[^。；]*{_SECRET}")
_DUTIES = frozenset({"duties", "organisation", "units"})


def withheld(context: Context) -> Text | None:
    """The note or paragraph that says that secret 科目 are left out; None where the document says no such thing."""
    duties = {
        id(passage) for s in context.disclosure.sections if s.id in _DUTIES for passage in (*s.paragraphs, s.body)
    }
    said = (text for text in own_prose(context) if id(text.passage) not in duties)
    return next((text for text in said if _WITHHELD.search(text.passage.text)), None)


def why_row_withheld(context: Context) -> str:
    """Why a 科目 may have no row in a form, in Chinese: secret ones are left out; empty where the document says no such thing."""
    return _ROW if withheld(context) is not None else ""


def is_of_secrets(reason: str) -> bool:
    """Whether something was not judged because secret 科目 are left out."""
    return WITHHELD in reason or _ROW in reason
