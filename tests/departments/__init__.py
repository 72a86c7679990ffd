"""Random departments that are plausible in kind and agree with themselves, and the documents made of them.

One source of chance drives everything, so that a seed is a document: the property tests draw seeds, ``bench/consistent.py`` counts
them up, and what one finds the other can make again.
"""

from tests.departments.accounts import accounts
from tests.departments.chance import Chance
from tests.departments.documents import EDITIONS, Made, document

__all__ = ["EDITIONS", "Chance", "Made", "accounts", "document"]
