"""What a reviewer finds: where it stands is looked up among the numbers of the report, or is a frame on one of its pages."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Struct

from juesuan.model import Place, Severity
from juesuan.reporting.numbers import NumberRecord
from juesuan.web.acts import OwnFound
from juesuan.web.store.log import NoSuchDocument
from juesuan.web.store.reports import Reports

__all__ = ["NewFinding", "found_act", "mended_together"]


class NewFinding(Struct, frozen=True):
    """What a reviewer says: of a number, by its index in the report, or of a frame (left, top, right, bottom in points) on a page."""

    severity: str
    message: str
    value: str
    number: int | None
    page: int | None
    frame: tuple[float, float, float, float] | None


def found_act(document: int, new: NewFinding, reports: Reports) -> OwnFound:
    """The act by which it is kept.

    Raises:
        ValueError: with a message for the user when it says nothing, or of nothing.
        NoSuchDocument: when there is no report on the document.
    """
    if new.severity not in {each.value for each in Severity}:
        raise ValueError("没有这样的级别。")
    message, value = new.message.strip(), new.value.strip()
    if not message and not value:
        raise ValueError("请写明有什么问题，或者应为多少。")
    if new.number is not None:
        record = _number(document, new.number, reports)
        return OwnFound(
            document,
            new.severity,
            message,
            record.place,
            record.text,
            record.statement,
            record.fact,
            record.label,
            value,
        )
    if new.page is None or new.frame is None:
        raise ValueError("请点一个数字，或在原文上画一个框。")
    left, top, right, bottom = new.frame
    box = (min(left, right), min(top, bottom), max(left, right), max(top, bottom))
    if box[0] == box[2] or box[1] == box[3]:
        raise ValueError("框太小了，请重画。")
    return OwnFound(document, new.severity, message, Place(page=new.page, bbox=box), value=value)


def mended_together(document: int, fingerprint: str, reports: Reports) -> tuple[str, ...]:
    """The finding and all whose proposals hold only together with its own.

    Raises:
        NoSuchDocument: when the report does not have the finding.
    """
    content = reports.get(document, "report.json")
    findings: dict[str, Any] = {each["id"]: each for each in json.loads(content)["findings"]} if content else {}
    if fingerprint not in findings:
        raise NoSuchDocument
    along = {name: {*_along(finding["proposals"])} & {*findings} for name, finding in findings.items()}
    together, new = {fingerprint}, {fingerprint}
    while new:
        reached = {other for name in new for other in along[name]}
        reached |= {name for name, others in along.items() if others & new}
        new = reached - together
        together |= new
    return tuple(name for name in findings if name in together)


def _along(proposals: Iterable[dict[str, Any]]) -> Iterable[str]:
    """Those whose first proposals are to be made with the first one."""
    first = next(iter(proposals), None)
    return first["along"] if first is not None else ()


def _number(document: int, index: int, reports: Reports) -> NumberRecord:
    content = reports.get(document, "numbers.json")
    if content is None:
        raise NoSuchDocument
    records = msgspec.json.decode(content, type=tuple[NumberRecord, ...])
    if index >= len(records):
        raise ValueError("没有这个数字。")
    return records[index]
