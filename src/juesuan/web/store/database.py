"""The database of the workbench: opened, brought up to the version of the program, and written through one door."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import Session

__all__ = ["Database", "DatabaseProblem"]

_MIGRATIONS = Path(__file__).with_name("migrations")
_BUSY = 30
"""Seconds that one process waits for another which is writing."""
_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+pg8000"}
"""The databases that are tested, by the name in an address, and by what they are spoken to."""


class DatabaseProblem(Exception):
    """A database cannot be used; the message says why, in Chinese, and never shows the password in its address."""


class Database:
    """The tables, in SQLite or wherever an address of SQLAlchemy leads."""

    def __init__(self, url: str) -> None:
        """Opens it and adds what this version of the program needs.

        Raises:
            DatabaseProblem: when the address leads to no database that can be used.
        """
        self._engine = _engine(url)
        self._writing = threading.Lock()
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        try:
            with self._engine.begin() as connection:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except DBAPIError as error:
            raise DatabaseProblem(f"数据库打不开：{error.orig}") from error

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


def _engine(address: str) -> Engine:
    try:
        url = make_url(address)
        url = url.set(drivername=_DRIVERS[url.drivername])
        is_sqlite = url.drivername == "sqlite"
        # A server may have been started anew since it was last asked.
        engine = create_engine(url, connect_args={"timeout": _BUSY} if is_sqlite else {}, pool_pre_ping=not is_sqlite)
    except (ArgumentError, KeyError) as error:
        raise DatabaseProblem("数据库地址应写成 postgresql://用户:密码@服务器/数据库") from error
    except (NoSuchModuleError, ImportError) as error:
        raise DatabaseProblem("没有装连接 PostgreSQL 的 pg8000：请安装 juesuan[postgresql]") from error
    if is_sqlite:
        event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: Any, record: object) -> None:
    """Readers do not wait for the writer, what is committed outlives a power cut, and references hold."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
