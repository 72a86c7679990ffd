"""The one grammar in which identities are written, over facts. Cells follow from the forms: no identity names one.

    assertions := assertion ('&' assertion)*
    assertion  := body ('or' body)* ['where' linear ('and' linear)*] ['unless' linear ('or' linear)*]
    body       := linear | parts | ratio | average | copies | claims | stated

    linear     income + nonfiscal_surplus_used = total[side=income]     ``=`` but for rounding, ``<=`` and ``>=`` likewise
               total[side=income] == total[side=spend]                  exactly; ``!=`` exactly not
               *[..] >= 0                                               every fact of the place; constants are in the unit of the fact
               spend[function=?f]@T05 <= spend[function=?f]@T03         one instance for each value of the variable
    parts      income by origin                                         a fact is the sum of its parts in a partition of the vocabulary
               spend[function=class,..] by function                     every class, whatever other dimensions: section by section
               spend[..] by origin 2                                    of fewer than two parts it is only not less: 其中
               spend by function:item                                   the parts are all those of such values
    ratio      spend / spend[stage=adjusted] = rate %
    average    spend[nature=basic] / vehicles in 5000 .. 80000           in yuan
    copies     T01 ~ T02 : income ; income[source=*]                    the same facts at two places
    claims     share @ N02                                              what the words of a section assert; ``=N05`` without its sub-sections
    stated     given equipment ; vehicles                               the place states them

A term is ``[previous.|budget.]facts[@place]``; without a place it stands at the scope of the identity. ``sum(facts)`` is the fact
as stated or else the sum of its stated parts. A value of a dimension is a value; values ``a|b``, ``!a``, ``21011*``, ``*``; a level
``class``, ``section``, ``item``, ``code``; a variable ``?f`` or ``?f:class``, ``?f:any`` where the dimension may be missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from msgspec import Struct

from juesuan.arithmetic.assertion import (
    LEVELS,
    Assertion,
    AssertionTerm,
    Average,
    Body,
    Choice,
    Claims,
    Constant,
    Copies,
    Linear,
    Parts,
    Pattern,
    Patterns,
    Ratio,
    Stated,
)
from juesuan.model import FactKey
from juesuan.model.expressions import expression

__all__ = ["CLAIM_KINDS", "GrammarError", "parse"]

CLAIM_KINDS = frozenset(
    {
        "share",
        "completion",
        "change",
        "direction",
        "order",
        "sum",
        "whole",
        "share_base",
        "completion_base",
        "of_nothing",
        "since",
    }
)
_RELATIONS = frozenset({"==", "!=", "<=", ">=", "="})
_DOCUMENTS = frozenset({"previous", "budget"})
_TOKEN = expression(
    r"\s*(?:(?P<place>@\s*=?\s*(?:[A-Z]+\d*(?:\.\d+)*))|(?P<form>[A-Z]+\d*\*?(?:\.\d+)*)(?=\s|~|$)"
    r"|(?P<number>\d+(?:\.\d+)?(?![\w*]))|(?P<word>[A-Za-z0-9_][\w-]*\*?|-\d+)|(?P<sign>\.\.|==|!=|<=|>=|[=+\-/%&;:~?,|!*.()\[\]]))"
)


class GrammarError(ValueError):
    """An assertion cannot be read. ``column`` counts from 1."""

    def __init__(self, text: str, column: int, message: str) -> None:
        super().__init__(f"第 {column} 个字符处：{message}（{text}）")
        self.column = column


class _Token(Struct, frozen=True):
    kind: str
    text: str
    start: int


def _tokens(text: str) -> Iterator[_Token]:
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            rest = text[position:].lstrip()
            raise GrammarError(text, len(text) - len(rest) + 1, f"不认识的字符“{rest[:1]}”")
        kind = match.lastgroup or ""
        yield _Token(kind, match[kind], match.start(kind))
        position = match.end()
    yield _Token("end", "", end)


class _Parser:
    """Recursive descent over the tokens of one text."""

    def __init__(self, text: str, scope: str) -> None:
        self._text = text
        self._scope = scope
        self._waiting = list(_tokens(text))
        self._at = 0
        self._next = self._waiting[0]
        self._variables: dict[str, Choice] = {}

    def _skip(self, tokens: int = 1) -> None:
        self._at += tokens
        self._next = self._waiting[self._at]

    def _fail(self, message: str, token: _Token | None = None) -> GrammarError:
        return GrammarError(self._text, (token or self._next).start + 1, message)

    def _take(self, *texts: str) -> bool:
        if self._next.text in texts and self._next.kind != "end":
            self._skip()
            return True
        return False

    def _expect(self, text: str) -> None:
        if not self._take(text):
            raise self._fail(f"此处应为“{text}”")

    def _word(self, what: str) -> str:
        token = self._next
        if token.kind not in {"word", "number"}:
            raise self._fail(f"此处应为{what}")
        self._skip()
        return token.text

    def assertions(self) -> tuple[Assertion, ...]:
        """All of them, to the end of the text."""
        found = [self._assertion()]
        while self._take("&"):
            found.append(self._assertion())
        if self._next.kind != "end":
            raise self._fail(f"多出了“{self._next.text}”")
        return tuple(found)

    def _assertion(self) -> Assertion:
        self._variables = {}
        bodies = [self._body()]
        while self._take("or"):
            bodies.append(self._body())
        guards: list[Linear] = []
        if self._take("where"):
            guards.append(self._guard())
            while self._take("and"):
                guards.append(self._guard())
        exceptions: list[Linear] = []
        if self._take("unless"):
            exceptions.append(self._guard())
            while self._take("or"):
                exceptions.append(self._guard())
        return Assertion(tuple(bodies), tuple(guards), tuple(exceptions))

    def _guard(self) -> Linear:
        token = self._next
        body = self._equation()
        if not isinstance(body, Linear):
            raise self._fail("条件只能是等式或不等式", token)
        return body

    def _body(self) -> Body:
        token, following = self._next, self._waiting[min(self._at + 1, len(self._waiting) - 1)]
        if following.text == "~":
            return self._copies()
        if token.text in CLAIM_KINDS and following.kind == "place":
            self._skip()
            return self._claims(token.text)
        if token.text == "given":
            self._skip()
            facts = Patterns(tuple(self._patterns()))
            return Stated(facts, self._place())
        return self._equation()

    def _copies(self) -> Copies:
        first = self._where()
        self._expect("~")
        second = self._where()
        self._expect(":")
        if self._next.text == "*" and self._waiting[self._at + 1].text != "[":
            self._skip()
            return Copies(first, second, Patterns())
        return Copies(first, second, Patterns(tuple(self._patterns())))

    def _where(self) -> str:
        token = self._next
        if token.kind not in {"form", "word"} and token.text != "*":
            raise self._fail("此处应为表或章节")
        self._skip()
        return token.text

    def _claims(self, kind: str) -> Claims:
        place = self._next.text.lstrip("@ ")
        self._skip()
        return Claims(kind, place.lstrip("= "), place.startswith("="))

    def _patterns(self) -> Iterator[Pattern]:
        yield self._pattern()
        while self._take(";"):
            yield self._pattern()

    def _equation(self) -> Linear | Parts | Ratio | Average:
        left = self._side()
        if self._take("by"):
            return self._parts(left)
        if self._take("/"):
            return self._ratio(left)
        relation = self._next.text
        if relation not in _RELATIONS:
            raise self._fail("此处应为 =、==、!=、<=、>=、by 或 /")
        self._skip()
        linear = Linear(left, relation, self._side())
        several = len(linear.terms) > 1 and any(not term.pattern.is_one for term in linear.terms)
        if several or not linear.terms:
            raise self._fail("等式有几项时，每项须是一个数据：不同的值用变量（?f）表示")
        return linear

    def _parts(self, left: tuple[AssertionTerm | Constant, ...]) -> Parts:
        whole = left[0]
        if len(left) > 1 or not isinstance(whole, AssertionTerm) or whole.sign < 0 or whole.made or whole.document:
            raise self._fail("by 之前只能是一个数据")
        partition = self._word("分项的维度")
        chosen = self._among("") if self._take(":") else None
        least = 1
        if self._next.kind == "number":
            least = int(self._word("项数"))
        place = self._place() if self._next.kind == "place" else whole.place
        values = Choice(among=(chosen,)) if isinstance(chosen, str) else chosen
        return Parts(whole.pattern, partition, place, least, values)

    def _ratio(self, left: tuple[AssertionTerm | Constant, ...]) -> Ratio | Average:
        whole = self._term(1)
        if self._take("in"):
            low = Decimal(self._word("下限"))
            self._expect("..")
            part, high = left[0], Decimal(self._word("上限"))
            if len(left) > 1 or not isinstance(part, AssertionTerm) or not isinstance(whole, AssertionTerm):
                raise self._fail("平均数只能由两个数据组成")
            return Average(part, whole, low, high)
        self._expect("=")
        rate = self._term(1)
        self._expect("%")
        part = left[0]
        if len(left) > 1 or not (
            isinstance(part, AssertionTerm) and isinstance(whole, AssertionTerm) and isinstance(rate, AssertionTerm)
        ):
            raise self._fail("比率只能由三个数据组成")
        return Ratio(part, whole, rate)

    def _side(self) -> tuple[AssertionTerm | Constant, ...]:
        items = [self._term(-1 if self._take("-") else 1)]
        while self._next.text in {"+", "-"}:
            sign = -1 if self._next.text == "-" else 1
            self._skip()
            items.append(self._term(sign))
        return tuple(items)

    def _term(self, sign: int) -> AssertionTerm | Constant:
        token = self._next
        if token.kind == "number":
            self._skip()
            return Constant(sign, Decimal(token.text))
        document = ""
        if token.text in _DOCUMENTS and self._waiting[self._at + 1].text == ".":
            document = token.text
            self._skip(2)
        made = self._next.text == "sum" and self._waiting[self._at + 1].text == "("
        if made:
            self._skip(2)
        pattern = self._pattern()
        if made:
            self._expect(")")
        default = "" if document else self._scope
        return AssertionTerm(sign, pattern, self._place() if self._next.kind == "place" else default, document, made)

    def _place(self) -> str:
        if self._next.kind != "place":
            return self._scope
        self._skip()
        return self._waiting[self._at - 1].text.lstrip("@ =")

    def _pattern(self) -> Pattern:
        measure = "*" if self._take("*") else self._word("数据的名称")
        fixed: dict[str, str] = {}
        free: dict[str, Choice] = {}
        wide = False
        if self._take("["):
            while True:
                if self._take(".."):
                    wide = True
                    break
                token = self._next
                dimension = self._word("维度")
                if dimension in fixed or dimension in free:
                    raise self._fail(f"维度“{dimension}”写了两次", token)
                self._expect("=")
                value = self._value()
                if isinstance(value, str):
                    fixed[dimension] = value
                else:
                    free[dimension] = value
                if not self._take(","):
                    break
            self._expect("]")
        return Pattern(measure, _ordered(fixed), _ordered(free), wide)

    def _value(self) -> str | Choice:
        if self._take("?"):
            return self._variable()
        if self._take("*"):
            return Choice()
        if self._take("any"):
            return Choice(optional=True)
        return self._among("")

    def _variable(self) -> Choice:
        """A variable: the first mention says what it may be."""
        token = self._next
        name = self._word("变量的名称")
        if not self._take(":"):
            return self._variables.setdefault(name, Choice(name))
        given = Choice(name, optional=True) if self._take("any") else self._among(name)
        found = given if isinstance(given, Choice) else Choice(name, (given,))
        if self._variables.setdefault(name, found) != found:
            raise self._fail(f"变量“{name}”的取值前后不一致", token)
        return found

    def _among(self, name: str) -> str | Choice:
        excluded = self._take("!")
        among = [self._word("值")]
        while self._take("|"):
            among.append(self._word("值"))
        if name or excluded or len(among) > 1 or among[0] in LEVELS or among[0].endswith("*"):
            return Choice(name, tuple(among), excluded)
        return among[0]


_Item = TypeVar("_Item", str, Choice)


def _ordered(values: dict[str, _Item]) -> tuple[tuple[str, _Item], ...]:
    order = FactKey.of("", **dict.fromkeys(values, "")).dimensions
    return tuple((name, values[name]) for name, _ in order)


@lru_cache(maxsize=2048)
def parse(text: str, scope: str = "") -> tuple[Assertion, ...]:
    """The assertions of an identity; ``scope`` is where terms stand that name no place.

    Raises:
        GrammarError: when the text is not of the grammar.
    """
    return _Parser(text, scope).assertions()
