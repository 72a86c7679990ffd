"""How long a million rows of evidence take to be scored, as a ratio to Python's ``csv`` reading them alone.

    python bench/evidence.py [--rows N]

A table of ten columns is made, as text and as Parquet, and twenty measures of every kind are asked of it in a process of its own, cold:
imports, reading, looking for what is wrong with rows, answers. Beside it a process that reads the same text with ``csv`` and does no more. Each
of the two is timed by the clock and by the processor; the goal is five seconds of the clock on two idle cores.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOAL = 5.0
HEADER = (
    *("企业名称", "月份", "行业", "营业收入（万元）", "上缴税金（万元）", "工业总产值（万元）", "用电量（万千瓦时）"),
    *("从业人员（人）", "报送日期", "备注"),
)
_SCORE = """
import sys
from pathlib import Path
from juesuan.performance.evidence.loading import loaded_evidence
from juesuan.performance.evidence.measures import EvidenceMeasure, measured
from juesuan.standard import builtin
found, table = loaded_evidence(Path(sys.argv[1]), builtin()), "重点企业月报"
measures = [
    EvidenceMeasure(table, "sum", "营业收入"), EvidenceMeasure(table, "growth", "营业收入"), EvidenceMeasure(table),
    EvidenceMeasure(table, "distinct", "企业名称"), EvidenceMeasure(table, "share", share="备注 是 正常"),
    EvidenceMeasure(table, "average", "从业人员"), EvidenceMeasure(table, "sum", "上缴税金", "行业 属于 新材料、电子"),
    EvidenceMeasure(table, "latest", "从业人员", "企业名称 是 示例企业0001有限公司"),
    EvidenceMeasure(table, "sum", "用电量", "营业收入 不低于 5000万元"), EvidenceMeasure(table, "count", "", "备注 包含 停产", "", "1-9月"),
] * 2
for measure in measures:
    shown = measured(measure, found, 2020)
    assert shown.value is not None, shown
print(sum(item.rows for item in found.tables.values()))
"""
_ALONE = """
import csv, sys
from pathlib import Path
with next(Path(sys.argv[1]).iterdir()).open(encoding="utf-8", newline="") as file:
    print(sum(1 for row in csv.reader(file)) - 1)
"""


def main() -> None:
    """Prints one line a format."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        text, columnar = Path(folder, "text"), Path(folder, "columnar")
        for place in (text, columnar):
            place.mkdir()
        _make(text / "重点企业月报.csv", columnar / "重点企业月报.parquet", rows)
        alone = _timed(_ALONE, text, rows)
        print(f"csv alone            {alone[0]:6.2f} s, processor {alone[1]:6.2f} s")
        for place in (text, columnar):
            ours = _timed(_SCORE, place, rows)
            print(
                f"20 measures {place.name:8} {ours[0]:6.2f} s, processor {ours[1]:6.2f} s: {ours[1] / alone[1]:.2f} of csv alone"
                f"{'' if ours[0] <= GOAL else f', beyond the goal of {GOAL} s'}"
            )


def _make(text: Path, columnar: Path, rows: int) -> None:
    import duckdb  # noqa: PLC0415 (only for the file)

    chance = random.Random(1)
    firms = [f"示例企业{number:04}有限公司" for number in range(4000)]
    with text.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(rows):
            months, firm = divmod(number, len(firms))
            month = f"{2002 + months // 12}-{months % 12 + 1:02}"
            writer.writerow(
                (
                    firms[firm],
                    month,
                    ("装备制造", "新材料", "食品", "电子", "化工")[firm % 5],
                    *(f"{chance.randrange(size) / 100:.2f}" for size in (10**7, 10**5, 10**7)),
                    f"{chance.randrange(10**4) / 10:.1f}",
                    chance.randrange(20, 900),
                    f"{month}-{chance.randrange(1, 28):02}",
                    "正常" if chance.random() < 0.9 else "停产检修",
                )
            )
    duckdb.sql(f"COPY (SELECT * FROM read_csv('{text}')) TO '{columnar}'")


def _timed(program: str, folder: Path, rows: int) -> tuple[float, float]:
    """Seconds of the clock and of the processor of a process of its own."""
    before, start = os.times(), time.monotonic()
    command = [sys.executable, "-c", program, str(folder)]
    answer = subprocess.run(
        command, check=True, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": str(ROOT / "src")}
    )
    seconds, after = time.monotonic() - start, os.times()
    assert int(answer.stdout) == rows, answer.stdout
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return seconds, used


if __name__ == "__main__":
    main()
