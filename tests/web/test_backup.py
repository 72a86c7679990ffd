"""All of the workbench as one file, and back: the same board, the same answers; what was tampered with changes nothing."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from juesuan.web.app import application
from tests.cli.conftest import Files
from tests.web.conftest import ADDRESS, Browser

Entries = dict[str, bytes]


def entries(content: bytes) -> Entries:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive_of(found: Entries) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    return out.getvalue()


def restore(asks: Browser, content: bytes) -> tuple[int, str]:
    answer = asks.post("/settings/restore", files={"upload": ("备份.zip", content)}, follow_redirects=False)
    return answer.status_code, answer.text


@pytest.fixture
def full(browser: Browser, files: Files) -> Browser:
    (number,) = browser.hand_in(files.flawed)
    browser.decide(number, "true", browser.state(number)["findings"][0]["fingerprint"], note="照账表改")
    return browser


def test_a_restored_workbench_is_the_same(full: Browser, tmp_path: Path) -> None:
    content = full.get("/backup.zip").content
    number = full.get("/api/files").json()[0]["document"]
    with Browser(application(tmp_path / "elsewhere"), base_url=ADDRESS) as again:
        assert restore(again, content)[0] == 303
        for path in ("/api/board", "/api/files", f"/api/documents/{number}", f"/api/documents/{number}/report"):
            assert again.get(path).content == full.get(path).content, path
        assert again.get(f"/documents/{number}").content == full.get(f"/documents/{number}").content
        assert again.outgoing(number, "letter")[:2] == b"PK"
        assert "已经有记录" in restore(again, content)[1]
    assert entries(content).keys() & {"acts.jsonl", "backup.json"} and not [
        n for n in entries(content) if "sqlite" in n
    ]


def _with(name: str, content: bytes = b"x") -> Callable[[Entries], Entries]:
    return lambda found: found | {name: content}


def _other_original(found: Entries) -> Entries:
    name = next(each for each in found if each.startswith("originals/"))
    return found | {name: found[name] + b" "}


def _other_log(found: Entries) -> Entries:
    return found | {"acts.jsonl": found["acts.jsonl"].replace(b"Received", b"Removed!")}


@pytest.mark.parametrize(
    "spoil",
    [
        _with("../outside.txt"),
        _with("originals/../../outside.txt"),
        _with("/outside.txt"),
        _with("originals/aa/" + "a" * 64 + "/..\\outside.txt"),
        _with("originals/aa/" + "a" * 64 + "/CON"),
        _with("originals/aa/" + "a" * 64 + "/page.html", b"<script>alert(1)</script>"),
        _with("reports/1/page.php"),
        _with("workbench.sqlite"),
        _with("REPORTS/1/page.html"),
        _other_original,
        _other_log,
        lambda found: {name: content for name, content in found.items() if not name.startswith("originals/")},
        lambda found: {name: content for name, content in found.items() if name != "acts.jsonl"},
        lambda found: found | {"backup.json": json.dumps({"format": 99, "acts": 0}).encode()},
        lambda found: found | {"backup.json": b"[1"},
        lambda found: found | {"acts.jsonl": found["acts.jsonl"].rpartition(b"\n")[0]},
    ],
)
def test_what_is_hostile_is_refused_and_leaves_nothing(
    full: Browser, tmp_path: Path, spoil: Callable[[Entries], Entries]
) -> None:
    content = archive_of(spoil(entries(full.get("/backup.zip").content)))
    folder = tmp_path / "victim" / "data"
    with Browser(application(folder), base_url=ADDRESS) as again:
        before = sorted(path for path in folder.rglob("*") if "sqlite" not in path.name)
        status, text = restore(again, content)

        assert status == 422 and "没有做成" in text
        assert sorted(path for path in folder.rglob("*") if "sqlite" not in path.name) == before
        assert again.get("/api/files").json() == []
    assert not list(tmp_path.rglob("outside*"))


def test_what_is_no_archive_is_refused(browser: Browser) -> None:
    for content in (b"", b"PK\x03\x04", b"%PDF-1.7", archive_of({"a": b"b"})):
        assert restore(browser, content)[0] == 422
