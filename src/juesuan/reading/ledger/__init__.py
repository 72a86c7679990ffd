"""The accountant's detail lines, up to some millions of them, added up by what they say."""

from juesuan.reading.ledger.read import Labels, read_ledger

__all__ = ["Labels", "read_ledger"]
