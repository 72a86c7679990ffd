"""What the addresses of preparing answer with: data as JSON, and files to keep."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import msgspec
from fastapi.responses import Response

__all__ = ["as_json", "download"]


def as_json(value: Any) -> Response:
    """Data."""
    return Response(msgspec.json.encode(value), media_type="application/json")


def download(name: str, content: bytes, media: str) -> Response:
    """A file that the browser keeps."""
    return Response(
        content, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}, media_type=media
    )
