"""Faults of structure: rows, codes, cells, units, titles, tables, sections; what is said of each.

    python bench/structural.py [--count N] [--seed N] [--format html|docx|xlsx|pdf] [--kind NAME] [--show]

A consistent document of a random department is published with one damage (``tests/damage``), read back and checked. Of a fault a finding must
name row and amount, once, and accuse nothing else; or the document is incomplete and says what it could not decide. Where only what
the reader knows was taken away, nothing may be called wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.damage import IGNORANCE, KINDS, Verdict, damaged, judged, published  # noqa: E402
from tests.damage.printing import printed  # noqa: E402
from tests.departments import Chance, Made, document  # noqa: E402

import juesuan  # noqa: E402


def main() -> int:
    """Damages so many documents in each way."""
    options = _options()
    kinds = [kind for kind in KINDS if not options.kind or kind in options.kind]
    told: dict[str, list[Verdict]] = defaultdict(list)
    for seed in range(options.seed, options.seed + options.count):
        made = document(seed, 12)
        for kind in kinds:
            found = _tried(made, kind, seed, options.format)
            if found is None:
                continue
            told[kind].append(found[1])
            if options.show and _is_bad(kind, found[1]):
                damage, verdict = found
                print(
                    f"## {kind} {damage.form} seed {seed} {made.edition.id} names {damage.names[:3]} amounts {damage.amounts[:4]}"
                )
                print(f"   {verdict.verdict} roots {verdict.roots} listed {verdict.listed} found {verdict.found}")
                for line in (*verdict.accused[:4], *("INNOCENT " + name for name in verdict.innocent[:3])):
                    print("   ", line[:260])
                sys.stdout.flush()
    print("\n".join(table(told)))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=12)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--format", default="html")
    parser.add_argument("--kind", action="append")
    parser.add_argument("--show", action="store_true")
    return parser.parse_args()


def _is_bad(kind: str, verdict: Verdict) -> bool:
    if kind in IGNORANCE:
        return bool(verdict.roots)
    return verdict.silent or not (verdict.found or verdict.listed) or bool(verdict.innocent) or verdict.roots > 1


def _tried(made: Made, kind: str, seed: int, suffix: str):  # type: ignore[no-untyped-def]
    damage = damaged(kind, Chance(f"{seed} {kind}"), printed(made))
    if damage is None:
        return None
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"document.{suffix}"
        published(made, path, lambda _: damage.printed)
        read = juesuan.read(path)
    return damage, judged(damage, read, juesuan.check(read))


def table(told: dict[str, list[Verdict]]) -> list[str]:
    """One line a kind."""
    lines = [
        "| damage | n | a finding names it | or listed | silent | first root names row and amount | one root | innocents accused |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for kind, verdicts in told.items():
        if kind in IGNORANCE:
            continue
        n = len(verdicts)
        lines.append(
            f"| {kind} | {n} | {_part(sum(v.found for v in verdicts), n)} | {_part(sum(v.found or v.listed for v in verdicts), n)} "
            f"| {sum(v.silent for v in verdicts)} | {_part(sum(v.named for v in verdicts), n)} | {_part(sum(v.roots == 1 for v in verdicts), n)} "
            f"| {sum(bool(v.innocent) for v in verdicts)} |"
        )
    lines += ["", "| what nobody can read | n | called wrong | incomplete |", "|---|---|---|---|"]
    for kind, verdicts in told.items():
        if kind in IGNORANCE:
            n = len(verdicts)
            lines.append(
                f"| {kind} | {n} | {sum(v.roots > 0 for v in verdicts)} | {_part(sum(v.verdict == 'incomplete' for v in verdicts), n)} |"
            )
    return lines


def _part(count: int, whole: int) -> str:
    return f"{count}"


if __name__ == "__main__":
    sys.exit(main())
