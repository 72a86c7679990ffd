"""Faults of the structure of tables, planted into what a document prints: rows, codes, cells, units, titles, tables, sections."""

from tests.damage.judging import Verdict, judged
from tests.damage.kinds import FAULTS, IGNORANCE, KINDS, Damage, damaged
from tests.damage.printing import published

__all__ = ["FAULTS", "IGNORANCE", "KINDS", "Damage", "Verdict", "damaged", "judged", "published"]
