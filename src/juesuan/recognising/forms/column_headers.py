"""What the columns of a grid are: codes, labels, 行次, or the amounts of which column of the form.

The header text decides; 栏次 are the second evidence; what stands in the column is the third.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product, takewhile

from msgspec import Struct, field
from msgspec.structs import replace

from juesuan.model import Unit
from juesuan.model.characters import has_chinese
from juesuan.model.expressions import expression
from juesuan.recognising.forms.drawn_table import CODE, LINE_HEADER, DrawnTable, is_figure
from juesuan.recognising.printed_numbers import is_dash
from juesuan.standard.forms import ACCOUNTS, Form, FormColumn

__all__ = [
    "SIDES",
    "ColumnBlock",
    "ColumnLayout",
    "beside",
    "completed",
    "content",
    "headed",
    "layout_of",
    "money_of_heads",
    "without_false_codes",
]

_DEEPEST = 6
_SAMPLE = 200
SIDES = ("income", "spend")
_SIDE_WORDS = {"income": "收入", "spend": "支出"}
_CODE_HEADER = expression(r".*(?:编码|代码)|[类款项]")
_LABEL_HEADER = expression(r"项目.*|.*名称|科目|功能分类|经济分类|.*分类科目|收入|支出")
_OTHER_STAGE = expression(r"上年|预算数|年初预算|增减|变动|计划|批复|占比|比重|备注")
_PIECE = expression(r"\d{2,7}")
_UNIT_HEADER = expression(r".*单位(?:编码|代码|名称)")
_OTHER_SPLIT = expression(r"经济分类|支出用途")
_YEAR = expression(r"(?<!\d)(20\d\d)年")
_SIDE_ONLY = expression(r"收入|支出")
_MONEY_REMARK = expression(
    r"[（(](?:金额)?(?:单位[：:]?)?(?:人民币)?([亿万]?元)[）)]$|^(?:单位[：:]?)?(?:人民币)?([亿万]?元)$"
)
"""The unit of money behind the words of a head (金额（万元）), or alone in a row below them."""


class ColumnBlock(Struct, frozen=True):
    """Columns that belong together: the codes, labels and 行次 of some rows, and their amounts.

    Attributes:
        codes, labels, lines: grid columns.
        amounts: form column key by grid column.
        side: ``income`` or ``spend`` in two-sided forms, else empty.
        other_split: the block sets the same spending out in another way: by economic category, or by purpose.
    """

    codes: tuple[int, ...] = ()
    labels: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()
    amounts: Mapping[int, str] = field(default_factory=dict)
    side: str = ""
    other_split: bool = False


class ColumnLayout(Struct, frozen=True):
    """The columns of a grid.

    Attributes:
        width: number of grid columns.
        blocks: from left to right; one in forms that are not laid out side by side.
        printed: header of each amount column as printed, by grid column.
        unknown: grid columns with a header that means no column of the form, and that header.
        guessed: keys of the columns of the form that a grid column with a header nobody knows was taken for, by where it stands.
    """

    width: int
    blocks: tuple[ColumnBlock, ...]
    printed: Mapping[int, str] = field(default_factory=dict)
    unknown: Mapping[int, str] = field(default_factory=dict)
    guessed: frozenset[str] = frozenset()

    @property
    def headers(self) -> dict[str, str]:
        """Printed header by form column key; of one that stands over several groups of rows, what they have in common."""
        found: dict[str, str] = {}
        for block in self.blocks:
            for column, key in block.amounts.items():
                header = self.printed.get(column, "")
                found[key] = _common_end(found.get(key, header), header)
        return found


def _common_end(one: str, other: str) -> str:
    """The last levels that two header paths share; the first path where they share none."""
    levels = zip(reversed(one.split("/")), reversed(other.split("/")), strict=False)
    shared = [level for level, _ in takewhile(lambda both: both[0] == both[1], levels)]
    return "/".join(reversed(shared)) or one


def worded(sheet: DrawnTable, layout: ColumnLayout, form: Form) -> dict[str, str]:
    """Printed header by form column key of the columns that their own words name, not only their 栏次."""
    return {
        key: layout.printed.get(column, "")
        for block in layout.blocks
        for column, key in block.amounts.items()
        if headed(form, sheet.path(column), block.side) is not None
    }


def completed(layout: ColumnLayout, form: Form) -> ColumnLayout:
    """The layout with its unknown columns taken for the missing ones of the form, in order, where there are as many.

    Only arithmetic can tell whether that is so.
    """
    missing = [column.key for column in form.columns if not column.memo and column.key not in layout.headers]
    if len(missing) != len(layout.unknown) or len(layout.blocks) != 1:
        return layout
    added = dict(zip(sorted(layout.unknown), missing, strict=True))
    block = replace(layout.blocks[0], amounts={**layout.blocks[0].amounts, **added})
    guessed = layout.guessed | frozenset(added.values())
    return replace(layout, blocks=(block,), printed={**layout.printed, **layout.unknown}, unknown={}, guessed=guessed)


def headed(form: Form, path: tuple[str, ...], side: str = "") -> tuple[FormColumn, int] | None:
    """The column of the form that a header path names, and how many leading levels were ignored.

    Leading levels may be ignored when they name neither another column nor another stage: a wrapper such as the form's
    own title. A level torn in two by a missing line is put together; the unit of money behind it (金额（万元）), or below it, is none of its words.
    """
    path = tuple(words for level in path if (words := _MONEY_REMARK.sub("", level)))
    if not _may_name(form, path):
        return None
    for dropped in range(max(0, len(path) - _DEEPEST), len(path)):
        if dropped and _forbids(form, path[dropped - 1]):
            return None
        for text in _spellings(path[dropped:]):
            columns = _columns(form, text, side)
            if columns:
                return columns[0], dropped
    return None


def _may_name(form: Form, path: tuple[str, ...]) -> bool:
    """Whether any spelling of a path, or of its last levels, may name a column: of most tables none does, and one look tells it."""
    ends = ["".join(path[start:]) for start in range(len(path))]
    sides = [word + end for word in _SIDE_WORDS.values() for end in ends] if form.kind == "lines" else []
    return form.may_head("\0".join((*ends[:1], *sides)))


def money_of_heads(layout: ColumnLayout) -> Unit | None:
    """The unit of money that the heads of the columns print (决算数（万元）); None where they print none, or several."""
    levels = (level for header in layout.printed.values() for level in header.split("/"))
    found = {match[1] or match[2] for level in levels if (match := _MONEY_REMARK.search(level))}
    return Unit(found.pop()) if len(found) == 1 else None


def _spellings(levels: tuple[str, ...]) -> Iterator[str]:
    """The levels as a path, then with neighbours put together in every way."""
    for gaps in product("/\0", repeat=len(levels) - 1):
        yield "".join(text + gap for text, gap in zip(levels, (*gaps, ""), strict=True)).replace("\0", "")


def _forbids(form: Form, level: str) -> bool:
    return bool(_OTHER_STAGE.search(level)) or bool(form.columns_headed(level))


def _columns(form: Form, text: str, side: str) -> list[FormColumn]:
    found = list(form.columns_headed(text))
    for word_side, word in _SIDE_WORDS.items():
        if side in ("", word_side) and form.kind == "lines":
            found += form.columns_headed(f"{word}/{text}")
    return [column for column in found if not side or column.side in ("", side)]


def beside(sheet: DrawnTable, form: Form) -> frozenset[int]:
    """The columns that are not the form's own: those it knows to stand beside them, and those of an earlier year."""
    paths = {column: "/".join(sheet.path(column)) for column in range(sheet.grid.columns)}
    years = {column: int(match[1]) for column, path in paths.items() if (match := _YEAR.search(path))}
    latest = max(years.values(), default=0)
    return frozenset(
        column for column, path in paths.items() if form.is_aside(path) or years.get(column, latest) < latest
    )


