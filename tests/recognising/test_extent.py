"""A file that goes on behind a table was not cut in it, whatever is not known of what follows."""

from __future__ import annotations

import re
from pathlib import Path

import juesuan
from tests.laws import page

_TORN = "中断"


def _gaps(text: str, folder: Path) -> list[str]:
    path = folder / "made.html"
    path.write_text(text, encoding="utf-8")
    report = juesuan.check(juesuan.read(path))
    assert report.verdict == "incomplete"
    return [gap.message for gap in report.gaps]


def _headless(text: str) -> str:
    """Without any heading that is none of a table's."""
    return re.sub(r"<h([1-6])[^>]*>(?:(?!</h\1>|表<).)*</h\1>", "", text, flags=re.S)


def test_prose_behind_the_tables_that_nobody_knows_is_no_end_of_the_file(tmp_path: Path) -> None:
    told = _gaps(_headless(page(3)), tmp_path)

    assert not [gap for gap in told if _TORN in gap]


def test_a_file_that_ends_in_a_table_is_cut_there(tmp_path: Path) -> None:
    text = page(3)
    tables = [match.end() for match in re.finditer("</tr>", text[: text.index("</table>", text.index("公开05表"))])]

    assert [gap for gap in _gaps(text[: tables[-2]] + "</table></body></html>", tmp_path) if _TORN in gap]
