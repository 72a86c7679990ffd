"""How sentences and equations are written."""

from __future__ import annotations

from juesuan.checking.rendering import nested


def test_quotes_inside_quotes_are_single() -> None:
    assert nested("“财政拨款“三公”经费表”为 1，“甲”为 2") == "“财政拨款‘三公’经费表”为 1，“甲”为 2"


def test_quotes_that_do_not_match_are_left_as_they_are() -> None:
    assert nested("“甲“为”") == "“甲“为”"
    assert nested("甲”为“乙”") == "甲”为“乙”"