def layout_of(sheet: DrawnTable, form: Form) -> ColumnLayout:
    """The columns of a grid as those of a form; without ``headers`` when it does not speak of the form."""
    others = beside(sheet, form)
    named = [headed(form, sheet.path(column)) for column in range(sheet.grid.columns)]
    kinds = ["" if column in others else _kind(sheet, form, column, named[column]) for column in range(len(named))]
    kinds = without_false_codes(kinds, sheet)
    groups = [list(range(len(kinds)))] if form.kind in ("codes", "single") else groups_of(kinds)
    sides = _sides(sheet, form, groups)
    printed: dict[int, str] = {}
    unknown: dict[int, str] = {}
    guessed: set[str] = set()
    blocks: list[ColumnBlock] = []
    for group, side in zip(groups, sides, strict=True):
        columns = [column for column in group if kinds[column] == "amount"]
        of_side = {c: headed(form, sheet.path(c), side) if side else named[c] for c in columns}
        amounts, strange, placed = _amounts(sheet, form, of_side, side)
        unknown.update(strange)
        guessed |= placed
        printed.update({column: "/".join(sheet.path(column)) for column in amounts})
        by_kind = {kind: tuple(c for c in group if kinds[c] == kind) for kind in ("code", "label", "line")}
        split = form.kind == "lines" and any(_OTHER_SPLIT.search("/".join(sheet.path(c))) for c in by_kind["label"])
        blocks.append(ColumnBlock(by_kind["code"], by_kind["label"], by_kind["line"], amounts, side, split))
    return ColumnLayout(sheet.grid.columns, tuple(blocks), printed, unknown, frozenset(guessed))


