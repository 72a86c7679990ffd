"""The prose of a disclosure from a template: every number in it is a fact, so no number can be typed in.

Templates are data (``standard/data/narrative_templates/*.toml``). A section has paragraphs, a paragraph has clauses, and a
clause is text with slots in braces:

``{year} {last} {unit} {we}``   words of the document
``{spend[fund=gpb]}``           an amount with its unit
``{A / B}``                     A in per cent of B
``{change: A}``                 A against last year: 增加…万元，增长…%
``{order: A ? B}``              大于, 小于 or 等于, by what is printed
``{count: A}`` ``{score: A}``   a bare number
``{names: personnel}``          the names of the economic 款 that have an amount
``{reason: KEY}``               the reason that the books give, ``{purpose: CODE}`` the purpose
``{class} {group} {item}``      names of the code that a repetition is at; ``$`` is the code itself, ``{i}`` its number

A clause or paragraph is a string or a table with ``say`` (a string, or several clauses) and ``when`` (``A``: A is printed as
something else than zero; ``not A``; ``A == B``; ``A != B``), and ``each`` (facts with ``*`` for the code, and ``digits``) to
repeat it, joined by ``join``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from juesuan.model import Amount, FactKey, Passage, Place, Section, Statement, Unit
from juesuan.preparing.books import Books
from juesuan.preparing.facts import Facts
from juesuan.preparing.rounding import percentage, plain, printed
from juesuan.standard.codes import economic_name, function_name

__all__ = ["Prose", "narrative"]

_SLOT = re.compile(r"\{([^{}]*)\}")
_CONDITION = re.compile(r"(not )?(.+?)(?: (==|!=) (.+))?")


@dataclass(frozen=True, slots=True)
class Prose:
    """The sections of a document, and what their amounts state."""

    sections: tuple[Section, ...]
    statements: tuple[Statement, ...]


@dataclass
class _Teller:
    """Fills the slots of one document and keeps account of the amounts it prints."""

    books: Books
    facts: Facts
    unit: Unit
    words: Mapping[str, str]
    default_reason: str
    section: str = ""
    code: str = ""
    number: int = 0
    statements: list[Statement] = field(default_factory=list)

    def paragraphs(self, items: Sequence[Any]) -> list[str]:
        """All paragraphs of a section; those whose condition fails are left out."""
        return [text for item in items for text in self._told(item)]

    def say(self, text: str) -> str:
        """A text with its slots filled."""
        return _SLOT.sub(lambda match: self._slot(match[1]), text)

    def _told(self, item: Any) -> Iterator[str]:
        if isinstance(item, str):
            yield self.say(item)
            return
        for _ in self._repetitions(item):
            if self._holds(item.get("when", "")):
                parts = [item["say"]] if isinstance(item["say"], str) else item["say"]
                yield "".join("".join(self._clause(part)) for part in parts)

    def _clause(self, part: Any) -> Iterator[str]:
        """The text of a part; a repeated part is joined into one."""
        told = list(self._told(part))
        if isinstance(part, dict) and "each" in part:
            yield part.get("join", "").join(text for text in told if text) + (part.get("end", "") if told else "")
        else:
            yield from told

    def _repetitions(self, item: Mapping[str, Any]) -> Iterator[None]:
        """Runs once, or once for each code; the code in hand is :attr:`code`."""
        if "each" not in item:
            yield
            return
        outer = self.code, self.number
        codes = {code for pattern in item["each"] for code in self.facts.codes(pattern, item["digits"])}
        for self.number, self.code in enumerate(sorted(codes), 1):
            yield
        self.code, self.number = outer

    def _holds(self, condition: str) -> bool:
        match = _CONDITION.fullmatch(condition.replace("$", self.code))
        if match is None:
            return True
        negated, left, operator, right = match.groups()
        value = self._printed_value(left)
        if operator:
            return (value == self._printed_value(right)) == (operator == "==")
        return (value != 0) != bool(negated)

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
        amount = printed(plain(self.facts.get(fact), self.unit), self.unit)
        self._state(fact, amount)
        return amount.raw + self.unit.value

    def _state(self, fact: FactKey, amount: Amount) -> None:
        name = f"{self.section}#{len(self.statements) + 1}"
        self.statements.append(Statement(name, self.section, "", "", fact, amount, Place(), instance=self.number))

    def _printed_value(self, text: str) -> Decimal:
        """What would be printed: conditions and direction words must agree with the reader's eye, not with the yuan."""
        fact = FactKey.parse(text)
        value = self.facts.get(fact)
        return value if fact.measure in _COUNTED else plain(value, self.unit)

    def _share(self, part: str, whole: str) -> str:
        base = self.facts.get(whole)
        return f"{percentage(self.facts.get(part), base) if base else Decimal('0.00')}%"

    def _change(self, text: str) -> str:
        fact = FactKey.parse(text)
        now, before = self.facts.get(fact), self.facts.get(fact.but(year="-1"))
        difference = plain(abs(now - before), self.unit)
        if difference == 0:
            return "持平"
        grown, rate = ("增加", "增长") if now > before else ("减少", "下降")
        share = f"，{rate}{percentage(abs(now - before), before)}%" if before else ""
        return f"{grown}{difference}{self.unit.value}{share}"

    def _order(self, text: str) -> str:
        left, right = (self._printed_value(part) for part in text.split(" ? "))
        if left == right:
            return "等于"
        return "大于" if left > right else "小于"

    def _names(self, block: str) -> str:
        classes = ("301", "303") if block == "personnel" else ("302", "307", "310", "312", "399")
        codes = self.facts.codes("spend[fund=gpb,economic=*,nature=basic]", 5)
        named = [code for code in codes if code[:3] in classes and self._has_amount(code)]
        return "、".join(economic_name(code, self.books.year) or code for code in named)

    def _has_amount(self, economic: str) -> bool:
        return self._printed_value(f"spend[fund=gpb,economic={economic},nature=basic]") != 0

    def _reason(self, key: str) -> str:
        return self.books.reasons.get(key, self.default_reason)

    def _purpose(self, key: str) -> str:
        return self.books.purposes.get(key, "履行部门职责")

    def _count(self, text: str) -> str:
        return f"{self.facts.get(text):f}"

    def _name(self, digits: int) -> str:
        return function_name(self.code[:digits], self.books.year) or self.code[:digits]


