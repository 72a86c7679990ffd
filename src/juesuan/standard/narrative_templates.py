"""Templates of the prose, as data: which sections a document has, in which order, and in which words.

Data in ``data/narrative_templates/*.toml``; what its sentences may say is described in :mod:`juesuan.preparing.narrative`. A file
may give only what differs from the one it ``extends``: ``[[sections]]`` are new, or change fields of the inherited section of that
id; ``order`` lists the ids of all sections where they do not stand as they did. A folder of the user's own may hold files of the same
name: they win over ours, and may extend them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from juesuan.standard.vocabulary import vocabulary

__all__ = ["CODE_WORDS", "VERBS", "WORDS", "NarrativeTemplate", "TemplateError", "narrative_template", "read_toml"]

WORDS = frozenset({"year", "last", "unit", "level", "we", "agencies", "divisions", "division_count"})
VERBS = frozenset({"change", "order", "names", "reason", "purpose", "text", "count", "score"})
CODE_WORDS = frozenset({"class", "group", "item", "i"})
"""What may stand in braces beside facts; :mod:`juesuan.preparing.narrative` says what each is filled with."""

_OF_FACTS = frozenset({"change", "order", "count", "score"})
_SLOT = re.compile(r"\{([^{}]*)\}")
_OPERATOR = re.compile(r" (?:==|!=|\?|/|&|\|) ")

_FIELDS = frozenset({"id", "heading", "when", "text", "list"})
_CLAUSE = frozenset({"say", "when", "each", "digits", "join", "end", "compare", "same", "alone"})
_LISTS = frozenset({"duties", "agencies", "glossary"})


class TemplateError(ValueError):
    """A template of the user's that cannot be used, with a Chinese message that names the file and the section."""


@dataclass(frozen=True, eq=False)
class NarrativeTemplate:
    """The prose of a place.

    Attributes:
        id: name of the file.
        sections: raw sections in order, each with ``id``, ``heading``, and what else it has.
        terms: explanations of terms beside those of the standard glossary, or instead of them.
    """

    id: str
    sections: tuple[Mapping[str, Any], ...]
    terms: Mapping[str, str]


def _ours() -> Traversable:
    return files("juesuan.standard") / "data" / "narrative_templates"


