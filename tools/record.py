"""Records every outcome of every document, so that a change of the engine can be held against what it said before.

    python tools/record.py make build/record.gz [--documents FOLDER]
    python tools/record.py compare OLD NEW [--rule X-*] [--document samples/*] [--show N] [--accepted FILE]
    python tools/record.py digest RECORD [--against tools/record_base.csv]

``make`` judges the real samples and the cases, where they are at hand beside the repository, and 300 random departments of all
editions, published in all formats, some with wrong digits, some with last year's accounts or a budget. For each instance of each
rule the record has: the rule, the instance named by its operands (form or section, row, column, fact, number of the project form or
list item; never an id that was counted up), the state, the numbers, and each operand's sign and value; and for each finding its
severity, its root and its suspects with the values proposed. Of real documents no word is kept: texts are hashes.

The program judged is the one that is imported: ``PYTHONPATH=OTHER/src python tools/record.py make …`` records another state of it
with this tool. The random departments are published into ``--documents FOLDER`` by the program of that moment, or taken from there
when they were published before: with the same folder two states judge the same files, whatever became of publishing.

``compare`` says what vanished, appeared, or changed, grouped by rule, less what ``tools/record_accepted.toml`` names with its
reason. The status is 1 when a difference is left that nobody named. ``digest`` is what of a record can be kept here: counts and
hashes. ``tools/record_base.csv`` is that of the program as it was before its identities became statements about facts (b263df7).
"""

from __future__ import annotations

import argparse
import gzip
import sys
import time
from collections.abc import Iterator
from fnmatch import fnmatchcase
from multiprocessing import Pool
from multiprocessing.pool import Pool as Processes
from pathlib import Path
from tempfile import TemporaryDirectory

from record_differences import Wanted, compare, digest
from record_documents import Document, cases, departments, samples
from record_outcomes import recorded

_SLOW = (".pdf", ".docx")


def main() -> int:
    """Makes or compares records."""
    parser = argparse.ArgumentParser(description=__doc__ or "", formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    make = commands.add_parser("make", help="records what the program says now")
    make.add_argument("record", type=Path, help="the record to write, compressed")
    make.add_argument("--documents", type=Path, help="folder of the random departments; made when it is empty")
    make.add_argument("--count", type=int, default=300, help="how many random departments")
    make.add_argument("--jobs", type=int, default=2)
    make.add_argument(
        "--document", default="*", help="only documents whose name matches, as samples/* or departments/*"
    )
    make.set_defaults(run=_make)
    other = commands.add_parser("compare", help="says what differs between two records")
    other.add_argument("old", type=Path)
    other.add_argument("new", type=Path)
    other.add_argument("--rule", default="*", help="only rules whose id matches")
    other.add_argument("--document", default="*", help="only documents whose name matches")
    other.add_argument("--show", type=int, default=2, help="how many examples of each group")
    other.add_argument("--accepted", type=Path, default=Path(__file__).with_name("record_accepted.toml"))
    other.add_argument("--common", action="store_true", help="only documents that both records have")
    other.set_defaults(run=lambda o: compare(o.old, o.new, o.accepted, Wanted(o.rule, o.document, o.common), o.show))
    summary = commands.add_parser("digest", help="one line for each document and each rule, to keep in the repository")
    summary.add_argument("record", type=Path)
    summary.add_argument("--against", type=Path, help="a digest that was kept: says which documents and rules differ")
    summary.set_defaults(run=lambda o: digest(o.record, o.against))
    options = parser.parse_args()
    status: int = options.run(options)
    return status


def _make(options: argparse.Namespace) -> int:
    start = time.monotonic()
    with TemporaryDirectory() as folder, Pool(options.jobs) as pool:
        made = departments(options.documents or Path(folder) / "departments", options.count, pool)
        published = time.monotonic()
        documents = [*samples(), *cases(Path(folder)), *made]
        lines = dict(_judged([item for item in documents if fnmatchcase(item.name, options.document)], pool))
    options.record.parent.mkdir(parents=True, exist_ok=True)
    # One compressed member a document, made where the document was judged; together they are one gzip file.
    options.record.write_bytes(b"".join(lines[name] for name in sorted(lines)))
    taken = time.monotonic()
    print(f"{len(lines)} documents in {taken - start:.0f} s, of these {published - start:.0f} s to publish")
    return 0


def _judged(documents: list[Document], pool: Processes) -> Iterator[tuple[str, bytes]]:
    """Names and compressed lines; slow documents first, so that both processes end together."""
    order = sorted(documents, key=lambda item: (item.path.suffix not in _SLOW, -item.path.stat().st_size))
    for done, line in enumerate(pool.imap_unordered(_line, order), 1):
        if sys.stderr.isatty():
            print(f"\r{done}/{len(order)}", end="", file=sys.stderr)
        yield line


def _line(document: Document) -> tuple[str, bytes]:
    return document.name, gzip.compress(recorded(document) + b"\n", 6, mtime=0)


if __name__ == "__main__":
    sys.exit(main())
