"""Templates of the prose, as data: what each section of a document says, in which words.

Data in ``narrative.toml`` of a layout; what its sentences may say is described in :mod:`juesuan.preparing.narrative`. Which sections there
are, under which headings and in which order, stands in ``layout.toml``.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct

from juesuan.model.expressions import expression
from juesuan.standard.layout_files import LayoutFiles
from juesuan.standard.loading import DataError, DataTable, decode
from juesuan.standard.references import Text

__all__ = ["CODE_WORDS", "VERBS", "WORDS", "NarrativeTemplate", "facts_of", "narrative_template", "slots_of"]

WORDS = frozenset({"year", "last", "unit", "level", "we", "agencies", "divisions", "division_count"})
VERBS = frozenset({"change", "order", "names", "reason", "purpose", "text", "count", "score"})
CODE_WORDS = frozenset({"class", "group", "item", "i"})
"""What may stand in braces beside facts; :mod:`juesuan.preparing.narrative` says what each is filled with."""

_OF_FACTS = frozenset({"change", "order", "count", "score"})
_SLOT = expression(r"\{([^{}]*)\}")
_OPERATOR = expression(r" (?:==|!=|\?|/|&|\|) ")


class NarrativeTemplate(Struct, frozen=True, eq=False):
    """The prose of a place.

    Attributes:
        id: name of the layout.
        sections: raw sections in order, each with ``id``, ``heading``, and what else it has.
        terms: explanations of terms beside those of the standard glossary, or instead of them.
    """

    id: str
    sections: tuple[Mapping[str, Any], ...]
    terms: Mapping[str, str]


_FILE = "narrative.toml"


class Clause(DataTable, frozen=True):
    """A clause that is said on a condition, repeated, or compared with last year; see :mod:`juesuan.preparing.narrative`."""

    say: str | tuple["str | Clause", ...]
    when: str = ""
    each: tuple[str, ...] = ()
    digits: Literal[3, 5, 7] | None = None
    join: str = ""
    end: str = ""
    compare: str = ""
    same: str = ""
    alone: str = ""


class SectionText(DataTable, frozen=True):
    """What a section says: a list of the books' own behind its paragraphs, where it has one."""

    id: Text
    when: str = ""
    text: tuple["str | Clause", ...] = ()
    list: Literal["duties", "agencies", "glossary"] | None = None


class NarrativeFile(DataTable, frozen=True):
    """``narrative.toml``: what sections say, and terms beside those of the standard glossary."""

    sections: tuple[SectionText, ...] = ()
    terms: dict[str, Text] = msgspec.field(default_factory=dict)


def narrative_template(files: LayoutFiles, name: str, parse: Callable[[str], object]) -> NarrativeTemplate:
    """The template of a layout: the sections of ``layout.toml`` with what ``narrative.toml`` says in them.

    ``parse`` refuses with a ValueError what is no fact or pattern of facts.

    Raises:
        DataError: when a file or a section of it cannot be used.
    """
    known = {section.id for section in files.layout(name).sections}
    for layout in files.chain(name):
        for raw, file in files.own(layout, _FILE):
            decode(raw, file, NarrativeFile)
            for index, section in enumerate(raw.get("sections", ())):
                mistake = next(_mistakes(section, known, parse), None)
                if mistake is not None:
                    raise DataError(file.name, f"sections[{index}]（{section['id']}）", mistake)
    merged, _ = files.merged(name, _FILE)
    said = {section["id"]: section for section in merged.get("sections", ())}
    sections = (
        {**said.get(item.id, {}), "id": item.id, "heading": item.heading}
        for item in files.layout(name).printed_sections
    )
    return NarrativeTemplate(name, tuple(sections), merged.get("terms", {}))


def slots_of(text: str) -> list[str]:
    """What stands in braces in a sentence."""
    return _SLOT.findall(text)


def facts_of(said: str) -> tuple[str, ...]:
    """The texts of the facts that a slot or a condition speaks of, in its order; none for words, reasons and the like."""
    verb, found, rest = said.partition(": ")
    if (found and verb not in _OF_FACTS) or said in WORDS or said in CODE_WORDS:
        return ()
    return tuple(part.removeprefix("not ") for part in _OPERATOR.split(rest if found else said))


def _mistakes(section: Mapping[str, Any], known: Collection[str], parse: Callable[[str], object]) -> Iterator[str]:
    """What would otherwise fail, or silently do nothing, while a document is made."""
    if section["id"] not in known:
        yield "在 layout.toml 的 sections 中没有"
    for clause in _clauses(section.get("text", ())):
        if "each" in clause and "digits" not in clause:
            yield "重复句（each）缺少 digits"
    for text in _texts(section.get("text", ())):
        for slot in slots_of(text):
            said = _wrong(slot, parse)
            if said:
                yield f"“{{{slot}}}”不认识：既不是数据，也不是可用的词{said}"
    for condition in _conditions(section):
        said = _not_facts(condition, parse)
        if said:
            yield f"条件“{condition}”不认识{said}"


def _wrong(slot: str, parse: Callable[[str], object]) -> str:
    verb, found, _ = slot.partition(": ")
    return f"（没有“{verb}”）" if found and verb not in VERBS else _not_facts(slot, parse)


def _not_facts(text: str, parse: Callable[[str], object]) -> str:
    """Why a text is not one fact, or several with operators between them, in brackets; empty when it is."""
    for part in facts_of(text):
        try:
            parse(part)
        except ValueError as error:
            return f"（{error}）"
    return ""


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
