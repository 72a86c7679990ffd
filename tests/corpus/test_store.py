"""A corpus: what goes in comes out the same, by however many processes, shards and interruptions; and SQL reaches nothing else."""

from __future__ import annotations

import csv
import io
import random
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from juesuan.cli import main
from juesuan.cli.status import FINE, INTERRUPTED, UNUSABLE
from juesuan.corpus.jobs import Job
from juesuan.corpus.reading import Packed
from juesuan.corpus.store import tables
from juesuan.corpus.store.asking import CorpusDatabase
from juesuan.corpus.store.corpus import Corpus
from juesuan.corpus.store.processing import Process, Processed, Read, Rejudge, process
from juesuan.corpus.store.questions import Question, questions
from juesuan.corpus.store.schema import VIEWS, corpus_tables, sql_type
from juesuan.corpus.store.tables import Manifest, columns_of, manifest_of, update_tables
from juesuan.performance.evidence.engine import QueryRefused
from juesuan.standard import builtin
from tests.cli.conftest import Files, files
from tests.departments import document
from tests.here import Here

__all__ = ["files"]

Captured = pytest.CaptureFixture[str]
UNIT = "青禾市数据资源管理局"


class Killed(BaseException):
    """The process has gone."""


@pytest.fixture
def received(files: Files, tmp_path: Path) -> Path:
    """Documents of two units, one of them twice, and one that cannot be read."""
    folder = tmp_path / "收到"
    (folder / "再来").mkdir(parents=True)
    for name in "甲乙":
        text = files.good.read_text(encoding="utf-8").replace(UNIT, f"青禾市{name}局")
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    shutil.copy(folder / "乙.html", folder / "再来" / "乙2.html")
    shutil.copy(files.broken, folder / "坏的.pdf")
    return folder


def corpus(action: str, data: Path, *more: object) -> int:
    return main(["corpus", action, *map(str, more), "--data", str(data)])


def content(data: Path) -> dict[str, bytes]:
    """Everything that a corpus holds, but for the logs, which say which shard wrote them."""
    kept = (path for path in data.rglob("*") if path.is_file() and path.parent.name != "sources")
    return {path.relative_to(data).as_posix(): path.read_bytes() for path in kept}


def rows(data: Path, sql: str) -> list[tuple[Any, ...]]:
    store = Corpus(data)
    with CorpusDatabase(store, update_tables(store, builtin()), builtin()) as database:
        return list(database.ask(sql).rows)


def test_in_one_run_and_in_shards_in_any_order_is_the_same(received: Path, tmp_path: Path, capsys: Captured) -> None:
    """Byte for byte: records and tables. A shard that is done twice changes nothing."""
    assert corpus("add", tmp_path / "whole", received) == UNUSABLE
    assert "加入 2 份，已有 0 份，内容相同 1 份，未能读取 1 份。" in capsys.readouterr().err
    for shard in ("3/3", "1/3", "2/3"):
        corpus("add", tmp_path / "parts", received, "--shard", shard)
    assert not (tmp_path / "parts" / "tables").exists()
    update_tables(Corpus(tmp_path / "parts"), builtin())

    assert content(tmp_path / "parts") == content(tmp_path / "whole")
    assert rows(tmp_path / "whole", "SELECT state, count(*) FROM sources GROUP BY 1 ORDER BY 1") == [
        ("read", 2), ("same", 1), ("unread", 1),
    ]  # fmt: skip


@pytest.mark.processes
def test_one_process_and_two_are_the_same(received: Path, tmp_path: Path) -> None:
    for jobs in (1, 2):
        corpus("add", tmp_path / str(jobs), received, "--jobs", jobs)

    assert content(tmp_path / "1") == content(tmp_path / "2")


def test_a_document_is_a_pure_function_of_its_content() -> None:
    made = document(5, 3).disclosure
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(made, enc_hook=str), type=type(made))

    assert process(made, builtin()) == process(again, builtin())


