"""The log is all there is: done once more in an empty database it gives the same tables."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, select

from juesuan.checking.by_hand import OwnFinding
from juesuan.model import Place, Severity
from juesuan.web.acts import (
    Act,
    Decided,
    DocumentJudged,
    Explained,
    FindingLine,
    ListedUnit,
    OwnFound,
    OwnWithdrawn,
    ProposalsLeft,
    Received,
    Reviewed,
    Reworded,
    TakenOver,
    UnitsListed,
    UserSet,
)
from juesuan.web.preparing.acts import (
    FileAttached,
    FileDetached,
    PreparationSet,
    PreparationStarted,
    PublicationMade,
    PublishedFile,
    WorkbookSaved,
)
from juesuan.web.preparing.applied import NoSuchPreparation
from juesuan.web.preparing.tables import FileRole, Origin
from juesuan.web.store.database import Database, DatabaseProblem
from juesuan.web.store.log import NoSuchDocument, acts_of, record, replay
from juesuan.web.store.schema import Conclusion, Review, StoreTable
from tests.web.servers import empty_database

NAMES = st.sampled_from(["甲局", "乙局", "甲局（本级）"])
PRINTS = st.sampled_from(["f1", "f2", "f3"])
MANY_PRINTS = st.lists(PRINTS, unique=True).map(tuple)
NUMBERS = st.integers(1, 6)
FINDINGS = st.lists(PRINTS, unique=True).map(
    lambda names: tuple(FindingLine(name, "error", "T01-01", "标题", f"说 {name}", name[:1]) for name in names)
)
ACTS: st.SearchStrategy[Act] = st.one_of(
    st.builds(Received, st.sampled_from(["aa", "bb", "cc"]), NAMES, st.integers(0, 9)),
    st.builds(
        DocumentJudged,
        NUMBERS,
        st.sampled_from(["errors", "clean", "unreadable", "not_a_disclosure"]),
        st.just("结论"),
        digest=st.sampled_from(["", "d1", "d2", "d3"]),
        kind=st.just("决算"),
        unit=st.one_of(st.just(""), NAMES),
        year=st.sampled_from([None, 2022, 2023]),
        findings=FINDINGS,
        layout=st.sampled_from(["", "henan-2022"]),
        carried=st.sampled_from([(), (OwnFinding("own-1", "error", "问题"), OwnFinding("f1", "info", ""))]),
    ),
    st.builds(
        Decided, NUMBERS, MANY_PRINTS, st.sampled_from(["", *Conclusion]), st.sampled_from(["", "说明"]), st.booleans()
    ),
    st.builds(
        OwnFound,
        NUMBERS,
        st.sampled_from([each.value for each in Severity]),
        NAMES,
        st.just(Place(page=1)),
        value=NAMES,
    ),
    st.builds(OwnWithdrawn, NUMBERS, st.integers(1, 6).map(lambda number: f"own-{number}")),
    st.builds(Reworded, NUMBERS, PRINTS, st.sampled_from(["", "改写"]), st.sampled_from(["", "1.00"])),
    st.builds(Explained, NUMBERS, PRINTS, st.sampled_from(["", "说明"])),
    st.builds(ProposalsLeft, NUMBERS, MANY_PRINTS, st.booleans()),
    st.builds(Reviewed, NUMBERS, st.sampled_from([*Review])),
    st.builds(TakenOver, NUMBERS),
    st.builds(UserSet, NAMES, st.sampled_from([(), ("reader",), ("manager", "reviewer")]), st.booleans()),
    st.builds(PreparationStarted, PRINTS, NAMES, st.just("2022"), st.sampled_from([*Origin])),
    st.builds(WorkbookSaved, NUMBERS, PRINTS, st.integers(1, 9), NAMES, st.just("2023")),
    st.builds(PreparationSet, NUMBERS, st.sampled_from(["", "henan-2022"]), st.sampled_from(["plain", "footing"])),
    st.builds(FileAttached, NUMBERS, st.sampled_from([*FileRole]), PRINTS, NAMES, st.integers(0, 9)),
    st.builds(FileDetached, NUMBERS, NUMBERS),
    st.builds(
        PublicationMade,
        NUMBERS,
        NUMBERS,
        st.booleans(),
        st.just("clean"),
        st.lists(st.builds(PublishedFile, NAMES, PRINTS, NUMBERS), max_size=2).map(tuple),
    ),
    st.builds(UnitsListed, st.lists(st.builds(ListedUnit, NAMES), unique_by=lambda unit: unit.name).map(tuple)),
)


def rows(database: Database) -> list[list[object]]:
    """Everything in all tables."""
    with database.reading() as session:
        return [
            [tuple(row) for row in session.execute(select(*table.columns).order_by(*table.primary_key))]
            for table in StoreTable.metadata.sorted_tables
        ]


def _databases(folder: Path, server: str) -> list[Database]:
    """Two that have nothing in them."""
    return [Database(empty_database(server)) if server else Database.in_folder(folder / name) for name in "ab"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACTS, max_size=12))
def test_a_log_done_again_gives_the_same(server: str, acts: list[Act]) -> None:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder, ExitStack() as kept:
        first, second = databases = _databases(Path(folder), server)
        for each in databases:
            kept.callback(each.close)
        for act in acts:
            try:
                with first.writing() as session:
                    record(session, act, "某人")
            except (NoSuchDocument, NoSuchPreparation):
                continue  # nothing of it stays, not in the log either
        with first.reading() as session:
            lines = [*acts_of(session)]

        with second.writing() as session:
            replay(session, lines)

        assert rows(first) == rows(second)


def test_what_fails_leaves_no_line(tmp_path: Path) -> None:
    database = Database.in_folder(tmp_path)
    try:
        with database.writing() as session:
            record(session, Reviewed(7, Review.PASSED), "某人")
    except NoSuchDocument:
        pass

    with database.reading() as session:
        assert [*acts_of(session)] == []


def test_the_tables_are_those_of_the_migrations(tmp_path: Path, database_address: str) -> None:
    database = Database(database_address) if database_address else Database.in_folder(tmp_path)
    found = inspect(database._engine)

    for table in StoreTable.metadata.sorted_tables:
        assert {column["name"] for column in found.get_columns(table.name)} == {*table.columns.keys()}
        indexes = {index["name"] for index in found.get_indexes(table.name) if not index.get("duplicates_constraint")}
        assert indexes == {index.name for index in table.indexes}
    database.close()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://juesuan:geheim@127.0.0.1:9/x", "数据库打不开"),
        ("mysql://juesuan:geheim@127.0.0.1/x", "应写成"),
        ("什么", "应写成"),
    ],
)
def test_a_database_that_is_none_is_told_without_its_password(address: str, told: str) -> None:
    with pytest.raises(DatabaseProblem, match=told) as caught:
        Database(address)

    assert "geheim" not in str(caught.value)
