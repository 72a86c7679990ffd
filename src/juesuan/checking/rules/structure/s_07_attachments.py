"""S-07 文中提到的部分不存在.

详见第五部分 附件: the part must follow. 详见附件1 may speak of a file of its own: what is not here is named as not checked, and missed by
nobody. Pages that could not be read may hold it.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.absences import why_attachments_unsure
from juesuan.checking.annexes import is_annex, is_there, references
from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.model import Outcome, State

RULE = "S-07"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per kind of reference."""
    found = references(context)
    if not found:
        yield not_applicable("文中没有提到附件")
    for what, (text, match) in found.items():
        if is_there(what, context):
            yield passed()
        elif unsure := why_attachments_unsure(context):
            yield undecidable(f"没有找到“{what}”，但{unsure}")
        elif is_annex(what):
            yield undecidable(f"文中写“{match[0]}”，它不在本文件中，可能在另外的文件中")
        else:
            message = f"文中写“{match[0]}”，文件中没有找到。"
            yield Outcome(State.FAIL, terms=(text.term(match.start(), match.end()),), message=message)
