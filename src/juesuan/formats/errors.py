"""Why a file could not be opened: what happened, why, and what the user can do, as one Chinese message.

Only files that cannot be opened at all raise; whatever is wrong inside a readable file is a ``Problem`` of its Source.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

__all__ = ["Damaged", "Encrypted", "NotFound", "ReadError", "TooLarge", "Unsupported"]


class ReadError(Exception):
    """A file that cannot be read.

    Attributes:
        path: the file.
        reason: why, in Chinese, without a full stop.
        advice: what to do, in Chinese, without a full stop.
    """

    what: ClassVar[str] = "无法读取"
    remedy: ClassVar[str] = "请确认文件能用相应的软件正常打开"

    def __init__(self, path: Path, reason: str, advice: str = "") -> None:
        self.path = path
        self.reason = reason
        self.advice = advice or self.remedy
        super().__init__(f"{path.name or path}：{self.what}，{reason}。{self.advice}。")


class NotFound(ReadError):
    """There is no such file, it is a folder, or the system does not let us read it."""

    what = "无法打开"
    remedy = "请检查路径和文件权限"


class Encrypted(ReadError):
    """The file is protected by a password."""

    what = "文件已加密"
    remedy = "请用原软件打开，去掉打开密码后另存一份再试"


class Damaged(ReadError):
    """The file is of a known format, but truncated or inconsistent."""

    what = "文件已损坏"
    remedy = "请重新下载，或用原软件打开后另存一份再试"


class Unsupported(ReadError):
    """The content is of no format that can be read."""

    what = "不支持的文件"
    remedy = "请另存为 .pdf、.docx、.xlsx、.html 或 .txt 后再试"


class TooLarge(ReadError):
    """Reading the file would need unreasonable time or memory."""

    what = "文件过大"
    remedy = "请确认这是一份决算公开文件；若确有需要，请拆分后分别检查"
