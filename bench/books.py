"""Times the adding up of a year's detail lines, beside plain Python on the same file.

    python bench/books.py [--lines N] [--write]

A ledger of a million payments is written as CSV, then read twice: by us, down to checked lines of the books, and by the standard
library's ``csv`` and ``Decimal``, which only add up by the same words. ``--write`` puts the table into ``docs/benchmarks.md``.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from juesuan.preparing.example import example_books
from juesuan.preparing.ledger import books_of_ledgers
from juesuan.preparing.workbook.values import Known
from juesuan.recognising.ledger import Labels, read_ledger
from juesuan.standard import builtin

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
COLUMNS = ("日期", "单位", "收支类别", "资金性质", "功能科目", "经济科目", "支出性质", "项目名称", "金额", "摘要")


def main() -> int:
    """Measures and prints; the exit status is always 0."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.csv"
        write(path, arguments.lines)
        ours, theirs = (min(timed(read, path) for _ in range(3)) for read in (by_us, by_the_standard_library))
    table = [
        "| lines | ours s | csv and Decimal s | ratio |",
        "|---:|---:|---:|---:|",
        f"| {arguments.lines:,} | {ours:.1f} | {theirs:.1f} | {ours / theirs:.2f} |",
    ]
    print("\n".join(table))
    if arguments.write:
        text = PAGE.read_text(encoding="utf-8")
        head, _, rest = text.partition("<!-- books -->")
        _, _, tail = rest.partition("<!-- end books -->")
        body = "\n".join(table)
        PAGE.write_text(f"{head}<!-- books -->\n{body}\n<!-- end books -->{tail}", encoding="utf-8", newline="\n")
    return 0


def write(path: Path, lines: int) -> None:
    """Payments of the example's units, by codes that it has."""
    chance = random.Random(1)
    books = example_books(builtin())
    paid = [item for item in books.spending if (item.fund, item.nature) == ("gpb", "basic")]
    economic = [item.economic for item in books.basic]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(lines):
            item = chance.choice(paid)
            date = f"{books.year}-{1 + number % 12:02}-{1 + number % 28:02}"
            words = (date, chance.choice(books.department.agencies), "支出", "一般公共预算", item.function)
            amount = f"{chance.randrange(1, 10**7) / 100:.2f}"
            writer.writerow((*words, chance.choice(economic), "基本支出", "", amount, f"付款凭证{number}"))


def timed(read: Callable[[Path], object], path: Path) -> float:
    start = time.process_time()
    read(path)
    return time.process_time() - start


def by_us(path: Path) -> object:
    """Read, added up, every word checked."""
    books = example_books(builtin())
    found = books_of_ledgers(
        read_ledger(path, Labels.of(builtin().ledger)), Known(builtin(), books.year, books.department.agencies)
    )
    assert not found.problems
    return found


def by_the_standard_library(path: Path) -> object:
    """Added up by the same words, nothing checked."""
    sums: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sums[tuple(row[name] for name in COLUMNS[1:8])] += Decimal(row["金额"])
    return sums


if __name__ == "__main__":
    sys.exit(main())
