"""A real PostgreSQL server of the tests' own, on a port of this machine that is free, gone when they end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [
        Path(name) for name in [shutil.which("initdb")] if name
    ]
    return found[-1].parent if found else None


PROGRAMS = _programs()
_NUMBERS = count(1)


@contextmanager
def server_in(folder: Path) -> Iterator[str]:
    """Runs a server whose files are in a folder: its address, without a database."""
    assert PROGRAMS is not None, "needs PostgreSQL"
    is_root = os.name == "posix" and os.getuid() == 0
    before = ["runuser", "-u", "postgres", "--"] if is_root else []  # the server does not run as root
    if is_root:
        for each in (folder, *list(folder.parents)[:3]):
            if each != Path("/tmp"):
                each.chmod(0o755)
        shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = folder / "data"
    make = [
        str(PROGRAMS / "initdb"),
        "-D",
        str(data),
        "-U",
        "juesuan",
        "-A",
        "trust",
        "--no-sync",
        "-E",
        "UTF8",
        "--locale=C",
    ]
    subprocess.run([*before, *make], check=True, capture_output=True, cwd=folder)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    control = [*before, str(PROGRAMS / "pg_ctl"), "-D", str(data), "-w"]
    subprocess.run(
        [*control, "-l", str(folder / "log"), "-o", options, "start"], check=True, capture_output=True, cwd=folder
    )
    yield f"postgresql://juesuan@127.0.0.1:{port}"
    done = subprocess.run(
        [*control, "-m", "immediate", "stop"], check=False, capture_output=True, text=True, cwd=folder
    )
    assert done.returncode == 0, done.stdout + done.stderr


def empty_database(server: str) -> str:
    """The address of a database that has nothing in it."""
    import pg8000.dbapi  # noqa: PLC0415 - only where there is a server

    host, port = server.rpartition("@")[2].split(":")
    name = f"test_{next(_NUMBERS)}"
    connection = pg8000.dbapi.connect("juesuan", host=host, port=int(port), database="postgres")
    connection.autocommit = True
    connection.cursor().execute(f"CREATE DATABASE {name}")
    connection.close()
    return f"{server}/{name}"
