"""From the page as it is displayed, where places are, to the page's own coordinates, in which annotations are written."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Box", "PageCoordinates", "Point"]

Box = tuple[float, float, float, float]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PageCoordinates:
    """A page's visible part and its turn.

    Attributes:
        width, height: of the page as displayed, in points.
        matrix: from displayed coordinates, measured from the bottom left corner, to the page's own, as PDF writes it.
    """

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]

    @classmethod
    def of(cls, crop: Box, media: Box, rotation: int) -> PageCoordinates:
        """The frame of a page with these boxes (left, bottom, right, top), turned clockwise by that many degrees."""
        left, bottom, right, top = (
            max(crop[0], media[0]),
            max(crop[1], media[1]),
            min(crop[2], media[2]),
            min(crop[3], media[3]),
        )
        if left >= right or bottom >= top:
            left, bottom, right, top = media
        wide, high = right - left, top - bottom
        match rotation // 90 % 4:
            case 1:
                return cls(high, wide, (0, 1, -1, 0, right, bottom))
            case 2:
                return cls(wide, high, (-1, 0, 0, -1, right, top))
            case 3:
                return cls(high, wide, (0, -1, 1, 0, left, top))
            case _:
                return cls(wide, high, (1, 0, 0, 1, left, bottom))

    def own(self, point: Point) -> Point:
        """A displayed point, from the top left corner, in the page's own coordinates."""
        a, b, c, d, e, f = self.matrix
        x, y = point[0], self.height - point[1]
        return a * x + c * y + e, b * x + d * y + f

    def rectangle(self, box: Box) -> Box:
        """A displayed box as left, bottom, right, top of the page's own coordinates."""
        (x0, y0), (x1, y1) = self.own(box[:2]), self.own(box[2:])
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def quad(self, box: Box) -> tuple[Point, Point, Point, Point]:
        """The corners of a displayed box as highlights have them: top left, top right, bottom left, bottom right."""
        left, top, right, bottom = box
        return self.own((left, top)), self.own((right, top)), self.own((left, bottom)), self.own((right, bottom))
