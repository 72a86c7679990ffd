"""Affine maps: how what is drawn in its own coordinates comes to stand on the page."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["IDENTITY", "Matrix", "matrix_of"]


class Matrix(Struct, frozen=True):
    """``x' = a·x + c·y + e``, ``y' = b·x + d·y + f``, lengths in millimetres, y downwards."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def moved(self, x: float, y: float) -> tuple[float, float]:
        """Where a point comes to stand."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: Matrix) -> Matrix:
        """This map, then another."""
        e, f = outer.moved(self.e, self.f)
        return Matrix(
            outer.a * self.a + outer.c * self.b,
            outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d,
            outer.b * self.c + outer.d * self.d,
            e,
            f,
        )


IDENTITY = Matrix()


def matrix_of(said: str) -> Matrix:
    """A map as written, six numbers; none at all where it is not."""
    try:
        a, b, c, d, e, f = map(float, said.split())
    except ValueError:
        return IDENTITY
    return Matrix(a, b, c, d, e, f)
