"""Every data file of the standard: what is mistyped in it is refused, with the file and the place."""

from __future__ import annotations

import copy
import csv
import io
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from juesuan.standard import Standard, StandardError, builtin
from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataError, File

# Files of layouts have tests of their own kind (test_layouts.py).
ELSEWHERE = ("layouts/",)
PARTS = {
    "approved.toml": ("approved_words",),
    "blame.toml": ("blame",),
    "bookkeeping.toml": ("bookkeeping",),
    "charts.toml": ("charts",),
    "facts.toml": ("vocabulary",),
    "forms/": ("forms",),
    "narrative/": ("grammar",),
    "codes/": ("codes",),
    "workbook/": ("choices", "workbook", "ledger", "comparisons"),
    "performance/cells.toml": ("performance_facts",),
    "performance/evidence": ("evidence",),
    "performance/monitoring.toml": ("monitoring",),
    "performance/": ("evaluations",),
    "identities/": ("rules",),
    "examples/": ("example",),
    "legal.csv": ("bases",),
    "places.csv": ("places",),
    "requirements.csv": ("requirements",),
    "glossary.csv": ("glossary",),
    "terms.csv": ("terms",),
    "language.toml": ("language",),
}
FREE_KEYS = {"words", "marks", "topic", "management", "reasons", "purposes"}  # tables whose keys are words of their own
NAMED = {"rates", "grades"}  # tables whose keys, but not what stands under them, are names that forms print
OURS: dict[str, File] = {path: file for _, path, file in Layers.over().every() if not path.startswith(ELSEWHERE)}
TOML = sorted(path for path in OURS if path.endswith(".toml"))
CSV = sorted(path for path in OURS if path.endswith(".csv"))


def parts_of(path: str) -> tuple[str, ...]:
    """The parts of the standard that read a file."""
    return next(parts for start, parts in PARTS.items() if path.startswith(start))


def refusal(folder: Path, path: str, content: str) -> DataError | None:
    """What a file with other content in a folder of one's own is refused for."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")
    standard = Standard(Layers.over([folder]))
    if not path.startswith(("codes/", "facts")):
        vars(standard).update(codes=builtin().codes, vocabulary=builtin().vocabulary)
    for part in parts_of(path):
        try:
            getattr(standard, part)
        except DataError as error:
            return error
        except StandardError as error:
            return error.errors[0]
    return None


def written(value: Any) -> str:
    """Plain data as an inline value of TOML."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{quoted(key)} = {written(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return quoted(value) if isinstance(value, str) else str(value)


def quoted(text: str) -> str:
    """A string of TOML."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def dumped(data: dict[str, Any]) -> str:
    """A file of TOML."""
    return "\n".join(f"{quoted(key)} = {written(value)}" for key, value in data.items()) + "\n"


def nodes(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every value in plain data with its path."""
    yield path, node
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        yield from nodes(value, (*path, key))


def changed(data: dict[str, Any], path: tuple[Any, ...], change: Any) -> str:
    """A copy in which the table or list at a path was changed in place."""
    mutant = copy.deepcopy(data)
    node: Any = mutant
    for key in path:
        node = node[key]
    change(node)
    return dumped(mutant)


def shape(path: tuple[Any, ...]) -> tuple[Any, ...]:
    """A path without the numbers of list items: one of each kind is enough."""
    return tuple("[]" if isinstance(key, int) else key for key in path)


def family(path: str) -> str:
    """Files of one shape: what was tried in one of them need not be tried in all."""
    return path.rpartition("/")[0] if path.startswith(("forms/", "performance/evidence/")) else path


FAMILIES = sorted({family(path) for path in TOML})


