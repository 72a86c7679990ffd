"""One number held against all others: what it should be if it alone is wrong, and how likely that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from decimal import Decimal
from functools import cached_property

from msgspec import Struct, field

from juesuan.checking.blame.constraints import Constraint, Number, weighted
from juesuan.checking.blame.copies import CopiedValues
from juesuan.checking.blame.network import Network
from juesuan.checking.blame.slips import TYPED, origins, slip, weight_of
from juesuan.checking.blame.units import unit_meant
from juesuan.checking.blame.values import Range, possible_values
from juesuan.checking.closing import is_equation, is_left_over, numbers_of, settles
from juesuan.checking.context import Context
from juesuan.model import Finding, Slip, SlipKind, Unit
from juesuan.model.expressions import expression

__all__ = ["Suspicion", "Suspicions"]

_NEARLY_ALL = 0.95
_LEADING_ZERO = expression(r"-?0\d")
_ENDLESS = 1_000_000
_UNIT = Slip(SlipKind.UNIT)
_TELLING = 4  # digits of a number that is not met twice by chance


class Suspicion(Struct, frozen=True):
    """A number that alone explains some failures; ``value`` is None when it is not determined.

    ``reasons`` are what speaks for it, by the names of the weights, each with how often or how much; ``settled`` are the failures
    of other rules (words, ratios of forms …) that the value would settle as well; ``unit`` is what is wrong instead of the digits.
    """

    number: Number
    value: Decimal | None
    slip: Slip | None
    likelihood: Decimal
    settled: tuple[Finding, ...] = ()
    reasons: Mapping[str, Decimal] = field(default_factory=dict)
    unit: Unit | None = None

    @property
    def suggestion(self) -> str | None:
        """What should be printed: the number in its unit, or the printed digits with another unit; None where the value is not known."""
        if self.value is None:
            return None
        if self.unit is None:
            return self.number.as_printed(self.value)
        return f"{self.number.statements[0].amount.raw}{self.unit.value}"

    @property
    def mended(self) -> tuple[Finding, ...]:
        """The failures of other rules that are gone with it, and do not list other wrong numbers beside it."""
        values = {} if self.value is None else {self.number.key: self.value}
        return tuple(finding for finding in self.settled if not is_left_over(finding, values))


class Suspicions(Struct, frozen=True, eq=False, dict=True):
    """Asks number by number."""

    network: Network
    findings: Sequence[Finding]
    context: Context

    @cached_property
    def _copies(self) -> CopiedValues:
        return CopiedValues(self.network, self.context)

    @cached_property
    def _others(self) -> Mapping[str, tuple[Finding, ...]]:
        """The failures that are no constraints, by the numbers they mention."""
        known = {constraint.finding for constraint in self.network.constraints}
        found: dict[str, tuple[Finding, ...]] = {}
        for finding in self.findings:
            if finding.id not in known and not is_equation(finding):
                for key in numbers_of(finding.terms):
                    found[key] = (*found.get(key, ()), finding)
        return found

    def explaining(
        self, broken: Iterable[Constraint], values: Mapping[str, Decimal], doubted: Set[str] = frozenset()
    ) -> list[Suspicion]:
        """The numbers each of which, changed alone, settles all broken constraints and breaks none; likeliest first."""
        sets = [frozenset(constraint.numbers) for constraint in broken]
        shared = frozenset.intersection(*sets) if sets else frozenset()
        found = (self.of(self.network.numbers[key], values, doubted) for key in sorted(shared - doubted))
        return sorted((s for s in found if s is not None), key=lambda s: (-s.likelihood, s.number.key))

    def of(self, number: Number, values: Mapping[str, Decimal], doubted: Set[str] = frozenset()) -> Suspicion | None:
        """What the number should be with the other values given; None when nothing would do.

        ``doubted`` are numbers about which nothing is known: what mentions one of them says nothing.
        """
        constraints = [c for c in self.network.touching[number.key] if doubted.isdisjoint(c.numbers)]
        meant = unit_meant(number, constraints, values, self.context)
        allowed = possible_values(number, constraints, values) if meant is None else meant[2]
        if allowed is None or (allowed.best is not None and self._is_less_elsewhere(number, allowed.best)):
            return None  # what the sum lacks beyond that is missing in other rows: it alone explains nothing
        unit, value, name, choices = (None, *self._meant(number, allowed)) if meant is None else (*meant[:2], _UNIT, 1)
        if value == number.amount.value:
            return None
        settled = () if value is None else self._settled(number.key, value)
        reasons = self._reasons(number, allowed, value) | {
            "settles": Decimal(len(settled)),
            "repeated": Decimal(name is not None and name.kind in TYPED and self._is_repeated(number)),
        }
        evidence = self.context.standard.blame.evidence
        likelihood = sum((getattr(evidence, name) * much for name, much in reasons.items()), self._of_slip(name))
        likelihood -= Decimal(choices).ln()
        return Suspicion(number, value, name, likelihood, settled, reasons, unit)

    def _is_repeated(self, number: Number) -> bool:
        """Whether another number is printed just so: a slip of the hand hardly ever makes one that stands elsewhere as well."""
        value = self.network.printed[number.key]
        return len(value.normalize().as_tuple().digits) >= _TELLING and self._printed_values[value] > 1

    @cached_property
    def _printed_values(self) -> Mapping[Decimal, int]:
        return Counter(self.network.printed.values())

    def _settled(self, key: str, value: Decimal) -> tuple[Finding, ...]:
        return tuple(f for f in self._others.get(key, ()) if settles(f, {key: value}, self.context))

    def settled_together(self, values: Mapping[str, Decimal]) -> tuple[Finding, ...]:
        """The failures of other rules that several new values would settle together."""
        found = dict.fromkeys(finding for key in values for finding in self._others.get(key, ()))
        return tuple(finding for finding in found if settles(finding, values, self.context))

    def speaking_of(self, numbers: Set[str]) -> tuple[Finding, ...]:
        """The failures that mention one of the numbers."""
        return tuple(f for f in self.findings if numbers and not numbers.isdisjoint(numbers_of(f.terms)))

    def is_unfilled(self, number: Number) -> bool:
        """Whether nothing is printed where something should be: whoever fills it in need not doubt what is printed."""
        return any(self.context.is_unfilled(statement) for statement in number.statements)

    def is_copied(self, number: Number) -> bool:
        """Whether the number repeats the one above it."""
        return number.amount.value != 0 and number.amount.value in self._copies.nearby(number).values()

    def beside(self, number: Number) -> frozenset[Decimal]:
        """The amounts in the same row of a table or item of a list, and nothing: what a number often equals."""
        own = {(s.source, s.instance, s.row) for s in number.statements if s.instance or not s.in_prose}
        found = (
            self.context.in_document_unit(s).value
            for s in self.context.disclosure.statements
            if (s.source, s.instance, s.row) in own and s not in number.statements and s.amount.unit.is_money
        )
        return frozenset((*found, Decimal(0)))

    def _of_slip(self, found: Slip | None) -> Decimal:
        """How much likelier a slip makes a value than none, in logarithms."""
        name = weight_of(found)
        return getattr(self.context.standard.blame.slips, name) if name else Decimal(0)

    def _meant(self, number: Number, allowed: Range) -> tuple[Decimal | None, Slip | None, int]:
        """The value that was meant, the slip, and of how many such values it is one: one that a slip explains, if any."""
        nearby = self._copies.nearby(number)
        printed = number.amount.value

        def named(value: Decimal) -> Slip | None:
            if number.amount.unit is Unit.POINTS and number.amount.raw:
                return None  # points are few round numbers: any of them is a digit away from others, and like its neighbours
            return slip(printed, number.amount.raw, value, number.decimals, nearby) or self._otherwise(number, value)

        best = allowed.best
        if best is None and self._exceeds_its_whole(number):
            return None, None, 1  # that it is too much is seen, not how much there should be
        name = named(best) if best is not None else None
        if name or allowed.count in {1, None}:
            return best, name, 1
        fitting = (v for v in sorted(origins(number.amount.value, number.amount.raw)) if self._fits(v, number, allowed))
        possible = {value: named(value) for value in fitting}
        if not possible:
            return best, None, 1
        middle = best if best is not None else number.amount.value
        value = max(possible, key=lambda value: (self._of_slip(possible[value]), -abs(value - middle)))
        name = possible[value]
        return value, name, len(possible)

    def _is_less_elsewhere(self, number: Number, value: Decimal) -> bool:
        """Whether it is a blank weight that all other forms print smaller than what the sum lacks."""
        usual = {self.context.usual_points(s) for s in number.statements if s.is_blank}
        return any(points and Decimal(points) < value for points in usual)

    def _exceeds_its_whole(self, number: Number) -> bool:
        """Whether it is more than that of which the prose says that it is all."""
        printed = self.network.printed
        for share in self.network.touching[number.key]:
            highest = self.network.numbers[share.witness].highest if number.key in share.part else None
            if highest is not None and printed[share.witness] >= highest:
                return weighted(share.part, printed) > weighted(share.base, printed)
        return False

    def _otherwise(self, number: Number, value: Decimal) -> Slip | None:
        """What else may have put the printed number in the value's place: another amount, a part left out of a total."""
        printed = number.amount.value
        name = next(
            (name for name, other in self._copies.elsewhere(number) if other == printed and other != value), None
        )
        if name is not None:
            return name
        parts = [label for label, part in self._copies.addends(number) if part and abs(value - printed) == abs(part)]
        if len(parts) != 1:
            return None
        return Slip(SlipKind.ADDEND_LEFT_OUT if value > printed else SlipKind.ADDEND_TOO_MANY, parts[0])

    def _is_odd(self, number: Number) -> bool:
        """Whether it is printed as such numbers are not: negative, with other decimals, with a zero in front."""
        amount, raw = number.amount, number.amount.raw
        if amount.value < 0 or amount.decimals > number.decimals or _LEADING_ZERO.match(raw):
            return True
        return bool(number.statements and raw) and self._usual not in {None, _decimals(raw)}

    @cached_property
    def _usual(self) -> int | None:
        """The decimals that nearly all amounts of the document are printed with; None when there are no such."""
        stated = (s.amount for s in self.context.disclosure.statements if s.amount.raw and s.value)
        counts = Counter(_decimals(amount.raw) for amount in stated if amount.unit.is_money)
        decimals, most = counts.most_common(1)[0] if counts else (0, 0)
        return decimals if most >= _NEARLY_ALL * counts.total() else None

    def _fits(self, value: Decimal, number: Number, allowed: Range) -> bool:
        return value in allowed and value == value.quantize(number.step)

    def _reasons(self, number: Number, allowed: Range, value: Decimal | None) -> dict[str, Decimal]:
        """What makes the number likelier to be the wrong one, or less so."""
        applies = {
            "in_prose": number.in_prose,
            "zero": not number.amount.value and not self.is_unfilled(number),
            "unfilled": self.is_unfilled(number),
            "odd_form": self._is_odd(number),
            "unknown": value is None,
            "nothing_meant": value is not None and not value,
        }
        return {name: Decimal(true) for name, true in applies.items()} | {
            "spread": Decimal(allowed.count or _ENDLESS).ln()
        }


def _decimals(raw: str) -> int:
    """Decimals as printed."""
    return sum(map(str.isdigit, raw.partition(".")[2]))
