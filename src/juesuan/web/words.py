"""What the pages call things."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from juesuan.web.acts import (
    Act,
    Decided,
    DocumentJudged,
    Explained,
    LetterheadSet,
    OwnFound,
    OwnWithdrawn,
    ProposalsLeft,
    Received,
    Reviewed,
    Reworded,
    TakenOver,
    UnitsListed,
    Unpacked,
    UserInvited,
    UserSet,
)
from juesuan.web.people.rights import NAMES_OF_ROLES, Role
from juesuan.web.preparing.words import PREPARATION_ACTS, told_of_preparing
from juesuan.web.store.schema import Conclusion, Receipt, Review

__all__ = ["ACTS", "JUDGEMENT", "RECEIPT", "REVIEW", "STATES", "local_time", "told"]

RECEIPT: Mapping[str, str] = {
    Receipt.WAITING: "等待核对",
    Receipt.ARCHIVE: "压缩包，其中的文件另列",
    Receipt.JUDGED: "已核对",
    Receipt.UNREADABLE: "未能读取",
    Receipt.OTHER: "不是决算公开文件",
    Receipt.COPY: "与已有的文件相同",
}
REVIEW: Mapping[str, str] = {
    Review.OPEN: "待审",
    Review.RETURNED: "退回",
    Review.SECOND: "复核",
    Review.PASSED: "通过",
}
STATES: Mapping[str, str] = {**REVIEW, "missing": "未报送"}
"""The states of a line of the board: those of a review, and a unit that has sent nothing."""
JUDGEMENT: Mapping[str, str] = {Conclusion.TRUE: "属实", Conclusion.FALSE: "不属实", Conclusion.ASK: "请说明"}
ACTS: Mapping[type, str] = {
    Received: "收到文件",
    Unpacked: "打开压缩包",
    DocumentJudged: "核对完",
    Decided: "作出结论",
    Reviewed: "审核状态",
    UnitsListed: "单位名单",
    TakenOver: "接手审核",
    UserSet: "用户",
    UserInvited: "设密码的链接",
    **PREPARATION_ACTS,
    OwnFound: "加问题",
    OwnWithdrawn: "撤回加的问题",
    Reworded: "改写问题",
    ProposalsLeft: "建议改法",
    Explained: "单位说明",
    LetterheadSet: "整改通知的模板",
}


def local_time(at: str) -> str:
    """A moment of the log by the clock of this machine: ``2024-09-01 08:30:00``; what is no moment, as it is."""
    try:
        return datetime.datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    except ValueError:
        return at


def told(act: Act) -> str:
    """What an act was about, in a line."""
    match act:
        case Received(name=name, member=member):
            return member or name
        case Unpacked(document=number):
            return f"第 {number} 号"
        case DocumentJudged(document=number, unit=unit, conclusion=conclusion):
            return "　".join(filter(None, [f"第 {number} 号", unit, conclusion]))
        case Decided(document=number, fingerprints=names, judgement=said, note=note, is_for_layout=everywhere):
            widely = "，同一版式的文件都这样" if everywhere else ""
            return (
                f"第 {number} 号，{len(names)} 条：{JUDGEMENT.get(said, '撤回')}{widely}{f'，{note}' if note else ''}"
            )
        case Reviewed(document=number, review=review):
            return f"第 {number} 号：{REVIEW[review]}"
        case UnitsListed(units=units):
            return f"{len(units)} 个单位"
        case TakenOver(document=number):
            return f"第 {number} 号的单位"
        case OwnFound(document=number, message=message, label=label, value=value):
            said = message or f"{label or '此处'}应为 {value}"
            return f"第 {number} 号：{said}"
        case OwnWithdrawn(document=number, fingerprint=name):
            return f"第 {number} 号：{name}"
        case Reworded(document=number, message=message, value=value):
            return f"第 {number} 号：{'，'.join(filter(None, [message, value and f'应为 {value}'])) or '恢复原文'}"
        case Explained(document=number, text=text):
            return f"第 {number} 号：{text or '没有说明'}"
        case ProposalsLeft(document=number, fingerprints=names, is_left=is_left):
            return f"第 {number} 号，{len(names)} 条：{'不采用' if is_left else '采用'}建议的改法"
        case LetterheadSet(name=name):
            return name or "用程序自带的格式"
        case UserInvited(name=name):
            return name
        case UserSet(name=name, roles=roles, is_active=is_active):
            return f"{name}：{'、'.join(NAMES_OF_ROLES[Role(role)] for role in roles) or '没有角色'}{'' if is_active else '，停用'}"
        case _:
            return told_of_preparing(act)
