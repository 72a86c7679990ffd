"""What may stand between double braces in a user's own Word template, and what it is replaced by.

One register: the template is filled by it, and the page of the guide that lists the names is generated from it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from juesuan.formats.word.writing.fillings import Paragraphs, Tables, Unfilled, Value
from juesuan.model import Amount, Disclosure, FactKey
from juesuan.model.print_style import PrintStyle
from juesuan.publishing.printed_document import document_title, printed_forms
from juesuan.publishing.printed_tables import printed_table
from juesuan.standard import Standard

__all__ = [
    "Placeholder",
    "Placeholders",
]

_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三")
_SECTIONS = {"duties": "主要职责", "organisation": "机构设置", "units": "单位构成", "glossary": "名词解释"}
_FACT = re.compile(r"[a-z_]+(\[.*\])?")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One entry of the register. ``names``: any of them may be written; ``kind``: text | section | table | forms; ``what``: for people."""

    names: tuple[str, ...]
    kind: str
    key: str
    what: str


@dataclass(frozen=True)
class Placeholders:
    """The register of a standard, without the fact keys, which are a language of their own."""

    standard: Standard

    @cached_property
    def entries(self) -> tuple[Placeholder, ...]:
        """All that have a name."""
        return tuple(_entries(self.standard))

    @cached_property
    def _by_name(self) -> Mapping[str, Placeholder]:
        return {_plain(name): entry for entry in self.entries for name in entry.names}

    def value(self, name: str, disclosure: Disclosure, layout: PrintStyle) -> Value:
        """What replaces a placeholder of that name."""
        plain = _plain(name)
        entry = self._by_name.get(plain)
        if entry is None:
            titled = (form for form, table in disclosure.tables.items() if plain == f"表:{_plain(table.title)}")
            entry = self._by_name.get(next(titled, ""))
        if entry is None:
            return _fact(plain, disclosure) if _FACT.fullmatch(plain) else Unfilled("没有这个名称", unknown=True)
        match entry.kind:
            case "text":
                return _text(entry.key, disclosure)
            case "section":
                return _section(entry.key, disclosure)
            case "table":
                table = disclosure.tables.get(entry.key)
                printed = (printed_table(table, layout, self.standard),) if table else ()
                return Tables(printed) if printed else Unfilled("这份决算没有这张表")
            case _:
                tables = tuple(printed_forms(disclosure, self.standard))
                return Tables(tables, titled=True) if tables else Unfilled("这份决算没有绩效自评表")

    def alike(self, name: str, disclosure: Disclosure) -> tuple[str, ...]:
        """Names that the user may have meant, likeliest first."""
        plain = _plain(name)
        names = [known for entry in self.entries for known in entry.names]
        if _FACT.fullmatch(plain):
            names += sorted({str(item.fact) for item in disclosure.statements if item.fact})
        found = get_close_matches(plain, names, 3, 0.5)
        return tuple(found or (known for known in names if plain and plain in known))[:3]


def _entries(standard: Standard) -> Iterator[Placeholder]:
    yield Placeholder(("单位", "unit"), "text", "unit", "部门（单位）名称")
    yield Placeholder(("年度", "year"), "text", "year", "决算年度，如 2024")
    yield Placeholder(("标题", "title"), "text", "title", "封面上的标题")
    yield Placeholder(("金额单位", "amount_unit"), "text", "amount_unit", "元或万元")
    for section, name in _SECTIONS.items():
        yield Placeholder((name, section), "section", section, f"“{name}”的各段")
    for number, numeral in enumerate(_NUMERALS, 1):
        section = f"N{number:02d}"
        kind = standard.grammar.section(section)
        title = kind.title if kind else ""
        yield Placeholder((f"说明{numeral}", section), "section", section, f"{title}的各段，连同其中的小节")
    for form in standard.forms.values():
        if form.id.startswith("T"):
            yield Placeholder((f"表:{form.title}", form.id), "table", form.id, f"{form.title}，连同表下的注")
    yield Placeholder(("附件", "performance"), "forms", "performance", "全部绩效自评表，每张一页，连同表题")


def _plain(name: str) -> str:
    """Names are compared without white space, full-width letters and colons."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def _text(key: str, disclosure: Disclosure) -> str | Unfilled:
    info = disclosure.info
    texts = {
        "unit": info.unit,
        "year": str(info.year or ""),
        "title": document_title(disclosure),
        "amount_unit": info.amount_unit.value if info.amount_unit else "",
    }
    return texts[key] or Unfilled("这份决算没有写明")


def _section(key: str, disclosure: Disclosure) -> Paragraphs | Unfilled:
    """The section's paragraphs, and those of its sub-sections with their headings."""
    texts: list[str] = []
    for section in disclosure.sections:
        if section.id == key or section.id.startswith(f"{key}."):
            texts += [section.heading] * (section.id != key and bool(section.heading))
            texts += [paragraph.text for paragraph in section.paragraphs]
    return Paragraphs(tuple(texts)) if texts else Unfilled("这份决算没有这一节")


def _fact(name: str, disclosure: Disclosure) -> str | Unfilled:
    """The amount as the document prints it; a blank cell is a zero."""
    try:
        fact = FactKey.parse(name)
    except ValueError:
        return Unfilled("数据键写得不对", unknown=True)
    amounts = [item.amount for item in disclosure.statements if item.fact == fact]
    if not amounts:
        return Unfilled("这份决算没有这个数", unknown=True)
    return next((amount.raw for amount in amounts if amount.raw), _zero(amounts[0]))


def _zero(amount: Amount) -> str:
    return f"{amount.value:.{amount.decimals}f}"
