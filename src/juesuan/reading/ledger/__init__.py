"""The accountant's detail lines, up to some millions of them, added up by what they say."""

from juesuan.reading.ledger.read import Labels, read_ledger
from juesuan.reading.ledger.rows import names_of_sheets

__all__ = ["Labels", "names_of_sheets", "read_ledger"]
