"""The books of a department as detail lines: what an accounting system would export, a line a payment, each of a unit."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from juesuan.preparing.books import Books
from juesuan.standard import builtin

COLUMNS = (
    "日期",
    "单位",
    "收支类别",
    "资金性质",
    "收入来源",
    "功能科目",
    "经济科目",
    "支出性质",
    "项目名称",
    "金额",
    "摘要",
    "内部往来单位",
)


def detail_lines(books: Books, pieces: int = 1) -> Iterator[tuple[str, ...]]:
    """The lines of some books, each amount in so many payments; basic spending of the general budget has its economic codes.

    What the books do not say whose it is, the first unit has.
    """
    first, schema = books.department.agencies[0], builtin().workbook
    fund = {key: schema.sheet("spending").field("fund").word(key) for key in ("gpb", "gf", "sc", "own")}
    source = schema.sheet("income").field("source")
    nature = schema.sheet("spending").field("nature")
    analysed: defaultdict[str, list[tuple[str, Decimal]]] = defaultdict(list)
    for item in books.basic:
        analysed[item.agency].append((item.economic, item.amount))

    def line(kind: str, *words: str, amount: Decimal, agency: str, other: str = "") -> Iterator[tuple[str, ...]]:
        part = (amount / pieces).quantize(Decimal("0.01"))
        parts = [part] * (pieces - 1)
        for each in (*parts, amount - sum(parts, Decimal(0))):
            yield (f"{books.year}-06-30", agency or first, kind, *words, str(each), "付款", other)

    for got in books.income:
        own = got.source not in fund
        said = (fund["own" if own else got.source], source.word(got.source) if own else "")
        whose = {"agency": got.agency, "other": got.counterpart}
        yield from line("收入", *said, got.function, "", "", "", amount=got.amount, **whose)
    for carried in books.opening:
        yield from line(
            "年初结转",
            fund[carried.fund],
            "",
            carried.function,
            "",
            "",
            "",
            amount=carried.amount,
            agency=carried.agency,
        )
    for paid in books.spending:
        words = (fund[paid.fund], "", paid.function)
        whose = {"agency": paid.agency, "other": paid.counterpart}
        if (paid.fund, paid.nature) != ("gpb", "basic"):
            yield from line("支出", *words, "", nature.word(paid.nature), paid.project, amount=paid.amount, **whose)
            continue
        left, economic = paid.amount, analysed[paid.agency]
        while left:
            code, rest = economic.pop(0)
            taken = min(left, rest)
            yield from line("支出", *words, code, nature.word(paid.nature), "", amount=taken, **whose)
            left -= taken
            if rest != taken:
                economic.insert(0, (code, rest - taken))


def write_ledger(books: Books, path: Path, pieces: int = 1, encoding: str = "utf-8") -> None:
    """Writes the detail lines of some books as CSV."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(detail_lines(books, pieces))
