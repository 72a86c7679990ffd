"""How much of the prose is understood: per document typed and bound numbers, or every sentence with what it states.

python bench/narrative.py FILE...            one line a document
python bench/narrative.py --table FILE...    sentences, their statements and claims, and what was left
"""

from __future__ import annotations

import argparse
from pathlib import Path

from juesuan import read
from juesuan.model import Disclosure
from juesuan.model.claim_record import ClaimRecord


def summary(name: str, disclosure: Disclosure) -> str:
    numbers = [number for number in disclosure.numbers if number.section]
    prose = [n for n in numbers if n.section.startswith("N") and n.kind in {"amount", "percent"}]
    typed = sum(number.kind != "other" for number in numbers)
    bound = sum(bool(number.bound) for number in prose)
    return f"{name:40} typed {typed:4}/{len(numbers):4} {_share(typed, len(numbers))}  bound {bound:4}/{len(prose):4} {_share(bound, len(prose))}"


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
