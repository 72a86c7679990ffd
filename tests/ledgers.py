"""The books of a department as detail lines: what an accounting system would export, a line a payment."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from juesuan.preparing.books import Books
from juesuan.standard.workbook import workbook_schema

COLUMNS = ("日期", "单位", "收支类别", "资金性质", "收入来源", "功能科目", "经济科目", "支出性质", "项目名称", "金额", "摘要")


def detail_lines(books: Books, pieces: int = 1) -> Iterator[tuple[str, ...]]:
    """The lines of some books, each amount in so many payments; basic spending of the general budget has its economic codes."""
    agency, schema = books.department.agencies[0], workbook_schema()
    fund = {key: schema.sheet("spending").field("fund").word(key) for key in ("gpb", "gf", "sc", "own")}
    source = schema.sheet("income").field("source")
    nature = schema.sheet("spending").field("nature")
    economic = [[item.economic, item.amount] for item in books.basic]

    def line(kind: str, *words: str, amount: Decimal) -> Iterator[tuple[str, ...]]:
        part = (amount / pieces).quantize(Decimal("0.01"))
        parts = [part] * (pieces - 1)
        for each in (*parts, amount - sum(parts, Decimal(0))):
            yield (f"{books.year}-06-30", agency, kind, *words, str(each), "付款")

    for item in books.income:
        own = item.source not in fund
        said = (fund["own" if own else item.source], source.word(item.source) if own else "")
        yield from line("收入", *said, item.function, "", "", "", amount=item.amount)
    for carried in books.opening:
        yield from line("年初结转", fund[carried.fund], "", carried.function, "", "", "", amount=carried.amount)
    for paid in books.spending:
        words = (fund[paid.fund], "", paid.function)
        if (paid.fund, paid.nature) != ("gpb", "basic"):
            yield from line("支出", *words, "", nature.word(paid.nature), paid.project, amount=paid.amount)
            continue
        left = paid.amount
        while left:
            code, rest = economic[0]
            taken = min(left, Decimal(rest))
            yield from line("支出", *words, str(code), nature.word(paid.nature), "", amount=taken)
            left -= taken
            economic[0][1] = Decimal(rest) - taken
            if not economic[0][1]:
                economic.pop(0)


def write_ledger(books: Books, path: Path, pieces: int = 1, encoding: str = "utf-8") -> None:
    """Writes the detail lines of some books as CSV."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(detail_lines(books, pieces))
