"""Which form a title is of: titles matched to forms, and the small lines around them: number, unit, year, unit of money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from msgspec import Struct

from juesuan.model import Unit
from juesuan.model.expressions import expression
from juesuan.standard import Standard
from juesuan.standard.forms import ACCOUNTS, Form, titled

__all__ = ["Head", "KnownForms", "form_of_title", "forms_known", "head_of", "is_caption", "names_a_table"]

_LONGEST_TITLE = 80
_REMARKS = expression(r"(?:[（(][^（）()]*[）)])+$")
_CONTINUED = expression(r"^续(?:上)?表?|[-—]?续表?[一二三四五六七八九十\d]*$")

_UNIT_NAME = expression(
    r"(?:编制|填报|公开)?(?:部门|单位)(?:[（(](?:部门|单位)[）)])?(?:名称)?[：:]"
    r"(?!(?:人民币)?[亿万]?元|(?:金额)?单位|(?:[辆台套个人次批户件份]|[、，/（）()])+$)(.+?)"
    r"(?=\d{4}年|金额单位|单位[：:]|公开\d|财决|$)"
)
_MONEY = expression(r"单位[：:]?(?:人民币)?(亿元|万元|元)|[（(](亿元|万元|元)[）)]")
_NUMBER = expression(r"(?:公开|财决|附)\d+(?:-\d+)?表|^(?:附?表)(?:\d+|[一二三四五六七八九十]+)(?:-\d+)?(?=$|[：:])")
_YEAR = expression(r"(?<!\d)(20\d\d)年")
_CAPTION = expression(
    rf"(?:{_NUMBER.pattern})|.*单位[：:].*|.*(?:部门|单位)(?:名称)?[：:].*|.*(?:编制|填报)(?:部门|单位).*"
    r"|20\d\d年度?(?:决算)?|[（(]?[亿万]?元[）)]?|[-—]*\d{1,3}[-—]*|续表|\d{4}年\d+月\d+日"
)
_UNITS = {unit.value: unit for unit in (Unit.YI, Unit.WAN, Unit.YUAN)}


class KnownForms(Struct, frozen=True, eq=False, dict=True):
    """The forms that a standard knows documents of a kind to have. Each is its own: what was found by one is not asked of another."""

    standard: Standard
    document: str = ACCOUNTS

    @cached_property
    def by_id(self) -> Mapping[str, Form]:
        """All of them, by id."""
        return {form.id: form for form in self.standard.forms.values() if form.document == self.document}


@lru_cache(maxsize=8)
def forms_known(standard: Standard, document: str = ACCOUNTS) -> KnownForms:
    """The forms of a kind of document, the same for all documents that are read by one standard."""
    return KnownForms(standard, document)


@lru_cache(maxsize=4096)
def _titled(text: str, known: KnownForms) -> Form | None:
    found = titled(text, known.by_id, known.document)
    if found is not None:
        return found
    spelt = (text.replace(pair.wrong, pair.right) for pair in known.standard.language.confusables if pair.wrong in text)
    return next((form for each in spelt if (form := titled(each, known.by_id, known.document)) is not None), None)


def form_of_title(text: str, known: KnownForms) -> Form | None:
    """The document's form whose title the text is, whatever remark in brackets or 续表 follows; else None.

    A character that looks like the right one (支岀) hides no form; the slip is L-10's.
    """
    if "表" not in text or len(text) > _LONGEST_TITLE:
        return None
    return _titled(text, known) or _titled(_CONTINUED.sub("", _REMARKS.sub("", text)), known)


def names_a_table(text: str) -> bool:
    """Whether the text is the title of a table, one of ours or any other."""
    bare = _REMARKS.sub("", text)
    return len(bare) <= _LONGEST_TITLE and bare.endswith("表") and "。" not in bare and not is_caption(bare)


def is_caption(text: str) -> bool:
    """Whether the text is one of the small lines around a title: number, unit, year, unit of money, page number."""
    return len(text) <= 2 * _LONGEST_TITLE and "。" not in text and _CAPTION.fullmatch(text) is not None


class Head(Struct, frozen=True):
    """What stands around the title of a form; empty or None where nothing is printed."""

    number: str = ""
    unit_name: str = ""
    year: int | None = None
    amount_unit: Unit | None = None


def head_of(texts: Iterable[str]) -> Head:
    """The head data found in the texts around a title, the first of each kind."""
    number, unit_name, year, money = "", "", None, None
    for text in texts:
        if not number and (match := _NUMBER.search(text)):
            number = match[0]
        if not unit_name and (match := _UNIT_NAME.search(text)):
            unit_name = match[1]
        if year is None and (match := _YEAR.search(text)):
            year = int(match[1])
        if money is None and (match := _MONEY.search(text)):
            money = _UNITS[match[1] or match[2]]
    return Head(number, unit_name, year, money)
