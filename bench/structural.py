"""Faults of structure: rows, codes, cells, units, titles, tables, sections; what is said of each.

    python bench/structural.py [--count N] [--seed N] [--format html|docx|xlsx|pdf] [--kind NAME] [--show] [--write]

A consistent document of a random department is published with one damage (``tests/damage``), read back and checked. Of a fault a finding must
name row and amount, once, and accuse nothing else; or the document is incomplete and says what it could not decide. Where only what
the reader knows was taken away, nothing may be called wrong. ``--write`` puts the tables into ``docs/blame.md``.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench" / "planted")]

from planting import Error, Ties  # noqa: E402
from tests.damage import IGNORANCE, KINDS, Damage, Verdict, damaged, judged, published  # noqa: E402
from tests.damage.printing import printed  # noqa: E402
from tests.departments import Chance, Made, document  # noqa: E402

import juesuan  # noqa: E402
from juesuan.model import Disclosure  # noqa: E402

PAGE = ROOT / "docs" / "blame.md"
_BEGINS, _ENDS = "<!-- structure -->", "<!-- end of structure -->"
_COLUMNS = 12


def main() -> int:
    """Damages so many documents in each way."""
    options = _options()
    kinds = [kind for kind in KINDS if not options.kind or kind in options.kind]
    told: dict[str, list[Verdict]] = defaultdict(list)
    open_ones: Counter[str] = Counter()
    for seed in range(options.seed, options.seed + options.count):
        made = document(seed, 12)
        for kind in kinds:
            found = _tried(made, kind, seed, options.format)
            if found is None:
                continue
            if _is_bad(kind, found[1]) and kind not in IGNORANCE and _is_open(made, *found[::2], options.format):
                open_ones[kind] += 1
                continue
            told[kind].append(found[1])
            if options.show and _is_bad(kind, found[1]):
                damage, verdict, _ = found
                print(
                    f"## {kind} {damage.form} seed {seed} {made.edition.id} names {damage.names[:3]} amounts {damage.amounts[:4]}"
                )
                print(f"   {verdict.verdict} roots {verdict.roots} listed {verdict.listed} found {verdict.found}")
                for line in (*verdict.accused[:4], *("INNOCENT " + name for name in verdict.innocent[:3])):
                    print("   ", line[:260])
                sys.stdout.flush()
    lines = table(told, open_ones)
    print("\n".join(lines))
    if options.write:
        text = PAGE.read_text(encoding="utf-8")
        head, _, rest = text.partition(_BEGINS)
        made_of = f"{options.count} documents, {sum(map(len, told.values()))} changes."
        PAGE.write_text(
            f"{head}{_BEGINS}\n{made_of}\n\n" + "\n".join(lines) + f"\n{_ENDS}{rest.partition(_ENDS)[2]}",
            encoding="utf-8",
            newline="\n",
        )
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=12)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--format", default="html")
    parser.add_argument("--kind", action="append")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--write", action="store_true")
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
    return damage, judged(damage, read, juesuan.check(read)), read


def _is_open(made: Made, damage: Damage, damaged_: Disclosure, suffix: str) -> bool:
    """Whether no check can tell that it was this: every sum and rate comes out as before, or one number alone would explain all of it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"document.{suffix}"
        published(made, path, lambda printed_: printed_)
        read = juesuan.read(path)
    was = {s.id: s.amount.raw for s in read.statements if not s.in_prose}
    now = {s.id: s.amount.raw for s in damaged_.statements if not s.in_prose}
    if len(was.keys() - now.keys()) > len(damage.rows) * _COLUMNS or now.keys() - was.keys():
        return False  # more than figures was changed
    other = {key: now.get(key) or "0.00" for key in was if now.get(key) != was[key]}
    return bool(other) and bool(
        Ties(read).undecidable(Error(damage.kind, damage.form, 1, {k: was[k] for k in other}, other))
    )


def table(told: dict[str, list[Verdict]], open_ones: Counter[str]) -> list[str]:
    """One line a kind."""
    lines = [
        "| damage | n | a finding names it | or listed | silent | first root names row and amount | one root | innocents accused "
        "| besides, undecidable in principle |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for kind, verdicts in told.items():
        if kind in IGNORANCE:
            continue
        n = len(verdicts)
        lines.append(
            f"| {kind} | {n} | {sum(v.found for v in verdicts)} | {sum(v.found or v.listed for v in verdicts)} "
            f"| {sum(v.silent for v in verdicts)} | {sum(v.named for v in verdicts)} | {sum(v.roots == 1 for v in verdicts)} "
            f"| {sum(bool(v.innocent) for v in verdicts)} | {open_ones[kind]} |"
        )
    faults = [verdict for kind, verdicts in told.items() if kind not in IGNORANCE for verdict in verdicts]
    n = len(faults)
    lines.append(
        f"| **all** | {n} | {sum(v.found for v in faults)} | {sum(v.found or v.listed for v in faults)} | {sum(v.silent for v in faults)} "
        f"| {sum(v.named for v in faults)} | {sum(v.roots == 1 for v in faults)} | {sum(bool(v.innocent) for v in faults)} "
        f"| {open_ones.total()} |"
    )
    lines += ["", "| what nobody can read | n | called wrong | incomplete |", "|---|---|---|---|"]
    for kind, verdicts in told.items():
        if kind in IGNORANCE:
            n = len(verdicts)
            lines.append(
                f"| {kind} | {n} | {sum(v.roots > 0 for v in verdicts)} | {sum(v.verdict == 'incomplete' for v in verdicts)} |"
            )
    return lines


if __name__ == "__main__":
    sys.exit(main())
