"""Paragraphs of the user's own, for any section: numbers in them are facts by name, so that none need be typed.

``{本年收入}`` is an amount by what people call the fact (as the page shows it) or by its key, ``{A / B}`` a share, ``{change: A}`` a change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from juesuan.model import FactKey
from juesuan.model.expressions import expression
from juesuan.preparing.books import Books
from juesuan.standard import Standard
from juesuan.standard.layouts import Layout
from juesuan.standard.narrative_templates import CODE_WORDS, WORDS, facts_of, slots_of

__all__ = ["OwnTexts", "own_texts"]

_BRACES = re.compile(r"[{｛]{1,2}([^{}｛｝]*)[}｝]{1,2}")
_NUMBERING = expression(
    r"^(?:第?[一二三四五六七八九十]{1,3}(?:部分)?[、．.\s]|[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[、．.])\s*"
)
_VERBS = frozenset({"change", "order", "count", "score"})
_JOINTS = (" / ", " ? ")


@dataclass(frozen=True, slots=True)
class OwnTexts:
    """The user's paragraphs by the section of the layout.

    Attributes:
        paragraphs: ready to be told, slots holding keys of facts.
        strange_sections: sections that the layout has not, as the user calls them. strange_slots: slots that are no facts.
        headings: of the sections that there are.
    """

    paragraphs: Mapping[str, tuple[str, ...]]
    strange_sections: tuple[str, ...]
    strange_slots: tuple[str, ...]
    headings: tuple[str, ...]

    @property
    def facts(self) -> frozenset[FactKey]:
        """The facts that they speak of."""
        texts = (text for some in self.paragraphs.values() for text in some)
        return frozenset(FactKey.parse(fact) for text in texts for slot in slots_of(text) for fact in facts_of(slot))


def own_texts(books: Books, layout: Layout, known: Iterable[FactKey]) -> OwnTexts:
    """The paragraphs, their sections and slots understood; ``known`` are the facts that have a value."""
    sections = {str(item["id"]): str(item["heading"]) for item in layout.template.sections}
    called = {_plain(heading): section for section, heading in sections.items() if _plain(heading)}
    names = _names({*known, *_printed(layout)}, layout.standard) if books.texts else {}
    found: dict[str, list[str]] = {}
    strange_sections, strange_slots = dict[str, None](), dict[str, None]()
    for section, text in books.texts:
        key = section if section in sections else called.get(_plain(section))
        if key is None:
            strange_sections[section] = None
            continue
        filled, wrong = _with_keys(text, names, layout.standard)
        strange_slots |= dict.fromkeys(wrong)
        if not wrong:
            found.setdefault(key, []).append(filled)
    told = tuple(dict.fromkeys(_plain(heading) for heading in sections.values() if _plain(heading)))
    paragraphs = {section: tuple(texts) for section, texts in found.items()}
    return OwnTexts(paragraphs, tuple(strange_sections), tuple(strange_slots), told)


def _plain(heading: str) -> str:
    """A heading as headings are compared: without numbering, blanks and words that differ by who publishes."""
    text = _BRACES.sub("", "".join(heading.split()))
    text = _NUMBERING.sub("", text)
    return re.sub(r"\d{4}年度?|本?(?:部门|单位)", "", text).strip("：:。")


def _printed(layout: Layout) -> Iterator[FactKey]:
    """The facts of the forms: one that is nothing this year may be spoken of, too."""
    for printed in layout.forms:
        for row in printed.rows:
            yield from (fact for column in printed.columns if (fact := printed.form.fact(row, column)) is not None)


def _names(known: Iterable[FactKey], standard: Standard) -> Mapping[str, str]:
    """What people call each fact; of two that are called the same the one that says less."""
    found: dict[str, str] = {}
    for fact in sorted(known, key=lambda fact: (len(fact.dimensions), str(fact))):
        found.setdefault(standard.vocabulary.name(fact), str(fact))
    return found


def _with_keys(text: str, names: Mapping[str, str], standard: Standard) -> tuple[str, list[str]]:
    """The text with keys for names in its slots, and the slots that are none."""
    wrong: list[str] = []

    def key(said: str) -> str:
        said = said.strip()
        if said in names:
            return names[said]
        if not _is_fact(said, standard):
            wrong.append(said)
        return said

    def slot(said: str) -> str:
        said = said.strip()
        if said in WORDS and said not in CODE_WORDS:
            return said
        verb, found, rest = said.partition(": ") if ": " in said else said.partition("：")
        if found and verb in _VERBS:
            return f"{verb}: {_joined(rest, key)}"
        return _joined(said, key)

    return _BRACES.sub(lambda match: "{" + slot(match[1]) + "}", text), wrong


def _joined(said: str, key: Callable[[str], str]) -> str:
    joint = next((joint for joint in _JOINTS if joint in said), None)
    return joint.join(key(part) for part in said.split(joint)) if joint else key(said)


def _is_fact(said: str, standard: Standard) -> bool:
    try:
        standard.vocabulary.parse(said)
    except ValueError:
        return False
    return True
