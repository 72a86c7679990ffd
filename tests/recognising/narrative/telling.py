"""How the tests of the narrative ask: a text is read as a document, and what it states and claims is looked at."""

from __future__ import annotations

from collections.abc import Mapping

from juesuan.formats.pages.normal_form import passage_of
from juesuan.formats.pages.source import Paragraph
from juesuan.model import DocumentInfo, Place, Table
from juesuan.model.claim_record import ClaimRecord
from juesuan.recognising.narrative import NarrativeRead, read_narrative
from juesuan.standard import builtin

__all__ = ["amounts", "claims", "one", "tell", "unbound"]

HEADINGS = {
    "N01": "一、收入支出决算总体情况说明",
    "N02": "二、收入决算情况说明",
    "N03": "三、支出决算情况说明",
    "N04": "四、财政拨款收入支出决算总体情况说明",
    "N05": "五、一般公共预算财政拨款支出决算情况说明",
    "N06": "六、一般公共预算财政拨款基本支出决算情况说明",
    "N07": "七、政府性基金预算财政拨款支出决算情况说明",
    "N08": "八、国有资本经营预算财政拨款支出决算情况说明",
    "N09": "九、财政拨款“三公”经费支出决算情况说明",
    "N10": "十、机关运行经费支出情况说明",
    "N11": "十一、政府采购支出情况说明",
    "N12": "十二、国有资产占用情况说明",
    "N13": "十三、预算绩效情况说明",
}


def tell(text: str, *, tables: Mapping[str, Table] | None = None, year: int = 2023) -> NarrativeRead:
    """Reads a text, a line of it being a paragraph of the source."""
    lines = text.strip().splitlines()
    blocks = [Paragraph(passage_of(line, Place(line=number)), line) for number, line in enumerate(lines, 1)]
    return read_narrative(blocks, tables or {}, DocumentInfo(year=year, unit="示例市商务局"), builtin())


def one(section: str, text: str, *, tables: Mapping[str, Table] | None = None, year: int = 2023) -> NarrativeRead:
    """Reads one section."""
    return tell(f"{HEADINGS[section]}\n{text}", tables=tables, year=year)


def amounts(read: NarrativeRead) -> dict[str, str]:
    """What is stated, by fact; a fact stated twice keeps its first amount."""
    found: dict[str, str] = {}
    for statement in read.statements:
        if statement.fact is not None:
            found.setdefault(str(statement.fact), statement.amount.raw)
    return found


def claims(read: NarrativeRead, kind: str) -> list[ClaimRecord]:
    """The claims of a kind as rows of data, in order."""
    return [ClaimRecord.of(claim) for claim in read.claims if claim.kind == kind]


def unbound(read: NarrativeRead) -> list[str]:
    """Amounts and percentages that nothing was made of."""
    return [number.text for number in read.numbers if not number.bound and number.kind in {"amount", "percent"}]
