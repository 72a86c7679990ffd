"""The one loader of the standard's data: TOML and CSV files become frozen values, or a message with file and place.

A file is decoded into a :class:`msgspec.Struct` that forbids unknown fields. Fields whose text means something are typed by what it
means (:class:`Fact`, :class:`Regex`, :class:`Name`), so that a mistyped fact, pattern or reference is refused where it stands. The same
holds for files of the user's own folder, which may come from Excel or an editor of Windows: a byte-order mark and GB18030 are read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from juesuan.model.expressions import expression
from juesuan.standard.patterns import opened
from juesuan.standard.refusals import AT, in_chinese, type_of

try:
    import tomli as tomllib
except ModuleNotFoundError:  # an environment from before it was needed: the same parser, not compiled
    import tomllib  # type: ignore[no-redef]

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from juesuan.model import FactKey

__all__ = [
    "NO_MEANING",
    "CsvRow",
    "DataError",
    "DataTable",
    "EntryName",
    "Fact",
    "File",
    "Meaning",
    "Regex",
    "StandardError",
    "decode",
    "every",
    "read_csv",
    "read_text",
    "read_toml",
    "toml_of",
]

Decoded = TypeVar("Decoded")
_Part = TypeVar("_Part")


class DataTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of a TOML file, or a row of a CSV file; every kind of them is a subclass."""


class DataError(Exception):
    """A mistake in a data file. No ValueError, which decoders take for a mistake in the file that they are at.

    Attributes:
        file: its name; place: line (``第 7 行``) or key path (``rows[6].fact``), empty for the whole file.
        message: what is wrong, in Chinese.
    """

    def __init__(self, file: str, place: str, message: str) -> None:
        super().__init__(file, place, message)
        self.file, self.place, self.message = file, place, message

    def __str__(self) -> str:
        return "：".join(part for part in (self.file, self.place, self.message) if part)


class StandardError(Exception):
    """The data cannot be used: the first mistake of every file."""

    def __init__(self, errors: Iterable[DataError]) -> None:
        first: dict[str, DataError] = {}
        for error in errors:
            first.setdefault(error.file, error)
        self.errors = tuple(first.values())
        super().__init__(*self.errors)

    def __str__(self) -> str:
        return "\n".join(map(str, self.errors))


def every(loaders: Iterable[Callable[[], _Part]]) -> list[_Part]:
    """What each loader gives.

    Raises:
        StandardError: with the mistakes of all of them, once all have been tried.
    """
    found: list[_Part] = []
    errors: list[DataError] = []
    for loader in loaders:
        try:
            found.append(loader())
        except DataError as error:
            errors.append(error)
        except StandardError as error:
            errors.extend(error.errors)
    if errors:
        raise StandardError(errors)
    return found


class Fact(str):
    """The text of a fact key; :attr:`key` is the key. Patterns (``income[source=*]``) are facts too where they are asked for."""

    __slots__ = ("key",)
    key: FactKey


class Regex(str):
    """A pattern as :mod:`juesuan.standard.patterns` reads them; it compiles, and the fragments that it cites are known."""

    __slots__ = ()


class EntryName(str):
    """The id of something that stands elsewhere in the standard; subclasses say of what."""

    __slots__ = ()


