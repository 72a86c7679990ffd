"""Characters become lines."""

import pytest

from juesuan.formats.drawn.geometry import Glyph
from juesuan.formats.drawn.text_lines import to_lines


@pytest.mark.parametrize("times", [2, 3, 4])
def test_a_character_printed_several_times_is_one(times: int) -> None:
    """Only what stands where the one before stood is a repetition: a run of the same character stays."""
    printed = [
        Glyph(10.0 * k + 0.4 * n, 10.0 * k + 0.4 * n + 10, 100.0, "十", k * times + n, False)
        for k in range(3)
        for n in range(times)
    ]

    (line,) = to_lines(printed)

    assert line.spaced(1) == "十十十"
