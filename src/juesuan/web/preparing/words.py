"""What the pages call things of preparing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from juesuan.web.preparing.acts import (
    ErrorAccepted,
    ErrorNotAccepted,
    FileAttached,
    FileDetached,
    PreparationAct,
    PreparationSet,
    PreparationStarted,
    PublicationMade,
    WorkbookSaved,
)
from juesuan.web.preparing.tables import FileRole, Origin

__all__ = ["FILE_ROLE", "ORIGIN", "PREPARATION_ACTS", "ROUNDING", "told_of_preparing", "when"]

ORIGIN: Mapping[str, str] = {
    Origin.EMPTY: "从空白开始",
    Origin.RENEWED: "由上年的文件生成",
    Origin.WORKBOOK: "上传的工作簿",
}
FILE_ROLE: Mapping[str, str] = {
    FileRole.BOOKS: "明细账、财决表、已定稿的公开表",
    FileRole.PREVIOUS: "上年的决算公开文件",
    FileRole.EVIDENCE: "佐证表",
}
ROUNDING: Mapping[str, str] = {
    "plain": "逐个四舍五入（尾差在表下注明）",
    "footing": "调整尾差，每张表都加得上",
    "given": "照已定稿的公开表（要随附公开表）",
}
PREPARATION_ACTS: Mapping[type, str] = {
    PreparationStarted: "开始编制",
    WorkbookSaved: "填写工作簿",
    PreparationSet: "编制设置",
    FileAttached: "添加随附文件",
    FileDetached: "移去随附文件",
    ErrorAccepted: "照原样公开",
    ErrorNotAccepted: "撤回照原样公开",
    PublicationMade: "生成公开文件",
}


def when(at: str) -> str:
    """A time of the log as the clock of this machine shows it."""
    return datetime.datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")


def told_of_preparing(act: PreparationAct) -> str:
    """What an act was about, in a line."""
    match act:
        case PreparationStarted(unit=unit, year=year, origin=origin, source=source):
            return "　".join(filter(None, [unit, year, ORIGIN[origin], source]))
        case WorkbookSaved(preparation=number, unit=unit, restored=restored) if restored:
            return f"第 {number} 号，{unit}：恢复第 {restored} 版"
        case WorkbookSaved(preparation=number, cells=cells, unit=unit):
            return f"第 {number} 号，{unit}：改 {cells} 处"
        case PreparationSet(preparation=number, layout=layout, rounding=rounding):
            return f"第 {number} 号：版式 {layout or '按行政区划'}，{ROUNDING[rounding]}"
        case FileAttached(preparation=number, role=role, name=name):
            return f"第 {number} 号，{FILE_ROLE[role]}：{name}"
        case FileDetached(preparation=number):
            return f"第 {number} 号"
        case ErrorAccepted(preparation=number, message=message, reason=reason, name=name):
            return f"第 {number} 号：{message}　原因：{reason}（{name}）"
        case ErrorNotAccepted(preparation=number, fingerprint=mark):
            return f"第 {number} 号：指纹 {mark}"
        case PublicationMade(preparation=number, is_draft=is_draft, files=files):
            return f"第 {number} 号：{'草稿' if is_draft else '公开文件'}，{len(files)} 个文件"