class Meaning(Struct, frozen=True):
    """What the typed texts of a file may say.

    Attributes:
        fact: the key of a fact's text; a ValueError in Chinese when it is none.
        names: for a kind of :class:`Name`, what it names (in Chinese), and what gives all that are known.
        words: fragments that patterns may cite as ``<name>``, beside those of the file's own ``[words]``.
        compiles: whether patterns are compiled to see that they can be: half of the time that loading takes.
    """

    fact: Callable[[str], FactKey] | None = None
    names: Mapping[type[EntryName], tuple[str, Callable[[], Collection[str]]]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    compiles: bool = True

    def decode(self, kind: type, text: object) -> object:
        """The typed text.

        Raises:
            TypeError, ValueError: with a Chinese message, to which the decoder adds the path.
        """
        if not isinstance(text, str):
            raise TypeError(f"应为文字，实为{type_of(text)}")
        if issubclass(kind, Fact):
            found = Fact(text)
            if self.fact is not None:
                found.key = self.fact(text)
            return found
        if issubclass(kind, EntryName):
            what, known = self.names.get(kind, ("", None))
            if known is not None and text not in known():
                raise ValueError(f"没有名为“{text}”的{what}")
            return kind(text)
        if self.compiles:
            self._compile(text)
        return Regex(text)

    def _compile(self, text: str) -> None:
        try:
            re.compile(opened(text, self.words))
        except KeyError as error:
            raise ValueError(f"“{text}”引用的片段 <{error.args[0]}> 没有定义") from error
        except re.error as error:
            raise ValueError(f"“{text}”不是正则表达式（{error}）") from error


NO_MEANING = Meaning()


class File(Struct, frozen=True):
    """A data file, and what messages call it. ``tested``: it is the package's own, whose patterns our tests compile."""

    entry: Traversable
    name: str
    tested: bool = False

    @property
    def stem(self) -> str:
        """Its name without folder and ending."""
        return self.entry.name.rpartition(".")[0]


def read_text(file: File) -> str:
    """The text of a file in UTF-8, with or without byte-order mark, or in GB18030.

    Raises:
        DataError: when it is neither, or cannot be read.
    """
    try:
        content = file.entry.read_bytes()
    except OSError as error:
        raise DataError(file.name, "", f"无法读取（{error.strerror or error}）") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DataError(file.name, "", "既不是 UTF-8 编码，也不是 GB18030 编码，请另存为 UTF-8 后再用")


def toml_of(file: File) -> dict[str, Any]:
    """The plain data of a TOML file.

    Raises:
        DataError: when it is none.
    """
    try:
        return tomllib.loads(read_text(file).replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        where = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", str(error))
        what = str(error)[: where.start()] if where else str(error)
        place = f"第 {where[1]} 行" if where and where[1] else "文件末尾" if where else ""
        raise DataError(file.name, place, f"不是 TOML 格式（{what}）") from error
    except (ValueError, RecursionError) as error:  # what the parser itself does not foresee
        raise DataError(file.name, "", "有一处嵌套太深，或者数字太长") from error


def read_toml(file: File, kind: type[Decoded], meaning: Meaning = NO_MEANING) -> Decoded:
    """A TOML file as a value of a kind.

    Raises:
        DataError: for its first mistake, with the key path.
    """
    return decode(toml_of(file), file, kind, meaning)


def decode(raw: Mapping[str, Any], file: File, kind: type[Decoded], meaning: Meaning = NO_MEANING) -> Decoded:
    """The plain data of a TOML file, or of several that were laid over each other, as a value of a kind.

    Raises:
        DataError: for the first mistake, with the key path.
    """
    own = raw.get("words", {})
    if not isinstance(own, dict):
        raise DataError(file.name, "words", f"应为表，实为{type_of(own)}")
    if own:
        for word, pattern in own.items():
            if not isinstance(pattern, str | list):
                raise DataError(file.name, f"words.{word}", f"应为文字，实为{type_of(pattern)}")
        fragments = {word: pattern for word, pattern in own.items() if isinstance(pattern, str)}
        meaning = replace(meaning, words={**meaning.words, **fragments})
    if file.tested:
        meaning = replace(meaning, compiles=False)
    try:
        return msgspec.convert(raw, kind, dec_hook=meaning.decode)
    except msgspec.ValidationError as error:
        raise _refused(file.name, raw, kind, meaning, error) from error


class CsvRow(Struct, frozen=True):
    """Where a row of a CSV file stands, for what can only be said of it once all rows are known."""

    file: str
    line: int

    def error(self, message: str) -> DataError:
        """A mistake in the row."""
        return DataError(self.file, f"第 {self.line} 行", message)


def read_csv(
    file: File, kind: type[Decoded], meaning: Meaning = NO_MEANING, *, key: str = ""
) -> list[tuple[CsvRow, Decoded]]:
    """A CSV file with a header row as values of a kind, each with where it stands. An empty cell is the field's default.

    ``key`` is a field that no two rows may have in common.

    Raises:
        DataError: for its first mistake, with the line.
    """
    fields = _fields(kind)  # type: ignore[arg-type]
    if file.tested:
        meaning = replace(meaning, compiles=False)
    lines = list(_lines(read_text(file), file.name))
    if not lines:
        raise DataError(file.name, "", "是空文件，至少应有表头")
    (first, header), *rest = lines
    _require_header(header, fields, CsvRow(file.name, first))
    rows, raw, seen = [], [], set()
    for line, cells in rest:
        row = CsvRow(file.name, line)
        if len(cells) != len(header):
            raise row.error(f"有 {len(cells)} 格，表头有 {len(header)} 格，是否少了引号或逗号？")
        named = {name: cell for name, cell in zip(header, cells, strict=True) if cell}
        if key and named.get(key, "") in seen:
            raise row.error(f"{key}：“{named[key]}”已经出现过")
        seen.add(named.get(key, ""))
        rows.append(row)
        raw.append(named)
    try:
        found = msgspec.convert(raw, list[kind], strict=False, dec_hook=meaning.decode)  # type: ignore[valid-type]
    except msgspec.ValidationError as error:
        message, path = in_chinese(str(error))
        at, _, place = path.removeprefix("[").partition("]")
        place = place.removeprefix(".")
        raise rows[int(at)].error(f"{place}：{message}" if place else message) from error
    return list(zip(rows, found, strict=True))


@lru_cache(maxsize=64)
def _fields(kind: type) -> Mapping[str, msgspec.structs.FieldInfo]:
    return {item.encode_name: item for item in msgspec.structs.fields(kind)}


def _require_header(header: list[str], fields: Mapping[str, msgspec.structs.FieldInfo], row: CsvRow) -> None:
    if unknown := [key for key in header if key not in fields]:
        raise row.error(f"表头有不认识的列“{unknown[0]}”，可用的列：{'、'.join(fields)}")
    if len(set(header)) < len(header):
        raise row.error("表头有重复的列")
    if missing := [key for key, item in fields.items() if item.required and key not in header]:
        raise row.error(f"表头缺少列“{missing[0]}”")


def _lines(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, with the line on which each begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        what = "引号没有成对" if "unexpected end" in str(error) else f"不是 CSV 格式（{error}）"
        raise DataError(name, f"第 {line} 行", what) from error


_STEP = expression(r"\.?([A-Za-z_][\w-]*)|\[(\d+|\.\.\.)\]")


def _refused(
    name: str, raw: Mapping[str, Any], kind: type, meaning: Meaning, error: msgspec.ValidationError
) -> DataError:
    """The mistake with its whole path: the decoder does not say which key of a table with free keys it was."""
    found = str(error)
    at = AT.search(found)
    path: list[str | int] = []
    node: Any = raw
    for match in _STEP.finditer(at[1] if at else ""):
        step: str | int = match[1] or match[2]
        if step == "...":
            alone = ((key, _replaced(raw, path, {key: node[key]})) for key in node)
            step = next((key for key, data in alone if _mistake(data, kind, meaning) == found), step)
        elif match[2]:
            step = int(match[2])
        path.append(step)
        node = node[step] if step != "..." else {}
    message, place = in_chinese(found)
    last = place.removeprefix(at[1]) if at else place
    spelt = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return DataError(name, (spelt + last).removeprefix("."), message)


def _mistake(raw: Any, kind: type, meaning: Meaning) -> str:
    """The decoder's message on some plain data; empty when there is none."""
    try:
        msgspec.convert(raw, kind, dec_hook=meaning.decode)
    except msgspec.ValidationError as error:
        return str(error)
    return ""


def _replaced(node: Any, path: list[str | int], value: Any) -> Any:
    """A copy of plain data with another value at a path."""
    if not path:
        return value
    step, *rest = path
    copy: Any = list(node) if isinstance(node, list) else dict(node)
    copy[step] = _replaced(copy[step], rest, value)
    return copy
