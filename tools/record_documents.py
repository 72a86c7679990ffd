"""The documents whose outcomes are recorded: real ones and cases where they are at hand, and random departments, some spoiled.

A document is named by where it comes from, never by where it lies, so that records made on two machines, or of two states of the
program, speak of the same documents.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from multiprocessing.pool import Pool
from pathlib import Path

from juesuan.standard import builtin

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
_LIST = "documents.json"
_FORMATS = {3: ".docx", 7: ".xlsx", 11: ".txt", 15: ".json", 19: ".pdf"}
"""The format of a round through all editions; html for the others, which are quick."""
_SPOILED = 3
_AMOUNT = re.compile(r"(?<=[^\d.,])\d[\d,]*\.\d\d(?=[^\d%])")


@dataclass(frozen=True)
class Document:
    """One document to judge.

    Attributes:
        name: its name in the record.
        path: the file.
        made: whether we made it, so that its words may be shown.
        previous, budget: files that it is judged with.
    """

    name: str
    path: Path
    made: bool = False
    previous: Path | None = None
    budget: Path | None = None


def samples() -> Iterator[Document]:
    """The real documents, where they are at hand."""
    for kind in ("accounts", "budgets", "performance"):
        for path in sorted((SHARED / "samples" / kind).glob("*.*")):
            if path.suffix != ".md":
                yield Document(f"samples/{kind}/{path.name}", path)


def cases(folder: Path) -> Iterator[Document]:
    """Every case as its runner makes it, what the cases are made from, the clean files, and the document in two files."""
    home = SHARED / "cases"
    for part in ("bases", "places", "two-files"):
        yield from (Document(f"cases/{part}/{path.name}", path) for path in sorted((home / part).glob("*.*")))
    for register in sorted(home.glob("*.toml")):
        for case in tomllib.loads(register.read_text(encoding="utf-8"))["case"]:
            text, suffix = _text_of(case, home)
            path = folder / f"{register.stem}-{case['id']}{suffix}"
            path.write_text(text, encoding="utf-8", newline="\n")
            yield Document(f"cases/{register.stem}/{case['id']}", path)


def _text_of(case: dict[str, object], home: Path) -> tuple[str, str]:
    if "text" in case:
        return str(case["text"]), ".txt"
    text = (home / str(case["base"])).read_text(encoding="utf-8")
    edits = case["edits"]
    assert isinstance(edits, list)
    for old, new in edits:
        text = text.replace(old, new) if case.get("all") else text.replace(old, new, 1)
    return text, ".html"


def departments(folder: Path, count: int, pool: Pool) -> list[Document]:
    """So many random departments, published into the folder; those that stand there already are taken as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / _LIST).exists():
        entries = pool.map(partial(publish_one, folder), range(count), chunksize=4)
        (folder / _LIST).write_text(json.dumps(entries, indent=0), encoding="utf-8", newline="\n")
    return listed(folder)[:count]


def listed(folder: Path) -> list[Document]:
    """The departments that were published into a folder."""
    entries = json.loads((folder / _LIST).read_text(encoding="utf-8"))
    return [
        Document(
            f"departments/{entry['file']}",
            folder / entry["file"],
            True,
            *(folder / entry[kind] if kind in entry else None for kind in ("previous", "budget")),
        )
        for entry in entries
    ]


def publish_one(folder: Path, number: int) -> dict[str, str]:
    """Publishes one department, with what it is to be judged with, and gives its entry of the list."""
    sys.path.insert(0, str(ROOT))
    from tests.departments import EDITIONS, document  # noqa: PLC0415 - files that are there need no departments

    from juesuan.publishing import publish  # noqa: PLC0415

    names = sorted(EDITIONS)
    assert set(names) == set(builtin().layouts.prepared), "a layout of which no department is made"
    round_, edition = divmod(number, len(names))
    made = document(number, name=names[edition])
    stem, suffix = f"{number:03}-{names[edition]}", _FORMATS.get(round_ % 20, ".html")
    page = folder / f"{stem}{suffix if suffix != '.json' else '.html'}"
    publish(made.disclosure, made.layout, page, builtin())
    entry = {"file": f"{stem}{suffix}"}
    if suffix == ".json":
        _as_data(page)
    elif suffix == ".html":
        entry |= _company(folder, stem, round_, page)
        if round_ % 2:
            page.write_text(spoiled(page.read_text(encoding="utf-8"), number), encoding="utf-8", newline="\n")
    return entry


def _as_data(page: Path) -> None:
    """Replaces a page by what is read from it."""
    import juesuan  # noqa: PLC0415
    from juesuan.reporting.extract import disclosure_object  # noqa: PLC0415

    data = json.dumps(disclosure_object(juesuan.read(page)), ensure_ascii=False)
    page.with_suffix(".json").write_text(data, encoding="utf-8", newline="\n")
    page.unlink()


def _company(folder: Path, stem: str, round_: int, page: Path) -> dict[str, str]:
    """What a department is judged with: the accounts of another year that agree with it only in part, or a budget."""
    if round_ % 6 == 0:
        other = folder / f"{stem}-previous.html"
        other.write_text(spoiled(page.read_text(encoding="utf-8"), round_), encoding="utf-8", newline="\n")
        return {"previous": other.name}
    if round_ % 6 == 2:
        other = folder / f"{stem}-budget.html"
        if _budget(page, other):
            return {"budget": other.name}
    return {}


def _budget(page: Path, path: Path) -> bool:
    """Writes the budget that the accounts speak of, some of its numbers spoiled; False when they speak of none."""
    from tests.budgets import tables, write_html  # noqa: PLC0415

    import juesuan  # noqa: PLC0415

    accounts = juesuan.read(page)
    try:
        printed = tables(accounts)
    except KeyError:
        return False
    write_html(printed, path, accounts.info.year or 0, accounts.info.unit)
    path.write_text(spoiled(path.read_text(encoding="utf-8"), 1), encoding="utf-8", newline="\n")
    return True


def spoiled(text: str, seed: int) -> str:
    """A page with one digit changed in some of its printed amounts, the same ones for a seed."""
    chance = random.Random(seed)
    places = [match.span() for match in _AMOUNT.finditer(text)]
    for start, end in chance.sample(places, min(_SPOILED, len(places))):
        digits = [index for index in range(start, end) if text[index].isdigit()]
        index = chance.choice(digits)
        text = f"{text[:index]}{(int(text[index]) + chance.randint(1, 9)) % 10}{text[index + 1 :]}"
    return text
