"""How quickly the workbench answers: its start, a report after its file came, a board of 5 000 units, and twenty people at once.

    python bench/workbench.py [--units N] [--people N]

Each is printed in milliseconds of the clock beside what the same server takes for its smallest page (``/api/who``) in the same run: the ratio
is what our pages cost over the server itself. Goals of an idle machine with two cores: start 2 s, first page 300 ms, report 2 s, board 300 ms,
95 of a hundred answers to twenty people within 1 s while a document is being judged.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx2 as httpx

from juesuan.demo import demo_disclosure, flawed
from juesuan.publishing import publish
from juesuan.standard import builtin
from juesuan.web.acts import DocumentJudged, FindingLine, ListedUnit, Received, UnitsListed
from juesuan.web.store.database import Database
from juesuan.web.store.log import record

_ROUNDS = 9


def main() -> None:
    """Prints one line a question."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=5000)
    parser.add_argument("--people", type=int, default=20)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        _fill(folder, arguments.units)
        path = Path(name) / "page.pdf"
        publish(flawed(demo_disclosure(builtin())), builtin().layouts.named("henan-2022").style, path, builtin())
        began = time.monotonic()
        command = [sys.executable, "-m", "juesuan", "serve", "--data", str(folder), "--port", "0", "--no-browser"]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8")
        assert process.stderr is not None
        found = re.search(r"http://\S+?/", process.stderr.readline())
        assert found is not None
        try:
            _ask(found[0], began, path, arguments.people)
        finally:
            process.kill()
            process.wait()


def _fill(folder: Path, units: int) -> None:
    database = Database.in_folder(folder)
    with database.writing() as session:
        record(
            session,
            UnitsListed(tuple(ListedUnit(f"示例市第{n}局", "2024-09-30", f"审核{n % 9}") for n in range(units))),
            "",
        )
        for n in range(0, units, 2):
            number = record(session, Received(f"{n:064x}", f"{n}.pdf", 1), "")
            found = tuple(FindingLine(f"f{k}", "error", "T01-01", "标题", "说明") for k in range(n % 5))
            record(
                session,
                DocumentJudged(
                    number,
                    "errors",
                    "结论",
                    kind="决算",
                    unit=f"示例市第{n}局",
                    year=2023,
                    errors=n % 5,
                    findings=found,
                ),
                "",
            )
    database.close()


def _ask(address: str, began: float, path: Path, people: int) -> None:
    with httpx.Client(base_url=address, timeout=120) as client:
        client.get("/api/who")
        print(f"start to the first answer: {1000 * (time.monotonic() - began):.0f} ms (goal 2000)")
        print(f"first page: {_timed(lambda: client.get('/')):.0f} ms (goal 300)")
        base = _median(lambda: client.get("/api/who"))
        for what, asked in (
            ("board", "/"),
            ("board, sorted by errors", "/?order=-errors"),
            ("board, filtered", "/?search=99&state=open"),
        ):
            took = _median(lambda asked=asked: client.get(asked, headers={"hx-target": "section#lines"}))  # type: ignore[misc]
            print(f"{what}: {took:.0f} ms, {took / base:.1f} of the smallest page (goal 300)")
        print(
            f"report of {path.stat().st_size // 1024} KB: {_timed(lambda: _judged(client, path, 0)):.0f} ms (goal 2000)"
        )
        times: list[float] = []
        faults: list[int] = []
        users = [threading.Thread(target=_browse, args=(address, n, times, faults)) for n in range(people)]
        for user in users:
            user.start()
        _judged(client, path, 1)
        for user in users:
            user.join()
        worst = statistics.quantiles(times, n=20)[-1]
        print(f"{people} people, {len(times)} answers beside a document in work; errors: {len(faults)}")
        print(f"95 % of them: within {worst:.0f} ms, {worst / base:.1f} of the smallest page (goal 1000)")


def _browse(address: str, n: int, times: list[float], faults: list[int]) -> None:
    with httpx.Client(base_url=address, timeout=120) as client:
        lines = [line for line in client.get("/api/board", params={"state": "open"}).json()["lines"] if line["errors"]]
        said = {"fingerprints": ["f0"], "judgement": "true"}
        for k in range(12):
            line = lines[(n * 7 + k) % len(lines)]
            asks: tuple[Callable[[], httpx.Response], ...] = (
                lambda k=k: client.get("/", params={"page": k % 5 + 1}),  # type: ignore[misc]
                lambda line=line: client.get(f"/api/documents/{line['document']}"),  # type: ignore[misc]
                lambda line=line: client.post(f"/api/documents/{line['document']}/decisions", json=said),  # type: ignore[misc]
            )
            for ask in asks:
                began = time.monotonic()
                answer = ask()
                times.append(1000 * (time.monotonic() - began))
                if answer.status_code >= 400:
                    faults.append(answer.status_code)
            time.sleep(0.2)


def _judged(client: httpx.Client, path: Path, number: int) -> None:
    content = path.read_bytes() + b"\n%" + str(number).encode()
    (document,) = client.post("/files", files=[("upload", (path.name, content))]).json()["documents"]
    while client.get(f"/api/documents/{document}/report").status_code != 200:
        time.sleep(0.02)


def _timed(act: Callable[[], object]) -> float:
    began = time.monotonic()
    act()
    return 1000 * (time.monotonic() - began)


def _median(act: Callable[[], object]) -> float:
    return statistics.median(_timed(act) for _ in range(_ROUNDS))


if __name__ == "__main__":
    main()
