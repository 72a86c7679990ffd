"""What a document calls its own unit: another's name in front of an amount makes the amount another's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from juesuan.model import Passage
from juesuan.model.expressions import expression

__all__ = ["OwnName"]

_NAME = expression(
    r"[^，。；：、\d（）()“”]{1,38}[局委院校厅办会处站所馆园队社团部镇乡心学府道位关级][^，。；：、\d（）()“”]{0,2}"
)
_OF_YEAR = expression(r"(?:^|[。；！？])([^，。；：、\d]{2,40})(?=20\d\d年)")
_SCOPE = expression(
    r"(?:[（(][^（）()]{1,8}[)）]|本级|机关|系统|及?(?:所属|下属)(?:各|预算|事业)*(?:单位)?|汇总|部门|单位)+$"
)
_OFTEN = 3
"""How often a name must begin a sentence with a year to be the document's own where the cover does not say it."""


class OwnName(Struct, frozen=True):
    """The names of the unit whose document it is.

    Attributes:
        names: full names, without words of scope (本级, 机关, 及所属单位).
    """

    names: tuple[str, ...]

    @classmethod
    def of(cls, unit: str | None, paragraphs: Iterable[Passage]) -> OwnName:
        """The name on the cover, and the one that the prose puts in front of its years."""
        found = Counter(match[1] for paragraph in paragraphs for match in _OF_YEAR.finditer(paragraph.text))
        often = [name for name, times in found.items() if times >= _OFTEN and _NAME.fullmatch(name)]
        names = (_bare(name) for name in (unit or "", *often))
        return cls(tuple(dict.fromkeys(name for name in names if name)))

    def is_called(self, text: str) -> bool:
        """Whether a text is the unit's name, in full or in short (市工信局), whatever part of the unit it speaks of."""
        bare = _bare(text)
        if not bare:
            return True
        return any(bare in name or name in bare or _shortens(bare, name) for name in self.names)


def _bare(text: str) -> str:
    return _SCOPE.sub("", text.strip("“”"))


def _shortens(short: str, name: str) -> bool:
    """Whether the characters of one stand in the other, in order, up to its end."""
    rest = iter(name)
    return short[-1] == name[-1] and all(character in rest for character in short)
