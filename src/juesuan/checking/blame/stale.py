"""A section, form or table that was not brought up to date: its numbers agree with each other and with no other part.

With last year's document they are seen to be last year's. Without it, prose and performance forms are supposed to be stale when
most of what they state is contradicted, while their own sums and rates hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from juesuan.checking.blame.blocks import STALE, BlockSupposition
from juesuan.checking.blame.constraints import Constraint
from juesuan.checking.blame.last_year import LastYear
from juesuan.checking.blame.network import Network
from juesuan.checking.blame.wishes import Wishes
from juesuan.checking.context import Context
from juesuan.model import Slip, SlipKind

__all__ = ["stale_parts"]

_LEAST = 3
_MOST = Decimal(2) / 3
_OWN = 2  # sums and rates inside the part that hold


def stale_parts(network: Network, context: Context, last_year: LastYear) -> Iterator[BlockSupposition]:
    """The parts of the document that may be last year's, whole sections before their sub-sections."""
    wishes = Wishes(network)
    for (source, _), keys in sorted(_parts(network).items(), key=lambda part: part[0]):
        if not wishes.asked.isdisjoint(keys):
            supposed = _DocumentPart(source, tuple(keys), network, wishes, context, last_year).supposed()
            if supposed is not None:
                yield supposed


def _parts(network: Network) -> dict[tuple[str, int], dict[str, None]]:
    """The numbers of each section, sub-section, form and table."""
    found: dict[tuple[str, int], dict[str, None]] = {}
    for key, number in network.numbers.items():
        for statement in number.statements:
            if statement.amount.unit.is_money:
                instance = 0 if statement.in_prose else statement.instance
                found.setdefault((statement.source, instance), {})[key] = None
                if statement.in_prose:
                    found.setdefault((statement.source.split(".")[0], 0), {})[key] = None
    return found


class _DocumentPart(Struct, frozen=True, eq=False, dict=True):
    """One section, form or table with its numbers, in document order."""

    source: str
    keys: tuple[str, ...]
    network: Network
    wishes: Wishes
    context: Context
    last: LastYear

    @cached_property
    def _group(self) -> frozenset[str]:
        return frozenset(self.keys)

    def supposed(self) -> BlockSupposition | None:
        mended = {key: wish for key in self.keys if (wish := self._wish(key)) is not None}
        stated = [key for key in self.keys if self.network.printed[key]]
        repeated = [key for key in stated if self.last.repeats(self.network.numbers[key])]
        both = [key for key in repeated if key in mended]
        of_last_year = bool(both) and len(repeated) >= _LEAST - 1 and len(repeated) >= _MOST * len(stated)
        if not (of_last_year and self.last.is_at_hand) and not self._contradicts_all(mended, stated):
            return None
        internal = [c for c in self._constraints() if c.witness or c.weights.keys() <= self._group]
        mended |= self._rates(mended, internal)
        same = "，并与上年数相同" if of_last_year else ""
        words = f"中有 {len(mended)} 个数字与其他各处不符，彼此之间却相符{same}，可能整段沿用了上年或其他稿本"
        if of_last_year and self.last.is_at_hand:
            words = f"中有 {len(repeated)} 个数字与上年决算相同，而与本年其他各处不符，没有更新"
        return BlockSupposition(
            STALE,
            self._place(),
            words,
            Slip(SlipKind.STALE),
            mended,
            internal=frozenset(internal),
            sure=bool(both),
            part=self._group,
        )

    def _constraints(self) -> dict[Constraint, None]:
        return dict.fromkeys(c for key in self.keys for c in self.network.touching.get(key, ()))

    def _contradicts_all(self, mended: dict[str, Decimal], stated: list[str]) -> bool:
        """Most of what can be confronted is contradicted, and what stands inside the part agrees with itself."""
        if self.source[0] == "T":
            return False
        tied = [key for key in stated if self.wishes.ties(key, self._group)]
        own = [c for c in self._constraints() if len(c.weights) > 1 and c.weights.keys() <= self._group]
        own = [c for c in own if any(self.network.printed[key] for key in c.weights)]
        # What agrees with nothing else but itself need not say so twice, unless last year's document knows better.
        enough = 1 if len(mended) == len(tied) and not self.last.is_at_hand else _OWN
        if len(mended) < _LEAST or len(mended) < _MOST * len(tied) or len(own) < enough:
            return False
        return all(constraint.holds(self.network.printed) for constraint in own)

    def _wish(self, key: str) -> Decimal | None:
        """What the other parts say a number should be, if they agree."""
        number = self.network.numbers[key]
        wishes = {wish.value.quantize(number.step) + 0 for wish in self.wishes.of(key, self._group)}
        return wishes.pop() if len(wishes) == 1 and wishes != {self.network.printed[key]} else None

    def _rates(self, mended: Mapping[str, Decimal], internal: Iterable[Constraint]) -> dict[str, Decimal]:
        """The rates of the part, computed anew."""
        values = {**self.network.printed, **mended}
        found: dict[str, Decimal] = {}
        for constraint in internal:
            known = all(key in mended or key not in self._group for key in constraint.weights)
            rate = constraint.rate(values) if constraint.witness and known and not constraint.holds(values) else None
            if rate is not None:
                found[constraint.witness] = rate[0].quantize(self.network.numbers[constraint.witness].step)
        return found

    def _place(self) -> str:
        table = self.context.table(self.source)
        if table is not None:
            return f"“{table.title}”"
        section = self.context.section(self.source)
        if section is not None:
            return f"“{section.heading}”"
        first = next(s for key in self.keys for s in self.network.numbers[key].statements)
        return (first.label or first.source).split()[0]