def texts(of: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The files of a family with their data."""
    for path in TOML:
        if family(path) == of:
            yield path, tomllib.loads(OURS[path].entry.read_text(encoding="utf-8"))


def keys_of(of: str) -> Iterator[tuple[str, dict[str, Any], tuple[Any, ...], str]]:
    """One key of each kind in a family, with its file, the data, and the path of its table; one at least in each file."""
    seen = set()
    for path, data in texts(of):
        first = True
        for at, node in nodes(data):
            for key in node if isinstance(node, dict) else ():
                kind = (shape(at), key)
                free = FREE_KEYS & set(at) or NAMED & set(at[-1:]) or is_id(path, at)
                if (first or kind not in seen) and not free:
                    first = False
                    seen.add(kind)
                    yield path, data, at, key


def is_id(path: str, at: tuple[Any, ...]) -> bool:
    """Whether the keys of a table are ids that a file may add."""
    return path == "facts.toml" and at[-1:] in {
        ("measures",),
        ("dimensions",),
        ("partitions",),
        ("values",),
        ("items",),
    }


def spelt(path: tuple[Any, ...]) -> str:
    """A path as messages write it."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).removeprefix(".")


def names_place(error: DataError, path: tuple[Any, ...]) -> bool:
    """Whether the place of a message is the path, or something inside it."""
    return bool(error.place) and (error.place in spelt(path) or spelt(path) in error.place)


def test_every_file_is_known() -> None:
    """A file that nothing reads is a mistake."""
    for path in OURS:
        assert parts_of(path)


def test_our_own_data_are_right_to_the_last_pattern() -> None:
    """Including the patterns, which are not compiled one by one in every run."""
    Standard(Layers(Layers.over().folders, strict=True)).verified()


@pytest.mark.parametrize("path", TOML)
def test_a_copy_is_accepted(tmp_path: Path, path: str) -> None:
    """What the mutations below start from."""
    assert refusal(tmp_path, path, dumped(tomllib.loads(OURS[path].entry.read_text(encoding="utf-8")))) is None


@pytest.mark.parametrize("of", FAMILIES)
def test_a_mistyped_key_is_refused(tmp_path: Path, of: str) -> None:
    """Every kind of key, renamed."""
    accepted, misplaced = [], []
    for path, data, at, key in keys_of(of):

        def rename(table: dict[str, Any], key: str = key) -> None:
            items = [(f"{name}x" if name == key else name, value) for name, value in table.items()]
            table.clear()
            table.update(items)

        folder = tmp_path / path.replace("/", "_")
        error = refusal(folder, path, changed(data, at, rename))
        if error is None:
            accepted.append(f"{path} {spelt((*at, key))}")
        elif error.file != f"{folder.as_posix()}/{path}" or not error.place:
            misplaced.append(str(error))

    assert (accepted, misplaced) == ([], [])


@pytest.mark.parametrize("of", FAMILIES)
def test_a_value_of_another_type_is_refused(tmp_path: Path, of: str) -> None:
    """Every kind of value."""
    accepted, misplaced = [], []
    for path, data, at, key in keys_of(of):

        def replace(table: dict[str, Any], key: str = key) -> None:
            table[key] = [3.5] if isinstance(table[key], dict) else {"x": 1}

        error = refusal(tmp_path / path.replace("/", "_"), path, changed(data, at, replace))
        if error is None:
            accepted.append(f"{path} {spelt((*at, key))}")
        elif not names_place(error, (*at, key)):
            misplaced.append(f"{spelt((*at, key))}: {error}")

    assert (accepted, misplaced) == ([], [])


REFERENCES = {"fact", "facts", "scope", "like", "crossed", "under", "groups", "sections", "side", "kind", "document", "block"} | {
    "replaces", "total", "within", "of", "codes", "default", "funded", "type", "needed", "marks", "amounts", "dated", "ignored",
    "counterpart", "source", "nature", "function",
}  # fmt: skip
PATTERNS = {"titles", "headers", "labels", "headings", "patterns", "pattern", "before", "after", "aside", "placeholders"} | {
    "contradictions", "doubled_punctuation", "expected", "result", "first", "second", "qualitative", "content", "rows",
}  # fmt: skip


@pytest.mark.parametrize("of", [of for of in FAMILIES if of != "approved.toml"])  # its codes and amounts are patterns
def test_an_unknown_name_is_refused(tmp_path: Path, of: str) -> None:
    """Facts, values, sections, forms, fields: what stands elsewhere, mistyped."""
    assert mutated_texts(tmp_path, of, REFERENCES, lambda text: f"{text[:-1]}xq{text[-1:]}") == ([], [])


@pytest.mark.parametrize("of", [of for of in FAMILIES if not of.startswith(("workbook", "examples", "facts"))])
def test_a_pattern_that_does_not_compile_is_refused(tmp_path: Path, of: str) -> None:
    """And one that cites a fragment nobody wrote."""
    assert mutated_texts(tmp_path, of, PATTERNS, lambda text: f"{text}(") == ([], [])
    assert mutated_texts(tmp_path, of, PATTERNS, lambda text: f"{text}<whem>") == ([], [])


def mutated_texts(folder: Path, of: str, keys: set[str], mutate: Any) -> tuple[list[str], list[str]]:
    """What is accepted though the text under one of the keys was changed, and what is refused with another place."""
    accepted, misplaced, seen = [], [], set()
    for path, data in texts(of):
        for at, value in nodes(data):
            named = next((key for key in reversed(at) if isinstance(key, str)), "")
            if not isinstance(value, str) or not value or named not in keys or FREE_KEYS & set(at) or shape(at) in seen:
                continue
            seen.add(shape(at))

            def replace(node: Any, key: Any = at[-1], value: str = value) -> None:
                node[key] = mutate(value)

            error = refusal(folder / path.replace("/", "_"), path, changed(data, at[:-1], replace))
            if error is None:
                accepted.append(f"{path} {spelt(at)}")
            elif not names_place(error, at):
                misplaced.append(f"{spelt(at)}: {error}")
    return accepted, misplaced


def rows_of(path: str) -> list[list[str]]:
    """The cells of a table."""
    return list(csv.reader(io.StringIO(OURS[path].entry.read_text(encoding="utf-8"))))


def table(rows: list[list[str]]) -> str:
    """A CSV file."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("path", CSV)
def test_a_mistyped_header_is_refused(tmp_path: Path, path: str) -> None:
    """Every column of every table."""
    rows = rows_of(path)
    for column in range(len(rows[0])):
        head = [f"{name}x" if index == column else name for index, name in enumerate(rows[0])]
        error = refusal(tmp_path, path, table([head, *rows[1:]]))

        assert error is not None
        assert error.place == "第 1 行"


CHECKED = {
    "glossary.csv": ("name", "expected"),
    "requirements.csv": ("kind", "evidence", "basis"),
    "places.csv": ("code", "province"),
    "terms.csv": ("slips",),
    "codes/functional.csv": ("code", "valid_from", "valid_to", "confidence", "source"),
    "codes/functional_classes.csv": ("code", "valid_from", "valid_to", "fund"),
    "codes/economic.csv": ("code", "valid_from", "valid_to", "confidence"),
    "codes/fund_only.csv": ("section", "fund", "valid_from"),
    "legal.csv": (),
} | {
    path: ("id", "severity", "category", "assertion", "documents", "layouts", "years", "needs", "basis")
    for path in CSV
    if path.startswith("identities/")
}


@pytest.mark.parametrize("path", CSV)
def test_a_mistyped_cell_is_refused(tmp_path: Path, path: str) -> None:
    """Every column whose cells mean something, in the last row; with the line."""
    rows = rows_of(path)
    line = len(rows)
    for column in CHECKED[path]:
        index = rows[0].index(column)
        row = [f"{cell}xq" if number == index else cell for number, cell in enumerate(rows[-1])]
        error = refusal(tmp_path, path, table([*rows[:-1], row]))

        assert error is not None, column
        assert (error.file, error.place) == (f"{tmp_path.as_posix()}/{path}", f"第 {line} 行")


@pytest.mark.parametrize("path", CSV)
def test_a_missing_cell_or_quote_is_refused(tmp_path: Path, path: str) -> None:
    """Rows are as long as the header; quotes are closed."""
    text = OURS[path].entry.read_text(encoding="utf-8")
    short = refusal(tmp_path, path, f"{text.rstrip()}\nx\n")
    unclosed = refusal(tmp_path, path, f'{text.rstrip()}\n"x\n')

    assert short is not None
    assert "格" in short.message
    assert unclosed is not None
    assert "引号" in unclosed.message
    assert short.place == unclosed.place == f"第 {text.rstrip().count(chr(10)) + 2} 行"