def test_killed_anywhere_it_opens_and_goes_on(received: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While documents are read, and while tables are made; no document is read twice, and the end is the same."""
    left, done, plain = [0], Counter[str](), Here.ask
    put = tables._put

    def ask(here: Here, job: Job[Any]) -> Any:
        if isinstance(job, Process):
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            done[Path(job.path.decode()).name] += 1
        return plain(here, job)

    def put_or_die(made: Path, target: Path) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        put(made, target)

    monkeypatch.setattr(Here, "ask", ask)
    monkeypatch.setattr(tables, "_put", put_or_die)
    chance, kills = random.Random(3), 0
    while True:
        left[0] = chance.randint(2, 6)
        try:
            corpus("add", tmp_path / "killed", received)
            break
        except Killed:
            kills += 1
            left[0] = 10**9
            assert len(Corpus(tmp_path / "killed").records()) <= 2
            manifest_of(Corpus(tmp_path / "killed"))
    left[0] = 10**9
    corpus("add", tmp_path / "whole", received)

    assert kills > 1
    assert all(done[f"{name}.html"] == 2 for name in "甲乙"), done  # once in each corpus
    assert content(tmp_path / "killed") == content(tmp_path / "whole")
    assert not [path for path in (tmp_path / "killed").iterdir() if path.name.endswith((".partial", ".part"))]


def test_an_interrupt_keeps_what_is_done(received: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_order(self: Here, jobs: Iterable[Job[Any]]) -> Iterator[Any]:
        for number, job in enumerate(jobs):
            if number == 1 and isinstance(job, Process):
                raise KeyboardInterrupt
            yield self.ask(job)

    with monkeypatch.context() as patched:
        patched.setattr(Here, "in_order", in_order)
        assert corpus("add", tmp_path / "data", received) == INTERRUPTED

    assert len(Corpus(tmp_path / "data").records()) == 1
    assert rows(tmp_path / "data", "SELECT count(*) FROM documents") == [(1,)]


def test_judged_again_by_other_rules_from_what_was_read(
    received: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """The files need not be there any more; only what is of another version is judged."""
    own = tmp_path / "own"
    own.mkdir()
    corpus("add", tmp_path / "data", received)
    before = rows(tmp_path / "data", "SELECT count(*), count(DISTINCT catalogue) FROM results")
    shutil.rmtree(received)
    jobs: list[str] = []
    plain = Here.ask
    monkeypatch.setattr(Here, "ask", lambda here, job: (jobs.append(type(job).__name__), plain(here, job))[1])
    assert corpus("recheck", tmp_path / "data") == FINE
    assert Rejudge.__name__ not in jobs
    (own / "facts.toml").write_text("# 没有另加\n", encoding="utf-8")
    capsys.readouterr()

    assert corpus("recheck", tmp_path / "data", "--standard", own) == FINE
    assert "共 2 份，重新核对 2 份" in capsys.readouterr().err
    assert jobs.count(Rejudge.__name__) == 2
    assert Process.__name__ not in jobs
    assert corpus("recheck", tmp_path / "data", "--standard", own) == FINE
    assert jobs.count(Rejudge.__name__) == 2
    assert rows(tmp_path / "data", "SELECT count(*), count(DISTINCT catalogue) FROM results") == before


def test_a_list_says_where_files_are_from(received: Path, tmp_path: Path) -> None:
    listed = tmp_path / "名单.csv"
    listed.write_text(
        "文件,单位,地区,网址,日期\n再来/乙2.html,乙局,东湖市,http://example.invalid/乙,2024-09-01\n", "utf-8"
    )
    corpus("add", tmp_path / "data", received, "--list", listed)
    corpus("add", tmp_path / "data", received)

    assert rows(tmp_path / "data", "SELECT DISTINCT region FROM facts WHERE unit_name = '青禾市乙局'") == [("东湖市",)]
    assert rows(tmp_path / "data", "SELECT listed_unit, source, date FROM sources WHERE listed_unit IS NOT NULL") == [
        ("乙局", "http://example.invalid/乙", "2024-09-01")
    ]


# What the questions are asked of: rows of two documents under the names of many units.

_UNITS = 14


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Accounts of fourteen units in two years; the last unit spends next to nothing on projects. With the name of the first."""
    where = tmp_path_factory.mktemp("corpus") / "data"
    store, columns = Corpus(where, make=True), columns_of(builtin())
    disclosure = document(3, 3).disclosure
    own = disclosure.info.unit
    years = {
        year: _read(replace(disclosure, info=replace(disclosure.info, year=year, sha256=f"{year}" * 16)))
        for year in (2021, 2022)
    }
    for year, read in years.items():
        for number in range(_UNITS):
            digest = f"{number:02x}{year}" + "0" * 58
            swaps = {f"{year}" * 16: digest, own: f"{own}{number:02}"}
            made_tables = {name: _swapped(data, swaps) for name, data in read.processed.tables.items()}
            made_tables["facts"] = _scaled(made_tables["facts"], number)
            processed = replace(read.processed, unit=f"{own}{number:02}", tables=made_tables)
            store.keep(digest, Read(read.document, processed), "0" * 64, columns)
    return where, f"{own}00"


def _read(disclosure: Any) -> Read:
    return Read(Packed.of(disclosure), process(disclosure, builtin()))


def _swapped(data: bytes, swaps: dict[str, str]) -> bytes:
    text = data.decode()
    for old, new in swaps.items():
        text = text.replace(old, new)
    return text.encode()


def _scaled(data: bytes, number: int) -> bytes:
    """The facts, those on projects of the last unit in another size, and each unit by its own name as a unit."""
    facts = next(table for table in corpus_tables(builtin()) if table.name == "facts")
    at = {name: index for index, name in enumerate(facts.names)}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in csv.reader(io.StringIO(data.decode(), newline="")):
        row[at["unit_id"]] = f"u{number:02}"
        if row[at["fact"]] == "spend[nature=project]" and row[at["yuan"]]:
            scale = Decimal("0.000001") if number == _UNITS - 1 else Decimal(100 + number) / 100
            row[at["yuan"]] = f"{(Decimal(row[at['yuan']]) * scale):.6f}"
        writer.writerow(row)
    return out.getvalue().encode()


@pytest.fixture(scope="module")
def database(made: tuple[Path, str]) -> Iterator[CorpusDatabase]:
    store = Corpus(made[0])
    with CorpusDatabase(store, update_tables(store, builtin()), builtin()) as found:
        yield found


_SAID = {"单位": None, "科目": "2010101", "规则": "X-14"}


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_every_question_is_one_statement_with_an_answer(
    question: Question, database: CorpusDatabase, made: tuple[Path, str]
) -> None:
    values = {
        one.key: one.value(made[1] if one.name == "单位" else _SAID.get(one.name) or one.default or "")
        for one in question.parameters
    }
    if question.name == "科目":
        stated = "fact = 'spend[fund=gpb,function=' || function || ']' AND yuan IS NOT NULL"
        values["code"] = next(database.ask(f"SELECT function FROM facts WHERE year = 2022 AND {stated}").rows)[0]
    answer = database.ask(question.sql, values)
    found = list(answer.rows)

    assert found or question.name in {"没读全", "问题", "完成率"}
    if question.name == "排名":
        assert len(found) == _UNITS
    if question.name == "异常":
        assert {row[answer.names.index("单位")][-2:] for row in found} == {f"{_UNITS - 1}"}
    if question.name == "照抄":
        assert all(row[2] == row[3] == row[4] > 0 for row in found)
    if question.name == "历年":
        assert [row[2] for row in found] == [2021, 2022]


def test_no_column_is_a_float(database: CorpusDatabase) -> None:
    """Every stored column and every column of a view has the type that the schema says, and sums stay exact."""
    for table in (*corpus_tables(builtin()), *VIEWS):
        name = "stored_units" if table.name == "units" and table not in VIEWS else table.name
        answer = database.ask(f"SELECT * FROM {name} LIMIT 0")
        known = {field.name: sql_type(field) for field in table.fields}
        assert all(
            kind.replace(" ", "") == known[column].replace(" ", "")
            for column, kind in zip(answer.names, answer.types, strict=True)
            if column in known and known[column].startswith("DEC")
        )
        assert not set(answer.types) & {"DOUBLE", "FLOAT"}
    total, parts = next(database.ask("SELECT sum(yuan), list(yuan) FROM amounts WHERE fact = 'spend'").rows)
    assert total == sum(parts)
    assert isinstance(total, Decimal)


def test_every_row_says_where_it_is_from(database: CorpusDatabase) -> None:
    for table in corpus_tables(builtin()):
        if table.name != "units":
            told = database.ask(
                f"SELECT count(*) FILTER (WHERE document IS NULL OR catalogue IS NULL OR program IS NULL OR region IS NULL) FROM {table.name}"
            )
            assert next(told.rows) == (0,), table.name


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM read_parquet('{folder}/*')",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM '{file}'",
        "SELECT * FROM read_parquet('https://127.0.0.1/x.parquet')",
        "COPY documents TO '{folder}/out.csv'",
        "ATTACH '{folder}/other.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "DROP VIEW documents",
        "CREATE TABLE t AS SELECT 1",
        "SELECT 1; SELECT 2",
        "PRAGMA version",
        "",
        "没有这样的查询",
    ],
)
def test_a_query_reaches_nothing_else(sql: str, database: CorpusDatabase, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(QueryRefused):
        list(database.ask(sql.format(file=tmp_path / "own.csv", folder=tmp_path)).rows)

    assert [path.name for path in tmp_path.iterdir()] == ["own.csv"]


def test_an_empty_corpus_can_be_asked(tmp_path: Path) -> None:
    store = Corpus(tmp_path / "data", make=True)
    with CorpusDatabase(store, Manifest(), builtin()) as database:
        for question in questions():
            assert (
                list(
                    database.ask(
                        question.sql,
                        dict.fromkeys((one.key for one in question.parameters if one.type == "text"), "0")
                        | {one.key: 1 for one in question.parameters if one.type == "number"},
                    ).rows
                )
                == []
            )


def test_many_documents_of_a_year_are_parted(
    made: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By their digests: no file has more than it may, nothing is lost, and one more document changes only its own."""
    where = Path(shutil.copytree(made[0], tmp_path / "data"))
    (where / "current.json").unlink(missing_ok=True)
    monkeypatch.setattr(tables, "_MOST", 3)
    store = Corpus(where)
    before = update_tables(store, builtin())
    digest = "ff" + "1" * 62
    processed = store.judged(store.records()[0], columns_of(builtin()))
    assert isinstance(processed, Processed)
    store.keep(digest, Read(Packed(document(3, 3).disclosure.info, b""), processed), "0" * 64, columns_of(builtin()))
    after = update_tables(store, builtin())

    assert len(before.tables["facts"]) >= 2 * _UNITS // 3
    assert len(set(after.tables["facts"]) - set(before.tables["facts"])) <= 2
    assert rows(where, "SELECT count(*) FROM documents") == [(2 * _UNITS + 1,)]
    assert {path.relative_to(where).as_posix() for path in (where / "tables").rglob("*.parquet")} == {
        path for paths in after.tables.values() for path in paths
    }


def test_what_is_no_corpus_is_not_touched(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.txt").write_text("x", encoding="utf-8")

    assert corpus("add", tmp_path / "own", tmp_path / "own" / "a.txt") == UNUSABLE
    assert "这里有别的文件" in capsys.readouterr().err
    assert corpus("query", tmp_path / "nothing", "SELECT 1") == UNUSABLE
    assert "这里没有文件库" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.txt", "own"]


def test_answers_and_exports(made: tuple[Path, str], tmp_path: Path, capsys: Captured) -> None:
    data = Path(shutil.copytree(made[0], tmp_path / "data"))
    assert corpus("ask", data, "排名", "--set", "前几名=3", "--set", "数据=spend") == FINE
    assert capsys.readouterr().out.count("\n") == 4
    assert corpus("ask", data, "排名", "--set", "名次=3") == UNUSABLE
    assert corpus("ask", data, "历年") == UNUSABLE
    assert corpus("ask", data) == FINE
    assert corpus("status", data) == FINE
    assert "2022" in capsys.readouterr().out
    for suffix in (".csv", ".json", ".xlsx", ".txt"):
        target = tmp_path / f"结果{suffix}"
        assert corpus("query", data, "SELECT unit_name, '=1+1' AS a FROM units ORDER BY 1", "-o", target) == FINE
        assert target.stat().st_size
    assert (tmp_path / "结果.csv").read_bytes().startswith(b"\xef\xbb\xbfunit_name,a\n")
    assert b"'=1+1" in (tmp_path / "结果.csv").read_bytes()
    for form in ("csv", "parquet"):
        assert corpus("export", data, "-o", tmp_path / form, "--format", form) == FINE
        package = msgspec.json.decode((tmp_path / form / "datapackage.json").read_bytes())
        paths = [resource["path"] for resource in package["resources"]]
        listed = [path for each in paths for path in ([each] if isinstance(each, str) else each)]
        assert all((tmp_path / form / path).is_file() for path in listed)
        assert {resource["name"] for resource in package["resources"]} >= {
            "documents",
            "units",
            "facts",
            "findings",
            "results",
        }
