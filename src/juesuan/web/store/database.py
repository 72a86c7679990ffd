"""The database of the workbench: opened, brought up to the version of the program, and written through one door."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session

__all__ = ["Database"]

_MIGRATIONS = Path(__file__).with_name("migrations")
_BUSY = 30
"""Seconds that one process waits for another which is writing."""


class Database:
    """The tables, in SQLite or wherever an address of SQLAlchemy leads."""

    def __init__(self, url: str) -> None:
        """Opens it and adds what this version of the program needs."""
        self._engine = _engine(url)
        self._writing = threading.Lock()
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        with self._engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    @classmethod
    def in_folder(cls, folder: Path) -> Database:
        """The database of a data folder, which is made where it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(f"sqlite:///{(folder / 'workbench.sqlite').as_posix()}")

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """To look at what is there."""
        with Session(self._engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """To change it: all that is done within happens, or nothing. One at a time: SQLite has one writer, and the log one order."""
        with self._writing, Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Lets go of it."""
        self._engine.dispose()


def _engine(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": _BUSY} if url.startswith("sqlite") else {})
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: Any, record: object) -> None:
    """Readers do not wait for the writer, what is committed outlives a power cut, and references hold."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