def read_toml(entry: Traversable) -> Mapping[str, Any]:
    """The data of a file that may be the user's own.

    Raises:
        TemplateError: when it is no TOML in UTF-8.
    """
    try:
        return tomllib.loads(entry.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise TemplateError(f"{entry}：文件不是 UTF-8 编码，请另存为 UTF-8 后再用。") from error
    except tomllib.TOMLDecodeError as error:
        raise TemplateError(f"{entry}：格式有误（{error}）。") from error


def _load(name: str, folder: Path | None) -> tuple[Mapping[str, Any], str, bool]:
    """The data of a template, the file it stands in, and whether that is the user's own."""
    own = folder / f"{name}.toml" if folder is not None else None
    mine = own is not None and own.is_file()
    entry: Traversable = own if own is not None and mine else _ours() / f"{name}.toml"
    if not entry.is_file():
        raise TemplateError(f"没有名为“{name}”的文字模板。")
    return read_toml(entry), str(entry), mine


@lru_cache(maxsize=32)
def narrative_template(name: str, folder: Path | None = None) -> NarrativeTemplate:
    """The template with that name; ``folder`` holds the user's own.

    Raises:
        TemplateError: when there is none, or a file or a section of it cannot be used.
    """
    return _template(name, folder, ())


def _template(name: str, folder: Path | None, seen: tuple[tuple[str, bool], ...]) -> NarrativeTemplate:
    """A template with what it inherits; ``seen`` are those that inherit it, each with whether it is the user's own."""
    raw, file, mine = _load(name, folder)
    if (name, mine) in seen:
        raise TemplateError(f"{file}：模板“{name}”继承了它自己。")
    wanted = raw.get("extends")
    parent = _template(wanted, None if wanted == name else folder, (*seen, (name, mine))) if wanted else None
    known = {section["id"]: section for section in parent.sections} if parent else {}
    order = list(raw.get("order", known))
    for section in raw.get("sections", ()):
        _require(section, file)
        if parent is None:
            order.append(section["id"])
        known[section["id"]] = {**known.get(section["id"], {}), **section}
    if unplaced := [section["id"] for section in raw.get("sections", ()) if section["id"] not in order]:
        raise TemplateError(f"{file}：部分“{unplaced[0]}”没有列在 order 里。")
    if unknown := [name for name in order if name not in known]:
        raise TemplateError(f"{file}：order 中的“{unknown[0]}”没有内容。")
    sections = [known[name] for name in order]
    terms = {**(parent.terms if parent else {}), **raw.get("terms", {})}
    for section in sections:
        if "heading" not in section:
            raise TemplateError(f"{file}：部分“{section['id']}”没有标题（heading）。")
    return NarrativeTemplate(name, tuple(sections), terms)


def _require(section: Mapping[str, Any], file: str) -> None:
    """Complains about what would otherwise fail, or silently do nothing, while a document is made."""
    where = f"{file}：部分“{section.get('id', '（无 id）')}”"
    if "id" not in section:
        raise TemplateError(f"{where}缺少 id。")
    unknown = sorted(section.keys() - _FIELDS)
    if unknown:
        raise TemplateError(f"{where}有不认识的项：{'、'.join(unknown)}。")
    if section.get("list", "duties") not in _LISTS:
        raise TemplateError(f"{where}的 list 只能是 {'、'.join(sorted(_LISTS))}。")
    for clause in _clauses(section.get("text", ())):
        unknown = sorted(clause.keys() - _CLAUSE)
        if unknown:
            raise TemplateError(f"{where}的句子有不认识的项：{'、'.join(unknown)}。")
        if "say" not in clause:
            raise TemplateError(f"{where}的句子缺少 say。")
        if "each" in clause and "digits" not in clause:
            raise TemplateError(f"{where}的重复句（each）缺少 digits。")
    for text in _texts(section.get("text", ())):
        for slot in _SLOT.findall(text):
            if not _is_slot(slot):
                raise TemplateError(f"{where}的“{{{slot}}}”不认识：既不是数据，也不是可用的词。")
    for condition in _conditions(section):
        if not _are_facts(condition):
            raise TemplateError(f"{where}的条件“{condition}”不认识。")


def _is_slot(slot: str) -> bool:
    verb, found, rest = slot.partition(": ")
    if found:
        return verb in VERBS and (verb not in _OF_FACTS or _are_facts(rest))
    return slot in WORDS or slot in CODE_WORDS or _are_facts(slot)


def _are_facts(text: str) -> bool:
    """Whether a text is one fact, or several with operators between them."""
    return all(_is_fact(part.removeprefix("not ")) for part in _OPERATOR.split(text))


def _is_fact(text: str) -> bool:
    try:
        vocabulary().parse(text, pattern=True)
    except ValueError:
        return False
    return True


def _texts(items: Sequence[Any]) -> Iterator[str]:
    for item in items:
        if isinstance(item, str):
            yield item
        else:
            said = item["say"]
            yield from _texts([said] if isinstance(said, str) else said)
            yield from (item[key] for key in ("same", "alone") if key in item)


def _conditions(section: Mapping[str, Any]) -> Iterator[str]:
    for part in (section, *_clauses(section.get("text", ()))):
        yield from (part[key] for key in ("when", "compare") if part.get(key))
        yield from part.get("each", ())


def _clauses(items: Sequence[Any]) -> Iterator[Mapping[str, Any]]:
    for item in items:
        if isinstance(item, dict):
            yield item
            if not isinstance(item.get("say", ""), str):
                yield from _clauses(item["say"])