def _kind(sheet: DrawnTable, form: Form, column: int, named: tuple[FormColumn, int] | None) -> str:
    path = sheet.path(column)
    last = path[-1] if path else ""
    if named is not None and not _SIDE_ONLY.fullmatch("".join(path)):
        return "amount"
    if LINE_HEADER.fullmatch(last):
        return "line"
    if _UNIT_HEADER.fullmatch(last):
        return "label"
    made_of = content(sheet, column)
    if form.kind in ("codes", "economic") and (_CODE_HEADER.fullmatch(last) or made_of == "code"):
        return "label" if made_of == "label" and not _CODE_HEADER.fullmatch(last) else "code"
    if _LABEL_HEADER.fullmatch(last) and made_of != "amount":
        return "label"
    return made_of if made_of in ("code", "label") else "amount"


def content(sheet: DrawnTable, column: int) -> str:
    """What a column's body is made of: code, label, amount, or empty when it is blank; a dash is one printed (—)."""
    texts: list[str] = []
    for row in islice(sheet.body_rows, _SAMPLE):
        cell = sheet.at(row, column)
        if cell is not None and cell.text and cell.row == row and cell.column == column and not is_dash(cell.text):
            texts.append(cell.text)
    if not texts:
        return ""
    words = sum(map(has_chinese, texts))
    pieces = sum(1 for text in texts if _PIECE.fullmatch(text))
    if 2 * words > len(texts):
        return "label"
    whole = any(CODE.fullmatch(text) for text in texts) or any(text.startswith("0") for text in texts)
    if 2 * pieces > len(texts) and whole:
        return "code"
    return "amount"


def without_false_codes(kinds: Sequence[str], sheet: DrawnTable) -> list[str]:
    """The kinds of columns; whole amounts (200, 30500) that look like codes are none: a code stands before its name, or is headed as one."""
    found = list(kinds)
    for column, kind in enumerate(kinds):
        if kind != "code" or "label" not in kinds[:column] or _CODE_HEADER.fullmatch("".join(sheet.path(column)[-1:])):
            continue
        behind = next((other for other in kinds[column + 1 :] if other not in ("code", "line", "")), "")
        if behind != "label":
            found[column] = "amount"
    return found


def groups_of(kinds: list[str]) -> list[list[int]]:
    """Columns cut where codes or labels follow amounts."""
    groups: list[list[int]] = [[]]
    has_amounts = False
    for column, kind in enumerate(kinds):
        if has_amounts and kind in ("code", "label"):
            groups.append([])
            has_amounts = False
        has_amounts |= kind == "amount"
        groups[-1].append(column)
    return groups


def _sides(sheet: DrawnTable, form: Form, groups: list[list[int]]) -> list[str]:
    if form.kind != "lines":
        return [""] * len(groups)
    if len(groups) == 1:
        return [""]
    sides: list[str] = []
    for index, group in enumerate(groups):
        tops = "".join(path[0] for column in group if (path := sheet.path(column)))
        by_word = [side for side in SIDES if _SIDE_WORDS[side] in tops]
        sides.append(by_word[0] if len(by_word) == 1 else SIDES[min(index, 1)])
    return sides


def _amounts(
    sheet: DrawnTable, form: Form, named: Mapping[int, tuple[FormColumn, int] | None], side: str
) -> tuple[dict[int, str], dict[int, str], set[str]]:
    """Form column by grid column, the headers of those that could not be placed, and the keys that only 栏次 placed."""
    best: dict[str, tuple[int, int]] = {}
    rest: list[int] = []
    shared = form.kind in ("economic", "single")
    found: dict[int, str] = {}
    for column, match in named.items():
        if match is None:
            rest.append(column)
        elif shared:
            found[column] = match[0].key
        elif match[0].key not in best or match[1] < best[match[0].key][0]:
            if match[0].key in best:
                rest.append(best[match[0].key][1])
            best[match[0].key] = (match[1], column)
        else:
            rest.append(column)
    found.update({column: key for key, (_, column) in best.items()})
    _by_numbering(sheet, form, found, rest, side)
    unknown = {column: "/".join(sheet.path(column)) for column in rest if column not in found}
    return found, unknown, {found[c] for c in rest if c in found and not _ends_as(sheet.path(c), form.column(found[c]))}


def _ends_as(path: tuple[str, ...], column: FormColumn | None) -> bool:
    """Whether a head that is not understood as a whole ends with the column's own word: its upper levels are torn."""
    return column is not None and bool(path) and path[-1] == column.label.rpartition("/")[2]


def _by_numbering(sheet: DrawnTable, form: Form, found: dict[int, str], rest: list[int], side: str) -> None:
    """Places columns whose header is not understood by their 栏次, where the others' 栏次 agree with the form's.

    Only final accounts have 栏次 by a common standard.
    """
    numbers = sheet.numbering if form.document == ACCOUNTS else {}
    if any(column in numbers and found[column] != f"C{numbers[column]}" for column in found):
        return
    for column in rest:
        key = f"C{numbers.get(column, 0)}"
        known = form.column(key)
        if known is not None and known.side in ("", side) and key not in found.values() and _has_figures(sheet, column):
            found[column] = key


def _has_figures(sheet: DrawnTable, column: int) -> bool:
    cells = (sheet.at(row, column) for row in sheet.body_rows)
    return any(cell is not None and is_figure(cell.text) for cell in cells)
