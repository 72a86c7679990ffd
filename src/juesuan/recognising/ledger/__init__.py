"""The accountant's detail lines, up to some millions of them, added up by what they say."""

from juesuan.recognising.ledger.added_up import Labels, read_ledger
from juesuan.recognising.ledger.ledger_files import names_of_sheets

__all__ = ["Labels", "names_of_sheets", "read_ledger"]
