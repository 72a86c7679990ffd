"""A corpus of made departments: documents a minute, whether memory stays flat, and how long questions take.

    python bench/corpus.py [--count N] [--copies N] [--jobs N]

``count`` documents are published as web pages and added, half of them first: what the second half adds to the peak of memory shows
whether it is flat. Then each is copied under other names until there are ``copies`` in the tables, and every ready-made question is asked.
Reading a document does not depend on how many there are, so minutes for 10 000 follow from the rate. The time of a question is given
beside that of the same rows in SQLite, Python's own database, in the same run: ranking units by an amount.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.departments import document  # noqa: E402

from juesuan.corpus.store.asking import CorpusDatabase  # noqa: E402
from juesuan.corpus.store.corpus import Corpus  # noqa: E402
from juesuan.corpus.store.processing import Read  # noqa: E402
from juesuan.corpus.store.questions import questions  # noqa: E402
from juesuan.corpus.store.tables import columns_of, update_tables  # noqa: E402
from juesuan.publishing import publish  # noqa: E402
from juesuan.standard import builtin  # noqa: E402

_ADD = """
import resource, sys, time
from juesuan.cli import main
start = time.monotonic()
main(["corpus", "add", *sys.argv[1:]])
own, workers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
spent = own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime
print(time.monotonic() - start, spent, own.ru_maxrss / 1024, workers.ru_maxrss / 1024)
"""
_RANK = "SELECT unit_name, yuan FROM amounts WHERE fact = 'spend' ORDER BY yuan DESC LIMIT 20"
_RANK_SQLITE = """
SELECT unit_name, CAST(yuan AS REAL) AS y FROM (SELECT document, unit_name, yuan, row_number() OVER (
    PARTITION BY document, fact ORDER BY (quality = 'doubtful'), (reader = 'prose'), id) AS n FROM facts WHERE fact = 'spend' AND yuan IS NOT NULL)
WHERE n = 1 ORDER BY y DESC LIMIT 20"""
_GOAL = 10_000


def _made(folder: Path, count: int) -> None:
    folder.mkdir()
    for seed in range(count):
        made = document(seed)
        publish(made.disclosure, made.layout, folder / f"{seed}.html", builtin())


def _added(folder: Path, data: Path, jobs: int) -> tuple[float, ...]:
    """Seconds, seconds of processor time, peaks of memory in MB: of the command, and of its largest worker."""
    command = [sys.executable, "-c", _ADD, str(folder), "--data", str(data), "--jobs", str(jobs)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    )
    return tuple(map(float, done.stdout.split()))


def _multiplied(corpus: Corpus, copies: int) -> None:
    """More documents in the tables: rows of those that are there under other digests and names."""
    columns, records = columns_of(builtin()), corpus.records()
    for number in range(copies - len(records)):
        recorded = records[number % len(records)]
        processed, read = corpus.judged(recorded, columns), corpus.document(recorded.document)
        assert processed is not None
        assert read is not None
        digest = f"{number:08x}" + recorded.document[8:]
        swaps = {recorded.document: digest, processed.unit: f"{processed.unit}{number}"}
        tables = dict(processed.tables)
        for old, new in swaps.items():
            tables = {name: data.replace(old.encode(), new.encode()) if old else data for name, data in tables.items()}
        corpus.keep(
            digest,
            Read(
                read,
                type(processed)(
                    processed.unit, processed.year, processed.place, processed.kind, processed.verdict, tables
                ),
            ),
            "0" * 64,
            columns,
        )


def _asked(database: CorpusDatabase) -> None:
    known = {"单位": "局", "科目": "201", "规则": "X-14"}
    for question in questions():
        values = {one.key: one.value(known.get(one.name, one.default or "")) for one in question.parameters}
        begun = time.perf_counter()
        rows = len(list(database.ask(question.sql, values).rows))
        print(f"  {question.name}: {time.perf_counter() - begun:.2f} s, {rows} rows")


def _beside_sqlite(database: CorpusDatabase) -> None:
    columns = ("document", "id", "unit_name", "fact", "yuan", "quality", "reader")
    other = sqlite3.connect(":memory:")
    other.execute(f"CREATE TABLE facts ({', '.join(columns)})")
    rows = (
        (*(str(cell) if cell is not None else None for cell in row),)
        for row in database.ask(f"SELECT {', '.join(columns)} FROM facts").rows
    )
    other.executemany(f"INSERT INTO facts VALUES ({', '.join('?' * len(columns))})", rows)
    ours, theirs = [], []
    for _ in range(3):
        begun = time.perf_counter()
        own = [row[1] for row in database.ask(_RANK).rows]
        ours.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        found = [row[1] for row in other.execute(_RANK_SQLITE)]
        theirs.append(time.perf_counter() - begun)
        assert [float(each) for each in own] == found
    print(
        f"ranking units: {min(ours):.3f} s from Parquet, {min(theirs):.3f} s in SQLite in memory: {min(ours) / min(theirs):.2f} of its time"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--copies", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args()
    with TemporaryDirectory() as name:
        where, half = Path(name), chosen.count // 2
        _made(where / "given", chosen.count)
        (where / "half").mkdir()
        for path in sorted((where / "given").iterdir())[:half]:
            path.rename(where / "half" / path.name)
        first = _added(where / "half", where / "data", chosen.jobs)
        second = _added(where / "given", where / "data", chosen.jobs)
        seconds, spent = (first[at] + second[at] for at in (0, 1))
        each = spent / chosen.count
        print(
            f"{chosen.count} documents with {chosen.jobs} workers: {chosen.count / seconds * 60:.0f} a minute, {each:.2f} s of processor time each"
        )
        print(f"{_GOAL} documents on two free processors: {each * _GOAL / 2 / 60:.0f} minutes")
        print(
            f"peak memory: the command {first[2]:.0f} MB and {second[2]:.0f} MB, a worker at most {max(first[3], second[3]):.0f} MB"
        )
        corpus = Corpus(where / "data")
        _multiplied(corpus, chosen.copies)
        begun = time.perf_counter()
        manifest = update_tables(corpus, builtin())
        print(f"tables of {len(manifest.records)} documents: {time.perf_counter() - begun:.1f} s")
        sizes = {
            part: sum(path.stat().st_size for path in (corpus.folder / part).rglob("*") if path.is_file())
            for part in ("read", "judged", "tables")
        }
        print(
            "a document: "
            + ", ".join(f"{part} {size / len(manifest.records) / 1024:.0f} KB" for part, size in sizes.items())
        )
        with CorpusDatabase(corpus, manifest, builtin()) as database:
            print(f"facts: {next(database.ask('SELECT count(*) FROM facts').rows)[0]}")
            _asked(database)
            _beside_sqlite(database)
    return 0


if __name__ == "__main__":
    sys.exit(main())
