"""What the addresses answer with: data as JSON, files to keep, and that something is not there."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import msgspec
from fastapi import HTTPException
from fastapi.responses import Response

from juesuan.web.store.log import NoSuchDocument

__all__ = ["as_json", "download", "known_only"]


class known_only:
    """Answers what names nothing that there is."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: object) -> None:
        if isinstance(error, NoSuchDocument):
            raise HTTPException(404, "没有这份文件。") from error
        if isinstance(error, ValueError):
            raise HTTPException(422, str(error) if _is_chinese(str(error)) else "没有这样的结论。") from error


def _is_chinese(text: str) -> bool:
    """Whether a message is one for the user."""
    return text.endswith("。")


def as_json(value: Any, status: int = 200) -> Response:
    """Data."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def download(name: str, content: bytes, media: str) -> Response:
    """A file that the browser keeps."""
    return Response(
        content, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}, media_type=media
    )
