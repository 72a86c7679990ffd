"""Folders for what is not finished: gone at the end, left by a run that was ended, cleared by the next, and never taken from one at work."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from juesuan.unfinished import Unfinished, clear, is_unfinished

HOLD = (
    "import sys; from pathlib import Path; from juesuan.unfinished import Unfinished\n"
    "where = Unfinished(Path(sys.argv[1])); (where.path / 'sub').mkdir(); (where.path / 'sub' / 'half.txt').write_text('half')\n"
    "print(where.path, flush=True); sys.stdin.read()"
)


def another(folder: Path) -> tuple[subprocess.Popen[str], Path]:
    """Another run that has something unfinished in a folder."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_it_is_gone_at_the_end_with_all_that_is_in_it(tmp_path: Path) -> None:
    with Unfinished(tmp_path) as where:
        (where / "sub").mkdir()
        (where / "sub" / "half.txt").write_text("half", encoding="utf-8")
        (where / "whole.txt").write_text("whole", encoding="utf-8")
        assert is_unfinished((where / "sub").relative_to(tmp_path))
        clear(tmp_path)
        (where / "whole.txt").replace(tmp_path / "whole.txt")

    assert [path.name for path in tmp_path.iterdir()] == ["whole.txt"]


def test_what_an_ended_run_left_is_cleared_and_what_one_is_at_work_in_is_not(tmp_path: Path) -> None:
    process, left = another(tmp_path)
    with process:
        clear(tmp_path)
        assert (left / "sub" / "half.txt").is_file()
        process.kill()
        process.wait()
        assert (left / "sub" / "half.txt").is_file()
    clear(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_run_that_was_ended_before_it_put_anything_there(tmp_path: Path) -> None:
    (tmp_path / ".juesuan-0123456789abcdef.partial").mkdir()
    clear(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_what_was_put_there_while_it_was_taken_away(tmp_path: Path) -> None:
    """The lock has gone, for the folder was empty when it was looked at; a job of the ended run was still writing."""
    late = tmp_path / ".juesuan-0123456789abcdef.partial" / "made"
    late.mkdir(parents=True)
    (late / "package.json").write_text("half", encoding="utf-8")
    clear(tmp_path)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [".juesuan.json", ".juesuan-x.partial", "0123456789abcdef.partial", "自己的.partial"])
def test_nothing_else_is_cleared(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "lock").write_bytes(b"")
    clear(tmp_path)
    clear(tmp_path / "没有这个文件夹")

    assert (tmp_path / name / "lock").is_file()


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_a_link_leads_nobody_astray(tmp_path: Path) -> None:
    """Neither one in the place of such a folder nor one in it."""
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "lock").write_bytes(b"")
    (tmp_path / ".juesuan-0123456789abcdef.partial").symlink_to(kept, target_is_directory=True)
    with Unfinished(tmp_path) as where:
        (where / "link").symlink_to(kept, target_is_directory=True)
    clear(tmp_path)

    assert (kept / "lock").is_file()


def test_where_nothing_can_be_made_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Unfinished(tmp_path / "没有这个文件夹")
