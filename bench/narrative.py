"""How much of the prose is understood: per document typed and bound numbers, or every sentence with what it states.

python bench/narrative.py FILE...            one line a document
python bench/narrative.py --table FILE...    sentences, their statements and claims, and what was left
"""

from __future__ import annotations

import argparse
from pathlib import Path

from juesuan import read
from juesuan.model import Disclosure, NumberSeen
from juesuan.model.claim_record import ClaimRecord

_RESULTS = "N13"
"""Percentages of 绩效 may be of anything that was achieved (满意度, 同比): they describe, and no account is behind them."""


def summary(name: str, disclosure: Disclosure) -> str:
    numbers = [number for number in disclosure.numbers if number.section]
    prose = [n for n in numbers if n.section.startswith("N") and n.kind in {"amount", "percent"}]
    results = [n for n in prose if n.section.startswith(_RESULTS) and n.kind == "percent"]
    accounts = [n for n in prose if not (n.section.startswith(_RESULTS) and n.kind == "percent")]
    typed = sum(number.kind != "other" for number in numbers)
    shown = (("bound", accounts), ("rates of results", results))
    parts = (f"{what} {_bound(of):4}/{len(of):4} {_share(_bound(of), len(of))}" for what, of in shown)
    return f"{name:40} typed {typed:4}/{len(numbers):4} {_share(typed, len(numbers))}  {'  '.join(parts)}"


def _bound(numbers: list[NumberSeen]) -> int:
    return sum(bool(number.bound) for number in numbers)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:6.2f}%" if whole else "      -"


def table(disclosure: Disclosure) -> None:
    for section in disclosure.sections:
        if not section.id.startswith("N"):
            continue
        print(f"## {section.id} {section.heading}")
        for paragraph in section.paragraphs:
            print(f"    {paragraph.text}")
        for statement in (s for s in disclosure.statements if s.source == section.id):
            print(
                f"      = {statement.fact or '-'} : {statement.amount.raw}{statement.amount.unit.value}   {statement.label}"
            )
        for claim in map(ClaimRecord.of, disclosure.claims):
            if claim.section != section.id or claim.kind == "reason":
                continue
            amount = claim.amount.raw if claim.amount is not None else ""
            print(f"      ~ {claim.kind} {claim.word} {amount} {' / '.join(claim.operands)} {'、'.join(claim.names)}")
        for number in disclosure.numbers:
            if number.section == section.id and not number.bound and number.kind in {"amount", "percent"}:
                print(f"      ? {number.text}   …{number.place.text}…")


def main() -> None:
    parser = argparse.ArgumentParser(description="How much of the prose of documents is understood.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--table", action="store_true", help="print every sentence with what it states")
    arguments = parser.parse_args()
    for path in arguments.files:
        disclosure = read(path)
        if arguments.table:
            table(disclosure)
        print(summary(path.name, disclosure))


if __name__ == "__main__":
    main()
