"""Writing that is ended before any one of its steps: what stands there is whole, nobody's own work is lost, and the next run goes through.

The process is left at the step itself, as by a kill: nothing is cleaned up.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from juesuan.cli.status import Refusal
from juesuan.cli.writing import Gate
from juesuan.cli.writing.record import LIST
from juesuan.unfinished import is_unfinished

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process that is a copy of this one is needed")

STEPS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod"})
OLD, NEW, OWN = b"old result", b"new result", "我自己的".encode()
ENDED, REFUSED, MOST = 9, 2, 500

Work = Callable[[Path, bool], None]


def one_file(folder: Path, force: bool) -> None:
    """A result beside others."""
    gate = Gate([], [folder / "r.html"], "check", force=force)
    gate.admit(folder / "r.html")
    gate.write(folder / "r.html", NEW)


def whole_folder(folder: Path, force: bool) -> None:
    """Results that belong together; ``left.csv`` was one of them."""

    def write(made: Path) -> None:
        (made / "data").mkdir()
        for name in ("r.html", "data/a.csv", "data/b.csv"):
            (made / name).write_bytes(NEW)

    gate = Gate([], [folder / "made"], "prepare", force=force)
    gate.admit_folder(folder / "made")
    gate.deliver(folder / "made", write)


def in_another(work: Work, folder: Path, force: bool, step: int = 0) -> int:
    """Does it in a process that is left before a step of this number; how that ended."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if step:
        sys.addaudithook(_leaving(step, str(folder)))
    try:
        work(folder, force)
    except Refusal:
        os._exit(REFUSED)
    except BaseException:
        os._exit(1)
    os._exit(0)


def _leaving(step: int, folder: str) -> Callable[[str, tuple[object, ...]], None]:
    taken = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal taken
        if event in STEPS and str(arguments[0]).startswith(folder):
            taken += 1
            if taken == step:
                os._exit(ENDED)

    return hook


def contents(folder: Path) -> dict[str, bytes]:
    """What a user sees there."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != LIST)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in files
        if not is_unfinished(path.relative_to(folder))
    }


def earlier(folder: Path, work: Work, force: bool) -> dict[str, bytes]:
    """Earlier results of the same command, one of which is no more wanted; with ``force`` a file of the user's in the place of one."""
    place = folder if work is one_file else folder / "made"
    place.mkdir(exist_ok=True)
    names = ["r.html"] if work is one_file else ["r.html", "data/a.csv", "left.csv"]
    gate = Gate([], (), "check" if work is one_file else "prepare")
    for name in names:
        (place / name).parent.mkdir(exist_ok=True)
    if work is one_file:
        gate.admit(place / "r.html")
        gate.write(place / "r.html", OLD)
    else:

        def write(made: Path) -> None:
            (made / "data").mkdir()
            for name in names:
                (made / name).write_bytes(OLD)

        gate.deliver(place, write)
    if force:
        (place / "r.html").write_bytes(OWN)
    (folder / "自己的.txt").write_bytes(OWN)
    return contents(folder)


def wrong(before: dict[str, bytes], there: dict[str, bytes]) -> Iterator[str]:
    """What has been lost, and what is not whole."""
    if list(before.values()).count(OWN) > list(there.values()).count(OWN):
        yield "the user's own work is lost"
    for name, content in there.items():
        if content not in {OLD, NEW, OWN}:
            yield f"{name} is not whole"
    for name, content in before.items():
        stands = [other for other in there if other == name or other == f"{name[:-5]}（原有）.html"]
        if not stands and not (name.endswith("left.csv") and NEW in there.values()):
            yield f"{name} is gone"
        if content == OWN and OWN not in {there.get(other) for other in stands}:
            yield f"{name} is not found again"


@pytest.mark.parametrize("state", ["nothing there", "earlier results", "a file of the user's"])
@pytest.mark.parametrize("work", [one_file, whole_folder])
def test_whatever_step_it_is_ended_at(work: Work, state: str, tmp_path: Path) -> None:
    # Copies of this process are dear once it has grown; those of a fresh one are not.
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as fresh:
        assert 10 < fresh.submit(through_all_steps, work, state, tmp_path).result() < MOST


def through_all_steps(work: Work, state: str, tmp_path: Path) -> int:
    """Ends it at every step in turn; how many there are."""
    force = state == "a file of the user's"
    for step in range(1, MOST):
        folder = tmp_path / str(step)
        folder.mkdir()
        before = earlier(folder, work, force) if state != "nothing there" else {}
        ended = in_another(work, folder, force, step)
        assert ended in {0, ENDED}
        assert list(wrong(before, contents(folder))) == [], step

        assert in_another(work, folder, force) == 0, step
        there = contents(folder)
        assert list(wrong(before, there)) == [], step
        assert OLD not in there.values(), step
        assert not any(is_unfinished(path.relative_to(folder)) for path in folder.rglob("*")), step
        if not ended:
            break
    return step