_COUNTED = frozenset({"vehicles", "equipment", "delegations", "travellers", "receptions", "guests", "projects", "evaluations", "score"})
_VERBS: Mapping[str, Callable[[_Teller, str], str]] = {
    "change": _Teller._change,
    "order": _Teller._order,
    "names": _Teller._names,
    "reason": _Teller._reason,
    "purpose": _Teller._purpose,
    "count": _Teller._count,
    "score": _Teller._count,
}
_CODE_WORDS: Mapping[str, Callable[[_Teller], str]] = {
    "class": lambda teller: teller._name(3),
    "group": lambda teller: teller._name(5),
    "item": lambda teller: teller._name(7),
    "i": lambda teller: str(teller.number),
}


@lru_cache(maxsize=8)
def _template(name: str) -> Mapping[str, Any]:
    folder = files("juesuan.standard") / "data" / "narrative_templates"
    return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))


def narrative(books: Books, facts: Facts, template: str, unit: Unit) -> Prose:
    """The prose of a document by the template with that name."""
    raw = _template(template)
    department = books.department
    words = {
        "year": str(books.year),
        "last": str(books.year - 1),
        "unit": department.name,
        "level": department.level,
        "we": f"我{department.level}",
        "agencies": str(len(department.agencies)),
        "divisions": "、".join(department.divisions),
        "division_count": str(len(department.divisions)),
    }
    teller = _Teller(books, facts, unit, words, raw["default_reason"])
    lists = {
        "duties": [f"（{number}）{duty}" for number, duty in enumerate(department.duties, 1)],
        "agencies": [f"{number}．{agency}" for number, agency in enumerate(department.agencies, 1)],
    }
    sections = []
    for item in raw["sections"]:
        if not teller._holds(item.get("when", "")):
            continue
        teller.section = item["id"]
        paragraphs = teller.paragraphs(item.get("text", ())) + lists.get(item.get("list", ""), [])
        passages = tuple(Passage(text) for text in paragraphs if text)
        body = Passage("".join(passage.text for passage in passages))
        sections.append(Section(item["id"], teller.say(item["heading"]), Place(), body, passages))
    return Prose(tuple(sections), tuple(teller.statements))
