"""Several files in processes."""

from __future__ import annotations

import os
from pathlib import Path

from juesuan.cli.batch import Crash, in_order


def _length(path: Path) -> int:
    """A job that has a bug for one file and dies on another."""
    if path.name == "bug":
        raise KeyError(path.name)
    if path.name == "die":
        os._exit(9)
    return len(path.name)


def test_results_come_in_the_order_of_the_files() -> None:
    """Whoever is done first."""
    assert list(in_order(_length, [Path("a"), Path("bbb"), Path("cc")], jobs=2)) == [1, 3, 2]


def test_a_bug_does_not_stop_the_others() -> None:
    """It is reported with its traceback."""
    results = list(in_order(_length, [Path("a"), Path("bug"), Path("cc")], jobs=2))

    assert (results[0], results[2]) == (1, 2)
    assert isinstance(results[1], Crash)
    assert results[1].fault is not None
    assert "KeyError" in results[1].fault.detail


def test_a_process_that_dies_does_not_stop_the_others() -> None:
    """Jobs that waited for it are done again, each alone."""
    results = list(in_order(_length, [Path("a"), Path("die"), Path("cc")], jobs=1))

    assert (results[0], results[2]) == (1, 2)
    assert isinstance(results[1], Crash)
    assert "内存不足" in results[1].reason


def test_a_single_file_is_done_here() -> None:
    """And its bugs are told of in the same way."""
    (crash,) = in_order(_length, [Path("bug")], jobs=4)

    assert isinstance(crash, Crash)
    assert crash.fault is not None
    assert crash.fault.kind == "KeyError"


def _index_or_death(item: int) -> int:
    if item % 7 == 3:
        os._exit(9)
    return item


def test_many_items_and_several_deaths() -> None:
    """More items than wait at a time, with processes dying again and again: every item has its own result."""
    results = list(in_order(_index_or_death, list(range(20)), jobs=2))

    assert [result for result in results if not isinstance(result, Crash)] == [i for i in range(20) if i % 7 != 3]
    assert [i for i, result in enumerate(results) if isinstance(result, Crash)] == [3, 10, 17]
