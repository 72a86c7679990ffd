"""Plants one slip at a time into the arithmetic and the engine, and sees whether the tests notice.

    python tools/mutants.py [--module GLOB] [--every N] [--jobs N] [--list]

What is mutated, by which operators of cosmic-ray, and which tests are to notice, is in ``tools/mutants.toml``; there too the mutants
that are no faults, each with its reason. Every process works in a copy of its own, so that nothing is ever changed here. Survivors are
shown with their line; the status is 1 when too many survive, or when a mutant that is listed as no fault is killed or is gone.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib.util import cache_from_source
from multiprocessing import Pool, current_process
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
REGISTER = Path(__file__).with_name("mutants.toml")
_PARTS = ("src", "tests", "tools", "bench", "docs")
_SECONDS = 20
_TIMES = 10
"""What a mutant that makes the tests run for ever is given: so many seconds, or so many times what they take without it."""

Span = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Mutant:
    """A module with one slip.

    Attributes:
        path: the module, below the root.
        number: the line from 1; line, becomes: how it reads and how it should not, white space aside.
        code: the whole module with the slip.
    """

    path: str
    number: int
    line: str
    becomes: str
    code: str

    @property
    def name(self) -> tuple[str, str, str]:
        """What it is listed under when it is no fault."""
        return self.path, self.line, self.becomes


@dataclass(frozen=True)
class Work:
    """A mutant and the tests that are to notice it."""

    mutant: Mutant
    tests: tuple[str, ...]
    folder: str
    seconds: float = _SECONDS


def main() -> int:
    """Mutates, tests, and says what survived."""
    options = _options()
    register = tomllib.loads(REGISTER.read_text(encoding="utf-8"))
    modules = [module for module in register["module"] if fnmatch(module["path"], f"*{options.module}*")]
    mutants = [mutant for module in modules for mutant in _mutants(module["path"], register["operators"])]
    if options.list:
        print(*(f"{m.path}:{m.number}: {m.line} → {m.becomes}" for m in mutants), sep="\n")
        return 0
    equivalent = {(e["path"], e["line"], e["becomes"]) for e in register.get("equivalent", ()) if e["reason"]}
    tests = {module["path"]: tuple(module["tests"]) for module in modules}
    with TemporaryDirectory() as folder:
        taken = dict(_taken(folder, tests))
        if None in taken.values():
            return 1
        started = time.monotonic()
        work = [
            Work(mutant, tests[mutant.path], folder, max(_SECONDS, _TIMES * (taken[mutant.path] or 0)))
            for mutant in mutants[:: options.every]
        ]
        with Pool(options.jobs) as pool:
            results = pool.imap_unordered(_survives, work)
            found = dict(_told(results, len(work)))
    minutes = (time.monotonic() - started) / 60
    whole = options.every == 1
    return _summed_up(found, equivalent, register["at_least"], minutes, whole=whole)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--module", default="", help="only modules whose path has this pattern in it")
    parser.add_argument("--every", type=int, default=1, help="only every so many-th mutant")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", action="store_true", help="show the mutants and run nothing")
    return parser.parse_args()


def _mutants(path: str, operators: Sequence[str]) -> Iterator[Mutant]:
    """Every different mutant of a module that compiles, but for those in annotations and decorators, which say nothing at run time."""
    code = (ROOT / path).read_text(encoding="utf-8")
    from cosmic_ray.ast import ast_nodes, get_ast  # noqa: PLC0415 - what is tested needs none of it
    from cosmic_ray.mutating import mutate_code  # noqa: PLC0415
    from cosmic_ray.plugins import get_operator  # noqa: PLC0415

    unseen, known = list(_unseen(code)), {code}
    for name in operators:
        operator = get_operator(f"core/{name}")()
        spans = [span for node in ast_nodes(get_ast(code)) for span in operator.mutation_positions(node)]
        for occurrence, (start, _) in enumerate(spans):
            if any(low <= start < high for low, high in unseen):
                continue
            mutated = mutate_code(code, operator, occurrence)
            if mutated is not None and mutated not in known and _compiles(mutated):
                known.add(mutated)
                yield _mutant(path, code, mutated)


def _mutant(path: str, code: str, mutated: str) -> Mutant:
    lines = zip(code.split("\n"), mutated.split("\n"), strict=False)
    number, line, becomes = next((n, old, new) for n, (old, new) in enumerate(lines, 1) if old != new)
    return Mutant(path, number, " ".join(line.split()), " ".join(becomes.split()), mutated)


def _unseen(code: str) -> Iterator[Span]:
    """Where annotations and decorators stand, and the signs between parameters."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FunctionDef):
            yield from ((where, (where[0], where[1] + 1)) for where in _stars(code, node))
        parts = [getattr(node, name, None) for name in ("annotation", "returns")]
        for part in (*parts, *getattr(node, "decorator_list", ())):
            if isinstance(part, ast.expr):
                end = (part.end_lineno or 0, _column(code, part.end_lineno or 0, part.end_col_offset or 0))
                yield (part.lineno, _column(code, part.lineno, part.col_offset)), end


