"""The one loader of the standard's data: TOML and CSV files become frozen values, or a message with file and place.

A file is decoded into a :class:`msgspec.Struct` that forbids unknown fields. Fields whose text means something are typed by what it
means (:class:`Fact`, :class:`Regex`, :class:`Name`), so that a mistyped fact, pattern or reference is refused where it stands. The same
holds for files of the user's own folder, which may come from Excel or an editor of Windows: a byte-order mark and GB18030 are read.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from juesuan.standard.patterns import opened

if TYPE_CHECKING:
    from juesuan.model import FactKey

__all__ = [
    "DataError",
    "Fact",
    "Meaning",
    "Name",
    "Regex",
    "Row",
    "StandardError",
    "Table",
    "every",
    "read_csv",
    "read_text",
    "read_toml",
    "toml_of",
]

Decoded = TypeVar("Decoded")
_Part = TypeVar("_Part")


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of a TOML file, or a row of a CSV file; every kind of them is a subclass."""


class DataError(ValueError):
    """A mistake in a data file.

    Attributes:
        file: its name; place: line (``第 7 行``) or key path (``rows[6].fact``), empty for the whole file.
        message: what is wrong, in Chinese.
    """

    def __init__(self, file: str, place: str, message: str) -> None:
        super().__init__(file, place, message)
        self.file, self.place, self.message = file, place, message

    def __str__(self) -> str:
        return "：".join(part for part in (self.file, self.place, self.message) if part)


class StandardError(ValueError):
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


class Name(str):
    """The id of something that stands elsewhere in the standard; subclasses say of what."""

    __slots__ = ()


