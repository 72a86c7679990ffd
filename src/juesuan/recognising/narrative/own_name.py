"""What a document calls its own unit: another's name in front of an amount makes the amount another's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from juesuan.model import Passage
from juesuan.model.expressions import expression

__all__ = ["OwnName"]

_NAME = expression(
    r"[^，。；：、\d（）()“”]{1,38}[局委院校厅办会处站所馆园队社团部镇乡心学府道位关级][^，。；：、\d（）()“”]{0,2}"
)
_OF_YEAR = expression(r"(?:^|[。；！？])([^，。；：、\d]{2,40})(?=20\d\d年)")
_SCOPE = expression(
    r"(?:[（(][^（）()]{1,8}[)）]|本级|机关|系统|[及和与含]?(?:所属|下属)(?:各|预算|事业)*(?:单位)?|汇总|部门|单位)+$"
)
_LOWER = r"(?:所属|下属|直属|基层|二级|三级)(?:的)?(?:预算|行政|事业|基层)*"
_OF_ITSELF = expression(r"(?:本级|机关)(?:单位)?$|^[局委厅办部院会校](?:本级|机关)")
_OF_ITS_UNITS = expression(rf"(?P<joint>[及和与含])?{_LOWER}(?:单位)?$")
_HEADING = expression(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．]?)?(?P<name>[^，。；：、（）]{0,30}?(?:本级|机关)|(?:所属|下属|直属)[^，。；：、（）]{0,8})"
    r"(?:(?:收入|支出|收支|决算|情况|说明)*)[。：:]?"
)
_ALONE = expression(
    r"(?:没有|无)(?:其他)?(?:所属|下属|二级)[^，。；]{0,8}(?:单位|机构)"
    r"|决算(?:仅|只)?(?:为|是|包括|包含|反映)[^，。；、和及]{0,30}(?:本级|机关)(?:的)?决算(?=[，。；])"
    r"|(?:^|[，。；：])(?:(?!所属|下属|下设|二级)[^，。；：])*单位(?:共有?|共计|合计|为|有|包括)?(?:1|一)(?:个|家)"
)
"""How a department says that there are no units below it."""
_ONE = "单位"
_QUOTED = "“”（）()"
_OFTEN = 3
"""How often a name must begin a sentence with a year to be the document's own where the cover does not say it."""


class OwnName(Struct, frozen=True):
    """The names of the unit whose document it is.

    Attributes:
        names: full names, without words of scope (本级, 机关, 及所属单位).
        alone: whether it has no units below it, or is one itself: 本级 and 机关 are then all of it.
    """

    names: tuple[str, ...]
    alone: bool = False

    @classmethod
    def of(cls, unit: str | None, paragraphs: Sequence[Passage], level: str = "") -> OwnName:
        """The name on the cover, and the one that the prose puts in front of its years; ``level``: of the document, as printed."""
        found = Counter(match[1] for paragraph in paragraphs for match in _OF_YEAR.finditer(paragraph.text))
        often = [name for name, times in found.items() if times >= _OFTEN and _NAME.fullmatch(name)]
        names = (_bare(name) for name in (unit or "", *often))
        alone = level == _ONE or _OF_ITSELF.search((unit or "").strip(_QUOTED)) is not None
        alone = alone or any(_ALONE.search(paragraph.text) for paragraph in paragraphs)
        return cls(tuple(dict.fromkeys(name for name in names if name)), alone)

    def is_called(self, text: str) -> bool:
        """Whether a text is the unit's name, in full or in short (市工信局), whatever part of the unit it speaks of."""
        bare = _bare(text)
        if not bare:
            return True
        return any(bare in name or name in bare or _shortens(bare, name) for name in self.names)

    def is_divided_by(self, texts: Sequence[str]) -> bool:
        """Whether what stands in front of a subject narrows it to a part of the unit: to itself without its units (局机关), or to these."""
        if self.alone:
            return False
        named = [text.strip(_QUOTED) for text in texts]
        itself = any(_OF_ITSELF.search(name) for name in named)
        units = [match for name in named if (match := _OF_ITS_UNITS.search(name)) is not None]
        return (itself or bool(units)) and not any(itself or match["joint"] for match in units)

    def heads(self, text: str) -> bool:
        """Whether a line is a heading over what only a part of the unit has spent (（一）局机关)."""
        heading = _HEADING.fullmatch(text)
        return heading is not None and self.is_divided_by([heading["name"]])

    def is_named_by(self, texts: Sequence[str]) -> bool:
        """Whether it stands in front of a subject by its name."""
        return any(_bare(text) and self.is_called(text) for text in texts)


def _bare(text: str) -> str:
    return _SCOPE.sub("", text.strip("“”"))


def _shortens(short: str, name: str) -> bool:
    """Whether the characters of one stand in the other, in order, up to its end."""
    rest = iter(name)
    return short[-1] == name[-1] and all(character in rest for character in short)
