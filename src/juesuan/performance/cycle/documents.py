"""The record as a JSON document, validated by its types: what other programs hand over, and what is kept of a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from juesuan.model import Problem
from juesuan.performance.cycle.record import Cycle
from juesuan.standard.refusals import in_chinese

__all__ = ["cycle_document", "cycle_schema", "read_document"]


def read_document(data: bytes) -> Cycle | Problem:
    """The record in a document, or its first mistake, with the path of the key."""
    try:
        return msgspec.json.decode(data, type=Cycle)
    except msgspec.MsgspecError as error:
        message, path = in_chinese(str(error))
        return Problem(f"{path}：{message}" if path else f"不是绩效周期的 JSON：{message}")


def cycle_document(cycle: Cycle) -> bytes:
    """The record as a document; reading it gives the record."""
    return msgspec.json.format(msgspec.json.encode(cycle), indent=2) + b"\n"


def cycle_schema() -> Mapping[str, Any]:
    """JSON schema of the document."""
    schema = msgspec.json.schema(Cycle)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "juesuan cycle", **schema}
