"""Ends the workbench at random moments, while files come in, documents are judged, decisions are made and letters written.

    python -m tests.web.kills [--count N] [--seed N] [--postgresql]

What was answered with yes is there when it is started again, whatever came between: each file, each decision. Every document that waited
is judged in the end, once; no report is half; nothing unfinished stays.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2 as httpx

from juesuan.demo import demo_disclosure, flawed
from juesuan.publishing import publish
from juesuan.standard import builtin
from juesuan.unfinished import is_unfinished
from tests.web.servers import empty_database, server_in

__all__ = ["Answered", "campaign"]

_PATIENCE = 300
_WAITING = 4
"""Documents that wait, beyond which no more are handed in: some shall be judged before the end."""


class Answered:
    """What the workbench said yes to."""

    def __init__(self) -> None:
        self.files: dict[int, str] = {}
        """Names by the numbers of documents."""
        self.decisions: dict[str, set[str]] = {}
        """What may stand of a finding of the one unit: the last judgement that was answered, and those that were asked for since."""


@contextmanager
def served(folder: Path, address: str) -> Iterator[tuple[subprocess.Popen[bytes], httpx.Client]]:
    """The workbench, in a group of processes of its own, and somebody who asks it."""
    said = folder.parent / "said"
    with said.open("wb") as errors:
        command = [sys.executable, "-m", "juesuan", "serve", "--data", str(folder), "--port", "0", "--no-browser"]
        command += ["--database", address] if address else []
        process = subprocess.Popen(command, stderr=errors, start_new_session=True)
    try:
        end = time.monotonic() + _PATIENCE
        while not (found := re.search(r"http://\S+?/", said.read_text(encoding="utf-8", errors="replace"))):
            assert process.poll() is None and time.monotonic() < end, said.read_text(encoding="utf-8", errors="replace")
            time.sleep(0.05)
        with httpx.Client(base_url=found[0], timeout=_PATIENCE) as client:
            yield process, client
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _use(client: httpx.Client, page: str, chance: random.Random, answered: Answered) -> None:
    """Does what a reviewer does, until nobody answers any more."""
    with suppress(httpx.TransportError):
        while True:
            received = client.get("/api/files").json()
            if sum(each["receipt"] == "waiting" for each in received) < _WAITING:
                _hand_in(client, page, chance, answered)
            judged = [each["document"] for each in received if each["receipt"] == "judged"]
            for number in chance.sample(judged, min(2, len(judged))):
                _decide(client, number, chance, answered)
                if chance.random() < 0.2:
                    client.get(f"/documents/{number}/letter?undecided=yes")


def _hand_in(client: httpx.Client, page: str, chance: random.Random, answered: Answered) -> None:
    name = f"决算-{chance.randrange(10**9)}.html"
    content = page.replace("</body>", f"<p>{name}</p></body>").encode()
    answer = client.post("/files", files=[("upload", (name, content))])
    if answer.status_code == 201:
        answered.files[answer.json()["documents"][0]] = name


def _decide(client: httpx.Client, number: int, chance: random.Random, answered: Answered) -> None:
    found = client.get(f"/api/documents/{number}").json().get("findings", [])
    for finding in chance.sample(found, min(2, len(found))):
        judgement = chance.choice(("true", "false", "ask"))
        key = finding["fingerprint"]
        answered.decisions.setdefault(key, {finding["judgement"]}).add(judgement)
        said = {"fingerprints": [key], "judgement": judgement}
        if client.post(f"/api/documents/{number}/decisions", json=said).status_code == 200:
            answered.decisions[key] = {judgement}


def _settled(client: httpx.Client) -> list[dict[str, object]]:
    """What became of everything, once nothing waits."""
    end = time.monotonic() + _PATIENCE
    while True:
        found: list[dict[str, object]] = client.get("/api/files").json()
        if not any(each["receipt"] == "waiting" for each in found):
            return found
        assert time.monotonic() < end, "a document still waits"
        time.sleep(0.2)


def _wrong(client: httpx.Client, folder: Path, answered: Answered) -> Iterator[str]:
    received = {each["document"]: each for each in _settled(client)}
    for number, name in list(answered.files.items())[-150:]:  # the page of files shows the last two hundred
        if number not in received or received[number]["name"] != name:
            yield f"document {number} ({name}) is lost"
    for each in received.values():
        if each["receipt"] not in {"judged", "copy"}:
            yield f"document {each['document']} ended as {each['receipt']}: {each['message']}"
        if each["receipt"] == "judged":
            report = client.get(f"/api/documents/{each['document']}/report")
            page = client.get(f"/documents/{each['document']}").text
            if report.status_code != 200 or not json.loads(report.content) or not page.rstrip().endswith("</html>"):
                yield f"the report of document {each['document']} is not whole"
    documents = [each["document"] for each in received.values() if each["receipt"] == "judged"]
    found = client.get(f"/api/documents/{documents[0]}").json()["findings"] if documents else []
    stand = {finding["fingerprint"]: finding["judgement"] for finding in found}
    for fingerprint, possible in answered.decisions.items():
        if stand.get(fingerprint) not in possible:
            yield f"decision on {fingerprint}: {stand.get(fingerprint)}, not {possible}"
    left = [path for path in folder.rglob("*") if is_unfinished(Path(path.name))]
    if left:
        yield f"left behind: {left}"


def campaign(count: int, seed: int, postgresql: bool) -> list[str]:
    """Ends it so many times; what was found wrong, also in between."""
    chance, answered, wrong = random.Random(seed), Answered(), list[str]()
    with TemporaryDirectory() as name, ExitStack() as kept:
        folder = Path(name) / "data"
        address = ""
        if postgresql:
            (Path(name) / "server").mkdir()
            address = empty_database(kept.enter_context(server_in(Path(name) / "server")))
        path = Path(name) / "page.html"
        publish(flawed(demo_disclosure(builtin())), builtin().layouts.named("henan-2022").style, path, builtin())
        page = path.read_text(encoding="utf-8")
        for number in range(count):
            with served(folder, address) as (process, client):
                using = threading.Thread(target=_use, args=(client, page, random.Random(seed + number), answered))
                using.start()
                time.sleep(chance.uniform(0, 8))
                os.killpg(process.pid, signal.SIGKILL)
                using.join()
            print(f"{number + 1}/{count}: {len(answered.files)} files, {len(answered.decisions)} decisions", flush=True)
        with served(folder, address) as (process, client):
            wrong += _wrong(client, folder, answered)
    return wrong


def main() -> int:
    """Runs a campaign and prints what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--postgresql", action="store_true")
    arguments = parser.parse_args()
    wrong = campaign(arguments.count, arguments.seed, arguments.postgresql)
    print("\n".join(wrong) or "nothing was lost")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
