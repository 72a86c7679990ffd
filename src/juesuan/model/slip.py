"""What the hand did that put a wrong number into a place: its kind for programs, its wording for people."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from msgspec import Struct

__all__ = ["Slip", "SlipKind"]


class SlipKind(enum.Enum):
    """The kinds of slips."""

    DIGIT = "digit"
    SWAPPED = "swapped"
    DROPPED = "dropped"
    DOUBLED = "doubled"
    CUT = "cut"
    POINT = "point"
    UNIT = "unit"
    SIGN = "sign"
    ROW_ABOVE = "row_above"
    ITEM_ABOVE = "item_above"
    LAST_YEAR = "last_year"
    BLANK = "blank"
    ADDEND_LEFT_OUT = "addend_left_out"
    ADDEND_TOO_MANY = "addend_too_many"
    OTHER_COLUMN = "other_column"
    OTHER_TOTAL = "other_total"
    FORCED = "forced"
    STALE = "stale"
    MOVED = "moved"
    EXCHANGED = "exchanged"
    MISPLACED = "misplaced"
    UNFILLED = "unfilled"


_WORDING: Mapping[SlipKind, str] = {
    SlipKind.DIGIT: "一位数字有误",
    SlipKind.SWAPPED: "相邻两位数字颠倒",
    SlipKind.DROPPED: "漏写一位数字",
    SlipKind.DOUBLED: "多写一位数字",
    SlipKind.CUT: "小数被取整",
    SlipKind.POINT: "小数点错位",
    SlipKind.UNIT: "元与万元混淆",
    SlipKind.SIGN: "正负号有误",
    SlipKind.ROW_ABOVE: "与上一行相同",
    SlipKind.ITEM_ABOVE: "与上一项相同",
    SlipKind.LAST_YEAR: "与上年数相同",
    SlipKind.BLANK: "漏填",
    SlipKind.ADDEND_LEFT_OUT: "合计漏加“{about}”",
    SlipKind.ADDEND_TOO_MANY: "合计多加“{about}”",
    SlipKind.OTHER_COLUMN: "误填为“{about}”的数",
    SlipKind.OTHER_TOTAL: "误用“{about}”的数",
    SlipKind.FORCED: "为凑平合计改过尾数",
    SlipKind.STALE: "沿用旧数",
    SlipKind.MOVED: "整体{about}",
    SlipKind.EXCHANGED: "两{about}颠倒",
    SlipKind.MISPLACED: "填错了{about}",
    SlipKind.UNFILLED: "整{about}未填",
}


class Slip(Struct, frozen=True):
    """A slip. ``about`` is what was taken, left out or moved, ``note`` what else may be the reason, both in Chinese."""

    kind: SlipKind
    about: str = ""
    note: str = ""

    def __str__(self) -> str:
        return _WORDING[self.kind].format(about=self.about) + self.note
