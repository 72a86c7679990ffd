"""The appearance of annotations of a PDF: a tint over the number, a frame around what is explained, and the cause's number in small type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
)

from juesuan.formats.pdf.annotating.increment import Increment
from juesuan.formats.pdf.annotating.page_coordinates import Box, PageCoordinates
from juesuan.formats.remarks import MarkedPlace
from juesuan.model import Severity

__all__ = ["Appearances"]

Colour = tuple[float, float, float]

_STRONG: Mapping[Severity, Colour] = {
    Severity.ERROR: (0.80, 0.08, 0.08),
    Severity.WARNING: (0.78, 0.45, 0.0),
    Severity.INFO: (0.10, 0.38, 0.72),
}
_TINT: Mapping[Severity, Colour] = {
    Severity.ERROR: (1.0, 0.72, 0.70),
    Severity.WARNING: (1.0, 0.88, 0.45),
    Severity.INFO: (0.76, 0.88, 1.0),
}
_PALE: Mapping[Severity, Colour] = {
    Severity.ERROR: (1.0, 0.91, 0.90),
    Severity.WARNING: (1.0, 0.96, 0.80),
    Severity.INFO: (0.91, 0.96, 1.0),
}
_SIZE = 6.0
"""Height of the number beside a mark, in points."""
_DIGIT = 0.556
"""Width of a digit of Helvetica, of its height; a comma is half as wide."""
_CAPITALS = 0.72
"""Height of its digits."""
_LONGEST = 14
"""Characters of a label; a total that twenty causes mention shows the first ones."""
_TALL = 24.0
"""Height of a box that has room for its label above its own text, in points."""
_LINE = 0.7


class Appearances:
    """Draws marks; what all of them need is in the file once."""

    def __init__(self, increment: Increment) -> None:
        self._increment = increment
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica-Bold", "/Encoding": "/WinAnsiEncoding"}
        state = {"/Type": "/ExtGState", "/BM": "/Multiply"}
        self._resources = DictionaryObject(
            {
                NameObject("/Font"): DictionaryObject({NameObject("/F"): increment.add(_names(font))}),
                NameObject("/ExtGState"): DictionaryObject({NameObject("/M"): increment.add(_names(state))}),
            }
        )

    def colour(self, severity: Severity) -> Colour:
        """The colour that programs show in their list of notes."""
        return _STRONG[severity]

    def extent(self, boxes: Sequence[Box], label: str) -> Box:
        """What boxes cover, with the room that their frames and the label above the first one's left end take."""
        right = max(boxes[0][0] + _width(_shortened(label)), *(box[2] for box in boxes)) + 1
        left = min(box[0] for box in boxes) - 1
        return left, min(box[1] for box in boxes) - _SIZE, right, max(box[3] for box in boxes) + 1

    def highlight(self, mark: MarkedPlace, label: str, boxes: Sequence[Box], frame: PageCoordinates) -> IndirectObject:
        """The drawing of a highlight, on the page as displayed: a box for each line.

        Its label stands above the number, in the free space between lines; in a cell that is tall enough within the cell,
        so that it hides nothing of the row above.
        """
        ink, tint = _STRONG[mark.severity], (_TINT if mark.full else _PALE)[mark.severity]
        parts = [_box(box, frame, mark.full, (ink, tint)) for box in boxes]
        left, top, _, bottom = boxes[0]
        above = -_CAPITALS * _SIZE - 1 if bottom - top >= _TALL else 1
        parts.append(_text(_shortened(label), left + 1, frame.height - top + above, ink))
        return self._form(parts, self.extent(boxes, label), frame)

    def pin(self, severity: Severity, label: str, box: Box, frame: PageCoordinates) -> IndirectObject:
        """The drawing of a note that has no box on the page."""
        left, top, right, bottom = box
        x, y, wide, high = left, frame.height - bottom, right - left, bottom - top
        ink = _STRONG[severity]
        parts = [
            f"{_rgb(_TINT[severity])} rg {_rgb(ink)} RG 1 w {_n(x + 1)} {_n(y + 1)} {_n(wide - 2)} {_n(high - 2)} re B"
        ]
        if label:
            short = _shortened(label)
            parts.append(_text(short, x + (wide - _width(short)) / 2, y + (high - _CAPITALS * _SIZE) / 2, ink))
        else:
            lines = (y + high * share for share in (0.3, 0.5, 0.7))
            parts += [f"{_n(x + 4)} {_n(line)} m {_n(x + wide - 4)} {_n(line)} l S" for line in lines]
        return self._form(parts, box, frame)

    def _form(self, parts: list[str], box: Box, frame: PageCoordinates) -> IndirectObject:
        stream = DecodedStreamObject()
        matrix = " ".join(map(_n, frame.matrix))
        stream.set_data("\n".join(["q", f"{matrix} cm", *parts, "Q"]).encode("ascii"))
        stream[NameObject("/Type")] = NameObject("/XObject")
        stream[NameObject("/Subtype")] = NameObject("/Form")
        stream[NameObject("/BBox")] = ArrayObject([FloatObject(round(value, 3)) for value in frame.rectangle(box)])
        stream[NameObject("/Resources")] = self._resources
        return self._increment.add(stream)


def _box(box: Box, frame: PageCoordinates, framed: bool, colours: tuple[Colour, Colour]) -> str:
    """A tint, and around it a frame or under it a dotted line."""
    left, top, right, bottom = box
    x, y, wide, high = _n(left), _n(frame.height - bottom), _n(right - left), _n(bottom - top)
    ink, tint = map(_rgb, colours)
    stroke = f"{x} {y} {wide} {high} re S" if framed else f"[1.5 1.5] 0 d {x} {y} m {_n(right)} {y} l S"
    return f"q /M gs {tint} rg {x} {y} {wide} {high} re f Q q {ink} RG {_LINE} w {stroke} Q"


def _text(label: str, x: float, y: float, ink: Colour) -> str:
    return f"BT /F {_n(_SIZE)} Tf {_rgb(ink)} rg {_n(x)} {_n(y)} Td ({label}) Tj ET"


def _shortened(label: str) -> str:
    return label if len(label) <= _LONGEST else label[: label.rindex(",", 0, _LONGEST)] + ".."


def _width(label: str) -> float:
    return _SIZE * _DIGIT * sum(1 if character.isdigit() else 0.5 for character in label)


def _names(entries: Mapping[str, str]) -> DictionaryObject:
    return DictionaryObject({NameObject(name): NameObject(value) for name, value in entries.items()})


def _rgb(colour: Colour) -> str:
    return " ".join(map(_n, colour))


def _n(value: float) -> str:
    """A coordinate or a share of colour, as PDF writes it."""
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"
