"""A batch that was ended goes on: nothing is done twice, and what is there in the end is what there would be without an interruption."""

from __future__ import annotations

import json
import random
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from juesuan.cli import main
from juesuan.cli.console import lasting
from juesuan.cli.inputs import KEPT
from juesuan.cli.status import ERRORS, UNUSABLE
from juesuan.corpus.jobs import Job
from juesuan.corpus.judging import Judge
from juesuan.corpus.keeping import Kept
from juesuan.corpus.reading import Pack
from tests.cli.conftest import Files
from tests.here import Here

Captured = pytest.CaptureFixture[str]
UNIT = "青禾市数据资源管理局"


class Killed(BaseException):
    """The process has gone: nobody catches it."""


class Watch:
    """What was done, and after how many jobs all ends."""

    def __init__(self) -> None:
        self.left = 10**9
        self.done: Counter[tuple[str, str]] = Counter()

    def ask(self, plain: Any, here: Here, job: Job[Any]) -> Any:
        if self.left <= 0:
            raise Killed
        self.left -= 1
        if isinstance(job, Pack | Judge):
            self.done[type(job).__name__, Path(job.path.decode()).name] += 1
        return plain(here, job)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Over all jobs."""
    found, plain = Watch(), Here.ask
    monkeypatch.setattr(Here, "ask", lambda here, job: found.ask(plain, here, job))
    return found


def document(files: Files, unit: str) -> bytes:
    """An accounts document of some unit."""
    return files.good.read_text(encoding="utf-8").replace(UNIT, unit).encode()


@pytest.fixture
def received(files: Files, tmp_path: Path) -> Path:
    """Three documents of three units, of which one comes twice, a broken one, and one that is something else."""
    folder = tmp_path / "收到"
    (folder / "再来").mkdir(parents=True)
    for name in ("甲局", "乙局", "丙局"):
        (folder / f"{name}.html").write_bytes(document(files, f"青禾市{name}"))
    shutil.copy(folder / "甲局.html", folder / "再来" / "甲局#改.html")
    shutil.copy(files.broken, folder / "坏的.pdf")
    (folder / "通知.txt").write_text("关于召开会议的通知\n请各单位参加。\n", encoding="utf-8")
    return folder


def results(folder: Path) -> dict[str, bytes]:
    """Everything that was written, without what the program keeps for itself."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".juesuan.json")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files if KEPT not in path.parts}


def check(received: Path, out: Path, *more: str) -> int:
    return main(["check", str(received), "--format", "json,xlsx", "-o", str(out), *more])


def killed_often(received: Path, out: Path, watch: Watch, chance: random.Random) -> Iterator[int]:
    """Runs the batch until it comes to its end, each time ended somewhere; tells how often it was ended."""
    for number in range(100):
        watch.left = chance.randint(7, 11)
        yield number
        try:
            check(received, out)
        except Killed:
            continue
        return
    raise AssertionError("it never comes to its end")


def test_killed_and_resumed_is_the_same_as_undisturbed(received: Path, tmp_path: Path, watch: Watch) -> None:
    """Byte for byte; no document is read or judged twice, and copies are none of their own."""
    for seed in (1,):
        watch.done.clear()
        times = list(killed_often(received, tmp_path / f"{seed}", watch, random.Random(seed)))

        assert len(times) > 2
        assert set(watch.done.values()) == {1}, watch.done
    watch.left = 10**9
    check(received, tmp_path / "undisturbed")

    whole = results(tmp_path / "undisturbed")
    assert results(tmp_path / "1") == whole
    assert {name for name in whole if name.endswith(".json")} == {
        f"青禾市{unit}/{name}.json" for unit, name in (("甲局", "甲局#改"), ("乙局", "乙局"), ("丙局", "丙局"))
    } | {"单位不明/通知.json"}


def test_files_changed_renamed_and_doubled_between_kills(
    received: Path, files: Files, tmp_path: Path, watch: Watch
) -> None:
    """Each content is judged once, under the name that it has in the end; results of what is there no more are gone."""
    watch.left = 13
    with pytest.raises(Killed):
        check(received, tmp_path / "out")
    (received / "乙局.html").rename(received / "改名.html")
    (received / "丙局.html").write_bytes(document(files, "青禾市丁局"))
    shutil.copy(received / "改名.html", received / "又一份.html")
    watch.left, before = 10**9, Counter(watch.done)
    check(received, tmp_path / "out")
    done = watch.done - before
    check(received, tmp_path / "fresh")

    assert before["Pack", "乙局.html"] == 1
    assert done["Pack", "改名.html"] + done["Pack", "又一份.html"] == 0
    assert done["Pack", "丙局.html"] == 1
    assert results(tmp_path / "out") == results(tmp_path / "fresh")
    assert not (tmp_path / "out" / "青禾市丙局").exists()


