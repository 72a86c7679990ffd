"""L-02 固定术语疑似写错.

Terms that are always written one way (科学技术支出, 实际完成值) with one character replaced, lost or added inside, and forms
that are known to be wrong (部门价值100万元, from replacing 单位 by 部门 throughout). A form that is itself a name of the code
lists or of the forms is never a slip, nor one that is such a name with a general noun behind it (公务员医疗补助经费).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from juesuan.checking.context import Context, passed, undecidable
from juesuan.checking.wording import spread, texts
from juesuan.model import Outcome, State, Term
from juesuan.model.characters import is_chinese
from juesuan.standard import Standard
from juesuan.standard.wording import WordingTerm as FixedTerm

RULE = "L-02"
# Characters that carry no meaning of their own: 商品及服务支出 is another wording, not a slip.
_OPENINGS = frozenset({"whole", "listing", "purpose"})
_SHORTEST_NAME = 4
_PARTICLES = frozenset("和与及或的之、")


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per wrong form; every place where it stands is a term."""
    slips: dict[tuple[str, str], list[Term]] = {}
    read = tuple(texts(context))
    terms = _suspects("\n".join(text.passage.text for text in read), context.standard)
    for text in read:
        for start, end, right in _slips(text.passage.text, terms, context.standard):
            slips.setdefault((text.passage.text[start:end], right), []).append(text.term(start, end))
    if not read:
        yield undecidable("没有读到文字")
    elif not slips:
        yield passed()
    for (wrong, right), found in slips.items():
        times = f"（{len(found)} 处）" if len(found) > 1 else ""
        message = f"{spread(found)}的“{wrong}”疑为“{right}”之误{times}。"
        yield Outcome(State.FAIL, terms=tuple(found), message=message, hint=f"把“{wrong}”改为“{right}”。")


_Suspect = tuple[FixedTerm, str, str]
"""A term with its halves."""


def _suspects(whole: str, standard: Standard) -> tuple[_Suspect, ...]:
    """The terms that may not always be printed right: a half of one stands alone somewhere, or what one is known to be mistaken for."""
    return tuple(
        (term, *_halves(term.term))
        for term in standard.terms
        if (term.slips and _half_is_there(term.term, whole)) or (term.wrong is not None and term.wrong.may_occur(whole))
    )


def _slips(text: str, terms: Iterable[_Suspect], standard: Standard) -> Iterator[tuple[int, int, str]]:
    """Start, end and right form of every slip; of slips that overlap, the first."""
    taken: list[tuple[int, int]] = []
    for term, first, second in terms:
        if term.wrong is None and first not in text and second not in text:
            continue
        for start, end in _spans(term, text, standard):
            if not any(start < stop and begin < end for begin, stop in taken):
                taken.append((start, end))
                yield start, end, term.term


def _spans(term: FixedTerm, text: str, standard: Standard) -> Iterator[tuple[int, int]]:
    if term.wrong is not None:
        yield from (match.span() for match in term.wrong.finditer(text))
    pattern = _slip_pattern(term) if term.slips and _half_is_there(term.term, text) else None
    if pattern is not None:
        yield from (match.span() for match in pattern.finditer(text) if _is_slip(match[0], term.term, standard))


def _halves(term: str) -> tuple[str, str]:
    return term[: len(term) // 2], term[len(term) // 2 :]


def _half_is_there(term: str, text: str) -> bool:
    """Whether one half of the term stands somewhere without the other: one slip leaves one half whole."""
    first, second = _halves(term)
    if first not in text and second not in text:
        return False
    whole = text.count(term)
    return text.count(first) > whole or text.count(second) > whole


@lru_cache(maxsize=256)
def _slip_pattern(term: FixedTerm) -> re.Pattern[str] | None:
    """Matches the term with one slip inside; the first and the last character are always right."""
    word = term.term
    forms_of_slip = []
    for index in range(1, len(word) - 1):
        head, tail = re.escape(word[:index]), re.escape(word[index + 1 :])
        if "s" in term.slips:
            forms_of_slip.append(f"{head}.{tail}")
        if "d" in term.slips:
            forms_of_slip.append(head + tail)
        if "i" in term.slips:
            forms_of_slip.append(f"{head}.{re.escape(word[index:])}")
    return re.compile("|".join(forms_of_slip)) if forms_of_slip else None


def _is_slip(printed: str, right: str, standard: Standard) -> bool:
    strange = any(not is_chinese(character) and character not in right for character in printed)
    if strange or printed == right or printed in _lexicon(standard):
        return False
    if any(
        printed.removesuffix(noun) in _lexicon(standard) for noun in standard.language.nouns if printed.endswith(noun)
    ):
        return False
    if _is_linked(printed, standard):
        return False
    different = {a for a, b in zip(printed, right, strict=False) if a != b} if len(printed) == len(right) else set()
    return not different & _PARTICLES


def _is_linked(printed: str, standard: Standard) -> bool:
    """Whether it is a word of the sentence and a name behind it: 其中 and 工资福利支出."""
    links = [
        printed[:end] for end in range(2, len(printed) - _SHORTEST_NAME + 1) if printed[end:] in _lexicon(standard)
    ]
    openings = [word for word in standard.grammar.words if word.kind in _OPENINGS] if links else []
    return any(word.pattern.fullmatch(link) for link in links for word in openings)


@lru_cache(maxsize=4)
def _lexicon(standard: Standard) -> frozenset[str]:
    """Every name of the standard: what is one of them is right, however near it is to another."""
    rows = {row.label for form in standard.forms.values() for row in form.rows}
    headers = {part for form in standard.forms.values() for column in form.columns for part in column.label.split("/")}
    return frozenset({*standard.codes.all_names, *rows, *headers, *(term.term for term in standard.terms)})
