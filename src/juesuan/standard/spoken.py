"""How the prose of another kind of document is read: one word of it in the place of another of the accounts, which is as long."""

from functools import cached_property

from juesuan.model.expressions import expression
from juesuan.standard.loading import DataTable
from juesuan.standard.references import Text

__all__ = ["SpokenAs"]


class SpokenAs(DataTable, frozen=True, kw_only=True, dict=True):
    """A word that is read as another.

    Attributes:
        said, as_read: the two, of one length.
        not_behind, not_before: words of which it is a part there, and means something else.
    """

    said: Text
    as_read: Text
    not_behind: tuple[Text, ...] = ()
    not_before: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        if len(self.said) != len(self.as_read):
            raise ValueError(f"“{self.said}”与“{self.as_read}”长短不同")

    @cached_property
    def _pattern(self) -> str:
        behind = "".join(f"(?<!{word})" for word in self.not_behind)
        return f"{behind}{self.said}(?!{'|'.join(self.not_before) or '(?!)'})"

    def read(self, text: str) -> str:
        """A text in the words in which it is read; every other character stays where it is."""
        return expression(self._pattern).sub(self.as_read, text) if self.said in text else text