def test_what_was_changed_since_is_not_replaced(received: Path, tmp_path: Path, capsys: Captured) -> None:
    """A result in which somebody wrote is his own."""
    check(received, tmp_path / "out")
    own = tmp_path / "out" / "青禾市乙局" / "乙局.json"
    own.write_text("我的批语", encoding="utf-8")

    assert check(received, tmp_path / "out") == UNUSABLE
    assert "不是本程序生成的，或者生成后改动过" in capsys.readouterr().err
    assert own.read_text(encoding="utf-8") == "我的批语"
    assert check(received, tmp_path / "out", "--force") == UNUSABLE
    assert json.loads(own.read_text(encoding="utf-8"))["verdict"] == "clean"


def test_a_record_that_is_not_whole_is_none(tmp_path: Path) -> None:
    """As a power cut leaves it; one on another basis is not looked at."""
    kept = Kept(tmp_path, KEPT, "basis")
    kept.put("a", ("甲", 1))
    assert Kept(tmp_path, KEPT, "basis").get("a", tuple[str, int]) == ("甲", 1)

    record = tmp_path / KEPT / "a"
    record.write_bytes(record.read_bytes()[:-1])
    assert kept.get("a", tuple[str, int]) is None
    kept.keep_reading("sha", Path("甲.pdf"), "甲.pdf：坏了")
    assert kept.reading("sha", Path("甲.pdf")) == "甲.pdf：坏了"
    assert kept.reading("sha", Path("乙.pdf")) is None
    assert Kept(tmp_path, KEPT, "another").reading("sha", Path("甲.pdf")) is None


def test_every_file_has_a_line(received: Path, files: Files, tmp_path: Path, capsys: Captured) -> None:
    """With what was done with it, why, and links that lead to its results; units of a list without a file are named."""
    (received / "~$甲局.docx").write_bytes(b"lock")
    (received / "相片.jpg").write_bytes(b"picture")
    older = document(files, "青禾市戊局").replace(b"2022", b"2019").replace(b"2021", b"2018")
    with zipfile.ZipFile(received / "补交.zip", "w") as archive:
        archive.writestr("戊局/决算.html", older)
    roster = tmp_path / "名单.csv"
    roster.write_text("应公开单位名单\n序号,单位名称\n1,青禾市甲局\n2,青禾市己局\n", encoding="utf-8")

    status = main(
        ["check", str(received), "-o", str(tmp_path / "out"), "--roster", str(roster), "--format", "html,json"]
    )
    book = openpyxl.load_workbook(tmp_path / "out" / "汇总.xlsx")
    head, *rows = book["全部文件"].values
    told = {Path(str(row[1])).name: dict(zip(head[:7], row[:7], strict=True)) for row in rows}
    links = [cell.hyperlink.target for row in book["全部文件"] for cell in row if cell.hyperlink]

    assert status == UNUSABLE
    assert told.keys() == {
        *("甲局.html", "乙局.html", "丙局.html", "甲局#改.html", "坏的.pdf", "通知.txt"),
        *("~$甲局.docx", "相片.jpg", "补交.zip", "决算.html"),
    }
    assert len(rows) == len(told)
    assert told["甲局.html"]["处理"].startswith("内容与")
    assert told["坏的.pdf"]["结论"] == "未能读取"
    assert "结构不完整" in told["坏的.pdf"]["说明"]
    assert told["通知.txt"]["结论"] == "不是决算公开文件"
    assert told["~$甲局.docx"]["处理"] == "隐藏文件或临时文件，跳过"
    assert told["相片.jpg"]["处理"] == "不是能读取的格式（.jpg），跳过"
    assert "压缩包" in told["补交.zip"]["处理"]
    assert told["决算.html"]["说明"] == "年度是 2019，其他文件多为 2022 年度，请核对"
    assert [row[1] for row in book["没有文件的单位"].values][1:] == ["青禾市己局"]
    assert "名单上有 1 个单位没有文件：青禾市己局。" in capsys.readouterr().err
    assert {"青禾市甲局/甲局%23改.html", "青禾市戊局/决算.json"} <= {link.replace("\\", "/") for link in links}
    assert all((tmp_path / "out" / link.replace("%23", "#").replace("\\", "/")).is_file() for link in links)


def test_several_formats_need_a_folder(files: Files, tmp_path: Path, capsys: Captured) -> None:
    assert main(["check", str(files.flawed), "--format", "html,json"]) == UNUSABLE
    assert "请用 -o 指定文件夹" in capsys.readouterr().err
    assert main(["check", str(files.flawed), "--year", "2023"]) == UNUSABLE
    assert (
        main(["check", str(files.flawed), "--format", "html,json", "-o", str(tmp_path / "out"), "--year", "2023"])
        == ERRORS
    )
    assert "年度是 2022，应为 2023 年度" in capsys.readouterr().err
    assert results(tmp_path / "out").keys() == {f"{UNIT}/flawed.html", f"{UNIT}/flawed.json", "汇总.xlsx"}


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.2, "1 秒"), (59.4, "59 秒"), (61, "1 分钟"), (3590, "1 小时 0 分钟"), (7500, "2 小时 5 分钟")],
)
def test_how_long_it_may_take(seconds: float, said: str) -> None:
    assert lasting(seconds) == said
