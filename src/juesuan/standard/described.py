"""Counts that only describe: of which neither a form nor a rule speaks. A table of ``narrative/counts.toml``."""

from collections.abc import Mapping

from msgspec import Struct

from juesuan.standard.loading import DataTable, Regex
from juesuan.standard.patterns import opened
from juesuan.standard.references import SectionId
from juesuan.standard.spelt import SpeltPattern

__all__ = ["Described", "DescribedTable"]


class Described(Struct, frozen=True):
    """How counts are told apart from which neither a form nor a rule speaks.

    Attributes:
        things, owners: what follows such a count anywhere, and what stands in front of it.
        asked: what the clause of a count speaks of that a section owes, by section; a section without owes none.
        rates: the same of a percentage, by section; of a section without every percentage is asked for.
    """

    things: SpeltPattern
    owners: SpeltPattern
    asked: Mapping[str, SpeltPattern]
    rates: Mapping[str, SpeltPattern]


class DescribedTable(DataTable, frozen=True):
    """See :class:`Described`."""

    things: Regex
    owners: Regex
    asked: dict[SectionId, Regex]
    rates: dict[SectionId, Regex]

    def with_words(self, words: Mapping[str, str]) -> Described:
        """With the words of the file put into the patterns."""
        return Described(
            SpeltPattern([opened(self.things, words)]),
            SpeltPattern([f"(?:{opened(self.owners, words)})$"]),
            {name: SpeltPattern([opened(asked, words)]) for name, asked in self.asked.items()},
            {name: SpeltPattern([opened(asked, words)]) for name, asked in self.rates.items()},
        )