def _stars(code: str, function: ast.FunctionDef) -> Iterator[tuple[int, int]]:
    """Where a ``*`` or ``/`` stands alone among the parameters: no operators, whatever they look like."""
    lines = code.split("\n")
    for number in range(function.lineno, function.body[0].lineno + 1):
        yield from ((number, match.start()) for match in re.finditer(r"(?<=[( ])[*/](?=[,)])", lines[number - 1]))


def _column(code: str, line: int, offset: int) -> int:
    """A column in characters, of one in bytes."""
    return len(code.split("\n")[line - 1].encode()[:offset].decode())


def _compiles(code: str) -> bool:
    try:
        ast.parse(code)
    except SyntaxError:
        return False
    return True


def _taken(folder: str, tests: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, float | None]]:
    """How many seconds the tests of each module take on what is not mutated; None where they fail."""
    home = _copy(folder)
    for path, named in tests.items():
        started = time.monotonic()
        killed = _killed(home, named, None, keeping=True)
        taken = time.monotonic() - started
        print(f"{path}: {'FAILS' if killed else 'passes'} unmutated in {taken:.1f} s", flush=True)
        yield path, None if killed else taken


def _survives(work: Work) -> tuple[Mutant, bool]:
    """Puts the mutant into this process's copy, and takes it out again."""
    home, mutant = _copy(work.folder), work.mutant
    module = home / mutant.path
    original = module.read_bytes()
    # Compiled files are told apart by the second they were written in: two mutants within one would be the same.
    Path(cache_from_source(str(module))).unlink(missing_ok=True)
    try:
        module.write_text(mutant.code, encoding="utf-8", newline="\n")
        return mutant, not _killed(home, work.tests, work.seconds)
    finally:
        module.write_bytes(original)


def _copy(folder: str) -> Path:
    """The copy of the repository that belongs to this process; where there is one already, with what that one compiled."""
    home = Path(folder) / current_process().name
    if not home.exists():
        first = next(iter(sorted(Path(folder).glob("MainProcess"))), ROOT)
        ignored = shutil.ignore_patterns("__pycache__") if first == ROOT else None
        for part in filter(lambda name: (first / name).exists(), _PARTS):
            shutil.copytree(first / part, home / part, ignore=ignored)
        shutil.copy(first / "pyproject.toml", home)
    return home


def _killed(home: Path, tests: Sequence[str], seconds: float | None, *, keeping: bool = False) -> bool:
    """Whether a test fails, or never ends; ``keeping`` what was compiled is only for what is not mutated."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "--hypothesis-profile=mutants",
        *tests,
    ]
    environment = os.environ | {"PYTHONPATH": str(home / "src"), "PYTHONDONTWRITEBYTECODE": "" if keeping else "1"}
    try:
        done = subprocess.run(command, cwd=home, env=environment, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def _told(results: Iterator[tuple[Mutant, bool]], count: int) -> Iterator[tuple[Mutant, bool]]:
    """The results, survivors shown as they come."""
    for done, (mutant, survived) in enumerate(results, 1):
        if survived:
            print(f"{mutant.path}:{mutant.number}: {mutant.line}  →  {mutant.becomes}", flush=True)
        if sys.stderr.isatty():
            print(f"\r{done}/{count}", end="", file=sys.stderr)
        yield mutant, survived


def _summed_up(
    found: Mapping[Mutant, bool], equivalent: set[tuple[str, str, str]], at_least: int, minutes: float, *, whole: bool
) -> int:
    """Prints the scores; 1 when they are too low, or when the list of equivalents is not true."""
    faults = {mutant: survived for mutant, survived in found.items() if mutant.name not in equivalent}
    total = Counter(mutant.path for mutant in faults)
    alive = Counter(mutant.path for mutant, survived in faults.items() if survived)
    for path in sorted(total):
        print(f"{path}: {total[path] - alive[path]} of {total[path]} killed")
    listed = {mutant.name: survived for mutant, survived in found.items() if mutant.name in equivalent}
    paths = {mutant.path for mutant in found}
    gone = {name for name in equivalent - listed.keys() if name[0] in paths} if whole else set()
    wrong = gone | {name for name, survived in listed.items() if not survived}
    for path, line, becomes in sorted(wrong):
        print(f"listed as no fault, but killed or gone: {path}: {line} → {becomes}")
    score = 100 * (1 - alive.total() / max(1, total.total()))
    print(f"{score:.1f} % of {total.total()} mutants killed, {len(listed)} are no faults, in {minutes:.0f} minutes")
    return int(score < at_least or bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