@dataclass(frozen=True)
class Meaning:
    """What the typed texts of a file may say.

    Attributes:
        fact: the key of a fact's text; a ValueError in Chinese when it is none.
        names: for a kind of :class:`Name`, what it names (in Chinese), and all that are known.
        words: fragments that patterns may cite as ``<name>``, beside those of the file's own ``[words]``.
    """

    fact: Callable[[str], FactKey] | None = None
    names: Mapping[type[Name], tuple[str, Collection[str]]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def decode(self, kind: type, text: object) -> object:
        """The typed text.

        Raises:
            TypeError, ValueError: with a Chinese message, to which the decoder adds the path.
        """
        if not isinstance(text, str):
            raise TypeError(f"应为文字，实为{_type_of(text)}")
        if issubclass(kind, Fact):
            found = Fact(text)
            if self.fact is not None:
                found.key = self.fact(text)
            return found
        if issubclass(kind, Name):
            what, known = self.names.get(kind, ("", None))
            if known is not None and text not in known:
                raise ValueError(f"没有名为“{text}”的{what}")
            return kind(text)
        self._compile(text)
        return Regex(text)

    def _compile(self, text: str) -> None:
        try:
            re.compile(opened(text, self.words))
        except KeyError as error:
            raise ValueError(f"“{text}”引用的片段 <{error.args[0]}> 没有定义") from error
        except re.error as error:
            raise ValueError(f"“{text}”不是正则表达式（{error}）") from error


_NO_MEANING = Meaning()


def read_text(entry: Traversable) -> str:
    """The text of a file in UTF-8, with or without byte-order mark, or in GB18030.

    Raises:
        DataError: when it is neither, or cannot be read.
    """
    try:
        content = entry.read_bytes()
    except OSError as error:
        raise DataError(entry.name, "", f"无法读取（{error.strerror or error}）") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DataError(entry.name, "", "既不是 UTF-8 编码，也不是 GB18030 编码，请另存为 UTF-8 后再用")


def toml_of(entry: Traversable, name: str = "") -> dict[str, Any]:
    """The plain data of a TOML file; ``name`` is what messages call it.

    Raises:
        DataError: when it is none.
    """
    try:
        return tomllib.loads(read_text(entry).replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        where = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", str(error))
        what = str(error)[: where.start()] if where else str(error)
        place = f"第 {where[1]} 行" if where and where[1] else "文件末尾" if where else ""
        raise DataError(name or entry.name, place, f"不是 TOML 格式（{what}）") from error


def read_toml(entry: Traversable, kind: type[Decoded], meaning: Meaning = _NO_MEANING, *, name: str = "") -> Decoded:
    """A TOML file as a value of a kind.

    Raises:
        DataError: for its first mistake, with the key path.
    """
    name = name or entry.name
    raw = toml_of(entry, name)
    own = raw.get("words")
    if isinstance(own, dict) and all(isinstance(word, str) for word in own.values()):
        meaning = Meaning(meaning.fact, meaning.names, {**meaning.words, **own})
    try:
        return msgspec.convert(raw, kind, dec_hook=meaning.decode)
    except msgspec.ValidationError as error:
        raise _refused(name, raw, kind, meaning, error) from error


@dataclass(frozen=True, slots=True)
class Row:
    """Where a row of a CSV file stands, for what can only be said of it once all rows are known."""

    file: str
    line: int

    def error(self, message: str) -> DataError:
        """A mistake in the row."""
        return DataError(self.file, f"第 {self.line} 行", message)


def read_csv(
    entry: Traversable, kind: type[Decoded], meaning: Meaning = _NO_MEANING, *, name: str = ""
) -> list[tuple[Row, Decoded]]:
    """A CSV file with a header row as values of a kind, each with where it stands. An empty cell is the field's default.

    Raises:
        DataError: for its first mistake, with the line.
    """
    name = name or entry.name
    fields = {item.encode_name: item for item in msgspec.structs.fields(kind)}  # type: ignore[arg-type]
    found: list[tuple[Row, Decoded]] = []
    header: list[str] | None = None
    for line, cells in _lines(read_text(entry), name):
        row = Row(name, line)
        if header is None:
            header = cells
            _require_header(header, fields, row)
            continue
        if len(cells) != len(header):
            raise row.error(f"有 {len(cells)} 格，表头有 {len(header)} 格，是否少了引号或逗号？")
        raw = {key: cell for key, cell in zip(header, cells, strict=True) if cell}
        try:
            found.append((row, msgspec.convert(raw, kind, strict=False, dec_hook=meaning.decode)))
        except msgspec.ValidationError as error:
            message, place = _in_chinese(str(error))
            raise row.error(f"{place}：{message}" if place else message) from error
    if header is None:
        raise DataError(name, "", "是空文件，至少应有表头")
    return found


def _require_header(header: list[str], fields: Mapping[str, msgspec.structs.FieldInfo], row: Row) -> None:
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


_UNKNOWN_KEY = re.compile(r"Object contains unknown field `(.*)`")
_MESSAGES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"Object missing required field `(.*)`"), "缺少 {0}"),
    (re.compile(r"Invalid enum value (.*)"), "不认识的值 {0}"),
    (re.compile(r"Expected `(.*)`, got `(.*)`"), "应为{0}，实为{1}"),
    (re.compile(r"Expected `array` of length(?: (?:at least )?)?(.*), got (.*)"), "应有 {0} 项，实有 {1} 项"),
)
_TYPES = {
    "str": "文字",
    "int": "整数",
    "float": "小数",
    "bool": "true 或 false",
    "array": "列表",
    "object": "表",
    "null": "空",
}
_AT = re.compile(r" - at `\$\.?(.*)`$")


def _type_of(value: object) -> str:
    kinds = {bool: "bool", int: "int", float: "float", list: "array", dict: "object"}
    return _TYPES.get(kinds.get(type(value), ""), "其他类型的值")


def _in_chinese(text: str) -> tuple[str, str]:
    """The message of a decoder in Chinese, and the path it ends with."""
    at = _AT.search(text)
    message, path = (text[: at.start()], at[1]) if at else (text, "")
    unknown = _UNKNOWN_KEY.fullmatch(message)
    if unknown:
        return f"不认识的项“{unknown[1]}”", f"{path}.{unknown[1]}" if path else unknown[1]
    for pattern, words in _MESSAGES:
        if match := pattern.fullmatch(message):
            return words.format(*(_types(part) for part in match.groups())), path
    return message, path


def _types(text: str) -> str:
    return " 或 ".join(_TYPES.get(part, part) for part in text.split(" | "))


_STEP = re.compile(r"\.?([A-Za-z_][\w-]*)|\[(\d+|\.\.\.)\]")


def _refused(name: str, raw: dict[str, Any], kind: type, meaning: Meaning, error: msgspec.ValidationError) -> DataError:
    """The mistake with its whole path: the decoder does not say which key of a table with free keys it was."""
    found = str(error)
    at = _AT.search(found)
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
    message, place = _in_chinese(found)
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
