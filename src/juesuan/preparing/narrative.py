"""The prose of a disclosure from a template: every number in it is a fact, so no number can be typed in.

Templates are data (:mod:`juesuan.standard.narrative_templates`). A section has paragraphs, a paragraph has clauses, and a clause is
text with slots in braces:

``{year} {last} {unit} {we}``   words of the document
``{spend[fund=gpb]}``           an amount with its unit
``{A / B}``                     A in per cent of B
``{change: A}``                 A against last year: 增加…万元，增长…%
``{order: A ? B}``              大于, 小于 or 等于, by what is printed
``{count: A}`` ``{score: A}``   a bare number
``{names: personnel}``          the names of the economic 款 that have an amount
``{reason: KEY | KEY @ WHAT}``  the reason that the books give under the first of the keys that they have, and of what it is one
``{purpose: CODE}``             what the books say the money of a code is for
``{text: KEY}``                what the books say in their own words under a section id
``{class} {group} {item}``      names of the code that a repetition is at; ``$`` is the code itself, ``{i}`` its number

A clause or paragraph is a string or a table with ``say`` (a string, or several clauses) and

``when``     ``A``: A is printed as something else than zero; ``not A``; ``A == B``; ``A != B``; several joined by `` & ``, and
             such alternatives by `` | ``
``compare``  a fact: said where last year's value differs; ``same`` is said where it is equal, ``alone`` where there was none
``each``     facts with ``*`` for the code, and ``digits``: repeats the clause, joined by ``join``

What the books do not say (a reason, a purpose, last year's amount) is asked for: see :class:`Asked`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from juesuan.model import Amount, FactKey, Part, Passage, Place, Section, Statement
from juesuan.preparing.books import Books
from juesuan.preparing.mentioned import ECONOMIC_ITEM
from juesuan.preparing.own_texts import own_texts
from juesuan.preparing.rounding import Figures, percentage, printed, rounded
from juesuan.standard.layouts import Layout
from juesuan.standard.patterns import in_chinese

__all__ = ["AskedText", "GeneratedProse", "narrative"]

_SLOT = re.compile(r"\{([^{}]*)\}")
_REASON = "reason: "
_IS = "是"
_CLAUSE_END = re.compile(r"[。，；{}]")
_CONDITION = re.compile(r"(not )?(.+?)(?: (==|!=) (.+))?")


@dataclass(frozen=True, slots=True)
class AskedText:
    """Something that the prose needs and the books do not say.

    Attributes:
        kind: ``reason`` | ``purpose`` | ``previous`` | ``text``.
        key: under which the books would say it: section id, functional code, or fact.
        what: of what it is asked, in Chinese: the heading of the section, the name of the item.
    """

    kind: str
    key: str
    what: str


@dataclass(frozen=True, slots=True)
class GeneratedProse:
    """The sections of a document, what their amounts state, and what could not be said."""

    sections: tuple[Section, ...]
    statements: tuple[Statement, ...]
    asked: tuple[AskedText, ...]


@dataclass
class _Teller:
    """Fills the slots of one document and keeps account of the amounts it prints.

    Attributes:
        stand_in: what is printed for what the books do not say; None: the clause about last year is left out.
        before: the facts whose value of last year is known.
    """

    books: Books
    figures: Figures
    words: Mapping[str, str]
    stand_in: Callable[[AskedText], str | None]
    before: frozenset[FactKey] = frozenset()
    section: str = ""
    heading: str = ""
    code: str = ""
    number: int = 0
    statements: list[Statement] = field(default_factory=list)
    asked: dict[AskedText, None] = field(default_factory=dict)

    def paragraphs(self, items: Sequence[Any]) -> list[str]:
        """All paragraphs of a section; those whose condition fails are left out."""
        return [text for item in items for text in self._told(item)]

    def say(self, text: str) -> str:
        """A text with its slots filled."""
        return _SLOT.sub(lambda match: self._filled(match, text), text)

    def _filled(self, match: re.Match[str], text: str) -> str:
        """What stands in a slot; a reason without the words in front of it that it brings along (主要是…, 主要原因是…)."""
        value = self._slot(match[1])
        return without_lead(value, text[: match.start()]) if match[1].startswith(_REASON) else value

    def holds(self, condition: str) -> bool:
        """Whether a condition on printed values holds; an empty one does."""
        alternatives = condition.replace("$", self.code).split(" | ")
        return any(all(self._holds(part) for part in parts.split(" & ") if part) for parts in alternatives)

    def _holds(self, condition: str) -> bool:
        match = _CONDITION.fullmatch(condition)
        if match is None:
            return True
        negated, left, operator, right = match.groups()
        value = self.figures.shown(left)
        if operator:
            return (value == self.figures.shown(right)) == (operator == "==")
        return (value != 0) != bool(negated)

    def _told(self, item: Any) -> Iterator[str]:
        if isinstance(item, str):
            yield self.say(item)
            return
        for _ in self._repetitions(item):
            if self.holds(item.get("when", "")):
                parts = self._compared(item) if "compare" in item else item["say"]
                yield "".join("".join(self._clause(part)) for part in ([parts] if isinstance(parts, str) else parts))

    def _clause(self, part: Any) -> Iterator[str]:
        """The text of a part; a repeated part is joined into one."""
        told = list(self._told(part))
        if isinstance(part, dict) and "each" in part:
            yield part.get("join", "").join(text for text in told if text) + (part.get("end", "") if told else "")
        else:
            yield from told

    def _compared(self, item: Mapping[str, Any]) -> Any:
        """What a comparison with last year says; nothing for a new unit, or where last year is not known."""
        now = FactKey.parse(item["compare"])
        before = now.last_year
        if self.books.without_previous:
            return item.get("alone", "")
        if now not in self.before:
            marker = self._ask("previous", str(now), self.heading)
            comma = "，" if str(item["say"]).startswith("，") else ""
            return f"{comma}与上年度相比，{marker}。" if marker else item.get("alone", "")
        return item.get("same", "") if self.figures.shown(now) == self.figures.shown(before) else item["say"]

    def _repetitions(self, item: Mapping[str, Any]) -> Iterator[None]:
        """Runs once, or once for each code; the code in hand is :attr:`code`."""
        if "each" not in item:
            yield
            return
        outer = self.code, self.number
        codes = {code for pattern in item["each"] for code in self.figures.facts.codes(pattern, item["digits"])}
        for self.number, self.code in enumerate(sorted(codes), 1):
            yield
        self.code, self.number = outer

    def _slot(self, slot: str) -> str:
        slot = slot.replace("$", self.code)
        if slot in self.words:
            return self.words[slot]
        verb, found, rest = slot.partition(": ")
        if found:
            return _VERBS[verb](self, rest)
        if slot in _CODE_WORDS:
            return _CODE_WORDS[slot](self)
        part, found, whole = slot.partition(" / ")
        return self._share(part, whole) if found else self._amount(FactKey.parse(slot))

    def _amount(self, fact: FactKey) -> str:
        amount = printed(self.figures.shown(fact), self.figures.unit)
        self._state(fact, amount)
        return amount.raw + amount.unit.value

    def _state(self, fact: FactKey, amount: Amount) -> None:
        name = f"{self.section}#{len(self.statements) + 1}"
        self.statements.append(
            Statement(name, self.section, "", "", fact, amount, Place(), instance=self.number, part=Part.PROSE)
        )

    def _share(self, part: str, whole: str) -> str:
        share = self.figures.share(part, whole)
        return f"{Decimal('0.00') if share is None else share}%"

    def _change(self, text: str) -> str:
        fact = FactKey.parse(text)
        now, before = self.figures.basis(fact), self.figures.basis(fact.last_year)
        difference = rounded(abs(now - before))
        if difference == 0:
            return "持平"
        grown, rate = ("增加", "增长") if now > before else ("减少", "下降")
        share = f"，{rate}{percentage(abs(now - before), before)}%" if before else ""
        return f"{grown}{difference}{self.figures.unit.value}{share}"

    def _order(self, text: str) -> str:
        left, right = (self.figures.shown(part) for part in text.split(" ? "))
        if left == right:
            return "等于"
        return "大于" if left > right else "小于"

    def _names(self, block: str) -> str:
        known, basic = self.figures.layout.standard, self.figures.layout.standard.bookkeeping.facts.basic
        codes = self.figures.facts.codes(basic.but(economic="*"), ECONOMIC_ITEM)
        named = [
            code
            for code in codes
            if known.vocabulary.block("economic", code) == block and self.figures.shown(basic.but(economic=code))
        ]
        return "、".join(known.codes.economic_name(code, self.books.year) or code for code in named)

    def _reason(self, text: str) -> str:
        text, _, what = text.partition(" @ ")
        keys = text.split(" | ")
        found = next((reason for key in keys if (reason := self.books.reasons.get(key, "").rstrip("。"))), "")
        return found or self._ask("reason", keys[0], what or (self._item_name() if self.code else self.heading))

    def _purpose(self, key: str) -> str:
        return self.books.purposes.get(key, "").rstrip("。") or self._ask("purpose", key, self._item_name())

    def _text(self, key: str) -> str:
        return self.books.reasons.get(key, "") or self._ask("text", key, self.heading)

    def _ask(self, kind: str, key: str, what: str) -> str:
        asked = AskedText(kind, key, what)
        self.asked[asked] = None
        return self.stand_in(asked) or ""

    def _item_name(self) -> str:
        return f"{self.code} {self._name(7)}"

    def _count(self, text: str) -> str:
        return f"{self.figures.exact(text):f}"

    def _name(self, digits: int) -> str:
        code = self.code[:digits]
        return self.books.function_name(code, self.figures.layout.standard.codes) or code


def without_lead(reason: str, lead: str) -> str:
    """A reason without its first words, as far as they say what stands in front of it anyway, in full or in part, to its last character."""
    clause = _CLAUSE_END.split(lead)[-1].rstrip("：:")
    if not clause:
        return reason
    clause += "" if clause.endswith(_IS) else _IS
    left, end = iter(clause), 0
    for index, character in enumerate(reason):
        if character not in left:
            break
        if character == clause[-1]:
            end = index + 1
    return reason[end:].lstrip("：:，,") if end > 1 else reason


_VERBS: Mapping[str, Callable[[_Teller, str], str]] = {
    "change": _Teller._change,
    "order": _Teller._order,
    "names": _Teller._names,
    "reason": _Teller._reason,
    "purpose": _Teller._purpose,
    "text": _Teller._text,
    "count": _Teller._count,
    "score": _Teller._count,
}
_CODE_WORDS: Mapping[str, Callable[[_Teller], str]] = {
    "class": lambda teller: teller._name(3),
    "group": lambda teller: teller._name(5),
    "item": lambda teller: teller._name(7),
    "i": lambda teller: str(teller.number),
}


def _words(books: Books) -> Mapping[str, str]:
    department = books.department
    return {
        "year": str(books.year),
        "last": str(books.year - 1),
        "unit": department.name,
        "level": department.level,
        "we": f"我{department.level}",
        "agencies": str(len(department.agencies)),
        "divisions": "、".join(department.divisions),
        "division_count": str(len(department.divisions)),
    }


def _list(name: str, books: Books, layout: Layout, told: Sequence[Section]) -> list[str]:
    """The paragraphs of a list that the books or the document itself give."""
    department = books.department
    if name == "duties":
        return [f"（{number}）{duty}" for number, duty in enumerate(department.duties, 1)]
    if name == "agencies":
        return [f"{number}．{agency}" for number, agency in enumerate(department.agencies, 1)]
    if name == "glossary":
        terms = _terms(layout, "".join(section.body.text for section in told if section.id.startswith("N")))
        return [f"{in_chinese(number)}、{term}：{meaning}" for number, (term, meaning) in enumerate(terms, 1)]
    return []


def _terms(layout: Layout, text: str) -> list[tuple[str, str]]:
    """The terms of the glossary that the explanation uses, in its order, with their meanings."""
    meanings = {entry.term: entry.definition for entry in layout.standard.glossary} | dict(layout.template.terms)
    return [(term, meaning) for term, meaning in meanings.items() if term in text]


def narrative(books: Books, figures: Figures, stand_in: Callable[[AskedText], str | None]) -> GeneratedProse:
    """The prose of a document by the template of its layout; ``stand_in`` gives what is printed for what the books do not say."""
    department = books.department
    offices = sum(department.kind_of(agency) in {"行政", "参公"} for agency in department.agencies)
    posted = figures.layout.standard.bookkeeping.facts
    units = {posted.affiliates: len(department.agencies) - 1, posted.offices: offices}
    figures = figures.extended({key: Decimal(number) for key, number in units.items()})
    before = frozenset(FactKey.parse(text).but(year=None) for text in books.previous)
    teller = _Teller(books, figures, _words(books), stand_in, before)
    sections: list[Section] = []
    own = own_texts(books, figures.layout, figures.facts.values).paragraphs
    for item in figures.layout.template.sections:
        texts = own.get(item["id"], ())
        if not texts and not teller.holds(item.get("when", "")):
            continue
        teller.section, teller.heading = item["id"], teller.say(item["heading"])
        paragraphs = [teller.say(text) for text in texts] or (
            teller.paragraphs(item.get("text", ())) + _list(item.get("list", ""), books, figures.layout, sections)
        )
        passages = tuple(Passage(text) for text in paragraphs if text)
        body = Passage("".join(passage.text for passage in passages))
        sections.append(Section(item["id"], teller.heading, Place(), body, passages))
    return GeneratedProse(tuple(sections), tuple(teller.statements), tuple(teller.asked))
